"""A new link in the place of one that does not work any more."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest
from flask import Flask

from regelruimte import clock
from regelruimte.mail import send
from regelruimte.store.db import database
from tests.people import Applicant, Coordinator
from tests.stored import everything_kept, mails
from tests.visitor import Page, Visitor


def asks(visitor: Visitor, address: str, expects: int | None = None) -> Page:
    page = visitor.visit(f"/mijn/{'a' * 32}", expects=404).follow("Vraag een nieuwe link")
    return page.press("Mail mij een nieuwe link", email=address, expects=expects)


def fresh(app: Flask) -> list[str]:
    with app.app_context():
        send.send_all_due()
    return [mail.recipient for mail in mails(app) if mail.kind == "fresh_link"]


def test_an_applicant_is_mailed_a_link_that_works(applicant: Applicant) -> None:
    proposal = applicant.has_sent()
    with clock.moved(timedelta(days=91)):
        old = applicant.reads_mail().link
        assert applicant.visitor.visit(old, expects=404).heading == "Deze link werkt niet"

        asks(applicant.visitor, applicant.email.upper())

        assert applicant.opens_own_page().heading == proposal.title


def test_a_coordinator_is_mailed_what_waits(applicant: Applicant, bart: Coordinator) -> None:
    proposal = applicant.has_sent()

    asks(applicant.visitor, bart.email)

    assert bart.reads_mail().subject == "Je nieuwe link voor Regelruimte"
    assert bart.opens_the_link().heading == proposal.title


@pytest.mark.parametrize("address", ["niemand@voorbeeld.example", "b.krull@imi.nu"])
def test_nobody_learns_whether_an_address_is_known(
    app: Flask, applicant: Applicant, address: str
) -> None:
    applicant.has_sent()

    known, unknown = asks(applicant.visitor, applicant.email), asks(applicant.visitor, address)

    assert known.response.data == unknown.response.data
    assert known.status == unknown.status == 200


@pytest.mark.settings(RATELIMIT_ENABLED=1)
def test_three_an_hour_are_enough(app: Flask, applicant: Applicant) -> None:
    applicant.has_sent()

    for _ in range(5):
        asks(applicant.visitor, applicant.email)
    assert fresh(app) == [applicant.email] * 3

    with clock.moved(timedelta(minutes=61)):
        asks(applicant.visitor, applicant.email)
        assert len(fresh(app)) == 4


def test_who_has_more_proposals_gets_a_mail_for_each(app: Flask, applicant: Applicant) -> None:
    applicant.has_sent()
    applicant.has_sent()

    asks(applicant.visitor, applicant.email)

    assert fresh(app) == [applicant.email] * 2


def test_fakes_do_not_crowd_out_what_was_confirmed(app: Flask, applicant: Applicant) -> None:
    own = applicant.has_sent()
    applicant.opens_own_page()
    for _ in range(4):
        applicant.has_sent()

    asks(applicant.visitor, applicant.email)

    fresh(app)
    assert own.id in [mail.proposal_id for mail in mails(app) if mail.kind == "fresh_link"]


def test_the_answer_does_the_same_work_for_a_known_and_an_unknown_address(
    app: Flask, applicant: Applicant, monkeypatch: pytest.MonkeyPatch
) -> None:
    applicant.has_sent()
    done: list[str] = []
    real = database.obj.execute_sql
    monkeypatch.setattr(
        database.obj, "execute_sql", lambda sql, *more: done.append(sql) or real(sql, *more)
    )

    work = []
    for address in (applicant.email, "niemand@voorbeeld.example", "b.krull@imi.nu"):
        done.clear()
        asks(applicant.visitor, address)
        work.append(list(done))

    assert work[0] == work[1] == work[2]


def test_a_known_address_takes_as_long_as_an_unknown_one(app: Flask, applicant: Applicant) -> None:
    for _ in range(3):
        applicant.has_sent()
    asked: dict[str, list[float]] = {applicant.email: [], "niemand@voorbeeld.example": []}
    for number in range(60):
        for address, took in list(asked.items())[:: (-1) ** number]:
            began = time.perf_counter()
            app.test_client().post("/nieuwe-link", data={"email": address})
            took.append(time.perf_counter() - began)

    known, unknown = (min(took) for took in asked.values())
    assert 0.7 < known / unknown < 1.4


def test_what_was_asked_is_not_kept_once_it_is_answered(app: Flask, applicant: Applicant) -> None:
    asks(applicant.visitor, "niemand@voorbeeld.example")
    fresh(app)

    assert "niemand@voorbeeld.example" not in everything_kept(app)


def test_a_mailbox_that_is_not_the_applicant_s_gets_nothing(
    app: Flask, applicant: Applicant
) -> None:
    applicant.has_sent()
    applicant.visitor.visit(applicant.reads_mail().link).press("Verder", it_is_me="no")

    asks(applicant.visitor, applicant.email)

    assert fresh(app) == []


def test_a_draft_is_no_business_of_this(app: Flask, applicant: Applicant) -> None:
    applicant.has_written()

    asks(applicant.visitor, applicant.email)

    assert fresh(app) == []


def test_a_faulty_address_is_told(applicant: Applicant) -> None:
    page = asks(applicant.visitor, "geen adres", expects=422)

    assert list(page.errors) == ["email"]
    assert page.value("email") == "geen adres"
