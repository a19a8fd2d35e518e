"""The settings of the site as it runs on this machine, for whoever gives it a command.

First those of this environment, where there are any: a container, or a timer of systemd. Then
those of the running service. Then, while it stands still, those that systemd would give it.
"""

from __future__ import annotations

import os
import pwd
import shlex
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from regelruimte.config import PREFIX, ROOT
from regelruimte.config.environment import FILE

_UNIT = "regelruimte.service"
_MODULE = b"regelruimte.server"
_CREDENTIALS = "%d"  # the folder in which systemd shows a service its files
_PROCESSES = Path("/proc")
_OF_ONE_COMMAND = {f"{PREFIX}COPY_TO"}  # given with a command, and no setting of the site


class NoServiceError(Exception):
    """Why the settings of the service cannot be had, in one line."""


@dataclass(frozen=True, slots=True)
class Service:
    """The variables of the site, whose it is, and where that was found."""

    variables: Mapping[str, str]
    found: str
    user: str = ""  # as whom a command runs; "": as whoever gives it
    # Files that only root can read, by the variable that names them.
    credentials: Mapping[str, str] = field(default_factory=dict)


def service(environment: Mapping[str, str]) -> Service:
    """Return the settings to use; raises NoServiceError when there are none to be found."""
    ours = _ours(environment.items())
    if ours.keys() - _OF_ONE_COMMAND:
        return Service(ours, "this environment")
    found = _running() or _of_systemd()
    if found is None:
        raise NoServiceError(
            f"no site of {ROOT} runs here, and systemd knows no {_UNIT}: "
            f"start it, or set the {PREFIX}… variables"
        )
    return replace(found, variables={**found.variables, **ours})


def _ours(variables: Iterable[tuple[str, str]]) -> dict[str, str]:
    return {name: value for name, value in variables if name.startswith(PREFIX)}


# A service that runs


def _running() -> Service | None:
    """Return the settings of the process that `make serve` or a service started from this folder.

    Raises NoServiceError when they are somebody else's to read, or not those of one site.
    """
    owners = {process: process.stat().st_uid for process in _candidates()}
    readable = [process for process, owner in owners.items() if os.getuid() in (0, owner)]
    if owners and not readable:
        owner = _name_of(next(iter(owners.values())))
        raise NoServiceError(f"the site runs as {owner}: give this command as root")
    found = [_of_process(each) for each in readable if (each / "cwd").samefile(ROOT)]
    if any((each.user, each.variables) != (found[0].user, found[0].variables) for each in found):
        raise NoServiceError(f"sites with other settings run from {ROOT}: set {PREFIX}… yourself")
    return found[0] if found else None


def _candidates() -> Iterator[Path]:
    """Return the processes that were started as the site is, whoever's and wherever."""
    for process in _PROCESSES.glob("[0-9]*"):
        with suppress(OSError):  # it ended meanwhile
            if _MODULE in _arguments(process):
                yield process


def _arguments(process: Path) -> list[bytes]:
    return (process / "cmdline").read_bytes().split(b"\0")


def _of_process(process: Path) -> Service:
    """Return what it was started with; what is in files, its user then reads, and not root.

    Anybody could start something like it, and would name a file of which only root may read.
    """
    pairs = (process / "environ").read_bytes().split(b"\0")
    told = (os.fsdecode(pair).partition("=") for pair in pairs)
    variables = _ours((name, value) for name, _, value in told)
    if b"--development" in _arguments(process):
        variables[f"{PREFIX}DEVELOPMENT"] = "1"
    user = _name_of(process.stat().st_uid)
    return Service(variables, f"the site that runs (process {process.name})", user)


def _name_of(number: int) -> str:
    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return f"#{number}"


# A service that stands still


def _of_systemd() -> Service | None:
    """Return what the unit of systemd says, its overrides included; None where there is none."""
    command = shutil.which("systemctl")
    if command is None:
        return None
    told = subprocess.run(
        [command, "cat", _UNIT], capture_output=True, text=True, check=False, timeout=20
    )
    return _of_unit(told.stdout) if told.returncode == 0 else None


def _of_unit(text: str) -> Service:
    """Read the few lines of a unit that matter here: systemd.exec(5), systemd.unit(5)."""
    lines: dict[str, list[str]] = {}
    for key, value in _settings(text.replace("\\\n", " ")):
        # What is empty undoes what stood before it.
        lines[key] = [*lines.get(key, []), value] if value else []
    told = (
        pair.partition("=") for line in lines.get("Environment", []) for pair in shlex.split(line)
    )
    variables = {name: value for name, _, value in told}
    _check_specifiers(_ours(variables.items()))
    for path in lines.get("EnvironmentFile", []):  # what is there comes after the unit itself
        variables |= dict(_variables_in(path))
    ours = _ours(variables.items())
    given = (value.partition(":") for value in lines.get("LoadCredential", []))
    paths = {f"{_CREDENTIALS}/{name}": path for name, _, path in given}
    files = {name: paths.get(path, path) for name, path in ours.items() if name.endswith(FILE)}
    user = "".join(lines.get("User", [])[-1:])
    return Service(ours, f"{_UNIT}, which stands still", user, files)


def _check_specifiers(variables: Mapping[str, str]) -> None:
    """Raise NoServiceError for what only systemd can fill in, but for the folder of credentials."""
    for name, value in variables.items():
        if "%" in value.removeprefix(_CREDENTIALS):
            raise NoServiceError(f"{name} holds a % that systemd fills in: start {_UNIT} first")


def _settings(text: str) -> Iterator[tuple[str, str]]:
    for line in text.splitlines():
        key, sign, value = line.strip().partition("=")
        if sign and not key.startswith(("#", ";")):
            yield key.strip(), value.strip()


def _variables_in(path: str) -> Iterator[tuple[str, str]]:
    """Return the variables of a file as systemd reads it; "-" before it: it may be missing."""
    file = Path(path.removeprefix("-"))
    if path.startswith("-") and not file.exists():
        return
    try:
        text = file.read_text(encoding="utf-8")
    except OSError as fault:
        raise NoServiceError(f"{file}: {fault.strerror}: give this command as root") from None
    for name, value in _settings(text):
        quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
        yield name, value[1:-1] if quoted else value
