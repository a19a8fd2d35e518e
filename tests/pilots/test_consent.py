"""Who must agree before a pilot starts: every combination, by the rule, the verb and plain SQL."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import astuple, dataclass
from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from flask import Flask
from peewee import IntegrityError

from regelruimte import clock
from regelruimte.pilots.consent import missing_consents, needs_of
from regelruimte.pilots.lookup import has_consents
from regelruimte.pilots.status import ENOUGH, MANDATES, ROOMS
from regelruimte.pilots.steps import COORDINATOR, missing_for_start, step
from regelruimte.pilots.take import Actor, take
from regelruimte.proposals.levels import LEVELS
from regelruimte.proposals.questions import question_of
from regelruimte.settings import settings
from regelruimte.store.db import database, transaction
from regelruimte.store.hold import TooLate
from regelruimte.store.models import Pilot, Proposal
from tests.people import Applicant, Coordinator
from tests.pilots.test_life import Pair, agreed, in_days

OWN = {"team", "organisation", "management"}
STATE = {"national_rule", "ministerial_regulation", "order_in_council", "act"}
INSIDE = {"unwritten", "team_agreement", "procedure", "internal_rule"}
# Of these levels a claim that one's own organisation decides is believed.
MAY_BE_OWN = INSIDE | {"policy_rule", "guideline", "authority_rule", "unknown", ""}
FORMS = ("", "unsure", "right_to_challenge", "doe_tank", "other")
BASES = ("", "Artikel 12")


def owners() -> tuple[str, ...]:
    question = question_of("rule_owner")
    assert question is not None
    return ("", *(choice.key for choice in question.choices))


LEVEL_KEYS = ("", *(level.key for level in LEVELS))
RULES = tuple(product(LEVEL_KEYS, owners()))


@dataclass
class Said:
    """The columns of a pilot that the rule looks at."""

    mandate: str
    room: str
    room_basis: str
    needs_room: bool
    needs_basis: bool
    is_european: bool
    pilot_form: str
    open_conditions: int


def decided_by_own(level: str, owner: str) -> bool:
    """As docs/decisions/0038 has it: who claims it is believed where that can be."""
    if owner in OWN:
        return level in MAY_BE_OWN
    return owner in ("", "unknown") and level in INSIDE


def basis_is_needed(level: str, owner: str) -> bool:
    return level in STATE or (owner == "ministry" and level in ("", "unknown"))


def is_european(level: str, owner: str) -> bool:
    return level == "eu_regulation" or owner == "eu"


@pytest.mark.parametrize(("level", "owner"), RULES)
def test_a_rule_asks_what_its_level_and_owner_say(level: str, owner: str) -> None:
    needs = needs_of(level, owner)

    assert needs.needs_room == (not decided_by_own(level, owner))
    assert needs.needs_basis == basis_is_needed(level, owner)
    assert needs.is_european == is_european(level, owner)
    assert needs.needs_room or not (needs.needs_basis or needs.is_european)


def test_a_pilot_may_start_with_exactly_what_its_rule_asks() -> None:
    keys = [choice.key for choice in MANDATES], [choice.key for choice in ROOMS]
    tried = wrong = 0
    for (level, owner), mandate, room, form, basis, open_ in product(
        RULES, *keys, FORMS, BASES, (0, 1)
    ):
        needs = needs_of(level, owner)
        said = Said(
            mandate=mandate,
            room=room,
            room_basis=basis,
            needs_room=needs.needs_room,
            needs_basis=needs.needs_basis,
            is_european=needs.is_european,
            pilot_form=form,
            open_conditions=open_,
        )
        agrees = room == "given" or (
            decided_by_own(level, owner) and room not in ("asked", "refused")
        )
        may = (
            mandate in ("present", "obtained")
            and agrees
            and (basis != "" or not basis_is_needed(level, owner))
            and (form in ("doe_tank", "other") or not is_european(level, owner))
            and not open_
        )
        tried += 1
        wrong += (missing_consents(said) == []) != may

    assert tried == len(RULES) * 5 * 5 * 5 * 2 * 2
    assert wrong == 0


# The same, where it is stored

# Each way in which rules differ: the room, the basis and Europe that they ask for.
DISTINCT = sorted({astuple(needs_of(*rule)) for rule in RULES})
STORED = tuple(
    product(
        DISTINCT,
        ("present", "obtained", "requested"),
        ("unknown", "not_needed", "asked", "given", "refused"),
        BASES,
        ("right_to_challenge", "doe_tank"),
        (0, 1),
    )
)


def columns(combination: Any) -> dict[str, Any]:
    (needs_room, needs_basis, european), mandate, room, basis, form, open_ = combination
    return {
        "status": "preparing",
        "needs_room": needs_room,
        "needs_basis": needs_basis,
        "is_european": european,
        "mandate": mandate,
        "room": room,
        "room_by": "De minister" if room == "given" else "",
        "room_on": date(2026, 11, 1) if room == "given" else None,
        "room_basis": basis,
        "pilot_form": form,
        "open_conditions": open_,
    }


@pytest.fixture
def ready(app: Flask, applicant: Applicant, bart: Coordinator) -> Iterator[Pilot]:
    """A pilot to which nothing is missing but what is asked here."""
    pair = Pair(applicant, bart)
    pair.agrees()
    pair.measures()
    with app.app_context():
        yield pair.stored()


@pytest.mark.both_databases
def test_plain_sql_starts_no_pilot_that_the_rule_would_not(ready: Pilot) -> None:
    differing = []
    with transaction() as tried:
        for combination in STORED:
            Pilot.update(columns(combination)).execute()
            may = missing_for_start(Pilot.get()) == []
            is_found = Pilot.select().where(has_consents(), Pilot.mandate.in_(ENOUGH)).exists()
            if (starts_by_sql(), is_found) != (may, may):
                differing.append(combination)
        tried.rollback()

    assert differing == []


def starts_by_sql() -> bool:
    try:
        with database.atomic() as point:
            database.execute_sql("UPDATE pilot SET status = 'running'")
            point.rollback()
    except IntegrityError:
        return False
    return True


@pytest.mark.both_databases
@pytest.mark.seldom_on_postgresql
def test_the_verb_starts_exactly_the_pilots_that_the_rule_allows(ready: Pilot) -> None:
    rense = Actor(COORDINATOR, "Rense Bos", "r.bos@imi.nu")
    start = [(step("start"), {"start_it": "yes"})]
    differing = []
    with transaction() as tried:
        for combination in STORED:
            if combination[1] == "obtained":  # a second mandate that is enough
                continue
            Pilot.update(columns(combination)).execute()
            may = missing_for_start(Pilot.get()) == []
            turn = Pilot.get().status_version
            try:
                with database.atomic() as point:
                    take(Proposal.get(), start, rense, turn, settings())
                    started = Pilot.get().status == "running"
                    point.rollback()
            except TooLate:
                started = False
            if started != may:
                differing.append(combination)
        tried.rollback()

    assert differing == []


# The holes that were tried


def act(applicant: Applicant, bart: Coordinator) -> Pair:
    """A pilot with a law, whose applicant has the mandate of her own organisation."""
    return Pair(applicant, bart, rule_level="act", rule_owner="ministry")


def test_no_pilot_with_a_law_starts_without_the_ministry(
    applicant: Applicant, bart: Coordinator
) -> None:
    pair = act(applicant, bart)
    pair.agrees()
    pair.measures()

    page = pair.ours()
    assert not page.asks("start_it")
    assert "gaf nog geen ruimte" in page.text
    assert "nog geen bepaling genoteerd" in page.text
    given = {"room": "given", "room_by": "De minister", "room_on": in_days(0)}
    page.press("Opslaan", **given)
    assert not pair.ours().asks("start_it")

    pair.ours().press("Opslaan", **given, room_basis="Artikel 12 Wet op de proef")
    pair.ours().press("Opslaan", start_it="yes")

    assert pair.stored().status == "running"
    for side in (pair.ours(), pair.theirs()):
        printed = side.follow("Druk de afspraken af").text
        assert "De minister, op" in printed
        assert "Artikel 12" in printed


def test_a_european_rule_is_not_let_go_of(applicant: Applicant, bart: Coordinator) -> None:
    pair = Pair(applicant, bart, rule_level="eu_regulation", rule_owner="eu")
    page = pair.ours().follow("Maak of wijzig de afspraken")

    page = page.press("Opslaan", **agreed(), expects=422)
    assert list(page.errors) == ["agreed_form"]
    page.press("Opslaan", **agreed(agreed_form="doe_tank"))

    assert pair.stored().pilot_form == "doe_tank"


def test_the_room_can_be_told_with_the_agreement(applicant: Applicant, bart: Coordinator) -> None:
    pair = Pair(applicant, bart, rule_level="policy_rule", rule_owner="executive_board")
    page = pair.ours().follow("Maak of wijzig de afspraken")
    typed = {"room": "given", "room_by": "Het college", "room_on": in_days(0)}

    assert list(page.press("Opslaan", **agreed(room="given"), expects=422).errors) == [
        "room_by",
        "room_on",
    ]
    page.press("Opslaan", **agreed(**typed))

    stored = pair.stored()
    assert (stored.room, stored.room_by, stored.room_on) == ("given", "Het college", clock.today())


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"room": "not_needed"}, "room"),
        ({"room": "given", "room_by": "Het college", "room_on": in_days(1)}, "room_on"),
        ({"room": "given", "room_on": in_days(0)}, "room_by"),
        ({}, "room"),
    ],
)
def test_what_is_said_of_the_room_must_make_sense(
    applicant: Applicant, bart: Coordinator, typed: dict[str, str], wrong: str
) -> None:
    pair = Pair(applicant, bart, rule_level="policy_rule", rule_owner="executive_board")
    page = pair.ours().follow("Noteer of wie over de regel beslist ruimte geeft")

    assert list(page.press("Opslaan", **typed, expects=422).errors) == [wrong]


def test_an_applicant_does_not_say_that_somebody_else_gave_room(
    applicant: Applicant, bart: Coordinator
) -> None:
    theirs = act(applicant, bart).theirs()

    assert "ruimte geeft" not in theirs.text
    assert applicant.visitor.visit(f"{theirs.path}/ruimte").path == theirs.path


def test_where_the_own_organisation_decides_nobody_is_asked_for_room(
    applicant: Applicant, bart: Coordinator
) -> None:
    pair = Pair(applicant, bart)
    assert not pair.ours().follow("Maak of wijzig de afspraken").asks("room")
    assert "Niet nodig: de eigen organisatie beslist" in pair.ours().text


def test_who_turns_out_to_be_somebody_else_must_give_room_too(
    applicant: Applicant, bart: Coordinator
) -> None:
    pair = Pair(applicant, bart)
    pair.agrees()
    pair.measures()
    pair.ours().follow("Noteer of wie over de regel beslist").press("Opslaan", room="asked")

    assert "gaf nog geen ruimte" in pair.ours().text
    pair.ours().press("Opslaan", room="not_needed")
    assert pair.ours().asks("start_it")


# Two years


def test_an_extension_stays_within_two_years_of_the_start(
    applicant: Applicant, bart: Coordinator
) -> None:
    pair = Pair(applicant, bart)
    pair.starts()
    page = pair.ours().follow("Verleng de pilot")

    page = page.press("Opslaan", new_end=in_days(3650), extend_reason="Vakantie.", expects=422)
    last = clock.dutch_date(clock.today() + timedelta(days=732))
    assert page.errors == {
        "new_end": f"Een pilot duurt hoogstens twee jaar. Kies een dag tot en met {last}."
    }
    page.press("Opslaan", new_end=in_days(732), extend_reason="Vakantie.")

    assert pair.stored().is_extended


def test_a_trial_that_starts_early_does_not_last_longer_for_it(
    applicant: Applicant, bart: Coordinator
) -> None:
    pair = Pair(applicant, bart)
    pair.agrees(agreed_start=in_days(90), agreed_end=in_days(800))
    pair.measures()

    assert "meer dan twee jaar na vandaag" in pair.ours().text
    assert not pair.ours().asks("start_it")


# What counts again


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ("right_to_challenge", "De regel geldt weer."),
        ("doe_tank", "Jullie werken weer volgens de regel."),
    ],
)
def test_only_a_rule_that_was_let_go_of_counts_again(
    applicant: Applicant, bart: Coordinator, form: str, told: str
) -> None:
    pair = Pair(applicant, bart)
    pair.agrees(agreed_form=form)
    pair.measures()
    pair.ours().press("Opslaan", start_it="yes")
    pair.ours().follow("Stop de pilot").press("Stop de pilot", stop_reason="Te druk.")

    assert told in pair.ours().text
    assert told in applicant.opens_own_page().text
