"""Search in all that proposals say: SQLite's FTS5 and PostgreSQL's full text behind one function.

Words are folded here, before either database sees them, so that both find the same: letters
without their case and accents, and a typed word finds every word that begins with it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from peewee import SQL, Expression, ModelSelect, SqliteDatabase, Table, fn

from regelruimte.fields.folding import compounds, folded, forms
from regelruimte.store.db import database
from regelruimte.store.models import Proposal

_MOST_WORDS, _MOST_TYPED = 10, 400
Found: TypeAlias = "ModelSelect[Proposal]"
_FEW, _NEWEST = 2_000, 2_000
_WORDS = Table("proposal_words")
# Made by PostgreSQL itself beside the words; no model knows it.
_VECTOR = SQL("word_vector")


@dataclass(frozen=True, slots=True)
class _Joint:
    """The sign with which each database's own search language joins terms."""

    sqlite: str
    postgresql: str


_AND, _OR = _Joint(" AND ", " & "), _Joint(" OR ", " | ")


def words_of(reference: str | None, record: Iterable[dict[str, str]]) -> str:
    """Return all words to search a proposal by: its reference, and what was answered."""
    answered = (entry["text"] for entry in record)
    return " ".join(folded(" ".join([reference or "", *answered])))


def matching_all(typed: str) -> Found | None:
    """Return the query of proposals that hold a word beginning with each of these, newest first.

    None when nothing was typed that can be searched for.
    """
    wanted = dict.fromkeys(compounds(typed[:_MOST_TYPED]))
    return _query([forms(compound) for compound in list(wanted)[:_MOST_WORDS]], _AND)


def matching_any(words: list[str]) -> Found | None:
    """Return the query of proposals that hold a word beginning with one of these, newest first."""
    return _query([[word] for word in words], _OR)


def _query(wanted: list[list[str]], joint: _Joint) -> Found | None:
    """Return the query for these words, each with its parts before it if it has any."""
    if not wanted:
        return None
    if isinstance(database.obj, SqliteDatabase):
        return _in_sqlite(_expression(wanted, '"{}"*', joint.sqlite, _AND.sqlite, _OR.sqlite))
    return _in_postgresql(
        _expression(wanted, "'{}':*", joint.postgresql, _AND.postgresql, _OR.postgresql)
    )


def _expression(wanted: list[list[str]], word: str, joint: str, both: str, either: str) -> str:
    """Write what is wanted in a database's own words: the whole, or else all its parts."""
    terms = []
    for *parts, whole in wanted:
        apart = both.join(word.format(part) for part in parts)
        term = word.format(whole)
        terms.append(f"({term}{either}({apart}))" if parts else term)
    return joint.join(terms)


def _in_sqlite(expression: str) -> Found:
    return (
        Proposal.select()
        .join(_WORDS, on=_WORDS.c.rowid == Proposal.id)
        .where(Expression(_WORDS.c.proposal_words, "MATCH", expression))
        .order_by(_WORDS.c.rowid.desc())
    )


def _in_postgresql(expression: str) -> Found:
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
