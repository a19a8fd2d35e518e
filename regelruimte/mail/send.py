"""The sending: takes mails from the outbox and hands them to the server through Flask-Mail."""

from __future__ import annotations

import logging
import smtplib
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from functools import partial

from flask import Flask, current_app

from regelruimte import clock
from regelruimte.config import Config
from regelruimte.fields.address import mailable
from regelruimte.mail import outbox
from regelruimte.mail.connection import CarefulConnection, CarefulMail, CarefulMessage
from regelruimte.mail.icalendar import content_type
from regelruimte.mail.refusal import Fault, Refusal, refusal_of
from regelruimte.settings import settings
from regelruimte.store import chores, db
from regelruimte.store.models import OutgoingMail

log = logging.getLogger(__name__)
# Longer than connecting and one mail can take, so that no other mailer takes it meanwhile.
_LEASE = timedelta(minutes=4)
_BATCH = 20
_MANY = 1000
# How long a server may put off one address or one text ("at least 4-5 days", RFC 5321 4.5.4.1).
_GIVE_UP = timedelta(days=5)
_JOBS_EVERY = 3600.0  # seconds, whatever the clock on the wall does

mail = CarefulMail()


def init_app(app: Flask, config: Config) -> None:
    """Tell Flask-Mail of the configured server, under the names that it reads."""
    app.config |= {
        "MAIL_SERVER": config.mail.server,
        "MAIL_PORT": config.mail.port,
        "MAIL_USE_TLS": config.mail.use_tls,
        "MAIL_USE_SSL": config.mail.use_ssl,
        "MAIL_USERNAME": config.mail.username or None,
        "MAIL_PASSWORD": config.mail.password or None,
        "MAIL_DEFAULT_SENDER": config.mail.default_sender,
        "MAIL_SUPPRESS_SEND": False,
    }
    mail.init_app(app)


def watch(pause: float = 1.0, goes_on: Callable[[], bool] = lambda: True) -> None:
    """Send what is due and look again after `pause` seconds; every hour do the jobs."""
    jobs_at = time.monotonic()
    while goes_on():
        sent = _round(send_due)
        if time.monotonic() >= jobs_at:
            jobs_at = time.monotonic() + _JOBS_EVERY
            _do_jobs()
        if sent < _BATCH:
            time.sleep(pause)


def _round(job: Callable[[], int]) -> int:
    """Do a job; the mailer must outlive any fault of it, a database that is away included."""
    try:
        return job()
    except Exception as fault:
        # Its message could hold what an applicant typed.
        log.error("the mailer could not do its round: %s", type(fault).__name__)
        return 0
    finally:
        db.disconnect()  # a connection that broke is not used again


def _do_jobs() -> None:
    """Do each job; what is wrong with one stops no other."""
    for job in current_app.extensions.get("jobs", ()):
        _round(partial(_do, job))


def _do(job: Callable[[Config], object]) -> int:
    """Do a job and note that it was done; of one that fails it is noted as far as that works."""
    name, began = job.__name__, time.monotonic()
    try:
        job(settings())
    except Exception:
        with suppress(Exception):
            chores.note_failed(name)
        raise
    chores.note_done(name, time.monotonic() - began)
    return 0


def send_due() -> int:
    """Send a batch of the mails that are due now, one by one; return how many were handled.

    First it writes what others left to the mailer, such as the answer to who asks for a link.
    """
    for errand in current_app.extensions.get("errands", ()):
        errand(settings())
    if not settings().mail.server:
        return _keep_on_mailbox_page() if settings().development else 0
    with mail.connect() as connection:
        return sum(_send(connection, each) for each in outbox.claim_each(_BATCH, _LEASE))


def send_all_due() -> int:
    """Send everything that is due now; return how many were handled."""
    count = 0
    while handled := send_due():
        count += handled
    return count


def _keep_on_mailbox_page() -> int:
    claimed = outbox.claim(_BATCH, _LEASE)
    for message in claimed:
        if not outbox.for_nobody(message):
            outbox.delivered(message, keep_text=True)
    return len(claimed)


def _send(connection: CarefulConnection, message: OutgoingMail) -> int:
    """Send one mail, unless it is for nobody any more; return how many were handled by that."""
    if outbox.for_nobody(message):
        return 1
    with connection.in_time():
        try:
            connection.make_ready()
        except (OSError, smtplib.SMTPException) as fault:
            return _put_off_all(message, refusal_of(fault))
        _hand_over(connection, message)
    return 1


def _put_off_all(message: OutgoingMail, why: Refusal) -> int:
    """Try all that is due later: it is not a mail's fault but the server's, or the way there."""
    waiting = [message, *outbox.claim(_MANY, _LEASE)]
    log.warning("mail server: %s", why.short)
    for each in waiting:
        outbox.try_later(each, str(why), why.fault)
    return len(waiting)


def _hand_over(connection: CarefulConnection, message: OutgoingMail) -> None:
    """Hand one mail to a server that is ready, and note what it said."""
    try:
        connection.send(_as_message(message), settings().mail.return_path or None)
    except Exception as fault:
        _note_refusal(message, refusal_of(fault))
    else:
        outbox.delivered(message, keep_text=settings().development)


def _note_refusal(message: OutgoingMail, why: Refusal) -> None:
    """Give up on what is of no use to try again; try the rest later."""
    if why.fault is Fault.US:
        _put_off_all(message, why)
        return
    log.warning("a mail was not taken: %s", why.short)
    of_this_mail = why.fault in (Fault.RECIPIENT, Fault.TEXT)
    is_old = clock.now() - message.created_at > _GIVE_UP
    if why.is_final or (of_this_mail and (is_old or not why.code)):
        outbox.failed(message, str(why), why.fault)
    else:
        outbox.try_later(message, str(why), why.fault)


def _as_message(row: OutgoingMail) -> CarefulMessage:
    headers = {"Auto-Submitted": "auto-generated"}
    if row.reply_to:
        headers["Reply-To"] = row.reply_to  # Flask-Mail's own argument takes one address only
    message = CarefulMessage(
        subject=row.subject,
        recipients=[(row.recipient_name, mailable(row.recipient))],
        body=row.text,
        html=row.html,
        extra_headers=headers,
    )
    if row.calendar:
        message.attach("gesprek.ics", content_type(row.calendar), row.calendar)
    message.msgId = row.message_id
    # The moment of handing over: gateways refuse what is many days old. Its text tells when it
    # was written.
    message.date = clock.now().timestamp()
    return message
