"""Sending: over real SMTP, where one bad mail stops no other and no outage loses any."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask

from regelruimte import clock
from regelruimte.config import Config, Coordinator
from regelruimte.mail import kinds, outbox, send
from regelruimte.store.db import database, open_database
from regelruimte.store.models import OutgoingMail
from tests.people import Applicant
from tests.ports import free_port
from tests.postoffice import PostOffice
from tests.queued import queued
from tests.stored import everything_kept

pytestmark = [pytest.mark.smtp, pytest.mark.both_databases]

PRODUCTION = {
    "DEVELOPMENT": "0",
    "SECRET_KEY": "a-key-that-is-long-enough-for-this",
    "SITE_URL": "https://regelruimte.example",
}


def queue(*recipients: str) -> None:
    for recipient in recipients:
        person = Coordinator("", recipient)
        queued(kinds.RESUME, person, proposal=None, days=60, link="https://x/1")


def state_of(recipient: str) -> OutgoingMail:
    return OutgoingMail.get(OutgoingMail.recipient == recipient)


@pytest.fixture(autouse=True)
def site(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield


def test_a_mail_arrives_once(post_office: PostOffice) -> None:
    queue("een@voorbeeld.example")

    assert send.send_due() == 1
    assert send.send_due() == 0
    assert len(post_office.to("een@voorbeeld.example")) == 1
    assert state_of("een@voorbeeld.example").delivered_at is not None


def test_a_mail_names_nobody_but_its_recipient(post_office: PostOffice) -> None:
    queue("een@voorbeeld.example", "twee@voorbeeld.example")
    send.send_due()

    assert [letter.message["To"] for letter in post_office.letters] == [
        "een@voorbeeld.example",
        "twee@voorbeeld.example",
    ]


@pytest.mark.settings(**PRODUCTION)
def test_once_delivered_nothing_of_a_mail_is_kept(post_office: PostOffice) -> None:
    queue("een@voorbeeld.example")
    send.send_due()

    kept = OutgoingMail.get()
    assert (kept.subject, kept.text, kept.html, kept.recipient) == ("", "", "", "")
    assert post_office.letters[0].link == "https://x/1"


@pytest.mark.settings(**PRODUCTION)
def test_a_mail_that_was_not_delivered_is_kept(post_office: PostOffice) -> None:
    post_office.refusals["een@voorbeeld.example"] = "550 unknown"
    queue("een@voorbeeld.example")
    send.send_due()

    assert "https://x/1" in state_of("een@voorbeeld.example").text


def test_in_development_a_delivered_mail_is_kept() -> None:
    queue("een@voorbeeld.example")
    send.send_due()

    assert "https://x/1" in state_of("een@voorbeeld.example").text


def test_a_refused_address_fails_alone(post_office: PostOffice) -> None:
    post_office.refusals["twee@voorbeeld.example"] = "550 no such user"
    queue("een@voorbeeld.example", "twee@voorbeeld.example", "drie@voorbeeld.example")
    send.send_due()

    assert [letter.to for letter in post_office.letters] == [
        "een@voorbeeld.example",
        "drie@voorbeeld.example",
    ]
    failed = state_of("twee@voorbeeld.example")
    assert failed.failed_at is not None
    assert failed.last_error == "550 no such user"


def test_no_address_is_kept_with_a_refusal(post_office: PostOffice) -> None:
    post_office.refusals["een@voorbeeld.example"] = "550 <een@voorbeeld.example>: user unknown"
    queue("een@voorbeeld.example")
    send.send_due()

    assert state_of("een@voorbeeld.example").last_error == "550 … user unknown"


def test_an_address_that_cannot_be_written_fails_alone(post_office: PostOffice) -> None:
    queue("een@voorbeeld.example", "josé@voorbeeld.example", "drie@voorbeeld.example")
    send.send_due()

    assert [letter.to for letter in post_office.letters] == [
        "een@voorbeeld.example",
        "drie@voorbeeld.example",
    ]
    assert state_of("josé@voorbeeld.example").failed_at is not None


def test_a_refused_text_fails_alone(post_office: PostOffice) -> None:
    post_office.closed = "554 looks like spam"
    queue("een@voorbeeld.example")
    send.send_due()

    assert state_of("een@voorbeeld.example").last_error == "554 looks like spam"
    assert state_of("een@voorbeeld.example").failed_at is not None


def test_a_greylisted_mail_goes_later_and_the_others_now(post_office: PostOffice) -> None:
    post_office.refusals["een@voorbeeld.example"] = "451 come back later"
    queue("een@voorbeeld.example", "twee@voorbeeld.example")
    send.send_due()

    assert [letter.to for letter in post_office.letters] == ["twee@voorbeeld.example"]
    waiting = state_of("een@voorbeeld.example")
    assert (waiting.failed_at, waiting.attempts) == (None, 1)

    post_office.refusals.clear()
    with clock.moved(timedelta(seconds=16)):
        send.send_due()
    assert len(post_office.to("een@voorbeeld.example")) == 1


def test_the_pauses_between_attempts_grow(post_office: PostOffice) -> None:
    post_office.closed = "451 not now"
    queue("een@voorbeeld.example")
    elapsed, pauses = timedelta(), []

    for _ in range(4):
        with clock.moved(elapsed):
            assert send.send_due() == 1
            pause = state_of("een@voorbeeld.example").not_before - clock.now()
            pauses.append(round(pause.total_seconds()))
        elapsed += pause + timedelta(seconds=1)

    assert pauses == [15, 30, 60, 120]


def test_a_mail_keeps_its_message_id_through_all_attempts(post_office: PostOffice) -> None:
    queue("een@voorbeeld.example")
    before = state_of("een@voorbeeld.example").message_id
    post_office.closed = "451 not now"
    send.send_due()
    post_office.closed = ""
    with clock.moved(timedelta(seconds=16)):
        send.send_due()

    assert post_office.letters[0].message["Message-ID"] == before
    assert before.endswith("@127.0.0.1>")


def test_a_server_that_is_away_loses_nothing(app: Flask, post_office: PostOffice) -> None:
    queue("een@voorbeeld.example", "twee@voorbeeld.example")
    server = app.extensions["mail"]
    right, server.port = server.port, free_port()
    send.send_due()
    server.port = right

    assert [m.attempts for m in OutgoingMail.select()] == [1, 1]
    with clock.moved(timedelta(seconds=16)):
        assert send.send_due() == 2
    assert len(post_office.letters) == 2


def test_after_three_days_of_outage_all_arrives(app: Flask, post_office: PostOffice) -> None:
    queue("een@voorbeeld.example")
    server = app.extensions["mail"]
    right, server.port = server.port, free_port()
    for hours in range(0, 73, 6):
        with clock.moved(timedelta(hours=hours)):
            assert send.send_due() == 1
    server.port = right

    with clock.moved(timedelta(hours=72, minutes=16)):
        send.send_due()
    assert len(post_office.letters) == 1


@pytest.mark.settings(MAIL_USE_TLS=1)
def test_nothing_is_sent_in_clear_when_tls_was_asked(post_office: PostOffice) -> None:
    queue("een@voorbeeld.example")
    send.send_due()

    assert post_office.letters == []
    assert state_of("een@voorbeeld.example").failed_at is None


@pytest.mark.settings(MAIL_SERVER="")
def test_without_a_server_mail_lands_on_the_mailbox_page(post_office: PostOffice) -> None:
    queue("een@voorbeeld.example")

    assert send.send_due() == 1
    assert post_office.letters == []
    assert state_of("een@voorbeeld.example").delivered_at is not None


@pytest.mark.settings(**PRODUCTION, MAIL_SERVER="")
def test_in_production_without_a_server_mail_waits() -> None:
    queue("een@voorbeeld.example")

    assert send.send_due() == 0
    assert state_of("een@voorbeeld.example").delivered_at is None


@pytest.mark.settings(MAIL_DEFAULT_SENDER="Regelruimte <post@regelruimte.example>")
def test_mail_comes_from_the_configured_sender(post_office: PostOffice) -> None:
    queue("een@voorbeeld.example")
    send.send_due()

    assert post_office.letters[0].message["From"] == "Regelruimte <post@regelruimte.example>"


def test_a_long_subject_with_other_letters_arrives_whole(post_office: PostOffice) -> None:
    title = "Één “regel” te veel … " * 4
    kind = kinds.MailKind("resume", "{title}")
    person = Coordinator("", "een@voorbeeld.example")
    queued(kind, person, proposal=None, days=1, link="/", title=title)
    send.send_due()

    assert post_office.letters[0].subject == title.strip()


def test_the_command_sends_what_is_due(app: Flask, post_office: PostOffice) -> None:
    queue("een@voorbeeld.example")

    result = app.test_cli_runner().invoke(args=["mail", "send"])

    assert result.output == "1 handled\n"
    assert len(post_office.letters) == 1


def test_the_watching_mailer_outlives_a_fault_and_tells_nothing_of_it(
    post_office: PostOffice, caplog: pytest.LogCaptureFixture
) -> None:
    def two_rounds() -> Iterator[bool]:
        database.execute_sql("ALTER TABLE outgoing_mail RENAME TO away")
        yield True
        database.execute_sql("ALTER TABLE away RENAME TO outgoing_mail")
        yield True
        yield False

    queue("een@voorbeeld.example")
    rounds = two_rounds()
    try:
        send.watch(pause=0, goes_on=lambda: next(rounds))
    finally:
        list(rounds)

    assert "the mailer could not do its round" in caplog.text
    assert "een@voorbeeld.example" not in caplog.text
    assert len(post_office.letters) == 1


def test_the_status_command_tells_what_waits(app: Flask) -> None:
    queue("een@voorbeeld.example")
    outbox.failed(state_of("een@voorbeeld.example"), "550 unknown")
    queue("twee@voorbeeld.example")

    lines = app.test_cli_runner().invoke(args=["mail", "status"]).output.splitlines()

    assert lines[:3] == ["waiting: 1", "failed: 1", "held: 0"]
    assert lines[3].startswith("oldest waiting since: 2")
    assert lines[-1].endswith(": resume to …@voorbeeld.example: 550 unknown")
    assert "een@" not in str(lines)


def test_the_retry_command_sends_what_failed(app: Flask, post_office: PostOffice) -> None:
    queue("een@voorbeeld.example")
    outbox.failed(state_of("een@voorbeeld.example"), "550 unknown")

    result = app.test_cli_runner().invoke(args=["mail", "retry"])
    send.send_due()

    assert result.output == "1 will be sent again\n"
    assert len(post_office.to("een@voorbeeld.example")) == 1


def test_the_command_sends_more_than_one_batch(app: Flask, post_office: PostOffice) -> None:
    queue(*(f"{number}@voorbeeld.example" for number in range(45)))

    assert app.test_cli_runner().invoke(args=["mail", "send"]).output == "45 handled\n"
    assert len(post_office.letters) == 45


LINES = ["é" * 5000, "😀 " * 700, ".begint met een punt", "..", "= gelijk", "x" * 997, "", "eind"]


def test_lines_of_any_length_arrive_as_they_were_written(post_office: PostOffice) -> None:
    queue("een@voorbeeld.example")
    text = "\n".join(LINES)
    OutgoingMail.update(text=text, html=f"<p>{text}</p>").execute()

    send.send_due()

    (letter,) = post_office.letters
    assert letter.text.rstrip("\n") == text
    assert letter.html.replace("\r\n", "\n").rstrip("\n") == f"<p>{text}</p>"


@pytest.mark.parametrize("name", ['Bart "de Bouwer", Krull', "Jürgen Ø", "a@b.nl, x"])
def test_a_name_of_any_kind_is_no_second_recipient(post_office: PostOffice, name: str) -> None:
    person = Coordinator(name, "een@voorbeeld.example")
    queued(kinds.RESUME, person, proposal=None, days=60, link="https://x/1")

    send.send_due()

    (letter,) = post_office.letters
    (to,) = letter.message["To"].addresses
    assert (to.display_name, to.addr_spec) == (name, "een@voorbeeld.example")


@pytest.mark.only_postgresql
def test_the_watching_mailer_recovers_when_the_database_drops_it(
    config: Config, post_office: PostOffice
) -> None:
    def rounds() -> Iterator[bool]:
        yield True
        with open_database(config.database_url) as other, other.bind_ctx([OutgoingMail]):
            other.execute_sql(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'"
            )
            queue("een@voorbeeld.example")
        yield from (True, True, False)

    ahead = rounds()
    send.watch(pause=0, goes_on=lambda: next(ahead))

    assert len(post_office.letters) == 1


def test_a_mail_bears_the_day_on_which_it_is_handed_over(post_office: PostOffice) -> None:
    with clock.moved(timedelta(days=-9)):
        queue("een@voorbeeld.example")
        written = clock.now()
    send.send_due()

    (letter,) = post_office.letters
    date = letter.message["Date"].datetime
    assert abs(date - clock.now()) < timedelta(minutes=1)
    for part in (letter.text, letter.html):
        assert f"We schreven deze mail op {clock.dutch_moment(written)}." in part


@pytest.mark.settings(MAIL_RETURN_PATH="terug@regelruimte.example")
def test_what_does_not_arrive_comes_back_to_an_address_of_its_own(post_office: PostOffice) -> None:
    queue("een@voorbeeld.example")
    send.send_due()

    assert post_office.letters[0].returns_to == "terug@regelruimte.example"


def test_without_one_it_comes_back_to_the_sender(post_office: PostOffice) -> None:
    queue("een@voorbeeld.example")
    send.send_due()

    assert post_office.letters[0].returns_to == "regelruimte@127.0.0.1"


def test_a_server_that_refuses_our_sender_fails_no_mail_and_is_told_at_once(
    post_office: PostOffice, caplog: pytest.LogCaptureFixture
) -> None:
    queue("een@voorbeeld.example", "twee@voorbeeld.example")
    post_office.closed = "550 5.7.60 SMTP; Client may not send as this sender"
    send.send_due()

    assert outbox.in_trouble()
    assert outbox.counts() == {"waiting": 2, "failed": 0, "held": 0}
    assert "550 5.7.60" in caplog.text

    post_office.closed = ""
    with clock.moved(timedelta(minutes=1)):
        send.send_due()
        assert not outbox.in_trouble()
    assert len(post_office.letters) == 2


def test_an_address_that_is_refused_for_good_is_no_trouble_of_an_operator(
    post_office: PostOffice,
) -> None:
    post_office.refusals["een@voorbeeld.example"] = "550 5.1.1 no such user"
    queue("een@voorbeeld.example")
    send.send_due()

    assert outbox.counts()["failed"] == 1
    assert not outbox.in_trouble()


def test_a_coordinators_address_that_is_refused_is_trouble(
    app: Flask, post_office: PostOffice
) -> None:
    bart = app.config["REGELRUIMTE"].coordinators[0]
    post_office.refusals[bart.email] = "550 5.1.1 no such user"
    queued(kinds.RESUME, bart, proposal=None, days=60, link="https://x/1")
    send.send_due()

    assert outbox.in_trouble()


def test_an_address_that_is_put_off_for_five_days_is_given_up(post_office: PostOffice) -> None:
    post_office.refusals["een@voorbeeld.example"] = "451 4.2.1 come back later"
    queue("een@voorbeeld.example")
    for days in (0, 2, 4):
        with clock.moved(timedelta(days=days)):
            send.send_due()
            assert outbox.counts()["waiting"] == 1
            assert not outbox.in_trouble()
    with clock.moved(timedelta(days=6)):
        send.send_due()
        assert outbox.counts() == {"waiting": 0, "failed": 1, "held": 0}


def test_the_status_command_tells_why_mail_waits(app: Flask, post_office: PostOffice) -> None:
    post_office.closed = "451 4.3.2 not now"
    queue("een@voorbeeld.example", "twee@voorbeeld.example")
    send.send_due()

    output = app.test_cli_runner().invoke(args=["mail", "status"]).output
    assert "2 tried, waiting: 451 4.3.2 not now" in output.splitlines()
    assert "een@" not in output


def test_a_mail_can_be_dropped_by_its_number(app: Flask, post_office: PostOffice) -> None:
    post_office.refusals["een@voorbeeld.example"] = "550 no such user"
    queue("een@voorbeeld.example", "twee@voorbeeld.example")
    send.send_due()
    numbers = [str(mail.id) for mail in OutgoingMail.select().order_by(OutgoingMail.id)]

    run = app.test_cli_runner().invoke
    assert run(args=["mail", "drop", *numbers]).output == "1 dropped\n"
    assert run(args=["mail", "retry"]).output == "0 will be sent again\n"
    dropped = OutgoingMail.get_by_id(int(numbers[0]))
    assert (dropped.text, dropped.recipient) == ("", "")
    assert outbox.stopped() == []


@pytest.mark.settings(DEVELOPMENT=0, SECRET_KEY="x" * 32)
def test_where_a_draft_can_be_gone_on_with_is_not_kept_beside_it(
    app: Flask, applicant: Applicant, post_office: PostOffice
) -> None:
    applicant.has_written(until="over-jou")
    applicant.opens("later").press("Mail mij de link", resume_email="thuis@voorbeeld.example")
    send.send_due()

    assert len(post_office.to("thuis@voorbeeld.example")) == 1
    assert "thuis@" not in everything_kept(app)
