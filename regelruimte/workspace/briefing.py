"""A few proposals on one page, for a meeting with BZK: what they are about, and of nobody.

No confidential proposal is in it, and nothing that says who sent one.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from regelruimte.fields.question import Answers
from regelruimte.figures.counting import labels_of
from regelruimte.proposals.levels import who_can_make_room
from regelruimte.proposals.status import status
from regelruimte.readers.excerpt import facts_of
from regelruimte.readers.masking import masked
from regelruimte.store.models import Proposal

CHOSEN = "kies"
MOST = 50  # a page of the list
_THREE_LINES = 270  # characters, at the width of a printed page
_ADDRESS = re.compile(r"\S+@\S+")


@dataclass(frozen=True, slots=True)
class Brief:
    """One proposal in some lines; `asked` is what BZK is asked for, "" for nothing."""

    reference: str
    title: str
    status: str
    level: str
    room: str
    rule: str
    alternative: str
    hours: int | None
    asked: str


@dataclass(frozen=True, slots=True)
class Briefing:
    """What was chosen, in that order, and how many confidential ones were left out."""

    briefs: list[Brief]
    left_out: int


def briefing(references: Sequence[str]) -> Briefing:
    """Return the briefing of these proposals, at most `MOST`; what there is not is left out."""
    places = {reference: place for place, reference in enumerate(dict.fromkeys(references))}
    named = Proposal.reference.in_(list(places)[:MOST])
    found = sorted(Proposal.select().where(named), key=lambda each: places[str(each.reference)])
    open_ones = [each for each in found if not each.confidential]
    return Briefing([_brief(each) for each in open_ones], len(found) - len(open_ones))


def _brief(proposal: Proposal) -> Brief:
    answers: Answers = proposal.answers
    hours, about = answers.get("hours_per_month"), facts_of(proposal)
    return Brief(
        str(proposal.reference),
        _told(proposal.title, about),
        status(proposal.status).label,
        labels_of("level").get(proposal.rule_level, ""),
        who_can_make_room(proposal.rule_level),
        _told(answers.get("rule_text"), about),
        _told(answers.get("alternative"), about),
        hours if isinstance(hours, int) else None,
        _told(answers.get("mandate_help"), about),
    )


def _told(text: object, about: Sequence[str]) -> str:
    """Return a text in three lines at most, without these facts about who wrote it."""
    told = masked(_ADDRESS.sub("…", str(text or "")), about, "…")
    return textwrap.shorten(told, _THREE_LINES, placeholder=" …")
