"""Worker processes that crash, and imports that are killed: nothing is lost, nothing is there twice."""

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from newsclip.importing.conversion import Job
from newsclip.importing.local import chunked, convert_in_processes
from newsclip.sources.item import POST, Item, Origin
from tests.importing.made import articles, post_text, same, wait_for


class Crash:
    """Whoever unpickles this is gone."""

    def __reduce__(self):
        return os._exit, (3,)


def job(number, **fields):
    return Job(Item(origin=Origin("x", "", number), kind="post", content=post_text(number), media_type=POST, **fields))


def test_a_job_that_crashes_its_worker_fails_alone():
    jobs = [job(number) for number in range(40)]
    jobs[17] = job(17, article=Crash())
    done = list(convert_in_processes(jobs, 2))
    assert [one.item.origin.position for one, _ in done] == list(range(40))
    failed = [one.item.origin.position for one, converted in done if converted.error is not None]
    assert failed == [17]
    assert "crashed the converter" in str(done[17][1].error)


def test_a_script_without_a_main_guard_is_not_run_again_by_the_workers(posts, tmp_path):
    script = tmp_path / "script.py"
    script.write_text(
        "from pathlib import Path\nfrom newsclip.importing import ImportOptions, run_import\nprint('begun')\n"
        f"print(len(list(run_import([{str(posts(50))!r}], Path('archive'), ImportOptions(jobs=2)))))\n"
    )
    done = subprocess.run([sys.executable, script], cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert (done.stdout, done.stderr) == ("begun\n50\n", "")


def test_chunks_are_limited_by_count_and_by_bytes():
    assert [len(chunk) for chunk in chunked(job(number) for number in range(60))] == [4, 8, 16, 32]
    large = [Job(Item(origin=Origin("x"), kind="page", content=b"x" * 800_000)) for _ in range(4)]
    assert [len(chunk) for chunk in chunked(large)] == [2, 2]


def killed_at_random(command, folder, moments, jobs="2"):
    """Start an import again and again, kill it each time after a while, then let it finish."""
    kills = 0
    for moment in moments:
        process = command("import", folder, "-q", "-j", jobs)
        # A moment of an import can only be met by the clock.
        deadline = time.monotonic() + moment
        while process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.01)
        if process.poll() is None:
            os.kill(process.pid, signal.SIGKILL)
            kills += 1
        process.communicate()
    process = command("import", folder, "-j", jobs)
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    return kills, out


def test_killed_at_random_moments_every_post_arrives_once_and_whole(posts, archive, imported, command, tmp_path):
    folder = posts(250)
    rng = random.Random(7)
    killed_at_random(command, folder, [rng.uniform(0.4, 2.5) for _ in range(3)])
    imported(folder, root=tmp_path / "undisturbed", jobs=2)
    assert same(articles(archive), articles(tmp_path / "undisturbed"))
    assert not list(archive.rglob("*.tmp"))


def test_workers_end_when_their_parent_is_killed(posts, command):
    folder = posts(3000)
    process = command("import", folder, "-q", "-j", "2")
    workers = wait_for(lambda: [child for child in group(process.pid) if child != process.pid])
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    wait_for(lambda: not any(alive(worker) for worker in workers))


def test_ctrl_c_answers_at_once_with_130_and_the_same_command_goes_on(posts, archive, command):
    folder = posts(600)
    process = command("import", folder, "-j", "2")
    wait_for(lambda: len(articles(archive)) > 40 if archive.exists() else False)
    os.killpg(process.pid, signal.SIGINT)
    begun = time.monotonic()
    _, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert time.monotonic() - begun < 5
    assert "the same command goes on from here" in err
    assert "Traceback" not in err
    process = command("import", folder, "-j", "2")
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0
    assert "done before" in out
    assert len(articles(archive)) == 600


def stat(process):
    return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()


def group(session):
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with suppress(OSError):
                fields = stat(entry.name)
                if int(fields[3]) == session and fields[0] != "Z":
                    found.append(int(entry.name))
    return found


def alive(process):
    try:
        return stat(process)[0] != "Z"
    except OSError:
        return False
