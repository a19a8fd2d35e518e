"""The site as real processes: web server and mailer under the command that `make run` uses."""

from __future__ import annotations

import http.client
import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from tests.ports import free_port

_PATIENCE = 60  # seconds that a start may take on a machine that is busy
ROOT = Path(__file__).resolve().parent.parent


@contextmanager
def running_site(instance: Path, name: str = "127.0.0.1", **variables: str) -> Iterator[str]:
    """Run the development site on a free port with its data in `instance`; yield its address."""
    port = free_port()
    address = f"http://{name}:{port}"
    environment = os.environ | {
        "PORT": str(port),
        "REGELRUIMTE_INSTANCE_PATH": str(instance),
        "REGELRUIMTE_RATELIMIT_ENABLED": "0",
        "REGELRUIMTE_SITE_URL": address,
        **{f"REGELRUIMTE_{name}": value for name, value in variables.items()},
    }
    with (instance / "output.txt").open("w") as output:
        site = subprocess.Popen(
            [sys.executable, "-m", "regelruimte.server", "--development"],
            cwd=ROOT,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait_for(f"{address}/healthz", site, instance)
            yield address
        finally:
            site.send_signal(signal.SIGTERM)
            site.wait(timeout=30)


def health(port: int, host: str = "") -> dict[str, Any]:
    """Wait until the web server at this port answers, and return what it says of itself."""
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        with suppress(OSError):
            connection.request("GET", "/healthz", headers={"Host": host or f"127.0.0.1:{port}"})
            found: dict[str, Any] = json.loads(connection.getresponse().read())
            return found
        time.sleep(0.1)
    raise AssertionError("no answer")


def _wait_for(address: str, site: subprocess.Popen[bytes], instance: Path) -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        try:
            urllib.request.urlopen(address, timeout=1)
        except (urllib.error.URLError, OSError):
            assert site.poll() is None, (instance / "output.txt").read_text()
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"no answer from {address}: {(instance / 'output.txt').read_text()}")
