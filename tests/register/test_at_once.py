"""A release and a change of mind at the same instant: what is on the site is allowed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from regelruimte import clock
from regelruimte.applicant.leave import wipe_out
from regelruimte.register.release import release
from regelruimte.register.write import save
from regelruimte.store.hold import TooLate
from regelruimte.store.models import Proposal, RuleCardProposal, RuleCardText
from tests.at_once import at_once
from tests.cards import RESTED, TYPED, is_ready, now, says, sends, three_send
from tests.long_run import times
from tests.people import Everyone

pytestmark = pytest.mark.both_databases
Job = Callable[[], object]


def in_the_site(app: Flask, do: Job) -> Job:
    """Let a thread of its own do it; that it comes too late is an answer too."""

    def job() -> object:
        with app.app_context():
            try:
                return do()
            except TooLate:
                return None

    return job


def four_ready(everyone: Everyone, number: int) -> list[tuple[RuleCardText, list[Proposal]]]:
    """Have four cards ready; one has a reporter more than is needed."""
    made = []
    for each in range(4):
        proposals = three_send(everyone.applicant, 10 * number + each + 1)
        if each == 0:
            proposals.append(sends(everyone.applicant, f"Gemeente Dijkveen{number}"))
        made.append((is_ready(everyone, proposals), proposals))
    return made


def says_no(proposal: Proposal, _: Everyone) -> object:
    return says(proposal, "no")


def erases(proposal: Proposal, everyone: Everyone) -> object:
    return wipe_out(Proposal.get_by_id(proposal.id), everyone.config)


@pytest.mark.parametrize("go", [says_no, erases])
def test_what_is_released_at_the_same_instant_is_allowed(
    app: Flask, everyone: Everyone, go: Callable[[Proposal, Everyone], object]
) -> None:
    for number in range(times(short=2, long=40)):
        with app.app_context():
            made = four_ready(everyone, number)
        with clock.moved(RESTED):
            leaving = [proposals[0] for _, proposals in made[:2]]
            jobs = [in_the_site(app, lambda p=each: go(p, everyone)) for each in leaving]
            at_once(in_the_site(app, release), *jobs, in_the_site(app, release))
        with app.app_context():
            for text in RuleCardText.whole(RuleCardText.state == "public"):
                rows = list(RuleCardProposal.whole(RuleCardProposal.text == text))
                assert {row.answer for row in rows} == {"yes"}
                assert len(rows) >= 3
            RuleCardText.delete().execute()


def test_of_two_releases_at_the_same_instant_one_counts(app: Flask, everyone: Everyone) -> None:
    with app.app_context():
        four_ready(everyone, 0)
    with clock.moved(RESTED):
        found = at_once(*[in_the_site(app, release) for _ in range(3)])

    assert sorted(found, key=str) == [4, None, None]


def test_of_two_who_change_a_text_at_the_same_instant_one_counts(
    app: Flask, everyone: Everyone
) -> None:
    with app.app_context():
        text = is_ready(everyone, three_send(everyone.applicant))
    people = everyone.config.coordinators
    jobs = [
        in_the_site(
            app, lambda p=person, t=theme: save(text, text.etag, {**TYPED, "theme": t}, p) or "done"
        )
        for person, theme in zip(people, ("data", "ict"), strict=True)
    ]
    found = at_once(*jobs)

    assert sorted(found, key=str) == [None, "done"]
    with app.app_context():
        assert now(text).version == 2
