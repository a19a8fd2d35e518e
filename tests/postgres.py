"""A PostgreSQL server of our own for the tests, on a free port, gone afterwards."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import psycopg

from tests.ports import free_port

USER = "postgres"


def binaries() -> Path | None:
    """Return the folder with initdb and pg_ctl, as Debian and others install them."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"))
    on_path = shutil.which("pg_ctl")
    usable = [*found, *([Path(on_path)] if on_path else [])]
    return usable[0].parent if usable else None


@contextmanager
def server(host: str = "127.0.0.1", under: Sequence[str] = ()) -> Iterator[str]:
    """Run a server with its data in a folder of its own; yield the address of its database.

    `under` is a command that runs it, such as one that gives it a network of its own.
    """
    place = binaries()
    assert place is not None
    data = Path(tempfile.mkdtemp(prefix="regelruimte-pg-"))
    port = free_port()
    try:
        _make(place, data)
        options = f"-p {port} -c listen_addresses={host} -c fsync=off -k {data}"
        start = (place / "pg_ctl", "-D", data, "-l", data / "log", "-o", options, "-w", "start")
        _run(*start, under=under)
        yield f"postgresql://{USER}@{host}:{port}/postgres"
        _run(place / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(data, ignore_errors=True)


def _make(place: Path, data: Path) -> None:
    if os.geteuid() == 0:
        shutil.chown(data, USER, USER)
    _run(place / "initdb", "-D", data, "-U", USER, "-A", "trust", "-E", "UTF8", "--no-sync")
    with (data / "pg_hba.conf").open("a") as rules:
        rules.write("host all all samenet trust\n")  # whoever is on its network


def processes(address: str) -> list[int]:
    """Return the processes of the server at this address, the first one first."""
    with psycopg.connect(address) as connection:
        data = connection.execute("SHOW data_directory").fetchone()
    assert data
    first = int((Path(data[0]) / "postmaster.pid").read_text().split()[0])
    children = Path(f"/proc/{first}/task/{first}/children").read_text().split()
    return [first, *map(int, children)]


def _run(*command: object, under: Sequence[str] = ()) -> None:
    """Run a command as an ordinary user: PostgreSQL refuses to run as root."""
    words = [str(word) for word in command]
    if os.geteuid() == 0:
        words = [shutil.which("runuser") or "/usr/sbin/runuser", "-u", USER, "--", *words]
    words = [*under, *words]
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/")
