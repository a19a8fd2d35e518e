"""Proposals about one rule together: who they are of, the card about it, asking two to talk."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from flask import Response, request
from werkzeug.exceptions import NotFound

from regelruimte import clock
from regelruimte.fields.forms import posted
from regelruimte.fields.question import Answers, Choice, Question
from regelruimte.introductions import facts
from regelruimte.introductions.lookup import introductions_of
from regelruimte.introductions.objections import objections, of_one
from regelruimte.introductions.propose import propose
from regelruimte.introductions.questions import ABOUT, WHY, which_two
from regelruimte.pilots.joint import in_the_way, joint_pilots, put_together
from regelruimte.pilots.questions import which_teams
from regelruimte.proposals.status import status
from regelruimte.register.facts import of_proposals
from regelruimte.register.linked import free_for_a_card
from regelruimte.register.lookup import cards_of
from regelruimte.register.objections import borrowed_in
from regelruimte.settings import settings
from regelruimte.sign_in import gate
from regelruimte.store.hold import TooLate
from regelruimte.web.page import go_to, page
from regelruimte.workspace.alike import members
from regelruimte.workspace.blueprint import blueprint
from regelruimte.workspace.session_actor import me

if TYPE_CHECKING:
    from regelruimte.store.models import Proposal

Errors = dict[str, str]
_ASKED = "De eerste van de twee krijgt een mail met onze vraag."
_TWO, _TEAMS = "two", "teams"


@blueprint.get("/groep/<group>")
def group(group: str) -> Response:
    """Show all that was put together, and what can be done with it."""
    return _page(group, _members(group))


@blueprint.post("/groep/<group>/gezamenlijk")
def make_joint(group: str) -> Response:
    """Make one joint pilot of what was ticked; 409 when one of them changed meanwhile."""
    proposals = _members(group)
    chosen = [p for p in proposals if p.reference in request.form.getlist(_TEAMS)]
    if found := in_the_way(chosen):
        return _page(group, proposals, {_TEAMS: _keys(chosen)}, {_TEAMS: " ".join(found)})
    try:
        name = put_together(chosen, me())
    except TooLate:
        return _page(group, _members(group), {_TEAMS: _keys(chosen)}, too_late=True)
    return go_to("workspace.joint_pilot", joint=name, gedaan="gemaakt")


@blueprint.post("/groep/<group>/contact")
def ask_to_talk(group: str) -> Response:
    """Ask the first of two whether they want to talk; 409 when something stands in the way now."""
    proposals = _members(group)
    form = posted(_questions(proposals))
    values = form.values()
    if errors := form.messages():
        return _page(group, proposals, values, errors)
    both = _chosen(proposals, values)
    if errors := _not_to_ask(both, values):
        return _page(group, proposals, values, errors)
    about, why = (form.texts()[question.key].strip() for question in (ABOUT, WHY))
    try:
        propose(both, about, why, gate.current_coordinator(), settings())
    except TooLate:
        return _page(group, _members(group), values, too_late=True)
    return go_to("workspace.group", group=group, gedaan="gevraagd")


def _members(group: str) -> list[Proposal]:
    """Return the proposals of this group; raises NotFound when it has none."""
    proposals = members(group)
    if not proposals:
        raise NotFound
    return proposals


def _questions(proposals: Sequence[Proposal]) -> tuple[Question, ...]:
    return which_two(_named(proposals)), ABOUT, WHY


def _named(proposals: Sequence[Proposal]) -> list[Choice]:
    return [
        Choice(_reference(p), f"{_reference(p)}: {p.organisation or p.title}") for p in proposals
    ]


def _keys(proposals: Sequence[Proposal]) -> list[str]:
    return [_reference(proposal) for proposal in proposals]


def _reference(proposal: Proposal) -> str:
    return str(proposal.reference)


def _chosen(proposals: Sequence[Proposal], values: Answers) -> list[Proposal]:
    chosen = values[_TWO]
    keys = chosen if isinstance(chosen, list) else []
    return [proposal for proposal in proposals if proposal.reference in keys]


def _not_to_ask(both: Sequence[Proposal], values: Answers) -> Errors:
    """Return what stands in the way of asking these two, and what a text of ours took from them."""
    one, other = facts.parties(both)
    found = objections(one, other, str(values[WHY.key]).strip(), clock.today())
    errors = {_TWO: " ".join(found)} if found else {}
    taken = next(borrowed_in(str(values[ABOUT.key]), of_proposals(both)), "")
    return errors | ({ABOUT.key: taken} if taken else {})


def _page(
    group: str,
    proposals: Sequence[Proposal],
    values: Answers | None = None,
    errors: Errors | None = None,
    *,
    too_late: bool = False,
) -> Response:
    parties = facts.parties(proposals)
    approved = [p for p in proposals if p.status == "approved"]
    return page(
        "workspace/group",
        title="Voorstellen over één regel",
        status=409 if too_late else None,
        group=group,
        members=[(p, status(p.status).label) for p in proposals],
        objections=[text for party in parties for text in of_one(party, clock.today())],
        cards=cards_of(proposals),
        for_a_card=next(iter(free_for_a_card(proposals)), None),
        introductions=introductions_of(group),
        questions=_questions(proposals),
        teams=which_teams(_named(approved)) if approved[1:] else None,
        joint=sorted({pilot.joint for pilot in joint_pilots(proposals)}),
        values=values or {},
        errors=errors,
        too_late=too_late,
        done=_ASKED if request.args.get("gedaan") == "gevraagd" else "",
    )
