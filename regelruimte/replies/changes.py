"""What an applicant changed in the text since a coordinator last saw it."""

from __future__ import annotations

from dataclasses import dataclass

from regelruimte.store import events
from regelruimte.store.models import Proposal


@dataclass(frozen=True, slots=True)
class Change:
    """One answer that was changed: its label, and its words before and after."""

    key: str
    label: str
    before: str
    after: str


def changes_since(proposal: Proposal, revision: int) -> list[Change]:
    """Return what changed after this revision, each answer once, from its first to its last."""
    found: dict[str, Change] = {}
    for event in events.of(proposal):
        if event.kind == "answered" and event.data["revision"] > revision:
            for entry in event.data["changes"]:
                first = found.get(entry["key"])
                before = first.before if first else entry["before"]
                found[entry["key"]] = Change(entry["key"], entry["label"], before, entry["after"])
    return [change for change in found.values() if change.before != change.after]
