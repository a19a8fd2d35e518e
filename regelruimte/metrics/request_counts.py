"""Counting requests by kind of page and status, over all processes of the web server.

The processes share the memory that the first of them made. Nothing is written to a disk, so that
a full one stops nothing (docs/decisions/0044-an-audit-trail-and-metrics.md).
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from mmap import mmap
from tempfile import TemporaryFile
from threading import Lock

from regelruimte import addresses
from regelruimte.addresses import is_within

HOME, OTHER = "home", "other"
# The first that fits: signing in is within the workspace.
_PREFIXES = {
    "check": addresses.CHECK,
    "draft": addresses.DRAFT,
    "own_page": addresses.OWN_PAGE,
    "reply": addresses.REPLY,
    "reading": addresses.READING,
    "sign_in": addresses.SIGN_IN,
    "workspace": addresses.WORKSPACE,
    "register": addresses.REGISTER,
    "fresh_link": addresses.FRESH_LINK,
    "health": addresses.HEALTH,
    "static": addresses.STATIC,
}
PAGES = (HOME, *_PREFIXES, OTHER)
_STATUSES = "200 204 303 304 308 400 403 404 405 409 413 415 422 429 500 503"
STATUSES = (*_STATUSES.split(), OTHER)
_WIDTH = 8  # bytes of a number


class RequestCounts:
    """A number for each kind of page and status; make it before the processes part."""

    def __init__(self) -> None:
        self.handle = _nameless_file()
        size = len(PAGES) * len(STATUSES) * _WIDTH
        os.truncate(self.handle, size)
        self.memory, self.turn = mmap(self.handle, size), Lock()

    def add(self, path: str, status: str) -> None:
        """Count one answer, `status` being three digits."""
        known = status if status in STATUSES else OTHER
        number = PAGES.index(page_kind(path)) * len(STATUSES) + STATUSES.index(known)
        place = slice(number * _WIDTH, (number + 1) * _WIDTH)
        with self._alone():
            count = int.from_bytes(self.memory[place]) + 1
            self.memory[place] = count.to_bytes(_WIDTH)

    def all(self) -> Iterator[tuple[str, str, int]]:
        """Return page, status and number of all there are.

        What never happened is told as well: Prometheus does not see a number grow that begins
        above 0, so the first failures since a start would call nobody.
        """
        numbers = self.memory[:]
        for at, page in enumerate(PAGES):
            for offset, status in enumerate(STATUSES):
                begin = (at * len(STATUSES) + offset) * _WIDTH
                yield page, status, int.from_bytes(numbers[begin : begin + _WIDTH])

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Keep other threads and processes out; the lock of one that is killed ends with it."""
        with self.turn:
            fcntl.lockf(self.handle, fcntl.LOCK_EX)
            try:
                yield
            finally:
                fcntl.lockf(self.handle, fcntl.LOCK_UN)


def page_kind(path: str) -> str:
    """Return to which kind of page an address belongs; nothing else of it is kept."""
    if path == "/":
        return HOME
    return next((kind for kind, prefix in _PREFIXES.items() if is_within(path, [prefix])), OTHER)


def _nameless_file() -> int:
    """Return a file without a name: in memory on Linux, elsewhere in the temporary folder."""
    if hasattr(os, "memfd_create"):
        return os.memfd_create("regelruimte-requests")
    with TemporaryFile() as file:
        return os.dup(file.fileno())
