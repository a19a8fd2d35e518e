"""The register in the workspace: all cards, writing one, asking for it, and releasing them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from flask import Response, request
from werkzeug.exceptions import NotFound

from regelruimte.fields.forms import QuestionForm, posted
from regelruimte.fields.question import Situation, Value, label
from regelruimte.proposals.lookup import by_reference
from regelruimte.register import facts, lookup, proposals, status
from regelruimte.register.ask import Refused, ask
from regelruimte.register.begun import begun_with
from regelruimte.register.objections import Linked, borrowed_in
from regelruimte.register.questions import (
    CARD_FIELDS,
    LINK_TO,
    NO_SUCH,
    NOT_FOR_A_CARD,
    ON_A_CARD,
    TEXTS,
)
from regelruimte.register.release import planned, release
from regelruimte.register.sign import sign
from regelruimte.register.take_off import take_off
from regelruimte.register.write import make, save
from regelruimte.settings import settings
from regelruimte.sign_in import gate
from regelruimte.store.hold import TooLate
from regelruimte.web.page import go_to, page
from regelruimte.workspace.alike import same_rule
from regelruimte.workspace.blueprint import blueprint
from regelruimte.workspace.card_visit import CardVisit, visiting_card
from regelruimte.workspace.coordinators import names

if TYPE_CHECKING:
    from regelruimte.store.models import Proposal

Errors = dict[str, str]
Values = Mapping[str, Value]
# What was just done, as the address says it: a reload tells it again and does nothing.
_DONE = {
    "bewaard": "De tekst is bewaard.",
    "gevraagd": "De indieners krijgen een mail met onze vraag.",
    "gelezen": "Jij hebt gezegd dat de tekst klopt.",
    "gekoppeld": "Het voorstel is gekoppeld.",
    "ontkoppeld": "Het voorstel is ontkoppeld.",
    "weg": "De tekst staat niet meer op de site.",
}
_RELEASED = "De regels staan op de site."
_MEANWHILE = "Iemand wijzigde deze regel terwijl je de pagina open had. Er is niets bewaard."
_REFUSED = "Er is niets gewijzigd. Kijk wat er nog in de weg staat."


@blueprint.get("/regels")
def cards() -> Response:
    """Show every card, how its newest version stands, and when the next release can be made."""
    return _cards_page()


@blueprint.post("/regels/plaatsen")
def release_cards() -> Response:
    """Put everything that may go on the site, together."""
    try:
        release()
    except TooLate:
        return _cards_page(too_late=True)
    return go_to("workspace.cards", gedaan="geplaatst")


def _cards_page(*, too_late: bool = False) -> Response:
    return page(
        "workspace/cards",
        title="Regels",
        status=409 if too_late else None,
        texts=lookup.newest_texts(),
        states=status.CARD_STATES,
        label=label,
        release=planned(),
        names=names(),
        too_late=too_late,
        done=_RELEASED if request.args.get("gedaan") == "geplaatst" else "",
    )


@blueprint.get("/regels/nieuw")
def new_card() -> Response:
    """Show the form for a card about the proposal in `van`, and those about the same rule.

    One that is on a card already leads there; raises NotFound when there is no such proposal.
    """
    proposal = _asked_about()
    if found := lookup.card_of(proposal):
        return go_to("workspace.card", slug=found.slug)
    return _write_page(proposal, _together(proposal), begun_with(proposal))


@blueprint.post("/regels/nieuw")
def make_card() -> Response:
    """Store a new card."""
    proposal = _asked_about()
    together = _together(proposal)
    form = posted(CARD_FIELDS)
    if messages := _messages(form, facts.of_proposals(together)):
        return _write_page(proposal, together, form.values(), messages)
    try:
        text = make(together, form.values(), gate.current_coordinator())
    except TooLate:
        return _write_page(proposal, together, form.values(), too_late=True)
    return go_to("workspace.card", slug=text.card.slug, gedaan="bewaard")


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
    if messages := _messages(form, visit.card.linked):
        return _card_page(visit, form.values(), messages)
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
    if messages := form.messages() or _not_to_link(other):
        return _card_page(visit, values, messages)
    assert other is not None  # noqa: S101 - or there was a message
    try:
        proposals.take(visit.text, _seen(), other, visit.coordinator)
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
        proposals.let_go(visit.text, _seen(), other, visit.coordinator)
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


def _asked_about() -> Proposal:
    proposal = by_reference(request.args.get("van", ""))
    if proposal is None or not proposals.may_be_on_a_card(proposal):
        raise NotFound
    return proposal


def _together(proposal: Proposal) -> list[Proposal]:
    """Return the proposal and those about the same rule, as far as a card may be about them."""
    return [proposal, *proposals.free_for_a_card(same_rule(proposal))]


def _not_to_link(other: Proposal | None) -> Errors:
    if other is None:
        return {LINK_TO.key: NO_SUCH}
    if not proposals.may_be_on_a_card(other):
        return {LINK_TO.key: NOT_FOR_A_CARD}
    return {LINK_TO.key: ON_A_CARD} if lookup.card_of(other) else {}


def _messages(form: QuestionForm, linked: tuple[Linked, ...]) -> Errors:
    """Return what is not right: an applicant's own words are not even kept on a card."""
    values = form.values()
    taken = ((q.key, next(borrowed_in(str(values[q.key]), linked), "")) for q in TEXTS)
    return {key: message for key, message in taken if message} | form.messages()


def _write_page(
    proposal: Proposal,
    together: list[Proposal],
    values: Values,
    errors: Errors | None = None,
    *,
    too_late: bool = False,
) -> Response:
    return page(
        "workspace/new_card",
        title="Een regel voor de site",
        status=409 if too_late else None,
        proposal=proposal,
        together=together,
        questions=CARD_FIELDS,
        values=values,
        situation=Situation(values),
        errors=errors,
        too_late=too_late,
    )


def _card_page(
    visit: CardVisit,
    values: Values | None = None,
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
        state=label(status.CARD_STATES, text.state),
        linked=visit.card.linked,
        answers=status.CARD_ANSWERS,
        label=label,
        objections=visit.objections,
        questions=CARD_FIELDS,
        link_question=LINK_TO,
        values=now,
        situation=Situation(now),
        errors=errors,
        problem=problem,
        readers=[
            names().get(each, each) for each in (text.first_reader, text.second_reader) if each
        ],
        may_sign=text.state == "asked" and text.first_reader != visit.coordinator.email,
        done=_DONE.get(request.args.get("gedaan", ""), ""),
    )


def _typed(value: object) -> str:
    return str(value) if value else ""
