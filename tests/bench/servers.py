"""The servers that are measured, each under the same gunicorn, and what they use of the machine."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from tests.faults.processes import Site

NANO = 1e9


class Bare(Site):
    """Bare Flask on the same server settings; it has no mailer."""

    def start_bare(self) -> float:
        """Start it; return how many seconds it took to answer."""
        command = [sys.executable, "-m", "gunicorn", "-c", "gunicorn.conf.py"]
        return _timed(self, [*command, "tests.bench.bare:app"])


def start_web(site: Site) -> float:
    """Start the web server of the site; return how many seconds it took to answer."""
    command = [sys.executable, "-m", "gunicorn", "-c", "gunicorn.conf.py", "wsgi:app"]
    return _timed(site, command)


def _timed(site: Site, command: list[str]) -> float:
    began = time.monotonic()
    with site.output.open("ab") as output:
        site.running["web server"] = subprocess.Popen(
            command, env=site.environment, stdout=output, stderr=output, start_new_session=True
        )
    site._wait()
    return time.monotonic() - began


def cpu_seconds(site: Site) -> float:
    """Return the processor time that all processes of the site have used so far."""
    tasks = (task for pid in _processes(site) for task in Path(f"/proc/{pid}/task").iterdir())
    return sum(_nanoseconds(task) for task in tasks) / NANO


def _nanoseconds(task: Path) -> int:
    try:
        return int((task / "schedstat").read_text().split()[0])
    except OSError:
        return 0  # it has just ended


def memory_megabytes(site: Site) -> float:
    """Return the memory of the web processes, shared pages counted once between them (PSS)."""
    kilobytes = 0
    for pid in _group(site.running["web server"].pid):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                kilobytes += int(line.split()[1])
    return kilobytes / 1024


def _processes(site: Site) -> list[int]:
    return [pid for process in site.running.values() for pid in _group(process.pid)]


def _group(leader: int) -> list[int]:
    """Return the processes of the group that this process leads."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                if os.getpgid(int(entry.name)) == leader:
                    found.append(int(entry.name))
            except OSError:
                continue
    return found
