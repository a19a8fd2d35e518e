"""What waits for whom, and the list of all proposals."""

from __future__ import annotations

from flask import Response, request

from regelruimte.mail import outbox
from regelruimte.proposals.levels import LEVELS
from regelruimte.proposals.status import STATUSES
from regelruimte.register.release import number_ready
from regelruimte.settings import settings
from regelruimte.sign_in import gate
from regelruimte.web.page import go_to, page
from regelruimte.workspace.blueprint import blueprint
from regelruimte.workspace.coordinators import names
from regelruimte.workspace.filters import chosen, filters
from regelruimte.workspace.inbox import inbox, most_urgent
from regelruimte.workspace.listing import BEFORE, SEARCH, address, listing

LABELS = {s.key: s.label for s in STATUSES} | {level.key: level.label for level in LEVELS}


@blueprint.get("")
def home() -> Response:
    """Show what waits, the most urgent first, a row each."""
    counts = outbox.counts()
    return page(
        "workspace/waiting",
        title="Werkruimte",
        inbox=inbox(request.args, gate.current_session().coordinator.email),
        stopped_mails=counts["failed"] + counts["held"],
        cards_ready=number_ready(),
        names=names(),
    )


@blueprint.get("/volgende")
def next_one() -> Response:
    """Lead to the most urgent proposal that waits for a reply; to the inbox when none does."""
    first = most_urgent()
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
