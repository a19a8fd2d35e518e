"""A real pgbouncer before PostgreSQL, in transaction mode, gone afterwards."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg

from tests.ports import free_port
from tests.postgres import USER

# All that it is told for the sake of this site is the first line. Fewer sessions than there are
# people: no two transactions in a row of one person need to meet the same.
_SETTINGS = """\
[databases]
* = host={host} port={port} user={user}
[pgbouncer]
pool_mode = transaction
default_pool_size = 3
listen_addr = 127.0.0.1
listen_port = {own_port}
auth_type = any
unix_socket_dir =
logfile = {folder}/log
"""


def program() -> str | None:
    """Return where pgbouncer is, as Debian and others install it."""
    return shutil.which("pgbouncer", path=f"{os.environ['PATH']}:/usr/sbin")


@dataclass(frozen=True, slots=True)
class Pool:
    """A pool, by the name and port of its server; databases have the names they have behind it."""

    port: int

    @property
    def address(self) -> str:
        """The address of the database, as the site is told it."""
        return f"postgresql://{USER}@127.0.0.1:{self.port}/postgres"

    @property
    def transactions(self) -> int:
        """How many it has passed on."""
        console = f"postgresql://{USER}@127.0.0.1:{self.port}/pgbouncer"
        with psycopg.connect(console, autocommit=True) as connection:
            rows = connection.execute("SHOW TOTALS").fetchall()
        return int(dict(row[:2] for row in rows)["total_xact_count"])


@contextmanager
def pooled(address: str) -> Iterator[Pool]:
    """Run a pool before the server at an address."""
    there, pool = urlsplit(address), Pool(free_port())
    folder = Path(tempfile.mkdtemp(prefix="regelruimte-pool-"))
    try:
        with _running(folder, pool, host=str(there.hostname), port=str(there.port)):
            yield pool
    finally:
        shutil.rmtree(folder)


@contextmanager
def _running(folder: Path, pool: Pool, **server: str) -> Iterator[None]:
    settings = folder / "pgbouncer.ini"
    settings.write_text(_SETTINGS.format(folder=folder, own_port=pool.port, user=USER, **server))
    settings.chmod(0o644)
    as_whom: dict[str, Any] = {}
    if os.geteuid() == 0:  # it refuses to run as root
        as_whom = {"user": USER, "group": USER, "extra_groups": []}
        shutil.chown(folder, USER, USER)
    process = subprocess.Popen([str(program()), "-q", settings], **as_whom)
    try:
        _wait(pool)
        yield
    finally:
        process.terminate()
        process.wait(timeout=10)


def _wait(pool: Pool) -> None:
    for _ in range(100):
        try:
            psycopg.connect(pool.address).close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError("pgbouncer does not answer")
