"""What a coordinator entered, as its owner finds it behind the mailed link: read, change, send."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Response

from regelruimte.check.criteria import CRITERIA
from regelruimte.check.verdict import is_signal
from regelruimte.drafts import journey
from regelruimte.drafts.access_code import WRONG_CODE, is_confidential, knows_code
from regelruimte.drafts.blueprint import blueprint
from regelruimte.drafts.entry_questions import SEND_IT, whose_questions
from regelruimte.drafts.identify import it_is_me, it_is_not_me
from regelruimte.drafts.submit import NotReady, submit
from regelruimte.drafts.visit import Visit, visiting, visiting_whose
from regelruimte.drafts.wipe_entry import wipe_entry
from regelruimte.fields.forms import posted
from regelruimte.fields.question import YES, Situation, record
from regelruimte.limits.count import SENT, take
from regelruimte.limits.network import current_network
from regelruimte.web.page import go_to, page
from regelruimte.web.rate_limits import limited, saving, too_much

Messages = Mapping[str, str]


@blueprint.get("/<token>/ben-jij-dit")
@visiting_whose
def whose(visit: Visit) -> Response:
    """Ask who opens the link; nothing of what was entered is shown."""
    return _whose_page(visit)


@blueprint.post("/<token>/ben-jij-dit")
@visiting_whose
@limited
def say_whose(visit: Visit) -> Response:
    """Take "dit ben ik", with the code of a confidential draft, or "dit ben ik niet"."""
    asks_code = is_confidential(visit.proposal)
    form = posted(whose_questions(asks_code))
    values = form.texts()
    if messages := form.messages():
        return _whose_page(visit, values, messages)
    if values["it_is_me"] != YES:
        it_is_not_me(visit.link, visit.config)
        return page("drafts/not_yours", title="De link is gesloten")
    if asks_code and not knows_code(visit.link, values["draft_code"]):
        return _whose_page(visit, values, {"draft_code": WRONG_CODE})
    return go_to("drafts.resume", token=it_is_me(visit.link, visit.token))


@blueprint.get("/<token>/nakijken")
@visiting
def entered(visit: Visit) -> Response:
    """Show all that was entered, and ask whether it may be sent."""
    if not visit.proposal.entered_by:
        return visit.go_to("drafts.resume")
    return _entered_page(visit)


@blueprint.post("/<token>/nakijken")
@visiting
@saving
def say_yes_or_no(visit: Visit) -> Response:
    """Send it, or wipe it out, as its owner chose."""
    if not visit.proposal.entered_by:
        return visit.go_to("drafts.resume")
    form = posted(SEND_IT)
    if messages := form.messages():
        return _entered_page(visit, messages)
    if form.texts()[SEND_IT.key] != YES:
        wipe_entry(visit.proposal, visit.config, by="applicant")
        return page("drafts/wiped", title="Alles is gewist")
    return _send(visit)


def _send(visit: Visit) -> Response:
    """Send it, or lead to what its owner has to mend first."""
    if not journey.is_complete(visit.situation):
        return visit.go_to("drafts.step", slug=journey.first_place(visit.situation))
    if not take((SENT, current_network())):
        return too_much()
    try:
        submit(visit.proposal, visit.config)
    except NotReady:
        return visit.go_to("drafts.resume")
    return visit.go_to("drafts.sent")


def _whose_page(
    visit: Visit, values: Mapping[str, str] | None = None, errors: Messages | None = None
) -> Response:
    return page(
        "drafts/whose",
        title="Ben jij dit?",
        token=visit.token,
        entered_by=visit.proposal.entered_by,
        questions=whose_questions(is_confidential(visit.proposal)),
        its_me=Situation({"it_is_me": YES}),  # whoever that is must answer all
        values=values or {},
        errors=errors,
    )


def _entered_page(visit: Visit, errors: Messages | None = None) -> Response:
    situation = visit.situation
    return page(
        "drafts/entered",
        title="Klopt dit?",
        token=visit.token,
        entry=visit.proposal,
        is_signal=is_signal(situation.check),
        written=record(journey.to_send(situation), situation),
        check=record(CRITERIA, Situation(situation.check)),
        question=SEND_IT,
        errors=errors,
    )
