"""The tables hold what must be true, whatever the code does."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, tzinfo
from typing import Any

import pytest
from flask import Flask
from peewee import IntegrityError

from regelruimte import clock
from regelruimte.store.db import transaction
from regelruimte.store.models import Event, Link, OutgoingMail, Proposal, Reply
from tests.stored import MAIL, REPLY

pytestmark = pytest.mark.both_databases


@pytest.fixture
def proposal(app: Flask) -> Iterator[Proposal]:
    """An empty draft."""
    with app.app_context():
        yield Proposal.create()


def refused(make: Any, **values: Any) -> bool:
    try:
        with transaction():
            make(**values)
    except IntegrityError:
        return True
    return False


def test_a_draft_is_as_good_as_empty(proposal: Proposal) -> None:
    stored = Proposal.get_by_id(proposal.id)

    assert (stored.status, stored.revision, stored.status_version) == ("draft", 1, 0)
    assert (stored.answers, stored.saves, stored.record) == ({}, {}, [])


@pytest.mark.parametrize(
    ("fine", "fault"),
    [
        ({"status": "submitted", "reference": "RR-7KQ4-M2XV"}, {"reference": None}),
        ({"status": "submitted", "reference": "RR-7KQ4-M2XV"}, {"reference": "7KQ4M2XV"}),
        ({"status": "submitted", "reference": "RR-7KQ4-M2XV"}, {"status": "draft"}),
        ({"status": "withdrawn", "reference": None}, {"status": "approved"}),
        ({"revision": 1}, {"revision": 0}),
    ],
)
def test_a_proposal_cannot_be_what_it_may_not_be(
    proposal: Proposal, fine: dict[str, Any], fault: dict[str, Any]
) -> None:
    assert not refused(Proposal.create, **fine)
    Proposal.delete().where(Proposal.id != proposal.id).execute()
    assert refused(Proposal.create, **{**fine, **fault})


@pytest.mark.parametrize(
    ("table", "values"),
    [
        (Proposal, {"status": "submitted", "reference": "RR-7KQ4-M2XV"}),
        (OutgoingMail, MAIL),
        (Link, {"token_hash": "a" * 64, "purpose": "draft", "proposal": 0}),
    ],
)
def test_what_must_be_unique_is_not_stored_twice(
    proposal: Proposal, table: Any, values: dict[str, Any]
) -> None:
    if "proposal" in values:
        values = {**values, "proposal": proposal}

    assert not refused(table.create, **values)
    assert refused(table.create, **values)


def test_a_mail_cannot_be_delivered_and_failed(proposal: Proposal) -> None:
    now = clock.now()

    assert refused(OutgoingMail.create, **MAIL, delivered_at=now, failed_at=now)
    assert not refused(OutgoingMail.create, **MAIL, delivered_at=now)


def test_a_given_reply_says_from_when_it_shows(proposal: Proposal) -> None:
    now = clock.now()

    assert refused(Reply.create, **REPLY, proposal=proposal, given_at=now)
    assert not refused(Reply.create, **REPLY, proposal=proposal, given_at=now, visible_at=now)


def test_a_mail_that_waits_for_a_reply_goes_with_it(proposal: Proposal) -> None:
    reply = Reply.create(**REPLY, proposal=proposal)
    OutgoingMail.create(**MAIL, proposal=proposal, reply=reply)

    reply.delete_instance()

    assert OutgoingMail.select().count() == 0


def test_nothing_is_kept_of_a_proposal_that_is_deleted(proposal: Proposal) -> None:
    Event.create(proposal=proposal, kind="begun")
    Link.create(token_hash="a" * 64, purpose="draft", proposal=proposal)
    OutgoingMail.create(**MAIL, proposal=proposal)

    Proposal.delete().execute()

    assert [table.select().count() for table in (Event, Link, OutgoingMail)] == [0, 0, 0]


def test_nothing_refers_to_a_proposal_that_is_not_there(proposal: Proposal) -> None:
    assert refused(Event.create, proposal=proposal.id + 1, kind="begun")


@pytest.mark.parametrize("zone", [UTC, clock.NETHERLANDS])
def test_a_moment_comes_back_as_it_was(proposal: Proposal, zone: tzinfo) -> None:
    moment = clock.now().astimezone(zone)
    Proposal.update(submitted_at=moment).execute()

    assert Proposal.get_by_id(proposal.id).submitted_at == moment


def test_a_moment_without_a_time_zone_is_refused(proposal: Proposal) -> None:
    with pytest.raises(ValueError, match="time zone"):
        Proposal.update(submitted_at=clock.now().replace(tzinfo=None)).execute()


@pytest.mark.parametrize("text", ["\x00", "\ud800", "\u202e", "é🧑‍⚖️", "\n\t\r"])
def test_any_answer_can_be_kept(proposal: Proposal, text: str) -> None:
    Proposal.update(answers={"title": text}).execute()

    assert Proposal.get_by_id(proposal.id).answers == {"title": text}
