"""The pages of whoever is asked for a yes: the summary, the answer, the code, taking it back."""

from __future__ import annotations

from flask import Response

from regelruimte.consents.access_code import fill_in, send_code
from regelruimte.consents.blueprint import blueprint
from regelruimte.consents.excerpt import excerpt
from regelruimte.consents.give import IsApplicant, give
from regelruimte.consents.questions import (
    ADDRESS,
    ANSWER,
    ANSWERS,
    CONDITION,
    FUNCTION,
    IS_APPLICANT,
    IS_COORDINATOR,
    SAME_ADDRESS,
    TAKE_BACK_IT,
    questions_of,
)
from regelruimte.consents.take_back import take_back
from regelruimte.consents.visit import TAKES_BACK, Visit, visiting
from regelruimte.fields.forms import QuestionForm, posted
from regelruimte.fields.question import YES, Answers, Situation, label
from regelruimte.limits.person import person
from regelruimte.readers.invite import TooOften
from regelruimte.readers.questions import READER_CODE, TOO_OFTEN, WRONG_CODE
from regelruimte.store.hold import TooLate
from regelruimte.web.page import page
from regelruimte.web.rate_limits import limited, saving

Errors = dict[str, str]
_TITLE = "Toestemming"


@blueprint.get("")
@visiting
def show(visit: Visit) -> Response:
    """Show the summary, and ask for an answer; once one counts, show that."""
    return _page(visit)


@blueprint.post("")
@visiting
@limited
@saving
def answer(visit: Visit) -> Response:
    """Keep the answer until the code confirms it, and mail that; 409 when one counts already."""
    form = posted(questions_of(visit.kind))
    if messages := form.messages() or _wrong_address(visit, form):
        return _page(visit, form.values(), messages)
    try:
        fill_in(visit.consent, form.values())
    except TooOften:
        return _page(visit, form.values(), {ADDRESS.key: TOO_OFTEN})
    except TooLate:
        return _page(visit.again(), too_late=True)
    return visit.go_to("consents.code")


@blueprint.get("/code")
@visiting
def code(visit: Visit) -> Response:
    """Ask for the code from the mail; where none is asked, lead to the question."""
    return _code_page(visit) if _asks_code(visit) else visit.go_to("consents.show")


@blueprint.post("/code")
@visiting
@limited
def take_code(visit: Visit) -> Response:
    """Let the answer count, or take it back if it does; 409 when the pilot changed meanwhile.

    Only who reads the applicant's mailbox is told that this is hers: nobody finds out by guessing.
    """
    if not _asks_code(visit):  # typed twice, or somebody else was first
        return visit.go_to("consents.show")
    form = posted(READER_CODE)
    typed = form.texts()[READER_CODE.key]
    if messages := form.messages():
        return _code_page(visit, typed, messages)
    try:
        is_right = _use(visit, typed)
    except IsApplicant:
        return _page(visit, _filled_in(visit), {ADDRESS.key: IS_APPLICANT})
    except TooLate:
        return _code_page(visit.again(), typed, too_late=True)
    if is_right or not _asks_code(visit.again()):  # or the same code was sent twice at once
        return visit.go_to("consents.show")
    return _code_page(visit, typed, {READER_CODE.key: WRONG_CODE})


@blueprint.get("/intrekken")
@visiting
def ask_take_back(visit: Visit) -> Response:
    """Ask whether to take the answer back; without one, lead to the question."""
    return _take_back_page(visit) if visit.is_given else visit.go_to("consents.show")


@blueprint.post("/intrekken")
@visiting
@limited
def mail_code(visit: Visit) -> Response:
    """Mail a code to the address that was answered with; typing it takes the answer back.

    Whether it is that address, only who reads its mailbox learns.
    """
    form = posted((TAKE_BACK_IT, SAME_ADDRESS))
    values, messages = form.texts(), form.messages()
    if not visit.is_given or (values[TAKE_BACK_IT.key] != YES and not messages):
        return visit.go_to("consents.show")
    if messages:
        return _take_back_page(visit, form.values(), messages)
    try:
        send_code(visit.consent, values[SAME_ADDRESS.key])
    except TooOften:
        return _take_back_page(visit, form.values(), {SAME_ADDRESS.key: TOO_OFTEN})
    return visit.go_to("consents.code", **{TAKES_BACK: 1})


def _asks_code(visit: Visit) -> bool:
    return visit.waits_for_code or visit.takes_back


def _use(visit: Visit, typed: str) -> bool:
    verb = take_back if visit.is_given else give
    return verb(visit.consent, typed, visit.config)


def _wrong_address(visit: Visit, form: QuestionForm) -> Errors:
    """Return why this address can confirm nothing, if that is no secret."""
    who = person(form.texts()[ADDRESS.key])
    if who in {person(each.email) for each in visit.config.coordinators}:
        return {ADDRESS.key: IS_COORDINATOR}
    return {}


def _filled_in(visit: Visit) -> Answers:
    """Return what was filled in and did not count, but for the address, which is not kept."""
    consent = visit.consent
    return {
        ANSWER.key: consent.answer,
        CONDITION.key: consent.condition,
        FUNCTION.key: consent.function,
    }


def _page(
    visit: Visit,
    values: Answers | None = None,
    errors: Errors | None = None,
    *,
    too_late: bool = False,
) -> Response:
    """Show the summary and the form, or the answer; 409 when another one counts already."""
    return page(
        "consents/consent",
        title=_TITLE,
        status=409 if too_late else None,
        token=visit.token,
        consent=visit.consent,
        kind=visit.kind,
        excerpt=excerpt(visit.consent),
        questions=questions_of(visit.kind),
        answer=label(ANSWERS, visit.consent.answer),
        values=values or {},
        situation=Situation(values or {}),
        errors=errors,
        too_late=too_late,
    )


def _code_page(
    visit: Visit, typed: str = "", errors: Errors | None = None, *, too_late: bool = False
) -> Response:
    return page(
        "consents/consent_code",
        title=_TITLE,
        status=409 if too_late else None,
        token=visit.token,
        is_given=visit.is_given,
        question=READER_CODE,
        value=typed,
        errors=errors,
        too_late=too_late,
    )


def _take_back_page(
    visit: Visit, values: Answers | None = None, errors: Errors | None = None
) -> Response:
    return page(
        "consents/take_back",
        title=_TITLE,
        token=visit.token,
        answer=label(ANSWERS, visit.consent.answer),
        questions=(TAKE_BACK_IT, SAME_ADDRESS),
        values=values or {},
        errors=errors,
    )
