"""The web as commands see it: the options about fetching, and the URLs among the sources fetched by them."""

from __future__ import annotations

import functools
import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from newsclip.cli import output
from newsclip.config import Render as Rendering
from newsclip.config import load_settings
from newsclip.errors import HttpStatusError, UsageError
from newsclip.inputs import Document, is_url

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from newsclip.archive.choices import Choices
    from newsclip.archive.images import Got
    from newsclip.archive.snapshots import Snapshots
    from newsclip.config import FetchSettings, Settings
    from newsclip.fetch import Fetched, FetchOptions, Validators
    from newsclip.fetch.prefetch import Prefetch

_PANEL = "Fetching"
_GONE = frozenset((404, 410))


@dataclass(frozen=True, slots=True, kw_only=True)
class Picking:
    """The options that pick by hand which part of a page is the article."""

    select: Annotated[
        list[str] | None,
        typer.Option("--select", metavar="CSS", help="The article is this part of the page; repeatable."),
    ] = None
    strip: Annotated[
        list[str] | None, typer.Option("--strip", metavar="CSS", help="This part is no article; repeatable.")
    ] = None

    def choices(self, *, title: str = "", date: str = "") -> Choices:
        """What was picked, with what else a person chose. Raises UsageError for what is no selector."""
        from newsclip.archive.choices import Choices
        from newsclip.cli.rules import rules_for

        choices = Choices(title=title, date=date, select=tuple(self.select or ()), strip=tuple(self.strip or ()))
        rules_for("", choices.select, choices.strip)
        return choices


@dataclass(frozen=True, slots=True, kw_only=True)
class Reaching:
    """The options about reaching a server; None for those not given."""

    wayback: Annotated[
        bool | None,
        typer.Option(
            "--wayback/--no-wayback",
            help="Look for a page that is gone at the Internet Archive.",
            rich_help_panel=_PANEL,
        ),
    ] = None
    cookies: Annotated[
        Path | None,
        typer.Option("--cookies", metavar="FILE", help="Your logins, as a cookies.txt.", rich_help_panel=_PANEL),
    ] = None
    header: Annotated[
        list[str] | None,
        typer.Option("--header", metavar="'NAME: VALUE'", help="Send a header; repeatable.", rich_help_panel=_PANEL),
    ] = None
    proxy: Annotated[
        str | None, typer.Option("--proxy", metavar="URL", help="Go through this proxy.", rich_help_panel=_PANEL)
    ] = None
    timeout: Annotated[
        float | None,
        typer.Option("--timeout", metavar="SECONDS", help="Give up on a page after so long.", rich_help_panel=_PANEL),
    ] = None
    allow_private: Annotated[
        bool | None,
        typer.Option(
            "--allow-private/--no-allow-private",
            help="Follow links and redirects into private networks.",
            rich_help_panel=_PANEL,
        ),
    ] = None

    def settings(self, archive: Path) -> Settings:
        """The settings for an archive, in which these options win. Raises UsageError."""
        for text in self.header or ():
            _header(text, "--header")
        return load_settings(archive, flags=self._flags())

    def _flags(self) -> dict[str, object]:
        return {
            "fetch.wayback": self.wayback,
            "fetch.cookies": self.cookies,
            "fetch.headers": tuple(self.header) if self.header else None,
            "fetch.proxy": self.proxy,
            "fetch.timeout": self.timeout,
            "fetch.allow_private": self.allow_private,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetching(Reaching):
    """The options about fetching pages; None for those not given."""

    render: Annotated[
        bool | None,
        typer.Option("--render/--no-render", help="Run the page's scripts in a browser.", rich_help_panel=_PANEL),
    ] = None

    def _flags(self) -> dict[str, object]:
        rendering = None if self.render is None else Rendering.ALWAYS if self.render else Rendering.NEVER
        # Slots make another class of this one, so super() without arguments would not find it.
        return {**Reaching._flags(self), "fetch.render": rendering}


def fetch_options(settings: FetchSettings) -> FetchOptions:
    """The settings as the fetcher takes them. Raises UsageError for a header that is none."""
    from newsclip.cli.rules import rules_folder
    from newsclip.fetch import FetchOptions
    from newsclip.fetch.model import MEBIBYTE
    from newsclip.rule_files import RuleFolder

    options = FetchOptions(
        timeout=settings.timeout,
        max_bytes=int(settings.max_megabytes * MEBIBYTE),
        retries=settings.retries,
        languages=_languages(os.environ),
        headers=tuple(_header(text) for text in settings.headers),
        cookies=settings.cookies,
        proxy=settings.proxy,
        allow_private=settings.allow_private,
        pages=settings.pages,
        rules=RuleFolder(rules_folder()),
        concurrency=settings.concurrency,
        per_host=settings.per_host,
        delay=settings.delay,
        robots=settings.robots,
    )
    return replace(options, user_agent=settings.user_agent) if settings.user_agent else options


def image_fetcher(settings: Settings) -> Callable[[str, Sequence[str]], list[Got]]:
    """What gets the images of a page, given its URL and theirs."""

    def get(page: str, urls: Sequence[str]) -> list[Got]:
        from newsclip.fetch.images import fetch_images
        from newsclip.fetch.model import MEBIBYTE

        each, total = settings.images.max_megabytes, settings.images.max_total_megabytes
        return fetch_images(
            urls,
            fetch_options(settings.fetch),
            page=page,
            max_each=int(each * MEBIBYTE),
            max_total=int(total * MEBIBYTE),
        )

    return get


def _languages(environ: Mapping[str, str]) -> str:
    """Accept-Language by the locale, so that a site shows the page that the person sees in a browser."""
    locale = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := environ.get(name))), "")
    # zh_CN.UTF-8 | de_DE@euro | en
    tag = locale.partition(".")[0].partition("@")[0].replace("_", "-")
    if not tag.isascii() or tag in ("", "C", "POSIX"):
        return "*"
    language = tag.partition("-")[0]
    return f"{tag},{language};q=0.9,*;q=0.5" if language != tag else f"{tag},*;q=0.5"


def _header(text: str, source: str = "") -> tuple[str, str]:
    name, colon, value = text.partition(":")
    if not colon or not name.strip() or not text.isprintable():
        raise UsageError(f"not a header: {text!r}", source=source, hint="write it as 'Name: value'")
    return name.strip(), value.strip()


class Web:
    """Fetches the URLs among a command's sources: one as a browser would, several ahead and politely."""

    def __init__(self, settings: FetchSettings, snapshots: Snapshots | None = None) -> None:
        self.settings = settings
        self._snapshots = snapshots
        self._ahead: Prefetch | None = None

    @functools.cached_property
    def options(self) -> FetchOptions:
        """The settings as the fetcher takes them."""
        return fetch_options(self.settings)

    @property
    def renders_where_needed(self) -> bool:
        """Whether a page that is empty without its scripts is rendered."""
        return self.settings.render is Rendering.AUTO

    def expect(self, sources: Sequence[str]) -> None:
        """Begin to fetch all URLs of a command that has several."""
        urls = [source for source in sources if is_url(source)]
        if len(set(urls)) > 1 and self.settings.render is not Rendering.ALWAYS:
            from newsclip.fetch.bulk import PageRequest
            from newsclip.fetch.prefetch import Prefetch

            self._ahead = Prefetch([PageRequest(url, self._known(url)) for url in urls], self.options)

    def document(self, url: str) -> Document:
        """The page of a URL. Raises FetchError, NoArticle or UnsupportedSource."""
        fetched = self._fetch(url)
        if fetched.not_modified and self._snapshots is not None:
            from newsclip.fetch.capture import renewed

            fetched = renewed(self._snapshots, fetched)
        return Document(url, fetched.body, fetched.final_url, fetched.content_type, fetched=fetched)

    def rendered(self, document: Document) -> Document:
        """The page of a document again, with its scripts run. Raises as `document` does."""
        from newsclip.fetch.render import render

        fetched = render(document.source, self.options, self.settings.browser)
        return Document(document.source, fetched.body, fetched.final_url, fetched.content_type, fetched=fetched)

    def _fetch(self, url: str) -> Fetched:
        try:
            if self.settings.render is Rendering.ALWAYS:
                from newsclip.fetch.render import render

                return render(url, self.options, self.settings.browser)
            if self._ahead is not None:
                return self._ahead.take(url)
            from newsclip.fetch import fetch

            return fetch(url, self.options, self._known(url))
        except HttpStatusError as error:
            if error.status not in _GONE or not self.settings.wayback:
                raise
            return self._from_wayback(url, error)

    def _from_wayback(self, url: str, gone: HttpStatusError) -> Fetched:
        from newsclip.fetch.wayback import from_wayback

        copy = from_wayback(url, self.options, self.settings.wayback_url)
        if copy is None:
            gone.hint = "the Internet Archive has no copy either"
            raise gone
        output.note(f"newsclip: {url}: {gone.reason}; taken from {copy.archived}")
        return copy

    def _known(self, url: str) -> Validators:
        from newsclip.fetch.capture import validators_of
        from newsclip.fetch.model import Validators

        return Validators() if self._snapshots is None else validators_of(self._snapshots, url)
