"""Requests at random to every address: never a fault of ours, never a change by reading."""

from __future__ import annotations

import random
import string
from collections import Counter
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask

from tests.faults.conftest import times
from tests.people import Applicant, Coordinator, Everyone
from tests.stored import dump
from tests.visitor import check_headers

METHODS = [*["GET", "POST"] * 5, "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "FROB"]
READS = ("GET", "HEAD", "OPTIONS", "TRACE")
HEADERS: dict[str, list[str]] = {
    "HX-Request": ["true", "false", "x"],
    "HX-Request-Type": ["partial", "full", "é"],
    "Sec-Fetch-Dest": ["iframe", "document", "x" * 500],
    "Host": ["kwaad.example", "127.0.0.1:8000", "[::1]", "a b"],
    "X-Forwarded-Host": ["kwaad.example"],
    "X-Forwarded-For": ["1.2.3.4, x", "' OR 1=1"],
    "Forwarded": ["for=x;host=y"],
    "Content-Type": ["application/json", "multipart/form-data", "text/plain; charset=x", ""],
    "Cookie": ["session=x", "a" * 4000],
    "Range": ["bytes=0-1", "bytes=9-1"],
    "If-None-Match": ['"x"', "*"],
    "If-Modified-Since": ["x", "Thu, 01 Jan 1970 00:00:00 GMT"],
    "Accept-Encoding": ["br", "gzip;q=x", "*"],
    "Origin": ["null", "https://kwaad.example"],
    "Content-Length": ["0", "7"],
}
PRINTABLE = string.printable.replace("?", "")  # the test client takes one query, apart
PIECES = [
    "",
    "a",
    "é",
    "\x00",
    "%",
    "..",
    "<b>",
    "-1",
    "9" * 30,
    "x" * 3000,
    "yes",
    "give",
    "2026-13",
]


@dataclass
class Fuzzer:
    """Somebody who asks for anything in any way."""

    app: Flask
    chance: random.Random
    tokens: list[str]
    names: list[str]

    def __post_init__(self) -> None:
        self.rules = sorted({rule.rule for rule in self.app.url_map.iter_rules()})
        self.client = self.app.test_client(use_cookies=False)

    def asks(self, methods: list[str]) -> Any:
        """Ask once."""
        pick = self.chance.choice
        body = self._body() if self.chance.random() < 0.7 else {}
        headers = {name: pick(values) for name, values in HEADERS.items() if self._seldom()}
        return self.client.open(
            self._path(), method=pick(methods), headers=headers, query_string=self._pairs(), **body
        )

    def _path(self) -> str:
        rule = self.chance.choice([*self.rules, "/" + self._piece(), "//", "/%2e%2e/"])
        slug = self.chance.choice(["regel", "idee", "mag-al", "check", self._piece() or "x"])
        return (
            rule.replace("<token>", self.chance.choice(self.tokens))
            .replace("<slug>", slug)
            .replace("<path:name>", "site.css")
        )

    def _body(self) -> dict[str, Any]:
        kind = self.chance.random()
        if kind < 0.6:
            return {"data": self._pairs()}
        if kind < 0.7:
            return {"data": bytes(self.chance.randrange(256) for _ in range(200))}
        if kind < 0.8:
            return {"data": "a=" + "x" * 300_000, "content_type": _FORM}
        if kind < 0.9:
            return {"data": "&".join(f"{n}=x" for n in range(3000)), "content_type": _FORM}
        return {"data": b"--x\r\nbroken", "content_type": "multipart/form-data; boundary=x"}

    def _pairs(self) -> dict[str, Any]:
        count = self.chance.randrange(6)
        return {self.chance.choice(self.names): self._piece() for _ in range(count)}

    def _piece(self) -> str:
        noise = "".join(self.chance.choices(PRINTABLE, k=self.chance.randrange(12)))
        return self.chance.choice([*PIECES, noise])

    def _seldom(self) -> bool:
        return self.chance.random() < 0.15


_FORM = "application/x-www-form-urlencoded"
NAMES = ["basis", "daarna", "gezien", "gelezen", "terug", "vraag", "gesteld", "ingesloten"]
ASKED = [
    "title",
    "affected",
    "email",
    "address_is_right",
    "it_is_me",
    "see_it",
    "give_it",
    "undo_it",
    "ready",
]


@pytest.fixture
def fuzzer(
    app: Flask, everyone: Everyone, applicant: Applicant, bart: Coordinator, chance: random.Random
) -> Fuzzer:
    """A fuzzer that knows live links of every kind, and dead ones."""
    applicant.has_sent()
    mine, theirs = applicant.reads_mail().link, bart.reads_mail().link
    bart.has_prepared(applicant.stored, "already_allowed", room="Hier.")
    applicant.has_written(until="idee")
    live = [link.rsplit("/", 1)[1] for link in (mine, theirs)]
    dead = ["a" * 32, "x", "É", "%00", "." * 300]
    return Fuzzer(app, chance, [*live, applicant.token, *dead], [*NAMES, *ASKED, "é", "x" * 500])


def test_reading_in_any_way_changes_nothing(app: Flask, fuzzer: Fuzzer) -> None:
    before = dump(app)
    for _ in range(times(short=500, long=20_000)):
        fuzzer.asks(list(READS))

    assert dump(app) == before


def test_no_request_is_a_fault_of_ours(fuzzer: Fuzzer) -> None:
    statuses: Counter[int] = Counter()
    for _ in range(times(short=1_000, long=80_000)):
        response = fuzzer.asks(METHODS)
        statuses[response.status_code] += 1
        check_headers(response)
        assert response.status_code < 500, (response.request.method, response.request.path)
        is_error = response.status_code >= 400 and response.request.method not in READS[1:]
        ours = not is_error or '<section id="' in response.text
        assert ours, (response.request.method, response.request.path, response.status_code)

    assert {200, 303, 404, 405, 422} <= set(statuses), statuses
