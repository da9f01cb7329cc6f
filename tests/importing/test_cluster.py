"""Dask: a scheduler and workers in processes of their own on this machine; one of them is killed on the way."""

import json
import os
import signal
import subprocess
import sys

import pytest

from newsclip.importing import ImportOptions, Result
from tests.importing.made import articles, same, wait_for

pytest.importorskip("distributed")
pytest.importorskip("pyarrow")


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    """A scheduler with two workers: (address, the workers' processes)."""
    tmp_path = tmp_path_factory.mktemp("cluster")
    place = tmp_path / "scheduler.json"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    dask = [sys.executable, "-W", "ignore", "-m"]
    environment = os.environ | {"DASK_DISTRIBUTED__SCHEDULER__WORKER_TTL": "60s"}
    scheduler = subprocess.Popen(
        [*dask, "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard",
         "--scheduler-file", str(place)],
        env=environment, **quiet,
    )  # fmt: skip
    processes = [scheduler]
    try:
        address = json.loads(wait_for(lambda: place.read_text() if place.exists() else ""))["address"]
        workers = [
            subprocess.Popen(
                [*dask, "distributed.cli.dask_worker", address, "--host", "127.0.0.1", "--nthreads", "1",
                 "--no-nanny", "--no-dashboard", "--local-directory", str(tmp_path / f"worker-{number}")],
                env=environment, **quiet,
            )
            for number in range(2)
        ]  # fmt: skip
        processes += workers
        yield address, workers
    finally:
        for process in processes:
            process.kill()
            process.wait()


@pytest.mark.parametrize("output_format", ["parquet", "jsonl", "archive"])
def test_partitions_are_written_by_the_workers_and_imported_here(
    posts, archive, imported, cluster, tmp_path, output_format
):
    from newsclip.importing.partitions import write_partitions

    address, _ = cluster
    folder = posts(30)
    (folder / "bad.md").write_text("---\ntitle: [broken\n---\nText")
    target = tmp_path / "out"
    options = ImportOptions(scheduler=address, tags=("t",))
    (partition,) = write_partitions([str(folder)], options, str(target), output_format)
    assert partition.articles == 30
    assert "bad.md" in partition.problems[0]
    imported(target)
    imported(folder, root=tmp_path / "local", tags=("t",))
    assert same(articles(archive), articles(tmp_path / "local"))


def test_inputs_on_any_file_system(imported, cluster):
    import fsspec

    from newsclip.importing.cluster import remote_source
    from newsclip.sources import read_source

    with fsspec.open("memory://posts/a.md", "w") as stream:
        stream.write("---\ntitle: A\n---\nText that is long enough.")
    (item,) = read_source(remote_source("memory://posts/a.md"))
    assert b"title: A" in item.content
    assert [outcome.title for outcome in imported("memory://posts/a.md")] == ["A"]


def test_no_scheduler_is_said_in_one_line(posts, imported):
    from newsclip.errors import UsageError

    with pytest.raises(UsageError, match="no Dask scheduler"):
        imported(posts(1), scheduler="tcp://127.0.0.1:9")


def test_a_cluster_gives_the_same_files_although_a_worker_is_killed(posts, archive, imported, cluster, tmp_path):
    from newsclip.importing import run_import

    address, workers = cluster
    folder = posts(300)
    seen = []
    for outcome in run_import([str(folder)], archive, ImportOptions(scheduler=address)):
        seen.append(outcome.result)
        if len(seen) == 60:
            os.kill(workers[0].pid, signal.SIGKILL)
    assert seen == [Result.SAVED] * 300
    imported(folder, root=tmp_path / "local")
    assert same(articles(archive), articles(tmp_path / "local"))
