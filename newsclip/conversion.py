"""The whole way from bytes to an Article, on one page: read this first. No I/O, no clock, no environment."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from newsclip.article import Article, Metadata
from newsclip.errors import NoArticle, SourceError, UnsupportedSource
from newsclip.steps import in_one_go

if TYPE_CHECKING:
    from collections.abc import Mapping

    from newsclip.extract.siterules import SiteRules
    from newsclip.frontmatter import FrontMatter
    from newsclip.parse import Element
    from newsclip.steps import Steps


@dataclass(frozen=True, slots=True)
class Conversion:
    """An article, and how it was made: for `--explain`, and for the plain text that search and scripts want."""

    article: Article
    kind: str
    """What the input was recognised as, and by what."""
    evidence: Mapping[str, str] = field(default_factory=dict)
    """Field of the article → where its value came from."""
    confidence: float = 1.0
    warnings: tuple[str, ...] = ()
    content: Element | None = None
    plain: str | None = None
    """The body as `to_plain_text` gives it, where it was made beside the body."""

    @property
    def text(self) -> str:
        """The article as plain text, one block a line; the captions of a page's pictures are left out."""
        text = self.plain
        if text is None:
            from newsclip.markdown import to_plain_text

            text = to_plain_text(self.article.body)
        text = text.replace("\u00ad", "")
        if self.content is None:
            return text
        from newsclip.extract import without_captions

        return without_captions(self.content, text)


def convert(source: str | bytes, url: str | None = None) -> Article:
    """Turn an HTML page, a piece of HTML or a front-matter post into an Article.

    `source` is the document itself: bytes in any encoding, or text. `url` is where it came from, for relative links
    and metadata. Raises NoArticle for a page that holds none (login, consent wall, soft 404, list of links), another
    NewsclipError for what cannot be read.
    """
    return convert_document(source, url=url).article


def convert_document(
    source: str | bytes,
    *,
    url: str | None = None,
    content_type: str | None = None,
    file_name: str | None = None,
    rules: SiteRules | None = None,
    accept_any: bool = False,
) -> Conversion:
    """As `convert`, with the way explained.

    `content_type` is the HTTP header of that name; `file_name` may carry a date and a title, as Jekyll's do; `rules`
    are the site's; `accept_any` takes what `NoArticle` would refuse.
    """
    return in_one_go(
        conversion_steps(
            source, url=url, content_type=content_type, file_name=file_name, rules=rules, accept_any=accept_any
        )
    )


def conversion_steps(
    source: str | bytes,
    *,
    url: str | None = None,
    content_type: str | None = None,
    file_name: str | None = None,
    rules: SiteRules | None = None,
    accept_any: bool = False,
) -> Steps[Conversion]:
    """As `convert_document`, in steps: for many posts at once."""
    from newsclip.frontmatter import split

    text, encoding = _decode(source, content_type)
    front = split(text)
    if front is not None:
        return (yield from _convert_post(front, url, file_name, encoding, accept_any=accept_any))
    return _convert_text(text, url, file_name, encoding, rules, accept_any=accept_any)


def _decode(source: str | bytes, content_type: str | None) -> tuple[str, str]:
    from newsclip.decode import decode
    from newsclip.sniff import binary_kind

    if isinstance(source, str):
        text, encoding = source.removeprefix("\ufeff"), ""
    else:
        binary = binary_kind(source)
        if binary:
            raise UnsupportedSource(f"this is {binary}, not a page or a post", hint="give an HTML or Markdown file")
        decoded = decode(source, content_type)
        text, encoding = decoded.text, f"{decoded.encoding} ({decoded.evidence})"
    if not text.strip():
        raise SourceError("the input is empty", hint="nothing was filed")
    return text, encoding


def _convert_text(
    text: str, url: str | None, file_name: str | None, encoding: str, rules: SiteRules | None, *, accept_any: bool
) -> Conversion:
    from newsclip.sniff import feed_kind, is_html

    feed = feed_kind(text)
    if feed:
        raise UnsupportedSource(f"this is {feed}, not an article", hint="'newsclip import' reads feeds and lists")
    if not is_html(text):
        return _convert_note(text, url, file_name, encoding)
    return _convert_page(text, url, encoding, rules, accept_any=accept_any)


def _convert_page(
    text: str, url: str | None, encoding: str, rules: SiteRules | None, *, accept_any: bool
) -> Conversion:
    from newsclip.extract import extract
    from newsclip.markdown import render
    from newsclip.parse import parse_html

    if rules is not None:
        text = rules.rewrite(text)
    extraction = extract(parse_html(text), url, rules)
    if extraction.refusal and not accept_any:
        raise NoArticle(
            f"holds no article: it looks like {extraction.refusal}",
            hint="--force files it all the same",
            looks_like=extraction.refusal,
        )
    rendered = render(extraction.content, base_url=extraction.base)
    article = _article(extraction.metadata, url=url or extraction.metadata.canonical_url, body=rendered.markdown)
    if not article.body and not accept_any:
        raise NoArticle("holds no article: no text was found", hint="--force files it all the same")
    kind = f"an HTML page{_in(encoding)}"
    return Conversion(article, kind, extraction.evidence, extraction.confidence, (), extraction.content, rendered.text)


def _convert_post(
    front: FrontMatter, url: str | None, file_name: str | None, encoding: str, *, accept_any: bool
) -> Steps[Conversion]:
    from newsclip.body import body_steps
    from newsclip.extract.language import detect_language
    from newsclip.post import read_post

    yield
    post = read_post(front, file_name)
    said = post.article
    yield
    evidence = dict(post.evidence)
    base = url or said.url or said.canonical_url or None
    body = yield from body_steps(front.body, title=said.title, url=base)
    yield
    changes: dict[str, Any] = {}
    if body.cleaned is not None:
        for name in ("editor", "original_title"):
            found = getattr(body.cleaned, name)
            if found and not getattr(said, name):
                changes[name] = found
                evidence[name] = "a line of the body"
    says_something = body.markdown or said.title or said.url or said.notes or said.highlights
    if not says_something and not accept_any:
        raise NoArticle("holds no article: no title and no text", hint="--force files it all the same")
    if not said.title:
        changes["title"], evidence["title"] = _title_of_note(body.markdown, file_name)
    if not said.language:
        changes["language"] = detect_language(f"{said.title}\n{body.markdown}")
        evidence["language"] = "the text itself"
    article = replace(said, url=url or said.url, body=body.markdown, **changes)
    kind = f"a post with {front.dialect} front matter and {_body_words(body.kind)}{_in(encoding)}"
    return Conversion(article, kind, evidence, 1.0, (*front.warnings, *post.warnings), body.tree)


def _convert_note(text: str, url: str | None, file_name: str | None, encoding: str) -> Conversion:
    """A Markdown or plain text without front matter: its first heading, else its file name, is the title."""
    from newsclip.extract.language import detect_language
    from newsclip.markdown.embeds import plain_embeds
    from newsclip.post import date_of_name

    if "\x00" in text or not text.strip("\ufffd \t\r\n"):
        raise UnsupportedSource("this is binary data, not a page or a post", hint="give an HTML or Markdown file")
    if file_name and "." in file_name[1:] and not file_name.lower().endswith(_NOTES):
        raise UnsupportedSource(
            "this is neither a page nor a post", hint="'newsclip import' reads exports, feeds and lists of links"
        )
    body = f"{plain_embeds(text.strip())}\n"
    title, origin = _title_of_note(body, file_name)
    published = date_of_name(file_name) if file_name else None
    article = Article(title=title, published=published, url=url or "", language=detect_language(text), body=body)
    kind = f"Markdown or plain text without front matter{_in(encoding)}"
    evidence = {"title": origin, "published": "file name", "language": "the text itself"}
    return Conversion(article, kind, evidence)


_NOTES = (".md", ".markdown", ".mdown", ".mkd", ".txt", ".text")
"""How files of Markdown or plain text without front matter are called."""

# `# A title`, with or without closing marks
_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+(.+?)[ \t]*#*[ \t]*$", re.MULTILINE)
# `2021-06-22-a-slug`, as Jekyll names its posts
_DATED = re.compile(r"^\d{4}-\d{1,2}-\d{1,2}[-_ ]")


def _title_of_note(markdown: str, file_name: str | None) -> tuple[str, str]:
    heading = _HEADING.search(markdown)
    if heading:
        return heading[1].strip("*_` "), "the first heading"
    if file_name:
        stem = file_name.rsplit("/", 1)[-1].rsplit(".", 1)[0]
        return _DATED.sub("", stem), "the file name"
    first = next((line.strip() for line in markdown.splitlines() if line.strip() and not line.startswith("![")), "")
    return first[:80].strip("*_# "), "the first line"


def _article(metadata: Metadata, *, url: str, body: str) -> Article:
    fields = {name: getattr(metadata, name) for name in Metadata.__dataclass_fields__}
    return Article(**fields, url=url, body=body)


def _in(encoding: str) -> str:
    return f", {encoding}" if encoding else ""


def _body_words(kind: str) -> str:
    return "no body" if kind == "empty" else f"a body in {kind}"
