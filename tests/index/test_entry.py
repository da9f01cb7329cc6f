"""Front matter as the index reads it: quicker than the YAML parser, never other than it."""

from __future__ import annotations

import yaml
from hypothesis import given
from hypothesis import strategies as st

from newsclip.index.entry import entry_of

# Without & and *: what may be an anchor goes to the reader of foreign files
VALUE = st.text(st.sampled_from("ab:# -'\"[]{}|>%@!,?é电\t\u2028\x85\xa0~=1.<\\"), max_size=7)


@given(VALUE, st.lists(VALUE, max_size=3), VALUE)
def test_an_entry_says_what_a_yaml_parser_says(title, tags, note):
    listed = "".join(f"  - {tag}\n" for tag in tags)
    block = f"title: {title}\ntags:\n{listed}note: {note}\nid: abc\ndigest: 0-0\n"
    try:  # the parser in C where there is one: the one in Python takes other signs for the end of a line
        read = yaml.load(block, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    except yaml.YAMLError:
        return
    values = (read.get("title"), read.get("tags"), read.get("note"))
    if not all(isinstance(value, str | list) for value in values):
        return
    entry = entry_of("2024/01/a.md", f"---\n{block}---\n\nText\n")
    assert entry.id == "abc"
    if isinstance(read["title"], str):
        assert entry.title == (read["title"] or "a")
    assert entry.body == "Text\n"
    if not isinstance(read["tags"], list) or not all(isinstance(tag, str) for tag in read["tags"]):
        return
    assert list(dict.fromkeys(entry.tags)) == list(dict.fromkeys(filter(None, read["tags"])))
    if isinstance(read["note"], str) and len(read) == 5:  # no key of the reader's own
        assert entry.about == read["note"]
