"""The site as in production, as processes that can be killed at any instant."""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import time
import urllib.parse
from collections.abc import Mapping, Sequence
from pathlib import Path

from regelruimte.server.serve import COMMANDS, ROOT
from tests.ports import free_port

_PATIENCE = 60  # seconds that a start may take on a machine that is busy


class Site:
    """One web server and one mailer on one database; several sites may share it."""

    def __init__(self, instance: Path, database_url: str, mail_port: int, **more: str) -> None:
        self.port = free_port()
        self.address = f"127.0.0.1:{self.port}"
        self.output = instance / f"output-{self.port}.txt"
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        variables = {
            "SECRET_KEY": "only-for-tests-" * 4,
            "SITE_URL": f"http://{self.address}",
            "BIND": self.address,
            "INSTANCE_PATH": str(instance),
            "DATABASE_URL": database_url,
            "MAIL_SERVER": "127.0.0.1",
            "MAIL_PORT": str(mail_port),
            "RATELIMIT_ENABLED": "0",
            "UNDO_MINUTES": "0",
            "WORKERS": "1",
            **more,
        }
        named = {f"REGELRUIMTE_{name}": value for name, value in variables.items()}
        self.environment = os.environ | named

    def start(self, *parts: str, under: Sequence[str] = ()) -> None:
        """Start both, or the named parts, and wait until the site answers.

        `under` is a command that runs them, such as strace.
        """
        for name in parts or COMMANDS:
            with self.output.open("ab") as output:
                self.running[name] = subprocess.Popen(
                    [*under, *COMMANDS[name]],
                    cwd=ROOT,
                    env=self.environment,
                    stdout=output,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,
                )
        if "web server" in self.running:
            self._wait()

    def kill(self, *parts: str) -> None:
        """Kill -9 both, or the named parts, with every process of theirs, at once."""
        self._signal(signal.SIGKILL, *parts)

    def stop(self, *parts: str) -> None:
        """Ask them to end (SIGTERM), and wait for it."""
        self._signal(signal.SIGTERM, *parts)

    def _signal(self, number: signal.Signals, *parts: str) -> None:
        names = parts or tuple(self.running)
        for name in names:
            os.killpg(self.running[name].pid, number)
        for name in names:
            self.running.pop(name).wait(timeout=30)

    def post(self, path: str, answers: Mapping[str, str], timeout: float = 30) -> int:
        """Post a form as a browser without JavaScript does; return the status, 0 for no answer."""
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        connection = http.client.HTTPConnection(self.address, timeout=timeout)
        try:
            connection.request("POST", path, urllib.parse.urlencode(answers), headers)
            return connection.getresponse().status
        except (OSError, http.client.HTTPException):
            return 0
        finally:
            connection.close()

    def get(self, path: str) -> tuple[int, str]:
        """Open a page; return its status and text."""
        return self.ask(path, {})

    def ask(self, path: str, typed: Mapping[str, str]) -> tuple[int, str]:
        """Open a page, or send what is typed to it; return its status and text."""
        connection = http.client.HTTPConnection(self.address, timeout=30)
        headers = {"Content-Type": "application/x-www-form-urlencoded"} if typed else {}
        body = urllib.parse.urlencode(typed) if typed else None
        try:
            connection.request("POST" if typed else "GET", path, body, headers)
            response = connection.getresponse()
            return response.status, response.read().decode()
        finally:
            connection.close()

    def _wait(self) -> None:
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until:
            try:
                self.get("/robots.txt")
            except OSError:
                assert self.running["web server"].poll() is None, self.output.read_text()
                time.sleep(0.02)
            else:
                return
        raise AssertionError(f"no answer: {self.output.read_text()}")
