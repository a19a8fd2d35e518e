"""The conditions of a pilot: offered, chosen, worded, met; those for the start gate it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask, json
from peewee import IntegrityError

from regelruimte import clock
from regelruimte.config import Coordinator as Person
from regelruimte.fields.question import Answers
from regelruimte.pilots.add_conditions import NewCondition, add_conditions
from regelruimte.pilots.condition_questions import LONGEST
from regelruimte.pilots.conditions import OFFERED, WHO, offered
from regelruimte.pilots.remind import remind_of_pilots
from regelruimte.pilots.steps import COORDINATOR, step
from regelruimte.pilots.take import Actor, take
from regelruimte.proposals.levels import LEVELS
from regelruimte.proposals.questions import question_of
from regelruimte.settings import settings
from regelruimte.store.anonymise import anonymise
from regelruimte.store.db import transaction
from regelruimte.store.erase import erase
from regelruimte.store.hold import TooLate
from regelruimte.store.models import Pilot, PilotCondition, Proposal
from tests.at_once import at_once
from tests.people import Applicant, Coordinator, Everyone
from tests.pilots.test_life import TO_DO, Pair, agreed, in_days
from tests.visitor import Page

OWN = {
    "condition_text": "De griffier praat de raad bij.",
    "condition_who": "coordinator",
    "condition_when": "before",
}
EDIT = "Wijzig"
START = [(step("start"), {"start_it": "yes"})]


@pytest.fixture
def pair(applicant: Applicant, bart: Coordinator) -> Pair:
    """An approved pilot with privacy in it, and Bart in the workspace."""
    return Pair(applicant, bart, boundaries=["privacy", "residents_rights"])


def to_choose(pair: Pair) -> Page:
    return pair.ours().follow("Kies of wijzig de voorwaarden")


def adds(pair: Pair, **changed: str) -> Page:
    return to_choose(pair).press("Voeg toe", **{**OWN, **changed})


def stored() -> PilotCondition:
    return PilotCondition.get()


@pytest.mark.parametrize("level", [level.key for level in LEVELS])
def test_the_works_council_is_offered_for_rules_of_an_employer(level: str) -> None:
    keys = {each.key for each in offered({"rule_level": level})}

    of_employer = {"internal_rule", "procedure", "collective_agreement"}
    assert keys == ({"works_council"} if level in of_employer else set())


def test_each_boundary_offers_its_own_condition() -> None:
    question = question_of("boundaries")
    assert question is not None
    for choice in question.choices:
        answers: Answers = {"boundaries": [choice.key]}
        keys = {each.key for each in offered(answers)}
        assert keys == {choice.key} & {"privacy", "residents_rights", "cost_to_others"}


def test_what_is_offered_can_be_stored() -> None:
    assert all(len(each.text) <= LONGEST for each in OFFERED)
    assert {each.who for each in OFFERED} <= {choice.key for choice in WHO}


def test_a_condition_is_ticked_or_written_and_none_is_beforehand(app: Flask, pair: Pair) -> None:
    page = to_choose(pair)
    assert list(page.press("Voeg toe", expects=422).errors) == ["condition_text"]

    page.press("Voeg toe", offered=["privacy"], **OWN)

    with app.app_context():
        texts = {each.text: each for each in PilotCondition.select()}
    assert texts["De functionaris gegevensbescherming heeft meegekeken."].who == "dpo"
    assert texts[OWN["condition_text"]].is_before_start
    assert 'value="privacy"' not in to_choose(pair).response.text  # it is offered no more


def test_a_condition_for_the_start_gates_it_until_it_is_met(pair: Pair) -> None:
    pair.agrees()
    pair.measures()
    adds(pair)
    assert "Aan één voorwaarde voor de start is nog niet voldaan." in pair.ours().text

    note = {"condition_state": "met", "condition_note": "Gezegd in de raad van maart."}
    to_choose(pair).follow(EDIT).press("Opslaan", **note)

    assert pair.ours().asks("start_it")
    assert "Gezegd in de raad van maart." in pair.theirs().text


def test_a_condition_for_later_gates_no_start(pair: Pair) -> None:
    pair.agrees()
    pair.measures()
    adds(pair, condition_when="during")

    assert pair.ours().press("Opslaan", start_it="yes").follow("Kies of wijzig").path
    assert pair.stored().status == "running"


def test_a_pilot_that_runs_takes_no_condition_for_its_start(pair: Pair) -> None:
    pair.starts()

    page = to_choose(pair).press("Voeg toe", **OWN, expects=422)
    assert list(page.errors) == ["condition_when"]
    assert page.value("condition_text") == OWN["condition_text"]
    page.press("Voeg toe", condition_when="during")

    assert OWN["condition_text"] in pair.theirs().text


def test_what_was_met_stays_so_once_the_pilot_runs(pair: Pair) -> None:
    adds(pair)
    to_choose(pair).follow(EDIT).press("Opslaan", condition_state="met")
    pair.starts()
    page = to_choose(pair).follow(EDIT)

    assert list(page.press("Opslaan", condition_state="open", expects=422).errors) == [
        "condition_when"
    ]


def test_a_condition_can_be_worded_otherwise_and_dropped(app: Flask, pair: Pair) -> None:
    adds(pair)
    page = to_choose(pair).follow(EDIT)
    assert list(page.press("Opslaan", expects=422).errors) == ["condition_state"]

    page.press("Opslaan", condition_text="De raad weet ervan.", condition_state="open")
    assert "De raad weet ervan." in pair.theirs().text

    to_choose(pair).follow(EDIT).press("Opslaan", condition_state="dropped")
    with app.app_context():
        assert not PilotCondition.select().exists()
        assert Pilot.get().open_conditions == 0


def test_of_two_who_change_one_condition_the_second_is_told(pair: Pair) -> None:
    adds(pair)
    late = to_choose(pair).follow(EDIT)
    to_choose(pair).follow(EDIT).press("Opslaan", condition_state="met")

    page = late.press(
        "Opslaan", condition_text="Wat ik typte.", condition_state="open", expects=409
    )

    assert page.value("condition_text") == "Wat ik typte."
    assert "Aan voldaan op" in page.text


def test_a_pilot_that_started_meanwhile_takes_no_condition(pair: Pair) -> None:
    late = to_choose(pair)
    pair.starts()
    pair.ours().follow("Stop de pilot").press("Stop de pilot", stop_reason="Te druk.")

    page = late.press("Voeg toe", **{**OWN, "condition_when": "during"}, expects=409)

    assert page.value("condition_text") == OWN["condition_text"]


def test_who_reads_the_agreement_reads_the_conditions_of_now(pair: Pair) -> None:
    pair.ours().follow("Maak of wijzig de afspraken").press("Opslaan", **agreed())
    late = pair.theirs()
    adds(pair)

    page = late.press("Stuur je antwoord", accept_it="yes", expects=409)

    assert OWN["condition_text"] in page.text


def test_conditions_stand_on_the_agreement_and_on_the_summary(pair: Pair) -> None:
    adds(pair, condition_due=in_days(30))
    pair.agrees()
    day = clock.dutch_date(clock.today() + timedelta(days=30))
    told = f"Een coördinator {OWN['condition_text']} Voordat de pilot begint, uiterlijk op {day}."

    pages = [
        pair.ours().follow("Druk de afspraken af"),
        pair.theirs().follow("Druk de afspraken af"),
        pair.applicant.visitor.visit(f"{pair.applicant.opens_own_page().path}/samenvatting"),
    ]
    for page in pages:
        assert told in page.text


def test_a_new_condition_is_told_with_the_rest_of_the_day(everyone: Everyone, pair: Pair) -> None:
    pair.agrees()
    pair.measures()
    pair.applicant.reads_mail()
    adds(pair)

    with clock.moved(timedelta(days=1, hours=3)):
        everyone.app.test_cli_runner().invoke(args=["remind"])
        mail = pair.applicant.reads_mail()
    assert mail.subject == "Regelruimte: er is iets gewijzigd"
    assert OWN["condition_text"] not in mail.text


def test_what_is_due_stands_in_the_inbox(pair: Pair) -> None:
    adds(pair, condition_due=in_days(10))
    home = "/werkruimte?tab=pilot"
    assert "Een voorwaarde had klaar moeten zijn" not in pair.bart.browser.visit(home).text

    with clock.moved(timedelta(days=10)):
        pair.bart.signs_in()
        assert "Een voorwaarde had klaar moeten zijn" in pair.bart.browser.visit(home).text


def test_an_applicant_hears_of_her_own_condition_on_its_day_and_twice_more(
    app: Flask, everyone: Everyone, pair: Pair
) -> None:
    adds(pair, condition_who="applicant", condition_due=in_days(10))
    found = []
    for day in (9, 10, 11, 17, 24, 60):
        with clock.moved(timedelta(days=day)), app.test_request_context():
            found.append(remind_of_pilots(settings())["pilots"])

    assert found == [0, 1, 0, 1, 1, 0]
    with clock.moved(timedelta(days=61)):
        assert TO_DO in pair.applicant.reads_mail().subject


def test_nobody_else_s_condition_is_mailed_to_an_applicant(app: Flask, pair: Pair) -> None:
    adds(pair, condition_due=in_days(10))

    with clock.moved(timedelta(days=20)), app.test_request_context():
        assert remind_of_pilots(settings()) == {"pilots": 0}


@pytest.mark.both_databases
def test_a_condition_that_is_open_starts_no_pilot_by_plain_sql(app: Flask, pair: Pair) -> None:
    pair.agrees()
    pair.measures()
    adds(pair)

    with app.app_context(), pytest.raises(IntegrityError):
        Pilot.update(status="running").execute()


@pytest.mark.both_databases
def test_of_a_start_and_a_condition_at_once_one_wins(app: Flask, pair: Pair) -> None:
    pair.agrees()
    pair.measures()
    turn, who = pair.stored().status_version, Person("Bart Krull", "b.krull@imi.nu")
    one = [NewCondition("De raad weet ervan.", "coordinator", is_before_start=True)]

    def starts() -> bool:
        with app.test_request_context():
            actor = Actor(COORDINATOR, who.name, who.email)
            return succeeds(lambda: take(Proposal.get(), START, actor, turn, settings()))

    def adds_one() -> bool:
        with app.test_request_context():
            return succeeds(lambda: add_conditions(Proposal.get(), one, who))

    assert sorted(at_once(starts, adds_one)) == [False, True]
    assert (pair.stored().status == "running") != bool(pair.stored().open_conditions)


def succeeds(verb: Callable[[], None]) -> bool:
    try:
        verb()
    except TooLate:
        return False
    return True


@pytest.mark.parametrize("remove", [anonymise, erase])
def test_conditions_leave_with_the_rest(app: Flask, pair: Pair, remove: object) -> None:
    adds(pair)
    assert callable(remove)

    with app.app_context(), transaction():
        remove(Proposal.get())
        assert not PilotCondition.select().exists()


def test_an_anonymous_pilot_keeps_no_word_of_who_gave_room(
    app: Flask, applicant: Applicant, bart: Coordinator
) -> None:
    pair = Pair(applicant, bart, rule_level="act", rule_owner="ministry")
    given = {"room": "given", "room_by": "De minister", "room_on": in_days(0)}
    page = pair.ours().follow("Noteer of wie over de regel beslist")
    page.press("Opslaan", **given, room_basis="Artikel 12")
    pair.starts()

    with app.app_context(), transaction():
        anonymise(Proposal.get())
        left = Pilot.get()
    assert left.status == "running"
    assert (left.room_by, left.room_basis) == ("…", "…")


def test_an_applicant_downloads_the_conditions(pair: Pair) -> None:
    adds(pair)
    path = f"{pair.applicant.opens_own_page().path}/downloaden"

    kept = json.loads(pair.applicant.visitor.client.get(path).text)

    assert kept["voorwaarden"][0]["voorwaarde"] == OWN["condition_text"]


def test_the_dossier_holds_them_too(pair: Pair) -> None:
    adds(pair)
    path = f"/werkruimte/voorstel/{pair.proposal.reference}/dossier"

    assert OWN["condition_text"] in pair.bart.browser.visit(path).text
