"""Whatever is done in whatever order, nobody reads of somebody who does not want that."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from random import Random

import pytest
from flask import Flask

from regelruimte import clock
from regelruimte.applicant.identify import it_is_not_me
from regelruimte.applicant.leave import wipe_out, withdraw
from regelruimte.introductions.lookup import contacts
from regelruimte.introductions.read import read, take_back
from regelruimte.store import links
from regelruimte.store.db import transaction
from regelruimte.store.hold import TooLate
from regelruimte.store.models import Link, Proposal
from regelruimte.store.retention import anonymise, remove_what_is_past_its_term
from tests.introducing import asks, ends, names_it, says, side_of
from tests.long_run import times
from tests.people import Everyone

pytestmark = [pytest.mark.both_databases, pytest.mark.seldom_on_postgresql]
STEPS = 14
NAMES = (("Aafje Aalders", "Aalwijk"), ("Berend Beekman", "Beekdam"))


@pytest.fixture(autouse=True)
def in_the_site(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield


class Walk:
    """Two applicants, and a row of things that they do, days passing."""

    def __init__(self, everyone: Everyone, seed: int) -> None:
        self.chance, self.everyone = Random(seed), everyone
        self.both = [names_it(everyone.applicant, *who) for who in NAMES]
        self.paths = [self._own_page(each) for each in self.both]
        self.wants = {each.id: False for each in self.both}
        self.may_know = False  # both wanted it, at the moment that the first of them read it
        asks(everyone, self.both)
        self.days = 0

    def _own_page(self, proposal: Proposal) -> str:
        with transaction():
            return f"/mijn/{links.make(links.Purpose.APPLICANT, proposal)}"

    def does_something(self) -> None:
        """Do one thing, as far as it can be done, some days later; then look at all pages."""
        self.days += self.chance.choice([0, 0, 1, 4, 15])
        who = self.chance.choice(self.both)
        with clock.moved(timedelta(days=self.days)):
            with suppress(TooLate, IndexError, Proposal.DoesNotExist):
                self.chance.choice(_ACTS)(self, who)
            for index in (0, 1):
                self.looks(index)

    def looks(self, index: int) -> None:
        """See that no page of one holds anything of the other, unless both may know."""
        if self.may_know:
            return
        other = NAMES[1 - index]
        client, path = self.everyone.applicant.visitor.client, self.paths[index]
        found = contacts(self.both[index])
        places = ["", "/downloaden", *(f"/contact/{each.uid}" for each in found)]
        for place in places:
            body = client.get(path + place).get_data(as_text=True)
            for of_other in (*other, other[0].split()[0].lower()):
                assert of_other not in body, place

    def says(self, who: Proposal) -> None:
        said = self.chance.choice(["yes", "yes", "yes", "no"])
        says(self.everyone, who, said)
        self.wants[who.id] = said == "yes"

    def reads(self, who: Proposal) -> None:
        side = side_of(who)
        if side.answer == "yes":
            read(side)
            self.may_know |= all(self.wants.values())

    def takes_back(self, who: Proposal) -> None:
        take_back(side_of(who))
        self.wants[who.id] = False

    def leaves(self, who: Proposal) -> None:
        if Proposal.get_by_id(who.id).anonymised_at:
            return
        ways: tuple[Callable[[], object], ...] = (
            lambda: wipe_out(Proposal.get_by_id(who.id), self.everyone.config),
            lambda: withdraw(Proposal.get_by_id(who.id), self.everyone.config),
            lambda: it_is_not_me(Link.select().where(Link.proposal == who.id)[0]),
            lambda: self._forgets(who),
        )
        self.chance.choice(ways)()
        self.wants[who.id] = False

    def _forgets(self, who: Proposal) -> None:
        with transaction():
            anonymise(Proposal.get_by_id(who.id))

    def ends(self, _: Proposal) -> None:
        ends(self.everyone)

    def removes(self, _: Proposal) -> None:
        remove_what_is_past_its_term(self.everyone.config.terms)


_ACTS = (*(Walk.says,) * 6, *(Walk.reads,) * 4, *(Walk.ends,) * 4, Walk.takes_back, Walk.leaves)


def test_nobody_reads_of_somebody_who_does_not_want_that(everyone: Everyone) -> None:
    known = 0
    for seed in range(times(short=12, long=300)):
        walk = Walk(everyone, seed)
        for _ in range(STEPS):
            walk.does_something()
        known += walk.may_know
        Proposal.delete().execute()

    assert known  # some of them did meet
