"""A draft is the file that a save would write, made without touching the archive."""

from newsclip.archive.draft import draft_steps
from newsclip.archive.store import Status, Store
from newsclip.article import Article, Timestamp
from newsclip.steps import in_one_go

NOW = Timestamp.parse("2026-11-24T05:47:00+00:00")
ARTICLE = Article(
    title="渡船：第3号 “记录”",
    authors=("Jane Doe",),
    published=Timestamp.parse("2021-06-22T03:58:39+00:00"),
    tags=("a: b", "yes"),
    extra={"layout": "post"},
    body="One.\n\nTwo.\n",
)


def draft_of(article, saved):
    return in_one_go(draft_steps(article, saved))


def store(root):
    return Store(root, lambda _: None)


def test_a_draft_is_filed_as_the_article_itself_would_be(tmp_path):
    saved = store(tmp_path / "saved").save(ARTICLE, saved=NOW)
    draft = draft_of(ARTICLE, NOW)
    assert store(tmp_path / "drafted").add(draft) is not None
    assert tmp_path / "saved" / draft.path == saved.path
    assert (tmp_path / "drafted" / draft.path).read_bytes() == saved.path.read_bytes() == draft.data
    assert draft.id == saved.id
    assert store(tmp_path / "drafted").save(ARTICLE, saved=NOW).status is Status.UNCHANGED


def test_a_draft_takes_no_name_that_some_system_takes_for_another_file(tmp_path):
    draft = draft_of(Article(title="Straße", body="x\n"), NOW)
    place = tmp_path / draft.folder
    place.mkdir(parents=True)
    (place / "2026-11-24-STRASSE.md").write_text("a note")
    assert store(tmp_path).add(draft) is None
    assert [path.name for path in place.iterdir()] == ["2026-11-24-STRASSE.md"]


def test_a_draft_of_an_article_that_is_there_changes_nothing(tmp_path):
    saved = store(tmp_path).save(ARTICLE, saved=NOW)
    assert Store(tmp_path, lambda identity: saved.path if identity == saved.id else None).add(
        draft_of(Article(title="Another title", published=ARTICLE.published, body="y\n"), NOW)
    )
    moved = saved.path.with_name("moved by hand.md")
    saved.path.rename(moved)
    assert Store(tmp_path, lambda identity: moved if identity == saved.id else None).add(draft_of(ARTICLE, NOW)) is None
    assert not saved.path.exists()


def test_a_file_that_appeared_since_the_folder_was_listed_is_not_overwritten(tmp_path):
    shelf = store(tmp_path)
    with shelf.writing():
        assert shelf.add(draft_of(ARTICLE, NOW)) is not None
        late = draft_of(Article(title="Late", published=ARTICLE.published, body="z\n"), NOW)
        (tmp_path / late.path).write_text("written by hand")
        assert shelf.add(late) is None
    assert (tmp_path / late.path).read_text() == "written by hand"
    assert not list(tmp_path.rglob("*.tmp"))
