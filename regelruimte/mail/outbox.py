"""The outbox: one row per message and recipient, written in the transaction it tells about."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from email.utils import formataddr
from typing import Any

from flask import current_app
from peewee import SQL, Case, ModelSelect, fn

from regelruimte import clock
from regelruimte.config import Config, Coordinator
from regelruimte.limits.person import person
from regelruimte.mail import throttle
from regelruimte.mail.kinds import (
    CONSENT_CODE,
    ENDING,
    ENTERED,
    FRESH_LINK,
    READER_CODE,
    READER_INVITED,
    RECEIPT,
    RESUME,
    MailKind,
)
from regelruimte.mail.refusal import Fault
from regelruimte.mail.subject import subject
from regelruimte.settings import settings
from regelruimte.store import shared_clock
from regelruimte.store.db import require_transaction
from regelruimte.store.models import OutgoingMail, Proposal, Reply
from regelruimte.store.types import Columns, Condition

_PATIENCE = timedelta(minutes=30)
_HOUR = timedelta(hours=1)
# Where they went is kept nowhere else, and not here either once they went.
_FORGOTTEN = {RESUME.key, ENDING.key, ENTERED.key, CONSENT_CODE.key}
_TO_READERS = (READER_INVITED.key, READER_CODE.key)
_TO_OTHERS = (*_TO_READERS, CONSENT_CODE.key)
_BLANK = {"text": "", "html": "", "subject": "", "calendar": ""}
# One piece: Peewee takes longer over four columns than a database over the whole query.
_UNDELIVERED = SQL(
    "(delivered_at IS NULL AND failed_at IS NULL AND cancelled_at IS NULL AND held_at IS NULL)"
)
_OPEN = dict.fromkeys(("delivered_at", "failed_at", "cancelled_at", "held_at"))
# What fills the subject and the templates of a mail, where it is put together beforehand.
Context = dict[str, Any]
Drawn = dict[str, str]  # its subject, text and html
NO_COORDINATOR = "no coordinator any more"


def queue(
    kind: MailKind,
    recipient: Coordinator,
    *,
    proposal: Proposal | None,
    link: str = "",
    **more: Any,
) -> None:
    """Write a mail of this kind to one recipient; `more` is as in `queue_each`."""
    queue_each(kind, {recipient: link}, proposal=proposal, recipient=recipient, **more)


def queue_each(
    kind: MailKind,
    links: Mapping[Coordinator, str],
    *,
    proposal: Proposal | None,
    reply: Reply | None = None,
    not_before: datetime | None = None,
    not_after: datetime | None = None,
    calendar: str = "",
    **context: Any,
) -> None:
    """Write the same mail to each of these people, with a link of one's own ("" for none).

    Call it inside the transaction of the change it tells about; `context` fills its subject and
    templates. It goes out after `not_before`, and from `not_after` on not any more, with the
    appointment `calendar` (iCalendar) if there is one. One that waits until a `reply` can no longer
    be undone is cancelled with that reply.
    """
    first = next(iter(links.values()), "")
    drawn = _drawn(kind, context | ({"link": first} if first else {})) if links else {}
    for recipient, link in links.items():
        _write(
            kind,
            recipient,
            # Drawn once: what is random stands nowhere but where the link does.
            {part: text.replace(first, link) if first else text for part, text in drawn.items()},
            proposal=proposal,
            reply=reply,
            calendar=calendar,
            not_before=not_before or clock.now(),
            not_after=not_after,
        )


def _drawn(kind: MailKind, context: Context) -> Drawn:
    """Draw the parts of a mail, which know what they are given and nothing of a request."""
    context = {**context, "config": settings(), "written": clock.now()}
    template = current_app.jinja_env.get_template
    return {
        "subject": subject(kind.subject, context),
        "text": template(f"mail/{kind.key}.txt").render(context),
        "html": template(f"mail/{kind.key}.html").render(context),
    }


def _write(kind: MailKind, recipient: Coordinator, drawn: Drawn, **columns: object) -> None:
    require_transaction()
    config = settings()
    OutgoingMail.create(
        kind=kind.key,
        recipient=recipient.email,
        recipient_name=recipient.name,
        for_coordinator=recipient in config.coordinators,
        person="" if _is_ours(recipient, config) else person(recipient.email),
        reply_to=_coordinators(config) if kind.answerable else "",
        message_id=new_message_id(config),
        **drawn,
        **columns,
    )


def new_message_id(config: Config) -> str:
    """Return a Message-ID that every attempt of one mail bears (RFC 5322 3.6.4)."""
    return f"<{uuid.uuid4().hex}@{config.site_host}>"


def _is_ours(recipient: Coordinator, config: Config) -> bool:
    return any(one.email == recipient.email for one in config.coordinators)


def _coordinators(config: Config) -> str:
    return ", ".join(formataddr((person.name, person.email)) for person in config.coordinators)


def claim(most: int, lease: timedelta) -> list[OutgoingMail]:
    """Return mails that are due, leased to the caller: nobody else gets them until then."""
    return list(claim_each(most, lease))


def claim_each(most: int, lease: timedelta) -> Iterator[OutgoingMail]:
    """Yield mails that are due, each leased to the caller when its turn comes and no sooner."""
    goes_on = True
    while goes_on:
        found, asked = _due(most, lease), most
        for mail in found:
            if _lease(mail, lease) and _may_go(mail):
                most -= 1
                yield mail
        # What is put back or held by another is due no more, so each round finds others.
        goes_on = most > 0 and len(found) == asked


def _may_go(mail: OutgoingMail) -> bool:
    """Tell whether a leased mail is still of use, and not one too many; if not, let it be."""
    if mail.not_after and mail.not_after <= clock.now():
        _cancel(OutgoingMail.id == mail.id)
    elif throttle.may_go(mail):
        return True
    else:
        throttle.put_off(mail)
    return False


def _due(most: int, lease: timedelta) -> list[OutgoingMail]:
    """Return the first mails that are due and leased to nobody."""
    now = shared_clock.now()
    # A lease for longer than that is from before the clock was put back.
    longest = now + lease + timedelta(minutes=1)
    ended = (OutgoingMail.leased_until < now) | (OutgoingMail.leased_until > longest)
    due = OutgoingMail.whole(
        _UNDELIVERED, _is_due(now), OutgoingMail.leased_until.is_null() | ended
    )
    return list(due.order_by(OutgoingMail.not_before).limit(most))


def _is_due(now: datetime) -> Condition:
    """Hold for what may go out now, and for what no pause or undo time puts so far ahead.

    The latter was written before the machine's clock was put back; it would wait for ever.
    """
    furthest = timedelta(minutes=settings().undo_minutes) + pause_after(100) + _PATIENCE
    return (OutgoingMail.not_before <= now) | (OutgoingMail.not_before > now + furthest)


def _lease(mail: OutgoingMail, lease: timedelta) -> bool:
    """Lease a mail unless something became of it since it was read; tell whether it is ours.

    By a conditional UPDATE and the database's clock, so that of two mailers only one has it.
    """
    as_read = {name: getattr(mail, name) for name in ("id", "not_before", "leased_until")}
    until = shared_clock.now() + lease
    return bool(OutgoingMail.change({"leased_until": until}, **as_read, **_OPEN))


def delivered(mail: OutgoingMail, *, keep_text: bool) -> None:
    """Note that the server took this mail; its text and links are blanked unless kept.

    So is where a mail about a draft went, or a code for a consent: neither says whose it is.
    """
    columns: Columns = {"delivered_at": clock.now(), "last_error": "", "fault": ""}
    columns |= {} if keep_text else _BLANK
    columns |= {"recipient": ""} if mail.kind in _FORGOTTEN and not keep_text else {}
    _note(mail, **columns)


def _note(mail: OutgoingMail, **columns: object) -> None:
    """Note what became of a mail that was leased."""
    OutgoingMail.change({"leased_until": None, **columns}, id=mail.id)


def cancel(
    proposal: Proposal,
    *,
    recipient: str | None = None,
    kind: MailKind | None = None,
    reply: Reply | None = None,
) -> None:
    """Let what waits about this proposal go out no more.

    With a recipient only what is for that address, with a kind only mails of that kind, with a
    reply only what waits until that one can no longer be undone.
    """
    which = (OutgoingMail.proposal == proposal) & (_UNDELIVERED | _failed() | _held())
    if recipient is not None:  # "" is nobody's address, and not everybody's
        which &= OutgoingMail.recipient == recipient
    if kind:
        which &= OutgoingMail.kind == kind.key
    if reply:
        which &= OutgoingMail.reply == reply
    _cancel(which)


def _cancel(which: Condition) -> int:
    ended = {"cancelled_at": clock.now(), "failed_at": None, "last_error": "", **_BLANK}
    is_forgotten = OutgoingMail.kind.in_(_FORGOTTEN)
    recipient = Case(None, [(is_forgotten, "")], OutgoingMail.recipient)
    return int(OutgoingMail.update(recipient=recipient, **ended).where(which).execute())


def cancel_asked_for(recipient: str) -> None:
    """Let what a stranger can have asked for go out no more to whoever has this address.

    What answers a proposal stays: that may be the real one.
    """
    asked_for = OutgoingMail.kind.in_([RECEIPT.key, FRESH_LINK.key, *_FORGOTTEN])
    _cancel(_UNDELIVERED & asked_for & (OutgoingMail.person == person(recipient)))


def waits(kind: MailKind, proposal: Proposal) -> bool:
    """Tell whether a mail of this kind about this proposal has yet to go out."""
    which = _UNDELIVERED & (OutgoingMail.kind == kind.key) & (OutgoingMail.proposal == proposal)
    return bool(OutgoingMail.select().where(which).exists())


def recent(kind: MailKind, since: datetime) -> ModelSelect[OutgoingMail]:
    """Return the mails of this kind that were written since then, to be narrowed and counted."""
    return OutgoingMail.select().where(
        OutgoingMail.kind == kind.key, OutgoingMail.created_at > since
    )


def failed(mail: OutgoingMail, reason: str, fault: str = "") -> None:
    """Note that this mail will not go out by itself any more."""
    tried = {"attempts": mail.attempts + 1, "last_error": reason, "fault": fault}
    _note(mail, failed_at=clock.now(), **tried)


def try_later(mail: OutgoingMail, reason: str, fault: str = "") -> None:
    """Put this mail back, to be tried again after a pause that grows with every attempt."""
    tried = {"attempts": mail.attempts + 1, "last_error": reason, "fault": fault}
    _note(mail, not_before=clock.now() + pause_after(mail.attempts + 1), **tried)


def for_nobody(mail: OutgoingMail) -> bool:
    """Cancel this mail if it is for somebody who is no coordinator any more; tell whether it was.

    Its text is kept: it may be written anew for whoever came instead.
    """
    if not mail.for_coordinator or mail.recipient in _addresses(settings()):
        return False
    _note(mail, cancelled_at=clock.now(), last_error=NO_COORDINATOR)
    return True


def for_others(config: Config) -> list[OutgoingMail]:
    """Return the mails that were not delivered to somebody who is no coordinator any more."""
    open_ones = _UNDELIVERED | _failed() | _held() | _was_for_nobody()
    theirs = OutgoingMail.for_coordinator & OutgoingMail.recipient.not_in(_addresses(config))
    return list(OutgoingMail.select().where(open_ones & theirs).order_by(OutgoingMail.id))


def _addresses(config: Config) -> list[str]:
    return [person.email for person in config.coordinators]


def pause_after(attempts: int) -> timedelta:
    """Return the pause after so many attempts: 15 seconds, doubling up to 10 minutes.

    It never gives up by itself: an outage may last three days.
    """
    return timedelta(seconds=min(15 * (1 << min(attempts - 1, 10)), 10 * 60))


def counts() -> dict[str, int]:
    """Return how many mails wait, failed, and are held since a back-up was restored."""
    by_name = {"waiting": _UNDELIVERED, "failed": _failed(), "held": _held()}
    return {name: OutgoingMail.select().where(which).count() for name, which in by_name.items()}


def oldest() -> dict[str, datetime | None]:
    """Return when the oldest mail that is due, failed or is held was written, if there is one."""
    since = {"waiting": oldest_waiting()}
    for name, which in {"failed": _failed(), "held": _held()}.items():
        since[name] = OutgoingMail.select(fn.MIN(OutgoingMail.created_at)).where(which).scalar()
    return since


def stopped() -> list[OutgoingMail]:
    """Return the mails that go out only when a person says so, the oldest first."""
    stuck = _failed() | _held() | _was_for_nobody()
    return list(OutgoingMail.select().where(stuck).order_by(OutgoingMail.id))


def retry() -> int:
    """Let what is stopped go out after all; return how many."""
    again = {"failed_at": None, "held_at": None, "attempts": 0, "not_before": clock.now()}
    return int(OutgoingMail.update(again).where(_failed() | _held()).execute())


def drop(ids: Sequence[int]) -> int:
    """Let these mails, as far as they were not delivered, never go out; return how many."""
    open_ones = _UNDELIVERED | _failed() | _held() | _was_for_nobody()
    return _cancel(OutgoingMail.id.in_(ids) & open_ones)


def refusals(proposal: Proposal) -> list[OutgoingMail]:
    """Return the mails to its applicant that a server refused for good, the oldest first."""
    theirs = (OutgoingMail.proposal == proposal) & to_its_applicant()
    return list(OutgoingMail.select().where(theirs & _failed()).order_by(OutgoingMail.id))


def refused_readers(proposal: Proposal) -> set[str]:
    """Return the addresses of its readers whose server refused a mail for good."""
    theirs = (OutgoingMail.proposal == proposal) & OutgoingMail.kind.in_(_TO_READERS)
    return {mail.recipient for mail in OutgoingMail.select().where(theirs & _failed())}


def to_its_applicant() -> Condition:
    """Return the condition of mails to an applicant, among those about a proposal."""
    theirs: Condition = ~OutgoingMail.for_coordinator
    return theirs & OutgoingMail.kind.not_in(_TO_OTHERS)


def _failed() -> Condition:
    return OutgoingMail.failed_at.is_null(False) & OutgoingMail.cancelled_at.is_null()


def _held() -> Condition:
    open_end = OutgoingMail.delivered_at.is_null() & OutgoingMail.cancelled_at.is_null()
    return OutgoingMail.held_at.is_null(False) & open_end


def _was_for_nobody() -> Condition:
    return OutgoingMail.cancelled_at.is_null(False) & (OutgoingMail.last_error == NO_COORDINATOR)


def in_trouble() -> bool:
    """Tell whether mail waits for an operator: to mend the server, a setting or an address of ours.

    An applicant's address that a server refuses is for the coordinators, who see it beside the
    proposal: a stranger could otherwise give the site this colour.
    """
    ours = _failed() & (OutgoingMail.for_coordinator | (OutgoingMail.fault != Fault.RECIPIENT))
    refused = _UNDELIVERED & (OutgoingMail.fault == Fault.US)
    stuck = OutgoingMail.select().where(ours | refused | _held()).exists()
    return bool(stuck) or waits_too_long()


def reasons() -> dict[str, int]:
    """Return why mails that were tried still wait, by the words of the server, and how many."""
    tried = _UNDELIVERED & (OutgoingMail.last_error != "")
    counted = OutgoingMail.select(OutgoingMail.last_error, fn.COUNT(OutgoingMail.id)).where(tried)
    return dict(counted.group_by(OutgoingMail.last_error).tuples().iterator())


def waits_too_long() -> bool:
    """Tell whether a mail that was due has been waiting for more than half an hour."""
    oldest = oldest_waiting()
    return oldest is not None and clock.now() - oldest > _PATIENCE


def oldest_waiting() -> datetime | None:
    """Return since when the oldest due mail waits, but for what an applicant's server puts off."""
    is_due = (OutgoingMail.not_before <= clock.now()) | (OutgoingMail.attempts > 0)
    put_off = ~OutgoingMail.for_coordinator & (OutgoingMail.fault == Fault.RECIPIENT)
    mail = (
        OutgoingMail.select(OutgoingMail.created_at)
        .where(_UNDELIVERED & is_due & ~put_off)
        .order_by(OutgoingMail.created_at)
        .first()
    )
    return mail.created_at if mail else None


def latest(most: int) -> list[OutgoingMail]:
    """Return the newest mails that a mail program would show by now, the newest first."""
    newest = OutgoingMail.select().where(_has_come())
    return list(newest.order_by(OutgoingMail.delivered_at.desc()).limit(most))


def shown(number: int) -> OutgoingMail | None:
    """Return the mail with this number, if a mail program would show it by now."""
    return OutgoingMail.get_or_none(OutgoingMail.id == number, _has_come())


def _has_come() -> Condition:
    return OutgoingMail.delivered_at.is_null(False)
