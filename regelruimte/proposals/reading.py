"""A proposal as a coordinator reads it: the texts in reading order, the facts, who sent it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from regelruimte.fields.kinds import AREA
from regelruimte.proposals.questions import is_about_applicant, question_of

Entry = Mapping[str, str]
# What decides a first reply stands first; all other texts follow as they were asked.
_FIRST = ("rule_text", "example", "alternative")
_IN_THE_HEAD = {"title"}


@dataclass(frozen=True, slots=True)
class Reading:
    """The recorded answers, each once and without empty ones, by how they are read."""

    texts: list[Entry]
    facts: list[Entry]
    about_applicant: list[Entry]


def reading(record: Iterable[Entry]) -> Reading:
    """Return the entries of a record ({"key", "step", "label", "text"}) as they are read."""
    told = [each for each in record if each["text"] and each["key"] not in _IN_THE_HEAD]
    about = [each for each in told if is_about_applicant(each["step"])]
    rest = [each for each in told if each not in about]
    texts = [each for each in rest if _is_long(each["key"])]
    return Reading(
        sorted(texts, key=lambda each: _place(each["key"])),
        [each for each in rest if each not in texts],
        about,
    )


def _is_long(key: str) -> bool:
    question = question_of(key)
    return question is not None and question.kind is AREA


def _place(key: str) -> int:
    return _FIRST.index(key) if key in _FIRST else len(_FIRST)
