"""Cards of the register, as far as a test wants them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

from regelruimte import clock
from regelruimte.register.answer import answer
from regelruimte.register.ask import ask
from regelruimte.register.lookup import consents, versions
from regelruimte.register.release import release
from regelruimte.register.sign import sign
from regelruimte.register.write import make
from regelruimte.store.models import Proposal, RuleCard, RuleCardProposal, RuleCardText
from tests.people import Applicant, Everyone

# What a coordinator types; no sample has six words of it in a row.
TYPED = {
    "title": "Toestemming voor kleine uitgaven",
    "rule_says": "Voor iedere uitgave tekenen verschillende collega’s.",
    "in_the_way": "Het wachten op iedereen kost dagen.",
    "room": "Laat de laatste handtekening weg en kijk eens per maand terug.",
    "level": "act",
    "rule": "BWBR0005537",
    "theme": "procurement",
    "status": "already_allowed",
    "outcome": "",
    "checked_on": "2026-01-15",
}
RESTED = timedelta(days=95)


def sends(applicant: Applicant, organisation: str, **answers: Any) -> Proposal:
    """Have a proposal that a card may be about, from an address that was confirmed."""
    email = f"{organisation.split()[-1].lower()}@huis.example"
    told = {"may_share": True, "confidential": "normal", "organisation": organisation}
    proposal = applicant.has_sent(**{**told, "email": email, **answers})
    with applicant.everyone.app.app_context():
        Proposal.update(email_confirmed_at=clock.now()).where(Proposal.id == proposal.id).execute()
        return Proposal.get_by_id(proposal.id)


def three_send(applicant: Applicant, number: int = 0, **answers: Any) -> list[Proposal]:
    """Have three proposals of three organisations."""
    places = ("Aalwijk", "Beekdam", "Ceesloot")
    return [sends(applicant, f"Gemeente {place}{number or ''}", **answers) for place in places]


def writes(everyone: Everyone, proposals: list[Proposal], **changed: str) -> RuleCardText:
    """Have a card about these proposals, written by Bart; inside an application context."""
    return make(proposals, {**TYPED, **changed}, everyone.config.coordinators[0])


def now(text: RuleCardText) -> RuleCardText:
    """Return the newest version of the same card."""
    slug = RuleCard.get_by_id(text.card_id).slug
    return versions(slug)[0]


def asks(everyone: Everyone, text: RuleCardText) -> None:
    """Have asked the applicants."""
    ask(now(text), now(text).etag, everyone.config.coordinators[0], everyone.config)


def says(proposal: Proposal, said: str) -> None:
    """Have answered what was asked last."""
    answer(consents(proposal)[0], said)


def both_sign(everyone: Everyone, text: RuleCardText) -> None:
    """Have two coordinators find it good."""
    for person in everyone.config.coordinators:
        sign(now(text), now(text).etag, person)


def is_ready(everyone: Everyone, proposals: list[Proposal], **changed: str) -> RuleCardText:
    """Have a card that everybody allowed and both coordinators found good."""
    text = writes(everyone, proposals, **changed)
    asks(everyone, text)
    for proposal in proposals:
        says(proposal, "yes")
    both_sign(everyone, text)
    return now(text)


@contextmanager
def three_months_later() -> Iterator[None]:
    """Move on until no proposal is too new for a release."""
    with clock.moved(RESTED):
        yield


def three_released(everyone: Everyone) -> list[tuple[RuleCardText, list[Proposal]]]:
    """Have released three cards, each about three proposals; in an application context."""
    made = []
    for number in range(3):
        proposals = three_send(everyone.applicant, number)
        made.append((is_ready(everyone, proposals), proposals))
    with three_months_later():
        release()
    return [(now(text), proposals) for text, proposals in made]


def public_cards(number: int, first: int = 0, **changed: Any) -> list[RuleCardText]:
    """Store public cards that nobody is behind, for tests of what is read; in a context."""
    texts = {key: value for key, value in TYPED.items() if key != "checked_on"}
    rows = []
    for each in range(first, first + number):
        card = RuleCard.create(slug=_slug(each), made_by="b.krull@imi.nu")
        columns = {
            **texts,
            "title": f"Regel {each:05d}",
            "sorted_by": f"regel {each:05d}",
            "words": f" regel {each:05d}",
            "rule": f"BWBR{each:07d}",
            "checked_on": date(2026, 3, 4),
            "release_day": date(2026, 5, 1),
            **changed,
        }
        names = {"first_reader": "b.krull@imi.nu", "second_reader": "r.bos@imi.nu"}
        rows.append(
            RuleCardText.create(
                card=card,
                version=1,
                state="public",
                reporters="some",
                written_by="b.krull@imi.nu",
                **names,
                **columns,
            )
        )
    return rows


def _slug(number: int) -> str:
    signs = "bcdfghjkmn"
    return "".join(signs[int(digit)] for digit in f"{number:08d}")


def rows_of(text: RuleCardText) -> list[RuleCardProposal]:
    """Return what a version is about, in the order in which it came to be."""
    rows = RuleCardProposal.whole(RuleCardProposal.text == text.id)
    return list(rows.order_by(RuleCardProposal.id))
