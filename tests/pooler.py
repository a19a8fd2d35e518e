"""A pool before PostgreSQL that gives each transaction a server session of its own choosing.

It does what pgbouncer does in transaction mode, as far as it could trouble us: what one session
was told (SET, a prepared statement) is not there in the next, or is somebody else's; and it refuses
`options` at start-up. Nothing is encrypted and COPY is not known.
"""

from __future__ import annotations

import asyncio
import struct
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit

from tests.ports import free_port

_ENCRYPTION = {80877103, 80877104}  # "SSLRequest" and "GSSENCRequest" (PostgreSQL, 55.7)
_PROTOCOL = 196608  # 3.0
_ENDS_A_TURN = {b"Q", b"S"}  # Query and Sync: the server answers with ReadyForQuery
_REFUSED = b"SERROR\0C08P01\0Munsupported startup parameter: options\0\0"


class Session:
    """One connection to the server, and what it said of itself when it began."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader, self.writer, self.greeting = reader, writer, b""


async def message(reader: asyncio.StreamReader) -> tuple[bytes, bytes]:
    """Return the kind of the next message, and the whole of it."""
    head = await reader.readexactly(5)
    (length,) = struct.unpack("!i", head[1:])
    return head[:1], head + await reader.readexactly(length - 4)


class Pooler:
    """Hands out the sessions in turn, so that no two transactions in a row get the same."""

    def __init__(self, host: str, port: int, user: str) -> None:
        self.host, self.port, self.user = host, port, user
        self.idle: deque[Session] = deque()
        self.free = asyncio.Condition()
        self.turns, self.greeting = 0, b""

    async def _session(self) -> Session:
        session = Session(*await asyncio.open_connection(self.host, self.port))
        named = f"user\0{self.user}\0database\0postgres\0\0".encode()
        session.writer.write(struct.pack("!ii", len(named) + 8, _PROTOCOL) + named)
        kind = b""
        while kind != b"Z":
            kind, whole = await message(session.reader)
            session.greeting += whole
        return session

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(asyncio.IncompleteReadError, ConnectionError):
            if await self._greets(reader, writer):
                while True:
                    await self._one_transaction(reader, writer)
        writer.close()

    async def _greets(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        length, code = struct.unpack("!ii", await reader.readexactly(8))
        if code in _ENCRYPTION:
            writer.write(b"N")
            return await self._greets(reader, writer)
        asked = (await reader.readexactly(length - 8)).split(b"\0")
        if b"options" in asked[::2]:
            writer.write(b"E" + struct.pack("!i", len(_REFUSED) + 4) + _REFUSED)
            return False
        writer.write(self.greeting)
        return True

    async def _one_transaction(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        kind, whole = await message(reader)
        async with self.free:
            await self.free.wait_for(lambda: self.idle)
            session = self.idle.popleft()
        self.turns += 1
        try:
            while not await self._one_turn(session, kind, whole, reader, writer):
                kind, whole = await message(reader)
        finally:
            async with self.free:
                self.idle.append(session)
                self.free.notify()

    async def _one_turn(
        self,
        session: Session,
        kind: bytes,
        whole: bytes,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
    ) -> bool:
        """Pass on what is asked and answered; tell whether the transaction is over."""
        while kind not in _ENDS_A_TURN:
            session.writer.write(whole)
            kind, whole = await message(reader)
        session.writer.write(whole)
        while True:
            kind, whole = await message(session.reader)
            writer.write(whole)
            if kind == b"Z":
                return whole[-1:] == b"I"

    async def run(self, port: int, sessions: int, ready: threading.Event) -> None:
        self.loop, self.over = asyncio.get_running_loop(), asyncio.Event()
        for _ in range(sessions):
            self.idle.append(await self._session())
        self.greeting = self.idle[0].greeting
        server = await asyncio.start_server(self.serve, "127.0.0.1", port)
        ready.set()
        await self.over.wait()
        server.close()

    def end(self) -> None:
        self.loop.call_soon_threadsafe(self.over.set)


@contextmanager
def pooled(address: str, sessions: int = 3) -> Iterator[tuple[str, Pooler]]:
    """Run a pool before the server at an address; yield the address of the pool, and the pool."""
    there, port, ready = urlsplit(address), free_port(), threading.Event()
    pooler = Pooler(there.hostname or "", there.port or 5432, there.username or "")
    running = threading.Thread(target=lambda: asyncio.run(pooler.run(port, sessions, ready)))
    running.start()
    try:
        assert ready.wait(10)
        yield f"postgresql://{there.username}@127.0.0.1:{port}/postgres", pooler
    finally:
        pooler.end()
        running.join()
