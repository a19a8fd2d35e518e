"""Exports beside journeys: nobody waits for them, and the memory that they took is given back."""

from __future__ import annotations

import http.client
import io
import random
import re
import threading
import time
import uuid
import zipfile
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from peewee import fn

from regelruimte.config import Config
from regelruimte.store.db import database
from regelruimte.store.models import Proposal
from regelruimte.store.reference import new_reference
from tests.at_once import at_once
from tests.faults.processes import Site
from tests.faults.test_kill import wait_until
from tests.long_run import times
from tests.people import Applicant, Coordinator

pytestmark = pytest.mark.timed

ROWS = 1_560
LIST = "/werkruimte/voorstellen"
SLOWEST = 1.0  # seconds
MOST = 20.0  # megabytes
CLICKS = 3


@pytest.fixture
def many(app: Flask, applicant: Applicant, chance: random.Random) -> None:
    """So many proposals, few of them alike, each with the answers of a sample."""
    fill(app, applicant, chance, ROWS)


@pytest.fixture
def spoilt(app: Flask, applicant: Applicant, chance: random.Random) -> None:
    """Of some hundreds of proposals the one that is exported last cannot be read."""
    fill(app, applicant, chance, ROWS // 2)
    with app.app_context():
        (oldest,) = Proposal.select(fn.MIN(Proposal.id)).where(~Proposal.confidential).tuples()
        database.execute_sql("UPDATE proposal SET record = '[{' WHERE id = ?", oldest)


def fill(app: Flask, applicant: Applicant, chance: random.Random, count: int) -> None:
    for number in range(1, 11):
        applicant.takes(number).has_sent()
    with app.app_context():
        sent = list(Proposal.select().where(~Proposal.confidential).dicts())
        rows = [reworded(row, chance) for row in sent for _ in range(20)]
        Proposal.insert_many([another(rows[n % len(rows)]) for n in range(count)]).execute()


def reworded(row: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """The same proposal with its words in another order."""
    record = [{**entry, "text": shuffled(entry["text"], chance)} for entry in row["record"]]
    return {name: value for name, value in row.items() if name != "id"} | {"record": record}


def another(row: dict[str, Any]) -> dict[str, Any]:
    """The same proposal with another name."""
    return row | {"uid": uuid.uuid4().hex, "reference": new_reference()}


def shuffled(text: str, chance: random.Random) -> str:
    words = text.split(" ")
    return " ".join(chance.sample(words, len(words)))


class Session:
    """A coordinator's browser, as far as it downloads."""

    def __init__(self, site: Site, coordinator: Coordinator) -> None:
        coordinator.signs_in()
        self.site = site
        cookie = coordinator.browser.client.get_cookie("werkruimte", "127.0.0.1", "/werkruimte")
        assert cookie
        self.headers = {"Cookie": f"werkruimte={cookie.value}"}

    def downloads(self, address: str) -> tuple[int, bytes]:
        """Return the status and the whole file."""
        connection = http.client.HTTPConnection(self.site.address, timeout=60)
        connection.request("GET", address, headers=self.headers)
        response = connection.getresponse()
        return response.status, response.read()


@pytest.fixture
def session(site: Site, bart: Coordinator, config: Config) -> Session:
    """Bart in the workspace of a site that runs."""
    site.environment["REGELRUIMTE_SECRET_KEY"] = config.secret_key
    site.start("web server")
    return Session(site, bart)


def megabytes(site: Site) -> float:
    """The memory of the one worker."""
    master = site.running["web server"].pid
    worker = Path(f"/proc/{master}/task/{master}/children").read_text().split()[0]
    told = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{worker}/status").read_text())
    assert told
    return int(told[1]) / 1024


class Opener(threading.Thread):
    """Somebody who does the check meanwhile."""

    def __init__(self, site: Site) -> None:
        super().__init__()
        self.site, self.goes_on, self.took = site, True, [0.0]

    def run(self) -> None:
        """Open the check, and again."""
        while self.goes_on:
            begun = time.monotonic()
            assert self.site.get("/check")[0] == 200
            self.took.append(time.monotonic() - begun)
            time.sleep(0.02)


def test_nobody_waits_for_an_export(
    many: None, session: Session, site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    for path in ("/werkruimte/exporteren", LIST, "/werkruimte/cijfers"):
        session.downloads(path)
    for kind in ("xlsx", "ods", "csv"):
        before = megabytes(site)
        opener, begun = Opener(site), time.monotonic()
        opener.start()
        found = clicked(session, f"{LIST}.{kind}?antwoorden=ja")
        seconds, opener.goes_on = time.monotonic() - begun, False
        opener.join()
        more = megabytes(site) - before

        with capsys.disabled():
            made, slowest = found.count(200), max(opener.took)
            print(f"\n  {kind}: {made} of {len(found)} made in {seconds:.1f} s", end="; ")
            print(f"/check at most {slowest:.2f} s; {before:.0f} MB + {more:.0f}", end=" ")
        assert 200 in set(found) <= {200, 503}
        assert slowest < SLOWEST
        assert more < MOST


def clicked(session: Session, address: str) -> list[int]:
    """Click a few times, as somebody does who sees nothing happen; return the statuses."""
    found: list[int] = []
    for _ in range(times(short=1, long=5)):
        at_once(*[lambda: found.append(session.downloads(address)[0])] * CLICKS)
    return found


# What goes wrong in the midst


def test_what_cannot_be_finished_says_so_and_stops_no_other(spoilt: None, session: Session) -> None:
    a_csv_says_so_and_breaks_off(session)
    a_sheet_breaks_off(session)
    who_leaves_half_way_stops_no_other(session)


def a_csv_says_so_and_breaks_off(session: Session) -> None:
    connection = http.client.HTTPConnection(session.site.address, timeout=60)
    connection.request("GET", f"{LIST}.csv?antwoorden=ja", headers=session.headers)
    response = connection.getresponse()

    with pytest.raises(http.client.IncompleteRead) as broken:
        response.read()

    told = broken.value.partial.decode()
    assert told.rstrip().endswith(
        "Dit bestand is niet af: er ging bij ons iets mis. Exporteer opnieuw."
    )
    assert response.headers["Content-Security-Policy"]
    assert "<html" not in told
    log = session.site.output.read_text()
    assert "JSONDecodeError at" in log
    assert "[{" not in log


def a_sheet_breaks_off(session: Session) -> None:
    connection = http.client.HTTPConnection(session.site.address, timeout=60)
    connection.request("GET", f"{LIST}.ods?antwoorden=ja", headers=session.headers)
    response = connection.getresponse()

    with pytest.raises(http.client.IncompleteRead) as broken:
        response.read()

    # No program opens half a sheet, so nobody takes it for the whole.
    assert not zipfile.is_zipfile(io.BytesIO(broken.value.partial))
    assert response.headers["Content-Security-Policy"]
    assert session.downloads(f"{LIST}.ods")[0] == 200, "and the next one is made"


def who_leaves_half_way_stops_no_other(session: Session) -> None:
    connection = http.client.HTTPConnection(session.site.address, timeout=60)
    connection.request("GET", f"{LIST}.csv", headers=session.headers)
    connection.getresponse().read(1000)
    connection.close()
    connection.request("HEAD", f"{LIST}.csv", headers=session.headers)
    connection.getresponse().read()

    wait_until(lambda: session.downloads(f"{LIST}.ods")[0] == 200, seconds=10)
