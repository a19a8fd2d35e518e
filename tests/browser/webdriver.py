"""A small WebDriver client (W3C), for engines that Playwright drives no shipped build of.

Firefox ESR speaks Marionette: the same commands as JSON over TCP. WebKitGTK's driver speaks HTTP.
"""

from __future__ import annotations

import json
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, ClassVar, Protocol, TypeVar

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"  # W3C WebDriver, section 12.1
PATIENCE_SECONDS = 15
T = TypeVar("T")


class DriverError(Exception):
    """What the browser says it could not do."""


class Speaks(Protocol):
    """One way to give a browser a command of the standard by its name."""

    def __call__(self, command: str, **given: Any) -> Any:
        """Return the value of the answer, or raise DriverError."""


class Http:
    """The standard's own way: one address for each command."""

    PATHS: ClassVar = {
        "NewSession": "POST ",
        "DeleteSession": "DELETE ",
        "GetWindowHandle": "GET /window",
        "NewWindow": "POST /window/new",
        "SwitchToWindow": "POST /window",
        "CloseWindow": "DELETE /window",
        "Navigate": "POST /url",
        "Back": "POST /back",
        "Refresh": "POST /refresh",
        "FindElements": "POST /elements",
        "ElementClick": "POST /element/{id}/click",
        "ElementSendKeys": "POST /element/{id}/value",
        "GetElementText": "GET /element/{id}/text",
        "GetElementAttribute": "GET /element/{id}/attribute/{name}",
        "GetElementProperty": "GET /element/{id}/property/{name}",
        "ExecuteScript": "POST /execute/sync",
        "SwitchToFrame": "POST /frame",
        "PerformActions": "POST /actions",
    }

    def __init__(self, port: int, **capabilities: Any) -> None:
        self.session = f"http://127.0.0.1:{port}/session"
        wanted = {"capabilities": {"alwaysMatch": capabilities}}
        self.session += "/" + self("NewSession", **wanted)["sessionId"]

    def __call__(self, command: str, **given: Any) -> Any:
        """Return the value of the answer, or raise DriverError."""
        method, path = self.PATHS[command].split(" ")
        url = self.session + path.format(**given)
        body = json.dumps(given).encode() if method == "POST" else None
        request = urllib.request.Request(url, body, {"Content-Type": "application/json"}, None)
        request.method = method
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as refused:
            raise DriverError(refused.read().decode()) from refused


class Marionette:
    """Firefox's own way: the length, a colon and a message of four parts, both ways."""

    def __init__(self, port: int, **capabilities: Any) -> None:
        self.line = socket.create_connection(("127.0.0.1", port), timeout=60).makefile("rwb")
        self._read()  # who it is
        self("NewSession", capabilities={"alwaysMatch": capabilities})

    def __call__(self, command: str, **given: Any) -> Any:
        """Return the value of the answer, or raise DriverError."""
        if command == "SwitchToFrame" and given["id"]:
            given = {"element": given["id"][ELEMENT]}
        message = json.dumps([0, 1, f"WebDriver:{command}", given]).encode()
        self.line.write(b"%d:%s" % (len(message), message))
        self.line.flush()
        _, _, refused, result = self._read()
        if refused:
            raise DriverError(refused["error"] + ": " + refused["message"])
        return result["value"] if isinstance(result, dict) and "value" in result else result

    def _read(self) -> Any:
        length = b""
        while (sign := self.line.read(1)) not in (b":", b""):
            length += sign
        return json.loads(self.line.read(int(length)))


class Driver:
    """A browser's window, whichever way it is spoken to; places are CSS selectors."""

    def __init__(self, speaks: Speaks) -> None:
        self.speaks = speaks

    def opens(self, address: str) -> None:
        """Go to this address."""
        self.speaks("Navigate", url=address)

    def back(self) -> None:
        """Press Back."""
        self.speaks("Back")

    def reloads(self) -> None:
        """Press reload."""
        self.speaks("Refresh")

    @contextmanager
    def another_tab(self) -> Iterator[None]:
        """Go to a new tab; at the end come back and close it."""
        before = self.speaks("GetWindowHandle")
        handle = self.speaks("NewWindow", type="tab")["handle"]
        self.speaks("SwitchToWindow", handle=handle)
        yield
        self.speaks("CloseWindow")
        self.speaks("SwitchToWindow", handle=before)

    def enters_frame(self) -> None:
        """Go on in the one frame of the page."""
        self.leaves_frame()
        self.speaks("SwitchToFrame", id={ELEMENT: self.finds("iframe")[0]})

    def leaves_frame(self) -> None:
        """Go on in the page around it."""
        self.speaks("SwitchToFrame", id=None)

    def finds(self, place: str) -> list[str]:
        """Return the names of the elements there."""
        found = self.speaks("FindElements", using="css selector", value=place)
        return [element[ELEMENT] for element in found]

    def first(self, place: str) -> str:
        """Return the name of the first element there, as soon as there is one."""
        return self.waits_for(lambda: self.finds(place), place)[0]

    def text(self, place: str) -> str:
        """Return what a person reads there."""
        return str(self.speaks("GetElementText", id=self.first(place)))

    def value(self, place: str) -> str:
        """Return what is filled in there."""
        return str(self.speaks("GetElementProperty", id=self.first(place), name="value"))

    def attribute(self, place: str, name: str) -> str | None:
        """Return an attribute of the first element there."""
        given = self.speaks("GetElementAttribute", id=self.first(place), name=name)
        return None if given is None else str(given)

    def clicks(self, place: str) -> None:
        """Click what is there, once it is in view: WebKit's driver scrolls to nothing itself."""
        element = self.first(place)
        self.runs("arguments[0].scrollIntoView({block: 'center'})", {ELEMENT: element})
        self.speaks("ElementClick", id=element)

    def types(self, place: str, text: str) -> None:
        """Type into what is there; where no script may run WebKit has to be given the keys."""
        try:
            self.speaks("ElementSendKeys", id=self.first(place), text=text)
        except DriverError as refused:
            if "not focusable" not in str(refused):
                raise
            self.clicks(place)
            self.keys(text)

    def keys(self, text: str) -> None:
        """Press these keys, one after the other, wherever the focus is."""
        presses = [{"type": t, "value": key} for key in text for t in ("keyDown", "keyUp")]
        self.speaks("PerformActions", actions=[{"type": "key", "id": "keys", "actions": presses}])

    def runs(self, script: str, *given: Any) -> Any:
        """Return what this script returns in the page."""
        return self.speaks("ExecuteScript", script=script, args=list(given))

    def waits_for(self, told: Callable[[], T], what: str) -> T:
        """Return what `told` returns, as soon as that is something."""
        until = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                if answer := told():
                    return answer
            except DriverError:  # the page is just being replaced
                if time.monotonic() > until:
                    raise
            assert time.monotonic() < until, f"not seen: {what}"
            time.sleep(0.05)
