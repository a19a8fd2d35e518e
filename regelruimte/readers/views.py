"""The pages of whoever reads along: the door, the code, the parts, one remark."""

from __future__ import annotations

from flask import Response

from regelruimte.fields.forms import posted
from regelruimte.fields.question import YES, Answers
from regelruimte.readers.access_code import open_with_code, send_code
from regelruimte.readers.blueprint import blueprint
from regelruimte.readers.excerpt import excerpt
from regelruimte.readers.invite import TooOften
from regelruimte.readers.questions import (
    READER_CODE,
    REMARK_OF_READER,
    REMARK_READY,
    TOO_OFTEN,
    WANTS_CODE,
    WRONG_CODE,
)
from regelruimte.readers.remark import send_remark
from regelruimte.readers.revoke import not_for_me
from regelruimte.readers.visit import Visit, visiting, visiting_both, visiting_door
from regelruimte.store.hold import TooLate
from regelruimte.web.page import go_to, page
from regelruimte.web.rate_limits import limited, saving

Errors = dict[str, str]
_TITLE = "Meelezen"
_REMARK = (REMARK_OF_READER, REMARK_READY)


@blueprint.get("")
@visiting_both
def show(visit: Visit) -> Response:
    """Ask at the door whose mail it is; behind it show the parts that were chosen."""
    return _door_page(visit) if visit.is_at_the_door else _reading_page(visit)


@blueprint.post("")
@visiting_door
@limited
def ask_for_code(visit: Visit) -> Response:
    """Mail a code to the reader's own address, or close the link that came to somebody else."""
    form = posted(WANTS_CODE)
    if messages := form.messages():
        return _door_page(visit, messages)
    if form.texts()[WANTS_CODE.key] != YES:
        not_for_me(visit.reader)
        return page("readers/closed", title="De link is gesloten")
    try:
        send_code(visit.reader)
    except TooOften:
        return _door_page(visit, {WANTS_CODE.key: TOO_OFTEN})
    return visit.go_to("readers.code")


@blueprint.get("/code")
@visiting_door
def code(visit: Visit) -> Response:
    """Ask for the code from the mail."""
    return _code_page(visit)


@blueprint.post("/code")
@visiting_door
@limited
def take_code(visit: Visit) -> Response:
    """Open the parts at another address, which soon ends, for whoever reads that mailbox."""
    form = posted(READER_CODE)
    typed = form.texts()[READER_CODE.key]
    if messages := form.messages():
        return _code_page(visit, typed, messages)
    token = open_with_code(visit.reader, typed)
    if token is None:
        return _code_page(visit, typed, {READER_CODE.key: WRONG_CODE})
    return go_to("readers.show", token=token)


@blueprint.post("/opmerking")
@visiting
@saving
def take_remark(visit: Visit) -> Response:
    """Take the one remark; 409 when there is another already."""
    form = posted(_REMARK)
    if messages := form.messages():
        return _reading_page(visit, form.values(), messages)
    try:
        send_remark(visit.reader, form.texts()[REMARK_OF_READER.key], visit.config)
    except TooLate:
        return _reading_page(visit.again(), form.values(), too_late=True)
    return visit.go_to("readers.show")


def _door_page(visit: Visit, errors: Errors | None = None) -> Response:
    return page(
        "readers/reader_door",
        title=_TITLE,
        token=visit.token,
        reader=visit.reader,
        question=WANTS_CODE,
        errors=errors,
    )


def _code_page(visit: Visit, typed: str = "", errors: Errors | None = None) -> Response:
    return page(
        "readers/reader_code",
        title=_TITLE,
        token=visit.token,
        question=READER_CODE,
        value=typed,
        errors=errors,
    )


def _reading_page(
    visit: Visit,
    values: Answers | None = None,
    errors: Errors | None = None,
    *,
    too_late: bool = False,
) -> Response:
    """Show the parts; 409 with the text of a remark that came too late to be stored."""
    reader = visit.reader
    return page(
        "readers/reading",
        title=_TITLE,
        status=409 if too_late else None,
        token=visit.token,
        reader=reader,
        excerpt=excerpt(
            visit.proposal,
            reader.parts,
            person=reader.shows_person,
            organisation=reader.shows_organisation,
        ),
        remark_questions=_REMARK,
        values=values or {},
        errors=errors,
        too_late=too_late,
    )
