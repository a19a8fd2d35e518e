"""The outbox: written with the change it tells about, claimed by one mailer at a time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import chain

import pytest
from flask import Flask
from jinja2 import ChoiceLoader, DictLoader, UndefinedError

from regelruimte import clock
from regelruimte.config import Coordinator
from regelruimte.mail import kinds, outbox
from regelruimte.store.db import transaction
from regelruimte.store.models import OutgoingMail
from tests.at_once import at_once
from tests.queued import queued

pytestmark = [pytest.mark.smtp, pytest.mark.both_databases]

LEASE = timedelta(minutes=10)


def queue(to: str = "ik@voorbeeld.example", **more: object) -> OutgoingMail:
    queued(
        kinds.RESUME,
        Coordinator("", to),
        proposal=None,
        days=60,
        link="https://x/1",
        **more,
    )
    newest: OutgoingMail = OutgoingMail.select().order_by(OutgoingMail.id.desc()).get()
    return newest


@pytest.fixture(autouse=True)
def site(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield


def test_a_mail_waits_until_it_is_claimed() -> None:
    mail = queue()

    assert [claimed.id for claimed in outbox.claim(10, LEASE)] == [mail.id]
    assert outbox.claim(10, LEASE) == []


def test_a_mail_is_gone_when_its_change_did_not_happen() -> None:
    def queue_and_break_down() -> None:
        with transaction():
            queue()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        queue_and_break_down()

    assert outbox.claim(10, LEASE) == []


def test_no_mail_is_queued_apart_from_the_change_it_tells_about() -> None:
    with pytest.raises(RuntimeError):
        outbox.queue(kinds.RESUME, Coordinator("", "x@y.example"), proposal=None, days=1, link="/")

    assert OutgoingMail.select().count() == 0


def test_a_lease_that_ran_out_lets_another_mailer_try() -> None:
    mail = queue()
    outbox.claim(10, LEASE)

    with clock.moved(LEASE - timedelta(seconds=5)):
        assert outbox.claim(10, LEASE) == []
    with clock.moved(LEASE + timedelta(seconds=5)):
        assert [claimed.id for claimed in outbox.claim(10, LEASE)] == [mail.id]


def test_a_mail_for_later_is_not_due_yet() -> None:
    queue(not_before=clock.now() + timedelta(minutes=15))

    assert outbox.claim(10, LEASE) == []
    with clock.moved(timedelta(minutes=16)):
        assert len(outbox.claim(10, LEASE)) == 1


def test_no_more_are_claimed_than_asked_the_oldest_first() -> None:
    ids = [queue().id for _ in range(3)]

    assert [mail.id for mail in outbox.claim(2, LEASE)] == ids[:2]
    assert [mail.id for mail in outbox.claim(2, LEASE)] == ids[2:]


def test_mailers_at_the_same_instant_claim_different_mails(app: Flask) -> None:
    ids = [queue().id for _ in range(30)]

    def claim() -> list[int]:
        with app.app_context():
            claimed: list[int] = []
            while mails := outbox.claim(4, LEASE):
                claimed += [mail.id for mail in mails]
            return claimed

    shares = at_once(*[claim] * 4)

    assert sorted(chain(*shares)) == ids


@pytest.mark.parametrize("end", ["delivered_at", "failed_at", "cancelled_at"])
def test_what_came_to_an_end_is_not_claimed(end: str) -> None:
    queue()
    OutgoingMail.update({end: clock.now()}).execute()

    assert outbox.claim(10, LEASE) == []


def test_pauses_grow_up_to_ten_minutes() -> None:
    pauses = [outbox.pause_after(attempts).total_seconds() for attempts in range(1, 9)]

    assert pauses == [15, 30, 60, 120, 240, 480, 600, 600]
    assert outbox.pause_after(10**6).total_seconds() == 600


def test_a_postponed_mail_comes_back_after_its_pause() -> None:
    mail = queue()
    outbox.try_later(outbox.claim(10, LEASE)[0], "451 later")

    assert outbox.claim(10, LEASE) == []
    with clock.moved(timedelta(seconds=16)):
        (again,) = outbox.claim(10, LEASE)
    assert (again.id, again.attempts, again.last_error) == (mail.id, 1, "451 later")


def test_counts_tell_what_waits_and_what_failed() -> None:
    outbox.failed(queue(), "550 unknown")
    outbox.delivered(queue(), keep_text=True)
    queue()

    assert outbox.counts() == {"waiting": 1, "failed": 1, "held": 0}


@pytest.mark.own_app
@pytest.mark.parametrize("part", ["txt", "html"])
def test_a_mistyped_name_in_a_mail_is_a_fault_and_no_mail(app: Flask, part: str) -> None:
    mistyped = DictLoader({f"mail/resume.{part}": "{{ lnik }}"})
    app.jinja_env.loader = ChoiceLoader([mistyped, app.jinja_env.loader])

    with pytest.raises(UndefinedError):
        queue()

    assert outbox.counts()["waiting"] == 0


def test_a_mistyped_name_in_a_subject_is_a_fault_and_no_mail() -> None:
    kind = kinds.MailKind("resume", "Over {tilte}")

    with pytest.raises(KeyError):
        queued(kind, Coordinator("", "x@y.example"), proposal=None, title="x", days=1, link="/")

    assert outbox.counts()["waiting"] == 0


@pytest.mark.parametrize(("minutes", "too_long"), [(29, False), (31, True)])
def test_half_an_hour_is_too_long_to_wait(minutes: int, too_long: bool) -> None:
    queue()

    with clock.moved(timedelta(minutes=minutes)):
        assert outbox.waits_too_long() is too_long


def test_a_mail_that_is_not_due_yet_does_not_wait_too_long() -> None:
    queue(not_before=clock.now() + timedelta(hours=2))

    with clock.moved(timedelta(hours=1)):
        assert not outbox.waits_too_long()


def test_a_subject_stays_on_one_line() -> None:
    context = {"reference": "RR-1", "title": "Eerste\r\nBcc: iedereen@voorbeeld.example\u2028x"}
    kind = kinds.MailKind("resume", kinds.ALERT.subject)
    queued(kind, Coordinator("", "x@y.example"), proposal=None, days=1, link="/", **context)

    assert OutgoingMail.get().subject == (
        "[Regelruimte] Nieuw voorstel RR-1: Eerste Bcc: iedereen@voorbeeld.example x"
    )


def test_braces_in_a_title_are_only_text() -> None:
    kind = kinds.MailKind("resume", "{title}")
    context = {"title": "{config.secret_key} {0}", "days": 1, "link": "/"}
    queued(kind, Coordinator("", "x@y.example"), proposal=None, **context)

    assert OutgoingMail.get().subject == "{config.secret_key} {0}"


def test_what_failed_can_be_sent_after_all() -> None:
    outbox.failed(queue(), "550 unknown")

    assert outbox.retry() == 1

    assert outbox.counts() == {"waiting": 1, "failed": 0, "held": 0}


def test_what_is_held_waits_for_a_person() -> None:
    mail = queue()
    OutgoingMail.update(held_at=clock.now()).execute()
    assert outbox.claim(10, LEASE) == []
    assert outbox.counts()["held"] == 1

    outbox.retry()

    assert [claimed.id for claimed in outbox.claim(10, LEASE)] == [mail.id]


def test_what_was_delivered_or_cancelled_is_never_sent_again() -> None:
    outbox.delivered(queue(), keep_text=True)
    OutgoingMail.update(held_at=clock.now()).execute()

    assert outbox.retry() == 0


@pytest.mark.parametrize("days", [1, 400])
def test_a_clock_that_is_put_back_keeps_no_mail(days: int) -> None:
    queue()
    outbox.claim(10, LEASE)

    with clock.moved(timedelta(days=-days)):
        assert len(outbox.claim(10, LEASE)) == 1


@pytest.mark.settings(UNDO_MINUTES=15)
def test_what_can_still_be_undone_waits_however_long_that_is() -> None:
    queue(not_before=clock.now() + timedelta(minutes=15))

    assert outbox.claim(10, LEASE) == []
