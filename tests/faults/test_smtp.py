"""A mail server that fails in every way we know: what arrives, how often, and our health."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from regelruimte import clock
from regelruimte.mail import connection, outbox, send
from regelruimte.store.models import OutgoingMail
from tests.faults import bad_smtp
from tests.faults.bad_smtp import smtp, talking, tls
from tests.people import SAMPLES, Applicant
from tests.ports import free_port
from tests.postoffice import PostOffice
from tests.visitor import Visitor

pytestmark = pytest.mark.timed

EVERYBODY = ("b.krull@imi.nu", "r.bos@imi.nu", "applicant")
Server = Callable[[PostOffice, Path], AbstractContextManager[Any]]


@dataclass(frozen=True)
class Fault:
    """A way to fail, and what should come of it.

    `arrives` are the copies for Bart, Rense and the applicant as long as it lasts, `failed` the
    mails that are given up, `health` what healthz says after 45 minutes of it, `copies` the
    copies of each mail once the server is well again; `patience` is how many seconds a whole
    conversation may take meanwhile.
    """

    name: str
    server: Server
    arrives: tuple[int, int, int] = (0, 0, 0)
    failed: int = 0
    health: str = "amber"
    copies: tuple[int, int, int] = (1, 1, 1)
    office: type[PostOffice] = PostOffice
    patience: float = 0.6
    settings: dict[str, str] = field(default_factory=dict)
    refusals: dict[str, str] = field(default_factory=dict)


def aiosmtpd(**options: Any) -> Server:
    return lambda office, _: smtp(office, **options)


def raw(says: Callable[[Any], Any]) -> Server:
    return lambda office, _: talking(office.port, says)


def self_signed(office: PostOffice, folder: Path) -> AbstractContextManager[Any]:
    return smtp(office, tls_context=tls(folder))


def wrong_password(office: PostOffice, folder: Path) -> AbstractContextManager[Any]:
    signed_in_only = {"auth_required": True, "auth_require_tls": False}
    return smtp(office, authenticator=bad_smtp.no_one_signs_in, **signed_in_only)


TLS = {"MAIL_USE_TLS": "1"}
SIGN_IN = {"MAIL_USERNAME": "regelruimte", "MAIL_PASSWORD": "onjuist"}
FAULTS = [
    Fault("none", aiosmtpd(), (1, 1, 1), health="green"),
    Fault("refused", lambda *_: nullcontext()),
    Fault("silent", raw(bad_smtp.nothing), patience=0.2),
    Fault("slow bytes", raw(bad_smtp.drip), patience=0.3),
    Fault("421", aiosmtpd(), office=bad_smtp.Busy),
    Fault("451 then 250", aiosmtpd(), (1, 1, 1), health="green", office=bad_smtp.Greylisting),
    Fault(
        "550 for one",
        aiosmtpd(),
        (1, 0, 1),
        failed=1,
        copies=(1, 0, 1),
        refusals={"r.bos@imi.nu": "550 no such user"},
    ),
    Fault(
        "550 for the applicant",
        aiosmtpd(),
        (1, 1, 0),
        failed=1,
        health="green",
        copies=(1, 1, 0),
        refusals={SAMPLES[0]["email"]: "550 5.1.1 no such user"},
    ),
    Fault("552 after DATA", aiosmtpd(), failed=3, copies=(0, 0, 0), office=bad_smtp.Full),
    Fault("cut after the dot", aiosmtpd(), (4, 4, 4), copies=(5, 5, 5), office=bad_smtp.Closing),
    Fault("cut at QUIT", aiosmtpd(), (1, 1, 1), health="green", office=bad_smtp.ClosingAtQuit),
    Fault("STARTTLS broken", raw(bad_smtp.promise_tls), patience=0.4, settings=TLS),
    Fault("certificate of nobody", self_signed, settings=TLS),
    Fault("535 sign in", wrong_password, settings=SIGN_IN),
]


@pytest.fixture(scope="module")
def table(request: pytest.FixtureRequest) -> Iterator[list[str]]:
    """The table that is printed at the end."""
    rows = [f"{'fault':22} {'meanwhile':10} {'failed':7} {'health':7} {'in the end':11} messages"]
    yield rows
    capture = request.config.pluginmanager.getplugin("capturemanager")
    with capture.global_and_fixture_disabled():
        print("\n" + "\n".join(rows))


@pytest.fixture
def fault(request: pytest.FixtureRequest) -> Fault:
    """The fault of this test."""
    found: Fault = request.param
    return found


@pytest.fixture
def environment(environment: dict[str, str], fault: Fault) -> dict[str, str]:
    """A site whose mail server is bad."""
    named = {f"REGELRUIMTE_{name}": value for name, value in fault.settings.items()}
    return environment | named | {"REGELRUIMTE_MAIL_PORT": str(free_port())}


@contextmanager
def patience(seconds: float) -> Iterator[None]:
    """Wait no longer for a whole conversation, and half of it for a word."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(connection, "SILENCE", seconds / 2)
        patch.setattr(connection, "CONVERSATION", seconds)
        yield


@pytest.mark.parametrize("fault", FAULTS, indirect=True, ids=lambda fault: fault.name)
def test_what_comes_of_it(
    app: Flask, applicant: Applicant, fault: Fault, tmp_path: Path, table: list[str]
) -> None:
    port = app.config["MAIL_PORT"]
    office = fault.office(port, refusals=dict(fault.refusals))
    applicant.has_sent()

    with fault.server(office, tmp_path), patience(fault.patience):
        send_at(app, 0, 1, 5, 45)
        meanwhile, healthy = copies(office, applicant), health_at(app, 45)
    well = PostOffice(port)
    allow_again(app, fault)
    with smtp(well):
        send_at(app, 60, 61)

    ended = add(copies(office, applicant), copies(well, applicant))
    with app.app_context():
        counts = outbox.counts()
        known = {mail.message_id for mail in OutgoingMail.select()}
    letters = office.letters + well.letters
    assert {str(letter.message["Message-ID"]) for letter in letters} <= known
    table.append(
        f"{fault.name:22} {_row(meanwhile):10} {counts['failed']:<7} {healthy:7} "
        f"{_row(ended):11} {len({str(letter.message['Message-ID']) for letter in letters})}"
    )
    assert (meanwhile, healthy, ended) == (fault.arrives, fault.health, fault.copies)
    assert counts == {**counts, "waiting": 0, "failed": fault.failed}


def send_at(app: Flask, *minutes: float) -> None:
    """Let the mailer do its rounds at these minutes after the sending."""
    for minute in minutes:
        with clock.moved(timedelta(minutes=minute)), app.app_context():
            while send.send_due():
                pass


def health_at(app: Flask, minutes: float) -> str:
    with clock.moved(timedelta(minutes=minutes)):
        answer: dict[str, Any] = Visitor(app).client.get("/healthz").get_json()
    return str(answer["status"])


def allow_again(app: Flask, fault: Fault) -> None:
    """Mend the settings too, where they are what the fault is about."""
    if fault.settings:
        app.extensions["mail"].use_tls = False
        app.extensions["mail"].username = None


def copies(office: PostOffice, applicant: Applicant) -> tuple[int, ...]:
    bart, rense, _ = EVERYBODY
    return tuple(len(office.to(address)) for address in (bart, rense, applicant.email))


def add(one: tuple[int, ...], other: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(a + b for a, b in zip(one, other, strict=True))


def _row(numbers: tuple[int, ...]) -> str:
    return " ".join(str(number) for number in numbers)
