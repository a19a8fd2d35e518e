"""The kinds of question that only a proposal asks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from regelruimte.fields import text
from regelruimte.fields.base import Source, first
from regelruimte.fields.choice_kinds import ChoiceKind
from regelruimte.fields.question import Question, Situation, Value
from regelruimte.fields.text_kinds import LineKind
from regelruimte.proposals import citation
from regelruimte.proposals.levels import GROUPS, LevelGroup, groups_for, who_can_make_room
from regelruimte.proposals.unwrap import unwrapped

_LINK = re.compile(r"https?://\S+", re.IGNORECASE)


class CitationKind(LineKind):
    """Where a rule stands: its name, an article, a number or a link; none of them is refused."""

    widget = "citation"

    def read(self, posted: Sequence[str]) -> Value:
        """Return what was typed; each link plain, as it was before a mail filter wrapped it."""
        return _LINK.sub(lambda link: unwrapped(text.plain(link[0])), text.one_line(first(posted)))

    def display(self, question: Question, value: Value) -> str:
        """Return a number as we write it, an address in words, anything else as it was typed."""
        typed = str(value or "")
        found = citation.parse(typed)
        if not found:
            return str(value)
        return found.wording if found.identity.part or _LINK.match(typed) else found.text

    def source(self, value: Value) -> Source | None:
        """Return the first citation in the answer."""
        return citation.find(value) if isinstance(value, str) else None


class LevelKind(ChoiceKind):
    """The level of a rule: a group, and, where it matters who can make room, a level in it."""

    widget = "levels"

    def read(self, posted: Sequence[str]) -> Value:
        """Return the level that was picked within the picked group; else the group.

        All groups post the level picked in them, also those that are not picked themselves.
        """
        picked = [key for each in posted if (key := text.plain(each))]
        group = next((group for group in GROUPS if group.key in picked), None)
        if group is None:
            return next(iter(picked), "")
        return next((level.key for level in group.finer if level.key in picked), group.key)

    def groups(self, situation: Situation, picked: Value = "") -> tuple[LevelGroup, ...]:
        """Return what is offered at the workplace that the check was answered with."""
        return groups_for(situation.check.get("workplace", ""), str(picked))

    def note(self, question: Question, value: Value) -> str:
        """Return who can make room; "" at an unknown level."""
        room = who_can_make_room(str(value))
        return f"Wie ruimte kan geven: {room}." if room else ""


CITATION, LEVEL = CitationKind(), LevelKind()
