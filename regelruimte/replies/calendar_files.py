"""The talk that was agreed: in whose calendar it stands, moved with it and out of it again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from email.utils import parseaddr

from regelruimte import clock
from regelruimte.config import Config
from regelruimte.fields.number_kinds import read_moment
from regelruimte.mail.icalendar import Appointment, calendar_file
from regelruimte.proposals.status import status
from regelruimte.store.models import Proposal, Reply


def appointment_of(
    proposal: Proposal, replies: Sequence[Reply], status_now: str, config: Config
) -> Appointment | None:
    """Return the last talk that these replies agreed on, or None.

    It is cancelled when the proposal closed before it. It names nobody and no proposal: an
    applicant's employer may read along. Each change of the status counts on its sequence.
    """
    for reply in reversed(replies):
        if start := read_moment(reply.answers.get("moment")):
            uid = f"{proposal.uid}@{config.site_host}"
            talk = Appointment(uid, reply.status_version, "Gesprek", start, reply.given_at)
            if not status(status_now).is_closed or start < proposal.closed_at:
                return talk
            ended = proposal.closed_at
            return replace(talk, sequence=proposal.status_version, written=ended, is_cancelled=True)
    return None


def file_for_us(proposal: Proposal, replies: Sequence[Reply], config: Config) -> str:
    """Return the talk that the given `replies` agreed on, for the coordinators' calendars.

    As an iCalendar file; "" if they agreed on none.
    """
    talk = appointment_of(proposal, replies, proposal.status, config)
    return _file(talk, proposal, config) if talk else ""


def ending_for_us(proposal: Proposal, replies: Sequence[Reply], config: Config) -> str:
    """Return the iCalendar file that takes the talk out of the coordinators' calendars.

    "" unless one lies ahead that they know of. Call it when the proposal was just closed, or
    before it is erased; `replies` are those that were given.
    """
    now = clock.now()
    final = [reply for reply in replies if reply.visible_at <= now]
    talk = appointment_of(proposal, final, "in_conversation", config)
    if talk is None or talk.start < now:
        return ""
    ended = replace(talk, sequence=proposal.status_version + 1, written=now, is_cancelled=True)
    return _file(ended, proposal, config)


def _file(talk: Appointment, proposal: Proposal, config: Config) -> str:
    sender = parseaddr(config.mail.default_sender)[1]
    summary = f"Gesprek over {proposal.reference}"
    return calendar_file(replace(talk, summary=summary, organizer=sender))
