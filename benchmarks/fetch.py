"""Fetching, side by side with other Python clients: what a hostile server does to each, and how fast many pages come.

    python benchmarks/fetch.py                 # all tables
    python benchmarks/fetch.py --only many

Peers are measured where they are installed: pip install requests aiohttp httpx curl_cffi
Each hostile answer is fetched by a process of its own, with a deadline of 5 seconds given to the client in the way that
its documentation names. Everything is served from loopback.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.fetch.hostile_server import Hostile, answer, bomb_body, serving  # noqa: E402

DEADLINE = 5
KILLED_AFTER = 20

# A client as a program: argv[1] is the URL; it prints the length of the body.
CLIENTS = {
    "newsclip": (
        "from newsclip.fetch.client import FetchOptions, fetch\nimport tenacity, anyio._backends._asyncio\n",
        f"o = FetchOptions(timeout={DEADLINE}, retries=0)\nn = len(fetch(url, o).body)",
    ),
    "requests": ("import requests\n", f"n = len(requests.get(url, timeout={DEADLINE}).content)"),
    "httpx": ("import httpx\n", f"n = len(httpx.get(url, timeout={DEADLINE}, follow_redirects=True).content)"),
    "aiohttp": (
        f"""import aiohttp, asyncio
async def go(url):
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total={DEADLINE})) as s:
        async with s.get(url) as r:
            return len(await r.read())
""",
        "n = asyncio.run(go(url))",
    ),
    "curl_cffi": ("from curl_cffi import requests\n", f"n = len(requests.get(url, timeout={DEADLINE}).content)"),
}
PROGRAM = """
import json, resource, sys, time
url = sys.argv[1]
{imports}
peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
idle, begun, outcome = peak(), time.perf_counter(), ""
try:
{work}
    outcome = f"took {{n}} bytes for the page"
except Exception as error:
    outcome = type(error).__name__
print(json.dumps([outcome, time.perf_counter() - begun, (peak() - idle) / 1024]))
"""

HOSTILE = [
    ("260 kB gzip bomb", "/bomb"),
    ("the same, compressed twice", "/double-bomb"),
    ("endless body", "/endless"),
    ("a byte a tenth of a second: headers", "/slow-headers"),
    ("a byte a tenth of a second: body", "/slow-body"),
    ("gzip that ends early", "/truncated?with=gzip"),
    ("fewer bytes than promised", "/short"),
    ("redirect to a private address", "/redirect?to=http://127.0.0.2:{port}/page"),
]


def fetch_in_process(client: str, url: str) -> tuple[str, float, float] | None:
    """Outcome, seconds, MB above idle; None where the client is not installed."""
    imports, work = CLIENTS[client]
    indented = "\n".join(f"    {line}" for line in work.splitlines())
    code = PROGRAM.format(imports=imports, work=indented)
    try:
        done = subprocess.run(
            [sys.executable, "-c", code, url], capture_output=True, text=True, cwd=ROOT, timeout=KILLED_AFTER
        )
    except subprocess.TimeoutExpired:
        return f"still busy, killed after {KILLED_AFTER} s", float(KILLED_AFTER), float("nan")
    if "ModuleNotFoundError" in done.stderr:
        return None
    if not done.stdout:
        return f"died: {done.stderr.strip().splitlines()[-1:]}", float("nan"), float("nan")
    return tuple(json.loads(done.stdout))


def hostile(runs: int) -> None:
    print("| answer | client | outcome | s | MB above idle |\n|---|---|---|---:|---:|")
    bomb_body()
    with serving() as server:
        for name, path in HOSTILE:
            url = server.url(path.format(port=server.port))
            for client in CLIENTS:
                found = [fetch_in_process(client, url) for _ in range(runs)]
                results = [one for one in found if one is not None]
                if not results:
                    continue
                seconds = statistics.median(one[1] for one in results)
                memory = statistics.median(one[2] for one in results)
                print(f"| {name} | {client} | {results[0][0]} | {seconds:.2f} | {memory:.0f} |", flush=True)


def serve() -> None:
    """The server of `many`, in a process of its own so that both sides have their own interpreter."""

    def delayed(connection, _request, server: Hostile) -> None:
        server.stopping.wait(0.05)
        answer(connection)

    def told(connection, _request, server: Hostile) -> None:
        body = json.dumps({"most": max(server.most_open.values()), "private": server.hits["/private"]}).encode()
        answer(connection, body)

    with serving(routes={"/delayed": delayed, "/told": told}) as server:
        print(server.port, flush=True)
        sys.stdin.read()


def many(runs: int) -> None:
    from newsclip.fetch import Fetched, FetchOptions, fetch, fetch_many

    server = subprocess.Popen(
        [sys.executable, __file__, "--serve"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert server.stdout is not None
    port = int(server.stdout.readline())
    hosts = [f"host{number}.localhost" for number in range(10)]
    urls = [f"http://{hosts[number % len(hosts)]}:{port}/delayed?n={number}" for number in range(200)]
    refused = [f"http://{host}:{port}/private" for host in hosts]
    options = FetchOptions(timeout=30)

    async def at_once() -> list[object]:
        return [result async for result in fetch_many(urls + refused, options)]

    ratios: list[float] = []
    print("| run | one by one, s | fetch_many, s | times as fast | pages | kept off by robots.txt |")
    print("|---:|---:|---:|---:|---:|---:|")
    for number in range(1, runs + 1):
        begun = time.perf_counter()
        for url in urls:
            fetch(url, options)
        one_by_one = time.perf_counter() - begun
        begun = time.perf_counter()
        results = asyncio.run(at_once())
        together = time.perf_counter() - begun
        came = sum(isinstance(result, Fetched) for result in results)
        ratios.append(one_by_one / together)
        print(f"| {number} | {one_by_one:.2f} | {together:.2f} | {ratios[-1]:.1f} | {came} | {len(results) - came} |")
    told = json.loads(fetch(f"http://127.0.0.1:{port}/told", options).body)
    server.communicate("")
    print(
        f"\nMedian: {statistics.median(ratios):.1f} times as fast. Most requests at once to one host: {told['most']} ",
        end="",
    )
    print(f"(configured: {options.per_host}). Requests for what robots.txt forbids: {told['private']}.")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", choices=["hostile", "many"])
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--runs", type=int, default=3)
    arguments = parser.parse_args()
    if arguments.serve:
        serve()
        return
    if arguments.only != "many":
        print(f"## Hostile answers, deadline {DEADLINE} s, median of {arguments.runs}\n")
        hostile(arguments.runs)
    if arguments.only != "hostile":
        print(f"\n## 200 pages with 50 ms latency on ten host names, {arguments.runs} runs\n")
        many(arguments.runs)


if __name__ == "__main__":
    main()
