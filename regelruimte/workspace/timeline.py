"""What happened to a proposal, in words: add a kind of event here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from regelruimte import clock
from regelruimte.config import Config
from regelruimte.pilots.steps import step
from regelruimte.replies.kinds import reply_kind
from regelruimte.store import events
from regelruimte.store.models import Event, Proposal

# What somebody did, by the kind of event; in braces what the event holds besides.
_PREDICATES = {
    "begun": "begon met het concept",
    "resume_mailed": "vroeg om een link om later verder te gaan",
    "ending_mailed": "waarschuwde dat het concept bijna verwijderd wordt",
    "submitted": "verstuurde het voorstel",
    "address_confirmed": "bevestigde het e-mailadres",
    "address_denied": "zei: dit ben ik niet",
    "readdressed": "wijzigde het e-mailadres van de indiener",
    "answered": "beantwoordde de vraag",
    "told": "vertelde meer over het voorstel",
    "replied": "{reply}",
    "undone": "maakte een reactie ongedaan",
    "reminded": "stuurde een herinnering",
    "sharing": "wijzigde of we het voorbeeld mogen delen",
    "withdrawn": "trok het voorstel in",
    "pilot": "{pilot}",
    "pilot_reminded": "herinnerde aan de pilot",
    "handed_over": "gaf het voorstel aan {handler}",
    "follow_up": "{follow_up}",
    "called": "belde met de indiener",
    "same_rule": "koppelde het voorstel aan {other}, over dezelfde regel",
    "card_linked": "koppelde het voorstel aan een regel voor de site",
    "card_unlinked": "ontkoppelde het voorstel van een regel voor de site",
    "card_asked": "vroeg of een tekst op de site mag",
    "card_answered": "antwoordde of een tekst op de site mag",
    "own_rule": "ontkoppelde het voorstel van de andere over dezelfde regel",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the timeline: `who` and `what` make a Dutch sentence."""

    at: datetime
    who: str
    what: str


def timeline(proposal: Proposal, config: Config) -> list[Entry]:
    """Return a line for each event of this proposal, the newest first."""
    return [
        Entry(event.at, _who(event, config), _what(event, config))
        for event in reversed(events.history(proposal))
    ]


def _who(event: Event, config: Config) -> str:
    """Return who did it; what the site did by itself has no actor."""
    if event.kind == "address_denied":
        return "De ontvanger van onze mail"
    if event.actor == "applicant":
        return "De indiener"
    return _name(event.actor, config) if event.actor else "Regelruimte"


def _name(address: str, config: Config) -> str:
    return next((c.name for c in config.coordinators if c.email == address), address)


def _what(event: Event, config: Config) -> str:
    data: Mapping[str, str] = event.data  # empty once the proposal is anonymised
    more = {
        "reply": reply_kind(data["kind"]).told if "kind" in data else "reageerde",
        "pilot": step(data["step"]).told if "step" in data else "",
        "handler": _name(data.get("handler", ""), config) or "niemand",
        "follow_up": _follow_up(data.get("day", "")),
        "other": data.get("other", ""),
    }
    return _PREDICATES.get(event.kind, "wijzigde iets").format(**more)


def _follow_up(day: str) -> str:
    if not day:
        return "wil niet meer op een dag terugkomen op het voorstel"
    return f"wil op {clock.dutch_date(date.fromisoformat(day))} terugkomen op het voorstel"
