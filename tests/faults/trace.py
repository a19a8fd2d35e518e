"""What processes write and sync in one folder, and what they send, in the order of the kernel."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

_NAMES = "openat,rename,renameat,renameat2,unlink,unlinkat"
_CONTENT = "pwrite64,ftruncate,fsync,fdatasync"
_SAYING = "write,sendto"
# Other ways to write a file, of which this could not tell what became of them.
_UNREADABLE = "creat,truncate,writev,pwritev,pwritev2,fallocate,copy_file_range,sendfile"
_CALLS = ",".join((_NAMES, _CONTENT, _SAYING, _UNREADABLE))

_LINE = re.compile(r"(?P<who>\d+) +(?P<rest>.*)")
_CALL = re.compile(r"(?P<name>\w+)\((?P<arguments>.*)\) += (?P<result>-?\d+)(?:<(?P<opened>.*)>)?")
_BEGUN = re.compile(r"(?P<call>(?P<name>\w+)\(.*?),? ?<unfinished \.\.\.>$")
_RESUMED = re.compile(r"<\.\.\. \w+ resumed>(?P<rest>.*)")
_FILE = re.compile(r"\d+<(?P<path>[^>]*)>")
_TEXT = re.compile(r'"((?:[^"\\]|\\.)*)"(\.\.\.)?')
_SYNCS = {"fsync", "fdatasync"}
# What may be lost: SQLite makes its shared memory anew, and nothing is in what writers queue for.
_WITHOUT_CONTENT = ("-shm", ".lock", "(deleted)")

Kind = Literal[
    "created", "renamed", "removed", "written", "cut", "sync begins", "synced", "sent", "said"
]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened to a file of the folder ("" is the folder), or that was sent or said.

    `at` is a place in the file in bytes, or its new length; `data` is what was written there, the
    new name, or what was sent (by TCP) or said (in a file for that).
    """

    kind: Kind
    who: int = 0
    name: str = ""
    at: int = 0
    data: bytes = b""


def tracing(log: Path) -> list[str]:
    """Return the command to put before another, which writes down what that one does."""
    # Children too, the names of open files, and eight thousand bytes of a text.
    how = ["-f", "--seccomp-bpf", "-y", "-s", "8192"]
    return ["strace", *how, "-e", f"trace={_CALLS}", "-o", str(log)]


class Reader:
    """Reads a trace: a call that another interrupts stands on two lines."""

    def __init__(self, folder: Path, said: Path) -> None:
        self.folder, self.said = str(folder), str(said)
        self.begun: dict[int, str] = {}

    def read(self, log: Path) -> list[Step]:
        """Return the steps in their order."""
        with log.open(encoding="ascii") as lines:
            return [step for line in lines for step in self._steps(line.rstrip("\n"))]

    def _steps(self, line: str) -> Iterable[Step]:
        found = _LINE.fullmatch(line)
        assert found, line
        who, rest = int(found["who"]), found["rest"]
        if begun := _BEGUN.match(rest):
            self.begun[who] = begun["call"]
            return self._beginning(who, begun["call"])
        if resumed := _RESUMED.match(rest):
            begun_with = self.begun.pop(who)
            return self._end(who, begun_with + resumed["rest"])
        return [*self._beginning(who, rest), *self._end(who, rest)]

    def _beginning(self, who: int, call: str) -> Iterator[Step]:
        """What counts from when a call begins: a sync is of what was written by then."""
        name = call.partition("(")[0]
        if name in _SYNCS and (file := self._file(call)) is not None:
            yield Step("sync begins", who, file)
        elif name == "sendto":
            yield Step("sent", who, data=_texts(call)[0][0])
        elif name == "write" and f"<{self.said}>" in call:
            yield Step("said", who, data=_texts(call)[0][0])

    def _end(self, who: int, line: str) -> Iterator[Step]:
        """What counts when a call has ended well."""
        call = _CALL.match(line)
        if call and not call["result"].startswith("-"):
            step = self._of_names(who, call) or self._of_content(who, call)
            if step:
                yield step

    def _of_names(self, who: int, call: re.Match[str]) -> Step | None:
        """What happened to a name; SQLite and our own code give all of its path."""
        name, arguments = call["name"], call["arguments"]
        if name == "openat":
            return self._opened(who, call)
        if not name.startswith(("rename", "unlink")):
            return None
        within = [self._within(text.decode()) for text, _ in _texts(arguments)]
        if within[0] is None:
            return None
        assert None not in within, f"moved out of the folder: {arguments}"
        if name.startswith("unlink"):
            return Step("removed", who, within[0])
        return Step("renamed", who, within[0], data=str(within[1]).encode())

    def _opened(self, who: int, call: re.Match[str]) -> Step | None:
        file, flags = self._within(call["opened"] or ""), call["arguments"]
        if file is None or not ("O_CREAT" in flags or "O_TRUNC" in flags):
            return None
        return Step("cut" if "O_TRUNC" in flags else "created", who, file)

    def _of_content(self, who: int, call: re.Match[str]) -> Step | None:
        name, arguments = call["name"], call["arguments"]
        file = self._file(arguments)
        if file is None or name == "sendto":
            return None
        if name in _SYNCS:
            return Step("synced", who, file)
        place = int(arguments.rpartition(",")[2])
        if name == "ftruncate":
            return Step("cut", who, file, place)
        (data, is_cut) = _texts(arguments)[0]
        is_whole = len(data) == int(call["result"]) and not is_cut
        assert name == "pwrite64", f"what this writes cannot be told: {call[0]}"
        assert is_whole, f"of this only a part was read or written: {call[0]}"
        return Step("written", who, file, place, data)

    def _file(self, call: str) -> str | None:
        found = _FILE.search(call.partition('"')[0])
        return self._within(found["path"]) if found else None

    def _within(self, path: str) -> str | None:
        """Return the name in the folder, "" for itself; None for what this is not about."""
        if path == self.folder:
            return ""
        name = path.removeprefix(f"{self.folder}/")
        return None if name == path or name.endswith(_WITHOUT_CONTENT) else name


def _texts(call: str) -> list[tuple[bytes, bool]]:
    """Return the texts in a call, which strace writes as C does, and whether it cut each off."""
    return [(ast.literal_eval(f'b"{text}"'), bool(cut)) for text, cut in _TEXT.findall(call)]
