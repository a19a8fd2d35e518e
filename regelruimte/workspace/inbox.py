"""The inbox: what waits under one tab, whose it is, in which order; all of it in the address."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from regelruimte.replies.queries import has_waiting
from regelruimte.store.models import Proposal, Reply
from regelruimte.store.types import Condition
from regelruimte.workspace.filters import Args
from regelruimte.workspace.waiting import MOST, TABS, Waiting, waiting

TAB, WHOSE, ORDER = "soort", "bij", "volgorde"
SHOWN = 50  # rows of a page; the rest stands in the list of proposals
_MINE, _NOBODYS = "mij", "niemand"
_LATER = date.max

_ORDERS: dict[str, Callable[[Waiting], str]] = {
    "titel": lambda each: each.proposal.title.casefold(),
    "organisatie": lambda each: each.proposal.organisation.casefold(),
    "datum": lambda each: (each.day or _LATER).isoformat(),
    "wie": lambda each: each.proposal.handler,
}


@dataclass(frozen=True, slots=True)
class Link:
    """A way to look at the inbox: what it is called, where it is, whether it is the one shown."""

    label: str
    query: str
    is_current: bool
    count: str = ""


@dataclass(frozen=True, slots=True)
class Inbox:
    """What a page of the inbox shows, and the other ways to look at it."""

    rows: list[Waiting]
    tabs: list[Link]
    people: list[Link]
    orders: dict[str, Link]
    has_more: bool


def inbox(args: Args, me: str) -> Inbox:
    """Return the inbox as the address says, for the coordinator with the address `me`."""
    chosen = _chosen(args)
    all_rows = waiting(*_whose(chosen.get(WHOSE, ""), me))
    rows = [each for each in all_rows if chosen.get(TAB) in (None, each.reason.tab)]
    if chosen.get(ORDER):
        rows.sort(key=_ORDERS[chosen[ORDER]])
    return Inbox(
        rows[:SHOWN],
        _tabs(all_rows, chosen),
        [_link(label, WHOSE, key, chosen) for label, key in _PEOPLE],
        {key: _link(key.capitalize(), ORDER, key, chosen) for key in _ORDERS},
        len(rows) > SHOWN,
    )


def most_urgent(me: str) -> Proposal | None:
    """Return the proposal that waits longest for a reply of ours, if there is one.

    Not one on which only a second can act, for the coordinator with the address `me` replied.
    """
    of_others = ~has_waiting(Reply.coordinator == me)
    rows = waiting(of_others)
    return next((each.proposal for each in rows if each.reason.tab == TABS[0].key), None)


_PEOPLE = (("Van iedereen", ""), ("Van mij", _MINE), ("Van niemand", _NOBODYS))


def _chosen(args: Args) -> dict[str, str]:
    """Return what the address chooses among what there is."""
    known = {
        TAB: {tab.key for tab in TABS},
        WHOSE: {_MINE, _NOBODYS},
        ORDER: set(_ORDERS),
    }
    return {key: args[key] for key, values in known.items() if args.get(key) in values}


def _whose(whose: str, me: str) -> Iterable[Condition]:
    return {_MINE: [Proposal.handler == me], _NOBODYS: [Proposal.handler == ""]}.get(whose, [])


def _tabs(rows: list[Waiting], chosen: dict[str, str]) -> list[Link]:
    counts = [(tab.label, tab.key, [r for r in rows if r.reason.tab == tab.key]) for tab in TABS]
    return [
        _link(label, TAB, key, chosen, _number(found))
        for label, key, found in [("Alles", "", rows), *counts]
    ]


def _number(rows: list[Waiting]) -> str:
    """Return how many there are; "100+" where one reason alone has more than are counted."""
    each = [reason.key for reason in (row.reason for row in rows)]
    is_more = any(each.count(key) >= MOST for key in set(each))
    return f"{len(rows)}+" if is_more else str(len(rows))


def _link(label: str, name: str, value: str, chosen: dict[str, str], count: str = "") -> Link:
    query = {**chosen, name: value}
    address = urlencode({key: each for key, each in query.items() if each})
    return Link(label, address, chosen.get(name, "") == value, count)
