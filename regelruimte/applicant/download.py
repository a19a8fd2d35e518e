"""Everything that is kept of a proposal, for its applicant, in words and in order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from regelruimte import clock
from regelruimte.pilots.agreement import THE_APPLICANT
from regelruimte.pilots.conditions import told
from regelruimte.proposals.status import status
from regelruimte.readers.lookup import ListedReader
from regelruimte.settings import settings
from regelruimte.store.models import Message, Pilot, PilotCondition, Proposal, Reply

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
) -> dict[str, object]:
    """Return what the applicant may see by now, as values that JSON can hold.

    `status_now` and `replies` are those that show by now, `outcomes` those of the same rule; the
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


def _in_words(record: Entries) -> list[dict[str, str]]:
    return [{"vraag": entry["label"], "antwoord": entry["text"]} for entry in record]
