"""What is released breaks none of the seven rules, whatever came together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest

from regelruimte.register.objections import Card, Linked, before_asking, objections
from tests.long_run import times

TODAY = date(2026, 11, 1)
LONG_AGO = TODAY - timedelta(days=90)
# Words that only applicants, and words that only coordinators use.
THEIRS = "aap noot mies wim zus jet teun vuur gijs lam kees bok weide does hok duif".split()  # noqa: SIM905
OURS = "regel kan anders want iedereen wacht lang terwijl niemand kijkt of het helpt".split()  # noqa: SIM905
PLACES = ("Aalwijk", "Beekdam", "Ceesloot", "Dijkveen", "Eemvoort", "Fluitdam")
LINKED = Linked(
    reference="RR-AAAA-AAAA",
    confidential=False,
    address_confirmed=True,
    may_be_asked=True,
    answer="yes",
    asked_on=LONG_AGO,
    may_from=None,
    organisation="Gemeente Aalwijk",
    employer_knows=False,
    pilot_started=False,
    newest=LONG_AGO,
    names=("Gemeente Aalwijk", "Jo Janssen"),
    own_words=(" ".join(THEIRS), "Het kost € 750,- en 12.345 uur."),
)


def linked(number: int, **changed: object) -> Linked:
    place = f"Gemeente {PLACES[number % len(PLACES)]}"
    names = {"organisation": place, "names": (place, "Jo Janssen")}
    return replace(LINKED, reference=f"RR-AAAA-{number:04d}", **{**names, **changed})


def card(*about: Linked, text: str = "Iedereen wacht lang.", **changed: object) -> Card:
    about = about or tuple(map(linked, range(3)))
    return replace(Card({"Titel": text}, "act", "BWBR0005537", about), **changed)


def rules(of: Card, released_with: int | None = 3) -> list[int]:
    return sorted({each.rule for each in objections(of, TODAY, released_with)})


def test_a_card_that_keeps_all_rules_can_be_released() -> None:
    assert objections(card(), TODAY, released_with=3) == []


@pytest.mark.parametrize("fault", [{"confidential": True}, {"address_confirmed": False}])
def test_1_of_what_is_confidential_or_from_an_unconfirmed_address_nothing_is_told(
    fault: dict[str, object],
) -> None:
    assert rules(card(linked(0), linked(1), linked(2, **fault))) == [1]


@pytest.mark.parametrize(
    ("answer", "may_from", "stands"),
    [
        ("none", None, False),
        ("asked", None, False),
        ("no", None, False),
        ("later", TODAY + timedelta(days=1), False),
        ("later", TODAY, True),
        ("yes", None, True),
    ],
)
def test_2_everybody_said_yes_to_this_very_text(
    answer: str, may_from: date | None, stands: bool
) -> None:
    other = linked(2, answer=answer, may_from=may_from)

    assert rules(card(linked(0), linked(1), other)) == ([] if stands else [2])


@pytest.mark.parametrize(("days", "words"), [(28, "nog niet"), (29, "telt als nee")])
def test_2_no_answer_in_28_days_is_a_no(days: int, words: str) -> None:
    silent = linked(2, answer="asked", asked_on=TODAY - timedelta(days=days))

    (told,) = objections(card(linked(0), linked(1), silent), TODAY, 3)

    assert words in told.text


@pytest.mark.parametrize(
    ("about", "stands"),
    [
        ([linked(0), linked(1)], False),
        ([linked(0), linked(1), linked(2)], True),
        ([linked(0), linked(0), linked(0)], False),
        ([linked(0), linked(1), linked(2, organisation="Afdeling inkoop, Beekdam")], False),
        ([linked(0), linked(1), linked(2, organisation="Gemeente")], False),
        ([linked(0, employer_knows=True)], False),
        ([linked(0, pilot_started=True)], False),
        ([linked(0, employer_knows=True, pilot_started=True)], True),
        ([linked(0, employer_knows=True, pilot_started=True), linked(1)], False),
    ],
)
def test_3_few_are_told_of_only_when_each_employer_knows(about: list[Linked], stands: bool) -> None:
    assert rules(card(*about)) == ([] if stands else [3])


@pytest.mark.parametrize(
    ("level", "rule", "stands"),
    [
        ("procedure", "BWBR0005537", False),
        ("municipal_ordinance", "CVDR1", False),
        ("policy_rule", "BWBR0005537", False),
        ("procedure", "", True),
        ("act", "BWBR0005537", True),
    ],
)
def test_4_where_a_rule_of_one_organisation_stands_is_not_told(
    level: str, rule: str, stands: bool
) -> None:
    assert rules(card(level=level, rule=rule)) == ([] if stands else [4])


@pytest.mark.parametrize(
    "text",
    [
        "We schrijven aap noot mies wim zus jet op.",
        "We schrijven Aap, nóót: mies-wim\nZUS (jet) op.",
        "Mail naar iemand@voorbeeld.nl.",
        "Dat kost € 750 per keer.",
        "Dat kost 750 euro per keer.",
        "Het is 12345 keer gebeurd.",
        "Het is 12 345 keer gebeurd.",
        "In aalwijk mag het.",
        "Vraag het Jo Janssen.",
    ],
)
def test_5_nothing_of_a_proposal_stands_in_the_text(text: str) -> None:
    assert rules(card(text=text)) == [5]


@pytest.mark.parametrize(
    "text",
    [
        "We schrijven aap noot mies wim zus op.",
        "Dat kost € 751 per keer.",
        "Het is 123 keer gebeurd.",
        "Een gemeente mag het, ook een team van de dienst.",
        "Vraag het Jo of Janssen.",
    ],
)
def test_5_what_anybody_could_have_written_may_stand_there(text: str) -> None:
    assert rules(card(text=text)) == []


@pytest.mark.parametrize(("days", "stands"), [(89, False), (90, True)])
def test_6_the_newest_proposal_has_rested_for_90_days(days: int, stands: bool) -> None:
    new = linked(2, newest=TODAY - timedelta(days=days))

    assert rules(card(linked(0), linked(1), new)) == ([] if stands else [6])


@pytest.mark.parametrize(("number", "found"), [(2, [7]), (3, []), (None, [])])
def test_7_three_cards_go_together(number: int | None, found: list[int]) -> None:
    assert rules(card(), released_with=number) == found


def test_nobody_is_asked_about_what_cannot_be_released() -> None:
    unasked = [linked(each, answer="none") for each in range(3)]
    new = replace(unasked[0], newest=TODAY)
    unwilling = replace(unasked[0], may_be_asked=False)

    assert before_asking(card(new, *unasked[1:]), TODAY) == []
    assert [each.rule for each in before_asking(card(unwilling, *unasked[1:]), TODAY)] == [2]
    assert [each.rule for each in before_asking(card(unasked[0]), TODAY)] == [3]


# Whatever comes together

Fault = Callable[[Random, Card], Card]


def _one(chance: Random, of: Card, **changed: object) -> Card:
    """Change one of the proposals."""
    at = chance.randrange(len(of.linked))
    about = (*of.linked[:at], replace(of.linked[at], **changed), *of.linked[at + 1 :])
    return replace(of, linked=about)


def _not_allowed(chance: Random, of: Card) -> Card:
    later = TODAY + timedelta(days=chance.randint(1, 200))
    answer = chance.choice(["none", "asked", "no", "later"])
    return _one(chance, of, answer=answer, may_from=later)


def _borrowed(chance: Random, of: Card) -> Card:
    at = chance.randrange(len(THEIRS) - 5)
    size = chance.randint(6, len(THEIRS) - at)
    taken = (" ".join(THEIRS[at : at + size]), "€750", "12.345", "a@b.nl", of.linked[0].names[0])
    words = [*chance.choices(OURS, k=5), chance.choice(taken), *chance.choices(OURS, k=5)]
    return replace(of, texts={**of.texts, "Wat er mag of kan": " ".join(words)})


def _few(chance: Random, of: Card) -> Card:
    about = of.linked[: chance.randint(1, 2)]
    return _one(chance, replace(of, linked=about), employer_knows=False)


FAULTS: dict[int, Fault] = {
    3: _few,  # first: it takes proposals away
    1: lambda chance, of: _one(
        chance, of, **chance.choice([{"confidential": True}, {"address_confirmed": False}])
    ),
    2: _not_allowed,
    4: lambda chance, of: replace(
        of, level=chance.choice(["procedure", "joint_rule"]), rule="BWBR1"
    ),
    5: _borrowed,
    6: lambda chance, of: _one(chance, of, newest=TODAY - timedelta(days=chance.randint(0, 89))),
}


def _clean(chance: Random) -> Card:
    """Return any card that keeps the six rules of a card."""
    number = chance.randint(1, 6)
    employer = {"employer_knows": True, "pilot_started": True} if number < 3 else {}
    about = (
        linked(
            each,
            newest=LONG_AGO - timedelta(days=chance.randint(0, 900)),
            **{**chance.choice([{}, {"answer": "later", "may_from": TODAY}]), **employer},
        )
        for each in range(number)
    )
    text = " ".join(chance.choices([*OURS, "12", "€ 5"], k=chance.randint(1, 40)))
    local = chance.random() < 0.3
    level, rule = ("procedure", "") if local else ("act", chance.choice(["", "BWBR0005537"]))
    return card(*about, text=text, level=level, rule=rule)


def test_each_broken_rule_is_found_and_no_other() -> None:
    for seed in range(times(short=2_000, long=100_000)):
        chance = Random(seed)
        broken = {rule for rule in FAULTS if chance.random() < 0.25}
        of = _clean(chance)
        assert rules(of) == [], seed
        for rule in FAULTS:
            of = FAULTS[rule](chance, of) if rule in broken else of
        number = chance.randint(1, 5)

        assert rules(of, number) == sorted(broken | ({7} if number < 3 else set())), seed
