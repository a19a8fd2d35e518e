"""Finishing a draft: keeping it for later, the overview, sending it, and where it went."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, request, url_for

from regelruimte import clock
from regelruimte.drafts import pages, visit
from regelruimte.drafts.blueprint import blueprint
from regelruimte.drafts.confirm import (
    ADDRESS_IS_RIGHT,
    MAILED_OFTEN,
    SEE_IT,
    resume_questions,
)
from regelruimte.drafts.journey import known_email
from regelruimte.drafts.resume import TooOften, mail_link
from regelruimte.drafts.robots import TRAP, looks_like_a_program
from regelruimte.drafts.submit import NotReady, submit
from regelruimte.fields.forms import posted
from regelruimte.fields.question import YES
from regelruimte.limits.count import SENT, take
from regelruimte.limits.network import here
from regelruimte.proposals.own_page import new_own_page
from regelruimte.proposals.questions import ABOUT_YOU
from regelruimte.settings import settings
from regelruimte.store import links
from regelruimte.web.page import go_to, page, wants_fragment
from regelruimte.web.rate_limits import limited, too_much

if TYPE_CHECKING:
    from regelruimte.store.models import Proposal


@blueprint.get("/<token>/later")
def later(token: str) -> Response:
    """Show the address of the draft, and offer to mail it."""
    return pages.later_page(token, visit.proposal(), settings())


@blueprint.post("/<token>/later")
@limited
def mail_for_later(token: str) -> Response:
    """Mail the way back to this draft."""
    known = known_email(visit.proposal().situation)
    form = posted(resume_questions(known))
    if messages := form.messages():
        return pages.later_page(token, visit.proposal(), settings(), form.values(), messages)
    to = form.values()
    email = known if to.get("where") == "known" else to["resume_email"]
    try:
        mail_link(visit.proposal(), email, settings())
    except TooOften:
        field = "where" if to.get("where") == "known" else "resume_email"
        messages = {field: MAILED_OFTEN}
        return pages.later_page(token, visit.proposal(), settings(), to, messages)
    return go_to("drafts.later", token=token, gemaild=1)


@blueprint.get("/<token>/controleren")
def overview(token: str) -> Response:
    """Show all answers, or lead to what is not done yet."""
    situation = visit.proposal().situation
    if pages.first_place(situation) != pages.OVERVIEW:
        return go_to("drafts.resume", token=token)
    return pages.overview_page(token, situation)


@blueprint.post("/<token>/controleren")
@limited
def send(token: str) -> Response:
    """Send the proposal once somebody has looked at the address; twice is once."""
    situation = visit.proposal().situation
    if pages.first_place(situation) != pages.OVERVIEW:
        return go_to("drafts.resume", token=token)
    form = posted(ADDRESS_IS_RIGHT)
    if messages := form.messages():
        return pages.overview_page(token, situation, messages)
    chosen = str(form.values()["address_is_right"])
    if messages := _said_to_a_program():
        return pages.overview_page(token, situation, messages, chosen=chosen)
    if chosen != YES:
        return go_to("drafts.step", token=token, slug=ABOUT_YOU, terug=pages.OVERVIEW)
    if not take((SENT, here())):
        return too_much()
    try:
        sent_proposal = submit(visit.proposal(), settings())
    except NotReady:
        return go_to("drafts.resume", token=token)
    if not wants_fragment():
        return go_to("drafts.sent", token=token)
    return _sent_page(token, sent_proposal, push=url_for("drafts.sent", token=token))


@blueprint.get("/<token>/verstuurd")
def sent(token: str) -> Response:
    """Show the reference, when to expect a reply, and the way back."""
    return _sent_page(token, visit.proposal())


@blueprint.post("/<token>/verstuurd")
@limited
def open_own_page(token: str) -> Response:
    """Make a fresh link to the applicant's own page for whoever sent the proposal.

    Not behind an address that was mailed: others may read that mailbox, and the receipt in it.
    """
    if visit.was_mailed():
        return go_to("drafts.sent", token=token)
    form = posted(SEE_IT)
    if messages := form.messages():
        return _sent_page(token, visit.proposal(), messages)
    if form.values()["see_it"] != YES:
        return go_to("site.home")
    return go_to("applicant.show", token=new_own_page(visit.proposal(), settings()))


def _said_to_a_program() -> dict[str, str]:
    if not settings().ratelimit_enabled:
        return {}
    trap, begun = request.form.get(TRAP, ""), visit.proposal().created_at
    return looks_like_a_program(trap, begun, clock.now(), ADDRESS_IS_RIGHT.key)


def _sent_page(
    token: str, proposal: Proposal, errors: dict[str, str] | None = None, push: str = ""
) -> Response:
    return page(
        "drafts/sent",
        title="Je bericht is verstuurd",
        push=push,
        token=token,
        proposal=proposal,
        question=SEE_IT,
        errors=errors,
        was_mailed=visit.was_mailed(),
        closes_at=links.closes_at(links.Purpose.DRAFT, token),
    )
