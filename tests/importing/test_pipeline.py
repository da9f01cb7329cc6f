"""What an import promises: everything arrives once, in order, as it was, and the end says what happened."""

import json
import os
import threading

import pytest

from newsclip.archive.files import read_article
from newsclip.importing import Dedupe, ImportOptions, Result, run_import
from newsclip.sources import open_source
from tests.importing.made import BEFORE, articles, same


def results(outcomes):
    return [outcome.result for outcome in outcomes]


def test_a_folder_of_posts_is_filed_once_and_found_by_search(posts, archive, imported):
    folder = posts(30)
    outcomes = imported(folder)
    assert results(outcomes) == [Result.SAVED] * 30
    assert [outcome.origin.path for outcome in outcomes] == sorted(outcome.origin.path for outcome in outcomes)
    before = articles(archive)
    assert len(before) == 30
    assert results(imported(folder)) == [Result.UNCHANGED] * 30
    assert articles(archive) == before

    from newsclip.library import Archive

    assert Archive(archive).search("title:17").total == 1


def test_worker_processes_give_the_same_files_in_the_same_order(posts, archive, imported, tmp_path):
    folder = posts(80)
    alone = imported(folder)
    together = imported(folder, root=tmp_path / "other", jobs=2)
    assert [outcome.origin for outcome in together] == [outcome.origin for outcome in alone]
    assert same(articles(archive), articles(tmp_path / "other"))


def test_a_bad_file_is_named_and_the_rest_goes_on_and_the_report_is_a_second_try(posts, archive, imported, tmp_path):
    folder = posts(5)
    bad = folder / "00002.md"
    bad.write_text("---\ntitle: [broken\n---\nText")
    report = tmp_path / "failures.jsonl"
    outcomes = imported(folder, report=report)
    assert results(outcomes).count(Result.SAVED) == 4
    (failure,) = [outcome for outcome in outcomes if outcome.result is Result.FAILED]
    assert str(bad) in failure.reason
    header, record = map(json.loads, report.read_text().splitlines())
    assert header == {"newsclip": "import report"}
    assert record["path"] == str(bad)

    bad.write_text("---\ntitle: Mended\n---\nText that is long enough.")
    again = imported(report)
    assert results(again) == [Result.SAVED]
    assert again[0].title == "Mended"


def test_rows_of_an_export_that_failed_are_tried_again_by_themselves(imported, tmp_path):
    export = tmp_path / "pocket.csv"
    export.write_text(
        "title,url,time_added,tags,status\nA,https://example.invalid/a,1,x,unread\nB,https://example.invalid/b,2,,unread\n"
    )
    report = tmp_path / "failures.jsonl"
    assert results(imported(export, report=report)) == [Result.FAILED, Result.FAILED]
    items = list(open_source(report))
    assert [(item.url, item.title, item.tags) for item in items] == [
        ("https://example.invalid/a", "A", ("x",)),
        ("https://example.invalid/b", "B", ()),
    ]


def test_a_file_that_a_person_edited_stays_as_it_is(posts, archive, imported):
    folder = posts(1)
    (outcome,) = imported(folder)
    edited = outcome.path.read_text() + "\nMy own words.\n"
    outcome.path.write_text(edited)
    assert results(imported(folder)) == [Result.UNCHANGED]
    source = folder / "00000.md"
    source.write_text(source.read_text() + "<p>The source says more now.</p>")
    (again,) = imported(folder)
    assert again.result is Result.EDITED
    assert outcome.path.read_text() == edited


def test_content_in_an_export_is_used_without_a_fetch_and_the_readers_state_is_kept(archive, imported, tmp_path):
    export = tmp_path / "wallabag.json"
    entry = {
        "id": 1, "title": "How tides work", "url": "https://example.org/tides", "is_archived": 1, "is_starred": 1,
        "content": "<p>The moon pulls the sea, and the sea follows it twice a day.</p>", "tags": ["sea"],
        "created_at": "2016-09-08T11:55:58+0200", "published_at": "2016-09-01T00:00:00+0200",
        "published_by": ["Ana Lima"], "language": "en",
        "annotations": [{"text": "really?", "quote": "twice a day", "ranges": []}],
    }  # fmt: skip
    export.write_text(json.dumps([entry]))
    (outcome,) = imported(export, tags=("imported",))
    article = read_article(outcome.path).article
    assert (article.title, article.authors, article.url) == ("How tides work", ("Ana Lima",), entry["url"])
    assert (article.read, article.starred, article.tags) == (True, True, ("sea", "imported"))
    assert (str(article.saved), str(article.published)) == ("2016-09-08T11:55:58+02:00", "2016-09-01T00:00:00+02:00")
    assert article.highlights == ("twice a day",)
    assert article.notes == "> twice a day\n\nreally?"
    assert "The moon pulls the sea" in article.body


def test_an_export_that_knows_an_article_of_the_archive_adds_to_it(archive, imported, tmp_path):
    first = {
        "id": 1, "title": "Tides", "url": "https://example.org/tides", "is_archived": 0, "is_starred": 0, "tags": ["a"],
        "content": "<p>The moon pulls the sea, and the sea follows it.</p>", "created_at": "2020-01-01T00:00:00+0000",
    }  # fmt: skip
    (tmp_path / "wallabag.json").write_text(json.dumps([first]))
    header = "title,url,time_added,tags,status\n"
    (tmp_path / "pocket.csv").write_text(f"{header}Tides,https://example.org/tides,1500000000,b,archive\n")
    (outcome,) = imported(tmp_path / "wallabag.json")
    assert results(imported(tmp_path / "pocket.csv")) == [Result.UPDATED]
    article = read_article(outcome.path).article
    assert (article.tags, article.read, str(article.saved)) == (("a", "b"), True, "2017-07-14T02:40:00+00:00")
    assert "The moon pulls" in article.body
    assert results(imported(tmp_path / "pocket.csv")) == [Result.UNCHANGED]
    assert len(articles(archive)) == 1


def test_text_without_a_url_becomes_an_article(imported, tmp_path):
    export = tmp_path / "x.csv"
    export.write_text('URL,Title,Selection,Folder,Timestamp\n,My note,"First 1. line\n* second",Unread,1700000000\n')
    (outcome,) = imported(export)
    article = read_article(outcome.path).article
    assert (article.title, str(article.saved)) == ("My note", "2023-11-14T22:13:20+00:00")
    assert "First 1. line" in article.body
    assert "\\* second" in article.body


def test_limit_since_and_tags(posts, imported, tmp_path):
    from newsclip.article import Timestamp

    folder = posts(10)
    assert len(imported(folder, limit=3)) == 3
    since = imported(folder, root=tmp_path / "b", since=Timestamp.parse("2021-06-08"), tags=("t",))
    assert [outcome.title for outcome in since] == ["Number 7", "Number 8", "Number 9"]
    assert all(read_article(outcome.path).article.tags == ("t",) for outcome in since)


def test_dry_run_says_the_same_and_writes_nothing(posts, archive, imported):
    folder = posts(5)
    would = imported(folder, dry_run=True)
    assert not archive.exists()
    did = imported(folder)
    assert [(one.result, one.path) for one in would] == [(one.result, one.path) for one in did]


def test_the_same_text_under_two_urls(archive, imported, tmp_path):
    words = ["bell", "rope", "boat", "mast", "crew", "light", "storm", "night"]
    story = "".join(
        f"<p>Paragraph {number} of the wire story, about the {word} of the harbour, and what became of it.</p>"
        for number, word in enumerate(words)
    )

    def page(host, more=""):
        entry = {"id": 1, "title": "Wire story", "url": f"https://{host}/a", "is_archived": 0, "tags": [host]}
        return entry | {"content": story + more}

    export = tmp_path / "x.json"
    more = "<p>Our own correspondent adds this.</p>"
    export.write_text(json.dumps([page("one.example"), page("two.example"), page("three.example", more)]))
    assert results(imported(export)) == [Result.SAVED] * 3
    outcomes = imported(export, root=tmp_path / "content", dedupe=Dedupe.CONTENT)
    assert results(outcomes) == [Result.SAVED, Result.DUPLICATE, Result.SAVED]
    assert outcomes[1].path == outcomes[0].path
    assert read_article(outcomes[0].path).article.tags == ("one.example", "two.example")
    near = imported(export, root=tmp_path / "near", dedupe=Dedupe.NEAR)
    assert results(near) == [Result.SAVED, Result.DUPLICATE, Result.DUPLICATE]
    assert results(imported(export, root=tmp_path / "near", dedupe=Dedupe.NEAR)) == [
        Result.UNCHANGED,
        Result.DUPLICATE,
        Result.DUPLICATE,
    ]


def test_names_that_mean_harm_stay_inside_of_the_archive(archive, imported, tmp_path):
    folder = tmp_path / "posts"
    folder.mkdir()
    (folder / "a.md").write_text("---\ntitle: ../../../../evil\ndate: 2021-01-01\n---\nText that is long enough.")
    (outcome,) = imported(folder)
    assert outcome.path.resolve().is_relative_to(archive.resolve())


def test_names_that_are_not_utf_8(archive, imported, tmp_path):
    folder = tmp_path / "posts"
    folder.mkdir()
    (folder / os.fsdecode(b"\xff\xfe.md")).write_text("---\ntitle: Odd name\n---\nText that is long enough.")
    assert results(imported(folder)) == [Result.SAVED]


def test_articles_come_back_from_json_lines_and_parquet_byte_for_byte(posts, archive, imported, tmp_path):
    import pytest

    folder = posts(3)
    (folder / "x.md").write_text(
        "---\ntitle: '1.10'\ncomments: false\nrate: 1.10\nlist: [a, 'no']\n---\n\nText, *kept* as it is.\n"
    )
    imported(folder)
    before = articles(archive)
    stored = [read_article(archive / name).article for name in before]
    from newsclip.sources.own import record_of

    lines = tmp_path / "out.jsonl"
    lines.write_text("".join(json.dumps(record_of(article), ensure_ascii=False) + "\n" for article in stored))
    assert set(results(imported(lines, root=tmp_path / "second"))) == {Result.SAVED}
    assert articles(tmp_path / "second") == before

    pytest.importorskip("pyarrow")
    from newsclip.importing.partitions import FORMATS

    path, count = FORMATS["parquet"](iter(stored), str(tmp_path / "part-0"))
    assert count == len(stored)
    imported(path, root=tmp_path / "third")
    assert articles(tmp_path / "third") == before


def test_an_archive_is_imported_into_another_with_everything(posts, archive, imported, tmp_path):
    imported(posts(3), tags=("kept",))
    imported(archive, root=tmp_path / "second")
    assert articles(tmp_path / "second") == articles(archive)


def test_an_address_that_is_none_is_one_failure_and_not_the_end(posts, imported, tmp_path):
    links = tmp_path / "links.txt"
    links.write_text("http://[\nhttp://a]b/\nhttp://[::1/x\n")
    feed = tmp_path / "feed.xml"
    feed.write_text(
        "<rss version='2.0'><channel><title>t</title><item><title>a</title><link>http://[bad/x</link>"
        "</item></channel></rss>"
    )
    outcomes = imported(links, feed, posts(2))
    assert results(outcomes) == [Result.FAILED] * 4 + [Result.SAVED] * 2
    assert outcomes.tally.exit_code == 1


def test_what_no_reader_expects_is_one_failure_and_not_the_end(posts, imported):
    folder = posts(2)
    parts = "".join(f"--b{n}\nContent-Type: multipart/related; boundary=b{n + 1}\n\n" for n in range(1500))
    (folder / "deep.mhtml").write_text(f"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b0\n\n{parts}")
    report = '{"newsclip": "import report"}\n{"path": "/nowhere", "position": "first"}\n'
    (folder / "old.jsonl").write_text(report)
    outcomes = imported(folder)
    assert results(outcomes).count(Result.SAVED) == 2
    assert results(outcomes).count(Result.FAILED) == 2
    assert not any("internal error" in outcome.reason for outcome in outcomes)


def test_half_an_emoji_in_an_export_costs_no_article(archive, imported, tmp_path):
    half = "\\ud83d"
    lines = tmp_path / "articles.jsonl"
    lines.write_text(f'{{"url": "https://e.org/1", "title": "Cut {half}", "body": "The pier {half}\\n"}}\n')
    outcomes = imported(lines, dedupe=Dedupe.CONTENT)
    assert results(outcomes) == [Result.SAVED]
    assert read_article(outcomes[0].path).article.title == "Cut \N{REPLACEMENT CHARACTER}"
    assert results(imported(lines, dedupe=Dedupe.CONTENT)) == [Result.UNCHANGED]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
def test_what_comes_through_a_pipe_is_imported_whole(imported, tmp_path):
    """`newsclip import <(command)`: a pipe can be read only once."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_text, args=("---\ntitle: Piped\n---\nThe pier is open again.\n",))
    writer.start()
    outcomes = imported(pipe)
    writer.join()
    assert [(outcome.result, outcome.title) for outcome in outcomes] == [(Result.SAVED, "Piped")]


def test_force_is_for_all_of_an_import_that_was_interrupted_without_it(posts, archive, imported):
    folder = posts(6)
    imported(folder)
    for path in archive.glob("2*/*/*.md"):
        path.write_text(path.read_text() + "My own line.\n")
    for path in folder.iterdir():
        path.write_text(path.read_text() + "\nNew words.\n")
    interrupted = run_import([str(folder)], archive, ImportOptions(jobs=1))
    assert [next(interrupted).result for _ in range(3)] == [Result.EDITED] * 3
    interrupted.close()
    assert results(imported(folder, force=True)) == [Result.UPDATED] * 6


def test_what_a_killed_process_left_half_written_is_gone_when_its_import_goes_on(posts, archive, imported):
    folder = posts(3)
    interrupted = run_import([str(folder)], archive, ImportOptions(jobs=1))
    next(interrupted)
    interrupted.close()
    name = ".newsclip-writing-0a1b2c3d4e5f.tmp"
    for place in ("2021/06", "2021/06/2021-06-02-Number-1", ".history/abc", ".newsclip/snapshots/3f"):
        (archive / place).mkdir(parents=True, exist_ok=True)
        (archive / place / name).write_text("half of it")
    imported(folder)
    assert not list(archive.rglob(name))


def test_a_tag_that_was_taken_out_stays_out_when_the_export_comes_again(archive, imported, tmp_path):
    export = tmp_path / "export.json"

    def exported(*tags):
        item = {"id": 1, "title": "The pier", "url": "https://example.org/pier", "content": BEFORE}
        return json.dumps([item | {"tags": tags, "is_archived": 0, "is_starred": 0, "created_at": "2020-01-01"}])

    export.write_text(exported("boats", "piers"))
    (outcome,) = imported(export, tags=("mine",))
    path = outcome.path
    path.write_text(path.read_text().replace("  - piers\n", "").replace("  - mine\n", ""))
    imported(export)
    assert read_article(path).article.tags == ("boats",)
    export.write_text(exported("boats", "piers", "lamps"))
    imported(export)
    assert read_article(path).article.tags == ("boats", "lamps")
    imported(export, tags=("mine",))
    assert read_article(path).article.tags == ("boats", "lamps", "mine")


@pytest.mark.parametrize("options", [{}, {"dedupe": Dedupe.CONTENT}])
def test_an_article_that_the_archive_cannot_take_is_one_failure(posts, archive, imported, options):
    folder = posts(3)
    odd = folder / "odd.md"
    odd.write_text("---\ntitle: Odd\ndate: 2019-01-02\n---\nA file stands where its folder would be.\n")
    (archive / "2019").mkdir(parents=True)
    (archive / "2019/01").write_text("not a folder")
    outcomes = imported(folder, **options)
    assert results(outcomes).count(Result.SAVED) == 3
    (failure,) = [outcome for outcome in outcomes if outcome.result is Result.FAILED]
    assert "Not a directory" in failure.reason
