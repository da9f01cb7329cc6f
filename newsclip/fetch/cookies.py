"""Cookies of a person's own logins, from a cookies.txt file."""

from __future__ import annotations

from http.cookiejar import CookieJar, LoadError, MozillaCookieJar
from typing import TYPE_CHECKING

from newsclip.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path


def load_cookies(path: Path) -> CookieJar:
    """Read a cookies.txt (Netscape format, as browser extensions and curl write it). Raises UsageError."""
    jar = MozillaCookieJar(str(path))
    try:
        jar.load(ignore_discard=True, ignore_expires=True)
    except LoadError as error:
        raise UsageError(
            "is not a cookies.txt file",
            source=str(path),
            hint="export it in Netscape format: its first line is '# Netscape HTTP Cookie File'",
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "is not a text file"
        raise UsageError(f"cookies cannot be read: {reason}", source=str(path), hint="check --cookies") from error
    loaded = CookieJar()
    for cookie in jar:
        if cookie.expires == 0:
            cookie.expires, cookie.discard = None, True  # so exporters write a cookie that lasts for the session
        if "." not in cookie.domain:
            cookie.domain += ".local"  # by this name http.cookiejar knows hosts without a dot (RFC 2965, 1)
        loaded.set_cookie(cookie)
    return loaded
