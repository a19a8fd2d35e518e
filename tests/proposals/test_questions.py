"""The questions of a proposal, held against the table of the domain."""

from dataclasses import replace

import pytest

from regelruimte.check.verdict import is_signal
from regelruimte.fields.kinds import LINE, NUMBER
from regelruimte.fields.question import Question, Situation, always, error
from regelruimte.proposals import questions as module
from regelruimte.proposals.questions import QUESTIONS, STEPS

STEP_SLUGS = ["regel", "kosten", "aanpak", "idee", "grenzen", "pilot", "over-jou"]
# Step, key, kind, fewest, most, and whether it is required (None: it depends).
TABLE: list[tuple[str, str, str, int, int, bool | None]] = [
    ("regel", "title", "line", 5, 80, True),
    ("regel", "rule_text", "area", 30, 1500, True),
    ("regel", "rule_level", "levels", 0, 0, True),
    ("regel", "rule_source", "line", 0, 300, False),
    ("regel", "rule_link", "citation", 0, 500, False),
    ("regel", "rule_owner", "radios", 0, 0, True),
    ("kosten", "example", "area", 30, 1500, True),
    ("kosten", "frequency", "radios", 0, 0, True),
    ("kosten", "hours_per_month", "number", 0, 2000, False),
    ("kosten", "affected", "checkboxes", 0, 0, True),
    ("kosten", "rule_purpose", "area", 20, 800, True),
    ("kosten", "already_tried", "area", 0, 800, False),
    ("aanpak", "pilot_form", "radios", 0, 0, True),
    ("idee", "alternative", "area", 50, 2000, True),
    ("idee", "safeguard", "area", 20, 1000, None),
    ("idee", "expected_gain", "area", 20, 1000, True),
    ("idee", "measure", "area", 0, 600, False),
    ("grenzen", "boundaries", "checkboxes", 0, 0, True),
    ("grenzen", "risk", "area", 0, 1000, False),
    ("pilot", "start_month", "months", 0, 24, False),
    ("pilot", "duration_months", "number", 1, 24, None),
    ("pilot", "colleagues", "number", 0, 50, True),
    ("pilot", "hours_per_week", "number", 0, 40, False),
    ("pilot", "mandate_holder", "line", 2, 120, True),
    ("pilot", "mandate_help", "area", 0, 800, True),
    ("pilot", "manager_knows", "radios", 0, 0, True),
    ("over-jou", "name", "line", 2, 120, True),
    ("over-jou", "email", "email", 0, 254, True),
    ("over-jou", "phone", "phone", 0, 30, False),
    ("over-jou", "organisation", "line", 2, 120, True),
    ("over-jou", "job_title", "line", 0, 120, False),
    ("over-jou", "confidential", "radios", 0, 0, True),
    ("over-jou", "may_share", "flag", 0, 0, False),
]
CHOICES = {
    "rule_owner": "team organisation management executive_board council ministry "
    "social_partners eu unknown",
    "frequency": "day week month year",
    "affected": "me team departments residents businesses governments",
    "pilot_form": "right_to_challenge doe_tank other unsure",
    "boundaries": "residents_rights safety privacy eu_rules constitution cost_to_others none "
    "unknown",
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
    (key, fewest, most) for _, key, kind, fewest, most, _ in TABLE if kind in {"line", "area"}
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


def test_the_steps_are_seven_in_their_order() -> None:
    assert [step.slug for step in STEPS] == STEP_SLUGS
    assert len({step.title for step in STEPS}) == len(STEPS)


def test_a_steps_button_says_where_it_leads() -> None:
    assert {step.slug: step.button for step in STEPS}["idee"] == "Verder naar je idee"
    assert all(step.button.startswith("Verder naar ") for step in STEPS)


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


def test_a_citation_has_at_most_500_characters() -> None:
    assert question("rule_link").maximum == 500


@pytest.mark.parametrize("key", [row[1] for row in TABLE if row[5] is True])
def test_a_required_question_is_always_required_and_says_so(key: str) -> None:
    assert required(key)
    assert question(key).missing
    assert error(question(key), Situation({}, FITS)) == question(key).missing


@pytest.mark.parametrize("key", [row[1] for row in TABLE if row[5] is False])
@pytest.mark.parametrize("form", ["right_to_challenge", "doe_tank"])
def test_an_optional_question_is_never_required(key: str, form: str) -> None:
    assert not required(key, pilot_form=form)


@pytest.mark.parametrize("key", ["safeguard", "duration_months"])
@pytest.mark.parametrize("form", ["right_to_challenge", "doe_tank", "other", "unsure", None])
def test_only_letting_go_of_a_rule_requires_a_safeguard_and_a_duration(
    key: str, form: str | None
) -> None:
    assert required(key, pilot_form=form) is (form == "right_to_challenge")


@pytest.mark.parametrize("key", CHOICES)
def test_a_question_offers_its_choices_each_with_a_label_of_its_own(key: str) -> None:
    choices = question(key).choices
    assert [choice.key for choice in choices] == CHOICES[key].split()
    assert len({choice.label for choice in choices} - {""}) == len(choices)


def test_a_rule_has_one_of_fifteen_levels() -> None:
    assert len(question("rule_level").choices) == 15


def test_none_of_the_boundaries_is_chosen_alone() -> None:
    both = Situation({"boundaries": ["none", "privacy"]})
    assert error(question("boundaries"), both) is not None
    assert error(question("boundaries"), Situation({"boundaries": ["none"]})) is None


def test_who_reads_a_proposal_is_told_with_each_choice() -> None:
    normal, confidential = question("confidential").choices
    assert "BZK" in normal.help
    assert "overleggen eerst met jou" in confidential.help


def test_a_browser_fills_in_what_it_knows_and_nothing_else() -> None:
    assert {q.key: q.autocomplete for q in QUESTIONS if q.autocomplete} == AUTOCOMPLETE


@pytest.mark.parametrize(
    ("form", "label"),
    [
        (None, "Hoe wil je het in plaats daarvan doen?"),
        ("right_to_challenge", "Hoe wil je het in plaats daarvan doen?"),
        ("doe_tank", "Wat wil je samen uitzoeken?"),
    ],
)
def test_a_doe_tank_is_asked_what_to_find_out(form: str | None, label: str) -> None:
    assert question("alternative").label_in(Situation({"pilot_form": form})) == label


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
def test_a_signal_skips_the_pilot_except_whether_the_manager_knows(mandate: str) -> None:
    skipped = {row[1] for row in TABLE if row[0] == "pilot"} - {"manager_knows"}
    assert asked(SIGNAL | {"mandate": mandate}) == {row[1] for row in TABLE} - skipped


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
    assert {q.step for q in QUESTIONS} == {step.slug for step in STEPS}


@pytest.mark.parametrize("q", QUESTIONS, ids=lambda q: q.key)
def test_what_can_be_required_says_what_to_do_when_it_is_missing(q: Question) -> None:
    situations = [Situation({"pilot_form": form}, FITS) for form in ("right_to_challenge", "x")]
    assert q.missing or not any(q.required(situation) for situation in situations)


@pytest.mark.parametrize("kind", [LINE, NUMBER])
def test_a_question_of_another_kind_is_checked_as_that_kind(kind: object) -> None:
    added = replace(question("title"), kind=kind, required=always)
    expected = {LINE: None, NUMBER: "Titel: vul een heel getal in, van 5 tot en met 80."}
    assert error(added, Situation({"title": "Een titel"})) == expected[kind]


def test_the_module_offers_the_data_as_tuples() -> None:
    assert isinstance(module.QUESTIONS, tuple)
    assert isinstance(module.STEPS, tuple)
