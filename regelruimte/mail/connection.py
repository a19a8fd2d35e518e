"""A connection to the mail server that never waits for ever and never trusts a false name."""

from __future__ import annotations

import smtplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.charset import QP, Charset
from email.mime.base import MIMEBase
from email.mime.text import MIMEText
from email.policy import SMTP
from threading import Timer

from flask import current_app
from flask_mail import Connection, Mail, Message

Address = str | tuple[str, str] | None  # as Flask-Mail has it: with or without a name

SILENCE = 20  # seconds that the server may say nothing
CONVERSATION = 90  # seconds for one mail, or for connecting: bytes may drip in one by one

_UTF8 = Charset("utf-8")
_UTF8.body_encoding = QP  # a line of a mail holds 998 bytes at most (RFC 5322 2.1.1)


class CarefulMessage(Message):
    """Flask-Mail's message, its text in lines that every server takes."""

    def _message(self) -> MIMEBase:
        # Folded once: Python decodes what Flask-Mail encoded to fold it again, and spoils it.
        message = super()._message()
        message.policy = SMTP.clone(refold_source="none")
        return message

    def _mimetext(self, text: str | None, subtype: str = "plain") -> MIMEText:
        return MIMEText(text or "", subtype, _UTF8)  # type: ignore[arg-type]  # a Charset it is


class CarefulConnection(Connection):
    """Flask-Mail's connection with time limits, and TLS that checks the server's certificate."""

    def __exit__(self, *fault: object) -> None:
        """Take leave; what was taken with 250 stays taken, however the goodbye goes."""
        if self.host:
            with suppress(OSError, smtplib.SMTPException), _limit(self.host):
                self.host.quit()

    def configure_host(self) -> smtplib.SMTP | smtplib.SMTP_SSL:
        """Return a client that is connected and ready to send."""
        server, port = self.mail.server, self.mail.port
        host = self._client()
        # The name that its certificate must bear; given sooner, it would connect without a limit.
        host._host = server  # type: ignore[attr-defined]
        with _limit(host):
            host.connect(server, port)
            if self.mail.use_tls:
                host.starttls(context=ssl.create_default_context())
            if self.mail.username and self.mail.password:
                host.login(self.mail.username, self.mail.password)
        return host

    def _client(self) -> smtplib.SMTP | smtplib.SMTP_SSL:
        if self.mail.use_ssl:
            return smtplib.SMTP_SSL(timeout=SILENCE, context=ssl.create_default_context())
        return smtplib.SMTP(timeout=SILENCE)

    def send(self, message: Message, envelope_from: Address = None) -> None:
        """Hand one mail over; raises OSError or SMTPException when it takes over CONVERSATION."""
        with _limit(self.host):
            super().send(message, envelope_from)


class CarefulMail(Mail):
    """Flask-Mail whose connections have time limits and check certificates."""

    def connect(self) -> CarefulConnection:
        """Return a new connection; `with` opens it."""
        return CarefulConnection(current_app.extensions["mail"])


@contextmanager
def _limit(host: smtplib.SMTP | None) -> Iterator[None]:
    """Hang up when the conversation takes too long; its next read or write then fails."""
    timer = Timer(CONVERSATION, _hang_up, [host])
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _hang_up(host: smtplib.SMTP | None) -> None:
    if host and host.sock:
        with suppress(OSError):
            host.sock.shutdown(socket.SHUT_RDWR)
