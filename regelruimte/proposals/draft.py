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
_AFTER_SENDING = {_SENT, "sending.open_own_page"}


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
    return _elsewhere(token)


def _elsewhere(token: str) -> Response | None:
    """Lead to the page of what was sent, or away from it as long as nothing was."""
    is_sent = proposal().status != "draft"
    if is_sent == (request.endpoint in _AFTER_SENDING):
        return None
    return go_to(_SENT if is_sent else "proposals.resume", token=token)


def proposal() -> Proposal:
    """Return the proposal that this request's address opens."""
    opened: Proposal = g.proposal
    return opened
