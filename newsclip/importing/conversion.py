"""One item → one article: what workers do. No archive, no network, no clock; files are only read."""

from __future__ import annotations

import gc
import os
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from newsclip.archive.draft import draft_steps
from newsclip.errors import HostileInput, NewsclipError, NoArticle, SourceError, SourceNotFound
from newsclip.importing.pictures import has_inline, mhtml_pictures, pictures_of, with_cids_inline
from newsclip.marks import earliest, join_notes, union
from newsclip.sources.handle import PAGE_CAP
from newsclip.sources.item import FRAGMENT, MHTML, PLAIN, POST
from newsclip.steps import in_one_go, in_step

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from newsclip.archive.draft import Draft
    from newsclip.article import Article, Timestamp
    from newsclip.fetch.model import Fetched
    from newsclip.rule_files import RuleFile
    from newsclip.sources.item import Item
    from newsclip.steps import Steps


@dataclass(frozen=True, slots=True)
class Job:
    """An item with what was fetched for it, ready to be converted."""

    item: Item
    fetched: Fetched | None = None
    accept_any: bool = False
    """Take pages that hold no article."""
    rules: RuleFile | None = None
    """The rules of the page's site."""

    def with_content(self) -> Job:
        """The job with the bytes of its file, for a worker that cannot see it."""
        if not isinstance(self.item.content, Path):
            return self
        try:
            return replace(self, item=replace(self.item, content=_load(self.item)))
        except NewsclipError as error:
            return replace(self, item=replace(self.item, problem=error))

    @property
    def size(self) -> int:
        """Bytes that travel to the worker; a file is read there."""
        content = self.fetched.body if self.fetched is not None else self.item.content
        return len(content) if isinstance(content, bytes | str) else 0


@dataclass(frozen=True, slots=True)
class Converted:
    """What became of a job: an article, or why there is none."""

    article: Article | None = None
    error: NewsclipError | None = None
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    """Pictures that came with the item, by their links in the body."""
    inline: bool = False
    """The body holds pictures as `data:` URLs."""
    draft: Draft | None = None
    """The file of a new article, in the place of the article."""
    share: int = 0
    """The share of the index that has the draft; 0 for none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafting:
    """How articles become drafts, so that whoever files them has little left to do."""

    root: str
    """The archive."""
    saved: Timestamp
    """The moment of the import."""
    tags: tuple[str, ...] = ()
    """Tags that every article gets."""
    since: Timestamp | None = None
    """Older articles get no draft."""
    share: int = 0
    """The share of the index that gets the drafts."""

    def finishing(self, converted: Converted) -> Steps[Converted]:
        """With a draft instead of the article, unless there is more to it than a new file."""
        article = converted.article
        if article is None or converted.pictures or converted.inline or is_older(article, self.since):
            return converted
        draft = yield from draft_steps(article, self.saved, self.tags)
        return converted if os.path.lexists(f"{self.root}/{draft.path}") else Converted(draft=draft, share=self.share)


def is_older(article: Article, since: Timestamp | None) -> bool:
    """Whether an article was added, or else published, before a moment."""
    date = article.saved or article.published
    return since is not None and date is not None and date.instant < since.instant


def convert_jobs(jobs: Sequence[Job], drafting: Drafting | None = None) -> list[Converted]:
    """Convert a chunk of jobs, in order; one that fails does not touch the others."""
    return in_step(_steps(job, drafting) for job in jobs)


def convert_job(job: Job, drafting: Drafting | None = None) -> Converted:
    """Convert one job."""
    return in_one_go(_steps(job, drafting))


def _steps(job: Job, drafting: Drafting | None) -> Steps[Converted]:
    try:
        article, pictures = yield from _article(job)
        converted = Converted(article, pictures=pictures, inline=has_inline(article.body))
        if drafting is None:
            return converted
        yield
        return (yield from drafting.finishing(converted))
    except NewsclipError as error:
        error.source = error.source or job.item.url or str(job.item.origin)
        return Converted(error=error)
    except RecursionError:
        reason = "nested too deep to be converted"
        return Converted(error=HostileInput(reason, source=str(job.item.origin), hint="leave it out"))
    except MemoryError:
        gc.collect()
        reason = "too large for the memory of this machine"
        return Converted(error=HostileInput(reason, source=str(job.item.origin), hint="leave it out"))
    except Exception as error:  # noqa: BLE001 - a defect that one page brings out must not end the import of a million
        reason = f"internal error: {type(error).__name__}: {' '.join(str(error).split())[:200]}"
        return Converted(error=SourceError(reason, source=str(job.item.origin), hint="please report it, with the file"))


def _article(job: Job) -> Steps[tuple[Article, Mapping[str, bytes]]]:
    item = job.item
    pictures: Mapping[str, bytes] = {}
    if item.problem is not None:
        raise item.problem
    if item.article is not None:
        article = item.article
    elif job.fetched is not None:
        article = _fetched(job, job.fetched)
    else:
        article, pictures = yield from _content(job)
    if not article.body and not item.highlights and not job.accept_any:
        raise NoArticle("holds no text", source=item.url or str(item.origin), hint="--force files it all the same")
    return _with_item(article, item), pictures


def _fetched(job: Job, fetched: Fetched) -> Article:
    from newsclip.conversion import convert_document
    from newsclip.paged import join

    pages = [
        convert_document(
            page.body,
            url=page.final_url,
            content_type=page.content_type,
            rules=job.rules.rules() if job.rules is not None else None,
            accept_any=job.accept_any or page is not fetched,
        )
        for page in (fetched, *fetched.more)
    ]
    return replace(join(pages).article, url=job.item.url)


def _content(job: Job) -> Steps[tuple[Article, Mapping[str, bytes]]]:
    from newsclip.conversion import conversion_steps

    item = job.item
    content, content_type, url = _load(item), item.content_type, item.url
    if item.media_type == PLAIN:
        return _plain(content), {}
    if item.media_type == FRAGMENT:
        return _fragment(item, content), {}
    page = None
    if item.media_type == MHTML and isinstance(content, bytes):
        from newsclip.sources.pages import parse_mhtml

        page = parse_mhtml(content)
        content, content_type, url = with_cids_inline(page), page.content_type, url or page.url
    conversion = yield from conversion_steps(
        content,
        url=url or None,
        content_type=content_type or None,
        file_name=_file_name(item),
        rules=job.rules.rules() if job.rules is not None else None,
        accept_any=job.accept_any,
    )
    article = conversion.article
    if page is not None:
        return article, mhtml_pictures(page, article.body)
    return article, pictures_of(item, article.body, url)


def _load(item: Item) -> bytes | str:
    if item.content is None:
        raise SourceError(
            "is only a link, and nothing was fetched", source=item.url, hint="import it without --offline"
        )
    if not isinstance(item.content, Path):
        return item.content
    try:
        with open(item.content, "rb", buffering=0) as stream:  # noqa: PTH123 - half of what pathlib takes
            if os.fstat(stream.fileno()).st_size > PAGE_CAP:
                reason = f"larger than {PAGE_CAP // 1024**2} MiB"
                raise HostileInput(reason, source=str(item.origin), hint="leave it out")
            return stream.read()
    except FileNotFoundError:
        raise SourceNotFound("no such file", source=str(item.origin), hint="it was there a moment ago") from None
    except OSError as error:
        reason = f"cannot be read: {error.strerror or error}"
        raise SourceError(reason, source=str(item.origin), hint="check its permissions") from None


def _file_name(item: Item) -> str | None:
    """The name that may carry a date and a title; of a page bundle (`2021-06-22-tides/index.md`) its folder's."""
    name = item.origin.member or item.origin.path
    if item.media_type not in {"text/markdown", "text/html"} or item.origin.position:
        return None
    path = Path(name.replace("\\", "/"))
    return f"{path.parent.name}{path.suffix}" if path.stem.lower() == "index" and path.parent.name else path.name


def _text(content: bytes | str, content_type: str = "") -> str:
    if isinstance(content, str):
        return content
    from newsclip.decode import decode

    return decode(content, content_type or None).text


def _plain(content: bytes | str) -> Article:
    import html

    from newsclip.article import Article
    from newsclip.extract.language import detect_language
    from newsclip.markdown import to_markdown

    text = _text(content)
    body = to_markdown("".join(f"<p>{html.escape(line)}</p>" for line in text.splitlines() if line.strip()))
    title = next((line.strip()[:80] for line in text.splitlines() if line.strip()), "")
    return Article(title=title, language=detect_language(text), body=body)


def _fragment(item: Item, content: bytes | str) -> Article:
    from newsclip.article import Article
    from newsclip.body import body_to_markdown
    from newsclip.extract.language import detect_language

    body = body_to_markdown(_text(content, item.content_type), title=item.title, url=item.url or None)
    cleaned = body.cleaned
    return Article(
        title=item.title,
        editor=cleaned.editor if cleaned is not None else "",
        original_title=cleaned.original_title if cleaned is not None else "",
        language=detect_language(f"{item.title}\n{body.markdown}"),
        body=body.markdown,
    )


def _with_item(article: Article, item: Item) -> Article:
    """The article with what the source says of it: where both know, the article itself, or a trusted source, wins."""
    trusted = item.trusted

    def best(ours: str, theirs: str) -> str:
        return (theirs or ours) if trusted else (ours or theirs)

    authors = (item.authors or article.authors) if trusted else (article.authors or item.authors)
    published = (item.published or article.published) if trusted else (article.published or item.published)
    # The title of a text without one of its own is its first line or its file's name: the source knows better.
    own_title = "" if item.media_type in (PLAIN, POST) and item.title else article.title
    return replace(
        article,
        url=item.url or article.url,
        title=best(own_title, item.title),
        authors=authors,
        description=best(article.description, item.description),
        site=best(article.site, item.site),
        language=best(article.language, item.language),
        image=best(article.image, item.image),
        tags=union(item.tags, article.tags),
        categories=item.categories or article.categories,
        saved=earliest(item.added, article.saved),
        published=published,
        read=item.read or article.read,
        starred=item.starred or article.starred,
        notes=join_notes(article.notes, item.notes),
        highlights=union(article.highlights, item.highlights),
    )
