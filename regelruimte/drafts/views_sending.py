"""Finishing a draft: keeping it for later, the overview, sending it, and where it went."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, request

from regelruimte import clock
from regelruimte.drafts import pages
from regelruimte.drafts.blueprint import blueprint
from regelruimte.drafts.confirm import (
    ADDRESS_IS_RIGHT,
    MAILED_OFTEN,
    SEE_IT,
    resume_questions,
)
from regelruimte.drafts.journey import OVERVIEW, first_place, known_email
from regelruimte.drafts.resume import TooOften, mail_link
from regelruimte.drafts.robots import TRAP, looks_like_a_program
from regelruimte.drafts.submit import NotReady, submit
from regelruimte.drafts.visit import Visit, visiting, visiting_sent
from regelruimte.fields.forms import posted
from regelruimte.fields.question import YES
from regelruimte.limits.count import SENT, take
from regelruimte.limits.network import current_network
from regelruimte.proposals.owner_links import new_own_page
from regelruimte.proposals.questions import ABOUT_YOU
from regelruimte.store import links
from regelruimte.web.page import go_to, page, wants_fragment
from regelruimte.web.rate_limits import limited, too_much

if TYPE_CHECKING:
    from datetime import datetime

    from regelruimte.store.models import Proposal


@blueprint.get("/<token>/later")
@visiting
def later(visit: Visit) -> Response:
    """Show the address of the draft, and offer to mail it."""
    return pages.later_page(visit, visit.situation)


@blueprint.post("/<token>/later")
@visiting
@limited
def mail_for_later(visit: Visit) -> Response:
    """Mail a link to this draft, at most three times an hour.

    Where it went is not kept: the address may be somebody else's.
    """
    known = known_email(visit.situation)
    form = posted(resume_questions(known))
    values = form.texts()
    if messages := form.messages():
        return pages.later_page(visit, visit.situation, values, messages)
    to_known = values.get("where") == "known"
    try:
        mail_link(visit.proposal, known if to_known else values["resume_email"], visit.config)
    except TooOften:
        messages = {"where" if to_known else "resume_email": MAILED_OFTEN}
        return pages.later_page(visit, visit.situation, values, messages)
    return visit.go_to("drafts.later", gemaild=1)


@blueprint.get("/<token>/controleren")
@visiting
def overview(visit: Visit) -> Response:
    """Show all answers, or lead to what is not done yet."""
    if first_place(visit.situation) != OVERVIEW:
        return visit.go_to("drafts.resume")
    return pages.overview_page(visit, visit.situation)


@blueprint.post("/<token>/controleren")
@visiting
@limited
def send(visit: Visit) -> Response:
    """Send the proposal once somebody has looked at the address; twice is once."""
    if first_place(visit.situation) != OVERVIEW:
        return visit.go_to("drafts.resume")
    form = posted(ADDRESS_IS_RIGHT)
    if messages := form.messages():
        return pages.overview_page(visit, visit.situation, messages)
    chosen = str(form.values()["address_is_right"])
    if messages := _robot_messages(visit):
        return pages.overview_page(visit, visit.situation, messages, chosen=chosen)
    if chosen != YES:
        return visit.go_to("drafts.step", slug=ABOUT_YOU, terug=OVERVIEW)
    # Counted last: who has to mend something first uses nothing up.
    return _submit(visit) if take((SENT, current_network())) else too_much()


def _submit(visit: Visit) -> Response:
    try:
        proposal = submit(visit.proposal, visit.config)
    except NotReady:
        return visit.go_to("drafts.resume")
    if not wants_fragment():
        return visit.go_to("drafts.sent")
    closes_at = links.closes_at(links.Purpose.DRAFT, visit.token)  # sending brought it forward
    return _sent_page(visit, proposal, closes_at, push=visit.address("drafts.sent"))


@blueprint.get("/<token>/verstuurd")
@visiting_sent
def sent(visit: Visit) -> Response:
    """Show the reference, when to expect a reply, and the way back."""
    return _sent_page(visit, visit.proposal, visit.link.expires_at)


@blueprint.post("/<token>/verstuurd")
@visiting_sent
@limited
def open_own_page(visit: Visit) -> Response:
    """Make a fresh link to the applicant's own page for whoever sent the proposal.

    Not behind an address that was mailed: others may read that mailbox, and the receipt in it.
    """
    if visit.was_mailed:
        return visit.go_to("drafts.sent")
    form = posted(SEE_IT)
    if messages := form.messages():
        return _sent_page(visit, visit.proposal, visit.link.expires_at, messages)
    if form.values()["see_it"] != YES:
        return go_to("site.home")
    return go_to("applicant.show", token=new_own_page(visit.proposal, visit.config))


def _robot_messages(visit: Visit) -> dict[str, str]:
    """Return what to say when no person seems to press; nothing where the limits are off."""
    if not visit.config.ratelimit_enabled:
        return {}
    trap, begun = request.form.get(TRAP, ""), visit.proposal.created_at
    return looks_like_a_program(trap, begun, clock.now(), ADDRESS_IS_RIGHT.key)


def _sent_page(
    visit: Visit,
    proposal: Proposal,
    closes_at: datetime | None,
    errors: dict[str, str] | None = None,
    push: str = "",
) -> Response:
    return page(
        "drafts/sent",
        title="Je bericht is verstuurd",
        push=push,
        token=visit.token,
        proposal=proposal,
        question=SEE_IT,
        errors=errors,
        was_mailed=visit.was_mailed,
        closes_at=closes_at,
    )
