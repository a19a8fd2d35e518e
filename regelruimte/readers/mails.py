"""The mails about reading along: to the reader, to the applicant, to the coordinators."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from flask import url_for

from regelruimte import clock
from regelruimte.config import Config, Coordinator
from regelruimte.mail import kinds, outbox
from regelruimte.proposals import mails
from regelruimte.store import links
from regelruimte.store.models import Proposal, Reader

_SHORT = timedelta(hours=8)  # an address behind the door stays in the browser's history


def invite(reader: Reader) -> None:
    """Queue the mail with the link, which is a door; it tells nothing of the proposal."""
    token = new_link(reader, needs_confirmation=True)
    outbox.queue(
        kinds.READER_INVITED,
        Coordinator("", reader.email),
        proposal=reader.proposal,
        not_after=_end_of(reader),
        coordinator=reader.coordinator_name,
        until=reader.until,
        link=url_for("readers.show", token=token, _external=True),
    )


def new_link(reader: Reader, *, needs_confirmation: bool) -> str:
    """Return the token of a new link for this reader: the door, or what is behind it for a while.

    Neither outlasts the days of the reader.
    """
    left = _end_of(reader) - clock.now()
    return links.make(
        links.Purpose.READER,
        reader.proposal,
        recipient=reader.uid,
        lasts=left if needs_confirmation else min(left, _SHORT),
        needs_confirmation=needs_confirmation,
    )


def mail_code(reader: Reader, code: str, lasts: timedelta) -> None:
    """Queue the mail with a code, which is of no use after a while."""
    outbox.queue(
        kinds.READER_CODE,
        Coordinator("", reader.email),
        proposal=reader.proposal,
        not_after=clock.now() + lasts,
        code=code,
        minutes=int(lasts.total_seconds() // 60),
    )


def ask_applicant(reader: Reader, config: Config) -> None:
    """Queue the mail that a question waits on the own page; not which."""
    mails.to_applicant(kinds.READER_QUESTION, reader.proposal, config)


def tell_coordinators(proposal: Proposal, told: str, config: Config) -> None:
    """Queue to each coordinator that there is news about a reader, in a few words of ours.

    Its link leads into the workspace, which asks who reads: it holds no secret.
    """
    link = url_for("workspace.proposal", ref=proposal.reference, _external=True)
    for coordinator in config.coordinators:
        outbox.queue(
            kinds.READER_NEWS,
            coordinator,
            proposal=proposal,
            reference=proposal.reference,
            told=told,
            link=link,
        )


def cancel(reader: Reader) -> None:
    """Let what waits for this reader go out no more."""
    for kind in (kinds.READER_INVITED, kinds.READER_CODE):
        outbox.cancel(reader.proposal, recipient=reader.email, kind=kind)


def _end_of(reader: Reader) -> datetime:
    """Return the moment at which the last day of a reader is over, in the Netherlands."""
    return datetime.combine(reader.until + timedelta(days=1), time(), clock.NETHERLANDS)
