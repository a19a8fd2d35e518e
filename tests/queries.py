"""What a page asks the database: how many queries, and none of them twice."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from tests.visitor import Visitor, filled_in

_LOGGER = logging.getLogger("peewee")


class _Notes(logging.Handler):
    """Keeps each statement with its values, as Peewee logs them."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.asked: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one statement."""
        self.asked.append(str(record.msg))


@contextmanager
def noted_queries() -> Iterator[list[str]]:
    """Fill the list with every statement that is run in this block, transactions left out."""
    notes, level = _Notes(), _LOGGER.level
    _LOGGER.addHandler(notes)
    _LOGGER.setLevel(logging.DEBUG)
    found: list[str] = []
    try:
        yield found
    finally:
        _LOGGER.removeHandler(notes)
        _LOGGER.setLevel(level)
        found += [each for each in notes.asked if any(word in each for word in _STATEMENTS)]


def is_read(statement: str) -> bool:
    """Tell whether this is a SELECT; a statement is noted with its values, as a tuple."""
    return statement[2:].startswith("SELECT")


def queries_of(visitor: Visitor, method: str, path: str, **posted: str) -> list[str]:
    """Return what this request asks the database; no redirect is followed, no page checked."""
    with noted_queries() as asked:
        answer = visitor.client.open(path, base_url=visitor.origin, method=method, data=posted)
    assert answer.status_code in {200, 303}, answer.status_code
    return asked


def queries_of_form(visitor: Visitor, path: str, **answers: str) -> list[str]:
    """Return what sending the first form of this page asks, these answers filled in."""
    form = next(iter(visitor.visit(path).tree.find(".//main").iter("form")))
    return queries_of(visitor, "POST", form.get("action"), **{**filled_in(form), **answers})


_STATEMENTS = ("SELECT", "INSERT", "UPDATE", "DELETE")


def repeated(asked: list[str]) -> list[str]:
    """Return the statements that were run more than once with the same values.

    What is read anew after a write does not count: the answer may be another by then.
    """
    times: Counter[tuple[int, str]] = Counter()
    writes = 0
    for statement in asked:
        writes += not is_read(statement)
        times[writes, statement] += 1
    return [statement for (_, statement), count in times.items() if count > 1]
