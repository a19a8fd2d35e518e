"""What an applicant can do with what was sent: keep it, print it, take it back, wipe it out."""

from __future__ import annotations

from flask import Response, json

from regelruimte.applicant import visit
from regelruimte.applicant.blueprint import blueprint
from regelruimte.applicant.download import everything
from regelruimte.applicant.leave import may_withdraw, wipe_out, withdraw
from regelruimte.applicant.questions import ERASE_IT, FILLED, NEXT_ONE, SHARE_IT, WITHDRAW_IT
from regelruimte.applicant.share import share
from regelruimte.drafts.begin import begin_again
from regelruimte.fields.forms import posted
from regelruimte.fields.question import YES, Question
from regelruimte.limits.count import BEGUN
from regelruimte.mail.icalendar import calendar_file, content_type
from regelruimte.pilots.lookup import pilot_of
from regelruimte.proposals.levels import who_can_make_room
from regelruimte.proposals.questions import QUESTIONS
from regelruimte.settings import settings
from regelruimte.web.errors import DeadLink
from regelruimte.web.page import go_to, page
from regelruimte.web.rate_limits import counted, saving

Errors = dict[str, str]

# What a manager needs to read before saying yes; nothing about the applicant.
_SUMMARY = (
    "rule_text",
    "rule_level",
    "rule_source",
    "rule_owner",
    "example",
    "frequency",
    "hours_per_month",
    "affected",
    "rule_purpose",
    "pilot_form",
    "alternative",
    "safeguard",
    "expected_gain",
    "measure",
    "boundaries",
    "risk",
    "start_month",
    "duration_months",
    "colleagues",
    "hours_per_week",
    "mandate_help",
)


@blueprint.get("/downloaden")
def download(token: str) -> Response:
    """Give everything as a file, under a name that tells nothing."""
    pilot = pilot_of(visit.proposal())
    told = everything(visit.proposal(), visit.status_now(), visit.replies(), pilot)
    response = Response(json.dumps(told, ensure_ascii=False, indent=2), mimetype="application/json")
    response.headers["Content-Disposition"] = 'attachment; filename="regelruimte.json"'
    return response


@blueprint.get("/afdrukken")
def printable(token: str) -> Response:
    """Show everything on one page, to print."""
    return page(
        "applicant/printable",
        title="Afdrukken",
        token=token,
        proposal=visit.proposal(),
        record=visit.proposal().record,
        check=visit.proposal().check_record,
    )


@blueprint.get("/samenvatting")
def summary(token: str) -> Response:
    """Show the case for a pilot on one page, to take to a manager."""
    proposal = visit.proposal()
    short = {question.key: question.short for question in QUESTIONS}
    entries = {e["key"]: {**e, "label": short.get(e["key"], e["label"])} for e in proposal.record}
    return page(
        "applicant/summary",
        title="Samenvatting",
        token=token,
        proposal=proposal,
        record=[entries[key] for key in _SUMMARY if key in entries and entries[key]["text"]],
        room=who_can_make_room(proposal.rule_level),
    )


@blueprint.get("/gesprek.ics")
def appointment(token: str) -> Response:
    """Give the last appointment as a file for a calendar, which an employer may read too."""
    talk = visit.appointment()
    if talk is None:
        raise DeadLink
    file = calendar_file(talk)
    response = Response(file, content_type=content_type(file))
    response.headers["Content-Disposition"] = 'attachment; filename="gesprek.ics"'
    return response


@blueprint.get("/intrekken")
def ask_withdraw(token: str) -> Response:
    """Ask whether to take the proposal back."""
    if not may_withdraw(visit.status_now()):
        return go_to("applicant.show", token=token)
    return _ask(token, "withdraw", WITHDRAW_IT)


@blueprint.post("/intrekken")
@saving
def take_back(token: str) -> Response:
    """Take the proposal back when a person chose to."""
    form = posted(WITHDRAW_IT)
    if messages := form.messages():
        return _ask(token, "withdraw", WITHDRAW_IT, messages)
    if form.values()["withdraw_it"] == YES and not withdraw(visit.proposal(), settings()):
        return _ask(token, "withdraw", WITHDRAW_IT, code=409)
    return go_to("applicant.show", token=token)


@blueprint.get("/wissen")
def ask_erase(token: str) -> Response:
    """Ask whether to wipe everything out."""
    return _ask(token, "erase", ERASE_IT)


@blueprint.post("/wissen")
@saving
def wipe(token: str) -> Response:
    """Wipe everything out when a person chose to."""
    form = posted(ERASE_IT)
    if messages := form.messages():
        return _ask(token, "erase", ERASE_IT, messages)
    if form.values()["erase_it"] != YES:
        return go_to("applicant.show", token=token)
    wipe_out(visit.proposal(), settings())
    return page("applicant/erased", title="Alles is gewist")


@blueprint.get("/delen")
def ask_share(token: str) -> Response:
    """Ask whether the example may be shared."""
    return _ask(token, "share", SHARE_IT)


@blueprint.post("/delen")
@saving
def change_sharing(token: str) -> Response:
    """Share the example from now on, or not any more."""
    form = posted(SHARE_IT)
    if messages := form.messages():
        return _ask(token, "share", SHARE_IT, messages)
    share(visit.proposal(), may=form.values()["share_it"] == YES)
    return go_to("applicant.show", token=token, gedaan="delen")


@blueprint.get("/nieuw")
def ask_next(token: str) -> Response:
    """Ask how to begin with another rule."""
    return _ask(token, "next", NEXT_ONE)


@blueprint.post("/nieuw")
@counted(BEGUN)
def next_one(token: str) -> Response:
    """Begin with another rule, with one's own details filled in or empty."""
    form = posted(NEXT_ONE)
    if messages := form.messages():
        return _ask(token, "next", NEXT_ONE, messages)
    if form.values()["next_one"] != FILLED:
        return go_to("check.show")
    return go_to("drafts.resume", token=begin_again(visit.proposal()))


def _ask(
    token: str, what: str, question: Question, errors: Errors | None = None, code: int | None = None
) -> Response:
    return page(
        f"applicant/{what}",
        title="Je voorstel",
        status=code,
        token=token,
        proposal=visit.proposal(),
        question=question,
        errors=errors,
        too_late=code == 409,
        undo_minutes=settings().undo_minutes,
    )
