"""What inline elements mean: formats, links, images, code, formulas. Each starter returns how its element ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsclip.markdown import appearance, code, emails, footnotes, images, maths, tables
from newsclip.markdown.context import SKIPPED, Context
from newsclip.markdown.tree import Node, with_text
from newsclip.markdown.vocabulary import FORMATS, HEADINGS

if TYPE_CHECKING:
    from newsclip.markdown.context import End
    from newsclip.parse import Element


class Inlines(Context):
    """Starters of inline elements."""

    def drop(self, _: Element) -> End:
        return SKIPPED

    def button(self, _: Element) -> End | None:
        # The heading of an accordion is a button
        return SKIPPED if self.build.kind == "p" else None

    def plain(self, element: Element) -> End | None:
        return self.special(element) if element.attrib else None

    def special(self, element: Element) -> End | None:
        """What an inline element without a meaning of its own looks like: a formula, bold, italic..."""
        rendered = maths.from_rendered(element)
        if rendered is not None:
            if rendered.tex:
                self.formula(rendered)
            return SKIPPED
        if element.get("data-cfemail") and (address := emails.hidden_address(element)):
            self.build.text(address)
            return SKIPPED
        if element.get("role") in tables.CELL_ROLES and self.build.box.name == "tr":
            return self.enter(Node("td"))
        names = [name for name in appearance.formats_of(element) if not self.build.wants(name)]
        if not names or code.is_gutter(element):
            return SKIPPED if code.is_gutter(element) else None
        for name in names:
            self.build.open(name)

        def end() -> None:
            for _ in names:
                self.build.close()

        return end

    def format(self, element: Element) -> End | None:
        name = FORMATS[element.tag]
        if self.build.wants(name) and name not in {"q", "sup", "sub"}:
            return None
        if name == "strong" and element.attrib and appearance.is_light(element):
            return None
        self.build.open(name)
        return self.build.close

    def link(self, element: Element) -> End | None:
        build = self.build
        address = element.get("href")
        href = self.url.link(address)
        if not address or not href or build.wants("a"):
            return None
        if "/email-protection" in address and (email := emails.hidden_address(element)):
            build.open("a", {"href": f"mailto:{email}"})
            if element.get("data-cfemail") is None:
                return build.close
            build.text(email)
            build.close()
            return SKIPPED
        if build.kind in HEADINGS and appearance.is_permalink(element):
            return SKIPPED
        if address.lstrip().startswith("#") and footnotes.is_mark(element):
            # Its note is not here, or stands in a list of its own: a place that has no address in Markdown
            if footnotes.is_return(element):
                return SKIPPED
            if build.wants("sup") or not footnotes.is_glued(element):
                return None
            build.open("sup")
            return build.close
        build.open("a", {"href": href})
        return build.close

    def line_break(self, _: Element) -> None:
        self.build.line_break()

    def image(self, element: Element) -> End | None:
        formula = maths.from_image(element)
        if formula:
            if not maths.is_fallback(element):
                self.formula(formula)
            return SKIPPED
        sign = images.sign_of(element)
        if sign:
            self.build.text(sign)
            return SKIPPED
        image = self.images.read(element)
        if image is not None:
            self.build.inline(Node("img", image))
        return SKIPPED

    def noscript(self, element: Element) -> End:
        for image in self.images.from_noscript(element):
            self.build.inline(Node("img", image))
        return SKIPPED

    def code(self, element: Element) -> End | None:
        if next(element.iter("pre", "table", "ul", "ol", "p", "blockquote"), None) is not None:
            return None  # a box around blocks, or one that was never closed
        if code.is_block(element):
            self.code_block(code.read(element))
            return SKIPPED
        link = next(element.iter("a"), None)
        href = self.url.link(link.get("href")) if link is not None else ""
        if link is not None and href and code.inline_text(link).strip() == code.inline_text(element).strip():
            if self.build.wants("a"):
                return self.inline_code(element)
            self.build.open("a", {"href": href})
            self.inline_code(element)
            self.build.close()
            return SKIPPED
        if href or next(element.iter("img"), None) is not None:
            # No Markdown for a link or an image inside code
            self.build.open("code")
            return self.build.close
        return self.inline_code(element)

    def inline_code(self, element: Element) -> End:
        raw = code.inline_text(element)
        text = raw.strip()
        if raw[:1].isspace():
            self.build.gap()
        if text:
            self.build.inline(with_text("code", text))
        if raw[-1:].isspace():
            self.build.gap()
        return SKIPPED

    def math(self, element: Element) -> End | None:
        formula = maths.from_mathml(element)
        if formula:
            self.formula(formula)
        return SKIPPED

    def script(self, element: Element) -> End:
        formula = maths.from_script(element)
        if formula:
            self.formula(formula)
        return SKIPPED

    def note(self, element: Element) -> End | None:
        label = self.notes.label(element)
        if label:
            self.build.inline(Node("noteref", {"label": label}))
        return SKIPPED

    def checkbox(self, element: Element) -> End:
        build = self.build
        if (element.get("type") or "").lower() == "checkbox" and build.box.name == "li":
            build.box.attrs.setdefault("task", "x" if element.get("checked") is not None else " ")
        return SKIPPED
