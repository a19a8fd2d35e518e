"""What is measured, as processes in production, and what they use of the machine."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.faults.processes import Site
from tests.postoffice import PostOffice, open_post_office

GUNICORN = [sys.executable, "-m", "gunicorn", "-c", "gunicorn.conf.py"]
BARE = [*GUNICORN, "tests.bench.bare:app"]
PLAIN = [*GUNICORN, "tests.bench.plain.app:app"]
WHOLE = [sys.executable, "-m", "regelruimte.server"]  # web server, mailer and what keeps them
_NANO = 1e9


class Server(Site):
    """One of those that are measured: a command, and all processes that come of it."""

    def __init__(self, folder: Path, command: list[str], office: PostOffice) -> None:
        super().__init__(
            folder, f"sqlite:///{folder}/bench.sqlite", office.port, WORKERS="2"
        )
        self.office, self.command = office, command

    def run(self) -> float:
        """Start it; return how many seconds it took to answer."""
        began = time.monotonic()
        with self.output.open("ab") as output:
            self.running["web server"] = subprocess.Popen(
                self.command,
                env=self.environment,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        self._wait()
        return time.monotonic() - began

    def cpu_by_process(self) -> dict[str, float]:
        """Return the seconds of processor time that each process has used so far."""
        return {_name(pid): sum(map(_seconds, _tasks(pid))) for pid in self.processes()}

    def megabytes(self) -> dict[str, float]:
        """Return the memory of each process (PSS: what is shared is counted once), by its id."""
        return {_name(pid): _pss(pid) for pid in self.processes()}

    def processes(self) -> list[int]:
        """Return the process that was started, and everything that it started."""
        parents = dict(_parents())
        found = [self.running["web server"].pid]
        for pid in sorted(parents):
            if parents[pid] in found:
                found.append(pid)
        return found


@contextmanager
def servers(**commands: list[str]) -> Iterator[dict[str, Server]]:
    """Run each of these with a database, a folder and a mail server of its own; yield them."""
    with ExitStack() as ends:
        folder = Path(ends.enter_context(TemporaryDirectory()))
        yield {name: _running(folder / name, command, ends) for name, command in commands.items()}


def _running(folder: Path, command: list[str], ends: ExitStack) -> Server:
    folder.mkdir()
    server = Server(folder, command, ends.enter_context(open_post_office()))
    ends.callback(server.stop)
    server.run()
    return server


def _parents() -> Iterator[tuple[int, int]]:
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                yield int(entry.name), int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue


def _tasks(pid: int) -> list[Path]:
    try:
        return list(Path(f"/proc/{pid}/task").iterdir())
    except OSError:
        return []


def _seconds(task: Path) -> float:
    try:
        return int((task / "schedstat").read_text().split()[0]) / _NANO
    except OSError:
        return 0.0  # it has just ended


def _pss(pid: int) -> float:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def _name(pid: int) -> str:
    words = Path(f"/proc/{pid}/cmdline").read_text().split("\0")
    return f"{pid} " + " ".join(os.path.basename(word) for word in words if word)[:60]
