"""The register in the workspace: all cards, a new one, and releasing what is ready."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, request
from werkzeug.exceptions import NotFound

from regelruimte.fields.forms import posted
from regelruimte.fields.question import Answers, Situation, label
from regelruimte.proposals.lookup import by_reference
from regelruimte.register import facts, lookup
from regelruimte.register.begun import begun_with
from regelruimte.register.linked import free_for_a_card, may_be_on_a_card
from regelruimte.register.questions import CARD_FIELDS
from regelruimte.register.release import planned, release
from regelruimte.register.status import CARD_STATES
from regelruimte.register.write import make
from regelruimte.sign_in import gate
from regelruimte.store.hold import TooLate
from regelruimte.web.page import go_to, page
from regelruimte.workspace.alike import same_rule
from regelruimte.workspace.blueprint import blueprint
from regelruimte.workspace.card_form import messages
from regelruimte.workspace.coordinators import names

if TYPE_CHECKING:
    from regelruimte.store.models import Proposal

Errors = dict[str, str]
_RELEASED = "De regels staan op de site."


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
        states=CARD_STATES,
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
    if errors := messages(form, facts.of_proposals(together)):
        return _write_page(proposal, together, form.values(), errors)
    try:
        text = make(together, form.values(), gate.current_coordinator())
    except TooLate:
        return _write_page(proposal, together, form.values(), too_late=True)
    return go_to("workspace.card", slug=text.card.slug, gedaan="bewaard")


def _asked_about() -> Proposal:
    proposal = by_reference(request.args.get("van", ""))
    if proposal is None or not may_be_on_a_card(proposal):
        raise NotFound
    return proposal


def _together(proposal: Proposal) -> list[Proposal]:
    """Return the proposal and those about the same rule, as far as a card may be about them."""
    return [proposal, *free_for_a_card(same_rule(proposal))]


def _write_page(
    proposal: Proposal,
    together: list[Proposal],
    values: Answers,
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
