"""Everything that is kept of a proposal, for its applicant, in words and in order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from regelruimte import clock
from regelruimte.fields.question import label
from regelruimte.introductions.lookup import Contact, others_fields
from regelruimte.introductions.questions import SHARES
from regelruimte.pilots.agreement import THE_APPLICANT
from regelruimte.pilots.conditions import told
from regelruimte.proposals.status import status
from regelruimte.readers.lookup import ListedReader
from regelruimte.register.questions import TEXTS
from regelruimte.register.status import CARD_ANSWERS
from regelruimte.settings import settings
from regelruimte.store.models import (
    Message,
    Pilot,
    PilotCondition,
    Proposal,
    Reply,
    RuleCardProposal,
)

Entries = Iterable[Mapping[str, str]]


def everything(
    proposal: Proposal,
    status_now: str,
    replies: Sequence[Reply],
    messages: Sequence[Message],
    pilot: Pilot | None,
    conditions: Sequence[PilotCondition],
    readers: Sequence[ListedReader],
    outcomes: Sequence[str],
    consents: Iterable[RuleCardProposal],
    contacts: Iterable[Contact],
) -> dict[str, object]:
    """Return what the applicant may see by now, as values that JSON can hold.

    `status_now` and `replies` are those that show by now, `outcomes` those of the same rule,
    `consents` what was asked of texts for the site, `contacts` what of talking with somebody; the
    keys are Dutch, for who reads it.
    """
    agreed = proposal.agreed_by_phone_at
    return {
        "kenmerk": proposal.reference,
        "status": status(status_now).label,
        "verstuurd": clock.dutch_moment(proposal.submitted_at),
        "ingevoerd door": settings().name_of(proposal.entered_by),
        "telefonisch bevestigd": clock.dutch_moment(agreed) if agreed else "",
        "vertrouwelijk": proposal.confidential,
        "signaal": proposal.signal,
        "antwoorden": _in_words(proposal.record),
        "check": _in_words(proposal.check_record["answers"]),
        "reacties": [
            {
                "van": reply.coordinator_name,
                "op": clock.dutch_moment(reply.visible_at),
                "inhoud": _in_words(reply.record),
            }
            for reply in replies
        ],
        "berichten": [
            {
                "van": message.coordinator_name or THE_APPLICANT,
                "op": clock.dutch_moment(message.at),
                "inhoud": message.text,
            }
            for message in messages
        ],
        "pilot": [
            {"van": statement["by"], "inhoud": _in_words(statement["entries"])}
            for step in (pilot.record if pilot else {}).values()
            for statement in step
        ],
        "voorwaarden": list(map(_condition, conditions)),
        "uitkomsten voor dezelfde regel": list(outcomes),
        "teksten voor de site": [_asked(row) for row in consents],
        "contact met iemand anders": [_contact(each) for each in contacts],
        "meelezen": [_who_reads(listed) for listed in readers],
    }


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
