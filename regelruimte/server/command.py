"""`regelruimte …`: a command for the site with the settings of the service, as its user."""

from __future__ import annotations

import os
import pwd
import sys
from collections.abc import Mapping, Sequence

from regelruimte.config import PREFIX, ROOT
from regelruimte.config.environment import FILE, text_of
from regelruimte.server.service import NoServiceError, Service, service
from regelruimte.version import VERSION


def main(arguments: Sequence[str]) -> int:
    """Become the command of Flask that was asked for; return only when that cannot be."""
    if list(arguments) == ["--version"]:
        print(f"regelruimte {VERSION}")
        return 0
    try:
        found = service(os.environ)
        variables = _readable(found)
        _become(found.user)
    except (NoServiceError, ValueError) as fault:
        print(f"regelruimte: {fault}", file=sys.stderr)
        return 1
    print(f"regelruimte: settings of {found.found}", file=sys.stderr, flush=True)
    rest = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
    os.umask(0o077)
    # Not from the folder it is given in: nothing there may pass for one of our modules (-P).
    command = [sys.executable, "-P", "-m", "flask", "--app", str(ROOT / "wsgi.py"), *arguments]
    os.execve(sys.executable, command, {**rest, **variables})  # noqa: S606 - no shell is wanted


def _readable(found: Service) -> Mapping[str, str]:
    """Return the variables, with what only root can read in the place of the files it is in.

    Raises ValueError, naming the variable, when such a file cannot be read.
    """
    if os.getuid() != 0 or not found.user:
        return found.variables
    variables = dict(found.variables)
    for name, path in found.credentials.items():
        try:
            variables[name.removesuffix(FILE)] = text_of(path)
        except ValueError as fault:
            raise ValueError(f"{name}: {fault}") from None
        del variables[name]
    return variables


def _become(user: str) -> None:
    """Go on as the user of the service: what root writes there, the service could not write.

    Raises NoServiceError when this machine does not know that user.
    """
    if os.getuid() != 0 or user in {"", "root"}:
        return
    try:
        known = pwd.getpwnam(user)
    except KeyError:
        raise NoServiceError(f"the site runs as {user}, whom this machine does not know") from None
    os.initgroups(known.pw_name, known.pw_gid)
    os.setgid(known.pw_gid)
    os.setuid(known.pw_uid)
    os.environ["HOME"] = known.pw_dir


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
