"""Search in all that proposals say: SQLite's FTS5 and PostgreSQL's full text behind one function.

Words are folded here, before either database sees them, so that both find the same: letters
without their case and accents, and a typed word finds every word that begins with it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Any

from peewee import SQL, Expression, SqliteDatabase, Table, fn

from regelruimte.store.db import database
from regelruimte.store.models import Proposal

_MOST_WORDS = 10
_LONGEST_WORD = 100  # PostgreSQL refuses to look for one of over 2046 bytes
_FEW, _NEWEST = 2_000, 2_000
_WORDS = Table("proposal_words")
# Made by PostgreSQL itself beside the words; no model knows it.
_VECTOR = SQL("word_vector")


def folded(text: str) -> list[str]:
    """Return the words of a text in small letters without accents, each once, in their order."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    return list(dict.fromkeys("".join(c if c.isalnum() else " " for c in letters).split()))


def words_of(reference: str | None, record: Iterable[dict[str, str]]) -> str:
    """Return all words to search a proposal by: its reference, and what was answered."""
    answered = (entry["text"] for entry in record)
    return " ".join(folded(" ".join([reference or "", *answered])))


def found(typed: str) -> Any:
    """Return the query of proposals that hold a word beginning with each of these, newest first.

    None when nothing was typed that can be searched for.
    """
    words = [word[:_LONGEST_WORD] for word in folded(typed)[:_MOST_WORDS]]
    return _query(words, " AND ", " & ")


def found_any(words: list[str]) -> Any:
    """Return the query of proposals that hold a word beginning with one of these, newest first."""
    return _query(words, " OR ", " | ")


def _query(words: list[str], sqlite_joint: str, postgresql_joint: str) -> Any:
    if not words:
        return None
    if isinstance(database.obj, SqliteDatabase):
        return _in_sqlite(sqlite_joint.join(f'"{word}"*' for word in words))
    return _in_postgresql(postgresql_joint.join(f"'{word}':*" for word in words))


def _in_sqlite(expression: str) -> Any:
    return (
        Proposal.select()
        .join(_WORDS, on=_WORDS.c.rowid == Proposal.id)
        .where(Expression(_WORDS.c.proposal_words, "MATCH", expression))
        .order_by(_WORDS.c.rowid.desc())
    )


def _in_postgresql(expression: str) -> Any:
    """Return the query, made for how much there is to find.

    What is in few proposals is looked up in the index; what is in many is met soon enough while
    going back from the newest. PostgreSQL cannot tell the two apart beforehand: of a word that
    begins so it knows no numbers. Of "not null" it believes that nearly all rows are: it then
    goes back row by row, and leaves the index.
    """
    holds = Expression(_VECTOR, "@@", fn.to_tsquery(SQL("'simple'"), expression))
    met = fn.NULLIF(holds, SQL("FALSE")).is_null(False)
    if not _is_frequent(met):
        some = [each.id for each in Proposal.select(Proposal.id).where(holds).limit(_FEW)]
        met = met if len(some) == _FEW else Proposal.id.in_(some)
    return Proposal.select().where(met).order_by(Proposal.id.desc())


def _is_frequent(met: Expression) -> bool:
    """Tell whether one in a hundred of the newest proposals is met."""
    newest = Proposal.select(_VECTOR).order_by(Proposal.id.desc()).limit(_NEWEST).alias("newest")
    return bool(Proposal.select(SQL("1")).from_(newest).where(met).count() >= _NEWEST / 100)


def forget_deleted_words() -> None:
    """Let SQLite's index hold no word of what was deleted: it keeps them until it is merged."""
    if isinstance(database.obj, SqliteDatabase):
        database.execute_sql("INSERT INTO proposal_words(proposal_words) VALUES ('optimize')")
