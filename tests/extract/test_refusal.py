"""A web server's listing of a folder is told from an article, whatever server made it."""

from urllib.parse import quote

import pytest

from newsclip.conversion import convert
from newsclip.errors import NoArticle
from newsclip.extract.refusal import lists_files
from newsclip.parse import parse_html

FILES = ["archive/", "notes on boats.txt", "2021-06-22-report.pdf", "the-kernel-of-a-very-long-name-6.1.tar.gz", "a.md"]


def rows(pattern: str, *, width: int = 99) -> str:
    """A line for each file: $href is its address, $name how the server shows it."""
    shown = {name: name if len(name) <= width else f"{name[:width]}..&gt;" for name in FILES}
    return "".join(pattern.replace("$href", quote(name)).replace("$name", shown[name]) for name in FILES)


LISTINGS = {
    "apache": "<title>Index of /pub</title><h1>Index of /pub</h1><table><tr><th><a href='?C=N;O=D'>Name</a></th>"
    "<th><a href='?C=M;O=A'>Last modified</a></th><th>Description</th></tr>"
    "<tr><td><img alt='[PARENTDIR]'></td><td><a href='/'>Parent Directory</a></td></tr>"
    + rows("<tr><td><a href='$href'>$name</a></td><td>2021-06-22 10:20</td><td>1.2M</td><td>A file of ours</td></tr>")
    + "</table><address>Apache/2.4.57 (Debian) Server at files.example Port 80</address>",
    "nginx": "<title>Index of /pub/</title><h1>Index of /pub/</h1><hr><pre><a href='../'>../</a>\n"
    + rows("<a href='$href'>$name</a>        22-Jun-2021 10:20     12345\n", width=30) * 40
    + "</pre>",
    "python": "<title>Directory listing for /pub/</title><h1>Directory listing for /pub/</h1><ul>"
    + rows("<li><a href='$href'>$name</a></li>")
    + "</ul>",
    "iis": "<title>a.example - /pub/</title><h1>a.example - /pub/</h1><pre><a href='/'>[To Parent Directory]</a>"
    + rows("<br> 6/22/2021 10:20 AM &lt;dir&gt; <a href='/pub/$href'>$name</a>")
    + "</pre>",
    "go": "<pre>" + rows("<a href='$href'>$name</a>\n") + "</pre>",
    "empty folder": "<title>Index of /new/</title><h1>Index of /new/</h1><pre><a href='../'>../</a></pre>",
    "another language": "<title>目录 /资料/</title><h1>目录 /资料/</h1>"
    + rows("<p><a href='./$href'>$name</a> 6月22日</p>"),
}

PROSE = "<p>The file holds one line for each account of the machine, and has done so since before you were born.</p>"
ARTICLES = {
    "about a path": f"<title>On /etc/hosts</title><h1>On /etc/hosts</h1>{PROSE * 4}<a href='hosts.txt'>hosts.txt</a>",
    "release notes": f"<title>Release 2.1</title><h1>Release 2.1</h1>{PROSE * 4}"
    + rows("<p><a href='$href'>$name</a>"),
    "tags": "<title>All tags</title><h1>All tags</h1>" + rows("<li><a href='/tags/$href'>$name</a></li>"),
    "one sentence": "<title>News</title><p>Nothing to see here today, <a href='../'>go back</a>.</p>",
}


@pytest.mark.parametrize("page", LISTINGS.values(), ids=LISTINGS)
def test_a_listing_of_files_is_no_article(page: str) -> None:
    with pytest.raises(NoArticle, match="looks like a listing of a folder's files"):
        convert(f"<html><body>{page}</body></html>".encode(), url="https://files.example/pub/")


@pytest.mark.parametrize("page", ARTICLES.values(), ids=ARTICLES)
def test_other_pages_with_links_to_files_are_not_listings(page: str) -> None:
    tree = parse_html(f"<html><body>{page}</body></html>")
    assert not lists_files(tree, tree.findtext(".//title") or "")


def test_a_page_of_links_below_a_heading_is_no_article() -> None:
    links = "".join(f"<li><a href='/{n}'>How the ferry went down, part {n} of the story</a></li>" for n in range(40))
    with pytest.raises(NoArticle, match="looks like a page without running text"):
        convert(f"<html><body><nav><a href=/>Home</a></nav><h1>Latest</h1><ul>{links}</ul></body></html>")


def test_a_picture_below_a_heading_is_an_article() -> None:
    page = (
        "<html><body><article><h1>The pier at dawn</h1><img src=/pier.jpg width=900 height=600></article></body></html>"
    )
    assert "pier.jpg" in convert(page, url="https://harbour.example/pier").body
