"""What is past its term goes, to the day; what somebody still uses stays."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask

from regelruimte import clock
from regelruimte.config import Config
from regelruimte.demo.pilots import bring_to
from regelruimte.store.models import (
    TABLES,
    Event,
    Link,
    OutgoingMail,
    Pilot,
    Proposal,
    Reply,
    Table,
)
from regelruimte.store.retention import remove_what_is_past_its_term
from tests.people import Applicant, Coordinator
from tests.postoffice import PostOffice
from tests.stored import dump, everything_kept

pytestmark = pytest.mark.both_databases

NO = {"reason": "too_broad", "sentence": "Te breed."}
YES = {"form": "doe_tank", "duration_months": 6}


@pytest.fixture(autouse=True)
def _context(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield


def removed_after(days: int, config: Config) -> dict[str, int]:
    with clock.moved(timedelta(days=days)):
        counts = remove_what_is_past_its_term(config.terms)
    return {name: counts[name] for name in ("drafts", "closed", "pilots") if counts[name]}


def test_a_draft_stays_sixty_days(applicant: Applicant, config: Config) -> None:
    applicant.has_written(until="idee")

    assert removed_after(59, config) == {}
    assert removed_after(61, config) == {"drafts": 1}
    assert Proposal.select().count() == 0


def test_its_days_count_from_the_last_change(applicant: Applicant, config: Config) -> None:
    applicant.has_written(until="regel")
    with clock.moved(timedelta(days=40)):
        applicant.fills_in_this_step()

    assert removed_after(70, config) == {}


def test_a_proposal_without_a_pilot_stays_a_year_after_closing(
    applicant: Applicant, bart: Coordinator, config: Config
) -> None:
    bart.has_replied(applicant.has_sent(), "declined", **NO)

    assert removed_after(364, config) == {}
    assert removed_after(366, config) == {"closed": 1}


def test_then_only_what_is_counted_stays(
    applicant: Applicant, bart: Coordinator, config: Config
) -> None:
    proposal = applicant.has_sent()
    bart.has_replied(proposal, "declined", **NO)

    removed_after(366, config)

    kept = Proposal.get()
    assert (kept.status, kept.rule_level) == ("declined", proposal.rule_level)
    assert (kept.title, kept.answers, kept.record, kept.saves) == ("", {}, [], {})
    assert [table.select().count() for table in (Link, Reply, OutgoingMail)] == [0, 0, 0]
    assert {(event.actor, str(event.data)) for event in Event.select()} == {("", "{}")}


@pytest.mark.parametrize("table", [t for t in TABLES if hasattr(t, "proposal")])
def test_of_whatever_is_kept_about_a_proposal_no_word_stays(
    app: Flask,
    applicant: Applicant,
    bart: Coordinator,
    rense: Coordinator,
    config: Config,
    table: type[Table],
) -> None:
    proposal = applicant.has_sent()
    rense.signs_in()
    rense.looks_at(proposal).press("Bewaar de notitie", note="Een notitie over appelmoes.")
    bart.has_replied(proposal, "declined", reason="too_broad", sentence="Een antwoord: appelmoes.")
    assert "appelmoes" in everything_kept(app)

    removed_after(366, config)

    assert "appelmoes" not in repr(dump(app)[table.__name__])


def test_of_a_pilot_no_words_stay_after_two_years(
    applicant: Applicant, bart: Coordinator, config: Config
) -> None:
    proposal = applicant.has_sent()
    bart.has_replied(proposal, "approved", **YES)

    assert removed_after(729, config) == {}
    assert removed_after(731, config) == {"pilots": 1}

    kept = Proposal.get()
    assert (kept.answers, kept.record, kept.citation) == ({}, [], "")
    assert kept.rule_level == proposal.rule_level


def test_a_proposal_that_nobody_touched_has_a_term_too(
    applicant: Applicant, config: Config
) -> None:
    applicant.has_sent()

    assert removed_after(364, config) == {}
    assert removed_after(366, config) == {"closed": 1}


def test_an_open_conversation_counts_as_touched(
    applicant: Applicant, bart: Coordinator, config: Config
) -> None:
    proposal = applicant.has_sent()
    with clock.moved(timedelta(days=300)):
        bart.has_replied(proposal, "in_conversation", message="Bel me.")

    assert removed_after(366, config) == {}


def test_what_the_site_does_by_itself_is_no_touch(
    app: Flask, applicant: Applicant, config: Config
) -> None:
    applicant.has_sent()
    with clock.moved(timedelta(days=300)):
        app.test_cli_runner().invoke(args=["remind"])

    assert removed_after(366, config) == {"closed": 1}


def test_what_is_anonymous_is_left_in_peace(
    app: Flask, applicant: Applicant, bart: Coordinator, config: Config
) -> None:
    proposal = applicant.has_sent()
    removed_after(366, config)
    bart.signs_in()

    with clock.moved(timedelta(days=366)):
        applicant.has_sent()
    with clock.moved(timedelta(days=386)):
        reminded = app.test_cli_runner().invoke(args=["remind"])

    assert reminded.exit_code == 0
    assert "reminders: 1" in reminded.output
    page = bart.looks_at(Proposal.get_by_id(proposal.id))
    assert "Het mag al" not in page.text
    assert page.heading == "(tekst verwijderd)"
    assert bart.browser.visit("/werkruimte").status == 200


def brought_to(status: str, applicant: Applicant, bart: Coordinator, config: Config) -> Proposal:
    proposal = applicant.takes(1).has_sent()
    bart.has_replied(proposal, "approved", **YES)
    bring_to(status, Proposal.get_by_id(proposal.id), config)
    return proposal


@pytest.mark.parametrize("status", ["preparing", "running", "awaiting_outcome"])
def test_a_pilot_that_stands_still_has_a_term_too(
    status: str, applicant: Applicant, bart: Coordinator, config: Config
) -> None:
    proposal = brought_to(status, applicant, bart, config)

    assert removed_after(365, config) == {}
    assert removed_after(1000, config) == {"pilots": 1}
    kept = Pilot.get()
    assert (kept.status, kept.answers, kept.record) == (status, {}, {})
    assert "directie" not in kept.rule_owner
    bart.signs_in()
    bart.looks_at(proposal)
    assert bart.browser.visit(f"{bart.page.path}/pilot").status == 200
    assert bart.browser.visit(f"{bart.page.path}/pilot/afdrukken").status == 200


@pytest.mark.settings(UNTOUCHED_DAYS=30)
def test_a_trial_is_not_taken_away_while_it_runs(
    applicant: Applicant, bart: Coordinator, config: Config
) -> None:
    brought_to("running", applicant, bart, config)

    assert removed_after(150, config) == {}


def test_once_is_enough(applicant: Applicant, bart: Coordinator, config: Config) -> None:
    bart.has_replied(applicant.has_sent(), "declined", **NO)
    removed_after(366, config)

    assert removed_after(400, config) == {}


def test_delivered_mail_is_forgotten_after_a_month(applicant: Applicant, config: Config) -> None:
    applicant.has_sent()
    applicant.reads_mail()

    with clock.moved(timedelta(days=31)):
        counts = remove_what_is_past_its_term(config.terms)

    assert counts["mails"] == 3
    assert OutgoingMail.select().count() == 0


@pytest.mark.smtp
def test_mail_that_failed_is_forgotten_after_a_month_too(
    applicant: Applicant, config: Config, post_office: PostOffice
) -> None:
    applicant.has_sent()
    post_office.refusals[applicant.email] = "550 unknown"
    applicant.everyone.post_for(applicant.email)

    with clock.moved(timedelta(days=31)):
        assert remove_what_is_past_its_term(config.terms)["mails"] == 3


def test_mail_that_waits_is_kept(applicant: Applicant, config: Config) -> None:
    applicant.has_sent()

    with clock.moved(timedelta(days=31)):
        assert remove_what_is_past_its_term(config.terms)["mails"] == 0


@pytest.mark.settings(CLOSED_DAYS=10)
def test_the_terms_are_configuration(
    applicant: Applicant, bart: Coordinator, config: Config
) -> None:
    bart.has_replied(applicant.has_sent(), "declined", **NO)

    assert removed_after(11, config) == {"closed": 1}
