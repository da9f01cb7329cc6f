"""What is new in a feed arrives, whatever came between."""

import threading
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from newsclip.fetch import FetchOptions
from newsclip.importing import ImportOptions, Result
from newsclip.importing.feeds import Feed, FeedList, update_feeds
from tests.importing.made import AFTER, BEFORE

OPTIONS = ImportOptions(jobs=1, fetch=FetchOptions(retries=0, robots=False))


@pytest.fixture
def site():
    """A feed of two articles on loopback; those of `down` cannot be had."""

    class Site(BaseHTTPRequestHandler):
        down = frozenset()

        def do_GET(self):
            pages = {path: f"<article><h1>Tides {path[1:]}</h1>{BEFORE}{AFTER}</article>" for path in ("/one", "/two")}
            links = "".join(f"<item><title>{path}</title><link>{self.base}{path}</link></item>" for path in pages)
            pages["/feed"] = f"<rss version='2.0'><channel><title>Sea</title>{links}</channel></rss>"
            data = pages[self.path].encode()
            self.send_response(500 if self.path in self.down else 200)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *args):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        Site.base = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield Site
        server.shutdown()
        thread.join()


def test_an_entry_that_failed_in_an_interrupted_update_is_tried_again(site, archive):
    feeds = [Feed(f"{site.base}/feed")]
    site.down = frozenset({"/one"})
    interrupted = update_feeds(feeds, archive, OPTIONS)
    assert next(interrupted).result is Result.FAILED
    interrupted.close()
    site.down = frozenset()
    assert [outcome.result for outcome in update_feeds(feeds, archive, OPTIONS)] == [Result.SAVED] * 2
    assert list(update_feeds(feeds, archive, OPTIONS)) == []


def test_feeds_that_are_added_at_once_are_all_on_the_list(archive):
    urls = [f"https://example.org/{number}.xml" for number in range(16)]
    with ThreadPoolExecutor(len(urls)) as threads:
        assert all(threads.map(lambda url: FeedList(archive).add(Feed(url)), urls))
    assert sorted(feed.url for feed in FeedList(archive).feeds()) == sorted(urls)
