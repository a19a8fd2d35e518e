"""A PostgreSQL of its own, in a network of its own, and what can befall it."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from tests import postgres

HERE, THERE = "10.213.77.1", "10.213.77.2"
NETWORK = f"regelruimte-{os.getpid()}"
_NEAR, _FAR = f"rr{os.getpid()}a", f"rr{os.getpid()}b"


def can_have_a_network() -> bool:
    """Tell whether we may make a network namespace."""
    return os.geteuid() == 0 and shutil.which("ip") is not None


@contextmanager
def far_server() -> Iterator[str]:
    """Run PostgreSQL behind a line that can be cut; yield its address."""
    with _far_network() as within, postgres.server(THERE, under=within) as address:
        yield address


@contextmanager
def far_primary() -> Iterator[postgres.Pair]:
    """Run a primary behind a line that can be cut, and its standby at our end of it."""
    with _far_network() as within, postgres.pair(THERE, under=within) as pair:
        yield pair


@contextmanager
def _far_network() -> Iterator[list[str]]:
    """Make a network behind a line; yield the words that run a command there."""
    try:
        _ip(f"netns add {NETWORK}")
        _ip(f"link add {_NEAR} type veth peer name {_FAR} netns {NETWORK}")
        _ip(f"addr add {HERE}/30 dev {_NEAR}")
        _ip(f"-n {NETWORK} addr add {THERE}/30 dev {_FAR}")
        _ip(f"link set {_NEAR} up")
        _ip(f"-n {NETWORK} link set {_FAR} up")
        yield ["ip", "netns", "exec", NETWORK]
    finally:
        _ip(f"netns del {NETWORK}")


def _ip(words: str) -> None:
    subprocess.run(["ip", *words.split()], check=True, capture_output=True)


@contextmanager
def a_hole_in_the_network(_: str) -> Iterator[None]:
    """Let every packet to the server vanish without a word, in the midst of what goes on."""
    card = Path(f"/sys/class/net/{_FAR}/address")
    found = ["ip", "netns", "exec", NETWORK, "cat", str(card)]
    hardware = subprocess.run(found, check=True, capture_output=True, text=True).stdout.strip()
    _ip(f"neigh replace {THERE} lladdr {hardware} dev {_NEAR} nud permanent")
    _ip(f"-n {NETWORK} addr del {THERE}/30 dev {_FAR}")
    try:
        yield
    finally:
        _ip(f"-n {NETWORK} addr add {THERE}/30 dev {_FAR}")


@contextmanager
def frozen(address: str) -> Iterator[None]:
    """Stop every process of the server, as a machine does that hangs."""
    stopped = postgres.processes(address)
    postgres.send(signal.SIGSTOP, stopped)
    try:
        yield
    finally:
        postgres.send(signal.SIGCONT, stopped)


@contextmanager
def without_its_standby(address: str) -> Iterator[None]:
    """Let it wait for a synchronous standby that is gone: reading goes on, no commit ends."""
    _set(address, "ALTER SYSTEM SET synchronous_standby_names = 'gone'")
    try:
        yield
    finally:
        _set(address, "ALTER SYSTEM RESET synchronous_standby_names")


def _set(address: str, sentence: str) -> None:
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(sentence)
        connection.execute("SELECT pg_reload_conf()")


@contextmanager
def gone(address: str) -> Iterator[None]:
    """Kill it at once (a crash), and begin it again afterwards."""
    running = postgres.processes(address)
    data = Path(f"/proc/{running[0]}/cwd").resolve()
    command = shlex.split((data / "postmaster.opts").read_text())
    postgres.send(signal.SIGQUIT, running[:1])
    _wait_for_end(running[0])
    try:
        yield
    finally:
        user = ["runuser", "-u", postgres.USER, "--"] if os.geteuid() == 0 else []
        within = ["ip", "netns", "exec", NETWORK] if THERE in address else []
        subprocess.Popen([*within, *user, *command], cwd="/", stderr=subprocess.DEVNULL)


def _wait_for_end(process: int) -> None:
    until = time.monotonic() + 20
    while Path(f"/proc/{process}").exists():
        assert time.monotonic() < until, "it did not end"
        time.sleep(0.05)
