"""A page that holds no article is told apart, with a reason; a short article is not."""

import pytest

from newsclip.extract import extract
from newsclip.parse import parse_html

LINKS = "".join(f"<h2><a href='/{n}'>Story number {n} of the day, in brief</a></h2>" for n in range(12))
STUBS = {
    "a login page": """<title>Sign in - The Lantern</title><h1>Sign in</h1><form><label>Name <input name=u></label>
        <label>Password <input type=password name=p></label><button>Log in</button></form><p>Forgot it?</p>""",
    "a page that was not found": """<title>Page not found | The Lantern</title><h1>404</h1>
        <p>We looked everywhere, but this page does not exist. Try the search, or begin at the front page.</p>""",
    "a check for robots": """<title>Just a moment...</title><h1>lantern.example</h1>
        <p>Verify you are human by completing the action below.</p><iframe src="https://c.example/turnstile"></iframe>""",
    "a consent wall": """<title>The Lantern: your privacy</title><h1>We value your privacy</h1>
        <p>We and our partners store cookies. With your consent we use them for advertising. Cookies can be
        refused.</p><button>OK</button>""",
    "a page that needs JavaScript": "<title>Lantern</title><div>Please enable JavaScript to use this site.</div>",
    "a list of articles": f"<title>The Lantern</title><main>{LINKS}</main>",
    "an empty page": "<title></title><body></body>",
}


@pytest.mark.parametrize("reason", STUBS)
def test_a_page_without_an_article_is_refused_with_its_reason(reason: str):
    found = extract(parse_html(f"<html>{STUBS[reason]}</html>"), "https://lantern.example/")
    assert found.refusal == reason
    assert 0.0 <= found.confidence <= 1.0


DIVERS = (
    "For a week, divers looked for the old bridge on the bed of the Merrow, where maps of the last century show it, "
    "and on day {} they came up with a single oak beam and a very good story."
)
COOKIES = (
    "A cookie is a line of text that a site asks the browser to keep. Consent to cookies is asked for on every page "
    "nowadays, and hardly anybody reads what it says; this essay does, and this is its part {}."
)
ARTICLES = {
    "Buses by way of Upper Merrow": "<p>The swing bridge is closed from noon. Buses go by way of Upper Merrow.</p>",
    "The bridge that was not found": "".join(f"<p>{DIVERS.format(day)}</p>" for day in range(1, 8)),
    "What cookies do": "".join(f"<p>{COOKIES.format(part)}</p>" for part in range(1, 8)),
}


@pytest.mark.parametrize("title", ARTICLES)
def test_an_article_is_not_refused(title: str):
    page = f"<html><title>{title}</title><article><h1>{title}</h1>{ARTICLES[title]}</article></html>"
    assert extract(parse_html(page), "https://lantern.example/a").refusal == ""


PLACES = ("Merrow", "Aldness", "Port Hale", "Quill", "Nether Sands", "Tarn", "Oxley", "Upper Fen", "Cragside", "Lowick")
CARDS = "".join(
    f"<article><a href='/story/{n}'><img src='/{n}.jpg' alt=''></a><h3><a href='/story/{n}'>What the council of "
    f"{place} makes of the new ferry</a></h3><p>The boat that was promised to {place} for the spring is late, and "
    f"nobody on the quay there expects it before the autumn storms.</p><p>Ida Holm</p></article>"
    for n, place in enumerate(PLACES)
)


def test_the_teasers_of_a_front_page_are_no_article_even_if_it_calls_itself_one():
    head = "<title>The Lantern - News of the coast</title><meta property='og:type' content='article'>"
    page = f"<html><head>{head}</head><body><main><h2>Highlights</h2>{CARDS}</main></body></html>"
    found = extract(parse_html(page), "https://lantern.example/")
    assert found.refusal == "a list of articles"
    # For those who want it all the same: every headline with its link and its teaser.
    text = "".join(found.content.itertext())
    assert all(f"the council of {place}" in text and f"promised to {place}" in text for place in PLACES)
    assert len(list(found.content.iter("h3"))) == len(PLACES)


def test_an_article_among_teasers_is_not_refused():
    day = "".join(f"<p>{DIVERS.format(day)}</p>" for day in range(1, 4))
    title = "The bridge that was not found"
    page = f"<html><title>{title}</title><body><main><h1>{title}</h1>{day}<h2>More</h2>{CARDS}</main></body></html>"
    found = extract(parse_html(page), "https://lantern.example/a")
    assert found.refusal == ""
    assert "council of Merrow" not in "".join(found.content.itertext())


def test_a_review_of_the_web_is_an_article():
    review = "".join(
        f"<h3><a href='https://{place.lower().replace(' ', '-')}.example/post'>A harbour town called {place} looks back"
        f"</a></h3><p>Found this week: the diary of somebody who sold fish in {place}.</p>"
        for place in PLACES
    )
    page = f"<html><title>Links of week 12</title><body><article><h1>Links of week 12</h1>{review}</article></html>"
    assert extract(parse_html(page), "https://lantern.example/links").refusal == ""


def test_a_page_of_a_reference_is_no_list_of_articles():
    methods = "".join(
        f"<h6><a href='method.Boat.{verb}_in_harbour.html'>quay_boat_{verb}_in_harbour</a></h6><p>To {verb} a boat.</p>"
        for verb in ("moor", "anchor", "launch", "steer", "repair", "paint", "rename", "insure", "scrap", "salvage")
    )
    page = f"<html><title>Quay.Boat</title><body><main><h1>QuayBoat</h1><p>A boat.</p>{methods}</main></body></html>"
    assert extract(parse_html(page), "https://docs.lantern.example/boat.html").refusal == ""
