"""The pages of the check: its questions, the reasons beside them, and the verdict."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Response, make_response, render_template, request, url_for

from regelruimte.check.criteria import CRITERIA
from regelruimte.check.verdict import NOT_YET, Reason, Verdict, reasons_so_far, verdict
from regelruimte.web.page import Context, asked_for, page, redirect_to, wants_fragment

_DESCRIPTION = "Vijf vragen, zonder je naam. Dan weet je of je mee kunt doen."


def questions_page(answers: dict[str, str], errors: Mapping[str, str] | None = None) -> Response:
    """Answer with all questions, what was chosen and its reasons filled in."""
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


def wants_reasons() -> bool:
    """Tell whether the questions stand in the page already, without an error beside any."""
    return wants_fragment() and request.headers.get("HX-Target", "").endswith("#redenen")


def reasons_fragment(answers: Mapping[str, str]) -> Response:
    """Answer with what stands in the way, each reason for its place beside the answers."""
    reasons = reasons_so_far(answers)
    response = make_response(
        render_template("check/reasons.html", criteria=CRITERIA, reasons=reasons)
    )
    response.headers["HX-Replace-Url"] = asked_for()
    return response


def arrive_at_verdict(answers: Context) -> Response:
    """Answer a finished check: with htmx the verdict itself, otherwise a redirect (303) to it."""
    address = url_for("check.show", **answers)
    return verdict_page(answers, push=address) if wants_fragment() else redirect_to(address)


def verdict_page(answers: Mapping[str, str], push: str = "") -> Response:
    """Answer with the verdict on a finished check, and what one did not see yet of its reasons."""
    reached = verdict(answers)
    return page(
        "check/verdict",
        title="De uitkomst van de check",
        push=push,
        verdict=reached,
        reasons=reasons_to_tell(reached) if push else reached.reasons,
        answers=answers,
    )


def reasons_to_tell(reached: Verdict) -> tuple[Reason, ...]:
    """Return what the verdict tells of its reasons to whoever just gave the answers.

    With htmx each stood beside its answer; what must be arranged first is told once more.
    """
    stood_beside = wants_fragment() and reached.outcome.severity < NOT_YET.severity
    return () if stood_beside else reached.reasons
