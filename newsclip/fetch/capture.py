"""Between a fetch and the archive's snapshots: what to keep of an answer, and an answer made of what was kept."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from newsclip.archive.snapshots import Capture, CapturedPage
from newsclip.fetch.model import Fetched, Validators

if TYPE_CHECKING:
    from newsclip.archive.choices import Choices
    from newsclip.archive.snapshots import Snapshots


def keep(snapshots: Snapshots, article_id: str, fetched: Fetched, choices: Choices) -> None:
    """Keep the bytes of a fetch, and of the further pages of the article, for the article that they became."""
    answers = (fetched, *fetched.more)
    capture = Capture(
        taken=fetched.fetched_at,
        url=fetched.url,
        pages=tuple(CapturedPage(url=answer.final_url, content_type=answer.content_type) for answer in answers),
        etag=fetched.etag,
        last_modified=fetched.last_modified,
        rendered=fetched.rendered,
        archived=fetched.archived,
        choices=choices,
    )
    snapshots.keep(article_id, capture, [answer.body for answer in answers])


def validators_of(snapshots: Snapshots, url: str) -> Validators:
    """What the server said of the page that we hold of a URL; empty where we hold none that one answer could renew."""
    capture = snapshots.latest_of_url(url)
    if (
        capture is None
        or capture.rendered
        or capture.archived
        or len(capture.pages) > 1
        or not snapshots.holds(capture)
    ):
        return Validators()
    return Validators(capture.etag, capture.last_modified)


def renewed(snapshots: Snapshots, answer: Fetched) -> Fetched:
    """The page that we hold, for an answer of 304. Raises ArchiveError if it has gone in the meantime."""
    capture = snapshots.latest_of_url(answer.url)
    if capture is None:
        return answer
    return replace(
        replay(snapshots, capture),
        fetched_at=answer.fetched_at,
        etag=answer.etag or capture.etag,
        last_modified=answer.last_modified or capture.last_modified,
    )


def replay(snapshots: Snapshots, capture: Capture) -> Fetched:
    """A capture as the fetch that it came from. Raises ArchiveError where its bytes are gone or damaged."""
    first, *more = (
        Fetched(
            url=capture.url,
            final_url=page.url,
            status=200,
            content_type=page.content_type,
            body=snapshots.read(page.sha256),
            fetched_at=capture.taken,
            rendered=capture.rendered,
            archived=capture.archived,
        )
        for page in capture.pages
    )
    return replace(first, etag=capture.etag, last_modified=capture.last_modified, more=tuple(more))
