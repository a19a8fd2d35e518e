"""What a disk may hold after a power cut: all that was synced, and of the rest any part."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from tests.faults.trace import Step

_SECTOR = 512  # bytes that a disk writes whole or not at all
_KEPT = (0.0, 0.1, 0.5, 0.9, 1.0)  # how much of what was not synced may be there

_NAMING = {"created", "renamed", "removed"}

Names = dict[str, bytearray]  # by name what is in a file


@dataclass(frozen=True, slots=True)
class Pending:
    """A step that no sync was of yet, the file it is about, and how many came before."""

    number: int
    step: Step
    file: bytearray

    @property
    def is_naming(self) -> bool:
        """Tell whether the step is of a name, which lives in the folder."""
        return self.step.kind in _NAMING


class Disk:
    """Follows what is written and synced, and tells at any instant what a cut may leave.

    Stricter than most disks: names and contents reach it apart, in any order, and the sync of a
    file is none of its name, for which its folder has to be synced (fsync(2)).
    """

    def __init__(self, files: Mapping[str, bytes]) -> None:
        # A file is what the disk surely has of it; what processes see besides is pending.
        self.names: Names = {name: bytearray(data) for name, data in files.items()}
        self.durable_names = dict(self.names)
        self.pending: list[Pending] = []
        self.begun: dict[tuple[int, str], int] = {}
        self.number = 0

    def follow(self, steps: Iterable[Step]) -> None:
        """Go on with these steps."""
        for step in steps:
            self.number += 1
            self._follow(step)

    def _follow(self, step: Step) -> None:
        match step.kind:
            case "created":
                self._made(step.name)
            case "renamed" | "removed":
                self._wait(step, self.names[step.name])
                _rename(self.names, step, self.names[step.name])
            case "written" | "cut":
                self._wait(step, self._made(step.name))
            case "sync begins":
                self.begun[step.who, step.name] = self.number
            case "synced":
                self._sync(step.name, self.begun.pop((step.who, step.name)))

    def _wait(self, step: Step, file: bytearray) -> None:
        self.pending.append(Pending(self.number, step, file))

    def _made(self, name: str) -> bytearray:
        """Return this file, made now if it was not there."""
        if name not in self.names:
            self.names[name] = bytearray()
            self._wait(Step("created", name=name), self.names[name])
        return self.names[name]

    def _sync(self, name: str, since: int) -> None:
        """Let the disk have what was done to a file, or to the names, before the sync began."""
        file = self.names[name] if name else None
        waiting, self.pending = self.pending, []
        for each in waiting:
            is_of_it = each.is_naming if file is None else each.file is file and not each.is_naming
            if not is_of_it or each.number >= since:
                self.pending.append(each)
            elif each.is_naming:
                _rename(self.durable_names, each.step, each.file)
            else:
                _write(each.file, each.step, _whole(each.step))

    def after_a_cut(self, chance: random.Random) -> dict[str, bytes]:
        """Return the files as they may be found."""
        kept, torn = chance.choice(_KEPT), chance.choice([True, False])
        there = [each for each in self.pending if chance.random() < kept]
        names = dict(self.durable_names)
        for each in there:
            if each.is_naming:
                _rename(names, each.step, each.file)
        if chance.random() < 0.5:
            chance.shuffle(there)
        return {name: _found(file, there, torn, chance) for name, file in names.items()}


def _found(file: bytearray, there: Iterable[Pending], torn: bool, chance: random.Random) -> bytes:
    content = bytearray(file)
    for each in there:
        if each.file is file and not each.is_naming:
            _write(content, each.step, _torn(each.step, chance) if torn else _whole(each.step))
    return bytes(content)


def _rename(names: Names, step: Step, file: bytearray) -> None:
    for name in [name for name, other in names.items() if other is file]:
        del names[name]
    if step.kind != "removed":
        names[step.data.decode() or step.name] = file


def _whole(step: Step) -> list[tuple[int, bytes]]:
    return [(step.at, step.data)]


def _torn(step: Step, chance: random.Random) -> list[tuple[int, bytes]]:
    return [piece for piece in _sectors(step) if chance.random() < 0.5]


def _sectors(step: Step) -> Iterator[tuple[int, bytes]]:
    at, end = step.at, step.at + len(step.data)
    while at < end:
        until = min(end, (at // _SECTOR + 1) * _SECTOR)
        yield at, step.data[at - step.at : until - step.at]
        at = until


def _write(content: bytearray, step: Step, pieces: Iterable[tuple[int, bytes]]) -> None:
    if step.kind == "cut":
        del content[step.at :]
        _lengthen(content, step.at)
        return
    for at, data in pieces:
        _lengthen(content, at + len(data))
        content[at : at + len(data)] = data


def _lengthen(content: bytearray, length: int) -> None:
    content.extend(bytes(max(0, length - len(content))))
