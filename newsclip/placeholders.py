"""Images that only hold a place: services of random or generated pictures, and files named as fillers. No I/O."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

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
# placeholder.png | blank.gif | 1x1.png | spacer.gif | default-cover.jpg | no_image.png | transparent.gif
_FILLER_NAME = re.compile(
    r"(?:.*[-_.])?(?:placeholder|blank|spacer|transparent|pixel|1x1|no[-_]?(?:image|img|photo|picture|thumb\w*)"
    r"|default[-_]?(?:image|img|cover|thumb\w*|og|share)|image[-_]?not[-_]?(?:found|available)|loading|lazyload)"
    r"(?:[-_.@]\w+)?\.(?:png|gif|jpe?g|webp|svg|avif)",
    re.IGNORECASE,
)


def is_placeholder_image(url: str) -> bool:
    """Tell whether an image URL names a placeholder rather than a picture of the article."""
    if url.startswith("data:"):
        # A lead image inside a page is a blur or a blank that a script replaces.
        return True
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return True
    while host:
        if host in PLACEHOLDER_HOSTS:
            return True
        _, _, host = host.partition(".")
    return _FILLER_NAME.fullmatch(parts.path.rsplit("/", 1)[-1]) is not None
