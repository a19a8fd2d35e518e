"""Several pilots with one agreement: each agrees, counts and stops by itself."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from regelruimte import clock
from regelruimte.demo.pilots import bring_to
from regelruimte.fields.question import Answers
from regelruimte.pilots.joint import (
    agree_together,
    hours_together,
    leave,
    members,
    put_together,
    seen,
    teams,
)
from regelruimte.pilots.steps import APPLICANT, COORDINATOR, step
from regelruimte.pilots.take import Actor, take
from regelruimte.store import events
from regelruimte.store.db import transaction
from regelruimte.store.hold import TooLate
from regelruimte.store.models import Pilot, Proposal
from regelruimte.store.retention import anonymise
from tests.introducing import names_it
from tests.people import Coordinator, Everyone

pytestmark = pytest.mark.both_databases
NAMES = (("Aafje Aalders", "Aalwijk"), ("Berend Beekman", "Beekdam"), ("Cees Cornelis", "Ceesloot"))
BART = Actor(COORDINATOR, "Bart Krull", "b.krull@imi.nu")
WE = Actor(APPLICANT)


def agreement() -> dict[str, Any]:
    """What is written for all of them."""
    day = clock.today()
    return {
        "agreed_what": "Eén handtekening.",
        "agreed_reach": "De teams die meedoen.",
        "agreed_form": "doe_tank",
        "agreed_start": (day + timedelta(days=1)).isoformat(),
        "agreed_end": (day + timedelta(days=100)).isoformat(),
        "agreed_conditions": "",
        "agreed_baseline": "Uren per maand.",
        "agreed_stop": "Bij drie fouten in een maand.",
    }


def approved(everyone: Everyone, number: int, *, introduced: bool = True) -> list[Proposal]:
    """Have so many approved proposals about one rule, of applicants who know each other."""
    made = []
    for name in NAMES[:number]:
        proposal = names_it(everyone.applicant, *name, status="submitted")
        form = {"pilot_form": "doe_tank", "duration_months": 3, "conditions": ""}
        everyone.bart.has_replied(proposal, "approved", **form)
        with everyone.app.app_context(), transaction():
            proposal = Proposal.get_by_id(proposal.id)
            if introduced:
                events.add(proposal, "introduction")
        made.append(proposal)
    return made


def writes(everyone: Everyone, joint: str, values: Answers | None = None) -> None:
    """Have one agreement written."""
    agree_together(joint, values or agreement(), seen(members(joint)), BART, everyone.config)


def one_of(proposal: Proposal) -> Pilot:
    found: Pilot = Pilot.get(Pilot.proposal == proposal.id)
    return found


def does(everyone: Everyone, proposal: Proposal, name: str, who: Actor, **answers: Any) -> None:
    """Have a step taken."""
    known = step(name)
    values = {question.key: answers.get(question.key, "") for question in known.questions}
    take(proposal, [(known, values)], who, one_of(proposal).status_version, everyone.config)


def test_one_agreement_has_one_number_and_each_team_agrees_by_itself(
    app: Flask, everyone: Everyone
) -> None:
    proposals = approved(everyone, 3)
    with app.app_context():
        bring_to("preparing", proposals[0], everyone.config)
        joint = put_together(proposals, BART)
        writes(everyone, joint)

        assert {pilot.agreement for pilot in members(joint)} == {2}
        does(everyone, proposals[1], "accept", WE, accept_it="yes")
        assert [p.applicant_accepted for p in members(joint)] == [0, 2, 0]
        texts = {p.record["agree"][-1]["entries"][0]["text"] for p in members(joint)}
        assert texts == {"Eén handtekening."}
        for proposal in proposals:
            assert everyone.post_for(proposal.email)


def test_no_team_changes_the_agreement_by_itself(app: Flask, everyone: Everyone) -> None:
    proposals = approved(everyone, 2)
    with app.app_context():
        put_together(proposals, BART)
        with pytest.raises(TooLate):
            does(everyone, proposals[0], "agree", BART, **agreement())


def test_one_team_stops_and_the_others_go_on(app: Flask, everyone: Everyone) -> None:
    proposals = approved(everyone, 3)
    with app.app_context():
        joint = put_together(proposals, BART)
        writes(everyone, joint)
        reason = {"not_start_reason": "De indiener kreeg een andere baan."}
        does(everyone, proposals[0], "not_start", BART, **reason)

        assert [p.status for p in members(joint)] == ["not_started", "preparing", "preparing"]
        assert teams(one_of(proposals[1])) == 2
        writes(everyone, joint)  # who stopped is asked nothing more
        assert [p.agreement for p in members(joint)] == [1, 2, 2]


def test_who_was_not_introduced_is_in_no_joint_pilot(app: Flask, everyone: Everyone) -> None:
    known = approved(everyone, 1)
    stranger = approved(everyone, 2, introduced=False)[1]
    with app.app_context():
        for proposals in (known, [*known, stranger]):
            with pytest.raises(TooLate):
                put_together(proposals, BART)


def test_of_two_who_write_at_once_one_counts(app: Flask, everyone: Everyone) -> None:
    proposals = approved(everyone, 2)
    with app.app_context():
        joint = put_together(proposals, BART)
        page_of = seen(members(joint))
        agree_together(joint, agreement(), page_of, BART, everyone.config)
        with pytest.raises(TooLate):
            agree_together(joint, agreement(), page_of, BART, everyone.config)
        assert {pilot.agreement for pilot in members(joint)} == {1}


def test_a_team_can_go_on_alone_until_it_starts(app: Flask, everyone: Everyone) -> None:
    proposals = approved(everyone, 2)
    with app.app_context():
        put_together(proposals, BART)
        leave(one_of(proposals[0]), BART)
        assert one_of(proposals[0]).joint == ""
        does(everyone, proposals[0], "agree", BART, **agreement())

        Pilot.update(status="not_started").where(Pilot.proposal == proposals[1].id).execute()
        with pytest.raises(TooLate):
            leave(one_of(proposals[1]), BART)


def test_hours_are_added_up_from_three_teams_on(app: Flask, everyone: Everyone) -> None:
    counted = [Pilot(baseline_hours=30, end_hours=8, baseline_at=clock.now()) for _ in range(3)]
    for number, pilot in enumerate(counted):
        assert hours_together(counted) is None, number
        pilot.measured_at = clock.now()

    assert hours_together(counted) == (90, 24)


def test_what_stays_of_a_pilot_leads_to_no_other(app: Flask, everyone: Everyone) -> None:
    proposals = approved(everyone, 2)
    with app.app_context():
        put_together(proposals, BART)
        with transaction():
            anonymise(proposals[0])
        assert one_of(proposals[0]).joint == ""


# As pages


def test_a_joint_pilot_is_made_and_written_in_the_workspace(
    app: Flask, everyone: Everyone, bart: Coordinator
) -> None:
    proposals = approved(everyone, 2)
    bart.signs_in()
    page = bart.looks_at(proposals[0]).follow("Bekijk deze voorstellen samen")
    page = page.press("Maak één gezamenlijke pilot", expects=422)
    assert "minstens twee" in page.errors["teams"]
    both = [str(proposal.reference) for proposal in proposals]
    page = page.press("Maak één gezamenlijke pilot", teams=both)
    wrong = page.press("Bewaar de afspraken", expects=422, **{**agreement(), "agreed_end": "x"})
    assert wrong.value("agreed_what") == "Eén handtekening."
    page = wrong.press("Bewaar de afspraken", **agreement())
    assert "De afspraken zijn bewaard." in page.text
    stale = page.press("Bewaar de afspraken", expects=409, gezien="x", **agreement())
    assert stale.value("agreed_what") == "Eén handtekening."

    theirs = everyone.applicant.visitor.visit(everyone.post_for(proposals[1].email)[-1].link)
    theirs = theirs.follow("Lees de afspraken")
    assert "Jullie doen de pilot met 2 teams." in theirs.text
    assert NAMES[0][1] not in theirs.text

    page = page.press("Laat dit team alleen verdergaan")
    assert str(proposals[0].reference) not in page.text
    with app.app_context():
        assert one_of(proposals[0]).joint == ""
