"""What an applicant changed in the text since a coordinator last saw it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace

from regelruimte.replies.difference import Piece, difference
from regelruimte.store import events
from regelruimte.store.models import Proposal

_ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class Change:
    """One answer that was changed: its label, and its words before and after."""

    key: str
    label: str
    before: str
    after: str

    @property
    def pieces(self) -> list[Piece]:
        """Return the two texts as one, with marks."""
        return difference(self.before, self.after)


def note_changes(proposal: Proposal, changes: Iterable[Change]) -> None:
    """Add to the timeline what led to the revision that `proposal` is at now."""
    entries = [asdict(change) for change in changes]
    events.add(proposal, _ANSWERED, "applicant", revision=proposal.revision, changes=entries)


def changes_since(proposal: Proposal, revision: int) -> list[Change]:
    """Return what changed after this revision, each answer once, from its first to its last."""
    found: dict[str, Change] = {}
    for event in events.of(proposal):
        if event.kind == _ANSWERED and event.data.get("revision", 0) > revision:
            for change in (Change(**entry) for entry in event.data["changes"]):
                first = found.get(change.key, change)
                found[change.key] = replace(change, before=first.before)
    return [change for change in found.values() if change.before != change.after]
