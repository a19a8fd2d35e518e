"""Power cuts at many instants of what was traced, and what people had been told by each."""

from __future__ import annotations

import random
import re
import shutil
import subprocess
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from regelruimte.config import ROOT
from tests.faults.disk import Disk
from tests.faults.trace import Reader, Step, tracing

# What the web server begins to send, and the mailer, before anybody can have read it.
_SENT = re.compile(
    rb"HTTP/1\.1 303.*?\r\nLocation: \S*/voorstel/([a-z2-7]{32})/verstuurd", re.DOTALL
)
_MAILED = re.compile(rb"^Message-ID:\s+(<[^>]+>)", re.MULTILINE)
_SAVED = "saved "
DATABASE = "site.sqlite"


@dataclass
class Told:
    """What people and mailboxes had been told by some instant."""

    sent: set[str] = field(default_factory=set)  # the secret links of proposals
    mailed: set[str] = field(default_factory=set)  # the Message-IDs of mails
    saved: int = -1
    done: dict[str, int] = field(default_factory=dict)  # and how many had been sent by then

    def hears(self, steps: Iterable[Step]) -> None:
        """Go on with these steps."""
        for step in steps:
            if step.kind == "sent":
                self._is_sent(step.data)
            elif step.kind == "said":
                self._is_told(step.data.decode())

    def _is_sent(self, data: bytes) -> None:
        if answered := _SENT.match(data):
            self.sent.add(answered[1].decode())
        elif mailed := _MAILED.search(data):
            self.mailed.add(mailed[1].decode())

    def _is_told(self, said: str) -> None:
        if said.startswith(_SAVED):
            self.saved = int(said.removeprefix(_SAVED))
        else:
            self.done[said] = len(self.sent)


# Any instant; and more often after an answer, when an operator's work is done, in a checkpoint, and
# where names and lengths change.
_NEAR: tuple[Callable[[Step], object], ...] = (
    lambda step: True,
    lambda step: _SENT.match(step.data),
    lambda step: step.kind == "said" and not step.data.startswith(b"saved"),
    lambda step: step.name.endswith(".sqlite"),
    lambda step: step.kind in {"cut", "created", "removed", "renamed"},
)


@dataclass(frozen=True)
class Recording:
    """What was traced: what the disk held before it, and each step since."""

    files: Mapping[str, bytes]
    steps: Sequence[Step]

    def cuts(self, count: int, chance: random.Random) -> Iterator[tuple[Told, dict[str, bytes]]]:
        """Return so many disks in the order of their instants, and what had been told by then."""
        disk, told, since = Disk(self.files), Told(), 0
        for instant in sorted(self._instants(count, chance)):
            disk.follow(self.steps[since:instant])
            told.hears(self.steps[since:instant])
            yield told, disk.after_a_cut(chance)
            since = instant

    def _instants(self, count: int, chance: random.Random) -> Iterator[int]:
        every = range(1, len(self.steps) + 1)
        sorts = [[n for n in every if near(self.steps[n - 1])] for near in _NEAR]
        yield len(self.steps)
        for number in range(1, count):
            near = sorts[number % len(sorts)] or every
            yield min(chance.choice(near) + chance.randrange(3), len(self.steps))


def record(command: Sequence[str], disk: Path, environment: Mapping[str, str]) -> Recording:
    """Run a command, and return what it wrote in this folder, and said beside it."""
    files = {path.name: path.read_bytes() for path in disk.iterdir()}
    log = disk.with_name("trace")
    subprocess.run([*tracing(log), *command], cwd=ROOT, check=True, env=environment)
    return Recording(files, Reader(disk, said_beside(disk)).read(log))


def said_beside(disk: Path) -> Path:
    """Return the file in which a command says what it has done, for what it writes in `disk`."""
    return disk.with_name("said")


def lay(files: Mapping[str, bytes], folder: Path) -> None:
    """Make this folder hold these files only."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, content in files.items():
        (folder / name).write_bytes(content)
