"""Loads what workers need by converting one post and one page, so that a new worker starts warm.

Imported only by the server that workers are copies of: what is loaded lazily here is loaded once for all of them.
"""

from __future__ import annotations

from contextlib import suppress

from newsclip.archive.files import render_article
from newsclip.article import Article
from newsclip.errors import NewsclipError
from newsclip.importing.conversion import Job, convert_jobs
from newsclip.index.document import document_steps
from newsclip.index.entry import entry_of
from newsclip.sources.item import FRAGMENT, HTML, POST, Item, Origin
from newsclip.steps import in_one_go

_PARAGRAPHS = (
    "<p>A first paragraph, with <b>words</b>.</p><ul><li>An item</li></ul><p>A second one. 第二段，共十个字。</p>" * 4
)
_SAMPLES = (
    (POST, f"---\ntitle: Sample\ndate: Tue, 22 Jun 2021 03:58:39 GMT\n---\n\n{_PARAGRAPHS}"),
    (FRAGMENT, _PARAGRAPHS),
    (HTML, f"<!doctype html><html lang=en><title>Sample</title><article><h1>Sample</h1>{_PARAGRAPHS}</article></html>"),
)

with suppress(NewsclipError):
    converted = convert_jobs(
        [
            Job(Item(origin=Origin("sample"), kind="sample", content=text.encode(), media_type=media_type))
            for media_type, text in _SAMPLES
        ]
    )
    in_one_go(document_steps(entry_of("sample.md", render_article(converted[0].article or Article(), "sample"))))
