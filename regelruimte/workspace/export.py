"""Exporting what the list shows: its columns and rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from peewee import ColumnBase, ModelSelect

from regelruimte import clock
from regelruimte.config import Config
from regelruimte.figures.counting import labels_of
from regelruimte.proposals.questions import QUESTIONS, is_about_applicant
from regelruimte.store.models import Proposal
from regelruimte.web.sheets import MOST_ROWS
from regelruimte.web.table import Value
from regelruimte.workspace.filters import Args
from regelruimte.workspace.listing import BEFORE, everything

_BATCH = 2_000
_BATCH_WITH_ANSWERS = 25  # each of them is some kilobytes
MOST_IN_SHEET = MOST_ROWS - 1  # the heading is a row too
# From so many on a sheet with all answers may be of over two gigabytes.
_HUGE = 100_000


Row = Sequence[Any]  # of the database, as its columns have it


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, and how a row of the database becomes its value."""

    label: str
    field: ColumnBase
    shown: Callable[[Any], Value] = str


def _day(moment: datetime | date | None) -> date | None:
    return clock.day_of(moment) if isinstance(moment, datetime) else moment


def _yes(flag: object) -> str:
    return "ja" if flag else "nee"


def _named(labels: dict[str, str]) -> Callable[[str], str]:
    return lambda key: labels.get(key, key)


COLUMNS: tuple[Column, ...] = (
    Column("Kenmerk", Proposal.reference),
    Column("Titel", Proposal.title),
    Column("Status", Proposal.status, _named(labels_of("status"))),
    Column("Verstuurd", Proposal.submitted_at, _day),
    Column("Uiterlijk reageren", Proposal.reply_due, _day),
    Column("Eerste reactie", Proposal.first_reply_at, _day),
    Column("Gesloten", Proposal.closed_at, _day),
    Column("Soort regel", Proposal.rule_level, _named(labels_of("level"))),
    Column("Vindplaats", Proposal.citation),
    Column("Aanpak", Proposal.pilot_form, _named(labels_of("form"))),
    Column("Soort organisatie", Proposal.workplace, _named(labels_of("workplace"))),
    Column("Signaal", Proposal.signal, _yes),
    Column("Opgepakt door", Proposal.handler),
)
# Answers to export besides: all, but who somebody is and what the columns hold already.
_ANSWERS = tuple(
    question
    for question in QUESTIONS
    if not is_about_applicant(question.step)
    and question.key not in ("title", "rule_level", "pilot_form")
)


def headings(with_answers: bool) -> list[str]:
    """Return the labels of the columns, and of the answers where those are exported too."""
    more = [question.label for question in _ANSWERS] if with_answers else []
    return [column.label for column in COLUMNS] + more


def rows(args: Args, config: Config, with_answers: bool) -> Iterator[list[Value]]:
    """Return a row for each proposal of this list, the newest first; of confidential ones none.

    They are read in batches, so that it takes no more memory for more of them.
    """
    fields = [column.field for column in COLUMNS]
    more = [Proposal.record] if with_answers else []
    batch_size = _BATCH_WITH_ANSWERS if with_answers else _BATCH
    query = everything(args, config).where(~Proposal.confidential)
    query = query.select(Proposal.id, *fields, *more).limit(batch_size).tuples()
    batch = _batch(query)
    while batch:
        yield from (_row(each[1:], with_answers) for each in batch)
        is_last = len(batch) < batch_size
        batch = [] if is_last else _batch(query.where(Proposal.id < batch[-1][0]))


def _batch(query: ModelSelect[Proposal]) -> list[Row]:
    return list(query.iterator())  # Peewee's types take rows that are tuples for models


def _row(values: Row, with_answers: bool) -> list[Value]:
    row = [column.shown(value) for column, value in zip(COLUMNS, values, strict=False)]
    return row + _answers(values[-1]) if with_answers else row


def _answers(record: list[dict[str, str]]) -> list[Value]:
    texts = {entry["key"]: entry["text"] for entry in record}
    return [texts.get(question.key, "") for question in _ANSWERS]


def number_of_rows(args: Args, config: Config) -> int:
    """Return how many rows the export of this list has, its heading left out."""
    query = everything({**args, BEFORE: ""}, config).where(~Proposal.confidential)
    return int(query.select(Proposal.id).order_by().count())


def is_huge(number: int, with_answers: bool) -> bool:
    """Tell whether a sheet of so many rows may be too large for the usual kind of ZIP file."""
    return with_answers and number > _HUGE
