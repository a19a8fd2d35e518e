"""The pages of the check: one question at a time, its answers in the address."""

from __future__ import annotations

from flask import Blueprint, Response, request, url_for

from regelruimte.addresses import CHECK
from regelruimte.check.criteria import CRITERIA
from regelruimte.check.finish import finish
from regelruimte.check.verdict import (
    first_unanswered,
    is_finished,
    known_answers,
    verdict,
)
from regelruimte.fields.question import Question, Situation, record
from regelruimte.limits.count import CHECKED
from regelruimte.server.request_lock import needs_no_database
from regelruimte.web.page import Context, page, redirect_to, wants_fragment
from regelruimte.web.rate_limits import counted, limited

blueprint = Blueprint("check", __name__)

_DESCRIPTION = "Vijf vragen, zonder je naam: dan weet je of jouw regel meedoet."


@blueprint.get(CHECK)
@needs_no_database
def show() -> Response:
    """Show the first question without an answer, the one asked for, or the verdict."""
    answers = known_answers(request.args)
    just_asked = _named(request.args.get("gesteld"))
    if just_asked and just_asked.key not in answers:
        return _question(just_asked, answers, error=just_asked.missing)
    question = _named(request.args.get("vraag")) or first_unanswered(answers)
    return _question(question, answers) if question else _verdict(answers)


@blueprint.post(CHECK)
@limited
@counted(CHECKED)
def answer_last() -> Response:
    """Take the last answer: the check is finished, and kept."""
    answers = known_answers(request.form)
    if not is_finished(answers):
        question = first_unanswered(answers) or CRITERIA[-1]
        return _question(question, answers, error=question.missing)
    finish(answers)
    address = _address(answers)
    if wants_fragment():
        return _verdict(answers, push=address)
    return redirect_to(address)


def _question(question: Question, answers: dict[str, str], error: str = "") -> Response:
    number = CRITERIA.index(question)
    others = {key: value for key, value in answers.items() if key != question.key}
    # Search engines may know where the check begins; what somebody answered is nobody's business.
    public = {} if request.args or error else {"description": _DESCRIPTION}
    return page(
        "check/question",
        title=f"Vraag {number + 1} van {len(CRITERIA)} van de check",
        status=422 if error else 200,
        question=question,
        value=answers.get(question.key),
        others=others,
        number=number + 1,
        total=len(CRITERIA),
        is_last=question is CRITERIA[-1],
        previous=_previous(number, answers),
        errors={question.key: error} if error else {},
        **public,
    )


def _previous(number: int, answers: dict[str, str]) -> str:
    """Return the address of the question before, all answers kept."""
    if number == 0:
        return ""
    return _address({**answers, "vraag": CRITERIA[number - 1].key})


def _address(parameters: Context) -> str:
    return url_for("check.show", **parameters)


def _verdict(answers: dict[str, str], push: str = "") -> Response:
    return page(
        "check/verdict",
        title="De uitkomst van de check",
        push=push,
        verdict=verdict(answers),
        answers=answers,
        answered=record(CRITERIA, Situation(answers)),
    )


def _named(key: str | None) -> Question | None:
    return next((criterion for criterion in CRITERIA if criterion.key == key), None)
