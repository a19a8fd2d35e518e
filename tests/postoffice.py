"""Where mail arrives: a real SMTP server on loopback, or a hand that takes it in this process."""

from __future__ import annotations

import email
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import default
from email.utils import parseaddr
from functools import cached_property
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope
from flask import Flask, has_app_context
from flask_mail import Message, email_dispatched, sanitize_addresses

from tests.ports import free_port

_LINK = re.compile(r"https?://\S+")


@dataclass
class Letter:
    """One delivered mail."""

    to: str
    as_sent: Callable[[], bytes]
    returns_to: str = ""

    @cached_property
    def message(self) -> EmailMessage:
        """The mail as a mail program reads it."""
        content = self.as_sent()
        assert max(map(len, content.splitlines())) <= 998, "a line that servers refuse"
        message = email.message_from_bytes(content, policy=default)
        assert isinstance(message, EmailMessage)
        return message

    @property
    def subject(self) -> str:
        """The subject, decoded."""
        return str(self.message["Subject"])

    @property
    def text(self) -> str:
        """The plain text part."""
        part = self.message.get_body(("plain",))
        assert part is not None
        return str(part.get_content()).replace("\r\n", "\n")

    @property
    def html(self) -> str:
        """The HTML part."""
        part = self.message.get_body(("html",))
        assert part is not None
        return str(part.get_content())

    @property
    def links(self) -> list[str]:
        """The addresses in the plain text."""
        return _LINK.findall(self.text)

    @property
    def link(self) -> str:
        """The one link of the mail."""
        (link,) = self.links
        return link


@dataclass
class PostOffice:
    """Keeps the letters; with a port it is an SMTP server, which can refuse them too."""

    port: int = 0
    letters: list[Letter] = field(default_factory=list)
    # What it says instead of taking a mail for an address, or any mail at all: "550 unknown".
    refusals: dict[str, str] = field(default_factory=dict)
    closed: str = ""

    def begins_anew(self) -> None:
        """Throw all letters away and take mail for everybody."""
        self.letters.clear()
        self.refusals.clear()
        self.closed = ""

    async def handle_RCPT(
        self, _server: Any, _session: Any, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Take or refuse one recipient, as aiosmtpd asks its handler to."""
        if address in self.refusals:
            return self.refusals[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Envelope) -> str:
        """Keep a letter for each recipient, as aiosmtpd asks its handler to."""
        if self.closed:
            return self.closed
        content = envelope.content
        assert isinstance(content, bytes)
        for to in envelope.rcpt_tos:
            self.letters.append(Letter(to, lambda: content, envelope.mail_from or ""))
        return "250 kept"

    def to(self, address: str) -> list[Letter]:
        """Return the letters to this address, the oldest first."""
        return [letter for letter in self.letters if letter.to == address]


@contextmanager
def takes_mail_by_hand(app: Flask, office: PostOffice) -> Iterator[None]:
    """Let the mailer hand what it would send to an office that is no server.

    All of the sending runs but the conversation: Flask-Mail makes none when told to suppress it,
    and tells of each mail. Its bytes are made when somebody reads it.
    """

    def take(_: Flask, message: Message) -> None:
        def as_sent() -> bytes:
            with nullcontext() if has_app_context() else app.app_context():
                return message.as_bytes()

        for address in sanitize_addresses(message.send_to):
            office.letters.append(Letter(parseaddr(address)[1], as_sent))

    if office.port:
        yield
        return
    server = app.extensions["mail"]
    server.suppress = True
    with email_dispatched.connected_to(take, sender=app):
        yield
    server.suppress = False


@contextmanager
def open_post_office() -> Iterator[PostOffice]:
    """Run the SMTP server on a free port of loopback."""
    office = PostOffice(free_port())
    controller = Controller(office, hostname="127.0.0.1", port=office.port)
    controller.start()
    try:
        yield office
    finally:
        controller.stop()
