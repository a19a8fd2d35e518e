"""Whole journeys of many at once, every mail delivered, in turns with those of the peer."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from statistics import median

from tests.bench.browser import Browser, Measured, journey, plain_journey
from tests.bench.servers import PLAIN, WHOLE, Server, servers

MAILS = 3  # of each journey: two coordinators, one applicant
_PATIENCE = 60.0  # seconds for the last mail of a round


@dataclass
class Round:
    """What so many journeys cost a server, until the last mail of them was delivered."""

    journeys: int
    cpu: dict[str, float]  # seconds, by part
    seconds: float
    measured: Measured

    @property
    def cpu_of_one(self) -> float:
        """Return the milliseconds of processor time of one journey."""
        return sum(self.cpu.values()) / self.journeys * 1000

    @property
    def cpu_of_a_mail(self) -> float:
        """Return the milliseconds that the mailer took for each mail."""
        return self.cpu["mailer"] / self.journeys / MAILS * 1000

    @property
    def a_second(self) -> float:
        """Return how many journeys a second were done, their mails delivered."""
        return self.journeys / self.seconds


@dataclass
class Beside:
    """The rounds of the site and of the peer, in turns, and what the site takes of the memory."""

    ours: list[Round] = field(default_factory=list)
    peers: list[Round] = field(default_factory=list)
    megabytes: dict[str, float] = field(default_factory=dict)

    def ratio(self, of: Callable[[Round], float]) -> list[float]:
        """Return a figure of the site beside that of the peer, for each pair of rounds."""
        return [of(ours) / of(peer) for ours, peer in zip(self.ours, self.peers, strict=True)]


def beside_the_peer(clients: int, journeys: int, rounds: int) -> Beside:
    """Let so many clients walk so many journeys each, here and at the peer, round after round.

    Each is a process of its own: threads would wait for each other, and that would be measured.
    """
    spawn = get_context("spawn")
    found = Beside()
    with (
        servers(ours=WHOLE, peer=PLAIN) as running,
        ProcessPoolExecutor(clients, mp_context=spawn) as people,
    ):
        for _ in range(rounds + 1):
            found.ours.append(_round(people, running["ours"], walk, clients, journeys))
            found.peers.append(_round(people, running["peer"], walk_plain, clients, journeys))
        found.megabytes = running["ours"].megabytes()
    del found.ours[0], found.peers[0]  # which warmed up
    return found


def _round(
    people: Executor,
    server: Server,
    do: Callable[[str, int], Measured],
    clients: int,
    journeys: int,
) -> Round:
    before, letters, began = server.cpu(), len(server.office.letters), time.monotonic()
    doing = [people.submit(do, server.address, journeys) for _ in range(clients)]
    measured = Measured()
    for each in doing:
        for name, seconds in each.result().seconds.items():
            measured.seconds[name] += seconds
    total = clients * journeys
    _wait_for_mail(server, letters + MAILS * total)
    seconds = time.monotonic() - began
    used = {name: after - before[name] for name, after in server.cpu().items()}
    return Round(total, used, seconds, measured)


def _wait_for_mail(server: Server, number: int) -> None:
    until = time.monotonic() + _PATIENCE
    while len(server.office.letters) < number:
        assert time.monotonic() < until, (len(server.office.letters), number)
        time.sleep(0.01)


def walk(address: str, journeys: int) -> Measured:
    """Walk so many journeys at the site."""
    return _walk(journey, address, journeys)


def walk_plain(address: str, journeys: int) -> Measured:
    """Walk so many journeys at the peer."""
    return _walk(plain_journey, address, journeys)


def _walk(do: Callable[[Browser], None], address: str, journeys: int) -> Measured:
    measured = Measured()
    for _ in range(journeys):
        do(Browser(address, measured))
    return measured


def posts_of_a_draft(found: Round) -> list[float]:
    """Return the seconds of each post of a draft in this round."""
    times = found.measured.seconds.items()
    return [s for name, seconds in times if name.startswith("POST /voorstel/") for s in seconds]


def percentile(values: list[float], share: float) -> float:
    """Return the value that this share of them is not above."""
    return sorted(values)[int(len(values) * share)]


def spread(values: list[float], digits: int = 1) -> str:
    """Write a median with the lowest and the highest."""
    return f"{median(values):.{digits}f} ({min(values):.{digits}f} to {max(values):.{digits}f})"
