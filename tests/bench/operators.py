"""What an operator waits for with many proposals: `python -m tests.bench.operators` prints it."""

from __future__ import annotations

import argparse
import os
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from regelruimte.server.serve import FLASK, ROOT
from tests import postgres
from tests.bench.browser import Browser, Measured, journey
from tests.bench.filled import filled
from tests.bench.journeys import percentiles
from tests.faults.processes import Site
from tests.postoffice import open_post_office

_CALM = 20.0  # seconds of sending with nothing beside it


def main() -> None:
    """Fill a database, and do with it what an operator does, on SQLite and on PostgreSQL."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.operators", description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000, help="how many proposals")
    parser.add_argument("--filled", type=Path, help="a database that an earlier run has filled")
    options = parser.parse_args()
    with TemporaryDirectory() as folder, open_post_office() as office:
        place = Path(folder)
        file = filled(place, options.rows, options.filled)
        print(f"{file.stat().st_size // 1_000_000} MB; {os.cpu_count()} processors\n", flush=True)
        site = Site(place, f"sqlite:///{file}", office.port, WORKERS="2")
        _on_sqlite(site, place / "sqlite.bak")
        if postgres.binaries():
            with postgres.server(settings="-c max_wal_size=4GB") as address:
                _on_postgresql(site.environment, address, place / "postgresql.bak")


def _on_sqlite(site: Site, file: Path) -> None:
    site.start()
    with _sending(site, "nothing beside it"):
        time.sleep(_CALM)
    with _sending(site, "during it"):
        _measure("back-up under load", site.environment, "backup", str(file))
    _measure("trying it", site.environment, "check-backup", str(file))
    with _sending(site, "during it"):
        _measure("restore under load", site.environment, "restore", "--yes", str(file))
    site.stop()


def _on_postgresql(environment: dict[str, str], address: str, file: Path) -> None:
    for name, variable, *words in (
        ("copy to PostgreSQL", "COPY_TO", "copy"),
        ("back-up from PostgreSQL", "DATABASE_URL", "backup", str(file)),
        ("restore to PostgreSQL", "DATABASE_URL", "restore", "--yes", str(file)),
    ):
        before = _of_server(address)
        _measure(name, environment | {f"REGELRUIMTE_{variable}": address}, *words)
        print(f"  and {_of_server(address) - before:.1f} s CPU of the server", flush=True)


def _of_server(address: str) -> float:
    """Return the processor seconds that PostgreSQL's processes had used when they ended."""
    first = postgres.processes(address)[0]
    fields = Path(f"/proc/{first}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[13:15])) / os.sysconf("SC_CLK_TCK")


def _measure(name: str, environment: dict[str, str], *words: str) -> None:
    """Run a command for operators, and print what it took by the clock, of a processor and room."""
    began = time.monotonic()
    process = subprocess.Popen(
        [*FLASK, "db", *words], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL
    )
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.monotonic() - began
    assert status == 0, words
    computed = used.ru_utime + used.ru_stime
    print(
        f"{name:26} {seconds:6.1f} s  {computed:6.1f} s CPU  {used.ru_maxrss >> 10:5} MB",
        flush=True,
    )


class Sender(threading.Thread):
    """Somebody who writes and sends one proposal after the other."""

    def __init__(self, site: Site) -> None:
        super().__init__(daemon=True)
        self.site, self.measured = site, Measured()
        self.ends = threading.Event()
        self.refused: Counter[object] = Counter()

    def run(self) -> None:
        """Send until told to end; whoever is refused begins anew, a moment later."""
        while not self.ends.is_set():
            try:
                journey(Browser(self.site.address, self.measured))
            except AssertionError as refusal:
                self.refused[refusal.args[0][0]] += 1
                time.sleep(0.2)


@contextmanager
def _sending(site: Site, when: str) -> Iterator[None]:
    """Let somebody send in this block; print how long each post took, and what was refused."""
    sender = Sender(site)
    sender.start()
    yield
    sender.ends.set()
    sender.join()
    times = sender.measured.seconds.items()
    posts = [second for name, all_of in times if name.startswith("POST") for second in all_of]
    told = percentiles(posts)
    refused = dict(sender.refused) or "none"
    print(
        f"  posts, {when}: {len(posts)}, p50 {told['p50']:.0f} ms, p95 {told['p95']:.0f} ms, "
        f"longest {max(posts) * 1000:.0f} ms; refused {refused}",
        flush=True,
    )


if __name__ == "__main__":
    main()
