"""What was answered by a link, among what was written at a step of a pilot, and still holds."""

from __future__ import annotations

from collections.abc import Sequence

from regelruimte.fields.question import NO
from regelruimte.pilots.agreement import Statement


class LinkStatement(Statement, total=False):
    """A statement, and where it came by a link: the uid of that, who by function, and the answer.

    The answer is a key, "" when one was taken back.
    """

    consent: str
    function: str
    answer: str


def signed(function: str) -> str:
    """Return how such a statement is signed: as nobody who writes at a step itself."""
    return f"{function} (via een link)"


def told(statement: LinkStatement) -> str:
    """Return what whoever signed such a statement did; "" of a statement at the step itself."""
    if "consent" not in statement:
        return ""
    if statement["answer"]:
        return "antwoordde op de vraag om toestemming"
    return "trok het antwoord op de vraag om toestemming in"


def answers_by_link(statements: Sequence[LinkStatement]) -> list[LinkStatement]:
    """Return the last statement of each link, the newest first, that holds an answer.

    The statements are the oldest first. Whoever wrote at the step itself had read what was
    answered before.
    """
    last: dict[str, LinkStatement] = {}
    for each in reversed(statements):
        if "consent" not in each:
            break
        last.setdefault(each["consent"], each)
    return [each for each in last.values() if each["answer"]]


def yes_by_link(statements: Sequence[LinkStatement]) -> LinkStatement | None:
    """Return the statement with the yes that the pilot goes by, if it is one by a link."""
    return next((each for each in answers_by_link(statements) if each["answer"] != NO), None)


def noes_by_link(statements: Sequence[LinkStatement]) -> list[LinkStatement]:
    """Return the statements with a no by a link, the newest first."""
    return [each for each in answers_by_link(statements) if each["answer"] == NO]
