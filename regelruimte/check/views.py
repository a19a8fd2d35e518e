"""The pages of the check: its five questions on one page, their answers in the address."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, Response, make_response, render_template, request, url_for

from regelruimte.addresses import CHECK
from regelruimte.check.criteria import CRITERIA
from regelruimte.check.finish import finish
from regelruimte.check.verdict import (
    NOT_YET,
    is_finished,
    known_answers,
    reasons_so_far,
    verdict,
)
from regelruimte.fields.forms import posted
from regelruimte.limits.count import CHECKED
from regelruimte.server.request_lock import needs_no_database
from regelruimte.web.page import Context, asked_for, page, redirect_to, wants_fragment
from regelruimte.web.rate_limits import counted

blueprint = Blueprint("check", __name__)

_DESCRIPTION = "Vijf vragen, zonder je naam. Dan weet je of je mee kunt doen."


@blueprint.get(CHECK)
@needs_no_database
def show() -> Response:
    """Show the questions, with the answers that the address holds; or the verdict on all of them.

    With `vraag` the questions come back to be changed, or while they are being answered.
    """
    answers = known_answers(request.args)
    if is_finished(answers) and "vraag" not in request.args:
        return _verdict(answers)
    return _reasons(answers) if _wants_reasons() else _questions(answers)


@blueprint.post(CHECK)
@counted(CHECKED)
def finish_check() -> Response:
    """Take the answers: the check is finished, and kept."""
    form = posted(CRITERIA)
    answers = known_answers(request.form)
    if messages := form.messages():
        return _questions(answers, messages)
    finish(answers)
    address = _address(answers)
    if wants_fragment():
        return _verdict(answers, push=address)
    return redirect_to(address)


def _address(answers: Context) -> str:
    return url_for("check.show", **answers)


def _questions(answers: dict[str, str], errors: Mapping[str, str] | None = None) -> Response:
    # Search engines may know where the check begins; what somebody answered is nobody's business.
    public: Context = {} if request.args or errors else {"description": _DESCRIPTION}
    response = page(
        "check/questions",
        title="De check",
        criteria=CRITERIA,
        values=answers,
        reasons=reasons_so_far(answers),
        errors=errors,
        **public,
    )
    # An answer more is no page further: Back leads to what came before the check.
    if response.headers.pop("HX-Push-Url", ""):
        response.headers["HX-Replace-Url"] = asked_for()
    return response


def _wants_reasons() -> bool:
    """Tell whether the questions stand in the page already, without an error beside any."""
    return wants_fragment() and request.headers.get("HX-Target", "").endswith("#redenen")


def _reasons(answers: dict[str, str]) -> Response:
    reasons = reasons_so_far(answers)
    response = make_response(
        render_template("check/reasons.html", criteria=CRITERIA, reasons=reasons)
    )
    response.headers["HX-Replace-Url"] = asked_for()
    return response


def _verdict(answers: dict[str, str], push: str = "") -> Response:
    reached = verdict(answers)
    # With htmx each reason stood beside its answer; what must be arranged first is told once more.
    is_told = bool(push) and reached.outcome.severity < NOT_YET.severity
    return page(
        "check/verdict",
        title="De uitkomst van de check",
        push=push,
        verdict=reached,
        reasons=() if is_told else reached.reasons,
        answers=answers,
    )
