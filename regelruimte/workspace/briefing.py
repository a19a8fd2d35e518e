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
from regelruimte.store.models import Proposal

CHOSEN = "kies"
MOST = 50  # a page of the list
_THREE_LINES = 270  # characters, at the width of a printed page
_PERSONAL = ("name", "email", "phone", "organisation")
_ADDRESS = re.compile(r"\S+@\S+")
_SHORTEST = 3  # whoever writes a shorter name says nothing with it


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
    hours = answers.get("hours_per_month")
    return Brief(
        str(proposal.reference),
        _told(proposal.title, answers),
        status(proposal.status).label,
        labels_of("level").get(proposal.rule_level, ""),
        who_can_make_room(proposal.rule_level),
        _told(answers.get("rule_text"), answers),
        _told(answers.get("alternative"), answers),
        hours if isinstance(hours, int) else None,
        _told(answers.get("mandate_help"), answers),
    )


def _told(text: object, answers: Answers) -> str:
    """Return a text in three lines at most, without what an applicant filled in of who it is."""
    told = _ADDRESS.sub("…", str(text or ""))
    for value in (str(answers.get(key) or "").strip() for key in _PERSONAL):
        if len(value) >= _SHORTEST:
            told = re.sub(re.escape(value), "…", told, flags=re.IGNORECASE)
    return textwrap.shorten(told, _THREE_LINES, placeholder=" …")
