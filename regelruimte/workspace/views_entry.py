"""Entering a proposal for somebody who telephones or mails, and having them say yes to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Concatenate, ParamSpec

from flask import Response, request
from werkzeug.exceptions import NotFound

from regelruimte.check.criteria import CRITERIA
from regelruimte.check.verdict import is_finished, known_answers, verdict
from regelruimte.drafts.ask_for_yes import ask_for_yes
from regelruimte.drafts.enter import change_entry, enter
from regelruimte.drafts.entry import code_to_repeat, entry_with
from regelruimte.drafts.entry_questions import (
    ENTRY_MAILED_OFTEN,
    MAIL_IT,
    REPEATED_CODE,
    SAID_YES,
    WIPE_IT,
    WRONG_CODE,
    entry_questions,
)
from regelruimte.drafts.resume import TooOften
from regelruimte.drafts.send_by_phone import send_by_phone
from regelruimte.drafts.submit import NotReady
from regelruimte.drafts.wipe_entry import wipe_entry
from regelruimte.fields.forms import QuestionForm, posted
from regelruimte.fields.question import Situation
from regelruimte.fields.text import whole_number
from regelruimte.limits.count import SENT, Limit, take
from regelruimte.limits.network import current_network
from regelruimte.settings import settings
from regelruimte.sign_in import gate
from regelruimte.store.hold import TooLate
from regelruimte.web.page import go_to, page
from regelruimte.web.rate_limits import too_much
from regelruimte.workspace import entry_pages
from regelruimte.workspace.blueprint import blueprint
from regelruimte.workspace.entry_pages import EntryVisit

P = ParamSpec("P")
_STORED = Limit("entries stored by a coordinator", an_hour=120, a_day=600)
_LATER = "later"


def visiting(view: Callable[Concatenate[EntryVisit, P], Response]) -> Callable[..., Response]:
    """Hand a view the entry that the `uid` of its address names; what was sent has a page itself.

    Raises NotFound when it names none.
    """

    @wraps(view)
    def answer(uid: str, *args: P.args, **kwargs: P.kwargs) -> Response:
        entry = entry_with(uid)
        if entry is None:
            raise NotFound
        if entry.reference:
            return go_to("workspace.proposal", ref=entry.reference)
        return view(EntryVisit(entry, gate.current_coordinator(), settings()), *args, **kwargs)

    return answer


@blueprint.get("/voorstellen/nieuw")
def new_entry() -> Response:
    """Show all that is asked, on one page, to be filled in while somebody tells it."""
    return entry_pages.form(None, Situation())


@blueprint.post("/voorstellen/nieuw")
def store_entry() -> Response:
    """Store what was typed, and go on to have its owner say yes."""
    form = _posted_entry()
    if errors := _errors(form):
        return entry_pages.form(None, form.situation, errors)
    by = gate.current_coordinator()
    if not take((_STORED, by.email)):
        return too_much()
    return _to(enter(form.situation.check, form.values(), by).uid)


@blueprint.get("/invoer/<uid>")
@visiting
def entry(visit: EntryVisit) -> Response:
    """Show what was entered, and what has to be done before it is sent."""
    return entry_pages.entry(visit)


@blueprint.get("/invoer/<uid>/wijzigen")
@visiting
def ask_entry(visit: EntryVisit) -> Response:
    """Show the form again, filled in; no more once its owner opened it."""
    if visit.opened_at:
        return _to(visit.entry.uid)
    return entry_pages.form(visit.entry, visit.entry.situation)


@blueprint.post("/invoer/<uid>/wijzigen")
@visiting
def store_changed_entry(visit: EntryVisit) -> Response:
    """Store what was changed; a link that was mailed works no more."""
    form = _posted_entry()
    if errors := _errors(form):
        return entry_pages.form(visit.entry, form.situation, errors)
    if not take((_STORED, visit.coordinator.email)):
        return too_much()
    seen = whole_number(request.form.get("gezien", "")) or 0
    try:
        change_entry(visit.entry, form.situation.check, form.values(), seen, visit.coordinator)
    except TooLate:
        return entry_pages.form(visit.entry, form.situation, too_late=True)
    return _to(visit.entry.uid)


@blueprint.post("/invoer/<uid>/mailen")
@visiting
def mail_entry(visit: EntryVisit) -> Response:
    """Mail its owner the link, the first time or again."""
    try:
        ask_for_yes(visit.entry, visit.coordinator, visit.config)
    except (NotReady, TooLate):
        return entry_pages.entry(visit.again(), changed=True)
    except TooOften:
        return entry_pages.entry(visit, errors={MAIL_IT: ENTRY_MAILED_OFTEN})
    return _to(visit.entry.uid)


@blueprint.post("/invoer/<uid>/telefoon")
@visiting
def send_entry(visit: EntryVisit) -> Response:
    """Send what was read aloud to somebody without a mail address who said yes to it."""
    form = posted((REPEATED_CODE, SAID_YES))
    values = form.texts()
    if errors := form.messages() or _wrong_code(visit, values[REPEATED_CODE.key]):
        return entry_pages.entry(visit, values, errors)
    if not take((SENT, current_network())):
        return too_much()
    try:
        sent = send_by_phone(visit.entry, visit.coordinator, visit.config)
    except (NotReady, TooLate):
        return entry_pages.entry(visit.again(), changed=True)
    return go_to("workspace.proposal", ref=sent.reference, gedaan="verstuurd")


@blueprint.post("/invoer/<uid>/wissen")
@visiting
def wipe(visit: EntryVisit) -> Response:
    """Wipe out what was entered when a person chose to."""
    if errors := posted(WIPE_IT).messages():
        return entry_pages.entry(visit, errors=errors)
    wipe_entry(visit.entry, visit.config, by="coordinator")
    # No redirect: its address opens nothing any more.
    return page("workspace/entry_wiped", title="De invoer is gewist")


def _to(uid: str) -> Response:
    return go_to("workspace.entry", uid=uid)


def _posted_entry() -> QuestionForm:
    """Return the form of a proposal as it was posted, its check among what it is judged by."""
    situation = Situation(check=known_answers(request.form))
    return posted(entry_questions(situation), situation)


def _errors(form: QuestionForm) -> dict[str, str]:
    """Return what must be mended; nothing where it is only kept for later."""
    if request.form.get("daarna") == _LATER:
        return {}
    return posted(CRITERIA).messages() | _not_eligible(form.situation.check) | form.messages()


def _not_eligible(check: Mapping[str, str]) -> dict[str, str]:
    """Return the reason beside each answer of the check that lets no proposal follow."""
    if not is_finished(check) or verdict(check).outcome.may_propose:
        return {}
    worst = verdict(check).outcome.severity
    told = {each.question: each.text for each in verdict(check).reasons if each.severity == worst}
    return {each.key: told[each.label] for each in CRITERIA if each.label in told}


def _wrong_code(visit: EntryVisit, typed: str) -> dict[str, str]:
    digits = "".join(sign for sign in typed if sign.isdigit())
    return {} if digits == code_to_repeat(visit.entry) else {REPEATED_CODE.key: WRONG_CODE}
