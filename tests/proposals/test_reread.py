"""What was stored before today's reading of citations is read again, by the hourly job."""

from __future__ import annotations

import pytest
from flask import Flask

from regelruimte.maintenance.jobs import JOBS, citations
from regelruimte.proposals import reread
from regelruimte.proposals.reread import reread_citations
from regelruimte.store.models import Proposal
from tests.people import Applicant

pytestmark = pytest.mark.both_databases
OLD = {"rule": "", "part": "", "rule_suggested": False, "rule_reading": 0, "citation": "oud"}


@pytest.fixture
def older(app: Flask, applicant: Applicant) -> Proposal:
    """A proposal as a migration leaves it, before any job ran."""
    sent = applicant.has_sent(rule_source="art. 3:2 Awb (BWBR0005537)")
    with app.app_context():
        Proposal.update(**OLD).where(Proposal.id == sent.id).execute()
    return sent


def test_what_was_stored_before_gets_its_identity(
    app: Flask, applicant: Applicant, older: Proposal
) -> None:
    with app.app_context():
        assert reread_citations() == 1
        assert reread_citations() == 0

    stored = applicant.stored
    assert stored.__data__ == older.__data__
    assert (stored.rule, stored.part) == ("bwb:BWBR0005537", "art=3:2")
    assert stored.revision == older.revision


def test_they_are_read_so_many_at_once(
    app: Flask, applicant: Applicant, older: Proposal, monkeypatch: pytest.MonkeyPatch
) -> None:
    applicant.takes(2).has_sent()
    monkeypatch.setattr(reread, "_AT_ONCE", 1)

    with app.app_context():
        Proposal.update(**OLD).execute()
        assert [reread_citations() for _ in range(3)] == [1, 1, 0]


def test_a_draft_is_read_when_it_is_sent(app: Flask, applicant: Applicant) -> None:
    applicant.has_written(rule_source="BWBR0005537")

    with app.app_context():
        assert reread_citations() == 0
    assert applicant.stored.rule == ""


def test_the_mailer_does_it_every_hour() -> None:
    assert citations in JOBS
