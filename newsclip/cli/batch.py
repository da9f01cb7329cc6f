"""What `save` and `convert` share: many sources, each of which may fail without stopping the rest."""

from __future__ import annotations

import contextlib
import os
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from newsclip.cli import output
from newsclip.errors import InternalError, NewsclipError, NoArticle, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from newsclip.archive.choices import Choices
    from newsclip.cli.web import Web
    from newsclip.conversion import Conversion
    from newsclip.inputs import Document


# What a page looks like, to those who see no more than its source, when its scripts are still to fill it.
_EMPTY = frozenset(("", "an empty page", "a page without running text", "a page that needs JavaScript"))
# "Loading..." is no article.
_STUB = 200


class Batch:
    """Goes through sources, says each failure in one line, and knows the exit code at the end."""

    def __init__(self, *, as_json: bool = False) -> None:
        self._as_json = as_json
        self._failures: list[NewsclipError] = []

    @property
    def exit_code(self) -> int:
        """0 all done; the code of the failures where they share one (3 no article, 4 edited by hand), else 1."""
        codes = {failure.exit_code for failure in self._failures}
        return 0 if not codes else codes.pop() if len(codes) == 1 else 1

    def documents(
        self, sources: Sequence[str], web: Web, *, url: str = "", urls: Mapping[str, str] | None = None
    ) -> Iterator[Document]:
        """The documents of all sources, in order. `url` or the map `urls` tells where files came from."""
        from newsclip.inputs import is_url, open_documents

        if url and not is_url(url):
            raise UsageError(f"--url: not an address: {url!r}", hint="write it with https:// before it")
        # Pasted addresses come with blanks, and those of a list that was edited on Windows with the end of its line.
        sources = [source.strip() if is_url(source.strip()) else source for source in sources]
        web.expect(sources)
        for source in sources:
            origin = url or (urls or {}).get(source, "")
            with self.guard(source):
                if is_url(source):
                    yield web.document(source)
                    continue
                for document in open_documents(source, url=origin):
                    if isinstance(document, NewsclipError):
                        self.failed(document, source)
                    else:
                        yield _as_it_says(document)

    @contextlib.contextmanager
    def guard(self, source: str) -> Iterator[None]:
        """Turn the failure of one source into one line on stderr."""
        try:
            yield
        except NewsclipError as error:
            self.failed(error, source)
        except (BrokenPipeError, output.OutputFailed):
            raise
        except Exception as error:
            # One input that brings out a defect must not cost the user the others.
            if os.environ.get("NEWSCLIP_DEBUG"):
                raise
            self.failed(InternalError.of(error), source)

    def failed(self, error: NewsclipError, source: str) -> None:
        """Say a failure, and count it."""
        if not error.source:
            error.source = source
        self._failures.append(error)
        if self._as_json:
            output.out_json({"source": source, "status": "failed", "error": type(error).__name__, "reason": str(error)})
        output.fail(error)

    def convert(
        self, document: Document, choices: Choices, web: Web, *, accept_any: bool, explain: bool
    ) -> tuple[Document, Conversion]:
        """Convert one document, and say on stderr what was unusual about it, or with `explain` all about it.

        The document comes back with its conversion, because it may have taken a browser to make one.
        """
        document, conversion = self._convert(document, choices, web, accept_any=accept_any)
        for warning in conversion.warnings:
            output.note(f"newsclip: {document.source}: {warning}")
        if explain:
            _explain(document.source, conversion)
        return document, conversion

    def _convert(
        self, document: Document, choices: Choices, web: Web, *, accept_any: bool
    ) -> tuple[Document, Conversion]:
        from newsclip.cli.filing import convert_chosen

        try:
            conversion = convert_chosen(document, choices, accept_any=accept_any)
            if accept_any or len(conversion.article.body) > _STUB or not _is_built_by_script(document):
                return document, conversion
        except NoArticle as error:
            if error.looks_like not in _EMPTY or not _is_built_by_script(document):
                raise
        if not web.renders_where_needed:
            raise NoArticle(
                "the page is empty until its scripts have run",
                source=document.source,
                hint="--render runs them in a browser",
            )
        document = web.rendered(document)
        return document, convert_chosen(document, choices, accept_any=accept_any)


# Words of the comments in which SingleFile, monolith and browsers say where they have a page from.
_SAVED_FROM = re.compile(rb"<!--\s*(?:Page saved with|Archive processed by|Saved from)", re.IGNORECASE)
_COMMENT_ROOM = 32 * 1024


def _as_it_says(document: Document) -> Document:
    """A page of a file, with the address and the date that the program wrote into it that saved it."""
    head = document.raw[:_COMMENT_ROOM]
    if not _SAVED_FROM.search(head):
        return document
    from newsclip.sources.pages import saved_from

    said = saved_from(head.decode("utf-8", "replace"))
    return replace(document, url=document.url or said.url, saved=said.added)


def _is_built_by_script(document: Document) -> bool:
    if document.fetched is None or document.fetched.rendered:
        return False
    from newsclip.fetch.hops import is_built_by_script

    return is_built_by_script(document.raw)


def _explain(source: str, conversion: Conversion) -> None:
    output.note(f"{source}: {conversion.kind}")
    for name, origin in conversion.evidence.items():
        value = getattr(conversion.article, name, None)
        if value:
            shown = ", ".join(value) if isinstance(value, tuple) else str(value)
            output.note(f"  {name}: {shown}  [{origin}]")
