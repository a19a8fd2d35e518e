"""The sending: takes mails from the outbox and hands them to the server through Flask-Mail."""

from __future__ import annotations

import logging
import smtplib
import ssl
import time
from collections.abc import Callable
from datetime import timedelta

from flask import Flask, current_app
from flask_mail import Connection, Mail, Message

from regelruimte.config import Config
from regelruimte.mail import outbox
from regelruimte.store.models import OutgoingMail

log = logging.getLogger(__name__)
_TIMEOUT_SECONDS = 20
_BATCH = 20
_LEASE = timedelta(minutes=10)


class CarefulConnection(Connection):
    """Flask-Mail's connection with a time limit, and TLS that checks the server's certificate."""

    def configure_host(self) -> smtplib.SMTP | smtplib.SMTP_SSL:
        """Return a connection that is ready to send."""
        host = self._connect()
        if self.mail.use_tls:
            host.starttls(context=ssl.create_default_context())
        if self.mail.username and self.mail.password:
            host.login(self.mail.username, self.mail.password)
        return host

    def _connect(self) -> smtplib.SMTP | smtplib.SMTP_SSL:
        server, port = self.mail.server, self.mail.port
        if self.mail.use_ssl:
            context = ssl.create_default_context()
            return smtplib.SMTP_SSL(server, port, timeout=_TIMEOUT_SECONDS, context=context)
        return smtplib.SMTP(server, port, timeout=_TIMEOUT_SECONDS)


class CarefulMail(Mail):
    """Flask-Mail with our connection."""

    def connect(self) -> CarefulConnection:
        """Return a new connection, not yet opened."""
        return CarefulConnection(current_app.extensions["mail"])


mail = CarefulMail()


def init_app(app: Flask, config: Config) -> None:
    """Give Flask-Mail the configured server."""
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
    """Send what is due, and look again after `pause` seconds, as long as `goes_on`."""
    while goes_on():
        try:
            sent = send_due()
        except Exception:
            # The mailer must outlive any fault, a database that is away included.
            log.exception("the mailer could not do its round")
            sent = 0
        if not sent:
            time.sleep(pause)


def send_due() -> int:
    """Send the mails that are due now; return how many were tried."""
    config: Config = current_app.config["REGELRUIMTE"]
    if not config.mail.server:
        return _keep_on_mailbox_page() if config.development else 0
    claimed = outbox.claim(_BATCH, _LEASE)
    if claimed:
        _send_over_one_connection(claimed, config)
    return len(claimed)


def _keep_on_mailbox_page() -> int:
    claimed = outbox.claim(_BATCH, _LEASE)
    for message in claimed:
        outbox.delivered(message, keep_text=True)
    return len(claimed)


def _send_over_one_connection(claimed: list[OutgoingMail], config: Config) -> None:
    waiting = list(claimed)
    try:
        with mail.connect() as connection:
            while waiting:
                _send_one(connection, waiting[0], config)
                waiting.pop(0)
    except (OSError, smtplib.SMTPException) as fault:
        # Not this mail's fault but the server's, or the way there: everything left goes later.
        log.warning("mail server: %s", type(fault).__name__)
        for message in waiting:
            outbox.try_later(message, type(fault).__name__)


def _send_one(connection: Connection, message: OutgoingMail, config: Config) -> None:
    """Send one mail; a refusal of this one stops no other."""
    try:
        connection.send(_as_message(message))
    except smtplib.SMTPRecipientsRefused as refused:
        _note_refusal(message, *refused.recipients[next(iter(refused.recipients))])
    except smtplib.SMTPDataError as refused:
        _note_refusal(message, refused.smtp_code, refused.smtp_error)
    except (UnicodeError, ValueError) as unsendable:
        outbox.failed(message, type(unsendable).__name__)
        if connection.host:
            connection.host.rset()  # the server still waits for this mail's recipient
    else:
        outbox.delivered(message, keep_text=config.development)


def _note_refusal(message: OutgoingMail, code: int, answer: bytes | str) -> None:
    """Give up on a permanent refusal (5xx, RFC 5321 4.2.1); try again after any other."""
    reason = f"{code} {answer.decode(errors='replace') if isinstance(answer, bytes) else answer}"
    if 500 <= code < 600:
        outbox.failed(message, reason)
    else:
        outbox.try_later(message, reason)


def _as_message(row: OutgoingMail) -> Message:
    headers = {"Auto-Submitted": "auto-generated"}
    if row.reply_to:
        headers["Reply-To"] = row.reply_to  # Flask-Mail's own argument takes one address only
    message = Message(
        subject=row.subject,
        recipients=[(row.recipient_name, row.recipient)],
        body=row.text,
        html=row.html,
        extra_headers=headers,
    )
    message.msgId = row.message_id
    return message
