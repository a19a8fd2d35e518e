"""The criteria of the call, held against the tables of the domain."""

import pytest

from regelruimte.check.criteria import CRITERIA, Answer
from regelruimte.fields.question import Choice

LABELS = {
    "workplace": "Waar werk je?",
    "role": "Wat doe je vooral?",
    "gain": "Levert het genoeg op als deze regel er even niet is?",
    "mandate": "Mag je dit uitproberen van je organisatie?",
    "time": "Kun je er tijd voor vrijmaken, samen met een paar collega's?",
}
ANSWERS = [
    ("workplace", "national", "Rijk (ministerie, agentschap, inspectie, uitvoeringsdienst)", 0),
    ("workplace", "province", "Provincie", 0),
    ("workplace", "municipality", "Gemeente", 0),
    ("workplace", "water_authority", "Waterschap", 0),
    (
        "workplace",
        "joint_body",
        "Samenwerking van overheden (omgevingsdienst, GGD, veiligheidsregio)",
        0,
    ),
    ("workplace", "independent_agency", "Zelfstandig bestuursorgaan (zbo)", 0),
    ("workplace", "police_defence_judiciary", "Politie, Defensie of rechtspraak", 2),
    ("workplace", "education_care", "Onderwijs of zorg", 4),
    ("workplace", "not_government", "Ik werk niet bij de overheid", 4),
    ("role", "policy", "Beleid", 0),
    ("role", "execution", "Uitvoering", 0),
    ("role", "both", "Allebei", 0),
    ("role", "management", "Ik geef leiding", 2),
    ("role", "support", "Ondersteuning (HR, ICT, inkoop …)", 2),
    ("role", "hired", "Ik word ingehuurd", 3),
    ("gain", "yes", "Ja", 0),
    ("gain", "unsure", "Ik twijfel", 2),
    ("gain", "no", "Nee", 4),
    ("mandate", "yes", "Ja", 0),
    ("mandate", "with_bzk", "Nog niet, maar dat kan ik regelen met hulp van BZK", 1),
    ("mandate", "unknown", "Ik weet niet wie dat mag beslissen", 2),
    ("mandate", "no", "Nee", 3),
    ("time", "with_colleagues", "Ja, en er doen collega's mee", 0),
    ("time", "alone", "Ik wel, maar ik heb nog geen collega's", 2),
    ("time", "no", "Nee", 3),
]
REASONS = {
    "workplace:police_defence_judiciary": "Deze oproep is vooral voor Rijk, provincies, gemeenten "
    "en waterschappen. Bel ons, dan kijken we of je mee kunt doen.",
    "workplace:education_care": "Deze oproep is voor het openbaar bestuur. Vraag je eigen "
    "organisatie of vakbond waar je met je idee terechtkunt.",
    "workplace:not_government": "Deze oproep is voor ambtenaren. Wil je als inwoner een taak van "
    'je gemeente overnemen? Zoek op "uitdaagrecht" bij je gemeente.',
    "role:management": "Je hebt misschien zelf het mandaat. Neem een collega mee die elke dag met "
    "de regel werkt.",
    "role:support": "Je werkt niet zelf in het primaire proces. Kun je het samen doen met een "
    "collega die dat wel doet?",
    "role:hired": "Laat een collega in dienst het voorstel indienen. Jij kunt wel meedoen in de "
    "pilot.",
    "gain:unsure": "Schrijf een week lang op hoeveel tijd de regel kost. Daarna weet je of het "
    "genoeg oplevert.",
    "gain:no": "Een pilot kost tijd. Als het weinig oplevert, raden we het af.",
    "mandate:with_bzk": "Vertel ons straks wie er moet instemmen. Wij bespreken met BZK hoe we "
    "kunnen helpen.",
    "mandate:unknown": "Vraag je leidinggevende wie over deze regel gaat. Je mag ook eerst met "
    "ons bellen.",
    "mandate:no": "Zonder toestemming kun je de regel niet loslaten. Vertel ons wat je "
    "leidinggevende tegenhoudt.",
    "time:alone": "Zoek twee collega's die ook last hebben van deze regel. Je mag het voorstel "
    "alvast schrijven.",
    "time:no": "Kies een rustiger moment. Je kunt je voorstel bewaren en later verdergaan.",
}


def answers() -> list[tuple[str, Choice]]:
    return [(criterion.key, choice) for criterion in CRITERIA for choice in criterion.choices]


def test_the_criteria_are_those_of_the_call_in_their_order() -> None:
    assert {criterion.key: criterion.label for criterion in CRITERIA} == LABELS
    assert [criterion.key for criterion in CRITERIA] == list(LABELS)


def test_every_answer_has_its_text_and_severity_in_order() -> None:
    assert [
        (key, answer.key, answer.label, answer.severity)
        for key, answer in answers()
        if isinstance(answer, Answer)
    ] == ANSWERS


@pytest.mark.parametrize(("place", "reason"), REASONS.items())
def test_every_obstacle_has_its_reason(place: str, reason: str) -> None:
    told = {f"{key}:{answer.key}": getattr(answer, "reason", "") for key, answer in answers()}
    assert told[place] == reason


def test_only_obstacles_have_a_reason() -> None:
    told = {f"{key}:{answer.key}" for key, answer in answers() if getattr(answer, "reason", "")}
    assert told == set(REASONS)


def test_every_criterion_says_what_to_do_when_it_is_skipped() -> None:
    assert all(criterion.missing for criterion in CRITERIA)
