"""A real SMTP server on loopback that keeps what it is given."""

from __future__ import annotations

import email
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope

from tests.ports import free_port

_LINK = re.compile(r"https?://\S+")


@dataclass
class Letter:
    """One delivered mail."""

    to: str
    message: EmailMessage
    returns_to: str = ""

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
    """Where the test's SMTP server keeps its letters."""

    port: int
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
            message = email.message_from_bytes(content, policy=default)
            assert isinstance(message, EmailMessage)
            self.letters.append(Letter(to, message, envelope.mail_from or ""))
        return "250 kept"

    def to(self, address: str) -> list[Letter]:
        """Return the letters to this address, the oldest first."""
        return [letter for letter in self.letters if letter.to == address]


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
