"""What a public card tells in a file, field by field, and of the whole. Pure.

A field is the same in every file; docs/open-data.md explains each to who reads them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from regelruimte.addresses import REGISTER
from regelruimte.register.questions import CARD_FIELDS
from regelruimte.register.release_days import half_year_key

if TYPE_CHECKING:
    from regelruimte.register.public import PublicCard

EXPLAINED = f"{REGISTER}/uitleg"
TITLE = "Regels die in de weg zaten"
DESCRIPTION = "Welke regels zitten ambtenaren in de weg, en wat mag er al?"
LANGUAGE = "nl"
LICENCE = "http://creativecommons.org/publicdomain/zero/1.0/deed.nl"  # as DCAT-AP-NL writes it


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a card: its name for programs, its heading for people, and what it tells."""

    key: str
    label: str
    told: Callable[[PublicCard], str]


def _short(key: str) -> str:
    return next(question.short for question in CARD_FIELDS if question.key == key)


def _link(card: PublicCard) -> str:
    source = card.source
    return source.url if source else ""


def _released(card: PublicCard) -> str:
    return half_year_key(card.release_day) if card.release_day else ""


TEXTS: tuple[Field, ...] = (
    Field("rule_says", _short("rule_says"), lambda card: card.rule_says),
    Field("in_the_way", _short("in_the_way"), lambda card: card.in_the_way),
    Field("room", _short("room"), lambda card: card.room),
)
FIELDS: tuple[Field, ...] = (
    Field("slug", "Nummer", lambda card: card.slug),
    Field("title", _short("title"), lambda card: card.title),
    *TEXTS,
    Field("level", "Soort regel (code)", lambda card: card.level),
    Field("level_label", _short("level"), lambda card: card.level_label),
    Field("theme", "Onderwerp (code)", lambda card: card.theme),
    Field("theme_label", _short("theme"), lambda card: card.theme_label),
    Field("status", "Hoe het ervoor staat (code)", lambda card: card.status),
    Field("outcome", "Uitkomst (code)", lambda card: card.outcome),
    Field("status_label", _short("status"), lambda card: card.status_label),
    Field("rule", _short("rule"), lambda card: card.rule),
    Field("source", "Link naar de regel", _link),
    Field("reporters", "Hoeveel mensen de regel noemden (code)", lambda card: card.reporters),
    Field("reporters_label", "Hoeveel mensen de regel noemden", lambda card: card.reporters_label),
    Field("released", "Op de site sinds", _released),
    Field("checked", "Laatst bekeken", lambda card: half_year_key(card.checked_on)),
)


def fields_of(card: PublicCard) -> dict[str, str]:
    """Return all that a card tells, by the key of the field; "" for what it does not tell."""
    return {field.key: field.told(card) for field in FIELDS}


def address_of(card: PublicCard, site_url: str) -> str:
    """Return the address of a card's page, which is its name for good."""
    return f"{site_url}{REGISTER}/{card.slug}"


def text_of(card: PublicCard) -> str:
    """Return the texts of a card below each other, for who shows one text only."""
    return "\n\n".join(f"{field.label}: {field.told(card)}" for field in TEXTS)
