"""One connection for a batch; one that breaks, or takes no more, costs no mail and doubles none."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP, Envelope
from flask import Flask

from regelruimte import clock
from regelruimte.config import Coordinator
from regelruimte.mail import kinds, send
from regelruimte.store.models import OutgoingMail
from tests.faults.bad_smtp import smtp
from tests.ports import free_port
from tests.postoffice import PostOffice
from tests.queued import queued

pytestmark = pytest.mark.smtp
MANY = [f"{number}@voorbeeld.example" for number in range(6)]


@dataclass
class Counting(PostOffice):
    """Counts the connections that are made to it."""

    connections: int = 0

    async def handle_EHLO(
        self, _server: SMTP, session: Any, _envelope: Envelope, name: str, answers: list[str]
    ) -> list[str]:
        """Count, as aiosmtpd lets its handler."""
        self.connections += 1
        session.host_name = name
        return answers


class HangingUp(Counting):
    """Takes a mail, says so, and hangs up."""

    async def handle_DATA(self, server: SMTP, session: Any, envelope: Envelope) -> str:
        """Keep the mail and say so; nothing that comes after it is read."""
        said = await super().handle_DATA(server, session, envelope)
        await server.push(said)
        server.transport.close()
        return said


class OneEach(Counting):
    """Takes one mail over a connection, and then no other sender."""

    async def handle_MAIL(
        self, _server: SMTP, session: Any, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Refuse the second."""
        if hasattr(session, "has_sent"):
            return "452 4.5.3 too many mails over this connection"
        session.has_sent = True
        envelope.mail_from = address
        return "250 OK"


class Breaking(Counting):
    """Hangs up at the text of the third mail, and keeps nothing of it."""

    breaks = True

    async def handle_DATA(self, server: SMTP, session: Any, envelope: Envelope) -> str:
        """Keep a mail, or hang up."""
        if self.breaks and len(self.letters) == 2:
            self.breaks = False
            server.transport.abort()
            return "451 never heard"
        return await super().handle_DATA(server, session, envelope)


@pytest.fixture(scope="module")
def port() -> int:
    """Where these tests open their mail servers."""
    return free_port()


@pytest.fixture
def environment(environment: dict[str, str], port: int) -> dict[str, str]:
    """A site with its mail server there."""
    return environment | {"REGELRUIMTE_MAIL_PORT": str(port)}


@contextmanager
def sent_to(app: Flask, kind: type[Counting]) -> Iterator[Counting]:
    """Write a mail to each of MANY, and let the mailer do one round with such a server."""
    office = kind(app.config["MAIL_PORT"])
    with smtp(office), app.app_context():
        for address in MANY:
            queued(kinds.RESUME, Coordinator("", address), proposal=None, days=1, link="/")
        send.send_due()
        yield office


def arrived(office: PostOffice) -> list[str]:
    return sorted(letter.to for letter in office.letters)


def test_a_batch_that_goes_well_takes_one_connection(app: Flask) -> None:
    with sent_to(app, Counting) as office:
        assert arrived(office) == MANY
        assert office.connections == 1


@pytest.mark.parametrize("kind", [HangingUp, OneEach])
def test_a_server_that_takes_one_mail_each_time_gets_all_at_once(
    app: Flask, kind: type[Counting]
) -> None:
    with sent_to(app, kind) as office:
        assert arrived(office) == MANY
        assert OutgoingMail.select().where(OutgoingMail.attempts > 0).count() == 0


def test_a_connection_that_breaks_loses_no_mail_and_doubles_none(app: Flask) -> None:
    with sent_to(app, Breaking) as office:
        (waiting,) = OutgoingMail.select().where(OutgoingMail.delivered_at.is_null())
        assert arrived(office) == [address for address in MANY if address != waiting.recipient]
        assert office.connections == 2

        with clock.moved(timedelta(seconds=16)):
            send.send_due()
        assert arrived(office) == MANY


def test_a_refused_mail_in_a_batch_takes_no_new_connection(app: Flask) -> None:
    class Refusing(Counting):
        async def handle_RCPT(self, *asked: Any) -> str:
            refused = asked[3] == MANY[2]
            return "550 5.1.1 no such user" if refused else await super().handle_RCPT(*asked)

    with sent_to(app, Refusing) as office:
        assert arrived(office) == [address for address in MANY if address != MANY[2]]
        assert office.connections == 1


def test_nothing_is_connected_to_when_nothing_is_due(app: Flask) -> None:
    office = Counting(app.config["MAIL_PORT"])
    with smtp(office), app.app_context():
        send.send_due()

    assert office.connections == 0
