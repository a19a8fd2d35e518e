"""Two applicants are asked apart, and know of each other only once both said yes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from regelruimte import clock
from regelruimte.applicant.identify import it_is_not_me
from regelruimte.applicant.leave import withdraw
from regelruimte.introductions.read import take_back
from regelruimte.store import backup
from regelruimte.store.hold import TooLate
from regelruimte.store.models import Introduction, IntroductionSide, Link, Proposal
from regelruimte.store.restore import restore
from regelruimte.store.retention import remove_what_is_past_its_term
from tests.introducing import (
    ABOUT,
    AFTER_BOTH,
    AFTER_FIRST,
    FIRST,
    SECOND,
    asks,
    ends,
    names_it,
    reads,
    says,
    side_of,
    two,
)
from tests.people import Everyone
from tests.visitor import Page

pytestmark = [pytest.mark.both_databases, pytest.mark.seldom_on_postgresql]
YES = {"wants_contact": "yes", "shares": ["name_email"], "own_employer": "no"}
QUESTION = "Lees de vraag en kies"


def withdraws(everyone: Everyone, proposal: Proposal) -> None:
    withdraw(Proposal.get_by_id(proposal.id), everyone.config)


def denies(_: Everyone, proposal: Proposal) -> None:
    it_is_not_me(Link.select().where(Link.proposal == proposal.id)[0])


def works_elsewhere(_: Everyone, proposal: Proposal) -> None:
    """Turn out to have the employer of the other."""
    Proposal.update(organisation="Gemeente Aalwijk").where(Proposal.id == proposal.id).execute()


def opens(everyone: Everyone, proposal: Proposal) -> Page:
    """Open one's own page from the newest mail, saying that it is oneself."""
    page = everyone.applicant.visitor.visit(everyone.post_for(proposal.email)[-1].link)
    return page.press("Verder", it_is_me="yes") if page.asks("it_is_me") else page


def test_both_say_yes_and_read_each_others_name(app: Flask, everyone: Everyone) -> None:
    first, second = two(everyone)
    with app.app_context():
        asks(everyone, [first, second])
    assert everyone.post_for(second.email)[-1].subject != "Regelruimte: we hebben een vraag aan je"
    page = opens(everyone, first).follow(QUESTION)
    assert ABOUT in page.text
    page.press("Stuur je antwoord", **YES)
    opens(everyone, second).follow(QUESTION).press("Stuur je antwoord", **YES)

    with clock.moved(AFTER_FIRST):
        with app.app_context():
            assert ends(everyone) == 1
        for one, other in ((first, SECOND), (second, FIRST)):
            page = opens(everyone, one).follow("Lees hoe het is afgelopen")
            assert other not in page.text
            page = page.press("Verder", read_news="yes")
            assert other in page.text
            assert "06-" not in page.text  # nobody ticked that


def test_an_answer_needs_a_choice_and_a_name(app: Flask, everyone: Everyone) -> None:
    first, second = two(everyone)
    with app.app_context():
        asks(everyone, [first, second])
    page = opens(everyone, first).follow(QUESTION)

    page = page.press("Stuur je antwoord", expects=422)
    assert set(page.errors) == {"wants_contact"}
    page = page.press("Stuur je antwoord", expects=422, wants_contact="yes", shares=["phone"])
    assert set(page.errors) == {"shares", "own_employer"}
    assert page.value("shares") == ["phone"]
    page.press("Stuur je antwoord", wants_contact="no", shares=None)


@pytest.mark.parametrize("said", ["no", ""])
def test_who_is_asked_second_hears_nothing_without_a_yes_of_the_first(
    app: Flask, everyone: Everyone, said: str
) -> None:
    first, second = two(everyone)
    with app.app_context():
        asks(everyone, [first, second])
        if said:
            says(everyone, first, said)
    before = len(everyone.post_for(second.email))
    with clock.moved(AFTER_BOTH), app.app_context():
        ends(everyone)
        assert len(everyone.post_for(second.email)) == before
        page = everyone.applicant.visitor.visit(everyone.post_for(second.email)[-1].link)
    assert "iemand" not in page.text


@pytest.mark.parametrize(
    ("changed", "is_first"),
    [
        ({"confidential": True}, True),
        ({"answers": {"manager_knows": "not_yet"}}, True),
        ({"answers": {"manager_knows": "rather_not"}}, True),
        ({"answers": {"manager_knows": "yes"}}, False),
    ],
)
def test_who_risks_most_is_asked_first(
    app: Flask, everyone: Everyone, changed: dict[str, object], is_first: bool
) -> None:
    older = names_it(everyone.applicant, FIRST, "Aalwijk", answers={"manager_knows": "yes"})
    newer = names_it(everyone.applicant, SECOND, "Beekdam", **changed)
    with app.app_context():
        asks(everyone, [older, newer])
        asked = IntroductionSide.get(IntroductionSide.asked_at.is_null(False))

    assert (asked.proposal_id == newer.id) is is_first


def test_a_yes_can_be_taken_back_until_somebody_read_it(app: Flask, everyone: Everyone) -> None:
    with app.app_context():
        for taken_back in (True, False):
            Introduction.delete().execute()
            first, second = two(everyone)
            asks(everyone, [first, second])
            says(everyone, first, "yes")
            says(everyone, second, "yes")
            with clock.moved(AFTER_FIRST):
                ends(everyone)
                if taken_back:
                    take_back(side_of(second))
                    assert reads(first) == []
                else:
                    assert ("Naam", SECOND) in reads(first)
                    with pytest.raises(TooLate):
                        take_back(side_of(second))
                    assert ("Naam", FIRST) in reads(second)


def test_colleagues_meet_only_when_both_want_that(app: Flask, everyone: Everyone) -> None:
    """What somebody says of colleagues counts, also where it came out later who they are."""
    for said, known in (((True, True), True), ((True, False), False), ((False, True), False)):
        first, second = two(everyone)
        with app.app_context():
            asks(everyone, [first, second])
            for proposal, own in zip((first, second), said, strict=True):
                says(everyone, proposal, "yes", own=own)
            Proposal.update(organisation="Gemeente Beekdam").where(
                Proposal.id == first.id
            ).execute()
            with clock.moved(AFTER_FIRST):
                ends(everyone)
                assert bool(reads(first)) is known
            Introduction.delete().execute()


def test_nothing_can_be_answered_after_the_last_day(app: Flask, everyone: Everyone) -> None:
    first, second = two(everyone)
    with app.app_context():
        asks(everyone, [first, second])
        with clock.moved(timedelta(days=15)), pytest.raises(TooLate):
            says(everyone, first, "yes")


def test_after_ninety_days_nothing_is_kept_of_it(app: Flask, everyone: Everyone) -> None:
    first, second = two(everyone)
    with app.app_context():
        asks(everyone, [first, second])
        says(everyone, first, "yes")
        with clock.moved(AFTER_BOTH):
            ends(everyone)
            assert Introduction.select().count() == 1
        with clock.moved(timedelta(days=106)):
            remove_what_is_past_its_term(everyone.config.terms)
            assert Introduction.select().count() == 0
            assert IntroductionSide.select().count() == 0


def test_what_was_asked_and_said_is_in_the_download(app: Flask, everyone: Everyone) -> None:
    first, second = two(everyone)
    with app.app_context():
        asks(everyone, [first, second])
    path = opens(everyone, first).path
    with app.app_context():
        says(everyone, first, "yes")
        says(everyone, second, "yes")

    def told() -> dict[str, object]:
        client = everyone.applicant.visitor.client
        found = client.get(f"{path}/downloaden").get_json()["contact met iemand anders"]
        return dict(found[0])

    assert told()["antwoord"] == "ja"
    assert told()["gegevens van de ander"] == {}
    with clock.moved(AFTER_FIRST), app.app_context():
        ends(everyone)
        assert told()["gegevens van de ander"] == {}
        reads(first)
        assert told()["gegevens van de ander"]["Naam"] == SECOND  # type: ignore[index]


def test_a_back_up_brings_no_yes_back_that_was_taken_back(
    app: Flask, everyone: Everyone, tmp_path: Path
) -> None:
    first, second = two(everyone)
    with app.app_context():
        asks(everyone, [first, second])
        for proposal in (first, second):
            says(everyone, proposal, "yes")
        with clock.moved(AFTER_FIRST):
            ends(everyone)
            backup.backup(tmp_path / "b.sqlite")
            take_back(side_of(second))
            restore(tmp_path / "b.sqlite")
            assert reads(first) == []


def test_the_same_two_are_not_asked_again_nor_anybody_twice_at_once(
    app: Flask, everyone: Everyone
) -> None:
    first, second = two(everyone)
    third = names_it(everyone.applicant, "Cees Cornelis", "Ceesloot")
    with app.app_context():
        asks(everyone, [first, second])
        for both in ([first, second], [first, third], [second, third]):
            with pytest.raises(TooLate):
                asks(everyone, both)
        with clock.moved(AFTER_BOTH):
            ends(everyone)
            with pytest.raises(TooLate):
                asks(everyone, [second, first])
            asks(everyone, [second, third])


@pytest.mark.parametrize("leaving", [withdraws, denies, works_elsewhere])
def test_who_leaves_before_it_was_read_is_not_read(
    app: Flask, everyone: Everyone, leaving: Callable[[Everyone, Proposal], object]
) -> None:
    first, second = two(everyone)
    with app.app_context():
        asks(everyone, [first, second])
        for proposal in (first, second):
            says(everyone, proposal, "yes")
        with clock.moved(AFTER_FIRST):
            ends(everyone)
            leaving(everyone, second)
            assert reads(first) == []
