"""Start the web server and the mailer as children, and end both when one ends or a signal comes.

Or be one part of the site, where something else starts and watches the parts: a container each.
The site is loaded once, before its processes are forked, so that they share what it takes.
"""

import argparse
import ctypes
import errno
import gc
import http.client
import multiprocessing
import os
import platform
import signal
import socket
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from multiprocessing.process import BaseProcess

from flask.cli import ScriptInfo
from gunicorn.app import wsgiapp

from regelruimte.addresses import HEALTH, MAILBOX
from regelruimte.config import ROOT, faults_in, read_config, unsafe_for_production
from regelruimte.config.environment import PREFIX
from regelruimte.version import VERSION

FLASK = [sys.executable, "-m", "flask", "--app", "wsgi"]
GUNICORN = ["gunicorn", "-c", "gunicorn.conf.py", "wsgi:app"]
MAILER = ["mail", "send", "--watch"]
# How each part is started by whatever starts them one by one, without this module.
COMMANDS = {
    "web server": [sys.executable, "-m", *GUNICORN],
    "mailer": [*FLASK, *MAILER],
}
_SAME_PORT = "REGELRUIMTE_METRICS_BIND: needs a port of its own; that is the one of the site"
PARTS = {"web": "web server", "mailer": "mailer"}  # as a command names them
MIGRATE = "migrate"
GRACE = 20.0  # seconds that the children get to finish what they are doing
PR_SET_PDEATHSIG = 1  # from <linux/prctl.h>
STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

Children = dict[str, BaseProcess]


def main(arguments: Sequence[str]) -> int:
    """Run until a signal or the end of a child; return the exit code for the shell.

    Before that the settings and the address are checked, and the database is migrated.
    """
    development, part = read_options(arguments)
    set_defaults(development)
    if problems := problems_with_settings(development, part):
        print("\n".join(problems), file=sys.stderr)
        return 1
    if not development:
        tell_what_is_blank()
    load(part)
    if part:
        return migrate() if part == MIGRATE else become(part)
    signals = listen_for_signals()
    code = migrate()
    if code or signals:
        return code
    return run(signals, development)


def load(part: str | None) -> None:
    """Load the site, for all processes that are forked from this one to share.

    Nothing is connected by it. The collector leaves it alone: what it looks at, it writes to.
    """
    os.chdir(ROOT)
    if part not in (None, "web"):
        os.environ["FLASK_RUN_FROM_CLI"] = "true"  # as Flask says it: nothing is served
    import wsgi  # noqa: F401 - to have it loaded

    gc.collect()
    gc.freeze()


def read_options(arguments: Sequence[str]) -> tuple[bool, str | None]:
    """Return whether `--development` was given, and the one part to be, if not the whole site.

    argparse ends the process for anything unknown, and for `--version`.
    """
    parser = argparse.ArgumentParser(prog="python -m regelruimte.server", description=__doc__)
    parser.add_argument("--development", action="store_true", help="loopback, with a mailbox page")
    parser.add_argument("--version", action="version", version=f"Regelruimte {VERSION}")
    parser.add_argument("part", nargs="?", choices=(*PARTS, MIGRATE), help="one part only")
    found = parser.parse_args(arguments)
    return bool(found.development), found.part


def set_defaults(development: bool) -> None:
    """Say in the environment, which the children inherit, what was not said yet."""
    os.umask(0o077)  # what is kept here is nobody else's on this machine
    environment = os.environ
    environment["PORT"] = environment.get("PORT") or "8000"
    environment.setdefault("PYTHONUNBUFFERED", "1")
    loopback = f"127.0.0.1:{environment['PORT']}"
    if development:
        # The mailbox page shows every link, so nobody else may reach it.
        environment.update(REGELRUIMTE_DEVELOPMENT="1", REGELRUIMTE_BIND=loopback)
    else:
        environment.pop("REGELRUIMTE_DEVELOPMENT", None)
        environment["REGELRUIMTE_BIND"] = environment.get("REGELRUIMTE_BIND") or loopback


def problems_with_settings(development: bool, part: str | None) -> list[str]:
    """Return what keeps the site, or one part of it, from starting, one line for each."""
    judge = faults_in if development else unsafe_for_production
    problems = judge(os.environ)
    if part is None or part == "web":
        problems += problems_with_addresses(
            os.environ["REGELRUIMTE_BIND"], os.environ.get("REGELRUIMTE_METRICS_BIND", "")
        )
    return problems


def problems_with_addresses(site: str, metrics: str) -> list[str]:
    """Return why the web server cannot listen on these addresses; "" is none."""
    if metrics and metrics.rpartition(":")[2] == site.rpartition(":")[2]:
        return [_SAME_PORT]
    return [problem for bind in (site, metrics) if bind and (problem := problem_with(bind))]


def tell_what_is_blank() -> None:
    """Name the variables that only the owner of the programme can fill in, and did not."""
    if blanks := read_config(os.environ).programme.blanks():
        names = ", ".join(PREFIX + name for name in blanks)
        print(f"Not filled in yet, and told so on the site: {names}", file=sys.stderr)


def problem_with(bind: str) -> str | None:
    """Tell in one line why the web server cannot listen on this address, if so."""
    if bind.startswith(("unix:", "fd:")) or "," in bind:
        return None  # left to gunicorn
    host, _, port = bind.rpartition(":")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host.strip("[]"), int(port)), family=family).close()
    except (ValueError, OverflowError):
        return f"Not an address to listen on: {bind}"
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            return f"Port {port} is in use. Choose another one, such as PORT={int(port) + 1}"
        return f"Cannot listen on {bind}: {error.strerror}"
    return None


def listen_for_signals() -> list[int]:
    """Return a list to which the number of every signal to stop is added from now on."""
    signals: list[int] = []
    for number in STOPPING:
        if number == signal.SIGHUP and signal.getsignal(number) == signal.SIG_IGN:
            continue  # started with nohup
        signal.signal(number, lambda received, _: signals.append(received))
    return signals


def migrate(*options: str) -> int:
    """Run `flask db migrate` as a process, which says what is wrong; return its exit code."""
    process = start(partial(flask, ["db", "migrate", *options]))
    process.join()
    return exit_code(process.exitcode or 0)


def become(part: str) -> int:
    """Go on as the web server or the mailer, which then gets the signals; 1 before a migration.

    Whatever started this one tries again, until somebody has migrated.
    """
    if code := migrate("--check"):
        return code
    BE[PARTS[part]]()
    return 0


def run(signals: list[int], development: bool) -> int:
    """Start the children and watch them; whatever ends that, none of them is left behind."""
    children = {name: start(be) for name, be in BE.items()}
    try:
        return watch(children, signals, announced=not development)
    finally:
        stop(children, signals)


def start(be: Callable[[], None]) -> BaseProcess:
    """Start a child that does this, with all that is loaded already."""
    fork = multiprocessing.get_context("fork")
    process = fork.Process(target=begin_child, args=(be, os.getpid()))
    # What comes before the child listens for itself waits for that.
    signal.pthread_sigmask(signal.SIG_BLOCK, STOPPING)
    process.start()
    signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPPING)
    return process


def begin_child(be: Callable[[], None], parent: int) -> None:
    """Begin as a process of its own, out of reach of the terminal's Ctrl-C: it is the parent's."""
    os.setpgid(0, 0)
    for number in STOPPING:
        if signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPPING)
    end_with(parent)
    be()


def end_with(parent: int) -> None:
    """Let the kernel end us when our parent is killed (Linux only)."""
    if platform.system() != "Linux":
        return
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:  # killed already, before the kernel knew
        os.kill(os.getpid(), signal.SIGTERM)


def web_server() -> None:
    """Be gunicorn."""
    sys.argv = GUNICORN
    wsgiapp.run()


def flask(words: list[str]) -> None:
    """Be a command of Flask."""
    from wsgi import app

    app.cli.main(words, prog_name="flask", obj=ScriptInfo(create_app=lambda: app))


BE: dict[str, Callable[[], None]] = {"web server": web_server, "mailer": partial(flask, MAILER)}


def watch(children: Children, signals: list[int], announced: bool) -> int:
    """Wait for a signal (0) or for a child that ends by itself (its code, never 0)."""
    give_up = time.monotonic() + GRACE
    while not signals:
        for name, child in children.items():
            if (code := child.exitcode) is not None:
                print(f"The {name} ended by itself (code {code}).", file=sys.stderr, flush=True)
                return exit_code(code) or 1
        announced = announced or announce(give_up)
        time.sleep(0.1)
    return 0


def announce(give_up: float) -> bool:
    """Once the site answers, say where it is; after a while, that it does not answer."""
    bind = os.environ["REGELRUIMTE_BIND"]
    address = f"http://{bind}"
    if answers(bind):
        mailbox = f"(post: {address}{MAILBOX})"
        line = f"Regelruimte draait. Klik hier: {address}  {mailbox}  Stoppen: Ctrl-C\n"
        print(line, end="", flush=True)  # in one piece: the children print too
        return True
    if time.monotonic() > give_up:
        print(f"Regelruimte antwoordt nog niet op {address}", file=sys.stderr, flush=True)
        return True
    return False


def answers(bind: str) -> bool:
    """Tell whether something at `host:port` answers HTTP within a second, with any status."""
    connection = http.client.HTTPConnection(bind, timeout=1)
    try:
        connection.request("HEAD", HEALTH)
        connection.getresponse()
    except (OSError, http.client.HTTPException):
        return False
    else:
        return True
    finally:
        connection.close()


def stop(children: Children, signals: list[int]) -> None:
    """Ask the children to end, and kill what does not; a second Ctrl-C kills at once."""
    for child in children.values():
        child.terminate()
    deadline = time.monotonic() + GRACE
    while time.monotonic() < deadline and signals.count(signal.SIGINT) < 2:
        if not any(child.is_alive() for child in children.values()):
            return
        time.sleep(0.05)
    for child in children.values():
        if child.pid and child.is_alive():
            os.killpg(child.pid, signal.SIGKILL)  # with the processes that it started itself


def exit_code(code: int) -> int:
    """Give a process's end the number a shell would: 128 + n for signal n."""
    return 128 - code if code < 0 else code
