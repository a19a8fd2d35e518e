"""Telling more after sending: nothing required, stored as it comes, and nobody is mailed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask

from regelruimte import clock
from regelruimte.applicant.tell import answered, may_tell, parts_of, tell, told_elsewhere
from regelruimte.fields.question import Question, Value, errors
from regelruimte.proposals.questions import PARTS, QUESTIONS
from regelruimte.replies.changes import changes_since
from regelruimte.store import events
from regelruimte.store.models import Proposal, Reply
from tests.at_once import at_once
from tests.people import Applicant, Coordinator
from tests.queries import noted_queries
from tests.stored import dump, mails

pytestmark = pytest.mark.both_databases
EXAMPLE = "Een zaklamp van veertig euro kostte vorige week vier handtekeningen."
OTHER = "Voor een doos pennen wachtten we vorige maand op twee afdelingshoofden."
NOTHING_TOLD: dict[str, Value] = {
    question.key: None for question in QUESTIONS if question.step in {part.slug for part in PARTS}
}


@pytest.fixture(autouse=True)
def site(app: Flask) -> Iterator[None]:
    """The running site."""
    with app.app_context():
        yield


@pytest.fixture
def sent(applicant: Applicant) -> Proposal:
    """A proposal of which nothing more was told than what was asked."""
    return applicant.has_sent(**NOTHING_TOLD)


def part(proposal: Proposal, slug: str) -> tuple[Question, ...]:
    """Return the questions of one part."""
    return next(asks for step, asks in parts_of(proposal).items() if step.slug == slug)


def tells(proposal: Proposal, slug: str, *statuses: str, **values: Value) -> bool:
    """Tell one part, the other questions of it left empty."""
    questions = part(proposal, slug)
    known = {question.key: proposal.answers.get(question.key) for question in questions}
    return tell(proposal, questions, {**known, **values}, *(statuses or ("submitted",)))


def words(proposal: Proposal) -> dict[str, str]:
    """Return what coordinators read, by question."""
    return {entry["key"]: entry["text"] for entry in proposal.record}


# What can be told


def test_every_part_asks_something_and_requires_nothing(sent: Proposal) -> None:
    assert list(parts_of(sent)) == list(PARTS)
    for questions in parts_of(sent).values():
        assert questions
        assert errors(questions, sent.situation) == {}


def test_a_signal_has_no_part_about_a_pilot(applicant: Applicant) -> None:
    signal = applicant.takes(7).has_sent()

    assert "pilot" not in {step.slug for step in parts_of(signal)}


@pytest.mark.parametrize(("mandate", "key"), [("yes", "holder"), ("with_bzk", "help")])
def test_the_check_decides_which_question_about_the_mandate_is_asked(
    applicant: Applicant, mandate: str, key: str
) -> None:
    proposal = applicant.has_sent(check={"mandate": mandate})

    asked = {question.key for question in part(proposal, "pilot")}
    assert {each for each in asked if each.startswith("mandate_")} == {f"mandate_{key}"}


def test_how_much_was_told_is_counted(sent: Proposal) -> None:
    assert answered(sent, part(sent, "kosten")) == 0

    tells(sent, "kosten", example=EXAMPLE, hours_per_month=0)

    assert answered(sent, part(sent, "kosten")) == 2


@pytest.mark.parametrize(
    ("status", "scope", "may"),
    [
        ("submitted", None, True),
        ("info_requested", "all", True),
        ("info_requested", "loose", False),
        ("info_requested", "chosen", False),
        ("info_requested", None, False),
        ("in_conversation", None, False),
        ("approved", None, False),
        ("declined", None, False),
        ("withdrawn", None, False),
    ],
)
def test_more_can_be_told_until_a_reply_and_when_all_is_asked(
    status: str, scope: str | None, may: bool
) -> None:
    asked = Reply(answers={"scope": scope}) if status == "info_requested" else None

    assert may_tell(status, asked) is may


# Storing it


def test_what_is_told_stands_with_the_proposal_at_once(sent: Proposal) -> None:
    before = sent.revision

    assert tells(sent, "kosten", example=EXAMPLE, hours_per_month=30)

    stored = Proposal.get_by_id(sent.id)
    assert (stored.answers["example"], words(stored)["example"]) == (EXAMPLE, EXAMPLE)
    assert words(stored)["hours_per_month"] == "30 uur"
    assert stored.revision == before + 1


def test_what_was_sent_stays_in_its_words_and_nothing_empty_is_added(sent: Proposal) -> None:
    before = words(sent)

    tells(sent, "functie", job_title="Inkoper")

    assert words(Proposal.get_by_id(sent.id)) == {**before, "job_title": "Inkoper"}


def test_an_answer_can_be_taken_back(sent: Proposal) -> None:
    tells(sent, "kosten", example=EXAMPLE)
    tells(sent, "kosten", example="")

    stored = Proposal.get_by_id(sent.id)
    assert (stored.answers["example"], words(stored)["example"]) == ("", "")


def test_nobody_is_mailed_and_nothing_waits_for_another(app: Flask, sent: Proposal) -> None:
    before, due = len(mails(app)), sent.reply_due

    with clock.moved(timedelta(days=3)):
        tells(sent, "kosten", example=EXAMPLE)

    stored = Proposal.get_by_id(sent.id)
    assert len(mails(app)) == before
    assert (stored.status, stored.reply_due) == ("submitted", due)


def test_the_timeline_says_what_was_told_and_of_nothing_empty(sent: Proposal) -> None:
    tells(sent, "functie", job_title="Inkoper")

    event = events.history(sent)[-1]
    assert (event.kind, event.actor) == ("told", "applicant")
    assert [change["key"] for change in event.data["changes"]] == ["job_title"]


def test_telling_the_same_again_writes_nothing(app: Flask, sent: Proposal) -> None:
    tells(sent, "kosten", example=EXAMPLE)
    before = dump(app)

    with noted_queries() as asked:
        assert tells(sent, "kosten", example=EXAMPLE)

    assert dump(app) == before
    assert asked == []


def test_who_read_an_earlier_text_sees_the_difference(sent: Proposal) -> None:
    seen = sent.revision
    tells(sent, "kosten", example=EXAMPLE)
    tells(sent, "kosten", example=OTHER)

    (change,) = changes_since(sent, seen)
    assert (change.key, change.before, change.after) == ("example", "", OTHER)
    assert changes_since(sent, sent.revision) == []


def test_two_parts_told_at_the_same_moment_are_both_stored(app: Flask, sent: Proposal) -> None:
    def says(slug: str, **values: Value) -> bool:
        with app.app_context():
            return tells(Proposal.get_by_id(sent.id), slug, **values)

    done = at_once(
        lambda: says("kosten", example=EXAMPLE), lambda: says("functie", job_title="Inkoper")
    )

    stored = Proposal.get_by_id(sent.id)
    assert done == [True, True]
    assert (stored.answers["example"], stored.answers["job_title"]) == (EXAMPLE, "Inkoper")
    assert stored.revision == sent.revision + 2


# When it is too late


@pytest.mark.settings(UNDO_MINUTES=15)
def test_once_somebody_replied_nothing_is_stored_also_while_that_can_be_undone(
    app: Flask, sent: Proposal, bart: Coordinator
) -> None:
    bart.has_replied(sent, "in_conversation", message="Bel me.")
    before = dump(app)

    assert not tells(sent, "kosten", example=EXAMPLE)  # as it was read before the reply
    assert not tells(Proposal.get_by_id(sent.id), "kosten", example=EXAMPLE)
    assert dump(app) == before


def test_after_a_reply_that_was_undone_it_is_stored_again(
    applicant: Applicant, sent: Proposal
) -> None:
    stale = Proposal.get_by_id(sent.id)
    Proposal.update(status_version=Proposal.status_version + 2).execute()

    assert tells(stale, "kosten", example=EXAMPLE)
    assert applicant.stored.answers["example"] == EXAMPLE


# Another window


def test_what_was_read_before_another_window_told_otherwise_is_not_stored(
    app: Flask, sent: Proposal
) -> None:
    stale = Proposal.get_by_id(sent.id)
    tells(sent, "kosten", example=OTHER)
    before = dump(app)

    assert not tells(stale, "kosten", example=EXAMPLE)
    assert dump(app) == before
    assert told_elsewhere(stale, 1, {"example": EXAMPLE}) == {"example": OTHER}


def test_what_another_window_told_otherwise_is_known(sent: Proposal) -> None:
    seen = sent.revision
    tells(sent, "kosten", example=OTHER, hours_per_month=30)

    posted: dict[str, Value] = {"example": EXAMPLE, "hours_per_month": 30, "frequency": "week"}

    assert told_elsewhere(sent, seen, posted) == {"example": OTHER}
    assert told_elsewhere(sent, sent.revision, posted) == {}


def test_what_another_window_told_in_another_part_is_no_hindrance(sent: Proposal) -> None:
    seen = sent.revision
    tells(sent, "functie", job_title="Inkoper")

    assert told_elsewhere(sent, seen, {"example": EXAMPLE}) == {}
