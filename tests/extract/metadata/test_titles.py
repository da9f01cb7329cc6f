"""The title is the one that the reader sees, without the site's name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclip.extract.titles import Heading, TitleEvidence, choose_title, names_site, tidy, without_site, words


@pytest.mark.parametrize(
    ("title", "sites", "host", "bare"),
    [
        ("The story – Example News", ["Example News"], "", "The story"),
        ("The story | Example News Online", ["Example News"], "", "The story"),
        ("Example News: The story", ["Example News"], "", "The story"),
        ("The story - example.com", [], "example.com", "The story"),
        ("The story - BOS-Cars Forum", [], "www.bos-cars.example", "The story"),
        ("题目_样例网", ["样例网"], "", "题目"),
        ("題目：様例新聞デジタル", ["様例新聞デジタル"], "", "題目"),
        ("The story - Part 2", ["Example News"], "example.com", "The story - Part 2"),
        (
            "How Harborline builds boats - a visit",
            ["Harborline"],
            "harborline.example",
            "How Harborline builds boats - a visit",
        ),
        ("Example News", ["Example News"], "example.com", "Example News"),
    ],
)
def test_the_name_of_the_site_goes_and_nothing_else(title: str, sites: list[str], host: str, bare: str) -> None:
    assert without_site(title, sites, host) == bare


@pytest.mark.parametrize(
    ("evidence", "title"),
    [
        # The visible headline where structured data say the same, whatever the search engines are told.
        (
            TitleEvidence(headline=["The headline"], window="Ten SEO words | News", h1=[Heading("The headline")]),
            "The headline",
        ),
        (TitleEvidence(open_graph=["The headline"], window="SEO words", h1=[Heading("The headline")]), "The headline"),
        # A page that repeats its search title as Open Graph, and shows one headline of its own.
        (
            TitleEvidence(
                open_graph=["Cheap ferries 2023"], window="Cheap ferries 2023", h1=[Heading("Ferries are back in town")]
            ),
            "Ferries are back in town",
        ),
        # A kicker around the headline.
        (
            TitleEvidence(open_graph=["Ferries are back"], h1=[Heading("City Ferries are back", ["Ferries are back"])]),
            "Ferries are back",
        ),
        # The title element, cut to what a heading shows.
        (
            TitleEvidence(window="Ferries are back - City - Some Paper", h1=[Heading("Ferries are back")]),
            "Ferries are back",
        ),
        (
            TitleEvidence(window="Some blog » Archive » Ferries are back", h2=[Heading("Ferries are back")]),
            "Ferries are back",
        ),
        # A section's name in Open Graph does not beat headline and title element.
        (
            TitleEvidence(
                open_graph=["Press releases"],
                window="Vaccines for all until May",
                h1=[Heading("Vaccines for all until May")],
            ),
            "Vaccines for all until May",
        ),
        # A heading that is the site's name is none.
        (
            TitleEvidence(window="Ferries are back", h1=[Heading("Some Paper")], sites=["Some Paper"]),
            "Ferries are back",
        ),
        (TitleEvidence(window="Only this"), "Only this"),
        (TitleEvidence(h1=[Heading("Only a heading")]), "Only a heading"),
        (TitleEvidence(), ""),
    ],
)
def test_the_title_is_chosen_among_what_the_page_says(evidence: TitleEvidence, title: str) -> None:
    assert choose_title(evidence)[0] == title


def test_a_heading_that_the_title_says_behind_one_below_it_names_the_site() -> None:
    topic = "Rope keeps slipping off the cleat"
    assert names_site("Harbour Talk", [topic], f"{topic} • Harbour Talk")
    assert not names_site("Harbour Talk", ["Who is online"], f"{topic} • Harbour Talk")
    assert not names_site("The book of ropes", ["Chapter one"], "The book of ropes - Chapter one")


def test_markup_and_entities_in_a_title_are_resolved() -> None:
    assert tidy("Tom &amp;amp; Ann &quot;win&quot;") == 'Tom &amp; Ann "win"'
    assert tidy("A <em>new</em>\n title") == "A new title"
    assert tidy("x < y and y > z") == "x < y and y > z"


@given(st.text(max_size=80), st.text(max_size=20))
def test_something_is_always_left_of_a_title(title: str, site: str) -> None:
    if words(title):
        assert words(without_site(title, [site], "example.com"))
