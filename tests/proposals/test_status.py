"""The statuses of a proposal: their names, and which may follow which."""

import pytest

from regelruimte.proposals import status as module
from regelruimte.proposals.status import STATUSES, Status, leading_to, may_become, status

LABELS = {
    "draft": "Concept",
    "submitted": "Ontvangen",
    "in_conversation": "In gesprek",
    "info_requested": "Aanvulling gevraagd",
    "approved": "Pilot goedgekeurd",
    "already_allowed": "Het mag al",
    "referred": "Doorverwezen",
    "declined": "Gaat niet door",
    "withdrawn": "Ingetrokken",
}
FOLLOWS = {
    "draft": {"submitted", "withdrawn"},
    "submitted": {
        "in_conversation",
        "info_requested",
        "approved",
        "already_allowed",
        "referred",
        "declined",
        "withdrawn",
    },
    "in_conversation": {
        "in_conversation",
        "approved",
        "already_allowed",
        "referred",
        "declined",
        "info_requested",
        "withdrawn",
    },
    "info_requested": {
        "submitted",
        "declined",
        "withdrawn",
        "approved",
        "in_conversation",
        "already_allowed",
        "referred",
    },
    "approved": set(),
    "already_allowed": {"submitted"},
    "referred": {"submitted"},
    "declined": {"submitted"},
    "withdrawn": set(),
}


def test_the_statuses_have_their_dutch_names() -> None:
    assert {known.key: known.label for known in STATUSES} == LABELS


def test_every_status_is_explained_to_the_applicant() -> None:
    assert all(known.explained for known in STATUSES)


@pytest.mark.parametrize("old", LABELS)
@pytest.mark.parametrize("new", LABELS)
def test_only_the_settled_changes_are_possible(old: str, new: str) -> None:
    assert may_become(old, new) is (new in FOLLOWS[old])


@pytest.mark.parametrize("new", LABELS)
def test_the_statuses_before_one_are_known(new: str) -> None:
    assert set(leading_to(new)) == {old for old, later in FOLLOWS.items() if new in later}


def test_a_proposal_can_be_closed_in_five_ways() -> None:
    closed = {known.key for known in STATUSES if known.is_closed}
    assert closed == {"approved", "already_allowed", "referred", "declined", "withdrawn"}


def test_a_status_follows_only_known_statuses() -> None:
    assert {key for known in STATUSES for key in known.follows} <= set(LABELS)


def test_no_status_is_called_a_decision_or_an_application() -> None:
    texts = " ".join(f"{known.label} {known.explained}" for known in STATUSES).lower()
    assert "besluit" not in texts
    assert "aanvraag" not in texts


def test_an_approved_pilot_does_not_suspend_the_rule() -> None:
    assert "De regel zelf blijft gelden" in status("approved").explained


def test_an_unknown_status_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        status("verzonnen")


def test_an_added_status_can_be_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    parked = Status("parked", "Geparkeerd", "We wachten even.", ("submitted",))
    monkeypatch.setattr(module, "STATUSES", (*STATUSES, parked))
    assert "parked" in leading_to("submitted")
    assert may_become("parked", "submitted")
    assert status("parked") == parked
