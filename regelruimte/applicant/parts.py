"""The parts in which more can be told, as pages list them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from regelruimte.applicant.tell import answered, parts_of

if TYPE_CHECKING:
    from regelruimte.applicant.visit import Visit


@dataclass(frozen=True, slots=True)
class ListedPart:
    """A part in a list: where it is, and how many of its questions have an answer."""

    title: str
    address: str
    answered: int
    questions: int


def parts_to_tell(visit: Visit) -> list[ListedPart]:
    """Return the parts that ask something of this proposal, in their order."""
    return [
        ListedPart(
            part.title,
            visit.address("applicant.part", slug=part.slug),
            answered(visit.proposal, questions),
            len(questions),
        )
        for part, questions in parts_of(visit.proposal).items()
    ]
