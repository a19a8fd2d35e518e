"""A mail server that fails in one particular way, on a free port, until it is mended."""

from __future__ import annotations

import asyncio
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope

from tests.certificate import self_signed
from tests.postoffice import PostOffice


class Closing(PostOffice):
    """Keeps a mail and hangs up instead of saying so."""

    async def handle_DATA(self, server: SMTP, session: Any, envelope: Envelope) -> str:
        """Keep the mail; then the line is cut."""
        await super().handle_DATA(server, session, envelope)
        server.transport.abort()
        return "250 never heard"


class ClosingAtQuit(PostOffice):
    """Takes everything and hangs up at the goodbye."""

    async def handle_QUIT(self, server: SMTP, _session: Any, _envelope: Envelope) -> str:
        """Cut the line."""
        server.transport.abort()
        return "221 never heard"


class Greylisting(PostOffice):
    """Says 451 the first time it hears of somebody."""

    async def handle_DATA(self, server: Any, session: Any, envelope: Envelope) -> str:
        """Keep the mail the second time."""
        seen = self.__dict__.setdefault("seen", set())
        if (to := tuple(envelope.rcpt_tos)) not in seen:
            seen.add(to)
            return "451 come back later"
        return await super().handle_DATA(server, session, envelope)


class Busy(PostOffice):
    """Closes down at every recipient (RFC 5321 3.8)."""

    async def handle_RCPT(self, *_: Any) -> str:
        """Say 421."""
        return "421 closing down"


class Full(PostOffice):
    """Refuses every mail for good once it has read it."""

    async def handle_DATA(self, *_: Any) -> str:
        """Say 552."""
        return "552 mailbox full"


@contextmanager
def smtp(office: PostOffice, **options: Any) -> Iterator[PostOffice]:
    """Run aiosmtpd with this handler on its port."""
    controller = Controller(office, hostname="127.0.0.1", port=office.port, **options)
    controller.start()
    try:
        yield office
    finally:
        controller.stop()


def no_one_signs_in(*_: Any) -> AuthResult:
    """Refuse every password (535)."""
    return AuthResult(success=False, handled=False)


def tls(folder: Path) -> ssl.SSLContext:
    """TLS with a certificate that nobody vouches for."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(*self_signed(folder, "127.0.0.1"))
    return context


@contextmanager
def talking(port: int, says: Callable[[asyncio.StreamWriter], Any]) -> Iterator[None]:
    """Run a server that is none: `says` is all it does with a connection."""
    loop = asyncio.new_event_loop()

    async def answer(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            await says(writer)

    server = loop.run_until_complete(asyncio.start_server(answer, "127.0.0.1", port))
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield
    finally:
        loop.call_soon_threadsafe(server.close)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()


async def nothing(_: asyncio.StreamWriter) -> None:
    """Say nothing, for ever."""
    await asyncio.sleep(3600)


async def drip(writer: asyncio.StreamWriter) -> None:
    """Say one byte every tenth of a second, and never end the line."""
    while True:
        writer.write(b"2")
        await writer.drain()
        await asyncio.sleep(0.1)


async def promise_tls(writer: asyncio.StreamWriter) -> None:
    """Offer STARTTLS, and then speak no TLS."""
    writer.write(b"220 here\r\n")
    for answer in (b"250-here\r\n250 STARTTLS\r\n", b"220 go ahead\r\nno TLS at all\r\n"):
        await asyncio.sleep(0.1)
        writer.write(answer)
        await writer.drain()
    await asyncio.sleep(3600)
