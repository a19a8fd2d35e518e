"""What an applicant can do with what was sent: keep it, print it, take it back, wipe it out."""

from __future__ import annotations

from flask import Blueprint, Response, json

from regelruimte.applicant import opened
from regelruimte.applicant.download import everything
from regelruimte.applicant.leave import may_withdraw, wipe_out, withdraw
from regelruimte.applicant.questions import ERASE_IT, FILLED, NEXT_ONE, SHARE_IT, WITHDRAW_IT
from regelruimte.applicant.share import share
from regelruimte.fields.calendar import calendar_file, content_type
from regelruimte.fields.forms import posted
from regelruimte.fields.question import Question, Situation
from regelruimte.limits.count import BEGUN
from regelruimte.limits.guard import counted, saving
from regelruimte.pilots.of import pilot_of
from regelruimte.proposals.begin import begin_again
from regelruimte.proposals.confirm import YES
from regelruimte.proposals.levels import who_can_make_room
from regelruimte.proposals.questions import QUESTIONS
from regelruimte.web.errors import DeadLink
from regelruimte.web.page import go_to, page
from regelruimte.web.settings import settings

blueprint = Blueprint("own", __name__, url_prefix="/mijn/<token>")
blueprint.before_request(opened.open_link)
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
    pilot = pilot_of(opened.proposal())
    told = everything(opened.proposal(), opened.status_now(), opened.replies(), pilot)
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
        proposal=opened.proposal(),
        record=opened.proposal().record,
        check=opened.proposal().check_record,
    )


@blueprint.get("/samenvatting")
def summary(token: str) -> Response:
    """Show the case for a pilot on one page, to take to a manager."""
    proposal = opened.proposal()
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
    talk = opened.appointment()
    if talk is None:
        raise DeadLink
    file = calendar_file(talk)
    response = Response(file, content_type=content_type(file))
    response.headers["Content-Disposition"] = 'attachment; filename="gesprek.ics"'
    return response


@blueprint.get("/intrekken")
def ask_withdraw(token: str) -> Response:
    """Ask whether to take the proposal back."""
    if not may_withdraw(opened.status_now()):
        return go_to("applicant.show", token=token)
    return _ask(token, "withdraw", WITHDRAW_IT)


@blueprint.post("/intrekken")
@saving
def take_back(token: str) -> Response:
    """Take the proposal back when a person chose to."""
    form = posted((WITHDRAW_IT,), Situation())
    if messages := form.messages():
        return _ask(token, "withdraw", WITHDRAW_IT, messages)
    if form.values()["withdraw_it"] == YES and not withdraw(opened.proposal(), settings()):
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
    form = posted((ERASE_IT,), Situation())
    if messages := form.messages():
        return _ask(token, "erase", ERASE_IT, messages)
    if form.values()["erase_it"] != YES:
        return go_to("applicant.show", token=token)
    wipe_out(opened.proposal(), settings())
    return page("applicant/erased", title="Alles is gewist")


@blueprint.get("/delen")
def ask_share(token: str) -> Response:
    """Ask whether the example may be shared."""
    return _ask(token, "share", SHARE_IT)


@blueprint.post("/delen")
@saving
def change_sharing(token: str) -> Response:
    """Share the example from now on, or not any more."""
    form = posted((SHARE_IT,), Situation())
    if messages := form.messages():
        return _ask(token, "share", SHARE_IT, messages)
    share(opened.proposal(), may=form.values()["share_it"] == YES)
    return go_to("applicant.show", token=token, gedaan="delen")


@blueprint.get("/nieuw")
def ask_next(token: str) -> Response:
    """Ask how to begin with another rule."""
    return _ask(token, "next", NEXT_ONE)


@blueprint.post("/nieuw")
@counted(BEGUN)
def next_one(token: str) -> Response:
    """Begin with another rule, with one's own details filled in or empty."""
    form = posted((NEXT_ONE,), Situation())
    if messages := form.messages():
        return _ask(token, "next", NEXT_ONE, messages)
    if form.values()["next_one"] != FILLED:
        return go_to("check.show")
    return go_to("proposals.resume", token=begin_again(opened.proposal()))


def _ask(
    token: str, what: str, question: Question, errors: Errors | None = None, code: int = 200
) -> Response:
    return page(
        f"applicant/{what}",
        title="Je voorstel",
        status=422 if errors else code,
        token=token,
        proposal=opened.proposal(),
        question=question,
        errors=errors or {},
        too_late=code == 409,
        undo_minutes=settings().undo_minutes,
    )
