"""One picture for one: twins that scripts, lightboxes and narrow screens need are taken out. Changes the given tree."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from newsclip.extract.clean import remove, unwrap_element

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element as Element

_WIDEST_BOX = 5
"""How many elements up a box that shows nothing but one picture may reach."""
# matches what names a size, not a picture: photo-1280x720, photo_small, photo@2x, photo-large-600w
_SIZE = re.compile(
    r"(?<![a-z0-9])(?:\d{2,4}x\d{2,4}|\d{2,4}w|[1-4]x|x?small|medium|x?large|thumb(?:nail)?|full|orig(?:inal)?|scaled"
    r"|mobile|desktop|tablet|big|square|wide)(?![a-z0-9])",
    re.IGNORECASE,
)
_TELLING = 5
"""Letters and digits of a file's name from which it tells one picture from others; "1" and "img" do not."""
_TELLING_ALT = 8
_TINY = frozenset(("0", "1", "2", "3", "0px", "1px"))


def reveal_pictures(tree: Element) -> None:
    """Put the picture that a `<noscript>` holds in place of the one that a script would replace by it."""
    for noscript in list(tree.iter("noscript")):
        images = list(noscript.iter("img"))
        if len(images) != 1 or "".join(noscript.itertext()).strip() or not _is_picture(images[0]):
            continue
        box = _box(noscript)
        others = [image for image in box.iter("img") if image is not images[0]]
        if not others and next(box.iterancestors("figure"), box).tag != "figure" and not _is_alone(noscript):
            continue
        for image in others:
            _take_out(image)
        unwrap_element(noscript)


def _is_picture(image: Element) -> bool:
    """Whether an image without a script is a picture: neither a blank nor a request that counts visits."""
    src = image.get("src") or ""
    if not src or src.startswith("data:") or {image.get("width"), image.get("height")} & _TINY:
        return False
    return bool(image.get("alt") or image.get("width") or _FILE.search(src))


# the type of a picture in /img/a.jpg, /a.webp?w=800, /a.png!small
_FILE = re.compile(r"\.(?:jpe?g|png|webp|avif|gif|svg)(?![a-z0-9])", re.IGNORECASE)


def _is_alone(noscript: Element) -> bool:
    """Whether a `<noscript>` is all that its parent, a paragraph or the like, shows."""
    parent = noscript.getparent()
    return parent is not None and parent.tag in ("p", "div", "a", "span") and len(parent) == 1 and not _has_text(parent)


def _box(noscript: Element) -> Element:
    """The largest element around a `<noscript>` that shows nothing but its one picture."""
    box = noscript
    for _ in range(_WIDEST_BOX):
        parent = box.getparent()
        if parent is None or parent.tag in ("body", "html", "td", "li") or _has_text(parent):
            break
        if len(list(parent.iter("noscript"))) > 1 or next(parent.iter("iframe", "video"), None) is not None:
            break
        box = parent
        if box.tag == "figure":
            break
    return box


def _has_text(element: Element) -> bool:
    """Whether an element shows text that is no caption."""
    for inner in element.iter("*"):
        if inner is not element and inner.tail and inner.tail.strip() and not _in_caption(inner.getparent(), element):
            return True
        if inner.tag in _SILENT or _in_caption(inner, element):
            continue
        if inner.text and inner.text.strip():
            return True
    return False


def _in_caption(inner: Element | None, box: Element) -> bool:
    while inner is not None and inner is not box:
        if inner.tag == "figcaption":
            return True
        inner = inner.getparent()
    return False


_SILENT = frozenset(("script", "style", "noscript", "svg", "button", "template"))


def drop_twins(content: Element) -> None:
    """Keep the first of the pictures side by side that are one: in another size, or the full one of a lightbox."""
    _drop_repeated_figures(content)
    last: Element | None = None
    for image in list(content.iter("img")):
        if last is not None and _same_picture(last, image) and _side_by_side(last, image):
            _take_out(image)
        else:
            last = image


def _drop_repeated_figures(content: Element) -> None:
    """Cut a figure that shows one picture with the caption that it had in an earlier figure."""
    seen: set[tuple[str, str]] = set()
    for figure in list(content.iter("figure")):
        images = list(figure.iter("img"))
        if len(images) != 1 or next(figure.iterdescendants("figure"), None) is not None:
            continue
        source = source_of(images[0])
        name = picture_name(source)
        figure_key = name or source, " ".join("".join(figure.itertext()).split())
        if all(figure_key) and figure_key in seen:
            remove(figure)
        seen.add(figure_key)


def source_of(image: Element) -> str:
    """Where a picture is, as far as the page says it: a placeholder tells nothing."""
    picture = image.getparent()
    sources = [image.get("src") or "", *(image.get(name) or "" for name in ("data-src", "srcset"))]
    if picture is not None and picture.tag == "picture":
        sources += [source.get("srcset") or "" for source in picture.iter("source")]
    return next((source for source in sources if source and not source.startswith("data:")), "")


def _take_out(image: Element) -> None:
    """Remove a picture, and the `<picture>` or link that holds nothing else."""
    element = image
    parent = element.getparent()
    while parent is not None and parent.tag in ("picture", "a", "span") and not _holds_more(parent, element):
        element, parent = parent, parent.getparent()
    remove(element)


def _holds_more(parent: Element, child: Element) -> bool:
    if (parent.text or "").strip() or (child.tail or "").strip():
        return True
    return any(other is not child and other.tag != "source" for other in parent)


def _same_picture(one: Element, other: Element) -> bool:
    alt = (one.get("alt") or "").strip()
    if len(alt) >= _TELLING_ALT and alt == (other.get("alt") or "").strip():
        figure = next(one.iterancestors("figure"), None)
        if figure is not None and figure is next(other.iterancestors("figure"), None):
            return True
    if alt and _link(one) != _link(other) and alt != (other.get("alt") or "").strip() != "":
        return False  # badges: /ci/badge.svg, /docs/badge.svg
    names = [picture_name(image.get("src") or "") for image in (one, other)]
    return names[0] == names[1] != ""


def _link(image: Element) -> str | None:
    link = next(image.iterancestors("a"), None)
    return None if link is None else link.get("href")


def picture_name(address: str) -> str:
    """What a picture's file is called, without its size and type; "" where that tells it from no other picture."""
    try:
        path = urlsplit(address).path
    except ValueError:
        return ""
    stem = path.rpartition("/")[2].rpartition(".")[0]
    name = "".join(character for character in _SIZE.sub("", stem).lower() if character.isalnum())
    return name if len(name) >= _TELLING else ""


def _side_by_side(one: Element, other: Element) -> bool:
    """Whether two pictures stand in one small box, with no text between them."""
    around = list(one.iterancestors())[:_WIDEST_BOX]
    box = next((element for element in _ancestors(other) if element in around), None)
    if box is None or box.tag in ("ul", "ol", "table", "tr"):
        return False
    between: Iterable[Element] = box.iter("*")
    inside = False
    for element in between:
        if element is one:
            inside = True
            if (one.tail or "").strip():
                return False
        elif element is other:
            return True
        elif inside and ((element.text or "").strip() or (element.tail or "").strip()):
            return False
    return False


def _ancestors(element: Element) -> list[Element]:
    return list(element.iterancestors())[:_WIDEST_BOX]
