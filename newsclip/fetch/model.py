"""The values of fetching: what is asked for and what came back."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from newsclip.fetch.addresses import AddressPolicy, Resolve, resolve

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from newsclip.rule_files import RuleFolder

USER_AGENT = "Mozilla/5.0 (compatible; newsclip)"
MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchOptions:
    """How to fetch. Times are in seconds, sizes in bytes."""

    timeout: float = 30.0
    """For one URL as a whole: every redirect, retry, header and byte of it."""
    connect_timeout: float = 10.0
    max_bytes: int = 20 * MEBIBYTE
    """The largest body, counted before and after decompression."""
    max_redirects: int = 20
    retries: int = 2
    """Further tries after a broken connection or an answer of 429, 502, 503 or 504."""
    user_agent: str = USER_AGENT
    languages: str = "*"
    """The Accept-Language header (RFC 9110, 12.5.4)."""
    headers: tuple[tuple[str, str], ...] = ()
    """Further request headers; sent to the site that was asked for, never on to another by a redirect."""
    cookies: Path | None = None
    """A cookies.txt file in Netscape format."""
    proxy: str = ""
    """URL of a proxy (http, https, socks5); empty: what HTTP_PROXY, HTTPS_PROXY, ALL_PROXY and NO_PROXY say."""
    allow_private: bool = False
    """Fetch from private, loopback and link-local addresses wherever a link or redirect leads to one."""
    trust_named: bool = True
    """Fetch from a private address that the URL itself names (`127.0.0.1`, `localhost`, `nas.local`)."""
    pages: int = 1
    """The most pages of one article to fetch, where each links to the next."""
    rules: RuleFolder | None = None
    """Site rules, of which those about further pages count here."""
    concurrency: int = 64
    """Requests at once in `fetch_many`."""
    per_host: int = 6
    """Requests at once to one host: as many as browsers make."""
    delay: float = 0.0
    """Least time between the starts of two requests to one host in `fetch_many`."""
    robots: bool = True
    """Keep to robots.txt in `fetch_many`; a single URL that a person asks for is fetched as a browser would."""
    policy: AddressPolicy = field(default_factory=AddressPolicy)
    resolve: Resolve = resolve


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server said of a body that we still hold; sent back, it may answer 304 without a body (RFC 9110, 13)."""

    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """An answer. `url` is as it was asked for, `final_url` where the body came from after all hops."""

    url: str
    final_url: str
    status: int
    content_type: str
    body: bytes = field(repr=False)
    fetched_at: datetime
    """Aware, in UTC."""
    etag: str = ""
    last_modified: str = ""
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    """All headers of the answer, names in lower case."""
    redirects: tuple[str, ...] = ()
    """The URLs that led on, in order, without `final_url`."""
    rendered: bool = False
    """Whether a browser ran the page's scripts."""
    archived: str = ""
    """Where the body came from if it is a web archive's copy of a page that is gone."""
    more: tuple[Fetched, ...] = field(default=(), repr=False)
    """The further pages of an article that is spread over several."""

    @property
    def not_modified(self) -> bool:
        """Whether the server says that what we hold is current; `body` is empty then."""
        return self.status == 304

    @property
    def validators(self) -> Validators:
        """What to send along when the same page is asked for again."""
        return Validators(self.etag, self.last_modified)
