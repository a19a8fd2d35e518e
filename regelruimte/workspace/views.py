"""What waits for whom, and the list of all proposals."""

from __future__ import annotations

from flask import Response, request

from regelruimte.mail import outbox
from regelruimte.proposals.away import who_is_away
from regelruimte.proposals.levels import LEVELS
from regelruimte.proposals.status import STATUSES
from regelruimte.register.release import number_ready
from regelruimte.replies.writing import writing_now
from regelruimte.settings import settings
from regelruimte.sign_in import gate
from regelruimte.web.page import go_to, page
from regelruimte.workspace.blueprint import blueprint
from regelruimte.workspace.coordinators import names
from regelruimte.workspace.filters import chosen, filters
from regelruimte.workspace.inbox import inbox, most_urgent
from regelruimte.workspace.listing import BEFORE, SEARCH, address, listing

LABELS = {s.key: s.label for s in STATUSES} | {level.key: level.label for level in LEVELS}

# What was just done, as the address says it: a reload tells it again and does nothing.
_DONE = {"afwezig": "Tot wanneer je weg bent, is bewaard."}


@blueprint.get("")
def home() -> Response:
    """Show what waits, the most urgent first, a row each."""
    counts, me = outbox.counts(), gate.current_coordinator().email
    found = inbox(request.args, me)
    shown = {each.proposal.id for each in found.rows}
    return page(
        "workspace/waiting",
        title="Werkruimte",
        inbox=found,
        away=who_is_away(settings()),
        done=_DONE.get(request.args.get("gedaan", ""), ""),
        writers=writing_now(shown, me, settings()),
        stopped_mails=counts["failed"] + counts["held"],
        cards_ready=number_ready(),
        names=names(),
    )


@blueprint.get("/volgende")
def next_one() -> Response:
    """Lead to the most urgent proposal that waits for a reply; to the inbox when none does."""
    first = most_urgent(gate.current_coordinator().email)
    return go_to("workspace.proposal", ref=first.reference) if first else go_to("workspace.home")


@blueprint.get("/voorstellen")
def proposals() -> Response:
    """Show a page of the list; filters, search and page are in the query string."""
    args, config = request.args, settings()
    found = listing(args, config)
    return page(
        "workspace/proposals",
        title="Voorstellen",
        filters=filters(config),
        chosen=chosen(args, config),
        searched=args.get(SEARCH, ""),
        is_later_page=BEFORE in args,
        found=found,
        newest=address(args, config),
        older=address(args, config, voor=found.older),
        names=names(),
        labels=LABELS,
    )
