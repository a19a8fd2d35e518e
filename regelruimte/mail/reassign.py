"""What waits for somebody who is no coordinator any more, written anew for whoever came instead.

An address in the settings that is mended looks like that: one is gone, another one came.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, timedelta

from peewee import fn

from regelruimte import clock
from regelruimte.addresses import REPLY
from regelruimte.config import Config, Coordinator
from regelruimte.mail import kinds, outbox
from regelruimte.store import links
from regelruimte.store.db import transaction
from regelruimte.store.models import OutgoingMail

_TOKEN = re.compile(rf"(?<={re.escape(REPLY)}/)[a-z2-7]{{32}}")
# What one event tells is written to everybody within one transaction.
_SAME_EVENT = timedelta(minutes=1)
_ASKED_FOR = {
    kinds.SIGN_IN.key,
    kinds.FRESH_LINK.key,
    kinds.SECOND.key,
    kinds.SECOND_REMINDER.key,
}  # of one person, for that moment


def write_anew(config: Config) -> int:
    """Write these mails anew for coordinators who came after them; return how many were written.

    Each gets what was for all, once, with a link of one's own; the old mails go out no more.
    """
    with transaction():
        newcomers = {c: _first_mail(c) for c in config.coordinators}
        count = 0
        for mail in outbox.for_others(config):
            for person, first in newcomers.items():
                if first is None or first > mail.created_at + _SAME_EVENT:
                    count += _write(mail, person, config)
        _end(outbox.for_others(config))
    return count


def _end(mails: Iterable[OutgoingMail]) -> None:
    """Let these mails go out no more, and their links open nothing, now that all have their own."""
    for mail in mails:
        if found := _TOKEN.search(mail.text):
            links.end(links.Purpose.COORDINATOR, found[0])
        outbox.drop([mail.id])


def _first_mail(person: Coordinator) -> datetime | None:
    mails = OutgoingMail.select().where(OutgoingMail.recipient == person.email)
    first: OutgoingMail | None = mails.order_by(OutgoingMail.created_at).first()
    return first.created_at if first else None


def _write(mail: OutgoingMail, person: Coordinator, config: Config) -> int:
    if mail.kind in _ASKED_FOR or _has(mail, person):
        return 0
    found = _TOKEN.search(mail.text)
    token = links.hand_on(found[0], person.email) if found else ""
    OutgoingMail.create(
        kind=mail.kind,
        proposal=mail.proposal,
        reply=mail.reply,
        recipient=person.email,
        recipient_name=person.name,
        for_coordinator=True,
        subject=mail.subject,
        text=_TOKEN.sub(token, mail.text),
        html=_TOKEN.sub(token, mail.html),
        calendar=mail.calendar,
        message_id=outbox.new_message_id(config),
        created_at=mail.created_at,
        not_before=max(mail.not_before, clock.now()),
    )
    return 1


def _has(mail: OutgoingMail, person: Coordinator) -> bool:
    same = (OutgoingMail.recipient == person.email) & (OutgoingMail.kind == mail.kind)
    near = OutgoingMail.created_at.between(
        mail.created_at - _SAME_EVENT, mail.created_at + _SAME_EVENT
    )
    about = fn.COALESCE(OutgoingMail.proposal, 0) == (mail.__data__["proposal"] or 0)
    return bool(OutgoingMail.select().where(same & near & about).exists())
