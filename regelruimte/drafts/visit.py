"""The draft that a request's address opens; every page of a draft begins here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, g, request

from regelruimte.drafts.door import has_door
from regelruimte.store import links
from regelruimte.web.errors import DeadLink
from regelruimte.web.page import go_to

if TYPE_CHECKING:
    from regelruimte.store.models import Link, Proposal

_SENT, _DOOR = "drafts.sent", "drafts.door"
_AT_THE_DOOR = {_DOOR, "drafts.open_door"}
_AFTER_SENDING = {_SENT, "drafts.open_own_page"}


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
    g.link, g.proposal = link, link.proposal
    if has_door(link) or request.endpoint in _AT_THE_DOOR:
        return _to_the_door(link, token)
    return _elsewhere(token)


def _to_the_door(link: Link, token: str) -> Response | None:
    """Lead to the door where there is one, and away from where there is none."""
    if has_door(link) == (request.endpoint in _AT_THE_DOOR):
        return None
    return go_to(_DOOR if has_door(link) else "drafts.resume", token=token)


def _elsewhere(token: str) -> Response | None:
    """Lead to the page of what was sent, or away from it as long as nothing was."""
    is_sent = proposal().status != "draft"
    if is_sent == (request.endpoint in _AFTER_SENDING):
        return None
    return go_to(_SENT if is_sent else "drafts.resume", token=token)


def link() -> Link:
    """Return the link that this request's address is."""
    opened: Link = g.link
    return opened


def was_mailed() -> bool:
    """Tell whether this address lies in a mailbox, where others may read along, or came of one."""
    return link().recipient in {links.MAILED, links.BEHIND_MAILED}


def proposal() -> Proposal:
    """Return the proposal that this request's address opens."""
    opened: Proposal = g.proposal
    return opened
