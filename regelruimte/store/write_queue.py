"""SQLite whose writers queue: SQLite itself lets them sleep and try again, and some wait long."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from sqlite3 import Connection, Cursor
from threading import local
from typing import IO

from peewee import OperationalError, SqliteDatabase

_WRITES = ("INSERT", "UPDATE", "DELETE")
_SECONDS = 5.0
_PAUSE = 0.001  # SQLite's own grow to a tenth of a second, and then others are first


def lock_file(database: Path) -> Path:
    """Return the file beside this database that its writers queue for."""
    return database.with_name(f"{database.name}.lock")


class OneWriter(SqliteDatabase):
    """One write at a time on this machine, by a lock on a file beside the database.

    Whoever waits looks again every millisecond, so that nobody is passed by for long; it is no
    strict queue. Nothing depends on the lock: SQLite keeps its own. Where the file cannot be made,
    writers wait for each other as SQLite lets them.
    """

    def __init__(self, file: Path, address: str, pragmas: dict[str, object]) -> None:
        self.mine = local()  # each thread has a connection and a turn of its own
        self.file, self.lock_file = file, lock_file(file)
        # "immediate" takes the write lock at once: a transaction that first reads and then writes
        # would otherwise fail without waiting when another one writes meanwhile.
        super().__init__(address, uri=True, pragmas=pragmas, lock_type="immediate")

    def _connect(self) -> Connection:
        """Open a connection; to a file that we may not write none at all.

        SQLite would open it for reading, and make a -shm beside it that nobody may write, which
        stays so when the file is writable again.
        """
        check_writable(self.file)
        # Peewee declares no type for what a driver opens.
        opened: Connection = super()._connect()  # type: ignore[misc]
        return opened

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

    def execute_sql(self, sql: str, params: Sequence[object] | None = None) -> Cursor:
        """Run a statement; one that writes by itself waits for its turn as well."""
        # Peewee's own execute_sql has no annotations.
        by_itself = sql.startswith(_WRITES) and not self.in_transaction()
        turn = self._wait_for_turn() if by_itself else None
        try:
            # Peewee annotates most of its calls, and this one not.
            cursor: Cursor = super().execute_sql(sql, params)  # type: ignore[no-untyped-call]
            return cursor
        finally:
            _close(turn)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Let nobody else of ours write in this block; for what is written without a transaction.

        Raises OperationalError, as SQLite does, when it takes too long.
        """
        turn = self._wait_for_turn()
        try:
            yield
        finally:
            _close(turn)

    def _wait_for_turn(self) -> IO[bytes] | None:
        """Return the open file that is the turn; closing it ends the turn, as killing us does.

        Raises OperationalError, as SQLite does, when it takes too long.
        """
        try:
            turn = open(self.lock_file, "ab", opener=_for_us_only)  # noqa: SIM115
        except OSError:
            return None
        until = time.monotonic() + _SECONDS
        while not _is_ours(turn):
            if time.monotonic() > until:
                turn.close()
                raise OperationalError("database is locked")
            time.sleep(_PAUSE)
        return turn

    def _end_turn(self) -> None:
        _close(getattr(self.mine, "turn", None))
        self.mine.turn = None


def check_writable(file: Path) -> None:
    """Raise OperationalError, naming it, where SQLite's file or one beside it cannot be written."""
    if not file.exists():
        return  # SQLite says so itself
    _let_us_write(file)
    for path in (file, *beside(file), file.parent):
        if path.exists() and not os.access(path, os.W_OK):
            raise OperationalError(f"{path} cannot be written by this user")


def beside(file: Path) -> list[Path]:
    """Return the files that SQLite keeps beside its own while it is open."""
    return [log_file(file), file.with_name(f"{file.name}-shm")]


def log_file(database: Path) -> Path:
    """Return the write-ahead log of this database."""
    return database.with_name(f"{database.name}-wal")


def _let_us_write(file: Path) -> None:
    """Give what SQLite made beside a file that was read-only then the mode of the file now."""
    mode = file.stat().st_mode & 0o600
    for path in beside(file):
        with suppress(OSError):
            if mode & ~path.stat().st_mode:
                path.chmod(path.stat().st_mode | mode)


def _for_us_only(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _is_ours(turn: IO[bytes]) -> bool:
    with suppress(BlockingIOError):
        fcntl.flock(turn, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    return False


def _close(turn: IO[bytes] | None) -> None:
    if turn is not None:
        turn.close()
