"""The list of proposals: filtered, searched, and a page at a time however many there are."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from peewee import ModelSelect

from regelruimte.config import Config
from regelruimte.fields.text import whole_number
from regelruimte.store.models import Proposal
from regelruimte.store.search import matching_all
from regelruimte.workspace.filters import Args, chosen, conditions

A_PAGE = 50
SEARCH, BEFORE = "zoek", "voor"

# What a row shows, without the long texts.
LIST_COLUMNS = (
    Proposal.id,
    Proposal.uid,
    Proposal.reference,
    Proposal.title,
    Proposal.status,
    Proposal.email,
    Proposal.email_confirmed_at,
    Proposal.workplace,
    Proposal.organisation,
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


def listing(args: Args, config: Config) -> Listing:
    """Return the newest proposals that the filters and the search let through.

    Only those before the number in `voor`, the row where the page before this one ended.

    That costs the thousandth page what the first one costs, unlike OFFSET.
    """
    rows = list(everything(args, config).select(*LIST_COLUMNS).limit(A_PAGE + 1))
    return Listing(rows[:A_PAGE], rows[A_PAGE - 1].id if len(rows) > A_PAGE else None)


def everything(args: Args, config: Config) -> ModelSelect[Proposal]:
    """Return the query of all proposals for these filters and search, the newest first.

    Drafts are never among them, nor what was made anonymous. What `voor` holds but a
    number is ignored.
    """
    query = matching_all(args.get(SEARCH, ""))
    if query is None:  # asking whether it is true would run it
        query = Proposal.select().order_by(Proposal.id.desc())
    ours = Proposal.reference.is_null(False), Proposal.anonymised_at.is_null()
    query = query.where(*ours, *conditions(args, config))
    before = whole_number(args.get(BEFORE, ""))
    if before is not None:
        query = query.where(Proposal.id < before)
    return query


def address(args: Args, config: Config, **more: object) -> str:
    """Return the query string of this list, `more` added, without what is empty or unknown."""
    kept = {SEARCH: args.get(SEARCH, "").strip(), **chosen(args, config), **more}
    return urlencode({key: value for key, value in kept.items() if value})
