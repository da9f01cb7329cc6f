"""Articles are indexed while they are imported: no file is read again, and a share that is not true is not used."""

import os

import pytest

from newsclip.importing import ImportOptions, Result, run_import
from newsclip.index import Index


def imported(folder, archive, jobs, meanwhile=lambda _: None):
    """Import, with something done once all is filed but the last; the files that were read to be indexed, counted."""
    read = []
    options = ImportOptions(jobs=jobs)
    outcomes = []
    for outcome in run_import([str(folder)], archive, options, progress=lambda done, _: read.append(done)):
        outcomes.append(outcome)
        meanwhile(outcomes)
    return outcomes, max(read, default=0)


def answers(archive):
    """What the index says, file by file."""
    index = Index(archive)
    found = {hit.path: (hit.id, hit.title) for hit in index.search("number", limit=None).hits}
    return found, index.count


@pytest.mark.parametrize(("jobs", "count"), [(1, 210), (2, 1000)])
def test_nothing_is_read_again_and_the_index_is_that_of_the_files(posts, archive, jobs, count):
    outcomes, read = imported(posts(count), archive, jobs)
    assert [outcome.result for outcome in outcomes] == [Result.SAVED] * count
    assert read == 0
    before = answers(archive)
    assert before[1] == count
    assert not Index(archive).sync().rebuilt
    Index(archive).rebuild()
    assert answers(archive) == before
    assert not list((archive / ".newsclip" / "imports").iterdir())


def test_articles_of_one_title_and_day_are_all_found(posts, archive):
    folder = posts(500)
    for number in range(200, 260):
        text = (folder / f"{number:05}.md").read_text(encoding="utf-8")
        title = f"Number {number % 10}"
        (folder / f"{number:05}.md").write_text(text.replace(f"Number {number}", title), encoding="utf-8")
    imported(folder, archive, 2)
    files = len([path for path in archive.rglob("*.md") if ".history" not in path.parts])
    assert answers(archive)[1] == files
    assert not Index(archive).sync().rebuilt


def test_a_file_that_is_edited_or_deleted_during_the_import_is_indexed_as_it_is(posts, archive):
    def meddle(outcomes):
        if len(outcomes) == 220:
            edited = outcomes[3].path
            edited.write_text(edited.read_text(encoding="utf-8").replace("Number", "Quagga"), encoding="utf-8")
            outcomes[4].path.unlink()

    _, read = imported(posts(230), archive, 1, meddle)
    assert read == 229
    index = Index(archive)
    assert index.count == 229
    assert index.search("quagga").total == 1


def test_shares_join_an_index_that_has_articles_already(posts, archive):
    outcomes, _ = imported(posts(30), archive, 1)
    for outcome in outcomes:  # what was written a moment ago is read once more, whatever wrote it
        os.utime(outcome.path, (1_700_000_000, 1_700_000_000))
    Index(archive).sync()
    _, read = imported(posts(250, "more"), archive, 1)
    assert read == 0
    assert answers(archive)[1] == 250
    assert not Index(archive).sync().rebuilt
