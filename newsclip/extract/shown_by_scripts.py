"""What only a script shows, as plain HTML: players and pictures of frameworks, panels of tabs. Changes the tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsclip.parse import Element

# AMP's own elements for what HTML has one for
_PLAIN = {
    "amp-img": "img",
    "amp-anim": "img",
    "amp-iframe": "iframe",
    "amp-video": "video",
    "amp-audio": "audio",
}
# Players that name what they play: (element, attribute, URL of what they show)
_PLAYERS = {
    "amp-youtube": ("data-videoid", "https://www.youtube.com/embed/{}"),
    "lite-youtube": ("videoid", "https://www.youtube.com/embed/{}"),
    "youtube-video": ("video-id", "https://www.youtube.com/embed/{}"),
    "amp-vimeo": ("data-videoid", "https://player.vimeo.com/video/{}"),
    "lite-vimeo": ("videoid", "https://player.vimeo.com/video/{}"),
    "amp-dailymotion": ("data-videoid", "https://www.dailymotion.com/video/{}"),
    "amp-twitter": ("data-tweetid", "https://twitter.com/i/status/{}"),
    "amp-instagram": ("data-shortcode", "https://www.instagram.com/p/{}/"),
    "amp-facebook": ("data-href", "{}"),
    "amp-soundcloud": ("data-trackid", "https://api.soundcloud.com/tracks/{}"),
}


def show(tree: Element) -> None:
    """Give players and pictures of frameworks the elements of HTML, and show every panel of a set of tabs."""
    for element in list(tree.iter(*_PLAIN, *_PLAYERS)):
        name = element.tag
        if name in _PLAYERS:
            attribute, url = _PLAYERS[name]
            played = element.get(attribute)
            if not played:
                continue
            element.set("src", url.format(played))
            if title := element.get("playlabel") or element.get("data-title"):
                element.set("title", title)
        element.tag = _PLAIN.get(name, "iframe")
        for child in list(element) if element.tag in {"img", "iframe"} else ():  # what is shown meanwhile
            element.remove(child)
    for panel in tree.iter("div", "section"):
        if panel.get("role") != "tabpanel":
            continue
        if panel.get("hidden") is not None or panel.get("aria-hidden") == "true":
            panel.attrib.pop("hidden", None)
            panel.attrib.pop("aria-hidden", None)
            panel.attrib.pop("style", None)
