"""The kinds of question that only a proposal asks."""

from __future__ import annotations

from collections.abc import Sequence

from regelruimte.fields.kinds import Kind, check_line, read_plain
from regelruimte.fields.question import Question, Value
from regelruimte.proposals import citation
from regelruimte.proposals.unwrap import unwrapped


def _read_citation(posted: Sequence[str]) -> str:
    return unwrapped(read_plain(posted))


def _check_citation(question: Question, value: Value) -> str | None:
    message = check_line(question, value)
    if message or citation.parse(value):
        return message
    return (
        "Dit herkennen we niet. Plak een link die met https:// begint, of een nummer zoals "
        "BWBR0005537. Staat de regel nergens? Laat dit dan leeg."
    )


def _citation_in_words(_: Question, value: Value) -> str:
    found = citation.parse(str(value))
    return found.text if found else str(value)


CITATION = Kind("citation", "line", _read_citation, _check_citation, _citation_in_words)
