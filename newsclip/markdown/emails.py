"""E-mail addresses that Cloudflare hides from robots and a script would show: `data-cfemail="543931..."`.

The first byte of the hexadecimal code is the key that the others are combined with by exclusive or.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsclip.parse import Element

_PLACE = "/cdn-cgi/l/email-protection"


def hidden_address(element: Element) -> str:
    """The address that an element hides, in its attribute or in the fragment of its link; "" for any other element."""
    code = element.get("data-cfemail") or ""
    if not code and _PLACE in (element.get("href") or ""):
        code = element.get("href").partition("#")[2]
    try:
        key, *signs = bytes.fromhex(code)
        address = bytes(sign ^ key for sign in signs).decode()
    except ValueError:
        return ""
    return address if "@" in address and address.isprintable() else ""
