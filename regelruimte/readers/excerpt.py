"""What one reader is shown: the entries in the parts that were chosen, and nothing besides."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from regelruimte.fields.question import Answers
from regelruimte.proposals.questions import TITLE
from regelruimte.proposals.reading import Reading, reading
from regelruimte.readers.masking import masked
from regelruimte.readers.parts import entries_of

if TYPE_CHECKING:
    from regelruimte.store.models import Proposal

Entry = Mapping[str, str]
PERSON, ORGANISATION = ("name", "email", "phone"), ("organisation",)


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The parts of a proposal that somebody may read, as they are drawn.

    `answers` are those whose kinds may add a link or a note: none of them holds what was hidden.
    """

    title: str
    read: Reading
    about: list[Entry]
    answers: Answers


def excerpt(
    proposal: Proposal, parts: Collection[str], *, person: bool, organisation: bool
) -> Excerpt:
    """Return these parts of a proposal, and who wrote it as far as that may be shown."""
    shown = (*(PERSON if person else ()), *(ORGANISATION if organisation else ()))
    record = proposal.record
    about = [entry for entry in record if entry["key"] in (*PERSON, *ORGANISATION)]
    facts = facts_of(proposal, but=shown)
    told, answers = hiding(facts, entries_of(record, parts), proposal)
    return Excerpt(
        masked(proposal.title, facts) if TITLE in parts else "",
        reading(told),
        _masked([entry for entry in about if entry["key"] in shown and entry["text"]], facts),
        answers,
    )


def facts_of(proposal: Proposal, *, but: Collection[str] = ()) -> list[str]:
    """Return what was filled in about who wrote it, `but` under these keys."""
    about = (entry for entry in proposal.record if entry["key"] in (*PERSON, *ORGANISATION))
    return [entry["text"] for entry in about if entry["key"] not in but]


def hiding(
    facts: Collection[str], chosen: Sequence[Entry], proposal: Proposal
) -> tuple[list[Entry], Answers]:
    """Return these entries without these facts, and the answers of which nothing was hidden."""
    told = _masked(chosen, facts)
    as_written = [one["key"] for one, other in zip(chosen, told, strict=True) if one == other]
    return told, {key: proposal.answers[key] for key in as_written if key in proposal.answers}


def _masked(entries: Iterable[Entry], facts: Collection[str]) -> list[Entry]:
    return [{**entry, "text": masked(entry["text"], facts)} for entry in entries]
