"""Everything that is kept of a proposal, for its applicant, in words and in order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from regelruimte import clock
from regelruimte.proposals.status import status
from regelruimte.store.models import Pilot, Proposal, Reply

Entries = Iterable[Mapping[str, str]]


def everything(
    proposal: Proposal,
    status_now: str,
    replies: Sequence[Reply],
    pilot: Pilot | None,
    outcomes: Sequence[str],
) -> dict[str, object]:
    """Return what the applicant may see by now, as values that JSON can hold.

    `status_now` and `replies` are those that show by now, `outcomes` those of the same rule; the
    keys are Dutch, for who reads it.
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
        "uitkomsten voor dezelfde regel": list(outcomes),
    }


def _in_words(record: Entries) -> list[dict[str, str]]:
    return [{"vraag": entry["label"], "antwoord": entry["text"]} for entry in record]
