"""The link of an applicant that a request's address opens, and what it shows by now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, g, request

from regelruimte import clock
from regelruimte.applicant import shown
from regelruimte.replies.appointment import appointment_of
from regelruimte.replies.queries import given_replies
from regelruimte.settings import settings
from regelruimte.store import links
from regelruimte.web.errors import DeadLink
from regelruimte.web.page import go_to

if TYPE_CHECKING:
    from regelruimte.mail.icalendar import Appointment
    from regelruimte.store.models import Link, Proposal, Reply

_AT_THE_DOOR = {"applicant.show", "applicant.identify"}


def open_link() -> Response | None:
    """Open the link, or raise DeadLink; a door lets nobody further than its own page."""
    token = (request.view_args or {})["token"]
    opened = links.find(links.Purpose.APPLICANT, token)
    if opened is None:
        raise DeadLink
    g.link = opened
    if opened.needs_confirmation and request.endpoint not in _AT_THE_DOOR:
        return go_to("applicant.show", token=token)
    return None


def link() -> Link:
    """Return the link that this request's address opens."""
    opened: Link = g.link
    return opened


def proposal() -> Proposal:
    """Return its proposal."""
    return link().proposal


def replies() -> list[Reply]:
    """Return the replies that the applicant may read by now."""
    return shown.shown_replies(given_replies(proposal()), clock.now())


def status_now() -> str:
    """Return the status that the applicant may see by now."""
    return shown.shown_status(proposal().status, given_replies(proposal()), clock.now())


def appointment() -> Appointment | None:
    """Return the talk that the applicant may know of by now, also one that was cancelled."""
    return appointment_of(proposal(), replies(), status_now(), settings())
