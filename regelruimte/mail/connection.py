"""A connection to the mail server that never waits for ever and never trusts a false name."""

from __future__ import annotations

import smtplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.utils import formatdate
from functools import lru_cache
from threading import Timer
from typing import Self

from flask import current_app
from flask_mail import Connection, Mail, Message, sanitize_address, sanitize_addresses

from regelruimte.mail import mime

Address = str | tuple[str, str] | None  # as Flask-Mail has it: with or without a name

SILENCE = 20  # seconds that the server may say nothing
CONVERSATION = 90  # seconds for one mail, connecting and all: bytes may drip in one by one
_OK = 250


@lru_cache(maxsize=2)
def _from(sender: str | tuple[str, str]) -> str:
    """Return the sender as a header holds it: the same in every mail, and nobody else's."""
    return sanitize_address(sender)


class CarefulMessage(Message):
    """Flask-Mail's message, in lines that every server takes."""

    def as_bytes(self) -> bytes:
        """Return the mail as it goes to the server."""
        named = {
            "Subject": mime.encoded(self.subject),
            "From": _from(self.sender),
            "To": ", ".join(sanitize_addresses(self.recipients)),
            "Date": formatdate(self.date, localtime=True),
            "Message-ID": self.msgId,
        }
        texts = (mime.text("plain", self.body or ""), mime.text("html", self.html or ""))
        files = [
            mime.file(str(each.filename), each.content_type, str(each.data))
            for each in self.attachments
        ]
        headers = {**named, **(self.extra_headers or {})}
        return mime.mail(headers, mime.multipart("alternative", *texts), *files)


class CarefulConnection(Connection):
    """Flask-Mail's connection for a batch, with time limits, and TLS that checks certificates.

    It opens when the first mail is there, and anew when the server hung up after the one before.
    """

    is_late = False  # whether it was hung up on because it took too long

    def __enter__(self) -> Self:
        """Open nothing yet: there may be nothing to send."""
        return self

    def __exit__(self, *fault: object) -> None:
        """Take leave; what was taken with 250 stays taken, however the goodbye goes."""
        if self.host:
            with suppress(OSError, smtplib.SMTPException), self.in_time():
                self.host.quit()

    @contextmanager
    def in_time(self) -> Iterator[None]:
        """Hang up when this takes longer than CONVERSATION; the next read or write then fails."""
        self.is_late = False
        timer = Timer(CONVERSATION, self._hang_up)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def _hang_up(self) -> None:
        self.is_late = True
        if self.host and self.host.sock:
            with suppress(OSError):
                self.host.sock.shutdown(socket.SHUT_RDWR)

    def make_ready(self) -> None:
        """Open it unless the server still listens; raises OSError or SMTPException."""
        if not self._still_listens():
            self._open_anew()

    def _still_listens(self) -> bool:
        with suppress(OSError, smtplib.SMTPException):
            return self.host is not None and self.host.noop()[0] == _OK
        return False

    def _open_anew(self) -> None:
        if self.is_late:
            raise TimeoutError
        if self.host:
            self.host.close()
        super().__enter__()

    def configure_host(self) -> smtplib.SMTP | smtplib.SMTP_SSL:
        """Return a client that is connected and ready to send."""
        server, port = self.mail.server, self.mail.port
        host = self.host = self._client()
        # The name that its certificate must bear; given sooner, it would connect without a limit.
        host._host = server  # type: ignore[attr-defined]
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
        """Hand one mail over; raises OSError or SMTPException.

        A server may take only so many over one connection: it then refuses the next one's sender.
        """
        try:
            super().send(message, envelope_from)
        except smtplib.SMTPSenderRefused:
            if not self.num_emails:
                raise
            self._open_anew()
            super().send(message, envelope_from)


class CarefulMail(Mail):
    """Flask-Mail whose connections have time limits and check certificates."""

    def connect(self) -> CarefulConnection:
        """Return a new connection; `with` takes leave of it, `make_ready` opens it."""
        return CarefulConnection(current_app.extensions["mail"])
