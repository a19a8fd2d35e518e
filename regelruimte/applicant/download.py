"""Everything that is kept of a proposal, for its applicant, in words and in order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from regelruimte import clock
from regelruimte.fields.question import label
from regelruimte.proposals.status import status
from regelruimte.register.questions import TEXTS
from regelruimte.register.status import CARD_ANSWERS
from regelruimte.store.models import Pilot, Proposal, Reply, RuleCardProposal

Entries = Iterable[Mapping[str, str]]


def everything(
    proposal: Proposal,
    status_now: str,
    replies: Sequence[Reply],
    pilot: Pilot | None,
    consents: Iterable[RuleCardProposal] = (),
) -> dict[str, object]:
    """Return what the applicant may see by now, as values that JSON can hold.

    `status_now` and `replies` are those that show by now, `consents` what was asked of texts for
    the site; the keys are Dutch, for who reads it.
    """
    return {
        "kenmerk": proposal.reference,
        "status": status(status_now).label,
        "verstuurd": clock.dutch_moment(proposal.submitted_at),
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
        "pilot": [
            {"van": statement["by"], "inhoud": _in_words(statement["entries"])}
            for step in (pilot.record if pilot else {}).values()
            for statement in step
        ],
        "teksten voor de site": [_asked(row) for row in consents],
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
