"""A citation in words, with the name of the rule where we know it."""

from __future__ import annotations

from datetime import date

from regelruimte.clock import dutch_date
from regelruimte.proposals import article, european, gazettes
from regelruimte.proposals.abbreviations import law_of
from regelruimte.proposals.identity import CVDR, EU, LINK, TEXT, Identity


def in_words(identity: Identity, text: str) -> str:
    """Return the part and the rule: "Artikel 3:4 van de Algemene wet bestuursrecht".

    `text` is how the citation is written; a link, and what is only text, are told by that.
    """
    law = law_of(identity.rule)
    if law and not identity.part:
        return law.name + _as_of(identity)
    phrase = in_a_sentence(identity, text)
    return phrase if not identity.part else phrase[0].upper() + phrase[1:]


def in_a_sentence(identity: Identity, text: str) -> str:
    """Return the same as it stands in a sentence: "de Algemene wet bestuursrecht"."""
    if identity.register in (LINK, TEXT):
        return text
    law, part = law_of(identity.rule), article.in_words(identity.part)
    of = law.the if law else _number(identity)
    comma = "," if "," in part else ""
    return (f"{part}{comma} van {of}" if part else of) + _as_of(identity)


def _number(identity: Identity) -> str:
    if identity.register == CVDR:
        return f"CVDR{identity.number}"
    if identity.register == EU:
        return european.in_words(identity.number)
    if identity.register in gazettes.NAMES:
        year, _, number = identity.number.partition("-")
        return f"{gazettes.NAMES[identity.register]} {year}, nummer {number}"
    return identity.number


def _as_of(identity: Identity) -> str:
    if not identity.as_of:
        return ""
    if identity.register == CVDR:
        return f", versie {identity.as_of}"
    try:
        return f", zoals op {dutch_date(date.fromisoformat(identity.as_of))}"
    except ValueError:  # 2024-02-31 was typed
        return ""
