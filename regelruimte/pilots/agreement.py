"""The agreement on a trial: made from the proposal and the reply, then written by a coordinator."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TypedDict

from regelruimte import clock
from regelruimte.fields.question import YES, Answers, Value
from regelruimte.pilots.questions import ACCEPT
from regelruimte.replies.kinds import PILOT_FORMS
from regelruimte.store.models import Pilot, Proposal, Reply

# How what the applicant wrote at a step is signed.
THE_APPLICANT = "De indiener"
_USUAL_MONTHS = 6


class Statement(TypedDict):
    """What was written at one step: by whom, when (ISO 8601), and the answers in words."""

    by: str
    at: str
    entries: list[dict[str, str]]


def suggested(proposal: Proposal, pilot: Pilot, replies: Sequence[Reply]) -> dict[str, Value]:
    """Return the answers to begin an agreement with, by the key of their question.

    Those of the agreement there is; else what was proposed, and what the last of the given
    `replies` that approved it changed of that.
    """
    if pilot.agreement:
        return dict(pilot.answers)
    reply = _approval(replies)
    answers = proposal.answers
    start = _first_day(str(reply.get("start_month") or answers.get("start_month") or ""))
    months = reply.get("duration_months") or answers.get("duration_months") or _USUAL_MONTHS
    return {
        "agreed_form": _form(reply.get("pilot_form"), answers.get("pilot_form")),
        "agreed_what": answers.get("alternative", ""),
        "agreed_reach": _reach(answers.get("colleagues")),
        "agreed_start": start.isoformat(),
        "agreed_end": _months_later(start, int(str(months))).isoformat(),
        "agreed_conditions": _lines(reply.get("conditions"), answers.get("safeguard")),
        "agreed_baseline": answers.get("measure", ""),
        "agreed_stop": answers.get("risk", ""),
    }


def agreed_by(pilot: Pilot) -> list[tuple[str, datetime]]:
    """Return the names of who agreed with the agreement as it is now, and when.

    What was accepted before it was last changed counts no more; whoever wrote it agreed with it.
    The pilot must have an agreement.
    """
    writing = pilot.record["agree"][-1]
    accepting = [each for each in _since(writing, pilot) if _is_yes(each)]
    return [(each["by"], moment_of(each)) for each in (*_wrote(writing, pilot), *accepting)]


def unanswered(pilot: Pilot) -> datetime | None:
    """Return since when the agreement waits for the applicant's yes or no; None if it does not."""
    if not pilot.record.get("agree"):
        return None
    writing = pilot.record["agree"][-1]
    answers = [each for each in _since(writing, pilot) if each["by"] == THE_APPLICANT]
    return None if answers else moment_of(writing)


def _since(writing: Statement, pilot: Pilot) -> list[Statement]:
    """Return what was said of the agreement since it was written as it is now."""
    said: list[Statement] = pilot.record.get("accept", [])
    return [each for each in said if moment_of(each) >= moment_of(writing)]


def _wrote(writing: Statement, pilot: Pilot) -> list[Statement]:
    """Return the writing as the yes of who wrote it; before, that one said so apart."""
    said_so_apart = any(each["by"] != THE_APPLICANT for each in _since(writing, pilot))
    return [writing] if pilot.coordinator_accepted == pilot.agreement and not said_so_apart else []


def _is_yes(statement: Statement) -> bool:
    yes = ACCEPT[0].choice(YES)
    return yes is not None and any(entry["text"] == yes.label for entry in statement["entries"])


def moment_of(statement: Statement) -> datetime:
    """Return when somebody took the step that this statement was written at."""
    return datetime.fromisoformat(statement["at"])


def _approval(replies: Sequence[Reply]) -> Answers:
    """Return the answers of the last approval; {} when there is none."""
    approvals = [reply for reply in replies if reply.kind == "approved"]
    return approvals[-1].answers if approvals else {}


def _form(*forms: Value) -> Value:
    """Return the first of these that a pilot can have; "" when nobody knows yet."""
    offered = {form.key for form in PILOT_FORMS}
    return next((form for form in forms if form in offered), "")


def _reach(colleagues: object) -> str:
    if not isinstance(colleagues, int) or not colleagues:
        return "De indiener."
    return f"De indiener met {colleagues} {'collega' if colleagues == 1 else 'collega’s'}."


def _lines(*texts: object) -> str:
    return "\n".join(str(text) for text in texts if text)[:1500]


def _first_day(month: str) -> date:
    """Return the first day of a month that still comes, or else of the next month."""
    today = clock.today()
    # Months are written 2026-04, and compare as text.
    if month > f"{today:%Y-%m}":
        year, number = month.split("-")
        return date(int(year), int(number), 1)
    return _months_later(today.replace(day=1), 1)


def _months_later(day: date, months: int) -> date:
    month = day.year * 12 + day.month - 1 + months
    return date(month // 12, month % 12 + 1, 1)
