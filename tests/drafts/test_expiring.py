"""A draft that ends soon: its applicant hears of it once, when an address is known."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from regelruimte import clock
from tests.people import Applicant
from tests.stored import mails

pytestmark = pytest.mark.both_databases


def jobs_after(app: Flask, days: int) -> str:
    with clock.moved(timedelta(days=days)):
        return str(app.test_cli_runner().invoke(args=["retention"]).output)


def test_a_week_before_its_end_the_writer_is_mailed_and_no_way_in(
    app: Flask, applicant: Applicant
) -> None:
    applicant.has_written()

    assert "warned: 1" in jobs_after(app, 54)

    with clock.moved(timedelta(days=54)):
        assert applicant.reads_mail().links == []


def test_who_said_not_me_is_not_warned(app: Flask, applicant: Applicant) -> None:
    applicant.has_sent()
    applicant.visitor.visit(applicant.reads_mail().link).press("Verder", it_is_me="no")
    applicant.has_written()

    assert "warned: 0" in jobs_after(app, 54)


def test_the_mail_holds_nothing_of_the_draft(app: Flask, applicant: Applicant) -> None:
    applicant.has_written()
    jobs_after(app, 54)

    (mail,) = mails(app)
    ends = clock.dutch_date(applicant.stored.changed_at + timedelta(days=60))
    assert mail.subject == f"Je concept bij Regelruimte verwijderen we op {ends}"
    for word in (applicant.sample["title"], applicant.sample["name"], "voorstel"):
        assert word not in mail.text.split("http")[0] + mail.subject


def test_it_says_the_day_on_which_the_draft_ends(app: Flask, applicant: Applicant) -> None:
    applicant.has_written()
    jobs_after(app, 54)

    ends = clock.dutch_date(applicant.stored.changed_at + timedelta(days=60))
    assert ends in mails(app)[0].text


@pytest.mark.parametrize(("days", "times"), [(52, 0), (54, 1), (59, 1)])
def test_it_is_mailed_once(app: Flask, applicant: Applicant, days: int, times: int) -> None:
    applicant.has_written()

    for _ in range(3):
        jobs_after(app, days)

    assert len(mails(app)) == times


def test_who_goes_on_is_warned_again_later(app: Flask, applicant: Applicant) -> None:
    applicant.has_written()
    jobs_after(app, 54)
    with clock.moved(timedelta(days=55)):
        applicant.opens("regel").press("Verder", rule_source="Toch een andere plek")

    assert "warned: 0" in jobs_after(app, 60)
    assert "warned: 1" in jobs_after(app, 109)


def test_without_an_address_nobody_is_mailed(app: Flask, applicant: Applicant) -> None:
    applicant.has_written(until="over-jou")

    assert "warned: 0" in jobs_after(app, 54)


def test_what_was_sent_is_no_draft(app: Flask, applicant: Applicant) -> None:
    applicant.has_sent()

    assert "warned: 0" in jobs_after(app, 54)
