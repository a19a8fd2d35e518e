"""One card of the register in the workspace: writing it, asking for it, finding it good."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, request
from werkzeug.exceptions import NotFound

from regelruimte.fields.forms import posted
from regelruimte.fields.question import Answered, Answers, Situation, Value, label, record
from regelruimte.proposals.lookup import by_reference
from regelruimte.register import linked
from regelruimte.register.ask import Refused, ask
from regelruimte.register.lookup import card_of
from regelruimte.register.questions import (
    CARD_FIELDS,
    LINK_TO,
    NO_SUCH,
    NOT_FOR_A_CARD,
    ON_A_CARD,
)
from regelruimte.register.sign import sign
from regelruimte.register.status import CARD_ANSWERS, CARD_STATES
from regelruimte.register.take_off import take_off
from regelruimte.register.write import save
from regelruimte.settings import settings
from regelruimte.store.hold import TooLate
from regelruimte.web.page import go_to, page
from regelruimte.workspace.blueprint import blueprint
from regelruimte.workspace.card_form import messages
from regelruimte.workspace.card_visit import CardVisit, visiting_card
from regelruimte.workspace.coordinators import names

if TYPE_CHECKING:
    from regelruimte.store.models import Proposal

Errors = dict[str, str]
# What was just done, as the address says it: a reload tells it again and does nothing.
_DONE = {
    "bewaard": "De tekst is bewaard.",
    "gevraagd": "De indieners krijgen een mail met onze vraag.",
    "gelezen": "Jij hebt gezegd dat de tekst klopt.",
    "gekoppeld": "Het voorstel is gekoppeld.",
    "ontkoppeld": "Het voorstel is ontkoppeld.",
    "weg": "De tekst staat niet meer op de site.",
}
_MEANWHILE = "Iemand wijzigde deze regel terwijl je de pagina open had. Er is niets bewaard."
_REFUSED = "Er is niets gewijzigd. Kijk wat er nog in de weg staat."


@blueprint.get("/regels/<slug>")
@visiting_card
def card(visit: CardVisit) -> Response:
    """Show the newest version to write on, what stands in its way, and what it is about."""
    return _card_page(visit)


@blueprint.post("/regels/<slug>")
@visiting_card
def save_card(visit: CardVisit) -> Response:
    """Store what was written."""
    form = posted(CARD_FIELDS)
    if errors := messages(form, visit.card.linked):
        return _card_page(visit, form.values(), errors)
    try:
        save(visit.text, _seen(), form.values(), visit.coordinator)
    except TooLate:
        return _card_page(visit.again(), form.values(), problem=_MEANWHILE)
    return _done(visit, "bewaard")


@blueprint.post("/regels/<slug>/vraag")
@visiting_card
def ask_applicants(visit: CardVisit) -> Response:
    """Ask the applicants who were not asked yet."""
    try:
        ask(visit.text, _seen(), visit.coordinator, settings())
    except TooLate:
        return _card_page(visit.again(), problem=_MEANWHILE)
    except Refused:
        return _card_page(visit.again(), problem=_REFUSED)
    return _done(visit, "gevraagd")


@blueprint.post("/regels/<slug>/klaar")
@visiting_card
def sign_card(visit: CardVisit) -> Response:
    """Note that this coordinator found the text good."""
    try:
        sign(visit.text, _seen(), visit.coordinator)
    except TooLate:
        return _card_page(visit.again(), problem=_MEANWHILE)
    except Refused:
        return _card_page(visit.again(), problem=_REFUSED)
    return _done(visit, "gelezen")


@blueprint.post("/regels/<slug>/koppel")
@visiting_card
def link_proposal(visit: CardVisit) -> Response:
    """Let the card be about one more proposal."""
    form = posted(LINK_TO)
    values, other = form.values(), by_reference(form.texts()[LINK_TO.key])
    if errors := form.messages() or _not_to_link(other):
        return _card_page(visit, values, errors)
    assert other is not None  # noqa: S101 - or there was a message
    try:
        linked.take(visit.text, _seen(), other, visit.coordinator)
    except TooLate:
        return _card_page(visit.again(), values, problem=_MEANWHILE)
    return _done(visit, "gekoppeld")


@blueprint.post("/regels/<slug>/ontkoppel")
@visiting_card
def unlink_proposal(visit: CardVisit) -> Response:
    """Let the card be about a proposal no more."""
    other = by_reference(request.form.get("voorstel", ""))
    if other is None:
        raise NotFound
    try:
        linked.let_go(visit.text, _seen(), other, visit.coordinator)
    except TooLate:
        return _card_page(visit.again(), problem=_MEANWHILE)
    return _done(visit, "ontkoppeld")


@blueprint.post("/regels/<slug>/van-de-site")
@visiting_card
def take_card_off(visit: CardVisit) -> Response:
    """Take the card from the site at once."""
    take_off(visit.text)
    return _done(visit, "weg")


def _seen() -> str:
    return request.form.get("gezien", "")


def _done(visit: CardVisit, what: str) -> Response:
    """Go back to the page, which tells what was done: a key of `_DONE`."""
    return go_to("workspace.card", slug=visit.slug, gedaan=what)


def _not_to_link(other: Proposal | None) -> Errors:
    if other is None:
        return {LINK_TO.key: NO_SUCH}
    if not linked.may_be_on_a_card(other):
        return {LINK_TO.key: NOT_FOR_A_CARD}
    return {LINK_TO.key: ON_A_CARD} if card_of(other) else {}


def _card_page(
    visit: CardVisit,
    values: Answers | None = None,
    errors: Errors | None = None,
    *,
    problem: str = "",
) -> Response:
    """Show the card with what was posted; 409 with a `problem` that kept it from being stored."""
    text = visit.text
    stored: dict[str, Value] = {q.key: _typed(getattr(text, q.key)) for q in CARD_FIELDS}
    now = stored | dict(values or {})
    return page(
        "workspace/card",
        title="Een regel voor de site",
        status=409 if problem else None,
        text=text,
        on_site=visit.on_site,
        state=label(CARD_STATES, text.state),
        linked=visit.card.linked,
        answers=CARD_ANSWERS,
        label=label,
        objections=visit.objections,
        questions=CARD_FIELDS,
        link_question=LINK_TO,
        values=now,
        situation=Situation(now),
        errors=errors,
        problem=problem,
        others=_differing(stored, values or {}) if problem else [],
        readers=[names().get(each, each) for each in visit.readers],
        may_ask=visit.may_ask,
        may_sign=visit.may_sign,
        done=_DONE.get(request.args.get("gedaan", ""), ""),
    )


def _differing(stored: Answers, typed: Answers) -> list[Answered]:
    """Return in words what is stored where something else was typed."""
    words = record(CARD_FIELDS, Situation(stored))
    return [each for each in words if each.key in typed and typed[each.key] != stored[each.key]]


def _typed(value: object) -> str:
    return str(value) if value else ""
