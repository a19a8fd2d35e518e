"""A PostgreSQL server of our own for the tests, on a free port, gone afterwards."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
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
def server(
    host: str = "127.0.0.1", under: Sequence[str] = (), settings: str = "-c fsync=off"
) -> Iterator[str]:
    """Run a server with its data in a folder of its own; yield the address of its database.

    `under` is a command that runs it, such as one that gives it a network of its own.
    """
    place = binaries()
    assert place is not None
    data = Path(tempfile.mkdtemp(prefix="regelruimte-pg-"))
    port = free_port()
    try:
        _make(place, data)
        options = f"-p {port} -c listen_addresses={host} {settings} -k {data}"
        start = (place / "pg_ctl", "-D", data, "-l", data / "log", "-o", options, "-w", "start")
        _run(*start, under=under)
        yield f"postgresql://{USER}@{host}:{port}/postgres"
        _run(place / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(data, ignore_errors=True)


@dataclass(frozen=True, slots=True)
class Pair:
    """A primary and its synchronous standby, under one address that leads to whichever writes."""

    place: Path
    primary: Path
    standby: Path
    hosts: tuple[str, str]

    @property
    def address(self) -> str:
        """The address of both, as `docs/operating.md` gives it."""
        both = ",".join(self.hosts)
        return f"postgresql://{USER}@{both}/postgres?target_session_attrs=read-write"

    @property
    def of_primary(self) -> str:
        """The address of the primary only."""
        return f"postgresql://{USER}@{self.hosts[0]}/postgres"

    @property
    def of_standby(self) -> str:
        """The address of the standby only."""
        return f"postgresql://{USER}@{self.hosts[1]}/postgres"

    def promote(self) -> None:
        """Make the standby take over, as Patroni and the like do."""
        _run(self.place / "pg_ctl", "-D", self.standby, "promote", "-w")


@contextmanager
def pair(host: str = "127.0.0.1", under: Sequence[str] = ()) -> Iterator[Pair]:
    """Run a primary and a standby to which every commit has gone before it is answered.

    The primary is at this host; `under` is a command that runs it there.
    """
    place = binaries()
    assert place is not None
    folder = Path(tempfile.mkdtemp(prefix="regelruimte-pair-"))
    folder.chmod(0o755)
    hosts = (f"{host}:{free_port()}", f"127.0.0.1:{free_port()}")
    both = Pair(place, folder / "primary", folder / "standby", hosts)
    try:
        _make(place, _folder(both.primary))
        _begin(both, both.primary, both.hosts[0], under)
        name, _, port = both.hosts[0].partition(":")
        source = ["-h", name, "-p", port, "-U", USER]
        copy = ["-D", _folder(both.standby), "-R", "-X", "stream", "-c", "fast"]
        _run(place / "pg_basebackup", *source, *copy)
        _begin(both, both.standby, both.hosts[1])
        _wait_for_each_commit(both.of_primary)
        yield both
    finally:
        for data in (both.standby, both.primary):
            with suppress(subprocess.CalledProcessError):
                _run(place / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def _folder(path: Path) -> Path:
    path.mkdir(mode=0o700)
    if os.geteuid() == 0:
        shutil.chown(path, USER, USER)
    return path


def _begin(both: Pair, data: Path, host: str, under: Sequence[str] = ()) -> None:
    name, _, port = host.partition(":")
    options = f"-p {port} -c listen_addresses={name} -k {data}"
    command = (both.place / "pg_ctl", "-D", data, "-l", data / "log", "-o", options, "-w", "start")
    _run(*command, under=under)


def _wait_for_each_commit(address: str) -> None:
    """Make the primary wait for its standby at each commit, once that one follows."""
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("ALTER SYSTEM SET synchronous_standby_names = '*'")
        connection.execute("SELECT pg_reload_conf()")
        for _ in range(200):
            if connection.execute(
                "SELECT 1 FROM pg_stat_replication WHERE sync_state = 'sync'"
            ).fetchone():
                return
            time.sleep(0.05)
    raise AssertionError("the standby does not follow")


def _make(place: Path, data: Path) -> None:
    if os.geteuid() == 0:
        shutil.chown(data, USER, USER)
    _run(place / "initdb", "-D", data, "-U", USER, "-A", "trust", "-E", "UTF8", "--no-sync")
    with (data / "pg_hba.conf").open("a") as rules:
        # Whoever is on its network.
        rules.write("host all all samenet trust\nhost replication all samenet trust\n")


def send(number: signal.Signals, to: list[int]) -> None:
    """Send these processes a signal; one for a connection may have ended meanwhile."""
    for process in to:
        with suppress(ProcessLookupError):
            os.kill(process, number)


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
