"""The questions of a proposal, held against the table of the domain."""

from dataclasses import replace

import pytest

from regelruimte.check.verdict import is_signal
from regelruimte.fields.kinds import LINE, NUMBER
from regelruimte.fields.question import Question, Situation, always, error
from regelruimte.proposals import questions as module
from regelruimte.proposals.levels import LEVELS
from regelruimte.proposals.questions import (
    ABOUT_YOU_STEP,
    PARTS,
    QUESTIONS,
    RULE_STEP,
    SHARING_STEP,
    STEPS,
    TITLE_STEP,
    is_about_applicant,
)

PART_SLUGS = ["kosten", "doel", "aanpak", "grenzen", "pilot", "functie"]
# Step or part, key, kind, fewest, most, and whether it is required: only what is asked before
# sending can be.
TABLE: list[tuple[str, str, str, int, int, bool]] = [
    ("titel", "title", "line", 0, 80, False),
    ("regel", "rule_text", "area", 30, 1500, True),
    ("regel", "rule_source", "citation", 0, 500, False),
    ("regel", "rule_level", "levels", 0, 0, True),
    ("kosten", "example", "area", 0, 1500, False),
    ("kosten", "frequency", "radios", 0, 0, False),
    ("kosten", "hours_per_month", "number", 0, 2000, False),
    ("kosten", "affected", "checkboxes", 0, 0, False),
    ("doel", "rule_purpose", "area", 0, 800, False),
    ("doel", "already_tried", "area", 0, 800, False),
    ("doel", "rule_owner", "radios", 0, 0, False),
    ("aanpak", "pilot_form", "radios", 0, 0, False),
    ("regel", "alternative", "area", 50, 2000, True),
    ("aanpak", "safeguard", "area", 0, 1000, False),
    ("aanpak", "expected_gain", "area", 0, 1000, False),
    ("aanpak", "measure", "area", 0, 600, False),
    ("grenzen", "boundaries", "checkboxes", 0, 0, False),
    ("grenzen", "risk", "area", 0, 1000, False),
    ("pilot", "start_month", "months", 0, 24, False),
    ("pilot", "duration_months", "number", 1, 24, False),
    ("pilot", "colleagues", "number", 0, 50, False),
    ("pilot", "mandate_holder", "line", 0, 120, False),
    ("pilot", "mandate_help", "area", 0, 800, False),
    ("over-jou", "confidential", "radios", 0, 0, True),
    ("over-jou", "name", "line", 2, 120, True),
    ("over-jou", "email", "email", 0, 254, True),
    ("over-jou", "phone", "phone", 0, 30, False),
    ("over-jou", "organisation", "line", 2, 120, True),
    ("functie", "job_title", "line", 0, 120, False),
    ("functie", "manager_knows", "radios", 0, 0, False),
    ("delen", "may_share", "flag", 0, 0, False),
]
CHOICES = {
    "rule_owner": "team organisation management executive_board council ministry "
    "social_partners eu unknown",
    "frequency": "day week month year",
    "affected": "me team departments residents businesses governments",
    "pilot_form": "right_to_challenge doe_tank other unsure",
    "boundaries": "residents_rights safety privacy eu_rules constitution equal_treatment "
    "accountability cost_to_others none unknown",
    "manager_knows": "yes not_yet rather_not",
    "confidential": "normal confidential",
}
AUTOCOMPLETE = {
    "name": "name",
    "email": "email",
    "phone": "tel",
    "organisation": "organization",
    "job_title": "organization-title",
}
LIMITED = [
    (key, fewest, most)
    for _, key, kind, fewest, most, _ in TABLE
    if kind in {"line", "area", "citation"}
]
COUNTED = [(key, fewest, most) for _, key, kind, fewest, most, _ in TABLE if kind == "number"]

FITS = {
    "workplace": "municipality",
    "role": "both",
    "gain": "yes",
    "mandate": "yes",
    "time": "with_colleagues",
}
SIGNAL = FITS | {"time": "no"}


def question(key: str) -> Question:
    return next(q for q in QUESTIONS if q.key == key)


def asked(check: dict[str, str], **answers: object) -> set[str]:
    situation = Situation(answers, check)
    return {q.key for q in QUESTIONS if q.applies(situation)}


def required(key: str, **answers: object) -> bool:
    return question(key).required(Situation(answers, FITS))


def test_a_first_reply_needs_two_steps() -> None:
    assert STEPS == (RULE_STEP, ABOUT_YOU_STEP)


def test_the_rest_is_told_in_short_parts() -> None:
    assert [part.slug for part in PARTS] == PART_SLUGS
    sizes = [sum(q.step == part.slug for q in QUESTIONS) for part in PARTS]
    assert max(sizes) <= 5
    assert min(sizes) >= 1


def test_each_step_and_part_has_an_address_and_a_title_of_its_own() -> None:
    places = (*STEPS, TITLE_STEP, *PARTS)
    assert len({place.slug for place in places}) == len(places)
    assert len({place.title for place in places}) == len(places)


def test_the_questions_are_those_of_the_domain_in_their_order() -> None:
    assert [(q.step, q.key) for q in QUESTIONS] == [row[:2] for row in TABLE]


def test_a_question_has_the_kind_of_the_domain_and_a_label_of_its_own() -> None:
    assert [(q.key, q.kind.widget) for q in QUESTIONS] == [
        (key, kind) for _, key, kind, *_ in TABLE
    ]
    assert len({q.label for q in QUESTIONS}) == len(QUESTIONS)


@pytest.mark.parametrize(("key", "fewest", "most"), LIMITED)
def test_a_text_has_its_limits(key: str, fewest: int, most: int) -> None:
    lengths = {max(fewest, 1): True, most: True, most + 1: False}
    if fewest > 1:
        lengths[fewest - 1] = False
    found = {n: error(question(key), Situation({key: "é" * n})) is None for n in lengths}
    assert found == lengths


@pytest.mark.parametrize(("key", "fewest", "most"), COUNTED)
def test_a_number_has_its_limits(key: str, fewest: int, most: int) -> None:
    numbers = {fewest: True, most: True, most + 1: False, fewest - 1: False}
    found = {n: error(question(key), Situation({key: n})) is None for n in numbers}
    assert found == numbers


REQUIRED = [row[1] for row in TABLE if row[5]]
FORMS = ["right_to_challenge", "doe_tank", "other", "unsure", None]


@pytest.mark.parametrize("key", REQUIRED)
def test_a_required_question_is_always_required_and_says_so(key: str) -> None:
    assert required(key)
    assert question(key).missing
    assert error(question(key), Situation({}, FITS)) == question(key).missing


@pytest.mark.parametrize("form", FORMS)
def test_no_answer_makes_another_question_required(form: str | None) -> None:
    assert [q.key for q in QUESTIONS if required(q.key, pilot_form=form)] == REQUIRED


def test_nothing_that_is_told_after_sending_is_required() -> None:
    told = [row for row in TABLE if row[0] in PART_SLUGS]
    assert [row[1] for row in told if row[5]] == []
    assert len(told) > len(REQUIRED)


@pytest.mark.parametrize(
    ("step", "about_applicant"),
    [("over-jou", True), ("functie", True), ("regel", False), ("pilot", False), ("titel", False)],
)
def test_what_is_about_the_applicant_is_known(step: str, about_applicant: bool) -> None:
    assert is_about_applicant(step) is about_applicant


@pytest.mark.parametrize("key", CHOICES)
def test_a_question_offers_its_choices_each_with_a_label_of_its_own(key: str) -> None:
    choices = question(key).choices
    assert [choice.key for choice in choices] == CHOICES[key].split()
    assert len({choice.label for choice in choices} - {""}) == len(choices)


def test_a_rule_has_one_of_the_levels() -> None:
    assert question("rule_level").choices == LEVELS


def test_none_of_the_boundaries_is_chosen_alone() -> None:
    both = Situation({"boundaries": ["none", "privacy"]})
    assert error(question("boundaries"), both) is not None
    assert error(question("boundaries"), Situation({"boundaries": ["none"]})) is None


def test_who_reads_a_proposal_is_told_with_each_choice() -> None:
    normal, confidential = question("confidential").choices
    assert "BZK" in normal.label
    assert "alleen IMI" in confidential.label


def test_a_browser_fills_in_what_it_knows_and_nothing_else() -> None:
    assert {q.key: q.autocomplete for q in QUESTIONS if q.autocomplete} == AUTOCOMPLETE


@pytest.mark.parametrize(
    ("mandate", "keys"),
    [
        ("yes", {"mandate_holder"}),
        ("with_bzk", {"mandate_help"}),
        ("unknown", set()),
        ("no", set()),
    ],
)
def test_the_mandate_of_the_check_decides_what_is_asked(mandate: str, keys: set[str]) -> None:
    found = asked(FITS | {"mandate": mandate})
    assert {key for key in found if key.startswith("mandate_")} == keys


def test_a_proposal_is_asked_everything_but_the_other_mandate_question() -> None:
    assert asked(FITS) == {row[1] for row in TABLE} - {"mandate_help"}


@pytest.mark.parametrize("mandate", ["yes", "with_bzk"])
def test_a_signal_asks_nothing_about_a_pilot(mandate: str) -> None:
    expected = {row[1] for row in TABLE if row[0] != "pilot"}
    assert asked(SIGNAL | {"mandate": mandate}) == expected


@pytest.mark.parametrize(
    ("check", "signal"),
    [
        (FITS, False),
        (SIGNAL, True),
        (SIGNAL | {"gain": "no"}, False),
        (FITS | {"time": "alone"}, False),
        ({}, False),
        ({"time": "no"}, True),
    ],
)
def test_only_after_not_yet_a_proposal_is_a_signal(check: dict[str, str], signal: bool) -> None:
    assert is_signal(check) is signal


def test_nobody_is_asked_about_a_union_or_to_agree_with_the_privacy_page() -> None:
    texts = " ".join(f"{q.label} {q.help}" for q in QUESTIONS).lower()
    assert "vakbond" not in texts
    assert "akkoord" not in texts


def test_nothing_is_called_an_application_or_a_decision() -> None:
    texts = " ".join(f"{q.label} {q.help} {q.missing}" for q in QUESTIONS).lower()
    assert "aanvraag" not in texts
    assert "besluit" not in texts
    assert "de regel geldt niet" not in texts


def test_every_question_has_a_key_of_its_own_and_a_step_that_exists() -> None:
    assert len({q.key for q in QUESTIONS}) == len(QUESTIONS)
    places = (*STEPS, TITLE_STEP, *PARTS, SHARING_STEP)
    assert {q.step for q in QUESTIONS} == {place.slug for place in places}


@pytest.mark.parametrize("q", QUESTIONS, ids=lambda q: q.key)
def test_what_can_be_required_says_what_to_do_when_it_is_missing(q: Question) -> None:
    assert q.missing or not required(q.key)


@pytest.mark.parametrize("kind", [LINE, NUMBER])
def test_a_question_of_another_kind_is_checked_as_that_kind(kind: object) -> None:
    added = replace(question("title"), kind=kind, required=always)
    found = error(added, Situation({"title": "Een titel"}))
    assert found is None if kind is LINE else "getal" in str(found)


def test_the_module_offers_the_data_as_tuples() -> None:
    assert isinstance(module.QUESTIONS, tuple)
    assert isinstance(module.STEPS, tuple)
