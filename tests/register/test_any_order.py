"""Whatever is done in whatever order, what is on the site is allowed by all who are behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from random import Random

import pytest
from flask import Flask

from regelruimte import clock
from regelruimte.applicant.identify import it_is_not_me
from regelruimte.applicant.leave import wipe_out, withdraw
from regelruimte.register.answer import answer
from regelruimte.register.ask import Refused, ask
from regelruimte.register.linked import let_go
from regelruimte.register.lookup import consents
from regelruimte.register.release import release
from regelruimte.register.sign import sign
from regelruimte.register.write import make, save
from regelruimte.store.db import transaction
from regelruimte.store.hold import TooLate
from regelruimte.store.models import Link, Proposal, RuleCard, RuleCardProposal, RuleCardText
from regelruimte.store.organisations import told_apart
from regelruimte.store.reference import new_reference
from regelruimte.store.retention import anonymise
from tests.cards import TYPED, now
from tests.long_run import times
from tests.people import Everyone

pytestmark = [pytest.mark.both_databases, pytest.mark.seldom_on_postgresql]
STEPS = 15
WORDS = ("Aap", "Beer", "Cavia", "Das", "Egel", "Fret", "Gems", "Haas", "Ibis", "Jak", "Kat", "Lam")


@pytest.fixture(autouse=True)
def in_the_site(app: Flask) -> Iterator[None]:
    """The site's database, for all that is done here without pages."""
    with app.app_context():
        yield


class Walk:
    """Three cards, and a long row of things that happen to them."""

    def __init__(self, everyone: Everyone, seed: int) -> None:
        self.chance = Random(seed)
        self.config = everyone.config
        self.past_its_term = False
        self.texts = [self._begins() for _ in range(3)]
        for text in self.texts:
            self.has_all_asked_and_signed(text, yes=1)
        release()

    def _begins(self) -> RuleCardText:
        places = self.chance.sample(WORDS, self.chance.randint(3, 5))
        about = [_proposal(place) for place in places]
        return make(about, TYPED, self.config.coordinators[0])

    def does_something(self) -> None:
        """Do one thing, as far as it can be done."""
        text = self.chance.choice(self.texts)
        row = self.chance.choice(_rows(text) or [None])
        act = self.chance.choice([*_BY_US, *([] if row is None else _BY_APPLICANTS)])
        try:
            act(self, text, row)
        except (TooLate, Refused, IndexError, RuleCard.DoesNotExist):
            return

    def has_all_asked_and_signed(
        self, text: RuleCardText, _: object = None, yes: float = 0.97
    ) -> None:
        """Ask, hear yes from nearly all, and sign twice."""
        new = now(text)
        ask(new, new.etag, self.config.coordinators[0], self.config)
        for row in _rows(text):
            if self.chance.random() < yes:
                answer(consents(row.proposal_id)[0], "yes")
        for person in self.config.coordinators:
            sign(now(text), now(text).etag, person)

    def changes(self, text: RuleCardText, _: object) -> None:
        """Write another version."""
        theme = self.chance.choice(["data", "ict", "permits"])
        save(text, now(text).etag, {**TYPED, "theme": theme}, self.config.coordinators[0])

    def lets_go(self, text: RuleCardText, row: RuleCardProposal) -> None:
        """Let the card be about one proposal less."""
        let_go(text, now(text).etag, row.proposal, self.config.coordinators[0])

    def releases(self, *_: object) -> None:
        """Release what is ready, on a day on which that can be."""
        release()

    def says(self, _: object, row: RuleCardProposal) -> None:
        """Answer, or change an answer."""
        said = self.chance.choice(["yes", "later", "no"])
        answer(consents(row.proposal_id)[0], said)

    def erases(self, _: object, row: RuleCardProposal) -> None:
        """Wipe a proposal out."""
        wipe_out(row.proposal, self.config)

    def leaves(self, _: object, row: RuleCardProposal) -> None:
        """Take a proposal back."""
        withdraw(row.proposal, self.config)

    def denies(self, _: object, row: RuleCardProposal) -> None:
        """Say "dit ben ik niet"."""
        it_is_not_me(Link.select().where(Link.proposal == row.proposal_id)[0])

    def ends_its_term(self, _: object, row: RuleCardProposal) -> None:
        """Make a proposal anonymous."""
        with transaction():
            anonymise(row.proposal)
        self.past_its_term = True


_BY_US: list[Callable[..., None]] = [
    *[Walk.has_all_asked_and_signed] * 4,
    *[Walk.releases] * 4,
    Walk.changes,
]
_BY_APPLICANTS: list[Callable[..., None]] = [
    *(Walk.says, Walk.erases, Walk.leaves, Walk.denies, Walk.ends_its_term, Walk.lets_go)
]


def _proposal(place: str) -> Proposal:
    email = f"{place}@huis.example".lower()
    told = {"may_share": True, "email": email, "organisation": place}
    return Proposal.create(
        status="submitted",
        reference=new_reference(),
        email=email,
        organisation=place,
        answers=told,
        submitted_at=clock.now() - timedelta(days=100),
        email_confirmed_at=clock.now(),
    )


def _rows(text: RuleCardText) -> list[RuleCardProposal]:
    try:
        last = now(text)
    except (IndexError, RuleCardText.DoesNotExist, Exception):
        return []
    return list(RuleCardProposal.whole(RuleCardProposal.text == last))


def _breaks(text: RuleCardText, *, past_its_term: bool) -> list[str]:
    """Return what should not be so of a public text."""
    rows = list(RuleCardProposal.whole(RuleCardProposal.text == text))
    about = [Proposal.get_by_id(row.proposal_id) for row in rows]
    found = {
        "not allowed": any(row.answer != "yes" for row in rows),
        "one name": text.first_reader == text.second_reader or not text.first_reader,
        "somebody gone": any(p.status == "withdrawn" or p.anonymised_at for p in about),
        "not theirs": any(p.email_denied_at for p in about),
        "few": not past_its_term and told_apart(p.organisation for p in about) < 3,
    }
    return [what for what, is_so in found.items() if is_so]


def test_what_is_on_the_site_is_always_allowed(everyone: Everyone) -> None:
    seen = 0
    for seed in range(times(short=10, long=1_500)):
        walk = Walk(everyone, seed)
        _forget_the_release_day()
        for _ in range(STEPS):
            walk.does_something()
            public = list(RuleCardText.whole(RuleCardText.state == "public"))
            seen += len(public)
            for text in public:
                assert _breaks(text, past_its_term=walk.past_its_term) == [], seed
            _forget_the_release_day()
        Proposal.delete().execute()
        RuleCardText.delete().execute()
    assert seen > 100, "there was something to look at"


def _forget_the_release_day() -> None:
    """Let there be another release: as if a quarter had gone by."""
    back = RuleCardText.release_day.is_null(False)
    day = clock.today() - timedelta(days=400)
    RuleCardText.update(release_day=day).where(back).execute()
