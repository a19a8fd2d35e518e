"""The conditions of a pilot in the workspace: choosing, wording, and noting that one is met."""

from __future__ import annotations

from flask import Response, request

from regelruimte.fields.forms import posted
from regelruimte.fields.number_kinds import read_day
from regelruimte.fields.question import Answers, Question, Situation
from regelruimte.pilots.add_conditions import NewCondition, TooMany, add_conditions
from regelruimte.pilots.change_condition import change_condition
from regelruimte.pilots.condition_questions import (
    BEFORE,
    CHANGED,
    DURING,
    MET,
    OPEN,
    OWN,
    nothing_chosen,
    which_offered,
)
from regelruimte.pilots.conditions import Offered, offered, told
from regelruimte.pilots.recount import CHANGEABLE
from regelruimte.store.hold import TooLate
from regelruimte.store.models import Pilot, PilotCondition
from regelruimte.web.errors import DeadLink
from regelruimte.web.page import Context, go_to, page
from regelruimte.web.rate_limits import too_much
from regelruimte.workspace.blueprint import blueprint
from regelruimte.workspace.visit import Visit, visiting

Errors = dict[str, str]
_RUNS = {"condition_when": "De pilot loopt al. Kies “Terwijl de pilot loopt”."}
# What was just done, as the address says it: a reload tells it again and does nothing.
_DONE = {"bewaard": "De voorwaarden zijn bewaard."}


@blueprint.get("/voorstel/<ref>/pilot/voorwaarden")
@visiting
def conditions(visit: Visit) -> Response:
    """Show the conditions there are, and those to choose from."""
    return _list_page(visit)


@blueprint.post("/voorstel/<ref>/pilot/voorwaarden")
@visiting
def add(visit: Visit) -> Response:
    """Add what was ticked and what was written; 409 when the pilot takes none any more."""
    form = posted(_questions(visit))
    values = form.values()
    if messages := form.messages() or nothing_chosen(values) or _too_late_to_start(visit, values):
        return _list_page(visit, values, messages)
    try:
        add_conditions(visit.proposal, _wanted(visit, values), visit.coordinator)
    except TooMany:
        return too_much()
    except TooLate:
        return _list_page(visit.again(), values, meanwhile=True)
    return _done(visit)


@blueprint.get("/voorstel/<ref>/pilot/voorwaarden/<uid>")
@visiting
def ask_condition(visit: Visit, uid: str) -> Response:
    """Show one condition, to be worded otherwise or noted as met."""
    return _condition_page(visit, _condition(visit, uid))


@blueprint.post("/voorstel/<ref>/pilot/voorwaarden/<uid>")
@visiting
def change(visit: Visit, uid: str) -> Response:
    """Change one condition; 409 with what was typed when somebody else was first."""
    condition, form = _condition(visit, uid), posted(CHANGED)
    values = form.values()
    if messages := form.messages() or _too_late_to_open(visit, values):
        return _condition_page(visit, condition, values, messages)
    if request.form.get("gezien") != str(condition.revision):
        return _condition_page(visit, condition, values, meanwhile=True)
    state, note = str(values["condition_state"]), str(values["condition_note"] or "")
    try:
        change_condition(condition, _own(values), state, note, visit.coordinator)
    except TooLate:
        again = visit.again()
        return _condition_page(again, _condition(again, uid), values, meanwhile=True)
    return _done(visit)


def _pilot(visit: Visit) -> Pilot:
    """Return the pilot; raises DeadLink when there is none yet."""
    if visit.pilot is None:
        raise DeadLink
    return visit.pilot


def _condition(visit: Visit, uid: str) -> PilotCondition:
    _pilot(visit)
    found = (each for each in visit.conditions if each.uid == uid)
    condition = next(found, None)
    if condition is None:
        raise DeadLink
    return condition


def _offered(visit: Visit) -> tuple[Offered, ...]:
    """Return what is offered and not there yet, by its text."""
    there = {each.text for each in visit.conditions}
    fits = offered(visit.proposal.answers)
    is_started = _pilot(visit).status != "preparing"
    return tuple(
        each
        for each in fits
        if each.text not in there and not (is_started and each.is_before_start)
    )


def _questions(visit: Visit) -> tuple[Question, ...]:
    to_choose = _offered(visit)
    return (which_offered(to_choose), *OWN) if to_choose else OWN


def _wanted(visit: Visit, values: Answers) -> list[NewCondition]:
    ticked = values.get("offered")
    chosen = [each for each in _offered(visit) if isinstance(ticked, list) and each.key in ticked]
    wanted = [NewCondition(each.text, each.who, each.is_before_start) for each in chosen]
    return [*wanted, _own(values)] if values["condition_text"] else wanted


def _own(values: Answers) -> NewCondition:
    """Return the condition that was written."""
    return NewCondition(
        str(values["condition_text"]),
        str(values["condition_who"]),
        values["condition_when"] == BEFORE,
        read_day(values["condition_due"]),
    )


def _too_late_to_start(visit: Visit, values: Answers) -> Errors:
    is_for_start = values["condition_when"] == BEFORE
    return _RUNS if is_for_start and _pilot(visit).status != "preparing" else {}


def _too_late_to_open(visit: Visit, values: Answers) -> Errors:
    is_open = values["condition_state"] == OPEN
    return _too_late_to_start(visit, values) if is_open else {}


def _done(visit: Visit) -> Response:
    return go_to("workspace.conditions", ref=visit.proposal.reference, gedaan="bewaard")


def _list_page(
    visit: Visit,
    values: Answers | None = None,
    errors: Errors | None = None,
    *,
    meanwhile: bool = False,
) -> Response:
    pilot = _pilot(visit)
    values = values or {}
    return page(
        "workspace/conditions",
        title="Voorwaarden van een pilot",
        status=409 if meanwhile else None,
        conditions=[told(each) for each in visit.conditions],
        may_add=pilot.status in CHANGEABLE,
        questions=_questions(visit),
        done=_DONE.get(request.args.get("gedaan", ""), ""),
        **_form(visit, values, errors, meanwhile),
    )


def _condition_page(
    visit: Visit,
    condition: PilotCondition,
    values: Answers | None = None,
    errors: Errors | None = None,
    *,
    meanwhile: bool = False,
) -> Response:
    return page(
        "workspace/condition",
        title="Een voorwaarde",
        status=409 if meanwhile else None,
        condition=condition,
        told=told(condition),
        may_change=_pilot(visit).status in CHANGEABLE,
        questions=CHANGED,
        **_form(visit, _as_stored(condition) if values is None else values, errors, meanwhile),
    )


def _form(visit: Visit, values: Answers, errors: Errors | None, meanwhile: bool) -> Context:
    return {
        "proposal": visit.proposal,
        "values": values,
        "situation": Situation(values),
        "errors": errors,
        "meanwhile": meanwhile,
    }


def _as_stored(condition: PilotCondition) -> Answers:
    """Return the answers that the form begins with; whether it is met, somebody has to say."""
    return {
        "condition_text": condition.text,
        "condition_who": condition.who,
        "condition_when": BEFORE if condition.is_before_start else DURING,
        "condition_due": condition.due.isoformat() if condition.due else "",
        "condition_state": MET if condition.met_at else "",
        "condition_note": condition.note,
    }
