"""Doing something with each of many rows: what is wrong with one of them stops no other."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from typing import TypeVar

from regelruimte.store.db import is_away

T = TypeVar("T")
log = logging.getLogger(__name__)


def for_each(rows: Iterable[T], do: Callable[[T], int]) -> int:
    """Do something with each row; return the sum of what it returns.

    A fault is logged, its kind only: its message could hold what an applicant typed. That the
    database is away is raised, because it is wrong with all of them.
    """
    count = 0
    for row in rows:
        try:
            count += do(row)
        except Exception as fault:
            if is_away(fault):
                raise
            log.error("%s: could not do %s", type(fault).__name__, do.__qualname__)
    return count
