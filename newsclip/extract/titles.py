"""The title as the reader sees it: out of headings, Open Graph, JSON-LD and `<title>`, without the site's name."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain, pairwise

from newsclip.extract.people import sounds_like_a_house
from newsclip.patterns import is_below, on_demand

# matches the marks in "Story – Example News", "Story | Example", "Story « Blog", "题目_门户", "Wiki :: A", "題：新聞"
_SEPARATOR = re.compile(
    r"\s+(?:[-–—|·•:»«›‹~_*]{1,2}|[/@])\s+|\s*[|｜ㅣ»«›‹—]\s*|\s+::\s*|\s*_(?=[\u3040-\u9fff])|：(?=[^：]{2,12}$)"
    r"|(?<=[\u3040-\u9fff\uac00-\ud7af\"'”’])[_–-]{1,2}(?=[^\s_–-])"
)
# the count of unread messages in "(4) Home"
_UNREAD = re.compile(r"\(\d+\+?\)\s+")
# matches the end of "The story -", "The story |", where a template has no name to put behind it
_HANGING = re.compile(r"(?:\s+[-–—|·•»«:]+)?\s*$")
# matches the mark in "Interview: The story"
_COLON = re.compile(r":\s+")
# matches the mark in "Flood: The river is back", "Flood – The river is back", "Flood | The river is back"
_BETWEEN = re.compile(r"(?::|\s[|–—-])\s+")
# matches the end of "The story (Example Agency)", "題【動画】", "題（様例通信）"
_END_BRACKET = re.compile(r"\s*[(（\[［【][^()（）\[\]［］【】]{1,30}[)）\]］】]$")
# matches the end of "The story | by Ann Lee | Example Blog"
_BY_PART = re.compile(r"\s+[|–—-]\s+(?:[Bb]y|[Vv]on|[Pp]ar|[Pp]or)\s+(?=\w+(?:\s+\w+){0,3}(?:\s+[|–—-]\s|$)).*$")
_WORD = re.compile(r"[^\W_]+")
_WORD_OR_CHARACTER = on_demand(
    r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W_\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+"
)
_SECOND_LEVEL = frozenset({"co", "com", "org", "net", "ac", "gov", "edu", "or", "ne", "go", "blogspot", "wordpress"})
_UNRELATED = 0.2
_MOST_SITE_WORDS = 6
_FEW = 3
_MOST_SITE_CHARACTERS = 14
"""The same where each character counts as a word."""
_STEM = 5
_OPEN_GRAPH = "og:title"
_HEADLINE = "JSON-LD headline"
WINDOW = "title element"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading's text, and those of its inner elements that hold most of it (the headline beside its kicker)."""

    text: str
    inner: Sequence[str] = ()
    named: bool = False
    """Its class or microdata call it the headline."""


@dataclass(frozen=True, slots=True)
class TitleEvidence:
    """What a page calls its article: texts for machines, texts for readers, and names of the site."""

    open_graph: Sequence[str] = ()
    headline: Sequence[str] = ()
    """JSON-LD headline, then name."""
    others: Sequence[tuple[str, str]] = ()
    """(text, evidence) of further meta elements, best first."""
    window: str = ""
    """The text of `<title>`."""
    h1: Sequence[Heading] = ()
    """Those that are headlines, not steps of a breadcrumb."""
    h2: Sequence[Heading] = ()
    sites: Sequence[str] = ()
    host: str = ""


def choose_title(evidence: TitleEvidence) -> tuple[str, str]:
    """The title and a phrase on how it is known; the order of evidence is that of docs/metadata.md."""
    evidence = _without_cut_texts(evidence)
    own = {name_key(site) for site in (*evidence.sites, evidence.host)}
    h1, h2 = _texts(evidence.h1, own), _texts(evidence.h2, own)
    shown, headlines = [*h1, *h2], h1 or h2
    window = without_site(_BY_PART.sub("", tidy(evidence.window)), evidence.sites, evidence.host)
    said = list(_said(evidence, own))
    if said and said[0][1] == _OPEN_GRAPH and _names_section(said[0][0], window, shown):
        said = [(text, label) for text, label in said if label != _OPEN_GRAPH]
    open_graph = [text for text, label in said if label == _OPEN_GRAPH]
    headline = [text for text, label in said if label == _HEADLINE]

    repeated = _same(headlines, open_graph)
    if repeated:
        return _with_marks(repeated, open_graph), "heading, as in og:title"
    repeated = _same(headlines, headline)
    if repeated and not (open_graph and _same([repeated], [window])):
        return repeated, "heading, as in JSON-LD headline"
    if not open_graph:
        repeated = _same(headlines, [window])
        if repeated:
            return repeated, "heading, as in title element"
    if len(evidence.h1) == 1 and not headline and _same([window], open_graph) and _stands_alone(h1, open_graph[0]):
        return h1[0], "h1"
    for text, label in said:
        return _as_shown(text, evidence, own, label)
    if (
        len(evidence.h1) == 1
        and h1
        and (evidence.h1[0].named or _is_house(window, evidence.host, own))
        and _unrelated(window, h1[0])
    ):
        return h1[0], "h1"
    if words(window) and (name_key(window) not in own or not shown or _names_page(window, evidence)):
        return _as_shown(window, evidence, own, WINDOW)
    return (shown[0], "first heading") if shown else ("", "")


def _without_cut_texts(evidence: TitleEvidence) -> TitleEvidence:
    """Without the texts of attributes that end at a quotation mark of the title: content="They said "no" again"."""
    whole = [tidy(text) for text in (evidence.window, *(heading.text for heading in evidence.h1)) if '"' in text]
    if not whole:
        return evidence

    def is_cut(text: str) -> bool:
        start = tidy(text)
        return any(one.startswith(start) and one[len(start) :].lstrip()[:1] == '"' for one in whole)

    return replace(
        evidence,
        open_graph=[text for text in evidence.open_graph if not is_cut(text)],
        others=[(text, label) for text, label in evidence.others if not is_cut(text)],
    )


def _is_house(window: str, host: str, own: set[str]) -> bool:
    key = name_key(window)
    return key in own or key.removeprefix("the") == host_core(host)


def _unrelated(window: str, h1: str) -> bool:
    """Whether a `<title>` has no word of a page's only h1, as one that names the site or its owner on every page."""
    folded = set(words(h1))
    return len(folded) > 1 and folded.isdisjoint(words(window))


def _names_page(window: str, evidence: TitleEvidence) -> bool:
    """Whether a `<title>` that reads like the host is more than the host's name: several words, and no site's name."""
    return len(window.split()) > 1 and name_key(window) not in {
        name_key(site) for site in evidence.sites if site != evidence.host
    }


def _texts(headings: Sequence[Heading], own: set[str]) -> list[str]:
    texts = [tidy(text) for heading in headings for text in (heading.text, *heading.inner)]
    return [text for text in texts if words(text) and name_key(text) not in own]


def _stands_alone(h1: Sequence[str], said: str) -> bool:
    """Whether a page's only h1 says something of its own, not what `said` says with a kicker or a site around it."""
    if not h1 or len(words(h1[0])) < 3 or not _share_a_word(h1[0], said):
        return False
    if not contains(h1[0], said):
        return True
    before = h1[0][: max(0, len(h1[0]) - len(said))]
    begins = words(h1[0])[: len(words(said))] == words(said)
    return (begins and not _SEPARATOR.search(h1[0])) or _COLON.search(before) is not None


def _share_a_word(one: str, other: str) -> bool:
    """Whether two titles have a word of some length in common, inflected or compounded or not."""
    long = {word[:_STEM] for word in words(one) if len(word) >= _STEM or not word.isascii()}
    return any(word[:_STEM] in long for word in words(other))


def _same(ones: Sequence[str], others: Sequence[str]) -> str:
    """The first of `ones` with the words of any of `others`; empty if there is none."""
    wanted = [folded for folded in map(words, others) if folded]
    return next((one for one in ones if words(one) in wanted), "")


def _with_marks(heading: str, others: Sequence[str]) -> str:
    """`heading` as one of `others` spells it, where only marks between kicker and headline are more."""
    for other in others:
        if other != heading and _BETWEEN.sub(" ", other) == heading:
            return other
    return heading


def _said(evidence: TitleEvidence, own: set[str]) -> Iterator[tuple[str, str]]:
    texts = [(text, _OPEN_GRAPH) for text in evidence.open_graph]
    texts += [(text, _HEADLINE) for text in evidence.headline]
    for text, label in (*texts, *evidence.others):
        title = without_site(tidy(text), evidence.sites, evidence.host)
        if words(title) and name_key(title) not in own:
            yield title, label


def _names_section(text: str, window: str, headings: Sequence[str]) -> bool:
    """Whether `<title>` and a heading agree with each other and not at all with `text`, which then names a section."""
    if similarity(text, window) >= _UNRELATED or any(similarity(text, heading) >= _UNRELATED for heading in headings):
        return False
    return len(words(window)) > 2 and any(
        contains(heading, window) or contains(window, heading) or similarity(window, heading) >= 0.5
        for heading in headings
    )


def _as_shown(title: str, evidence: TitleEvidence, own: set[str], label: str) -> tuple[str, str]:
    """`title` cut down to the part that a heading shows, where a separator or the site's name sets off the rest."""
    h1, h2 = _texts(evidence.h1, own), _texts(evidence.h2, own)
    folded = words(title)
    if _same([title], [*h1, *h2, *map(tidy, evidence.headline)]):
        return title, label
    headlines = [text for text in map(tidy, evidence.headline) if words(text) == folded[: len(words(text))]]
    found = _same(headlines, [title[: mark.start()] for mark in _SEPARATOR.finditer(title)])
    if found:
        return found, f"{label}, as in JSON-LD headline"
    for part in _runs(title, _SEPARATOR):
        for shown in (_shown(words(part), h1, 1), _shown(words(part), h2, 2)):
            if len(words(shown)) > len(words(found)):
                found = shown
    if not found:
        least = 1 if any(heading.named for heading in evidence.h1) else 3
        candidates = [_shown(words(part), h1, least) for part in _runs(title, _COLON)]
        found = max(candidates, key=lambda text: len(words(text)), default="")
    for heading in () if found else h1:
        rest = folded[: -len(words(heading))]
        if rest and [*rest, *words(heading)] == folded and any(words(site) == rest for site in evidence.sites):
            found = heading
    bracket = None if found else _END_BRACKET.search(title)
    if bracket:
        found = _same(h1, [title[: bracket.start()]])
    return (found, f"{label}, as the heading shows it") if found else (title, label)


def _shown(folded: Sequence[str], headings: Sequence[str], least: int) -> str:
    if len(folded) < least:
        return ""
    return next((heading for heading in headings if words(heading) == folded), "")


def _runs(title: str, separator: re.Pattern[str]) -> Iterator[str]:
    """What stands between any two separators of the title, the whole title left out."""
    marks = list(separator.finditer(title))[:8]
    starts = [0, *(mark.end() for mark in marks)]
    ends = [*(mark.start() for mark in marks), len(title)]
    for first, start in enumerate(starts):
        for last in range(first, len(ends)):
            if (first, last) != (0, len(marks)):
                yield title[start : ends[last]]


def without_site(title: str, sites: Sequence[str], host: str = "") -> str:
    """`title` without leading or trailing parts that are a name of the site, or that hold the name in its `host`.

    A part is what stands before the first or behind the last separator; one part is always left.
    """
    names = {key for key in (name_key(site) for site in (*sites, host)) if key}
    core = host_core(host)
    while True:
        for mark in reversed(list(_SEPARATOR.finditer(title))):
            if _ends_with_site(title[mark.end() :], names, core) and words(title[: mark.start()]):
                title = title[: mark.start()].rstrip()
                break
        else:
            first = _SEPARATOR.search(title) or _COLON.search(title)
            if first is None or not words(title[first.end() :]):
                return title
            if not _starts_with_site(title[: first.start()], names, core):
                return title
            title = title[first.end() :].lstrip()


def shown_part(title: str, lines: Iterable[str]) -> str:
    """The longest of a page's lines that is the beginning and most of a CJK `<title>`; empty if there is none.

    Many Chinese sites show their headline in no heading, and put their name behind nothing but a blank in `<title>`.
    """
    found = ""
    if is_below(title, "\u3040") or len(title) > _LONGEST_TITLE:
        return found
    for line, following in pairwise(chain(lines, [""])):
        if len(found) < len(line) and title.startswith(line):
            rest = title[len(line) :]
            goes_on = following and rest.lstrip().startswith(following)
            if rest and not rest[0].isalnum() and not goes_on:
                found = line
    return found if _MOST_OF * len(words(found)) > len(words(title)) else ""


_LONGEST_TITLE = 300
_MOST_OF = 2


def site_part(title: str, headlines: Sequence[str], core: str) -> str:
    """The part of a `<title>` that names the site: it stands beside a headline, or holds the name in the host."""
    said = [folded for folded in map(words, headlines) if folded]
    marks = list(_SEPARATOR.finditer(title))
    begins = any(words(title[: mark.start()]) in said for mark in marks)
    for mark in reversed(marks):
        before, behind = title[: mark.start()], title[mark.end() :]
        for site, beside in ((behind, begins), (before, words(behind) in said)):
            folded = words(site)
            most = _MOST_SITE_WORDS if site.isascii() else _MOST_SITE_CHARACTERS
            if not 0 < len(folded) <= most or _SEPARATOR.search(site):
                continue
            if beside or (len(core) > 4 and core in "".join(folded)) or (site is behind and _is_cjk_house(site)):
                return site.strip(" -–—|·")
    rest, bar, last = title.rpartition(" | ")
    if not said and bar and " | " not in rest and 0 < len(words(last)) <= _FEW < len(words(rest)):
        return last  # no headline to compare with: a bar parts the site from the story more often than anything else
    return ""


def names_site(heading: str, below: Sequence[str], window: str) -> bool:
    """Whether `<title>` says a heading behind one that stands `below` it, as boards do: "Topic • Board"."""
    folded, headlines = words(heading), [words(text) for text in below]
    return bool(folded) and any(
        words(window[mark.end() :]) == folded and words(window[: mark.start()]) in headlines
        for mark in _SEPARATOR.finditer(window)
    )


def _ends_with_site(part: str, names: set[str], core: str) -> bool:
    key = name_key(part)
    if not key or key in names:
        return True  # a part without words is only marks
    if any(min(len(key), len(name)) > 3 and (key.startswith(name) or name.startswith(key)) for name in names):
        return True
    return _is_cjk_house(part) or (len(core) > 4 and core in key and len(words(part)) <= 6)


def _is_cjk_house(part: str) -> bool:
    """Whether a part is by its last characters the name of a newspaper, a portal or a channel: 样例日报, 様例新聞."""
    return not part.isascii() and len(part) <= _MOST_SITE_CHARACTERS and sounds_like_a_house(part)


def _starts_with_site(part: str, names: set[str], core: str) -> bool:
    key = name_key(part)
    return key in names or (len(core) > 4 and key == core)


@lru_cache(maxsize=2048)
def name_key(name: str) -> str:
    """A name of a site without marks, blanks and `.com`, for comparing."""
    folded = "".join(words(re.sub(r"^https?://|^www\.", "", name.strip().lower())))
    return re.sub(r"(?:com|org|net|de|co\s?uk)$", "", folded) if "." in name else folded


@lru_cache(maxsize=256)
def host_core(host: str) -> str:
    """The name in a host: `bosfahrzeuge` of `www.bos-fahrzeuge.info`."""
    labels = host.lower().split(".")
    while len(labels) > 2 and labels[-2] in _SECOND_LEVEL:
        del labels[-2]
    return "".join(words(labels[-2] if len(labels) > 1 else host))


def tidy(text: str) -> str:
    """Whitespace folded, entities that were escaped twice resolved, tags that were written as text removed."""
    if "&" in text:
        text = html.unescape(text)
    if text[:1] == "(":
        text = _UNREAD.sub("", text)
    if "<" in text:
        text = re.sub(r"</?(?:b|i|em|strong|span|br|sup|sub|u|wbr|p|mark)\b[^<>]*>", "", text)
    text = " ".join(text.replace("\u200b", "").replace("\xad", "").split()).removesuffix("¶")
    return text.rstrip() if text.endswith("»") and "«" in text[:-1] else _HANGING.sub("", text)


def words(text: str) -> list[str]:
    """The words of a title for comparing: case-folded, each Han, kana or hangul character by itself."""
    return [*_words(text)]


@lru_cache(maxsize=1024)
def _words(text: str) -> tuple[str, ...]:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return tuple((_WORD if is_below(folded, "\u3040") else _WORD_OR_CHARACTER).findall(folded))


def similarity(one: str, other: str) -> float:
    """How much two titles share, 0 to 1: common words over the words of the longer one."""
    a, b = words(one), words(other)
    if not a or not b:
        return 0.0
    rest = list(b)
    for word in a:
        if word in rest:
            rest.remove(word)
    return (len(b) - len(rest)) / max(len(a), len(b))


def contains(whole: str, part: str) -> bool:
    """Whether the words of `part` stand together in `whole`."""
    a, b = words(whole), words(part)
    return bool(b) and f" {' '.join(b)} " in f" {' '.join(a)} "
