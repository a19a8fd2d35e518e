"""Who reads along with one's proposal: the question whether somebody may, and the answer."""

from __future__ import annotations

from flask import Response

from regelruimte.applicant.blueprint import blueprint
from regelruimte.applicant.visit import Visit, visiting
from regelruimte.fields.forms import posted
from regelruimte.fields.question import YES
from regelruimte.readers.answer import answer
from regelruimte.readers.lookup import ListedReader, can_be_read
from regelruimte.readers.questions import MAY_READ
from regelruimte.readers.standing import ASKED, READING
from regelruimte.store.hold import TooLate
from regelruimte.web.errors import DeadLink
from regelruimte.web.page import page
from regelruimte.web.rate_limits import saving

Errors = dict[str, str]


@blueprint.get("/meelezen/<uid>")
@visiting
def ask_reader(visit: Visit, uid: str) -> Response:
    """Show who would read what until when, and ask whether that is all right."""
    listed = _listed(visit, uid)
    return _ask(visit, listed) if _is_asked(visit, listed) else visit.go_to("applicant.show")


@blueprint.post("/meelezen/<uid>")
@visiting
@saving
def answer_reader(visit: Visit, uid: str) -> Response:
    """Take the yes or no; 409 when it was ended or answered otherwise meanwhile."""
    listed = _listed(visit, uid)
    form = posted(MAY_READ)
    if messages := form.messages():
        return _ask(visit, listed, messages)
    may = form.texts()[MAY_READ.key] == YES
    if listed.standing is READING and may:  # said so before
        return visit.go_to("applicant.show")
    try:
        answer(listed.reader, visit.config, may=may)
    except TooLate:
        return _ask(visit, listed, status=409)
    return visit.go_to("applicant.show", gedaan="meelezen")


def _listed(visit: Visit, uid: str) -> ListedReader:
    """Return the reader at this address; raises DeadLink if nobody was asked about it."""
    found = next((each for each in visit.readers if each.reader.uid == uid), None)
    if found is None or not visit.proposal.confidential:
        raise DeadLink
    return found


def _is_asked(visit: Visit, listed: ListedReader) -> bool:
    """Tell whether there is something to answer, a yes to take back included."""
    return listed.standing in (ASKED, READING) and can_be_read(visit.proposal)


def _ask(
    visit: Visit, listed: ListedReader, errors: Errors | None = None, status: int | None = None
) -> Response:
    return page(
        "applicant/may_read",
        title="Je voorstel",
        status=status,
        token=visit.token,
        listed=listed,
        question=MAY_READ,
        errors=errors,
        too_late=status == 409,
    )
