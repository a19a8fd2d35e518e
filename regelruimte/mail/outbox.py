"""The outbox: one row per message and recipient, written in the transaction it tells about."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from email.utils import formataddr
from typing import Any

from flask import render_template

from regelruimte import clock
from regelruimte.config import Config, Coordinator
from regelruimte.limits.person import person
from regelruimte.mail import turn
from regelruimte.mail.kinds import MailKind
from regelruimte.store.models import OutgoingMail, Proposal
from regelruimte.web.settings import settings

_PATIENCE = timedelta(minutes=30)


def queue(
    kind: MailKind,
    recipient: Coordinator,
    *,
    proposal: Proposal | None,
    not_before: datetime | None = None,
    not_after: datetime | None = None,
    calendar: str = "",
    **context: Any,
) -> None:
    """Write a mail of this kind to one recipient; `context` fills its subject and templates.

    Call it inside the transaction of the change it tells about. It goes out after `not_before`,
    and from `not_after` on not any more, with the appointment `calendar` (iCalendar) if there is
    one.
    """
    config = settings()
    context |= {"recipient": recipient, "config": config}
    OutgoingMail.create(
        kind=kind.key,
        proposal=proposal,
        recipient=recipient.email,
        recipient_name=recipient.name,
        person="" if _is_ours(recipient, config) else person(recipient.email),
        reply_to=_coordinators(config) if kind.answerable else "",
        subject=" ".join(kind.subject.format(**context).split()),
        text=render_template(f"mail/{kind.key}.txt", **context),
        html=render_template(f"mail/{kind.key}.html", **context),
        calendar=calendar,
        message_id=f"<{uuid.uuid4().hex}@{config.site_host}>",
        not_before=not_before or clock.now(),
        not_after=not_after,
    )


def _is_ours(recipient: Coordinator, config: Config) -> bool:
    return any(one.email == recipient.email for one in config.coordinators)


def _coordinators(config: Config) -> str:
    return ", ".join(formataddr((person.name, person.email)) for person in config.coordinators)


def claim(most: int, lease: timedelta) -> list[OutgoingMail]:
    """Return mails that are due, leased to the caller: nobody else gets them until then.

    The lease is taken by a conditional UPDATE, so that of two mailers only one has it.
    """
    now = clock.now()
    # A lease for longer than that is from before the clock was put back.
    longest = now + lease + timedelta(minutes=1)
    ended = (OutgoingMail.leased_until < now) | (OutgoingMail.leased_until > longest)
    free = OutgoingMail.leased_until.is_null() | ended
    due = _undelivered() & _is_due(now) & free
    rows = OutgoingMail.select().where(due).order_by(OutgoingMail.not_before).limit(most)
    claimed: list[OutgoingMail] = []
    # What is put back or held by another is due no more, so each round finds others.
    while len(claimed) < most and (found := list(rows.clone())):
        claimed += [mail for mail in found if _lease(mail, now + lease, free) and _may_go(mail)]
    return claimed


def _may_go(mail: OutgoingMail) -> bool:
    """Tell whether a leased mail is still of use, and not one too many; if not, let it be."""
    if mail.not_after and mail.not_after <= clock.now():
        _cancel(OutgoingMail.id == mail.id)
    elif turn.has_come(mail):
        return True
    else:
        turn.wait_for_it(mail)
    return False


def _is_due(now: datetime) -> Any:
    """Hold for what may go out now, and for what no pause or undo time puts so far ahead.

    The latter was written before the machine's clock was put back; it would wait for ever.
    """
    furthest = timedelta(minutes=settings().undo_minutes) + pause_after(100) + _PATIENCE
    return (OutgoingMail.not_before <= now) | (OutgoingMail.not_before > now + furthest)


def _lease(mail: OutgoingMail, until: datetime, free: Any) -> bool:
    update = OutgoingMail.update(leased_until=until).where(
        OutgoingMail.id == mail.id, _undelivered(), free
    )
    return bool(update.execute())


def _undelivered() -> Any:
    return (
        OutgoingMail.delivered_at.is_null()
        & OutgoingMail.failed_at.is_null()
        & OutgoingMail.cancelled_at.is_null()
        & OutgoingMail.held_at.is_null()
    )


def delivered(mail: OutgoingMail, *, keep_text: bool) -> None:
    """Note that the server took this mail; its text and links are blanked unless kept."""
    blank = {} if keep_text else {"text": "", "html": "", "subject": "", "calendar": ""}
    OutgoingMail.update(delivered_at=clock.now(), leased_until=None, last_error="", **blank).where(
        OutgoingMail.id == mail.id
    ).execute()


def cancel(
    proposal: Proposal,
    *,
    recipient: str = "",
    kind: MailKind | None = None,
    not_before: datetime | None = None,
) -> None:
    """Let what waits about this proposal go out no more.

    With a recipient only what is for that address, with a kind only mails of that kind; with a
    moment only what waits for it.
    """
    which = _undelivered() & (OutgoingMail.proposal == proposal)
    if recipient:
        which &= OutgoingMail.recipient == recipient
    if kind:
        which &= OutgoingMail.kind == kind.key
    if not_before:
        which &= OutgoingMail.not_before == not_before
    _cancel(which)


def cancel_to(recipient: str) -> None:
    """Let nothing that waits for whoever has this address go out any more."""
    _cancel(_undelivered() & (OutgoingMail.person == person(recipient)))


def _cancel(which: Any) -> None:
    blank = {"text": "", "html": "", "subject": "", "calendar": ""}
    OutgoingMail.update(cancelled_at=clock.now(), leased_until=None, **blank).where(which).execute()


def waits(kind: MailKind, proposal: Proposal) -> bool:
    """Tell whether a mail of this kind about this proposal has yet to go out."""
    which = _undelivered() & (OutgoingMail.kind == kind.key) & (OutgoingMail.proposal == proposal)
    return bool(OutgoingMail.select().where(which).exists())


def recent(kind: MailKind, since: datetime) -> Any:
    """Return the mails of this kind that were written since then, to be narrowed and counted."""
    return OutgoingMail.select().where(
        OutgoingMail.kind == kind.key, OutgoingMail.created_at > since
    )


def failed(mail: OutgoingMail, reason: str) -> None:
    """Note that this mail will not go out by itself any more."""
    OutgoingMail.update(
        failed_at=clock.now(),
        leased_until=None,
        attempts=OutgoingMail.attempts + 1,
        last_error=reason,
    ).where(OutgoingMail.id == mail.id).execute()


def try_later(mail: OutgoingMail, reason: str) -> None:
    """Put this mail back, to be tried again after a pause that grows with every attempt."""
    OutgoingMail.update(
        not_before=clock.now() + pause_after(mail.attempts + 1),
        leased_until=None,
        attempts=OutgoingMail.attempts + 1,
        last_error=reason,
    ).where(OutgoingMail.id == mail.id).execute()


def pause_after(attempts: int) -> timedelta:
    """Return the pause after so many attempts: 15 seconds, doubling up to 10 minutes.

    It never gives up by itself: an outage may last three days.
    """
    return timedelta(seconds=min(15 * (1 << min(attempts - 1, 10)), 10 * 60))


def counts() -> dict[str, int]:
    """Return how many mails wait, failed, and are held since a back-up was restored."""
    by_name = {"waiting": _undelivered(), "failed": _failed(), "held": _held()}
    return {name: OutgoingMail.select().where(which).count() for name, which in by_name.items()}


def stopped() -> list[OutgoingMail]:
    """Return the mails that go out only when a person says so, the oldest first."""
    stuck = _failed() | _held()
    return list(OutgoingMail.select().where(stuck).order_by(OutgoingMail.id))


def retry() -> int:
    """Let what is stopped go out after all; return how many."""
    again = {"failed_at": None, "held_at": None, "attempts": 0, "not_before": clock.now()}
    return int(OutgoingMail.update(again).where(_failed() | _held()).execute())


def _failed() -> Any:
    return OutgoingMail.failed_at.is_null(False)


def _held() -> Any:
    open_end = OutgoingMail.delivered_at.is_null() & OutgoingMail.cancelled_at.is_null()
    return OutgoingMail.held_at.is_null(False) & open_end


def waits_too_long() -> bool:
    """Tell whether a mail that was due has been waiting for more than half an hour."""
    oldest = oldest_waiting()
    return oldest is not None and clock.now() - oldest > _PATIENCE


def oldest_waiting() -> datetime | None:
    """Return since when the oldest due mail waits."""
    is_due = (OutgoingMail.not_before <= clock.now()) | (OutgoingMail.attempts > 0)
    mail = (
        OutgoingMail.select(OutgoingMail.created_at)
        .where(_undelivered() & is_due)
        .order_by(OutgoingMail.created_at)
        .first()
    )
    return mail.created_at if mail else None


def latest(most: int) -> list[OutgoingMail]:
    """Return the newest mails that a mail program would show by now, the newest first."""
    shown = OutgoingMail.delivered_at.is_null(False)
    return list(
        OutgoingMail.select().where(shown).order_by(OutgoingMail.delivered_at.desc()).limit(most)
    )
