"""What is measured, as processes in production, and what they use of the machine."""

from __future__ import annotations

import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
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
        super().__init__(folder, f"sqlite:///{folder}/bench.sqlite", office.port, WORKERS="2")
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

    def cpu(self) -> dict[str, float]:
        """Return the seconds of processor time that each part has used so far."""
        return self._by_part(lambda pid: sum(map(_seconds, _tasks(pid))))

    def megabytes(self) -> dict[str, float]:
        """Return the memory of each part (PSS: what processes share is counted once)."""
        return self._by_part(_pss)

    def _by_part(self, figure: Callable[[int], float]) -> dict[str, float]:
        return {name: sum(map(figure, pids)) for name, pids in self._parts().items()}

    def _parts(self) -> dict[str, list[int]]:
        """Return the processes of each part: of the children, the web server has its own."""
        top, children = self.running["web server"].pid, _children()
        parts = {"what keeps the others": [top], "mailer": [], "web": []}
        for child in children[top]:
            workers = children[child]
            parts["web" if workers else "mailer"] += [child, *workers]
        return parts


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


def _children() -> dict[int, list[int]]:
    """Return the children of every process on this machine."""
    found = defaultdict(list)
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            with suppress(OSError):  # it has just ended
                stat = (entry / "stat").read_text()
                found[int(stat.rpartition(")")[2].split()[1])].append(int(entry.name))
    return found


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
