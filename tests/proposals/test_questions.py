"""The questions of a proposal, held against the table of the domain."""

from dataclasses import replace

import pytest

from regelruimte.check.verdict import is_signal
from regelruimte.fields.kinds import LINE, NUMBER
from regelruimte.fields.question import Question, Situation, always, error
from regelruimte.proposals import questions as module
from regelruimte.proposals.questions import QUESTIONS, STEPS

STEP_TITLES = {
    "regel": "De regel",
    "kosten": "Wat het kost",
    "aanpak": "De aanpak",
    "idee": "Je idee",
    "grenzen": "Grenzen",
    "pilot": "De pilot",
    "over-jou": "Over jou",
}
# Step, key, label, kind, fewest, most, and whether it is required (None: it depends).
TABLE: list[tuple[str, str, str, str, int, int, bool | None]] = [
    ("regel", "title", "Geef je voorstel een korte titel", "line", 5, 80, True),
    ("regel", "rule_text", "Welke regel zit je in de weg?", "area", 30, 1500, True),
    ("regel", "rule_level", "Wat voor regel is het?", "levels", 0, 0, True),
    ("regel", "rule_source", "Waar staat de regel?", "line", 0, 300, False),
    ("regel", "rule_link", "Link of nummer van de regel", "citation", 0, 500, False),
    ("regel", "rule_owner", "Wie gaat over deze regel?", "radios", 0, 0, True),
    ("kosten", "example", "Wat merk je ervan in je werk?", "area", 30, 1500, True),
    ("kosten", "frequency", "Hoe vaak heb je met de regel te maken?", "radios", 0, 0, True),
    (
        "kosten",
        "hours_per_month",
        "Hoeveel uur kost de regel je team per maand?",
        "number",
        0,
        2000,
        False,
    ),
    ("kosten", "affected", "Wie heeft er last van?", "checkboxes", 0, 0, True),
    (
        "kosten",
        "rule_purpose",
        "Waarom is deze regel ooit bedacht, denk je?",
        "area",
        20,
        800,
        True,
    ),
    ("kosten", "already_tried", "Wat heb je al geprobeerd?", "area", 0, 800, False),
    ("aanpak", "pilot_form", "Hoe wil je het aanpakken?", "radios", 0, 0, True),
    ("idee", "alternative", "Hoe wil je het in plaats daarvan doen?", "area", 50, 2000, True),
    ("idee", "safeguard", "Hoe blijft het doel van de regel overeind?", "area", 20, 1000, None),
    ("idee", "expected_gain", "Wat levert het op?", "area", 20, 1000, True),
    ("idee", "measure", "Waaraan zie je dat het werkt?", "area", 0, 600, False),
    ("grenzen", "boundaries", "Raakt je idee een van deze dingen?", "checkboxes", 0, 0, True),
    ("grenzen", "risk", "Wat kan er misgaan en wat doe je dan?", "area", 0, 1000, False),
    ("pilot", "start_month", "Wanneer wil je beginnen?", "months", 0, 24, False),
    ("pilot", "duration_months", "Hoe lang wil je het proberen?", "number", 1, 24, None),
    ("pilot", "colleagues", "Hoeveel collega's doen mee?", "number", 0, 50, True),
    (
        "pilot",
        "hours_per_week",
        "Hoeveel uur per week kun jij erin steken?",
        "number",
        0,
        40,
        False,
    ),
    ("pilot", "mandate_holder", "Wie heeft ja gezegd?", "line", 2, 120, True),
    ("pilot", "mandate_help", "Waar kan BZK bij helpen?", "area", 0, 800, True),
    ("pilot", "manager_knows", "Weet je leidinggevende van dit voorstel?", "radios", 0, 0, True),
    ("over-jou", "name", "Je naam", "line", 2, 120, True),
    ("over-jou", "email", "Je e-mailadres", "email", 0, 254, True),
    ("over-jou", "phone", "Je telefoonnummer", "phone", 0, 30, False),
    ("over-jou", "organisation", "Bij welke organisatie werk je?", "line", 2, 120, True),
    ("over-jou", "job_title", "Wat is je functie?", "line", 0, 120, False),
    ("over-jou", "confidential", "Wie mag dit voorstel lezen?", "radios", 0, 0, True),
    (
        "over-jou",
        "may_share",
        "Jullie mogen mijn voorbeeld zonder mijn naam delen",
        "flag",
        0,
        0,
        False,
    ),
]
HELP = {
    "title": "Bijvoorbeeld: Eén handtekening bij kleine aankopen",
    "rule_text": "Schrijf op wat er volgens de regel moet. Eén regel per voorstel.",
    "rule_level": 'Weet je het niet? Kies dan "Weet ik niet".',
    "rule_source": "Bijvoorbeeld: Inkoopbeleid, paragraaf 3.2.",
    "rule_link": "Plak een link naar wetten.overheid.nl, of een nummer zoals BWBR0005537.",
    "rule_owner": "Dus: wie kan de regel veranderen?",
    "example": "Geef een voorbeeld uit de afgelopen maand. Noem geen namen.",
    "hours_per_month": "Een schatting is goed genoeg.",
    "affected": "Je kunt meer antwoorden kiezen.",
    "rule_purpose": "Bijna elke regel had een goede reden. Als je die kent, is je alternatief "
    "sterker.",
    "already_tried": "Is het echt verboden, of doen we het altijd zo?",
    "pilot_form": "Weet je het nog niet? Dan bespreken we het samen.",
    "alternative": "Schrijf het zo op dat een collega er morgen mee kan beginnen.",
    "safeguard": "Bijvoorbeeld met een controle achteraf of een steekproef.",
    "expected_gain": "Denk aan tijd, kwaliteit, geld of plezier in je werk.",
    "measure": "Noem iets wat je nu kunt tellen en straks weer.",
    "boundaries": "Ja is geen probleem. Dan kijken we er samen naar.",
    "duration_months": "Zo kort als kan, lang genoeg om verschil te zien.",
    "colleagues": "Tel jezelf niet mee.",
    "mandate_holder": "Vul een functie in, geen naam.",
    "mandate_help": "Bijvoorbeeld: een gesprek met de directeur.",
    "manager_knows": "We nemen nooit contact op met je leidinggevende zonder jouw toestemming.",
    "email": "Je mag ook je privéadres gebruiken.",
    "confidential": "Soms moet de overheid stukken openbaar maken",
    "may_share": "Je kunt dit later intrekken.",
}
CHOICES: dict[str, dict[str, str]] = {
    "rule_owner": {
        "team": "mijn team",
        "organisation": "mijn organisatie",
        "management": "directie",
        "executive_board": "bestuur (college, GS)",
        "council": "raad of Staten",
        "ministry": "ministerie",
        "social_partners": "sociale partners",
        "eu": "Europese Unie",
        "unknown": "weet ik niet",
    },
    "frequency": dict.fromkeys(("day", "week", "month", "year"), ""),
    "affected": dict.fromkeys(
        ("me", "team", "departments", "residents", "businesses", "governments"), ""
    ),
    "pilot_form": {
        "right_to_challenge": "De regel tijdelijk loslaten, met een alternatief",
        "doe_tank": "Samen uitzoeken in een Doe Tank",
        "other": "Iets anders",
        "unsure": "Weet ik nog niet",
    },
    "boundaries": {
        "residents_rights": "rechten van inwoners",
        "safety": "veiligheid of gezondheid",
        "privacy": "privacy",
        "eu_rules": "",
        "constitution": "grondwet",
        "cost_to_others": "kosten voor anderen",
        "none": "geen van deze",
        "unknown": "weet ik niet",
    },
    "manager_knows": dict.fromkeys(("yes", "not_yet", "rather_not"), ""),
    "confidential": {"normal": "Gewoon", "confidential": "Vertrouwelijk"},
}
AUTOCOMPLETE = {
    "name": "name",
    "email": "email",
    "phone": "tel",
    "organisation": "organization",
    "job_title": "organization-title",
}
LIMITED = [
    (key, fewest, most) for _, key, _, kind, fewest, most, _ in TABLE if kind in {"line", "area"}
]
COUNTED = [(key, fewest, most) for _, key, _, kind, fewest, most, _ in TABLE if kind == "number"]

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
    assert {step.slug: step.title for step in STEPS} == STEP_TITLES
    assert [step.slug for step in STEPS] == list(STEP_TITLES)


def test_a_steps_button_says_where_it_leads() -> None:
    assert {step.slug: step.button for step in STEPS}["idee"] == "Verder naar je idee"
    assert all(step.button.startswith("Verder naar ") for step in STEPS)


def test_the_questions_are_those_of_the_domain_in_their_order() -> None:
    assert [(q.step, q.key) for q in QUESTIONS] == [row[:2] for row in TABLE]


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row[1])
def test_a_question_has_its_label_and_kind(
    row: tuple[str, str, str, str, int, int, bool | None],
) -> None:
    assert (question(row[1]).label, question(row[1]).kind.widget) == row[2:4]


@pytest.mark.parametrize(("key", "help"), HELP.items())
def test_a_question_has_its_help(key: str, help: str) -> None:
    assert help in question(key).help


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


@pytest.mark.parametrize("key", [row[1] for row in TABLE if row[6] is True])
def test_a_required_question_is_always_required_and_says_so(key: str) -> None:
    assert required(key)
    assert question(key).missing
    assert error(question(key), Situation({}, FITS)) == question(key).missing


@pytest.mark.parametrize("key", [row[1] for row in TABLE if row[6] is False])
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
def test_a_question_offers_its_choices(key: str) -> None:
    assert [choice.key for choice in question(key).choices] == list(CHOICES[key])


@pytest.mark.parametrize(
    ("key", "choice", "label"), [(k, c, label) for k in CHOICES for c, label in CHOICES[k].items()]
)
def test_a_choice_has_its_label(key: str, choice: str, label: str) -> None:
    found = question(key).choice(choice)
    assert found is not None
    assert found.label
    assert label.lower() in found.label.lower()


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


@pytest.mark.parametrize(("key", "token"), AUTOCOMPLETE.items())
def test_what_a_browser_knows_can_be_filled_in_by_it(key: str, token: str) -> None:
    assert question(key).autocomplete == token


def test_a_browser_fills_in_nothing_else() -> None:
    assert {q.key for q in QUESTIONS if q.autocomplete} == set(AUTOCOMPLETE)


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
    expected = {LINE: None, NUMBER: "Titel: vul alleen een heel getal in, van 5 tot en met 80."}
    assert error(added, Situation({"title": "Een titel"})) == expected[kind]


def test_the_module_offers_the_data_as_tuples() -> None:
    assert isinstance(module.QUESTIONS, tuple)
    assert isinstance(module.STEPS, tuple)
