"""Erasing a proposal for good: its rows, and every byte of them that a database leaves behind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from regelruimte.store import cards
from regelruimte.store.db import database
from regelruimte.store.durable import sync
from regelruimte.store.models import TABLES, Erasure, Proposal
from regelruimte.store.search import forget_deleted_words
from regelruimte.store.write_queue import OneWriter, log_file


def erase(proposal: Proposal) -> None:
    """Delete a proposal with its links, replies, messages, events and mails; only its name is kept.

    Call it inside a transaction, and `leave_nothing` some time after it.
    """
    erase_again([{"uid": proposal.uid}])


def erase_again(ledger: Iterable[Mapping[str, object]]) -> None:
    """Erase what is named in this ledger, and add it to that of the database."""
    for entry in ledger:
        Erasure.insert(**entry).on_conflict_ignore().execute()
    erased = Proposal.uid.in_(Erasure.select(Erasure.uid))
    cards.let_go(Proposal.select(Proposal.id).where(erased))
    Proposal.delete().where(erased).execute()


def leave_nothing(*, thorough: bool = True) -> bool:
    """Remove the bytes of deleted rows from the files; tell whether it was done this time.

    SQLite overwrites what is deleted (secure_delete); its write-ahead log keeps older pages
    until it is cut off, which waits for readers. PostgreSQL writes its tables anew, which holds
    up everybody meanwhile: only when `thorough`. Its own write-ahead log is kept by its server's
    settings.
    """
    if not (thorough or isinstance(database.obj, OneWriter)):
        return False
    forget_deleted_words()
    if isinstance(database.obj, OneWriter):
        return cut_off_log(database.obj)
    for table in TABLES:
        database.execute_sql(f'VACUUM (FULL) "{table._meta.table_name}"')
    return True


def cut_off_log(sqlite: OneWriter) -> bool:
    """Copy all of the write-ahead log to the database and cut it off; tell whether that was done.

    SQLite does not sync what it cuts off: after a power cut the log would be there again.
    """
    busy, *_ = sqlite.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if not busy:
        sync(log_file(sqlite.file))  # SQLite's locks are on its other files: closing this ends none
    return not busy
