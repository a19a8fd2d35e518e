"""Sending: everything or nothing, once, and in the words that stood on the page."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from regelruimte import clock
from regelruimte.applicant.leave import wipe_out
from regelruimte.check.criteria import CRITERIA
from regelruimte.drafts.submit import NotReady
from regelruimte.proposals.questions import ABOUT_YOU, QUESTIONS, question_of
from regelruimte.store import events
from regelruimte.store.models import Proposal
from tests.at_once import at_once
from tests.people import Applicant, Coordinator
from tests.queued import an_outbox_that_is_away
from tests.stored import dump, mails
from tests.swap import swap
from tests.visitor import Page, Visitor

pytestmark = pytest.mark.both_databases


def send_by_itself(applicant: Applicant) -> Page:
    """Post the sending form with a client of one's own, as another tab or a double click does."""
    visitor = Visitor(applicant.everyone.app)
    asked = [question.key for question in QUESTIONS if question.step == ABOUT_YOU]
    known = {key: applicant.stored.answers.get(key) or "" for key in asked}
    address = f"/voorstel/{applicant.token}/over-jou"
    return visitor.submit("POST", address, {**known, "address_is_right": "yes"})


def test_a_sent_proposal_has_a_reference_and_a_reply_date(applicant: Applicant) -> None:
    proposal = applicant.has_sent()

    assert proposal.status == "submitted"
    assert proposal.reference.startswith("RR-")
    assert proposal.reply_due == clock.add_working_days(clock.today(), 10)


def has_sent_three(applicant: Applicant) -> None:
    for tag in ("", "+een", "+TWEE"):
        applicant.has_sent(email=applicant.email.replace("@", f"{tag}@"))


def receipts(app: Flask) -> int:
    return [mail.kind for mail in mails(app)].count("receipt")


@pytest.mark.settings(RATELIMIT_ENABLED=1)
def test_the_fourth_of_a_day_that_nobody_confirmed_is_sent_without_a_mail(
    app: Flask, applicant: Applicant
) -> None:
    has_sent_three(applicant)
    applicant.has_written()

    with clock.moved(timedelta(minutes=1)):  # nobody fills it in within seconds
        page = send_by_itself(applicant)

    assert "is verstuurd" in page.text
    assert receipts(app) == 3


@pytest.mark.settings(RATELIMIT_ENABLED=1)
def test_its_receipt_comes_once_the_address_is_confirmed(app: Flask, applicant: Applicant) -> None:
    has_sent_three(applicant)
    fourth = applicant.has_sent()
    link = applicant.everyone.post_for(applicant.email)[0].link
    applicant.visitor.visit(link).press("Verder", it_is_me="yes")

    assert receipts(app) == 4
    assert fourth.id in [mail.proposal_id for mail in mails(app) if mail.kind == "receipt"]


@pytest.mark.settings(RATELIMIT_ENABLED=1)
def test_erasing_gives_nobody_more_receipts(app: Flask, applicant: Applicant) -> None:
    for _ in range(3):
        proposal = applicant.has_sent()
        with app.app_context():
            wipe_out(proposal, applicant.everyone.config)
    applicant.has_sent()

    assert receipts(app) == 0


@pytest.mark.parametrize(
    "spelling", ["VOORBEELD.EXAMPLE", "\uff56oorbeeld.example", "voorbeeld\u3002example"]
)
@pytest.mark.settings(RATELIMIT_ENABLED=1)
def test_one_mailbox_is_one_person_however_its_domain_is_written(
    app: Flask, applicant: Applicant, spelling: str
) -> None:
    for _ in range(3):
        applicant.has_sent(email="naam@voorbeeld.example")
    applicant.has_sent(email=f"naam@{spelling}")

    assert receipts(app) == 3


@pytest.mark.settings(RATELIMIT_ENABLED=1)
def test_nobody_takes_back_what_the_owner_of_an_address_said(
    app: Flask, applicant: Applicant
) -> None:
    applicant.has_sent()
    applicant.visitor.visit(applicant.reads_mail().link).press("Verder", it_is_me="no")
    fake = applicant.has_sent()
    with app.app_context():
        wipe_out(fake, applicant.everyone.config)

    assert applicant.has_sent().email_denied_at is not None


@pytest.mark.settings(RATELIMIT_ENABLED=1)
def test_fifty_colleagues_behind_one_address_all_send_within_the_hour(
    applicant: Applicant,
) -> None:
    for number in range(50):
        applicant.has_written_it_all(email=f"collega-{number}@ministerie.example")
        with clock.moved(timedelta(minutes=number + 1)):
            assert "is verstuurd" in send_by_itself(applicant).text


def test_who_said_not_me_is_not_mailed_about_the_next_one_either(
    app: Flask, applicant: Applicant
) -> None:
    applicant.has_sent()
    applicant.visitor.visit(applicant.reads_mail().link).press("Verder", it_is_me="no")
    before = len(mails(app))

    next_one = applicant.has_sent(email=applicant.email.upper().replace("@", "+nog@"))

    assert [mail.kind for mail in mails(app)[before:]] == ["alert", "alert"]
    assert next_one.email_denied_at is not None
    assert "zei eerder: dit ben ik niet" in mails(app)[-1].text


def test_who_confirmed_one_is_mailed_although_another_was_not_theirs(
    app: Flask, applicant: Applicant
) -> None:
    applicant.has_sent()
    applicant.opens_own_page()
    applicant.has_sent()
    applicant.visitor.visit(applicant.reads_mail().link).press("Verder", it_is_me="no")

    assert applicant.has_sent().email_denied_at is None
    assert mails(app)[-1].kind == "receipt"


def test_the_memory_of_who_it_is_holds_no_address(app: Flask, applicant: Applicant) -> None:
    applicant.has_sent()
    applicant.visitor.visit(applicant.reads_mail().link).press("Verder", it_is_me="no")

    assert len(dump(app)["Person"]) == 1
    assert applicant.email not in repr(dump(app)["Person"])


def test_sending_is_an_event(app: Flask, applicant: Applicant) -> None:
    proposal = applicant.has_sent()

    with app.app_context():
        assert [event.kind for event in events.history(proposal)] == ["begun", "submitted"]


def test_the_record_holds_the_words_of_every_asked_question(applicant: Applicant) -> None:
    record = {entry["key"]: entry for entry in applicant.has_sent().record}

    assert record["rule_level"]["label"] == label_of("rule_level")
    assert record["rule_level"]["text"] == chosen_in("rule_level", "internal_rule")
    assert "mandate_help" not in record


def label_of(key: str) -> str:
    question = question_of(key)
    assert question is not None
    return question.label


def chosen_in(key: str, answer: str) -> str:
    question = question_of(key)
    choice = question.choice(answer) if question else None
    assert choice is not None
    return choice.label


def test_each_coordinator_gets_one_alert_and_the_applicant_one_receipt(
    app: Flask, applicant: Applicant
) -> None:
    applicant.has_sent()

    queued = [(mail.kind, mail.recipient) for mail in mails(app)]
    assert queued == [
        ("alert", "b.krull@imi.nu"),
        ("alert", "r.bos@imi.nu"),
        ("receipt", applicant.email),
    ]


def test_when_a_mail_cannot_be_queued_nothing_is_sent(app: Flask, applicant: Applicant) -> None:
    applicant.has_written()
    before = applicant.stored

    with an_outbox_that_is_away(app):
        page = send_by_itself(applicant)

    assert page.status in {500, 503}
    assert applicant.stored.__data__ == before.__data__
    assert len(dump(app)["Event"]) == 1
    assert [row[2] for row in dump(app)["Link"]] == ["draft"]


def test_after_such_a_fault_sending_works_again(app: Flask, applicant: Applicant) -> None:
    applicant.has_written()
    with an_outbox_that_is_away(app):
        assert send_by_itself(applicant).status >= 500

    assert "RR-" in send_by_itself(applicant).text
    assert len(mails(app)) == 3


def test_sending_twice_is_sending_once(app: Flask, applicant: Applicant) -> None:
    applicant.has_written()

    first, second = send_by_itself(applicant), send_by_itself(applicant)

    assert first.text == second.text
    assert len(mails(app)) == 3


def test_ten_posts_at_once_are_one_proposal(app: Flask, applicant: Applicant) -> None:
    applicant.has_written()

    pages = at_once(*[lambda: send_by_itself(applicant)] * 10)

    assert {page.heading for page in pages} == {"Je voorstel is verstuurd"}
    assert len({page.text for page in pages}) == 1, "one reference for all"
    assert [mail.kind for mail in mails(app)] == ["alert", "alert", "receipt"]
    assert len(dump(app)["Proposal"]) == 1
    assert len([row for row in dump(app)["Event"] if "submitted" in row]) == 1


def test_an_unfinished_draft_cannot_be_sent(applicant: Applicant) -> None:
    with pytest.raises(NotReady):
        applicant.has_sent(alternative="")


def test_the_check_is_verified_again_on_sending(applicant: Applicant) -> None:
    with pytest.raises(NotReady):
        applicant.has_sent(check={"gain": "no"})


def test_an_answer_that_is_not_asked_any_more_is_not_sent_along(
    app: Flask, applicant: Applicant
) -> None:
    applicant.has_written()
    with app.app_context():
        Proposal.update(check_answers={**applicant.sample["check"], "mandate": "no"}).execute()

    send_by_itself(applicant)

    stored = applicant.stored
    assert stored.signal
    assert "mandate_holder" not in stored.answers
    assert "colleagues" not in {entry["key"] for entry in stored.record}


def test_a_proposal_after_not_yet_goes_as_a_signal(
    app: Flask, applicant: Applicant, bart: Coordinator
) -> None:
    proposal = applicant.takes(7).has_sent()

    assert proposal.signal
    assert {mail.kind for mail in mails(app)} == {"alert_signal", "receipt"}
    assert "Nieuw signaal" in bart.reads_mail().subject


def test_later_wording_leaves_what_was_sent_alone(
    applicant: Applicant, bart: Coordinator, monkeypatch: pytest.MonkeyPatch
) -> None:
    applicant.has_sent()
    before = label_of("rule_text")
    renamed = tuple(replace(question, label="Anders") for question in QUESTIONS)
    swap(monkeypatch, QUESTIONS, renamed)

    for page in (bart.opens_the_link(), applicant.opens_own_page()):
        assert before in page.text
        assert "Anders" not in page.text


def test_later_wording_of_the_check_leaves_it_alone_too(
    applicant: Applicant, bart: Coordinator, monkeypatch: pytest.MonkeyPatch
) -> None:
    applicant.has_sent()
    before = [criterion.label for criterion in CRITERIA]
    swap(monkeypatch, CRITERIA, tuple(replace(asked, label="Anders") for asked in CRITERIA))

    page = bart.opens_the_link()
    assert all(label in page.text for label in before)
    assert "Anders" not in page.text


def test_later_choices_leave_what_was_sent_alone(
    applicant: Applicant, bart: Coordinator, monkeypatch: pytest.MonkeyPatch
) -> None:
    applicant.has_sent()
    before = chosen_in("rule_level", "internal_rule")
    without = tuple(replace(question, choices=()) for question in QUESTIONS)
    swap(monkeypatch, QUESTIONS, without)

    assert before in bart.opens_the_link().text


def test_a_draft_address_lives_one_day_after_sending(applicant: Applicant) -> None:
    applicant.has_sent()

    with clock.moved(timedelta(hours=23)):
        assert applicant.opens().heading == "Je voorstel is verstuurd"
    with clock.moved(timedelta(hours=25)):
        assert applicant.opens().status == 404


def test_sending_wakes_no_address_that_had_expired(app: Flask, applicant: Applicant) -> None:
    applicant.has_written()
    applicant.opens("later").press("Mail mij de link", where="known")
    mailed = applicant.reads_mail().link

    with clock.moved(timedelta(days=61)):
        send_by_itself(applicant)
        assert applicant.visitor.visit(mailed).status == 404
