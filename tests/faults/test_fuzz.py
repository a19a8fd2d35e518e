"""Requests at random to every address: never a fault of ours, never a change by reading.

Of a stranger, of somebody with links of every kind, and of a coordinator who is signed in. Answers
that are streamed are read to their end.
"""

from __future__ import annotations

import random
import string
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest
from flask import Flask

from regelruimte.clock import today
from regelruimte.proposals.questions import QUESTIONS
from regelruimte.sign_in.questions import CODE
from regelruimte.workspace.filters import filters
from regelruimte.workspace.questions import NEW_ADDRESS, NOTE, SAME_AS
from tests.long_run import times
from tests.markup import check_headers
from tests.people import Applicant, Coordinator, Everyone
from tests.stored import Dump, dump
from tests.visitor import Visitor

pytestmark = pytest.mark.both_databases

METHODS = [*["GET", "POST"] * 5, "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "FROB"]
SLUGS = ("regel", "over-jou", "kosten", "mag-al", "check")
READS = ("GET", "HEAD", "OPTIONS", "TRACE")
HEADERS: dict[str, list[str]] = {
    "HX-Request": ["true", "true", "x"],
    "HX-Request-Type": ["partial", "partial", "é"],
    "Sec-Fetch-Dest": ["iframe", "document", "x" * 500],
    "Sec-Fetch-Site": ["cross-site", "same-origin", "\x00"],
    "Host": ["kwaad.example", "127.0.0.1:8000", "[::1]", "[::1", "a b", "", "x:99999", "é"],
    "X-Forwarded-Host": ["kwaad.example", "a, b", "[", "é"],
    "X-Forwarded-Proto": ["https", "javascript", "é, x"],
    "X-Forwarded-For": ["1.2.3.4, x", "' OR 1=1", "1.2.3.4:5", "[::1]:5", "::1%eth0"],
    "Forwarded": ["for=x;host=y"],
    "Content-Type": [
        *("application/json", "multipart/form-data", "text/plain; charset=x", ""),
        *("multipart/form-data; boundary=é", "application/x-www-form-urlencoded; charset=utf-16"),
    ],
    "Cookie": ["session=x", "werkruimte=x.y.z", "a" * 4000, "=;;=", 'werkruimte="\\777"', "é=é"],
    "Range": ["bytes=0-1", "bytes=9-1", "bytes=-" + "9" * 30, "x"],
    "If-None-Match": ['"x"', "*", "W/", '"'],
    "If-Modified-Since": ["x", "Thu, 01 Jan 1970 00:00:00 GMT", "Mon, 01 Jan 99999 99:99:99 +9999"],
    "Accept": ["*/*;q=x", "application/json", "\xff"],
    "Accept-Language": ["nl;q=9,en;q=-1", "\xff"],
    "Accept-Encoding": ["br", "gzip;q=x", "*", "br;q=1e999", ";;,"],
    "Authorization": ["Basic x", "Bearer", "Digest a=\xff"],
    "Origin": ["null", "https://kwaad.example"],
    "Referer": ["https://[", "\xff"],
    "Content-Length": ["0", "7", "-1", "x", "9" * 30, "\xb2"],
    "Transfer-Encoding": ["chunked", "x"],
    "X-HTTP-Method-Override": ["DELETE"],
}
# What a path or a query can bring in, as a server hands it on: bytes, read as Latin-1.
NOISE = ["\r\nX-Kwaad: 1", "\n", "\x00", "€".encode().decode("latin-1"), "\xff\xfe", "%", "//"]
PIECES = [
    *("", "a", "é", "\x00", "%", "..", "<b>", "-1", "9" * 18, "9" * 30, "9" * 5000, "x" * 3000),
    *("yes", "give", "2026-13", "ja", "\ud800", "\ufffe", "\u202e", "²", "١", "ß" * 20, "http://["),
    *("=1+1", "2026-4", "RR-AAAA-AAAA", "'; --", '"*', "a" * 2100, "e\u0301" * 500, "1.2"),
]
_FORM = "application/x-www-form-urlencoded"
# What our addresses and forms ask for, and what a careless function might take as its own.
NAMES = [
    *("basis", "daarna", "gezien", "gelezen", "terug", "vraag", "ingesloten", "gedaan", "kleuren"),
    *("gemaild", "url", "format", "maxwidth", "maxheight", "zoek", "voor", "kwartaal"),
    *("antwoorden", "address_is_right", "it_is_me", "what_now", "give_it", "undo_it", "ready"),
    *("endpoint", "_scheme", "_anchor", "_external", "_method", "self", "token", "ref", "handler"),
    *(question.key for question in (*QUESTIONS, NOTE, NEW_ADDRESS, SAME_AS, CODE)),
]


@dataclass
class Fuzzer:
    """Somebody who asks for anything in any way."""

    app: Flask
    chance: random.Random
    tokens: list[str]
    names: list[str]
    references: list[str] = field(default_factory=lambda: ["x"])
    browser: Visitor | None = None
    csrf: str = ""

    def __post_init__(self) -> None:
        rules = [(each.rule, each.methods or set()) for each in self.app.url_map.iter_rules()]
        inside = [rule for rule in rules if rule[0].startswith("/werkruimte/")]
        self.rules = [*rules, *inside * 2] if self.browser else rules
        stranger = self.app.test_client(use_cookies=False)
        self.client = self.browser.client if self.browser else stranger

    def asks(self, methods: Sequence[str]) -> Any:
        """Ask once, mostly in a way that the address knows, and read the answer to its end."""
        rule, known = self.chance.choice(self.rules)
        usual = [method for method in methods if method in known]
        path = self._path(rule)
        body = self._body(path) if self.chance.random() < 0.7 else {}
        response = self.client.open(
            base_url=self.app.config["REGELRUIMTE"].site_url,
            method=self.chance.choice(methods if self._seldom() or not usual else usual),
            query_string=self._pairs(),
            environ_overrides={**self._headers(), **self._address(path)},
            **body,
        )
        response.get_data()
        response.close()  # as a server does, also of what has no body (HEAD)
        return response

    def _headers(self) -> dict[str, str]:
        """Return some headers as a server hands them on: nothing about them is put right."""
        some = [name for name in HEADERS if self._seldom()]
        # Whoever is signed in comes with the right cookie, to the right site.
        sent = (name for name in some if not (self.browser and name in ("Cookie", "Host")))
        return {_in_environ(name): self.chance.choice(HEADERS[name]) for name in sent}

    def _address(self, path: str) -> dict[str, str]:
        """Return the path, and sometimes the query, with bytes in them that no client writes."""
        if not self._seldom():
            return {"PATH_INFO": path}
        noise = self.chance.choice(NOISE)
        spot = self.chance.randrange(len(path) + 1)
        overrides = {"PATH_INFO": path[:spot] + noise + path[spot:]}
        return overrides | ({"QUERY_STRING": f"a={noise}&{noise}"} if self._seldom() else {})

    def _path(self, rule: str) -> str:
        odd = ["/" + self._piece(), "//", "/%2e%2e/", f"//kwaad.example/{self._piece()}"]
        rule = self.chance.choice(odd) if self._rarely() else rule
        slug = self.chance.choice(
            ["regel", "over-jou", "kosten", "mag-al", "check", self._piece() or "x"]
        )
        path = (
            rule.replace("<token>", self.chance.choice(self.tokens))
            .replace("<slug>", slug)
            .replace("<ref>", self.chance.choice(self.references))
            .replace("<kind>", self.chance.choice(["xlsx", "ods", "exe", slug]))
            .replace("<path:name>", self.chance.choice(["site.css", "../wsgi.py", slug]))
        )
        return path.encode("utf-8", "replace").decode("latin-1")

    def _body(self, path: str) -> dict[str, Any]:
        kind = self.chance.random()
        if kind < 0.6:
            # To sign out is tried elsewhere: this session has to last.
            ours = {"csrf": self.csrf} if self.csrf and "afmelden" not in path else {}
            return {"data": self._pairs() | ours}
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
        noise = "".join(self.chance.choices(string.printable, k=self.chance.randrange(12)))
        piece = self.chance.choice([*PIECES, noise])
        # What no encoding can write arrives as somebody else wrote it.
        return piece.encode("utf-8", "surrogatepass").decode("utf-8", "replace")

    def _seldom(self) -> bool:
        return self.chance.random() < 0.15

    def _rarely(self) -> bool:
        return self.chance.random() < 0.03


def _in_environ(name: str) -> str:
    key = name.upper().replace("-", "_")
    return key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}"


@pytest.fixture
def fuzzer(
    app: Flask, everyone: Everyone, applicant: Applicant, bart: Coordinator, chance: random.Random
) -> Fuzzer:
    """A fuzzer that knows live links of every kind, and dead ones."""
    applicant.has_sent()
    mine, theirs = applicant.reads_mail().link, bart.reads_mail().link
    bart.has_prepared(applicant.stored, "already_allowed", room="Hier.")
    applicant.has_written(until="over-jou")
    live = [link.rsplit("/", 1)[1] for link in (mine, theirs)]
    dead = ["a" * 32, "x", "É", "%00", "." * 300]
    return Fuzzer(app, chance, [*live, applicant.token, *dead], [*NAMES, "é", "x" * 500])


@pytest.fixture
def insider(fuzzer: Fuzzer, everyone: Everyone, bart: Coordinator) -> Fuzzer:
    """The same, signed in as a coordinator, with proposals and a pilot to do anything with."""
    sent = [everyone.applicant.takes(number).has_sent() for number in (1, 2, 9)]
    bart.has_replied(sent[0], "approved", pilot_form="doe_tank", duration_months=6, conditions="")
    bart.signs_in()
    csrf = bart.browser.visit("/werkruimte/afmelden").value("csrf")
    references = [*(proposal.reference for proposal in sent), "RR-AAAA-AAAA", "\x00", "é"]
    names = [*fuzzer.names, *(each.key for each in filters(everyone.config)), today().isoformat()]
    return Fuzzer(
        fuzzer.app, fuzzer.chance, fuzzer.tokens, names, references, bart.browser, str(csrf)
    )


def check_answer(response: Any) -> None:
    """Check that an answer is no fault of ours, and can leave through a real server."""
    asked = (response.request.method, response.request.path, response.status_code)
    check_headers(response)
    assert response.status_code < 500, asked
    for name, value in response.headers:
        assert value.isascii(), (asked, name)
        assert value.isprintable(), (asked, name)
    is_error = response.status_code >= 400 and response.request.method not in READS[1:]
    assert not is_error or '<section id="' in response.text, asked


@pytest.fixture(params=["stranger", "insider"])
def somebody(request: pytest.FixtureRequest, fuzzer: Fuzzer, insider: Fuzzer) -> Fuzzer:
    """One of the two."""
    return insider if request.param == "insider" else fuzzer


def test_reading_in_any_way_changes_nothing(app: Flask, somebody: Fuzzer) -> None:
    before = what_people_wrote(app)
    for _ in range(times(short=150, long=10_000)):
        check_answer(somebody.asks(READS))

    assert what_people_wrote(app) == before


def what_people_wrote(app: Flask) -> Dump:
    """Return every row but those of the audit trail: that a coordinator looked is noted."""
    return {name: rows for name, rows in dump(app).items() if name != "AuditEntry"}


@pytest.mark.settings(TRUSTED_PROXIES=1)
def test_no_request_is_a_fault_of_ours(somebody: Fuzzer) -> None:
    statuses: Counter[int] = Counter()
    for _ in range(times(short=350, long=50_000)):
        response = somebody.asks(METHODS)
        statuses[response.status_code] += 1
        check_answer(response)

    assert {200, 303, 404, 405, 422} <= set(statuses), statuses
