"""Firefox and WebKit as Debian ships them, each in a process group and a folder of its own."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.browser.webdriver import Driver, Http, Marionette
from tests.ports import free_port

# Firefox refuses all cookies, fetches nothing of its own, and keeps a session to come back to.
_PREFERENCES = """
user_pref("marionette.port", {port});
user_pref("network.cookie.cookieBehavior", 2);
user_pref("browser.shell.checkDefaultBrowser", false);
user_pref("browser.sessionstore.interval", 300);
user_pref("browser.sessionstore.resume_from_crash", true);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
"""
# As root WebKit's own sandbox does not start; without a graphics card it draws by itself.
_WEBKIT = {
    "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1",
    "WEBKIT_DISABLE_DMABUF_RENDERER": "1",
    "LIBGL_ALWAYS_SOFTWARE": "1",
}


@contextmanager
def firefox(home: Path) -> Iterator[Driver]:
    """Run Firefox without a screen; what it keeps is in `home`."""
    port = free_port()
    (home / "user.js").write_text(_PREFERENCES.format(port=port), encoding="ascii")
    command = ["firefox-esr", "--headless", "--marionette", "--no-remote", "--profile", str(home)]
    with _running(command, {"HOME": str(home)}):
        _wait_for(port)
        yield Driver(Marionette(port))


@contextmanager
def webkit(home: Path) -> Iterator[Driver]:
    """Run WebKitGTK's browser on a screen that nobody sees; it refuses all cookies."""
    port, screen = free_port(), home / "screen"
    settings = {"args": ["--automation", "--cookies-policy=never"], "binary": _mini_browser()}
    with _screen(screen) as display:
        surroundings = {"HOME": str(home), "DISPLAY": display, **_WEBKIT}
        with _running(["WebKitWebDriver", f"--port={port}"], surroundings):
            _wait_for(port)
            speaks = Http(port, **{"webkitgtk:browserOptions": settings})
            yield Driver(speaks)
            speaks("DeleteSession")


ENGINES: Mapping[str, Callable[[Path], contextmanager]] = {"firefox": firefox, "webkit": webkit}
_PROGRAMS = {"firefox": ["firefox-esr"], "webkit": ["WebKitWebDriver", "Xvfb"]}


def is_installed(engine: str) -> bool:
    """Tell whether every program that this engine needs is there."""
    return all(shutil.which(program) for program in _PROGRAMS[engine])


def _mini_browser() -> str:
    return str(next(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser")))


@contextmanager
def _screen(told: Path) -> Iterator[str]:
    """Run an X server without a screen on a free display, and yield its name."""
    with told.open("wb") as number:
        command = ["Xvfb", "-displayfd", str(number.fileno()), "-nolisten", "tcp"]
        with _running([*command, "-screen", "0", "1280x900x24"], {}, keep=number.fileno()):
            while not told.read_text().endswith("\n"):
                time.sleep(0.05)
            yield f":{told.read_text().strip()}"


@contextmanager
def _running(command: list[str], surroundings: Mapping[str, str], keep: int = 2) -> Iterator[None]:
    process = subprocess.Popen(
        command,
        env={**os.environ, **surroundings},
        pass_fds=[keep],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=20)


def _wait_for(port: int) -> None:
    until = time.monotonic() + 60
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            assert time.monotonic() < until, f"nobody listens on {port}"
            time.sleep(0.1)
        else:
            return
