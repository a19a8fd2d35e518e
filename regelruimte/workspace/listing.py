"""The list of proposals: filtered, searched, and a page at a time however many there are."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from peewee import ModelSelect

from regelruimte.config import Config
from regelruimte.store.models import Proposal
from regelruimte.store.search import found
from regelruimte.workspace.filters import Wanted, chosen, conditions

A_PAGE = 50
SEARCH, BEFORE = "zoek", "voor"
_DIGITS = 19  # of the highest number that a row can have

# What a row shows, without the long texts.
LIST_COLUMNS = (
    Proposal.id,
    Proposal.reference,
    Proposal.title,
    Proposal.status,
    Proposal.email,
    Proposal.email_confirmed_at,
    Proposal.workplace,
    Proposal.rule_level,
    Proposal.confidential,
    Proposal.signal,
    Proposal.handler,
    Proposal.submitted_at,
    Proposal.reply_due,
    Proposal.closed_at,
)


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of the list; `older` is where the next begins, None on the last."""

    rows: list[Proposal]
    older: int | None


def listing(wanted: Wanted, config: Config) -> Listing:
    """Return the newest proposals that are wanted, before the number in `voor`.

    A page begins where the last one ended rather than after so many rows: the thousandth page
    costs what the first does.
    """
    rows = list(everything(wanted, config).select(*LIST_COLUMNS).limit(A_PAGE + 1))
    return Listing(rows[:A_PAGE], rows[A_PAGE - 1].id if len(rows) > A_PAGE else None)


def everything(wanted: Wanted, config: Config) -> ModelSelect[Proposal]:
    """Return the query of all proposals that are wanted, the newest first; of drafts none."""
    query = found(wanted.get(SEARCH, ""))
    if query is None:  # asking whether it is true would run it
        query = Proposal.select().order_by(Proposal.id.desc())
    query = query.where(Proposal.reference.is_null(False), *conditions(wanted, config))
    before = wanted.get(BEFORE, "")
    if len(before) < _DIGITS and before.isascii() and before.isdecimal():
        query = query.where(Proposal.id < int(before))
    return query


def address(wanted: Wanted, config: Config, **more: object) -> str:
    """Return what stands behind the question mark for this list, without what is empty."""
    kept = {SEARCH: wanted.get(SEARCH, "").strip(), **chosen(wanted, config), **more}
    return urlencode({key: value for key, value in kept.items() if value})
