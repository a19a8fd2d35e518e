"""The mails of a reply: to the other coordinator, to the applicant, and the talk for calendars."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from flask import url_for

from regelruimte.config import Config, Coordinator
from regelruimte.fields.number_kinds import read_moment
from regelruimte.mail import kinds, outbox
from regelruimte.proposals import mails
from regelruimte.proposals.status import status
from regelruimte.replies.calendar_files import ending_for_us, file_for_us
from regelruimte.replies.kinds import reply_kind
from regelruimte.replies.queries import closes_at
from regelruimte.store import links
from regelruimte.store.models import Proposal, Reply


def tell_of_reply(reply: Reply, proposal: Proposal, config: Config) -> None:
    """Tell the other coordinator; of what the clock closed, which no coordinator did, both."""
    visible_at: datetime = reply.visible_at
    mails.to_coordinators(
        kinds.NOTICE if reply.coordinator else kinds.UNANSWERED,
        proposal,
        config,
        but=reply.coordinator,
        coordinator=reply.coordinator_name,
        told=reply_kind(reply.kind).told,
        undo_until=visible_at if config.undo_minutes else None,
    )


def ask_second(
    reply: Reply, proposal: Proposal, config: Config, kind: kinds.MailKind = kinds.SECOND
) -> None:
    """Ask every other coordinator for a second opinion, each with a link of one's own."""
    context = mails.content(proposal)
    for person in config.coordinators:
        if person.email != reply.coordinator:
            outbox.queue(
                kind,
                person,
                proposal=proposal,
                reply=reply,
                link=second_link(reply, proposal, person, config),
                coordinator=reply.coordinator_name,
                told=reply_kind(reply.kind).label,
                until=reply.waits_until,
                policy=reply.policy,
                **context,
            )


def second_link(
    reply: Reply,
    proposal: Proposal,
    person: Coordinator,
    config: Config,
    *,
    lasts: timedelta | None = None,
    session: str | None = None,
) -> str:
    """Return the address of a new link to this reply alone, for the second opinion of one person.

    It shows what changed since its writer read the proposal. It lasts as long as a mailed one,
    unless told otherwise, or until the `session` ends.
    """
    token = links.make(
        links.Purpose.SECOND,
        proposal,
        recipient=person.email,
        revision=reply.revision,
        lasts=lasts or timedelta(days=config.terms.coordinator_link_days),
        session=session,
        about=reply.etag,
    )
    return url_for("second_opinion.show", token=token, _external=True)


def tell_applicant(reply: Reply, proposal: Proposal, config: Config) -> None:
    """Tell the applicant of a reply, once it can no longer be undone; of a question, until when."""
    visible_at: datetime = reply.visible_at
    kind, told = kinds.REPLY, {}
    if reply.kind == "info_requested":
        kind, told = kinds.QUESTION, {"closes": closes_at(reply, config.terms)}
    mails.to_applicant(kind, proposal, config, reply=reply, not_before=visible_at, **told)


def tell_of_talk(
    reply: Reply, proposal: Proposal, replies: Sequence[Reply], config: Config
) -> None:
    """Mail the coordinators the talk that a reply agrees on, moves or ends, as a calendar file.

    `replies` are those given by now, this one included. It waits until the reply can no longer be
    undone: a calendar does not forget what it took in.
    """
    if start := read_moment(reply.answers.get("moment")):
        kind, file = kinds.APPOINTMENT, file_for_us(proposal, replies, config)
    else:
        kind, file = kinds.APPOINTMENT_ENDED, ending_for_us(proposal, replies, config)
        if not (file and status(proposal.status).is_closed):
            return
    waits = {"reply": reply, "not_before": reply.visible_at}
    mails.to_coordinators(kind, proposal, config, calendar=file, start=start, **waits)


def tell_of_undoing(reply: Reply, proposal: Proposal, by: Coordinator, config: Config) -> None:
    """Tell the other coordinator that a reply was undone, and how the proposal stands again."""
    mails.to_coordinators(
        kinds.UNDONE,
        proposal,
        config,
        but=by.email,
        coordinator=by.name,
        undone=reply_kind(reply.kind).label,
        status=status(proposal.status),
    )
