"""Files to download: how they are named, and how one that takes seconds holds up nobody."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack
from threading import Semaphore
from typing import TypeVar

from flask import Response, abort, stream_with_context

from regelruimte.server.request_lock import end_turn
from regelruimte.web.errors import ErrorText, error_page, log_fault

P = TypeVar("P", str, bytes)
# A process has two threads: with two slow files at once nobody would get a page.
_slot = Semaphore(1)
_WAIT = 0.2  # seconds for the file before it, in which the second thread serves nobody
_TAKEN = ErrorText(
    "Er wordt al een bestand gemaakt",
    "Wacht een halve minuut en probeer het dan opnieuw.",
)


class BrokenOffError(Exception):
    """A file that cannot be finished after its first part was sent."""


def one_at_a_time() -> ExitStack:
    """Return the block in which to make a file that takes seconds, while pages go on.

    Aborts with a page (503, with Retry-After) where this process makes another one already.
    """
    end_turn()
    if not _slot.acquire(timeout=_WAIT):
        taken = error_page(503, _TAKEN)
        taken.headers["Retry-After"] = "30"
        abort(taken)
    block = ExitStack()  # closing it twice is closing it once
    block.callback(_slot.release)
    return block


def streamed(pieces: Iterator[P], last_words: P, mimetype: str) -> Response:
    """Answer with a file in pieces, each sent when it is made.

    What goes wrong before the first piece is an error page, as anywhere. Later the headers are
    gone: then the file ends with `last_words`, and the connection before its time, so that a
    browser calls the download failed.
    """
    with one_at_a_time() as block:
        first = next(pieces, last_words)
        block = block.pop_all()
    response = Response(
        stream_with_context(_body(first, pieces, last_words, block)), mimetype=mimetype
    )
    response.call_on_close(block.close)  # a browser may hang up before the first piece
    return response


def _body(
    first: P, more: Iterator[P], last_words: P, block: AbstractContextManager[object]
) -> Iterator[P]:
    with block:
        yield first
        try:
            yield from more
        except Exception as fault:
            log_fault(fault)
            yield last_words
            raise BrokenOffError from None


def as_attachment(response: Response, name: str) -> Response:
    """Let browsers keep the answer as a file (RFC 6266, 4.3) of which the name ends in `name`."""
    response.headers["Content-Disposition"] = f'attachment; filename="{file_name(name)}"'
    return response


def file_name(end: str) -> str:
    """Return `end` with the site's name before it; in ASCII, or it would need `filename*`."""
    return f"regelruimte-{end}"
