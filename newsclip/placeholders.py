"""What an image's URL says the image is not: pictures that hold a place, show nothing, or belong to the page."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from urllib.parse import urlsplit


class ImageKind(StrEnum):
    """What an image is instead of a picture of an article."""

    BLANK = "blank"
    """Shows nothing: `spacer.gif`, `1x1.png`; a script puts the picture in its place."""
    STAND_IN = "stand-in"
    """Shows something in place of a picture: `no_image.png`, `loading.gif`, a service of random pictures."""
    ORNAMENT = "ornament"
    """Belongs to the page or a person: a logo, an icon, an avatar."""


# Hosts that serve nothing but placeholders; their subdomains count too.
PLACEHOLDER_HOSTS = frozenset(
    (
        "baconmockup.com",
        "cdn2.thecatapi.com",
        "dummyimage.com",
        "fakeimg.pl",
        "fillmurray.com",
        "fpoimg.com",
        "images.placeholders.dev",
        "imgplaceholder.com",
        "ipsumimage.appspot.com",
        "loremflickr.com",
        "lorempixel.com",
        "lorem.space",
        "picsum.photos",
        "placebear.com",
        "placebeard.it",
        "placecage.com",
        "placehold.co",
        "placehold.it",
        "placehold.jp",
        "placeholder.com",
        "placeholder.pics",
        "placeholderimage.dev",
        "placeimg.com",
        "placekitten.com",
        "placekeanu.com",
        "placepuppy.net",
        "placewaifu.com",
        "plchldr.co",
        "source.unsplash.com",
        "spaceholder.cc",
        "stevensegallery.com",
        "unsplash.it",
        "via.placeholder.com",
    )
)
# blank.gif | spacer-1x1.gif | grey_placeholder.svg | transparent.png | pixel.png
_BLANK_NAME = re.compile(
    r"(?:.*[-_.])?(?:blank|spacer|transparent|placeholder|1x1|pixel|lazy-?load)"
    r"(?:[-_.@][\w.-]*)?\.(?:gif|png|svg)",
    re.IGNORECASE,
)
# placeholder.jpg | default-cover.jpg | no_image.webp | image-not-found.png | missing-image.svg | loading.gif | grey.png
# s.gif
_STAND_IN_NAME = re.compile(
    r"(?:.*[-_.])?(?:"
    r"(?:placeholder|blank|spacer|transparent|pixel|1x1|no[-_]?(?:image|img|photo|picture|thumb\w*)|loading|lazyload"
    r"|default[-_]?(?:image|img|cover|thumb\w*|og|share)|image[-_]?not[-_]?(?:found|available)"
    r"|missing[-_]?(?:image|img|photo|picture|thumb\w*))"
    r"(?:[-_.@]\w+)?\.(?:png|gif|jpe?g|webp|svg|avif)"
    r"|(?:lazy|lazy-?loading|loading|gr[ae]y|empty|dot|clear|s)(?:[-_.@][\w.-]*)?\.(?:png|gif|svg))",
    re.IGNORECASE,
)
# /img/logo-600.png | /avatar/3.jpg | /icons/user.png | quote_icon.png | /default-share.jpg | favicon.ico
_ORNAMENT = re.compile(
    r"(?<![a-z])(?:logo\w*|avatar|gravatar|sprite|favicon|icon|badge|button|default|fallback|site-?image|share-?image"
    r"|og-?default|dummy)(?![a-z])[^/]*$|/(?:avatars?|gravatar|emoji|icons?|buttons)/",
    re.IGNORECASE,
)


@lru_cache(maxsize=1024)
def image_kind(url: str) -> ImageKind | None:
    """What an image is by its URL; None for what may well be a picture. A `data:` URL tells nothing here."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return ImageKind.STAND_IN
    name = parts.path.rsplit("/", 1)[-1]
    if _BLANK_NAME.fullmatch(name):
        return ImageKind.BLANK
    while host:
        if host in PLACEHOLDER_HOSTS:
            return ImageKind.STAND_IN
        _, _, host = host.partition(".")
    if _STAND_IN_NAME.fullmatch(name):
        return ImageKind.STAND_IN
    return ImageKind.ORNAMENT if _ORNAMENT.search(parts.path) else None


def is_placeholder_image(url: str) -> bool:
    """Tell whether an image URL names a placeholder rather than a picture of the article."""
    # A lead image inside a page is a blur or a blank that a script replaces.
    return url.startswith("data:") or image_kind(url) in (ImageKind.BLANK, ImageKind.STAND_IN)
