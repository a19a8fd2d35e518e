"""Invented proposals and checks behind the ten samples, for lists and figures to show."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from random import Random

from regelruimte import clock
from regelruimte.check.criteria import CRITERIA
from regelruimte.check.finish import finish
from regelruimte.config import Config
from regelruimte.demo.load import answers_of, reply_to, samples, send
from regelruimte.demo.pilots import STEPS_TO, bring_to
from regelruimte.fields.question import Value
from regelruimte.proposals.levels import LEVELS
from regelruimte.store.db import transaction
from regelruimte.store.models import OutgoingMail, Proposal

_SEED = 2026
_DAYS = 540
_LESS = ("Minder", "Geen dubbele", "Eén keer", "Sneller", "Zonder")
_OF = (
    "formulieren",
    "handtekeningen",
    "verslagen",
    "goedkeuringen",
    "kopieën",
    "wachttijden",
    "vergaderingen",
    "controles",
    "bijlagen",
    "paspoortkopieën",
)
_AT = (
    "bij een verhuizing",
    "bij kleine inkopen",
    "voor een vergunning",
    "bij ziekmelding",
    "in het sociaal domein",
    "bij een bezoek aan bedrijven",
    "voor een opleiding",
    "bij subsidies tot 5.000 euro",
    "voor thuiswerken",
    "bij een bezwaar",
)
# How often each answer is given: most things are just received, declined or talked about.
_ANSWERED = {3: 2, 2: 3, 5: 3, 1: 5, 7: 2, 9: 4}
_PLACES = ("municipality", "municipality", "national", "national", "province", "water_authority")


def generate(config: Config, proposals: int, checks: int) -> None:
    """Add so many proposals in all states, and finished checks; the same ones each time.

    Nothing of it is mailed.
    """
    random = Random(_SEED)  # noqa: S311 - no secret, but the same again
    with transaction():
        last = OutgoingMail.select().order_by(OutgoingMail.id.desc()).first()
        for age in sorted((random.randrange(2, _DAYS) for _ in range(proposals)), reverse=True):
            with clock.moved(-timedelta(days=age)):
                _one(random, age, config)
        for _ in range(checks):
            with clock.moved(-timedelta(days=random.randrange(_DAYS))):
                finish(_check(random))
        OutgoingMail.delete().where(OutgoingMail.id > (last.id if last else 0)).execute()


def _one(random: Random, age: int, config: Config) -> None:
    sample = random.choice(samples()[:6])
    check = {**sample["check"], "workplace": random.choice(_PLACES)}
    answers = {**answers_of(sample), **_invented(random), "start_month": ""}
    proposal = send(check, answers, config)
    wait = random.choice((2, 3, 5, 6, 8, 9, 11, 14))
    if wait > age:
        return
    with clock.moved(timedelta(days=wait)):
        number = random.choices(list(_ANSWERED), list(_ANSWERED.values()))[0]
        reply_to(number, proposal, config)
    if number == 1 and age > wait + 3:
        with clock.moved(timedelta(days=wait + 2)):
            _trial(random, age - wait - 2, Proposal.get_by_id(proposal.id), config)


def _trial(random: Random, days: int, proposal: Proposal, config: Config) -> None:
    hours = random.randrange(8, 120)
    answers = {
        "baseline_hours": hours,
        "end_hours": int(hours * random.uniform(0.1, 0.9)),
        "outcome": random.choice(("abolished", "adapted", "adapted", "clarified", "kept")),
    }
    possible = [status for status, steps in STEPS_TO.items() if 14 * (len(steps) + 1) < days]
    if possible:
        bring_to(random.choice(possible), proposal, config, **answers)


def _invented(random: Random) -> dict[str, Value]:
    return {
        "title": " ".join(random.choice(words) for words in (_LESS, _OF, _AT)),
        "rule_level": random.choice(LEVELS).key,
        "rule_source": "",
        "hours_per_month": random.choice((4, 8, 12, 20, 32, 48, 60, 90)),
        "pilot_form": random.choice(("right_to_challenge", "doe_tank", "unsure")),
        "duration_months": 6,
        "alternative": "We doen het voortaan in één keer goed en kijken achteraf of het klopte.",
        "safeguard": "Elke maand kijken we een steekproef van tien zaken na.",
        "confidential": random.choice(("normal",) * 9 + ("confidential",)),
    }


def _check(random: Random) -> dict[str, str]:
    """Return answers to the check: mostly without obstacles, as most visitors have few."""
    return dict(_answers(random))


def _answers(random: Random) -> Iterator[tuple[str, str]]:
    for criterion in CRITERIA:
        weights = [8 if choice.severity == 0 else 1 for choice in criterion.choices]  # type: ignore[attr-defined]
        yield criterion.key, random.choices(criterion.choices, weights)[0].key
