"""What changed in a text since a coordinator last saw it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from regelruimte.replies.changes import Change, changes_since, note_changes
from regelruimte.store.db import transaction
from regelruimte.store.models import Proposal
from tests.people import Applicant, Coordinator
from tests.visitor import Page


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
            proposal.revision = revision
            with transaction():
                note_changes(proposal, [Change(key, key.title(), before, after)])
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
    proposal.revision = 4
    with transaction():
        note_changes(proposal, [Change("measure", "Measure", "drie", "een")])

    assert [change.key for change in changes_since(proposal, 1)] == ["risk"]


@pytest.fixture
def changed(applicant: Applicant, bart: Coordinator) -> Coordinator:
    """Bart, back at his first mail after the applicant changed an answer."""
    alert = applicant.has_sent() and bart.reads_mail().link
    asked = {"unclear_questions": ["measure"], "unclear": "Wat tel je?"}
    bart.has_replied(applicant.stored, "info_requested", **asked)
    page = applicant.opens_own_page().follow("Beantwoord onze vraag")
    page.press("Verstuur je antwoord", measure="Het aantal handtekeningen.", ready="yes")
    bart.page = bart.visitor.visit(alert)
    return bart


def new_text(page: Page) -> str:
    """What the marked text says now: all but what went."""
    marked = page.soup.select_one("article.change p.prose")
    for gone in marked.select("del"):
        gone.extract()
    return str(marked.get_text())


def test_the_difference_is_shown_before_a_reply_is_chosen(changed: Coordinator) -> None:
    assert "Gewijzigd sinds je mail" in changed.page.text


def test_the_difference_is_shown_where_the_reply_is_written(changed: Coordinator) -> None:
    page = changed.page.follow("Het mag al")

    assert new_text(page) == "Het aantal handtekeningen."


def test_the_difference_is_shown_before_the_reply_is_given(changed: Coordinator) -> None:
    page = changed.prepares("Het mag al", room="Hier.")

    assert new_text(page) == "Het aantal handtekeningen."


def test_after_an_answer_the_page_says_when_to_reply_again(changed: Coordinator) -> None:
    assert "Reageer uiterlijk op" in changed.page.text
