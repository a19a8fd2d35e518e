"""What changed in a text since a coordinator last saw it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from regelruimte.replies.changes import Change, changes_since
from regelruimte.store import events
from regelruimte.store.models import Proposal


@pytest.fixture
def proposal(app: Flask) -> Iterator[Proposal]:
    """A proposal whose measure and risk were changed at revisions 2 and 3."""
    with app.app_context():
        proposal = Proposal.create()
        for revision, key, before, after in [
            (2, "measure", "een", "twee"),
            (3, "measure", "twee", "drie"),
            (3, "risk", "", "veel"),
        ]:
            change = {"key": key, "label": key.title(), "before": before, "after": after}
            events.add(proposal, "answered", revision=revision, changes=[change])
        yield proposal


def test_each_answer_is_told_once_from_its_first_to_its_last(proposal: Proposal) -> None:
    assert changes_since(proposal, 1) == [
        Change("measure", "Measure", "een", "drie"),
        Change("risk", "Risk", "", "veel"),
    ]


def test_only_what_changed_afterwards_is_told(proposal: Proposal) -> None:
    assert changes_since(proposal, 2)[0] == Change("measure", "Measure", "twee", "drie")


def test_who_saw_the_newest_text_is_told_nothing(proposal: Proposal) -> None:
    assert changes_since(proposal, 3) == []


def test_what_was_changed_back_is_not_told(proposal: Proposal) -> None:
    back = {"key": "measure", "label": "Measure", "before": "drie", "after": "een"}
    events.add(proposal, "answered", revision=4, changes=[back])

    assert [change.key for change in changes_since(proposal, 1)] == ["risk"]
