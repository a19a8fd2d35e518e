"""Several people doing something at the same instant."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from regelruimte.store.db import database

T = TypeVar("T")


def at_once(*jobs: Callable[[], T]) -> list[T]:
    """Do all jobs at the same instant, each in a thread of its own; return what came of each."""
    ready = threading.Barrier(len(jobs))

    def wait_and_do(job: Callable[[], T]) -> T:
        ready.wait(timeout=10)
        try:
            return job()
        finally:
            if database.obj is not None:  # a test of another database may come first
                database.close()

    with ThreadPoolExecutor(len(jobs)) as threads:
        return list(threads.map(wait_and_do, jobs))
