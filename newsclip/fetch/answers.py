"""What an answer's status and headers mean for a person: the error line, and walls that the answer tells of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from newsclip.errors import HttpStatusError, NewsclipError, NoArticle
from newsclip.urls import parts_of

if TYPE_CHECKING:
    from collections.abc import Mapping

# Seconds beyond all waiting.
_NEVER: Final = 1e9

# Worth another try: they say that the trouble is the server's and passing.
PASSING: Final = frozenset({429, 502, 503, 504})

_HINTS: Final = {
    401: "give your login's cookies with --cookies, or save the page's HTML from a browser",
    402: "give your subscription's cookies with --cookies",
    403: "try --cookies, or save the page's HTML from a browser",
    404: "check the URL, or look at the Internet Archive with 'newsclip save --wayback'",
    410: "the page is gone; 'newsclip save --wayback' looks for it at the Internet Archive",
    451: "'newsclip save --wayback' looks for it at the Internet Archive",
}
_BROWSER_WAY_OUT = "open it in a browser and save its HTML: newsclip save - --url URL < page.html"

# Response headers by which a protection service marks its interstitial page, and the value that does (empty: any).
_CHALLENGE_HEADERS: Final = (
    ("cf-mitigated", "challenge"),
    ("x-amzn-waf-action", "challenge"),
    ("x-amzn-waf-action", "captcha"),
    ("x-datadome", "protected"),
    ("x-dd-b", ""),
    ("x-vercel-mitigated", "challenge"),
    ("x-vercel-challenge-token", ""),
)
# Words in the page of a refusing answer (403, 429, 503, 202) that ask the visitor to prove to be human.
_CHALLENGE_WORDS: Final = (
    b"challenge-platform",
    b"cf-chl-",
    b"captcha",
    b"verify you are human",
    b"verifying you are human",
    b"are you a robot",
    "验证码".encode(),
    "安全验证".encode(),
    "人机验证".encode(),
)
CHALLENGE_STATUSES: Final = frozenset({202, 403, 405, 429, 503})


@dataclass(frozen=True, slots=True)
class _Wall:
    """Where a site sends visitors instead of to the page: what the target's host or path is called."""

    words: str
    hint: str
    hosts: frozenset[str]
    """First label of the host."""
    segments: frozenset[str]
    """A whole segment of the path, lower case, without a suffix such as `.php`."""
    endings: tuple[str, ...] = ()
    """The end of such a segment that is no title: one without a hyphen."""

    def stands_at(self, url: str) -> bool:
        parts = parts_of(url)
        if (parts.hostname or "").split(".")[0] in self.hosts:
            return True
        segments = [segment.partition(".")[0] for segment in parts.path.lower().split("/")]
        return any(
            segment in self.segments or ("-" not in segment and segment.endswith(self.endings)) for segment in segments
        )


_WALLS: Final = (
    _Wall(
        "a check for humans",
        _BROWSER_WAY_OUT,
        frozenset(("captcha", "challenge")),
        frozenset(("challenge", "security-check", "are-you-human", "unhuman", "verify")),
        ("captcha", "antispider"),
    ),
    _Wall(
        "a consent page",
        _BROWSER_WAY_OUT,
        frozenset(("consent", "guce", "cmp")),
        frozenset(("consent", "zustimmung", "gdpr", "privacy-wall", "cookie-wall", "cookiewall", "cookie-consent")),
        ("collectconsent",),
    ),
    _Wall(
        "its login",
        _HINTS[401],
        frozenset(("login", "signin", "passport", "sso", "auth", "accounts", "wappass")),
        frozenset(("login", "signin", "sign-in", "sign_in", "log-in", "logon", "passport", "sso", "oauth", "oauth2")),
    ),
)


def status_error(status: int, headers: Mapping[str, str], body: bytes, url: str) -> NewsclipError:
    """The error for an answer of 4xx or 5xx."""
    if is_challenge(status, headers, body):
        return NoArticle("the site asks to prove that you are human", source=url, hint=_BROWSER_WAY_OUT)
    try:
        phrase = f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        phrase = str(status)
    reason = f"the server answered {phrase}"
    wait = retry_after(headers)
    if wait is not None:
        reason += f" and asks to wait {round(wait)} s"
    hint = _HINTS.get(status, "try again later" if status in PASSING or status >= 500 else "check the URL")
    return HttpStatusError(reason, status=status, source=url, hint=hint, retry_after=wait)


def is_challenge(status: int, headers: Mapping[str, str], body: bytes) -> bool:
    """Whether the answer is a check for humans, not the page."""
    for name, value in _CHALLENGE_HEADERS:
        if name in headers and value in headers[name].lower():
            return status in CHALLENGE_STATUSES or status == 200
    if status not in CHALLENGE_STATUSES:
        return False
    head = body[:65536].lower()
    return any(word in head for word in _CHALLENGE_WORDS)


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds that the server asks to wait (RFC 9110, 10.2.3: a number or a date); None if it does not ask."""
    text = headers.get("retry-after", "").strip()
    if not text:
        return None
    if text.isascii() and text.isdigit():
        return min(float(text), _NEVER)
    try:
        moment = parsedate_to_datetime(text)
    except (TypeError, ValueError, OverflowError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())


def wall_behind(url: str, final_url: str) -> NoArticle | None:
    """The error for redirects that ended at a login, a consent page or a check, though another page was asked for."""
    if parts_of(url).path == parts_of(final_url).path:
        return None
    for wall in _WALLS:
        if wall.stands_at(final_url) and not wall.stands_at(url):
            return NoArticle(f"the site sends to {wall.words} instead of the page", source=url, hint=wall.hint)
    return None
