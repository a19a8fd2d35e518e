"""Several steps on one page: a pilot takes few actions, and nothing has to be known at once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from regelruimte import clock
from regelruimte.pilots.agreement import agreed_by
from regelruimte.store.models import Pilot
from tests.people import Applicant, Coordinator, Everyone
from tests.pilots.test_life import AGREED, Pair, agreed, in_days
from tests.visitor import Page


@pytest.fixture
def pair(applicant: Applicant, bart: Coordinator) -> Pair:
    """An approved pilot, and Bart in the workspace."""
    return Pair(applicant, bart)


class Hands:
    """Counts as a keystroke model does: each click, each choice and each field is an action."""

    def __init__(self) -> None:
        self.actions = self.pages = 0

    def opens(self, page: Page) -> Page:
        """Click on a link that leads to this page."""
        self.actions, self.pages = self.actions + 1, self.pages + 1
        return page

    def fills_in(self, page: Page, button: str, **answers: str) -> Page:
        """Fill these fields in and press the button."""
        self.actions, self.pages = self.actions + len(answers) + 1, self.pages + 1
        return page.press(button, **answers)


def test_a_pilot_from_agreement_to_outcome_takes_25_actions_at_most(pair: Pair) -> None:
    pair.theirs()  # who says "dit ben ik" did so long before
    hands = Hands()

    page = hands.opens(hands.opens(pair.ours()).follow("Maak of wijzig de afspraken"))
    hands.fills_in(page, "Opslaan", agreed_reach=AGREED["agreed_reach"])
    page = hands.opens(pair.applicant.opens_own_page())
    page = hands.opens(page.follow("Lees de afspraken"))
    hands.fills_in(page, "Stuur je antwoord", accept_it="yes")
    hands.fills_in(hands.opens(pair.ours()), "Opslaan", start_it="yes")
    page = hands.opens(hands.opens(pair.applicant.opens_own_page()).follow("Bekijk je pilot"))
    page = hands.opens(page.follow("Rond de pilot af"))
    hands.fills_in(page, "Opslaan", end_it="yes", end_hours="6", end_text="Sneller.")
    hands.fills_in(hands.opens(pair.ours()), "Opslaan", outcome_due=in_days(60))
    page = hands.opens(pair.ours())
    page = hands.fills_in(page, "Opslaan", outcome="adapted", outcome_text="Grens naar 5.000.")

    assert "Status: Afgerond" in page.text
    assert "Van 30 naar 6 uur per maand" in page.text
    assert hands.actions <= 25
    assert hands.pages <= 16


def test_who_writes_an_agreement_agrees_with_it(pair: Pair) -> None:
    pair.ours().follow("Maak of wijzig de afspraken").press("Opslaan", **agreed())

    assert not pair.ours().asks("accept_it")
    assert "Bart Krull ging akkoord op" in pair.ours().follow("Druk de afspraken af").text


def test_mandate_and_baseline_can_be_told_with_the_agreement(
    applicant: Applicant, bart: Coordinator
) -> None:
    pair = Pair(applicant, bart, number=4)  # the mandate is asked for
    page = pair.ours().follow("Maak of wijzig de afspraken")
    typed = agreed(mandate="obtained", baseline_hours="12")
    page.press("Opslaan", **typed)

    stored = pair.stored()
    assert (stored.mandate, stored.baseline_hours, stored.agreement) == ("obtained", 12, 1)
    assert list(stored.record) == ["agree", "mandate", "baseline"]


def test_what_was_told_of_the_hours_is_the_baseline_unless_somebody_empties_it(pair: Pair) -> None:
    page = pair.ours().follow("Maak of wijzig de afspraken")
    assert page.value("baseline_hours") == str(pair.proposal.answers["hours_per_month"])
    page.press("Opslaan", **agreed())
    assert pair.stored().baseline_at is None

    assert pair.theirs().value("baseline_hours") == ""  # behind a mailed link nothing is filled in


def test_half_of_a_step_along_is_not_lost(pair: Pair) -> None:
    pair.ours().follow("Maak of wijzig de afspraken").press("Opslaan", **agreed())
    typed = {"accept_it": "yes", "baseline_text": "Tien fouten."}

    page = pair.theirs().press("Stuur je antwoord", **typed, expects=422)

    assert list(page.errors) == ["baseline_hours"]
    assert page.value("baseline_text") == "Tien fouten."
    assert pair.stored().applicant_accepted == 0


def test_a_trial_that_goes_on_keeps_no_end_measurement(pair: Pair) -> None:
    pair.starts()
    typed = {"end_it": "no", "end_hours": "6", "end_text": "Sneller."}

    page = pair.theirs().follow("Rond de pilot af").press("Opslaan", **typed, expects=422)

    assert list(page.errors) == ["end_it"]
    assert page.value("end_text") == "Sneller."
    page.press("Opslaan", end_it="no", end_hours="", end_text="")
    assert pair.stored().status == "running"


def test_what_was_typed_along_with_a_step_that_came_too_late_can_be_copied(pair: Pair) -> None:
    pair.starts()
    late = pair.theirs().follow("Rond de pilot af")
    pair.ours().follow("Rond de pilot af").press("Opslaan", end_it="yes")

    typed = {"end_it": "yes", "end_hours": "6", "end_text": "Sneller."}
    page = late.press("Opslaan", **typed, expects=409)

    assert "Sneller." in page.text
    assert pair.stored().measured_at is None


def test_the_page_of_a_pilot_asks_what_this_side_has_to_do_now(
    everyone: Everyone, pair: Pair
) -> None:
    pair.agrees()
    pair.measures()
    assert pair.ours().asks("start_it")
    assert not pair.theirs().asks("gezien")

    pair.ours().press("Opslaan", start_it="yes")
    assert not pair.ours().asks("gezien")
    with clock.moved(timedelta(days=100)):
        everyone.app.test_cli_runner().invoke(args=["remind"])
        pair.bart.signs_in()
        assert pair.ours().asks("end_it")
        assert pair.theirs().asks("end_it")


@pytest.mark.parametrize(
    ("accepted", "said", "agreed"),
    [
        (1, [], ["Bart Krull"]),
        (0, [], []),  # before, who wrote it had yet to say so
        (1, ["Bart Krull"], ["Bart Krull"]),
        (1, ["Rense Bos", "De indiener"], ["Rense Bos", "De indiener"]),
        (1, ["De indiener"], ["Bart Krull", "De indiener"]),
    ],
)
def test_an_agreement_of_before_names_who_agreed_once(
    accepted: int, said: list[str], agreed: list[str]
) -> None:
    yes = [{"key": "accept_it", "label": "", "text": "Ja, ik ga akkoord"}]
    record = {
        "agree": [{"by": "Bart Krull", "at": "2026-11-01T10:00:00+00:00", "entries": []}],
        "accept": [{"by": who, "at": "2026-11-02T10:00:00+00:00", "entries": yes} for who in said],
    }
    pilot = Pilot(agreement=1, coordinator_accepted=accepted, record=record)

    assert [who for who, _ in agreed_by(pilot)] == agreed
