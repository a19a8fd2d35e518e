"""The statuses of a proposal: their names, and which may follow which."""

import pytest

from regelruimte.proposals import status as module
from regelruimte.proposals.status import STATUSES, Status, leading_to, may_become, status

KEYS = [
    *("draft", "submitted", "in_conversation", "info_requested"),
    *("approved", "already_allowed", "referred", "declined", "withdrawn"),
]
OPEN = {"submitted", "in_conversation", "info_requested"}


def after(old: str) -> set[str]:
    return {new for new in KEYS if may_become(old, new)}


def test_the_statuses_are_those_of_the_domain_in_their_order() -> None:
    assert [known.key for known in STATUSES] == KEYS
    assert len({known.label for known in STATUSES}) == len(STATUSES)


def test_every_status_is_explained_to_the_applicant() -> None:
    assert all(known.explained for known in STATUSES)


def test_a_draft_is_sent_or_withdrawn_and_nothing_is_a_draft_again() -> None:
    assert after("draft") == {"submitted", "withdrawn"}
    assert leading_to("draft") == ()


@pytest.mark.parametrize("old", sorted(OPEN))
def test_an_open_proposal_can_be_closed_in_every_way(old: str) -> None:
    assert {known.key for known in STATUSES if known.is_closed} <= after(old)


@pytest.mark.parametrize("old", ["approved", "withdrawn"])
def test_a_pilot_and_what_was_withdrawn_stay_so(old: str) -> None:
    assert after(old) == set()


@pytest.mark.parametrize("old", ["already_allowed", "referred", "declined"])
def test_what_else_is_closed_can_only_be_opened_again(old: str) -> None:
    assert after(old) == {"submitted"}


def test_only_a_conversation_can_follow_itself() -> None:
    assert {old for old in KEYS if may_become(old, old)} == {"in_conversation"}


def test_what_was_answered_or_is_talked_about_is_not_received_anew_but_after_a_question() -> None:
    assert {old for old in OPEN if "submitted" in after(old)} == {"info_requested"}


@pytest.mark.parametrize("new", KEYS)
def test_the_statuses_before_one_are_those_that_it_may_follow(new: str) -> None:
    assert set(leading_to(new)) == {old for old in KEYS if new in after(old)}


def test_a_proposal_can_be_closed_in_five_ways() -> None:
    closed = {known.key for known in STATUSES if known.is_closed}
    assert closed == {"approved", "already_allowed", "referred", "declined", "withdrawn"}


def test_a_status_follows_only_known_statuses() -> None:
    assert {key for known in STATUSES for key in known.follows} <= set(KEYS)


def test_no_status_is_called_a_decision_or_an_application() -> None:
    texts = " ".join(f"{known.label} {known.explained}" for known in STATUSES).lower()
    assert "besluit" not in texts
    assert "aanvraag" not in texts


def test_an_approved_pilot_does_not_suspend_the_rule() -> None:
    assert "Tot dan blijft de regel gelden" in status("approved").explained


def test_an_unknown_status_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        status("verzonnen")


def test_an_added_status_can_be_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    parked = Status("parked", "Geparkeerd", "We wachten even.", ("submitted",))
    monkeypatch.setattr(module, "STATUSES", (*STATUSES, parked))
    assert "parked" in leading_to("submitted")
    assert may_become("parked", "submitted")
    assert status("parked") == parked
