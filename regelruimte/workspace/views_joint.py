"""One agreement for several pilots in the workspace: putting them together, writing, leaving."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from flask import Response, request
from werkzeug.exceptions import NotFound

from regelruimte.fields.forms import posted
from regelruimte.fields.question import Answers, Situation
from regelruimte.pilots import joint as joint_pilots
from regelruimte.pilots.steps import accepted, step
from regelruimte.settings import settings
from regelruimte.store.hold import TooLate
from regelruimte.web.page import go_to, page
from regelruimte.workspace.blueprint import blueprint
from regelruimte.workspace.session_actor import me

if TYPE_CHECKING:
    from regelruimte.store.models import Pilot

Errors = dict[str, str]
_DONE = {
    "gemaakt": "De pilots hebben nu samen één set afspraken. Schrijf de afspraken op.",
    "afgesproken": "De afspraken zijn bewaard. Ieder team krijgt een mail om akkoord te gaan.",
    "alleen": "De pilot gaat alleen verder.",
}


@blueprint.get("/gezamenlijk/<joint>")
def joint_pilot(joint: str) -> Response:
    """Show the teams, what they agreed on, and what they count together."""
    return _page(joint, _pilots(joint))


@blueprint.post("/gezamenlijk/<joint>/afspraken")
def agree_jointly(joint: str) -> Response:
    """Write one agreement for all that have yet to start; 409 when one changed meanwhile."""
    pilots = _pilots(joint)
    form = posted(step("agree").questions)
    values = form.values()
    if errors := form.messages() or joint_pilots.wrong(pilots, values):
        return _page(joint, pilots, values, errors)
    page_of = request.form.get("gezien", "")
    try:
        joint_pilots.agree_together(joint, values, page_of, me(), settings())
    except TooLate:
        return _page(joint, _pilots(joint), values, too_late=True)
    return go_to("workspace.joint_pilot", joint=joint, gedaan="afgesproken")


@blueprint.post("/gezamenlijk/<joint>/alleen")
def go_alone(joint: str) -> Response:
    """Let one of them go on by itself; 409 when it started meanwhile."""
    pilots = _pilots(joint)
    chosen = request.form.get("voorstel", "")
    found = next((each for each in pilots if each.proposal.reference == chosen), None)
    if found is None:
        raise NotFound
    try:
        joint_pilots.leave(found, me())
    except TooLate:
        return _page(joint, _pilots(joint), too_late=True)
    if len(pilots) == 1:
        return go_to("workspace.proposal", ref=chosen)
    return go_to("workspace.joint_pilot", joint=joint, gedaan="alleen")


def _pilots(joint: str) -> list[Pilot]:
    """Return the pilots under this name; raises NotFound when there are none."""
    found = joint_pilots.members(joint)
    if not found:
        raise NotFound
    return found


def _page(
    joint: str,
    pilots: Sequence[Pilot],
    values: Answers | None = None,
    errors: Errors | None = None,
    *,
    too_late: bool = False,
) -> Response:
    stored: Answers = next((each.answers for each in pilots if each.agreement), {})
    now = {**stored, **(values or {})}
    return page(
        "workspace/joint",
        title="Een gezamenlijke pilot",
        status=409 if too_late else None,
        joint=joint,
        rows=[(each, joint_pilots.standing(each), accepted(each, "applicant")) for each in pilots],
        together=joint_pilots.hours_together(pilots),
        fewest=joint_pilots.FEWEST,
        can_agree=any(each.status == "preparing" for each in pilots),
        questions=step("agree").questions,
        values=now,
        situation=Situation(now),
        seen=joint_pilots.seen(pilots),
        errors=errors,
        too_late=too_late,
        done=_DONE.get(request.args.get("gedaan", ""), ""),
    )
