"""The one thing that the applicant can do now, or when there is more to hear."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from regelruimte import clock
from regelruimte.messages.queries import unanswered
from regelruimte.pilots import steps
from regelruimte.pilots.status import pilot_status
from regelruimte.proposals.status import status
from regelruimte.readers.standing import ASKED

if TYPE_CHECKING:
    from regelruimte.applicant.visit import Visit

_NOTHING = "Je hoeft nu niets te doen."
_MAIL = "Je krijgt een mail als er iets verandert."


@dataclass(frozen=True, slots=True)
class NextStep:
    """What to do now, in words, and the one place where; `is_needed` when we wait for it."""

    text: str
    label: str = ""
    address: str = ""
    is_needed: bool = False


def next_step(visit: Visit) -> NextStep:
    """Return the one next step that this visit may know of by now."""
    for find in (_answer, _reader, _card, _contact, _pilot, _read, _talk):
        if step := find(visit):
            return step
    return NextStep(_nothing(visit))


def _answer(visit: Visit) -> NextStep | None:
    asked = visit.open_request
    if asked is None:
        return None
    closes, text = visit.closes_at(asked), "We wachten op je antwoord."
    if closes:
        until = f"Antwoord uiterlijk op {clock.dutch_date(closes)}."
        text = f"{until} Lukt dat niet? Laat het ons weten, anders sluiten we je voorstel."
    return NextStep(text, "Beantwoord onze vraag", visit.address("applicant.more"), is_needed=True)


def _reader(visit: Visit) -> NextStep | None:
    asked = next((each.reader for each in visit.readers if each.standing is ASKED), None)
    if asked is None:
        return None
    where = visit.address("applicant.ask_reader", uid=asked.uid)
    text = f"{asked.function} wil een deel van je voorstel lezen. Dat kan alleen als jij ja zegt."
    return NextStep(text, "Zeg of deze lezer mag meelezen", where, is_needed=True)


def _card(visit: Visit) -> NextStep | None:
    if visit.card_asked is None or visit.card_asked.answer != "asked":
        return None
    text = (
        "Mogen we een tekst over deze regel op onze site zetten? Je leest eerst precies wat er "
        "komt te staan."
    )
    where = visit.address("applicant.ask_card")
    return NextStep(text, "Bekijk de tekst en kies", where, is_needed=True)


def _contact(visit: Visit) -> NextStep | None:
    news = next((each for each in visit.contacts if each.has_news), None)
    asked = next((each for each in visit.contacts if each.is_open and not each.side.answer), None)
    found = news or asked
    if found is None:
        return None
    where = visit.address("applicant.contact", uid=found.uid)
    if news:
        text = "We weten of je contact krijgt met iemand met dezelfde regel."
        return NextStep(text, "Lees hoe het is afgelopen", where, is_needed=True)
    text = "Nog iemand heeft last van een regel die jij noemde. Wil je die persoon spreken?"
    return NextStep(text, "Lees de vraag en kies", where, is_needed=True)


def _pilot(visit: Visit) -> NextStep | None:
    if visit.pilot is None:
        return None
    step, address = steps.next_step(visit.pilot, steps.APPLICANT), visit.address
    if step is None:
        is_over = pilot_status(visit.pilot.status).is_over
        text = _NOTHING if is_over else f"{_NOTHING} {_MAIL}"
        return NextStep(text, "Bekijk je pilot", address("applicant.pilot"))
    where = address("applicant.ask_step", slug=step.slug)
    return NextStep("De pilot wacht op jou.", step.label, where, is_needed=True)


def _read(visit: Visit) -> NextStep | None:
    """Return until when one waits for a first reply; meanwhile there may be more to tell."""
    due = visit.proposal.reply_due
    if visit.status_now != "submitted" or due is None:
        return None
    text = f"{_NOTHING} Je hoort uiterlijk op {clock.dutch_date(due)} van ons."
    return NextStep(text, "Vertel meer over je voorstel", visit.address("applicant.tell_more"))


def _talk(visit: Visit) -> NextStep | None:
    talk = visit.appointment
    if visit.status_now != "in_conversation" or talk is None or talk.start < clock.now():
        return None
    text = (
        f"We spreken elkaar op {clock.dutch_moment(talk.start)}. Past het moment niet? Laat het "
        "ons weten. In het bestand voor je agenda staat niets van je voorstel."
    )
    return NextStep(text, "Zet het gesprek in je agenda", visit.address("applicant.appointment"))


def _nothing(visit: Visit) -> str:
    waiting = unanswered(visit.proposal, as_applicant=True) if visit.messages else []
    days = [each.answer_due for each in waiting if each.answer_due]
    if days:
        by = clock.dutch_date(days[0])
        return f"{_NOTHING} We proberen je bericht uiterlijk op {by} te beantwoorden."
    return _NOTHING if status(visit.status_now).is_closed else f"{_NOTHING} {_MAIL}"
