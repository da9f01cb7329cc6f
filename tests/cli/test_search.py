"""`newsclip search`, `grep`, `similar`, `reindex`."""

import json
import os
import subprocess
import sys

import pytest

WIRE = "国家统计局今天公布了上半年的经济数据，同比增长百分之五，高于市场预期。专家认为，下半年仍有压力，但就业稳定。"


@pytest.fixture
def filled(newsclip, archive):
    def put(name, body, **front):
        path = archive / name
        path.parent.mkdir(parents=True, exist_ok=True)
        lines = "".join(f"{key}: {value}\n" for key, value in front.items())
        path.write_text(f"---\n{lines}---\n\n{body}\n", "utf-8")

    put(
        "2021/06/fraud.md", "全国共破获电信网络诈骗案件11.4万起。", title="公安部通报", date="2021-06-22", tags="[治安]"
    )
    put("2021/07/court.md", "最高人民法院举行新闻发布会。", title="法院新闻", date="2021-07-01", site="央视网")
    put("2022/01/vulkan.md", "Vulkan 1.2.182 is out.\nIt adds VK_EXT_multi_draw.", title="Vulkan", date="2022-01-05")
    put("2022/02/wire-a.md", f"新华社电 {WIRE}", title="经济数据公布", date="2022-02-01")
    put("2022/02/wire-b.md", f"本报讯 {WIRE} 责任编辑", title="上半年经济数据", date="2022-02-02")
    newsclip("reindex")
    return newsclip


def test_a_hit_is_one_line_in_a_pipe(filled, archive):
    ran = filled("search", "网络")
    path = archive / "2021/06/fraud.md"
    assert ran.out == f"{path}\t2021-06-22\t公安部通报\t全国共破获电信网络诈骗案件11.4万起。\n"
    assert (ran.code, ran.err) == (0, "")


def test_words_of_a_query_may_come_as_several_arguments(filled):
    assert len(filled("search", "电信", "诈骗").lines) == 1
    assert len(filled("search", "法院", "OR", "诈骗").lines) == 2


def test_json_is_an_object_a_line_with_the_places_of_the_matches(filled):
    (line,) = filled("search", "--json", "诈骗").lines
    hit = json.loads(line)
    assert (hit["title"], hit["date"], hit["tags"]) == ("公安部通报", "2021-06-22", ["治安"])
    assert [hit["snippet"][start:end] for start, end in hit["highlights"]] == ["诈骗"]


def test_paths_go_to_other_programs(filled, archive):
    assert filled("search", "--paths", "vulkan").out == f"{archive}/2022/01/vulkan.md\n"
    assert filled("search", "-0", "经济").out.count("\0") == 2
    assert filled("search", "--count", "经济").out == "2\n"
    assert len(filled("search", "-n", "1", "经济").lines) == 1


def test_hits_can_be_sorted_and_counted(filled):
    by_date = [line.split("\t")[1] for line in filled("search", "--sort", "date", "*").lines]
    assert by_date == sorted(by_date, reverse=True)
    by_title = [line.split("\t")[2] for line in filled("search", "--sort", "title", "date:2021").lines]
    assert by_title == sorted(by_title)
    assert [line.split("\t")[1] for line in filled("search", "-s", "date", "-r", "*").lines] == sorted(by_date)
    assert filled("search", "*", "--facet", "year").lines == ["3\t2022", "2\t2021"]


def test_any_number_may_be_asked_for(filled):
    many = "1000000000"
    assert len(filled("search", "*", "-n", many).lines) == 5
    assert len(filled("search", "经济", "-n", many).lines) == 2
    assert len(filled("search", "*", "-n", many, "--facet", "year").lines) == 2
    assert len(filled("list", "-n", many).lines) == 5
    (article,) = filled("list", "vulkan", "-f", "{id}").lines
    assert filled("similar", article, "-n", many).code in (0, 1)


def test_finding_nothing_exits_like_grep_and_proposes_something(filled):
    ran = filled("search", "vulcan")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == "newsclip: nothing found; did you mean: vulkan\n"
    assert filled("search", "--json", "nothingatall").err == ""


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("search", "(a"), "never closed"),
        (("search", "titel:a"), "did you mean 'title:'"),
        (("search", "a", "--sort", "size"), "relevance, date, saved, title"),
        (("search", "a", "--facet", "size"), "there is no facet 'size'"),
        (("search", "a", "--stem", "xx"), "there is no stemmer for 'xx'"),
        (("grep", "a("), "not a regular expression"),
    ],
)
def test_what_makes_no_sense_is_one_line_and_exit_2(filled, arguments, said):
    ran = filled(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert len(ran.err.splitlines()) == 1


def test_a_search_says_once_that_it_rebuilt_the_index(filled, archive):
    (archive / ".newsclip/index/current").unlink()
    assert filled("search", "诈骗").err == "newsclip: there was no index; it was rebuilt from the files\n"
    assert filled("search", "诈骗").err == ""


def test_grep_in_no_archive_says_so(newsclip, archive):
    ran = newsclip("grep", "x")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == f"newsclip: {archive}: there is no archive here; --archive names another\n"


@pytest.mark.parametrize("ripgrep", [True, False])
def test_grep_prints_lines_of_the_text_only(filled, archive, monkeypatch, ripgrep):
    if not ripgrep:
        monkeypatch.setattr("shutil.which", lambda name: None)
    assert filled("grep", "Vulkan").lines == [f"{archive}/2022/01/vulkan.md:6:Vulkan 1.2.182 is out."]
    assert filled("grep", "-i", "vk_ext_[a-z_]+").lines == [f"{archive}/2022/01/vulkan.md:7:It adds VK_EXT_multi_draw."]
    assert filled("grep", "-F", "1.2.182", "-l").lines == [f"{archive}/2022/01/vulkan.md"]
    assert filled("grep", "-F", "1.2.182", "-0").out == f"{archive}/2022/01/vulkan.md\0"
    assert filled("grep", "央视网").code == 1


def test_similar_begins_with_the_same_story_elsewhere(filled, archive):
    lines = filled("similar", archive / "2022/02/wire-a.md").lines
    assert lines[0].startswith("=")
    assert lines[0].split("\t")[1:] == [f"{archive}/2022/02/wire-b.md", "2022-02-02", "上半年经济数据"]
    assert filled("similar", "-d", archive / "2022/01/vulkan.md").code == 1
    assert filled("similar", "no-such-id").code == 1


def test_variants_and_stems_are_found_when_asked_for(filled):
    assert filled("search", "網絡詐騙").code == 1
    assert len(filled("search", "--variants", "網絡詐騙").lines) == 1
    assert filled("search", "adding").code == 1
    assert len(filled("search", "--stem", "en", "adding").lines) == 1


def test_the_first_hit_opens_in_the_editor(filled, archive, monkeypatch, tmp_path):
    log = tmp_path / "opened"
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", f'{sys.executable} -c \'import sys; open("{log}", "w").write(sys.argv[1])\'')
    assert filled("search", "--open", "诈骗").code == 0
    assert log.read_text() == str(archive / "2021/06/fraud.md")


def test_the_systems_opener_says_nothing_and_its_failure_is_one_line(filled, archive, monkeypatch, tmp_path):
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)
    tools = tmp_path / "bin"
    tools.mkdir()
    monkeypatch.setenv("PATH", str(tools))
    missing = filled("search", "--open", "诈骗")
    assert (missing.code, missing.out, len(missing.err.splitlines())) == (2, "", 1)
    assert "set VISUAL or EDITOR" in missing.err
    for name in ("xdg-open", "open"):
        (tools / name).write_text('#!/bin/sh\necho "$1" >"$0.opened"\necho noise\necho noise >&2\nexit ${CODE:-0}\n')
        (tools / name).chmod(0o755)
    ran = filled("search", "--open", "诈骗")
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    assert [path.read_text().strip() for path in tools.glob("*.opened")] == [str(archive / "2021/06/fraud.md")]
    monkeypatch.setenv("CODE", "3")
    failing = filled("search", "--open", "诈骗")
    assert (failing.code, failing.out, len(failing.err.splitlines())) == (1, "", 1)
    assert "noise" not in failing.err


@pytest.mark.parametrize(("editor", "code"), [("no-such-editor -x", 2), ("'unbalanced", 2), ("false", 1)])
def test_an_editor_that_fails_is_one_line(filled, monkeypatch, editor, code):
    monkeypatch.setenv("VISUAL", editor)
    ran = filled("search", "--open", "诈骗")
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (code, "", 1)
    assert "VISUAL" in ran.err


def test_reindex_says_how_many_and_tidies_up(filled, archive):
    dead = archive / ".history" / "abc" / ".newsclip-writing-0a1b.tmp"
    dead.parent.mkdir(parents=True)
    dead.write_text("half of it")
    os.utime(dead, (0, 0))
    ran = filled("reindex")
    assert not dead.exists()
    assert (ran.code, ran.out) == (0, "")
    assert ran.err.startswith("5 articles indexed in ")


def test_a_search_loads_nothing_that_it_does_not_use(filled, archive):
    for path in (*archive.rglob("*"), archive):
        if ".newsclip" not in path.parts:
            os.utime(path, (1_000_000_000, 1_000_000_000))
    filled("search", "xyzzy")
    code = (
        "import sys\nfrom newsclip.cli.app import run\n"
        f"run(['--archive', {str(archive)!r}, 'search', 'xyzzy', '--paths'])\n"
        "print([name for name in ('bs4', 'lxml', 'httpx', 'rich', 'yaml', 'markdownify', 'filelock', 'frontmatter',"
        " 'multiprocessing', 'sqlite3', 'ctypes', 'opencc') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_a_word_with_a_dash_before_it_leaves_articles_out(filled):
    assert len(filled("search", "经济").lines) == 2
    assert len(filled("search", "经济", "-责任编辑").lines) == 1
    assert filled("search", "vulkan", "-multi_draw").code == 1
    assert len(filled("list", "date:2022", "-title:vulkan").lines) == 2
    assert len(filled("search", "-vulkan", "date:2022", "-n", "1").lines) == 1
    assert len(filled("search", "date:2022", "-rn", "1").lines) == 1
    assert filled("search", "date:2022", "-n2", "-lr").out.count(".md\n") == 2


@pytest.mark.parametrize("word", ["-v", "--games", "-n", "-nothing", "-science"])
def test_what_may_be_a_mistyped_option_is_not_taken_for_a_word(filled, word):
    ran = filled("search", "vulkan", word)
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (2, "", 1)


def test_an_unknown_option_tells_the_way_out(filled):
    assert "; words that begin with - come after --\n" in filled("search", "-v").err
    assert "; did you mean --limit?\n" in filled("search", "x", "--limt", "3").err
    assert filled("search", "--", "-vulkan").code == 0


def test_what_a_search_puts_beside_the_articles_is_out_of_gits_sight(newsclip, tmp_path):
    vault = tmp_path / "vault"
    vault.mkdir()
    (vault / "note.md").write_text("A note about tides.\n")
    assert newsclip("search", "tides", archive=vault).code == 0
    assert (vault / ".newsclip" / ".gitignore").read_text() == "*\n!.gitignore\n"


def test_neither_an_empty_query_nor_a_dash_alone_is_taken_for_another(filled):
    for query in ("", "  ", "- ferry"):
        ran = filled("search", query)
        assert (ran.code, ran.out) == (2, "")
