"""SQLite whose writers queue: SQLite itself lets them sleep and try again, and some wait long."""

from __future__ import annotations

import fcntl
from contextlib import suppress
from io import IOBase
from pathlib import Path
from threading import local
from typing import Any

from peewee import SqliteDatabase

_WRITES = ("INSERT", "UPDATE", "DELETE")


def lock_file(database: Path) -> Path:
    """Return the file beside this database that its writers queue for."""
    return database.with_name(f"{database.name}.lock")


class OneWriter(SqliteDatabase):
    """One write at a time on this machine, in turn, by a lock on a file beside the database.

    Nothing depends on the lock: SQLite keeps its own. Where the file cannot be made, or is of
    another machine, writers wait for each other as SQLite lets them.
    """

    def __init__(self, file: Path, *args: Any, **kwargs: Any) -> None:
        self.mine = local()  # each thread has a connection and a turn of its own
        self.lock_file = lock_file(file)
        super().__init__(*args, **kwargs)

    def begin(self, lock_type: str | None = None) -> None:
        """Begin a transaction when it is our turn."""
        self.mine.turn = self._wait_for_turn()
        try:
            super().begin(lock_type)
        except BaseException:
            self._end_turn()
            raise

    def commit(self) -> None:
        """Commit, and let the next one write."""
        try:
            super().commit()
        finally:
            self._end_turn()

    def rollback(self) -> None:
        """Roll back, and let the next one write."""
        try:
            super().rollback()
        finally:
            self._end_turn()

    def execute_sql(self, sql: str, params: Any = None) -> Any:
        """Run a statement; one that writes by itself waits for its turn as well."""
        if self.in_transaction() or not sql.startswith(_WRITES):
            return super().execute_sql(sql, params)  # type: ignore[no-untyped-call]
        turn = self._wait_for_turn()
        try:
            return super().execute_sql(sql, params)  # type: ignore[no-untyped-call]
        finally:
            _close(turn)

    def _wait_for_turn(self) -> IOBase | None:
        """Return the open file that is the turn; closing it ends the turn, as killing us does."""
        with suppress(OSError):
            turn = self.lock_file.open("ab")
            fcntl.flock(turn, fcntl.LOCK_EX)
            return turn
        return None

    def _end_turn(self) -> None:
        _close(getattr(self.mine, "turn", None))
        self.mine.turn = None


def _close(turn: IOBase | None) -> None:
    if turn is not None:
        turn.close()
