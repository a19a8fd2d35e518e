"""Finishing a draft: keeping it for later, the overview, sending it, and where it went."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, request, url_for

from regelruimte import clock
from regelruimte.fields.forms import posted
from regelruimte.fields.question import Situation
from regelruimte.limits.count import SENT, take
from regelruimte.limits.guard import limited, too_much
from regelruimte.limits.network import here
from regelruimte.proposals import draft, pages
from regelruimte.proposals.address import known_email
from regelruimte.proposals.confirm import (
    ADDRESS_IS_RIGHT,
    MAILED_OFTEN,
    SEE_IT,
    YES,
    resume_questions,
)
from regelruimte.proposals.own_page import new_own_page
from regelruimte.proposals.questions import ABOUT_YOU
from regelruimte.proposals.resume import TooOften, mail_link
from regelruimte.proposals.robots import TRAP, looks_like_a_program
from regelruimte.proposals.submit import NotReady, submit
from regelruimte.store import links
from regelruimte.web.page import go_to, page, wants_fragment
from regelruimte.web.settings import settings

if TYPE_CHECKING:
    from regelruimte.store.models import Proposal

blueprint = Blueprint("sending", __name__, url_prefix="/voorstel/<token>")
blueprint.before_request(draft.open_draft)


@blueprint.get("/later")
def later(token: str) -> Response:
    """Show the address of the draft, and offer to mail it."""
    return pages.later_page(token, draft.proposal(), settings())


@blueprint.post("/later")
@limited
def mail_for_later(token: str) -> Response:
    """Mail the way back to this draft."""
    known = known_email(draft.proposal().situation)
    form = posted(resume_questions(known), Situation())
    if messages := form.messages():
        return pages.later_page(token, draft.proposal(), settings(), form.values(), messages)
    to = form.values()
    email = known if to.get("where") == "known" else to["resume_email"]
    try:
        mail_link(draft.proposal(), email, settings())
    except TooOften:
        field = "where" if to.get("where") == "known" else "resume_email"
        messages = {field: MAILED_OFTEN}
        return pages.later_page(token, draft.proposal(), settings(), to, messages)
    return go_to("sending.later", token=token, gemaild=1)


@blueprint.get("/controleren")
def overview(token: str) -> Response:
    """Show all answers, or lead to what is not done yet."""
    situation = draft.proposal().situation
    if pages.first_place(situation) != pages.OVERVIEW:
        return go_to("proposals.resume", token=token)
    return pages.overview_page(token, situation)


@blueprint.post("/controleren")
@limited
def send(token: str) -> Response:
    """Send the proposal once somebody has looked at the address; twice is once."""
    situation = draft.proposal().situation
    if pages.first_place(situation) != pages.OVERVIEW:
        return go_to("proposals.resume", token=token)
    form = posted((ADDRESS_IS_RIGHT,), Situation())
    if messages := form.messages():
        return pages.overview_page(token, situation, messages)
    chosen = str(form.values()["address_is_right"])
    if messages := _said_to_a_program():
        return pages.overview_page(token, situation, messages, chosen=chosen)
    if chosen != YES:
        return go_to("proposals.step", token=token, slug=ABOUT_YOU, terug=pages.OVERVIEW)
    if not take((SENT, here())):
        return too_much()
    try:
        sent_proposal = submit(draft.proposal(), settings())
    except NotReady:
        return go_to("proposals.resume", token=token)
    if not wants_fragment():
        return go_to("sending.sent", token=token)
    return _sent_page(token, sent_proposal, push=url_for("sending.sent", token=token))


@blueprint.get("/verstuurd")
def sent(token: str) -> Response:
    """Show the reference, when to expect a reply, and the way back."""
    return _sent_page(token, draft.proposal())


@blueprint.post("/verstuurd")
@limited
def open_own_page(token: str) -> Response:
    """Make a fresh link to the applicant's own page for whoever sent the proposal.

    Not behind an address that was mailed: others may read that mailbox, and the receipt in it.
    """
    if draft.was_mailed():
        return go_to("sending.sent", token=token)
    form = posted((SEE_IT,), Situation())
    if messages := form.messages():
        return _sent_page(token, draft.proposal(), messages)
    if form.values()["see_it"] != YES:
        return go_to("site.home")
    return go_to("applicant.show", token=new_own_page(draft.proposal(), settings()))


def _said_to_a_program() -> dict[str, str]:
    if not settings().ratelimit_enabled:
        return {}
    trap, begun = request.form.get(TRAP, ""), draft.proposal().created_at
    return looks_like_a_program(trap, begun, clock.now(), ADDRESS_IS_RIGHT.key)


def _sent_page(
    token: str, proposal: Proposal, errors: dict[str, str] | None = None, push: str = ""
) -> Response:
    return page(
        "proposals/sent",
        title="Je bericht is verstuurd",
        status=422 if errors else 200,
        push=push,
        token=token,
        proposal=proposal,
        question=SEE_IT,
        errors=errors or {},
        was_mailed=draft.was_mailed(),
        closes_at=links.closes_at(links.Purpose.DRAFT, token),
    )
