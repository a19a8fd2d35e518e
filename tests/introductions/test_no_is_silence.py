"""What one side sees, and when, is the same whether the other said no, nothing, or left."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from flask import Flask

from regelruimte import clock
from regelruimte.applicant.identify import it_is_not_me
from regelruimte.applicant.leave import wipe_out, withdraw
from regelruimte.introductions.read import take_back
from regelruimte.store.db import transaction
from regelruimte.store.models import Introduction, Link, Proposal
from regelruimte.store.retention import anonymise
from tests.introducing import asks, ends, says, side_of, two
from tests.people import Everyone

DAYS = (0, 5, 10, 14, 15, 16, 30)
Act = Callable[[Everyone, Proposal], object]


@pytest.fixture(autouse=True)
def in_the_site(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield


def is_silent(*_: object) -> None:
    pass


def says_no(everyone: Everyone, other: Proposal) -> None:
    says(everyone, other, "no")


def changes_its_mind(everyone: Everyone, other: Proposal) -> None:
    says(everyone, other, "yes")
    says(everyone, other, "no")


def erases(everyone: Everyone, other: Proposal) -> None:
    wipe_out(Proposal.get_by_id(other.id), everyone.config)


def withdraws(everyone: Everyone, other: Proposal) -> None:
    says(everyone, other, "yes")
    withdraw(Proposal.get_by_id(other.id), everyone.config)


def denies(everyone: Everyone, other: Proposal) -> None:
    says(everyone, other, "yes")
    it_is_not_me(Link.select().where(Link.proposal == other.id)[0])


def is_forgotten(everyone: Everyone, other: Proposal) -> None:
    says(everyone, other, "yes")
    with transaction():
        anonymise(Proposal.get_by_id(other.id))


def takes_back_at_the_last_moment(everyone: Everyone, other: Proposal) -> None:
    says(everyone, other, "yes")


WAYS: tuple[Act, ...] = (
    says_no,
    changes_its_mind,
    erases,
    withdraws,
    denies,
    is_forgotten,
    takes_back_at_the_last_moment,
)


def seen_by(everyone: Everyone, act: Act, *, first: bool) -> list[object]:
    """Return all that one side sees while the other does something: pages, mails, moments.

    The one asked first says yes before the other is asked; the one asked second does so after the
    other acted.
    """
    one, other = two(everyone)
    asks(everyone, [one, other])
    says(everyone, one, "yes")
    me, them = (one, other) if first else (other, one)
    everyone.post_for("")
    before = len(everyone.post_office.letters)
    client = everyone.applicant.visitor
    link = next(letter for letter in reversed(everyone.post_for(me.email))).link
    path = client.visit(link).path
    uid = Introduction.select().order_by(Introduction.id.desc()).get().uid
    found: list[object] = []
    for day in DAYS:
        with clock.moved(timedelta(days=day)):
            if day == 5:
                act(everyone, other if first else one)
            if day == 10 and not first:
                says(everyone, me, "yes")
            ends(everyone)
            if day == 16 and act is takes_back_at_the_last_moment:
                take_back(side_of(them))
            letters = everyone.post_for(me.email)
            found.append(
                [
                    (each.subject, _plain(each.text, me))
                    for each in letters
                    if _is_new(everyone, each, before)
                ]
            )
            if day != 15:  # the day on which a yes still stands that is taken back on the next
                for address in (path, f"{path}/contact/{uid}", f"{path}/downloaden"):
                    found.append(_plain(client.client.get(address).get_data(as_text=True), me))
    with clock.moved(timedelta(days=41)):
        page = client.visit(f"{path}/contact/{uid}").press("Verder", read_news="yes")
        found.append(_plain(page.text, me))
    return found


def _is_new(everyone: Everyone, letter: object, before: int) -> bool:
    return letter in everyone.post_office.letters[before:]


def _plain(text: str, me: Proposal) -> str:
    """Return a text without what differs of each proposal: its links, reference and minute."""
    text = re.sub(r"/mijn/[a-z2-7]{32}", "/mijn/-", text)
    text = re.sub(r"contact/[0-9a-f]{32}", "contact/-", text)
    text = re.sub(r"\b\d{1,2}[.:]\d\d\b", "--", text)  # the minute of this run
    return text.replace(str(me.reference), "RR").replace(str(me.uid), "-")


@pytest.mark.parametrize("act", WAYS)
@pytest.mark.parametrize("first", [True, False], ids=["first", "second"])
def test_one_side_sees_the_same_as_after_silence(everyone: Everyone, act: Act, first: bool) -> None:
    """Of the one asked first silence is a no after the other was asked."""
    now = clock.now()
    with clock.moved(timedelta(0)):
        nothing = is_silent if first else says_no
        expected = seen_by(everyone, nothing, first=first)
        found = seen_by(everyone, act, first=first)

    assert clock.day_of(now) == clock.today(), "midnight passed"
    assert "Het is niet gelukt" in str(expected[-1])
    assert found == expected
