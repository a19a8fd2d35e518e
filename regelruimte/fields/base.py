"""What a kind of question knows of an answer; every kind there is stands in kinds.py."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from regelruimte.fields import text
from regelruimte.fields.question import Question, Value


@dataclass(frozen=True, slots=True)
class Source:
    """Where something stands: what sort of source it is, how it is written, where it is read."""

    kind: str
    text: str
    url: str

    @property
    def wording(self) -> str:
        """Return what a link to it says."""
        return self.text

    @property
    def said(self) -> str:
        """Return it in words where there is no link, as in a mail; "" when words say no more."""
        return ""


class Kind(ABC):
    """A kind of question. No method raises, whatever was posted or stored.

    `widget` names the macro in templates/macros/widgets.html that draws its input: one control
    with the label before it, unless it `labels_itself`. `nothing` is what an empty answer means,
    where that is an answer too.
    """

    widget: ClassVar[str]
    labels_itself: ClassVar[bool] = False
    nothing: ClassVar[str] = ""

    def read(self, posted: Sequence[str]) -> Value:
        """Return the value of what came in by the door, as typed where it is not understood.

        It can then be shown again, beside what `check` says of it.
        """
        return first(posted)

    @abstractmethod
    def check(self, question: Question, value: Value) -> str | None:
        """Return in Dutch what is wrong with an answer that is not empty, or None."""

    def display(self, question: Question, value: Value) -> str:
        """Return the answer as a person would write it; it is recorded and mailed like that."""
        return str(value)

    def note(self, question: Question, value: Value) -> str:
        """Return a sentence of ours to read with the answer, on pages and in mails; or ""."""
        return ""

    def source(self, value: Value) -> Source | None:
        """Return the source that the answer names, for a page to link to."""
        return None


def first(posted: Sequence[str]) -> str:
    """Return the value of a field that has one; a field that was left out is ""."""
    return posted[0] if posted else ""


def plain(posted: Sequence[str]) -> str:
    """Return an address, a number or a choice: nobody means a fancy dash or a hidden sign in it."""
    return text.plain(first(posted))
