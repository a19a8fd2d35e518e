"""A browser without JavaScript, little enough not to be in the way."""

from __future__ import annotations

import http.client
import re
import time
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urlsplit

from tests.people import SAMPLES, answers_to_type

_TOKEN = re.compile(r"/voorstel/[a-z0-9]+")
_INPUT = re.compile(r"<input [^>]*>")
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
_ASKED = re.compile(r'name="(\w+)"')
_HEADERS = {"Accept-Encoding": "br", "Content-Type": "application/x-www-form-urlencoded"}


@dataclass
class Measured:
    """What was asked and how long each answer took, by address; seconds."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    requests: int = 0
    received: int = 0  # bytes of bodies, as they travelled
    headers: int = 0  # bytes of the headers of answers


class Browser:
    """One visitor on one connection; with htmx it asks for fragments and follows no redirect."""

    def __init__(self, address: str, measured: Measured, htmx: bool = False) -> None:
        self.connection = http.client.HTTPConnection(address, timeout=30)
        self.measured = measured
        self.headers = dict(_HEADERS)
        self.has_htmx = htmx
        if htmx:
            self.headers |= {"HX-Request": "true", "HX-Request-Type": "partial"}

    def get(self, path: str) -> tuple[str, str]:
        """Open a page; return where one is and its text."""
        return self._ask("GET", path, None)

    def post(self, path: str, answers: Mapping[str, Any]) -> tuple[str, str]:
        """Send a form; return where one is then, and the text."""
        return self._ask("POST", path, urlencode(answers, doseq=True))

    def _ask(self, method: str, path: str, body: str | None) -> tuple[str, str]:
        began = time.perf_counter()
        self.connection.request(method, path, body, self.headers)
        response = self.connection.getresponse()
        content = response.read()
        name = f"{method} {_TOKEN.sub('/voorstel/…', urlsplit(path).path)}"
        self.measured.seconds[name].append(time.perf_counter() - began)
        self.measured.requests += 1
        self.measured.received += len(content)
        self.measured.headers += sum(len(k) + len(v) + 4 for k, v in response.getheaders())
        if cookie := response.headers.get("Set-Cookie"):  # the peer has one
            self.headers["Cookie"] = cookie.partition(";")[0]
        assert response.status in (200, 302, 303), (response.status, path)
        if response.status != 200:
            return self.get(str(response.headers["Location"]))
        path = response.headers.get("HX-Push-Url") or path
        return path, _text(content, response.headers.get("Content-Encoding"))


def _text(content: bytes, encoding: str | None) -> str:
    if encoding == "br":
        import brotli

        content = brotli.decompress(content)
    return content.decode()


def journey(browser: Browser, number: int = 1) -> None:
    """Walk from the check to the page with the reference."""
    answers = answers_to_type(SAMPLES[number - 1]) | {"address_is_right": "yes"}
    path, text = begins(browser, number)
    while path.startswith("/voorstel/") and not path.endswith("/verstuurd"):
        path, text = browser.post(path, asked(text, answers))
    assert "is verstuurd" in text, path


def begins(browser: Browser, number: int = 1) -> tuple[str, str]:
    """Do the check and begin a proposal; return its first step, address and text.

    With htmx each answer asks for what stands in the way of it.
    """
    check = SAMPLES[number - 1]["check"]
    browser.get("/check")
    browser.headers |= {"HX-Target": "span#redenen"} if browser.has_htmx else {}
    for count in range(1, len(check) + 1) if browser.has_htmx else ():
        browser.get("/check?" + urlencode({"vraag": "", **dict(list(check.items())[:count])}))
    browser.headers.pop("HX-Target", "")
    return browser.post("/check", check)


def plain_journey(browser: Browser) -> None:
    """Send the same to the peer."""
    answers = answers_to_type(SAMPLES[0]) | {"address_is_right": "yes", "confidential": "normal"}
    _, text = browser.get("/")
    _, text = browser.post("/", asked(text, answers))
    _, text = browser.post("/over-jou", asked(text, answers))
    assert "is verstuurd" in text, text


def asked(text: str, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a form's page would send with these answers filled in."""
    names = set(_ASKED.findall(text))
    typed = {key: value for key, value in answers.items() if key in names and value is not None}
    return _hidden(text) | typed


def _hidden(text: str) -> dict[str, str]:
    """Return the hidden answers of a page, in whatever order their attributes stand."""
    tags = [dict(_ATTRIBUTE.findall(tag)) for tag in _INPUT.findall(text)]
    return {tag["name"]: tag.get("value", "") for tag in tags if tag.get("type") == "hidden"}
