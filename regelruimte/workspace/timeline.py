"""What happened to a proposal, in words: add a kind of event here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from regelruimte import clock
from regelruimte.config import Config
from regelruimte.consents.kinds import consent_kind
from regelruimte.consents.questions import ANSWERS
from regelruimte.fields.question import label
from regelruimte.pilots.remind import HALF_WAY
from regelruimte.pilots.steps import step
from regelruimte.replies.kinds import reply_kind
from regelruimte.store.models import Event

# What somebody did, by the kind of event; in braces what the event holds besides.
_PREDICATES = {
    "begun": "begon met het concept",
    "entered": "voerde het voorstel in voor iemand anders",
    "entry_changed": "wijzigde wat was ingevoerd",
    "entry_mailed": "mailde de indiener een link om het voorstel te lezen en te versturen",
    "entry_opened": "zei: dit ben ik, en las wat was ingevoerd",
    "agreed_by_phone": "las het voorstel voor aan de telefoon en hoorde het ja van de indiener",
    "resume_mailed": "vroeg om een link om later verder te gaan",
    "ending_mailed": "waarschuwde dat het concept bijna verwijderd wordt",
    "submitted": "verstuurde het voorstel",
    "address_confirmed": "bevestigde het e-mailadres",
    "address_denied": "zei: dit ben ik niet",
    "readdressed": "wijzigde het e-mailadres van de indiener",
    "answered": "beantwoordde de vraag",
    "told": "vertelde meer over het voorstel",
    "message": "schreef een bericht",
    "no_answer_needed": "vond geen antwoord nodig op het bericht",
    "replied": "{reply}",
    "second_asked": "vroeg een tweede oordeel over de reactie “{reply_label}”",
    "seconded": "was het eens met de reactie “{reply_label}”",
    "objected": "dacht anders over de reactie “{reply_label}”",
    "left": "liet de reactie “{reply_label}” aan de ander",
    "lapsed": "wachtte niet langer op een tweede oordeel over “{reply_label}”",
    "undone": "maakte een reactie ongedaan",
    "reminded": "stuurde een herinnering",
    "sharing": "wijzigde of we het voorbeeld mogen delen",
    "withdrawn": "trok het voorstel in",
    "pilot": "{pilot}",
    "pilot_reminded": "{reminded}",
    "condition_added": "voegde voorwaarden aan de pilot toe",
    "condition_changed": "wijzigde een voorwaarde van de pilot",
    "condition_met": "noteerde dat aan een voorwaarde van de pilot is voldaan",
    "condition_dropped": "wiste een voorwaarde van de pilot",
    "consent_asked": "maakte een link om te vragen om {consent}",
    "consent_revoked": "trok een link in om te vragen om {consent}",
    "consent_given": "antwoordde op de vraag om {consent}: {answer}",
    "consent_taken_back": "trok het antwoord in op de vraag om {consent}",
    "rule_told": "mailde de indiener over de uitkomst van een andere pilot met dezelfde regel",
    "handed_over": "gaf het voorstel aan {handler}",
    "follow_up": "{follow_up}",
    "called": "belde met de indiener",
    "same_rule": "koppelde het voorstel aan {other}, over dezelfde regel",
    "reader_asked": "vroeg of {reader} mag meelezen: {parts}",
    "reader_allowed": "liet {reader} meelezen: {parts}",
    "reader_refused": "wil niet dat {reader} meeleest",
    "reader_revoked": "trok de link van {reader} in",
    "reader_denied": "zei: deze mail is niet voor mij",
    "reader_opened": "opende {parts}",
    "reader_remarked": "stuurde een opmerking",
    "card_linked": "koppelde het voorstel aan een regel voor de site",
    "card_unlinked": "ontkoppelde het voorstel van een regel voor de site",
    "card_asked": "vroeg of een tekst op de site mag",
    "card_answered": "antwoordde of een tekst op de site mag",
    "pilot_joint": "maakte de pilot gezamenlijk met die van anderen",
    "pilot_alone": "liet de pilot weer alleen verdergaan",
    "introduction_proposed": "stelde voor om de indiener in contact te brengen met iemand anders",
    "introduction": "bracht de indiener in contact met iemand anders",
    "own_rule": "ontkoppelde het voorstel van de andere over dezelfde regel",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the timeline: `who` and `what` make a Dutch sentence."""

    at: datetime
    who: str
    what: str


def timeline(history: Sequence[Event], config: Config) -> list[Entry]:
    """Return a line for each of these events, which are the oldest first; the newest first."""
    return [entry(event, config) for event in reversed(history)]


def entry(event: Event, config: Config) -> Entry:
    """Return one event in words."""
    return Entry(event.at, _who(event, config), _what(event, config))


def _who(event: Event, config: Config) -> str:
    """Return who did it; what the site did by itself has no actor."""
    if event.kind == "address_denied":
        return "De ontvanger van onze mail"
    if event.actor == "reader":
        return f"Een lezer ({event.data['function']})"
    if event.actor == "approver":
        return f"Wie toestemming kan geven ({event.data['function']})"
    if event.actor == "applicant":
        return "De indiener"
    return config.name_of(event.actor) if event.actor else "Regelruimte"


def _what(event: Event, config: Config) -> str:
    data: Mapping[str, str] = event.data  # empty once the proposal is anonymised
    more = {
        "reply": reply_kind(data["kind"]).told if "kind" in data else "reageerde",
        "reply_label": reply_kind(data["kind"]).label if "kind" in data else "",
        "pilot": step(data["step"]).told if "step" in data else "",
        "reminded": _reminded(data.get("of", "")),
        "handler": config.name_of(data.get("handler", "")) or "niemand",
        "follow_up": _follow_up(data.get("day", "")),
        "reader": f"een lezer ({data['function']})" if "function" in data else "een lezer",
        "parts": data.get("parts", "delen van het voorstel"),
        "other": data.get("other", ""),
        "consent": consent_kind(data["consent"]).told if "consent" in data else "",
        "answer": label(ANSWERS, data.get("answer", "")).lower(),
    }
    return _PREDICATES.get(event.kind, "wijzigde iets").format(**more)


def _reminded(of: str) -> str:
    is_half_way = of == HALF_WAY.key
    return "noteerde dat de pilot halverwege is" if is_half_way else "herinnerde aan de pilot"


def _follow_up(day: str) -> str:
    if not day:
        return "wil niet meer op een dag terugkomen op het voorstel"
    return f"wil op {clock.dutch_date(date.fromisoformat(day))} terugkomen op het voorstel"
