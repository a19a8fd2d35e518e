"""What an applicant can do with what was sent: keep it, print it, take it back, wipe it out."""

from __future__ import annotations

from flask import Response, json

from regelruimte.applicant.blueprint import blueprint
from regelruimte.applicant.download import everything
from regelruimte.applicant.leave import may_withdraw, wipe_out, withdraw
from regelruimte.applicant.questions import ERASE_IT, FILLED, NEXT_ONE, SHARE_IT, WITHDRAW_IT
from regelruimte.applicant.share import share
from regelruimte.applicant.visit import Visit, visiting
from regelruimte.drafts.begin import begin_again
from regelruimte.fields.forms import posted
from regelruimte.fields.question import YES, Question
from regelruimte.limits.count import BEGUN
from regelruimte.mail.icalendar import calendar_file, content_type
from regelruimte.pilots.conditions import told_outside
from regelruimte.proposals.summary import summary_of
from regelruimte.web.errors import DeadLink
from regelruimte.web.page import go_to, page
from regelruimte.web.rate_limits import counted, saving

Errors = dict[str, str]


@blueprint.get("/downloaden")
@visiting
def download(visit: Visit) -> Response:
    """Give everything as a file, under a name that tells nothing."""
    values = everything(visit)
    response = Response(
        json.dumps(values, ensure_ascii=False, indent=2), mimetype="application/json"
    )
    response.headers["Content-Disposition"] = 'attachment; filename="regelruimte.json"'
    return response


@blueprint.get("/afdrukken")
@visiting
def printable(visit: Visit) -> Response:
    """Show all that was sent, and the check it came from, on one page, to print."""
    return page(
        "applicant/printable",
        title="Afdrukken",
        token=visit.token,
        proposal=visit.proposal,
        record=visit.proposal.record,
        check=visit.proposal.check_record,
    )


@blueprint.get("/samenvatting")
@visiting
def summary(visit: Visit) -> Response:
    """Show the case for a pilot on one page, to take to a manager."""
    proposal = visit.proposal
    return page(
        "applicant/summary",
        title="Samenvatting",
        token=visit.token,
        proposal=proposal,
        record=summary_of(proposal.record),
        conditions=[told_outside(each) for each in visit.conditions],
    )


@blueprint.get("/gesprek.ics")
@visiting
def appointment(visit: Visit) -> Response:
    """Give the last appointment as a file for a calendar, which an employer may read too."""
    talk = visit.appointment
    if talk is None:
        raise DeadLink
    file = calendar_file(talk)
    response = Response(file, content_type=content_type(file))
    response.headers["Content-Disposition"] = 'attachment; filename="gesprek.ics"'
    return response


@blueprint.get("/intrekken")
@visiting
def ask_withdraw(visit: Visit) -> Response:
    """Ask whether to take the proposal back; one that is closed leads to the own page."""
    if not may_withdraw(visit.status_now):
        return visit.go_to("applicant.show")
    return _ask(visit, "withdraw", WITHDRAW_IT)


@blueprint.post("/intrekken")
@visiting
@saving
def take_back(visit: Visit) -> Response:
    """Take the proposal back when a person chose to."""
    form = posted(WITHDRAW_IT)
    if messages := form.messages():
        return _ask(visit, "withdraw", WITHDRAW_IT, messages)
    if form.values()["withdraw_it"] == YES and not withdraw(visit.proposal, visit.config):
        return _ask(visit, "withdraw", WITHDRAW_IT, status=409)
    return visit.go_to("applicant.show")


@blueprint.get("/wissen")
@visiting
def ask_erase(visit: Visit) -> Response:
    """Ask whether to wipe everything out, with the download beside it: it cannot be undone."""
    return _ask(visit, "erase", ERASE_IT)


@blueprint.post("/wissen")
@visiting
@saving
def wipe(visit: Visit) -> Response:
    """Wipe everything out when a person chose to."""
    form = posted(ERASE_IT)
    if messages := form.messages():
        return _ask(visit, "erase", ERASE_IT, messages)
    if form.values()["erase_it"] != YES:
        return visit.go_to("applicant.show")
    wipe_out(visit.proposal, visit.config)
    # No redirect: its address opens nothing any more.
    return page("applicant/erased", title="Alles is gewist")


@blueprint.get("/delen")
@visiting
def ask_share(visit: Visit) -> Response:
    """Ask whether the example may be shared without a name, as it can be changed at any time."""
    return _ask(visit, "share", SHARE_IT)


@blueprint.post("/delen")
@visiting
@saving
def change_sharing(visit: Visit) -> Response:
    """Share the example from now on, or not any more."""
    form = posted(SHARE_IT)
    if messages := form.messages():
        return _ask(visit, "share", SHARE_IT, messages)
    share(visit.proposal, may=form.values()["share_it"] == YES)
    return visit.go_to("applicant.show", gedaan="delen")


@blueprint.get("/nieuw")
@visiting
def ask_next(visit: Visit) -> Response:
    """Ask how to begin with another rule: one's own details filled in, or empty."""
    return _ask(visit, "next", NEXT_ONE)


@blueprint.post("/nieuw")
@visiting
@counted(BEGUN)
def next_one(visit: Visit) -> Response:
    """Begin with another rule, with one's own details filled in or empty."""
    form = posted(NEXT_ONE)
    if messages := form.messages():
        return _ask(visit, "next", NEXT_ONE, messages)
    if form.values()["next_one"] != FILLED:
        return go_to("check.show")
    return go_to("drafts.resume", token=begin_again(visit.proposal))


def _ask(
    visit: Visit,
    what: str,
    question: Question,
    errors: Errors | None = None,
    status: int | None = None,
) -> Response:
    """Ask for a choice on the page of this name; with 409 that it came too late."""
    return page(
        f"applicant/{what}",
        title="Je voorstel",
        status=status,
        token=visit.token,
        proposal=visit.proposal,
        question=question,
        errors=errors,
        too_late=status == 409,
        undo_minutes=visit.config.undo_minutes,
    )
