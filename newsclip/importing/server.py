"""The server that worker processes are copies of: it loads the converter once, in a process of its own."""

from __future__ import annotations

import multiprocessing
import os
import sys
import types
from contextlib import contextmanager
from multiprocessing import forkserver, resource_tracker
from typing import TYPE_CHECKING, Any

from newsclip.interrupts import held_back

if TYPE_CHECKING:
    from collections.abc import Iterator


def cores() -> int:
    """Cores that this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1


def warm_up() -> None:
    """Begin to load what workers need, in a process of its own: while it does, the import can be prepared."""
    if sys.platform != "win32":
        context()
        with without_main(), held_back():
            forkserver.ensure_running()


def context() -> Any:
    """How worker processes are made: copies of a server that has loaded the converter once."""
    if sys.platform == "win32":
        return multiprocessing.get_context("spawn")
    forked = multiprocessing.get_context("forkserver")
    forked.set_forkserver_preload(["newsclip.importing.warm"])
    # Started now, since its start would let Ctrl-C through while the workers start.
    resource_tracker.ensure_running()
    return forked


@contextmanager
def without_main() -> Iterator[None]:
    """Hide the program that runs: a worker must not run it again, and needs nothing of it."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = types.ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main
