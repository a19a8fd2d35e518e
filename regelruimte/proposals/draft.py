"""The draft that a request's address opens; every page of a draft begins here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, g, request

from regelruimte.store import links
from regelruimte.web.errors import DeadLink
from regelruimte.web.page import go_to

if TYPE_CHECKING:
    from regelruimte.store.models import Proposal

_SENT = "sending.sent"


def open_draft() -> Response | None:
    """Open the draft of the token in the address, or raise DeadLink.

    Once it has been sent, its address shows only where it went.
    """
    token = (request.view_args or {}).get("token")
    if token is None:
        return None
    link = links.find(links.Purpose.DRAFT, token)
    if link is None:
        raise DeadLink
    g.proposal = link.proposal
    is_sent, shows_sent = (
        g.proposal.status != "draft",
        request.endpoint in {_SENT, "sending.open_own_page"},
    )
    if is_sent and not shows_sent:
        return go_to(_SENT, token=token)
    if shows_sent and not is_sent:
        return go_to("proposals.resume", token=token)
    return None


def proposal() -> Proposal:
    """Return the proposal that this request's address opens."""
    opened: Proposal = g.proposal
    return opened
