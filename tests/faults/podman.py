"""The image, built by podman from a base that is at hand, and containers of it that are shut in."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from regelruimte.config import ROOT
from tests.conftest import needs
from tests.live import health
from tests.ports import free_port

PODMAN = shutil.which("podman")
BASE = os.environ.get("BASE_IMAGE", "docker.io/library/python:3.13-slim-bookworm")
_SHUT_IN = ["--read-only", "--cap-drop", "all", "--security-opt", "no-new-privileges"]


def podman(*words: object, patience: float = 60) -> subprocess.CompletedProcess[str]:
    """Let podman do something; return its code and what it said."""
    command = [str(PODMAN), *map(str, words)]
    return subprocess.run(
        command, capture_output=True, text=True, check=False, timeout=patience, cwd=ROOT
    )


def build() -> str:
    """Build the image; return its name."""
    needs("podman", PODMAN is not None)
    at_hand = podman("image", "exists", BASE).returncode == 0
    reason = f"the image {BASE} (BASE_IMAGE= takes another with Python)"
    needs(reason, at_hand or podman("pull", BASE, patience=600).returncode == 0)
    name = "localhost/regelruimte:test"
    words = ["--format", "docker", "--build-arg", f"PYTHON={BASE}", "--tag", name]
    built = podman("build", *words, ROOT, patience=900)
    assert built.returncode == 0, built.stdout + built.stderr
    return name


class Box:
    """Containers of one image on the network of this machine, so that mail stays on loopback."""

    def __init__(self, image: str, mail_port: int, **settings: str) -> None:
        self.image, self.port = image, free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.settings = {
            "SECRET_KEY": "k" * 40,
            "SITE_URL": self.address,
            "BIND": f"127.0.0.1:{self.port}",
            "MAIL_SERVER": "127.0.0.1",
            "MAIL_PORT": str(mail_port),
            "UNDO_MINUTES": "0",
            "RATELIMIT_ENABLED": "0",
            **settings,
        }

    def words(self, *more: str) -> list[str]:
        """Return what `podman run` is told, up to the name of the image."""
        named = [f"--env=REGELRUIMTE_{name}={value}" for name, value in self.settings.items()]
        return ["run", *_SHUT_IN, "--network", "host", *more, *named, self.image]

    def run(self, *part: str, options: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
        """Run a container until it ends."""
        return podman(*self.words("--rm", *options), *part)

    @contextmanager
    def running(self, *part: str) -> Iterator[str]:
        """Yield the name of a container that runs; it is removed with its volume."""
        begun = podman(*self.words("--detach", "--volume", "/data"), *part)
        assert begun.returncode == 0, begun.stderr
        name = begun.stdout.split()[-1]
        try:
            yield name
        finally:
            podman("rm", "--force", "--volumes", name)

    def health(self) -> dict[str, Any]:
        """Wait until the web server answers, and return what it says of itself."""
        return health(self.port)


def said(name: str) -> str:
    """Return what a container has written so far."""
    found = podman("logs", name)
    return found.stdout + found.stderr
