"""Indexes and references, made and looked at once for many rows instead of row by row."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from peewee import Database, PostgresqlDatabase

from regelruimte.store.statements import run

# SQLite is slow at the words to search by only; the rest it makes along with the rows.
_WORDS = "SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND name = 'proposal_words_added'"
_WORDS_ANEW = "INSERT INTO proposal_words(proposal_words) VALUES ('rebuild')"
# Of PostgreSQL: what is taken away, and how it is made again; what is unique stays. To its driver
# %% is %.
_INDEXES = """SELECT format('DROP INDEX %%I', relname), pg_get_indexdef(indexrelid)
    FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
    WHERE NOT indisunique AND relnamespace = current_schema()::regnamespace ORDER BY relname"""
_REFERENCES = """SELECT format('ALTER TABLE %%s DROP CONSTRAINT %%I', conrelid::regclass, conname),
    format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s', conrelid::regclass, conname,
    pg_get_constraintdef(oid)) FROM pg_constraint
    WHERE contype = 'f' AND connamespace = current_schema()::regnamespace ORDER BY conname"""


@contextmanager
def made_afterwards(target: Database) -> Iterator[None]:
    """Let no row that is added in this block be indexed by itself, and all of them at its end.

    Call it inside a transaction. PostgreSQL lets nobody else at the tables until that ends; it
    raises IntegrityError at the end when a row refers to nothing.
    """
    if isinstance(target, PostgresqlDatabase):
        found = [*run(target, _INDEXES).fetchall(), *run(target, _REFERENCES).fetchall()]
        away, anew = [each for each, _ in found], [each for _, each in found]
    else:
        (added,) = run(target, _WORDS).fetchone()
        away, anew = ["DROP TRIGGER proposal_words_added"], [_WORDS_ANEW, added]
    for sql in away:
        run(target, sql)
    yield
    for sql in anew:
        run(target, sql)
