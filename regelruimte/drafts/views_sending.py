"""Finishing a draft: keeping it for later, sending it, and where it went."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, request

from regelruimte import clock
from regelruimte.drafts import journey, pages
from regelruimte.drafts.blueprint import blueprint
from regelruimte.drafts.confirm import (
    ADDRESS_IS_RIGHT,
    MAILED_OFTEN,
    WHAT_NOW,
    resume_questions,
)
from regelruimte.drafts.journey import known_email
from regelruimte.drafts.meant import MEANT, confirm
from regelruimte.drafts.resume import TooOften, mail_link
from regelruimte.drafts.robots import TRAP, looks_like_a_program
from regelruimte.drafts.step_form import StepForm, store
from regelruimte.drafts.submit import NotReady, submit
from regelruimte.drafts.visit import Visit, visiting, visiting_sent
from regelruimte.fields.forms import posted
from regelruimte.fields.question import YES
from regelruimte.limits.count import SENT, take
from regelruimte.limits.network import current_network
from regelruimte.proposals.owner_links import new_own_page
from regelruimte.proposals.questions import ABOUT_YOU, ABOUT_YOU_STEP
from regelruimte.store import links
from regelruimte.web.page import go_to, page, wants_fragment
from regelruimte.web.rate_limits import limited, saving, too_much

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


@blueprint.post("/<token>/over-jou")
@visiting
@saving
def send(visit: Visit) -> Response:
    """Store who somebody is, and send the proposal once all is right; twice is once."""
    if not journey.may_propose(visit.situation):
        return visit.go_to("drafts.resume")
    confirm(visit.proposal, request.form.get(MEANT, ""))
    sent = store(visit, ABOUT_YOU_STEP)
    if elsewhere := sent.goes_elsewhere():
        return elsewhere
    # What was spoilt in another window is mended there first; what is typed here is kept.
    if not sent.not_stored and journey.first_place(sent.situation) != ABOUT_YOU:
        return sent.visit.go_to("drafts.resume")
    if messages := sent.not_stored or _not_ready(sent):
        return pages.step_page(sent.visit, sent.step, sent.situation, messages)
    # Counted last: who has to mend something first uses nothing up.
    return _submit(sent.visit) if take((SENT, current_network())) else too_much()


def _not_ready(sent: StepForm) -> dict[str, str]:
    """Return what must be mended, the tick that the address is right last; {} when it can go."""
    messages = sent.form.messages() | posted(ADDRESS_IS_RIGHT).messages()
    return messages or _robot_messages(sent.visit)


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
    form = posted(WHAT_NOW)
    if messages := form.messages():
        return _sent_page(visit, visit.proposal, visit.link.expires_at, messages)
    chosen = form.texts()[WHAT_NOW.key]
    endpoint = "applicant.tell_more" if chosen == YES else "applicant.show"
    return go_to(endpoint, token=new_own_page(visit.proposal, visit.config))


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
        question=WHAT_NOW,
        errors=errors,
        was_mailed=visit.was_mailed,
        closes_at=closes_at,
    )
