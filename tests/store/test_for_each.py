"""What is wrong with one row stops no other; that the database is away stops all."""

from __future__ import annotations

import pytest
from peewee import IntegrityError, OperationalError

from regelruimte.store.for_each import for_each

pytestmark = pytest.mark.both_databases


def test_the_others_are_done(caplog: pytest.LogCaptureFixture) -> None:
    done: list[int] = []

    def do(number: int) -> bool:
        if number == 2:
            raise IntegrityError("holds what Jan typed")
        done.append(number)
        return True

    assert for_each([1, 2, 3], do) == 2
    assert done == [1, 3]
    assert "IntegrityError" in caplog.text
    assert "Jan" not in caplog.text


def test_without_a_database_it_stops() -> None:
    def do(_: int) -> int:
        raise OperationalError("gone")

    with pytest.raises(OperationalError):
        for_each([1, 2], do)
