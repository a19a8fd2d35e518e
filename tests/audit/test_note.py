"""The audit trail: who came in, opened or took something out, for a term, and nothing else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from peewee import OperationalError

from regelruimte import clock
from regelruimte.config import Config
from regelruimte.store.anonymise import anonymise
from regelruimte.store.db import transaction
from regelruimte.store.erase import erase
from regelruimte.store.models import AuditEntry, Proposal
from regelruimte.store.retention import remove_what_is_past_its_term
from tests.people import Applicant, Coordinator
from tests.robot import Robot
from tests.visitor import Visitor

pytestmark = [pytest.mark.both_databases, pytest.mark.seldom_on_postgresql]


@pytest.fixture
def proposal(applicant: Applicant, bart: Coordinator) -> Proposal:
    """A proposal, and Bart in the workspace."""
    bart.signs_in()
    return applicant.has_sent()


def noted(app: Flask) -> list[tuple[str, str, str]]:
    """Return kind, coordinator and reference of each entry, the oldest first."""
    with app.app_context():
        return [
            (entry.kind, entry.coordinator, entry.proposal.reference if entry.proposal else "")
            for entry in AuditEntry.select().order_by(AuditEntry.id)
        ]


def kinds(app: Flask) -> list[str]:
    return [kind for kind, _, _ in noted(app)]


def test_signing_in_is_noted(app: Flask, bart: Coordinator) -> None:
    bart.signs_in()

    assert noted(app) == [("signed_in", bart.email, "")]


def test_a_wrong_code_is_noted_with_whose_mail_it_was_for(app: Flask, bart: Coordinator) -> None:
    page = bart.browser.visit("/werkruimte/aanmelden").press("Mail mij", email=bart.email)

    page.press("Meld mij aan", code="7777-7777", expects=422)

    assert noted(app) == [("sign_in_failed", bart.email, "")]


def test_a_link_that_works_no_more_is_noted_when_a_person_uses_it(
    app: Flask, bart: Coordinator
) -> None:
    bart.browser.visit("/werkruimte/aanmelden").press("Mail mij", email=bart.email)
    page = bart.browser.visit(bart.reads_mail().link)
    with clock.moved(timedelta(minutes=16)):
        page.press("Meld mij aan", sign_me_in="yes", expects=404)

    assert noted(app) == [("sign_in_failed", bart.email, "")]


def test_of_an_unknown_address_is_noted_that_it_was_tried_not_which(
    app: Flask, visitor: Visitor
) -> None:
    visitor.visit("/werkruimte/aanmelden").press("Mail mij", email="wie@elders.example")

    assert noted(app) == [("sign_in_unknown", "", "")]
    with app.app_context():
        assert "elders" not in repr(list(AuditEntry.select().dicts()))


@pytest.mark.settings(RATELIMIT_ENABLED=1)
def test_one_stranger_fills_no_trail(app: Flask, visitor: Visitor) -> None:
    page = visitor.visit("/werkruimte/aanmelden")
    for _ in range(25):
        page.press("Mail mij", email="wie@elders.example")

    assert len(noted(app)) == 20


@pytest.mark.parametrize("number", [1, 9])
def test_opening_a_proposal_in_the_workspace_is_noted(
    app: Flask, applicant: Applicant, bart: Coordinator, number: int
) -> None:
    bart.signs_in()
    proposal = applicant.takes(number).has_sent()

    bart.looks_at(proposal)

    assert noted(app)[1:] == [("opened", bart.email, proposal.reference)]


def test_who_reads_on_is_noted_once_an_hour(
    app: Flask, proposal: Proposal, bart: Coordinator
) -> None:
    for _ in range(3):
        bart.looks_at(proposal)
    with clock.moved(timedelta(minutes=61)):
        bart.looks_at(proposal)

    assert kinds(app) == ["signed_in", "opened", "opened"]


def test_each_coordinator_is_noted(
    app: Flask, proposal: Proposal, bart: Coordinator, rense: Coordinator
) -> None:
    rense.signs_in()

    bart.looks_at(proposal)
    rense.looks_at(proposal)

    assert [who for kind, who, _ in noted(app) if kind == "opened"] == [bart.email, rense.email]


def test_the_dossier_is_noted_as_such(app: Flask, proposal: Proposal, bart: Coordinator) -> None:
    bart.browser.visit(f"/werkruimte/voorstel/{proposal.reference}/dossier")

    assert set(kinds(app)[1:]) == {"opened", "dossier"}


@pytest.mark.parametrize("kind", ["csv", "xlsx", "ods"])
def test_an_export_is_noted_with_its_file(
    app: Flask, proposal: Proposal, bart: Coordinator, kind: str
) -> None:
    answer = bart.browser.visit(f"/werkruimte/voorstellen.{kind}?antwoorden=ja").response

    with app.app_context():
        entry = AuditEntry.select().where(AuditEntry.kind == "exported").get()
    assert entry.coordinator == bart.email
    assert f'"{entry.detail}"' in answer.headers["Content-Disposition"]
    assert entry.detail.endswith(f"-antwoorden.{kind}")


def test_a_briefing_is_noted(app: Flask, proposal: Proposal, bart: Coordinator) -> None:
    bart.browser.visit(f"/werkruimte/overleg?kies={proposal.reference}")

    assert kinds(app)[1:] == ["briefing"]


def test_a_machine_that_follows_a_mailed_link_is_not_noted(
    app: Flask, applicant: Applicant, bart: Coordinator
) -> None:
    applicant.has_sent()

    Robot(app).goes_through(bart.reads_mail().link)

    assert noted(app) == []


def test_what_an_applicant_does_is_not_noted(app: Flask, applicant: Applicant) -> None:
    applicant.does_it_all()
    applicant.opens_own_page()

    assert noted(app) == []


def test_a_page_is_shown_when_the_trail_cannot_be_written(
    app: Flask,
    proposal: Proposal,
    bart: Coordinator,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OperationalError(proposal.title)

    monkeypatch.setattr(AuditEntry, "save", fail)

    assert bart.looks_at(proposal).heading == proposal.title

    lines = [record.message for record in caplog.records if record.levelname == "ERROR"]
    assert lines == ["the audit trail misses an entry: OperationalError"]


# How long, and for whom


def test_an_entry_is_kept_for_its_term(
    app: Flask, config: Config, proposal: Proposal, bart: Coordinator
) -> None:
    days = config.terms.audit_days
    with app.app_context():
        with clock.moved(timedelta(days=days - 1)):
            assert remove_what_is_past_its_term(config.terms)["audit_entries"] == 0
        with clock.moved(timedelta(days=days + 1)):
            assert remove_what_is_past_its_term(config.terms)["audit_entries"] == 1


def test_erasing_a_proposal_erases_who_opened_it(
    app: Flask, proposal: Proposal, bart: Coordinator
) -> None:
    bart.looks_at(proposal)
    with app.app_context(), transaction():
        erase(proposal)

    assert kinds(app) == ["signed_in"]


def test_one_that_is_made_anonymous_leaves_nothing_of_it_either(
    app: Flask, proposal: Proposal, bart: Coordinator
) -> None:
    bart.looks_at(proposal)
    with app.app_context(), transaction():
        anonymise(proposal)

    assert kinds(app) == ["signed_in"]


def test_its_applicant_downloads_when_it_was_opened_not_by_whom(
    app: Flask, applicant: Applicant, proposal: Proposal, bart: Coordinator
) -> None:
    bart.looks_at(proposal)

    told = applicant.opens_own_page().follow("alles downloaden").response.get_json()

    with app.app_context():
        entry = AuditEntry.select().where(AuditEntry.kind == "opened").get()
    assert told["geopend door een coördinator"] == [clock.dutch_moment(entry.at)]


def test_coordinators_read_it_with_names_and_references(
    proposal: Proposal, bart: Coordinator
) -> None:
    bart.looks_at(proposal)

    page = bart.browser.visit("/werkruimte").follow("Logboek")

    assert "Bart Krull" in page.text
    assert str(proposal.reference) in page.text
    assert str(proposal.title) not in page.text


def test_it_is_read_page_by_page(app: Flask, bart: Coordinator) -> None:
    bart.signs_in()
    with app.app_context():
        AuditEntry.insert_many(
            [{"kind": "briefing", "detail": f"nr {n}."} for n in range(60)]
        ).execute()

    page = bart.browser.visit("/werkruimte/logboek")

    assert "nr 59." in page.text
    assert "nr 0." not in page.text
    assert "nr 0." in page.follow("Oudere meldingen").text


def test_it_is_exported_for_the_owner_and_that_is_noted(
    app: Flask, proposal: Proposal, bart: Coordinator
) -> None:
    bart.looks_at(proposal)

    text = bart.browser.visit("/werkruimte/logboek.csv").response.get_data(as_text=True)
    printed = app.test_cli_runner().invoke(args=["audit", "export"]).output

    rows = text.splitlines()
    assert [row.split(";")[2] for row in rows[1:]] == [bart.email, bart.email]
    assert str(proposal.reference) in rows[1]
    assert printed.splitlines()[2:] == rows[1:]
    assert kinds(app)[-1] == "audit_exported"
