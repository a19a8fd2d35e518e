"""The page on which a coordinator says to be away."""

from __future__ import annotations

from flask import Response

from regelruimte import clock
from regelruimte.fields.forms import posted
from regelruimte.fields.number_kinds import read_day
from regelruimte.proposals.away import who_is_away
from regelruimte.settings import settings
from regelruimte.sign_in import gate
from regelruimte.web.page import go_to, page
from regelruimte.workspace.absence import note_absence
from regelruimte.workspace.blueprint import blueprint
from regelruimte.workspace.questions import AWAY_UNTIL, IN_THE_PAST


@blueprint.get("/afwezig")
def ask_absence() -> Response:
    """Ask until which day the coordinator is away, what was noted filled in."""
    me = gate.current_coordinator().email
    noted = next((each.until for each in who_is_away(settings()) if each.email == me), None)
    return _page({AWAY_UNTIL.key: noted.isoformat() if noted else ""}, {})


@blueprint.post("/afwezig")
def be_away() -> Response:
    """Note the day; an empty one says that the coordinator is back."""
    form = posted(AWAY_UNTIL)
    values, errors = form.texts(), form.messages()
    until = read_day(values[AWAY_UNTIL.key])
    if until and until < clock.today():
        errors = {AWAY_UNTIL.key: IN_THE_PAST}
    if errors:
        return _page(values, errors)
    note_absence(gate.current_coordinator(), until)
    return go_to("workspace.home", gedaan="afwezig")


def _page(values: dict[str, str], errors: dict[str, str]) -> Response:
    return page(
        "workspace/absence",
        title="Afwezig",
        question=AWAY_UNTIL,
        values=values,
        errors=errors,
    )
