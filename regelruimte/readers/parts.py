"""The parts of a proposal that somebody may be given to read, and what stands in each."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from regelruimte.proposals.questions import (
    PARTS,
    RULE,
    TITLE,
    is_about_applicant,
    question_of,
)

Entry = Mapping[str, str]
_ALTERNATIVE = "alternative"


@dataclass(frozen=True, slots=True)
class ReadPart:
    """A part that is given or not, as a whole: its key is stored, its title is read."""

    key: str
    title: str


READ_PARTS: tuple[ReadPart, ...] = (
    ReadPart(TITLE, "De titel"),
    ReadPart(RULE, "De regel"),
    ReadPart(_ALTERNATIVE, "Het idee"),
    *(ReadPart(part.slug, part.title) for part in PARTS if not is_about_applicant(part.slug)),
)
ABOUT_PERSON, ABOUT_ORGANISATION = "Naam, e-mailadres en telefoonnummer", "Organisatie"
_KEYS = {part.key for part in READ_PARTS}


def parts_in(record: Iterable[Entry]) -> tuple[ReadPart, ...]:
    """Return the parts of a record ({"key", "step", "label", "text"}) that say something."""
    told = {_part_of(entry) for entry in record if entry["text"]}
    return tuple(part for part in READ_PARTS if part.key in told)


def entries_of(record: Iterable[Entry], parts: Collection[str]) -> list[Entry]:
    """Return the entries in these parts; what is in no part that we know is in none."""
    return [entry for entry in record if _part_of(entry) in _KEYS.intersection(parts)]


class Given(Protocol):
    """The columns of a reader that say what is given to read."""

    parts: list[str]
    shows_person: bool
    shows_organisation: bool


def titles_of(given: Given) -> list[str]:
    """Return the titles of what is given, in their order; who wrote it comes last."""
    return [
        *(part.title for part in READ_PARTS if part.key in given.parts),
        *([ABOUT_PERSON] if given.shows_person else []),
        *([ABOUT_ORGANISATION] if given.shows_organisation else []),
    ]


def named(given: Given) -> str:
    """Return the same within a sentence: “De regel”, “Het idee”."""
    return ", ".join(f"“{title}”" for title in titles_of(given))


def _part_of(entry: Entry) -> str:
    if entry["key"] == _ALTERNATIVE:
        return _ALTERNATIVE
    # An older form asked some questions at other steps.
    question = question_of(entry["key"])
    return question.step if question else entry["step"]
