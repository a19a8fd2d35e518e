"""Why a card may not be released: seven rules over what is known of it and its proposals. Pure.

They are shown to the coordinators while they write, and asked again in the transaction of a
release (docs/decisions/0040-the-public-register.md).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from regelruimte.clock import dutch_date
from regelruimte.register import borrowed
from regelruimte.register.status import ASKED, LATER, NO, YES
from regelruimte.store.organisations import told_apart

FEWEST = 3  # proposals and organisations of a card, cards of a release
ANSWER_DAYS = 28
REST_DAYS = 90
# At these levels a rule names the organisation that made it.
LOCAL_LEVELS = frozenset(
    (
        "unwritten",
        "team_agreement",
        "procedure",
        "internal_rule",
        "policy_rule",
        "authority_rule",
        "municipal_ordinance",
        "provincial_ordinance",
        "water_authority_ordinance",
        "joint_rule",
    )
)


@dataclass(frozen=True, slots=True)
class Linked:
    """What is known of one proposal that a card is about.

    `newest` is the day it was sent, or approved if that was later; `own_words` is all that its
    applicant wrote, `names` those of the applicant and of the organisation.
    """

    reference: str
    confidential: bool
    address_confirmed: bool
    may_be_asked: bool
    answer: str
    asked_on: date | None
    may_from: date | None
    organisation: str
    employer_knows: bool
    pilot_started: bool
    newest: date
    names: tuple[str, ...]
    own_words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """One version of a card: its `texts` by what they are called, and what it is about."""

    texts: Mapping[str, str]
    level: str
    rule: str
    linked: tuple[Linked, ...]


@dataclass(frozen=True, slots=True)
class Objection:
    """Why a card may not be released: the number of the rule, and what a coordinator reads."""

    rule: int
    text: str


def objections(card: Card, today: date, released_with: int | None = None) -> list[Objection]:
    """Return all that stands in the way of releasing this card today.

    `released_with` is how many new or changed cards the release would hold, this one among them;
    None where no release is being made.
    """
    found = [Objection(number, text) for number, rule in _RULES for text in rule(card, today)]
    if released_with is not None and released_with < FEWEST:
        found.append(Objection(7, f"Er gaan minstens {FEWEST} regels tegelijk naar de site."))
    return found


def before_asking(card: Card, today: date) -> list[Objection]:
    """Return what stands in the way of asking the applicants: nobody is asked in vain."""
    found = [each for each in objections(card, today) if each.rule in (1, 3, 4, 5)]
    return found + [Objection(2, text) for text in _not_to_be_asked(card)]


def employers_know(card: Card) -> bool:
    """Tell whether each employer knows of the proposal, and has let a pilot begin."""
    return bool(card.linked) and all(o.employer_knows and o.pilot_started for o in card.linked)


def _not_to_be_asked(card: Card) -> Iterator[str]:
    for each in card.linked:
        if each.answer == NO:
            yield f"De indiener van {each.reference} zei nee. Ontkoppel het voorstel."
        elif not each.may_be_asked and each.answer not in (YES, LATER):
            yield (
                f"De indiener van {each.reference} zei niet dat we om toestemming mogen vragen. "
                "Ontkoppel het voorstel."
            )


def _confidential(card: Card, _: date) -> Iterator[str]:
    for each in card.linked:
        if each.confidential:
            yield f"{each.reference} is vertrouwelijk. Ontkoppel het voorstel."
        elif not each.address_confirmed:
            yield f"Het e-mailadres van {each.reference} is niet bevestigd."


def _not_allowed(card: Card, today: date) -> Iterator[str]:
    for each in card.linked:
        if reason := _why_not(each, today):
            yield f"{each.reference}: {reason}."


def _why_not(each: Linked, today: date) -> str:
    """Return what is missing of a yes to this very text; "" when it is there."""
    if each.answer == YES:
        return ""
    if each.answer == LATER and each.may_from:
        return "" if each.may_from <= today else f"mag vanaf {dutch_date(each.may_from)}"
    if each.answer == ASKED and each.asked_on:
        late = each.asked_on + timedelta(days=ANSWER_DAYS) < today
        return "geen antwoord, en dat telt als nee" if late else "de indiener antwoordde nog niet"
    return "de indiener zei nee" if each.answer == NO else "de indiener is nog niet gevraagd"


def _few(card: Card, _: date) -> Iterator[str]:
    enough = len(card.linked) >= FEWEST
    if enough and told_apart(each.organisation for each in card.linked) >= FEWEST:
        return
    if not employers_know(card):
        yield (
            f"Er zijn nog geen {FEWEST} voorstellen van {FEWEST} organisaties. Zolang moet elke "
            "leidinggevende het voorstel kennen, en moet de pilot begonnen zijn."
        )


def _names_its_maker(card: Card, _: date) -> Iterator[str]:
    if card.level in LOCAL_LEVELS and card.rule:
        yield "De vindplaats van deze soort regel verraadt de organisatie. Maak het veld leeg."


def _borrowed(card: Card, _: date) -> Iterator[str]:
    for name, text in card.texts.items():
        for message in borrowed_in(text, card.linked):
            yield f"{name}: {message}"


def borrowed_in(text: str, linked: tuple[Linked, ...]) -> Iterator[str]:
    """Yield what a text of ours took from these proposals, and what to do about it."""
    if found := borrowed.email_in(text):
        yield f"“{found}” is een e-mailadres. Laat het weg."
    for each in linked:
        for message in _taken_from(each, text):
            yield f"{message} staat ook in {each.reference}. Schrijf het anders."


def _taken_from(each: Linked, text: str) -> Iterator[str]:
    found = (
        borrowed.borrowed_words(text, each.own_words),
        borrowed.borrowed_number(text, each.own_words),
        borrowed.borrowed_amount(text, each.own_words),
        borrowed.name_in(text, each.names),
    )
    return (f"“{words}”" for words in dict.fromkeys(found) if words)


def _too_soon(card: Card, today: date) -> Iterator[str]:
    newest = max((each.newest for each in card.linked), default=None)
    if newest and today < newest + timedelta(days=REST_DAYS):
        until = newest + timedelta(days=REST_DAYS)
        yield f"Het jongste voorstel is nog te nieuw. Wacht tot {dutch_date(until)}."


_Rule = Callable[[Card, date], Iterator[str]]
_RULES: tuple[tuple[int, _Rule], ...] = (
    (1, _confidential),
    (2, _not_allowed),
    (3, _few),
    (4, _names_its_maker),
    (5, _borrowed),
    (6, _too_soon),
)
