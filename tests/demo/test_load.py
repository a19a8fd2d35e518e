"""The ten samples, brought into their states by the site's own verbs."""

from __future__ import annotations

import os
import subprocess

import pytest
from flask import Flask

from regelruimte.config import ROOT
from regelruimte.demo.generate import generate
from regelruimte.demo.load import load, samples
from regelruimte.drafts import journey
from regelruimte.fields.question import Situation
from regelruimte.mail import send
from regelruimte.store.models import FinishedCheck, OutgoingMail, Pilot, Proposal
from tests.stored import dump
from tests.visitor import Visitor


@pytest.fixture
def demo(app: Flask) -> dict[str, Proposal]:
    """The proposals of a filled site, by title."""
    with app.app_context():
        load(app.config["REGELRUIMTE"])
        return {proposal.title: proposal for proposal in Proposal.select()}


def test_every_sample_is_in_its_own_state(demo: dict[str, Proposal]) -> None:
    assert {title: proposal.status for title, proposal in demo.items()} == {
        sample["title"]: sample["demo"]["status"] for sample in samples()
    }


def test_every_sample_is_sent_in_full(demo: dict[str, Proposal]) -> None:
    assert len({proposal.reference for proposal in demo.values()}) == 10
    for sample in samples():
        stored = demo[sample["title"]]
        assert stored.answers["alternative"] == sample["alternative"]
        assert stored.confidential == sample["confidential"]
        assert journey.may_propose(Situation(stored.answers, stored.check_answers))


def test_every_pilot_is_where_its_sample_says(demo: dict[str, Proposal], app: Flask) -> None:
    wanted = {s["title"]: s["demo"]["pilot"] for s in samples() if "pilot" in s["demo"]}
    with app.app_context():
        stored = {pilot.proposal.title: pilot for pilot in Pilot.select()}

    assert {title: pilot.status for title, pilot in stored.items()} == {
        title: pilot["status"] for title, pilot in wanted.items()
    }
    assert stored["Minder parafen onder een nota"].mandate == "requested"
    assert stored["Stoppen met tijdschrijven per kwartier"].outcome == "adapted"


def test_what_is_invented_besides_is_the_same_each_time_and_mails_nobody(app: Flask) -> None:
    with app.app_context():
        generate(app.config["REGELRUIMTE"], 12, 20)

        assert [Proposal.select().count(), FinishedCheck.select().count()] == [12, 20]
        assert OutgoingMail.select().count() == 0
        titles = [proposal.title for proposal in Proposal.select().order_by(Proposal.id)]
    assert len(set(titles)) > 8


def test_the_one_signal_is_a_signal(demo: dict[str, Proposal]) -> None:
    assert [title for title, proposal in demo.items() if proposal.signal] == [
        "Eén verslag over subsidiegeld in plaats van drie"
    ]


def test_a_filled_site_lets_the_links_in_its_mailbox_work(
    demo: dict[str, Proposal], app: Flask, visitor: Visitor
) -> None:
    with app.app_context():
        while send.send_due():
            pass

    page = visitor.visit("/postbak").follow("/reactie/")

    assert page.heading in demo


def test_the_command_fills_an_empty_site_once(app: Flask) -> None:
    def run() -> str:
        with app.app_context():  # as the `flask` command does
            return app.test_cli_runner().invoke(args=["demo"]).output

    assert run() == "10 sample proposals added, and 140 invented ones behind them.\n"
    before = dump(app)
    assert run() == "There are proposals already; nothing was added.\n"
    assert dump(app) == before


def test_the_demonstration_leaves_a_real_database_and_mail_server_alone() -> None:
    settings = (ROOT / "scripts" / "demo").read_text().partition("mkdir")[0]
    real = {"REGELRUIMTE_DATABASE_URL_FILE": "/run/url", "REGELRUIMTE_MAIL_SERVER": "mail.example"}

    result = subprocess.run(
        ["sh", "-c", f"{settings} env"],
        cwd=ROOT / "scripts",
        env={**os.environ, **real},
        capture_output=True,
        text=True,
        check=True,
    )

    assert "REGELRUIMTE_DEVELOPMENT=1" in result.stdout
    assert not [name for name in real if name in result.stdout]
