"""Whose yes a pilot goes by, among what was written at a step: one by a link, or none of those."""

from __future__ import annotations

from collections.abc import Sequence

from regelruimte.pilots.agreement import Statement


class LinkStatement(Statement, total=False):
    """A statement, and where it came by a link: the uid of that, and whether it is a yes."""

    consent: str
    gives: bool


def yes_by_link(statements: Sequence[LinkStatement]) -> LinkStatement | None:
    """Return the statement with the yes that holds; None when it was written at the step itself.

    The statements are the oldest first. What was taken back, or became a no, holds no more.
    """
    ended = set()
    for each in reversed(statements):
        if "consent" not in each:
            return None
        if each["gives"] and each["consent"] not in ended:
            return each
        ended.add(each["consent"])
    return None
