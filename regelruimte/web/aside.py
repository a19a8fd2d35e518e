"""What takes seconds is made aside: one such thing at a time, while pages go on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack
from threading import Semaphore

from flask import Response, abort, stream_with_context

from regelruimte.server.turns import end_turn
from regelruimte.web.errors import ErrorText, error_page, log_fault

# A process has two threads: with two of these at once nobody would get a page.
_place = Semaphore(1)
_SECONDS = 0.2  # that another is waited for, in which the second thread serves nobody
_TAKEN = ErrorText(
    "Er wordt al een bestand gemaakt",
    "Wacht een halve minuut en probeer het dan opnieuw.",
)


class BrokenOffError(Exception):
    """A file that cannot be finished after its first part was sent."""


def aside() -> ExitStack:
    """Return a block for what takes seconds; others get their pages meanwhile.

    Where another one is at it already, the answer is a page (503) that says so.
    """
    end_turn()
    if not _place.acquire(timeout=_SECONDS):
        taken = error_page(503, _TAKEN)
        taken.headers["Retry-After"] = "30"
        abort(taken)
    place = ExitStack()  # closing it twice is closing it once
    place.callback(_place.release)
    return place


def streamed(pieces: Iterator[str], last_words: str, mimetype: str) -> Response:
    """Answer with a file in pieces, each sent when it is made.

    What goes wrong before the first piece is an error page, as anywhere. Later the headers are
    gone: then the file ends with `last_words`, and the connection before its time, so that a
    browser calls the download failed.
    """
    with aside() as place:
        first = next(pieces, "")
        place = place.pop_all()
    body = stream_with_context(_told(first, pieces, last_words, place))
    response = Response(body, mimetype=mimetype)
    response.call_on_close(place.close)
    return response


def _told(
    first: str, more: Iterator[str], last_words: str, place: AbstractContextManager[object]
) -> Iterator[str]:
    with place:
        yield first
        try:
            yield from more
        except Exception as fault:
            log_fault(fault)
            yield last_words
            raise BrokenOffError from None
