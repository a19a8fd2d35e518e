"""The kinds of question that only a proposal asks."""

from __future__ import annotations

from collections.abc import Sequence

from regelruimte.fields.base import Source, plain
from regelruimte.fields.choice_kinds import ChoiceKind
from regelruimte.fields.question import Question, Value
from regelruimte.fields.text_kinds import LineKind
from regelruimte.proposals import citation
from regelruimte.proposals.levels import who_can_make_room
from regelruimte.proposals.unwrap import unwrapped


class CitationKind(LineKind):
    """Where a rule stands: a number or a link that we can lead to."""

    widget = "citation"

    def read(self, posted: Sequence[str]) -> Value:
        """Return what was pasted, as it was before a mail filter wrapped it."""
        return unwrapped(plain(posted))

    def check(self, question: Question, value: Value) -> str | None:
        """Refuse what is no citation that we know."""
        message = super().check(question, value)
        if message or self.source(value):
            return message
        return (
            "Dit herkennen we niet. Plak een link die met https:// begint, of een nummer zoals "
            "BWBR0005537. Staat de regel nergens? Laat dit dan leeg."
        )

    def display(self, question: Question, value: Value) -> str:
        """Return the citation as we write it."""
        found = self.source(value)
        return found.text if found else str(value)

    def source(self, value: Value) -> Source | None:
        """Return the citation."""
        return citation.parse(str(value or ""))


class LevelKind(ChoiceKind):
    """The level of a rule, which tells who can make room for a pilot."""

    widget = "levels"

    def note(self, question: Question, value: Value) -> str:
        """Return who can make room; "" at an unknown level."""
        room = who_can_make_room(str(value))
        return f"Wie ruimte kan geven: {room}." if room else ""


CITATION, LEVEL = CitationKind(), LevelKind()
