"""The index that search looks in, made once for many rows instead of row by row."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from peewee import Database, PostgresqlDatabase

from regelruimte.store.statements import run

_IN_SQLITE = (
    "SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND name = 'proposal_words_added'"
)
_IN_POSTGRESQL = "SELECT indexdef FROM pg_indexes WHERE indexname = 'proposal_words'"


@contextmanager
def made_afterwards(target: Database) -> Iterator[None]:
    """Let no row that is added in this block be indexed by itself, and all of them at its end.

    Call it inside a transaction. PostgreSQL lets nobody read proposals until that ends.
    """
    if isinstance(target, PostgresqlDatabase):
        asked, without, anew = _IN_POSTGRESQL, "DROP INDEX proposal_words", None
    else:
        asked, without = _IN_SQLITE, "DROP TRIGGER proposal_words_added"
        anew = "INSERT INTO proposal_words(proposal_words) VALUES ('rebuild')"
    (as_before,) = run(target, asked).fetchone()
    run(target, without)
    yield
    for sql in (anew, as_before):
        if sql:
            run(target, sql)
