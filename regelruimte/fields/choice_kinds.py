"""The kinds of question that are answered by picking: one answer, several, or a tick."""

from __future__ import annotations

from collections.abc import Sequence

from regelruimte.fields.base import Kind, plain
from regelruimte.fields.question import Question, Value

_CHOOSE = "Kies een van de antwoorden."


class ChoiceKind(Kind):
    """One of the question's choices."""

    widget = "radios"
    labels_itself = True

    def read(self, posted: Sequence[str]) -> Value:
        """Return the key of the choice."""
        return plain(posted)

    def check(self, question: Question, value: Value) -> str | None:
        """Refuse what was not offered."""
        return None if isinstance(value, str) and question.choice(value) else _CHOOSE

    def display(self, question: Question, value: Value) -> str:
        """Return the label; a key that is offered no more stays as it is."""
        return _label(question, value)


class ChoicesKind(Kind):
    """One or more of the question's choices; its `exclusive` one only by itself."""

    widget = "checkboxes"
    labels_itself = True

    def read(self, posted: Sequence[str]) -> Value:
        """Return the keys, each once."""
        return list(dict.fromkeys(posted))

    def check(self, question: Question, value: Value) -> str | None:
        """Refuse what was not offered, and what cannot go together."""
        if not isinstance(value, list) or not all(question.choice(key) for key in value):
            return "Kies uit de antwoorden die er staan."
        only = question.choice(question.exclusive)
        if only and only.key in value and len(value) > 1:
            return f"Je koos “{only.label}” en nog iets anders. Haal een van de twee weg."
        return None

    def display(self, question: Question, value: Value) -> str:
        """Return the labels with commas, or on lines of their own where one is a question."""
        labels = [_label(question, key) for key in (value if isinstance(value, list) else [value])]
        return ("\n" if any("?" in label for label in labels) else ", ").join(labels)


class FlagKind(Kind):
    """A tick; none is an answer too."""

    widget = "flag"
    labels_itself = True
    nothing = "Nee"

    def read(self, posted: Sequence[str]) -> Value:
        """Return whether it was ticked: a browser sends nothing for an empty box."""
        return bool(posted) and posted[0] == "yes"

    def check(self, question: Question, value: Value) -> str | None:
        """Refuse what no box can say."""
        return None if isinstance(value, bool) else _CHOOSE

    def display(self, question: Question, value: Value) -> str:
        """Return "Ja", or nothing."""
        return "Ja" if value else ""


def _label(question: Question, value: Value) -> str:
    choice = question.choice(str(value))
    return choice.label if choice else str(value)
