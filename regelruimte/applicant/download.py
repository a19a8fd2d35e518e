"""Everything that is kept of a proposal, for its applicant, in words and in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from regelruimte import clock
from regelruimte.audit.queries import openings_of
from regelruimte.fields.question import label
from regelruimte.introductions.lookup import Contact, others_fields
from regelruimte.introductions.questions import SHARES
from regelruimte.pilots.agreement import THE_APPLICANT
from regelruimte.pilots.conditions import told
from regelruimte.proposals.status import status
from regelruimte.register.questions import TEXTS
from regelruimte.register.status import CARD_ANSWERS
from regelruimte.settings import settings

if TYPE_CHECKING:
    from regelruimte.applicant.visit import Visit
    from regelruimte.consents.lookup import ListedConsent
    from regelruimte.readers.lookup import ListedReader
    from regelruimte.store.models import Message, Pilot, PilotCondition, Reply, RuleCardProposal

Entries = Iterable[Mapping[str, str]]


def everything(visit: Visit) -> dict[str, object]:
    """Return what the applicant may see by now, as values that JSON can hold.

    The keys are Dutch, for who reads it.
    """
    return {
        **_sent(visit),
        "reacties": list(map(_reply, visit.replies)),
        "berichten": list(map(_message, visit.messages)),
        "pilot": list(_pilot(visit.pilot)),
        "voorwaarden": list(map(_condition, visit.conditions)),
        "uitkomsten voor dezelfde regel": list(visit.outcomes),
        "teksten voor de site": list(map(_asked, visit.consents)),
        "contact met iemand anders": list(map(_contact, visit.contacts)),
        "meelezen": list(map(_who_reads, visit.readers)),
        "toestemming met een link": list(map(_asked_by_link, visit.asked_consents)),
        "geopend door een coördinator": list(map(clock.dutch_moment, openings_of(visit.proposal))),
    }


def _sent(visit: Visit) -> dict[str, object]:
    proposal = visit.proposal
    agreed = proposal.agreed_by_phone_at
    return {
        "kenmerk": proposal.reference,
        "status": status(visit.status_now).label,
        "verstuurd": clock.dutch_moment(proposal.submitted_at),
        "ingevoerd door": settings().name_of(proposal.entered_by),
        "telefonisch bevestigd": clock.dutch_moment(agreed) if agreed else "",
        "vertrouwelijk": proposal.confidential,
        "signaal": proposal.signal,
        "antwoorden": _in_words(proposal.record),
        "check": _in_words(proposal.check_record["answers"]),
    }


def _reply(reply: Reply) -> dict[str, object]:
    return {
        "van": reply.coordinator_name,
        "op": clock.dutch_moment(reply.visible_at),
        "inhoud": _in_words(reply.record),
    }


def _message(message: Message) -> dict[str, str]:
    return {
        "van": message.coordinator_name or THE_APPLICANT,
        "op": clock.dutch_moment(message.at),
        "inhoud": message.text,
    }


def _pilot(pilot: Pilot | None) -> Iterator[dict[str, object]]:
    for step in (pilot.record if pilot else {}).values():
        for statement in step:
            yield {"van": statement["by"], "inhoud": _in_words(statement["entries"])}


def _condition(condition: PilotCondition) -> dict[str, str]:
    words = told(condition)
    return {"van": words.who, "voorwaarde": words.text, "stand": words.facts}


def _who_reads(listed: ListedReader) -> dict[str, object]:
    """Return who by function, what and when; the address is the reader's own."""
    return {
        "lezer": listed.reader.function,
        "delen": listed.parts,
        "tot en met": clock.dutch_date(listed.reader.until),
        "stand": listed.standing.told_applicant,
        "geopend": [clock.dutch_moment(moment) for moment in listed.openings],
    }


def _asked_by_link(listed: ListedConsent) -> dict[str, str]:
    """Return for whom a link was, until when, and what was answered by which function."""
    consent = listed.consent
    is_given = consent.given_at is not None
    return {
        "voor": listed.kind.label,
        "gemaakt op": clock.dutch_moment(consent.asked_at),
        "tot en met": clock.dutch_date(consent.until),
        "antwoord": listed.standing.label,
        "functie": consent.function if is_given else "",
        "voorwaarde": consent.condition if is_given else "",
        "geantwoord op": clock.dutch_moment(consent.given_at) if is_given else "",
    }


def _contact(contact: Contact) -> dict[str, object]:
    """Return what was asked and said of talking, and of the other only what was read."""
    side = contact.side
    return {
        "gevraagd op": clock.dutch_moment(side.asked_at),
        "regel": side.introduction.about,
        "antwoord": {"yes": "ja", "no": "nee"}.get(side.answer, ""),
        "de ander mag zien": SHARES.kind.display(SHARES, side.shares),
        "ook iemand van de eigen organisatie": side.own_employer_too,
        "gegevens van de ander": dict(others_fields(contact)),
    }


def _asked(row: RuleCardProposal) -> dict[str, object]:
    """Return what was asked of one text for the site, and what was said of it."""
    texts = ((question.short, getattr(row.text, question.key)) for question in TEXTS)
    return {
        "gevraagd op": clock.dutch_moment(row.asked_at),
        "inhoud": [{"vraag": name, "antwoord": text} for name, text in texts],
        "antwoord": label(CARD_ANSWERS, row.answer),
        "geantwoord op": clock.dutch_moment(row.answered_at) if row.answered_at else "",
    }


def _in_words(record: Entries) -> list[dict[str, str]]:
    return [{"vraag": entry["label"], "antwoord": entry["text"]} for entry in record]
