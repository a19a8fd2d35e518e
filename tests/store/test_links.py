"""Links: random, kept as a hash, for one purpose and one person, and dead in one way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from regelruimte import clock
from regelruimte.store import links
from regelruimte.store.links import Purpose
from regelruimte.store.models import Link, Proposal
from tests.people import Applicant, Coordinator, Everyone
from tests.stored import everything_kept
from tests.visitor import Visitor

pytestmark = pytest.mark.both_databases

PREFIXES = {"voorstel": Purpose.DRAFT, "mijn": Purpose.APPLICANT, "reactie": Purpose.COORDINATOR}
PRODUCTION = {
    "DEVELOPMENT": "0",
    "SECRET_KEY": "a-key-that-is-long-enough-for-this",
    "SITE_URL": "https://regelruimte.example",
}
Spoil = Callable[[str, Proposal, Purpose], str]


def make(purpose: Purpose, proposal: Proposal, **more: object) -> str:
    recipient = "b.krull@imi.nu" if purpose is Purpose.COORDINATOR else ""
    return links.make(purpose, proposal, recipient=recipient, **more)


def revoked(token: str, _: Proposal, purpose: Purpose) -> str:
    link = links.find(purpose, token)
    assert link is not None
    links.revoke(link)
    return token


def of_another_purpose(_: str, proposal: Proposal, purpose: Purpose) -> str:
    other = next(known for known in Purpose if known is not purpose)
    return make(other, proposal)


SPOILED: dict[str, Spoil] = {
    "revoked": revoked,
    "of another purpose": of_another_purpose,
    "expired": lambda _, proposal, purpose: make(purpose, proposal, lasts=timedelta(seconds=-1)),
    "altered at the end": lambda token, *_: token[:-1] + ("a" if token[-1] != "a" else "b"),
    "altered at the start": lambda token, *_: ("a" if token[0] != "a" else "b") + token[1:],
    "in capitals": lambda token, *_: token.upper(),
    "cut short": lambda token, *_: token[:-1],
    "with something behind it": lambda token, *_: token + "a",
    "its own hash": lambda token, *_: links._hash(token),
    "unknown": lambda *_: "a" * 32,
    "not even a token": lambda *_: "é%27%22%3Cx%3E",
}


@pytest.fixture
def proposal(app: Flask, applicant: Applicant) -> Proposal:
    """A sent proposal."""
    return applicant.has_sent()


@pytest.fixture
def hollow(app: Flask) -> Proposal:
    """A sent proposal without a text: enough for links that open nothing."""
    with app.app_context():
        return Proposal.create(status="submitted", reference="RR-7KQ4-M2XV")


@pytest.mark.parametrize(("prefix", "purpose"), PREFIXES.items())
def test_a_link_opens_its_page(
    app: Flask, visitor: Visitor, proposal: Proposal, prefix: str, purpose: Purpose
) -> None:
    with app.app_context():
        token = make(purpose, proposal)

    assert visitor.visit(f"/{prefix}/{token}").status == 200


@pytest.mark.parametrize("how", SPOILED)
@pytest.mark.parametrize(("prefix", "purpose"), PREFIXES.items())
def test_a_dead_link_gives_the_one_page(
    app: Flask,
    visitor: Visitor,
    hollow: Proposal,
    prefix: str,
    purpose: Purpose,
    how: str,
) -> None:
    with app.app_context():
        token = SPOILED[how](make(purpose, hollow), hollow, purpose)

    page = visitor.visit(f"/{prefix}/{token}")

    assert page.status == 404
    assert page.heading == "Deze link werkt niet"
    unknown = visitor.visit("/mijn/" + "b" * 32, expects=404)
    assert page.response.data == unknown.response.data


@pytest.mark.parametrize(
    "address",
    [
        "voorstel/{}/regel",
        "voorstel/{}/controleren",
        "voorstel/{}/regel/bewaar",
        "voorstel/{}/later",
        "voorstel/{}/check",
        "voorstel/{}/verstuurd",
        "mijn/{}",
        "mijn/{}/aanvulling",
        "reactie/{}/mag-al",
        "reactie/{}/bevestigen",
    ],
)
def test_a_post_to_a_dead_link_gives_that_page_too(visitor: Visitor, address: str) -> None:
    page = visitor.submit("POST", "/" + address.format("a" * 32), {"it_is_me": "yes"})

    assert page.status == 404
    assert page.heading == "Deze link werkt niet"


def test_an_unknown_page_is_told_otherwise(visitor: Visitor) -> None:
    assert visitor.visit("/bestaat-niet", expects=404).heading == "Deze pagina is er niet"


def test_what_was_posted_to_a_dead_link_is_shown_as_text(visitor: Visitor) -> None:
    page = visitor.submit("POST", f"/voorstel/{'a' * 32}/regel", {"title": "<b>Een</b> & <i>twee"})

    assert page.status == 404
    assert "<b>Een</b> & <i>twee" in page.text


@pytest.mark.parametrize("slug", ["bestaat-niet", "gesprek2"])
def test_an_unknown_reply_behind_a_link_is_a_dead_link(bart: Coordinator, slug: str) -> None:
    bart.everyone.applicant.has_sent()

    assert bart.visitor.visit(f"{bart.reads_mail().link}/{slug}").status == 404


def test_two_links_to_one_proposal_live_apart(
    app: Flask, visitor: Visitor, proposal: Proposal
) -> None:
    with app.app_context():
        one, two = make(Purpose.APPLICANT, proposal), make(Purpose.APPLICANT, proposal)
        revoked(one, proposal, Purpose.APPLICANT)

    assert visitor.visit(f"/mijn/{one}").status == 404
    assert visitor.visit(f"/mijn/{two}").status == 200


def test_a_link_opens_its_own_proposal_only(app: Flask, applicant: Applicant) -> None:
    first, second = applicant.has_sent(), applicant.takes(2).has_sent()
    with app.app_context():
        token = make(Purpose.APPLICANT, first)

    text = applicant.visitor.visit(f"/mijn/{token}").text

    assert first.title in text
    assert second.title not in text


def test_a_token_is_a_hundred_and_sixty_random_bits(app: Flask, proposal: Proposal) -> None:
    with app.app_context():
        tokens = {make(Purpose.DRAFT, proposal) for _ in range(20)}

    assert len(tokens) == 20
    assert all(len(token) == 32 and token.isalnum() for token in tokens)


@pytest.mark.settings(COORDINATORS="Rense Bos <r.bos@imi.nu>")
def test_who_is_no_coordinator_any_more_has_no_links(
    app: Flask, visitor: Visitor, applicant: Applicant
) -> None:
    proposal = applicant.has_sent()
    with app.app_context():
        barts = links.make(Purpose.COORDINATOR, proposal, recipient="b.krull@imi.nu")
        renses = links.make(Purpose.COORDINATOR, proposal, recipient="r.bos@imi.nu")

    assert visitor.visit(f"/reactie/{barts}", expects=404).heading == "Deze link werkt niet"
    assert visitor.visit(f"/reactie/{renses}").status == 200


@pytest.mark.parametrize(("days", "status"), [(89, 200), (91, 404)])
def test_mailed_links_expire_after_ninety_days(
    everyone: Everyone, proposal: Proposal, days: int, status: int
) -> None:
    mailed = [
        everyone.bart.reads_mail().link,
        everyone.rense.reads_mail().link,
        everyone.applicant.reads_mail().link,
    ]

    with clock.moved(timedelta(days=days)):
        assert [Visitor(everyone.app).visit(link).status for link in mailed] == [status] * 3


@pytest.mark.parametrize(("days", "status"), [(89, 200), (91, 404)])
def test_an_opened_own_page_expires_after_ninety_days(
    applicant: Applicant, proposal: Proposal, days: int, status: int
) -> None:
    own = applicant.opens_own_page().path

    with clock.moved(timedelta(days=days)):
        assert applicant.visitor.visit(own).status == status


@pytest.mark.settings(**PRODUCTION)
def test_once_mail_is_delivered_no_token_is_kept(
    app: Flask, everyone: Everyone, applicant: Applicant, bart: Coordinator
) -> None:
    applicant.has_written()
    applicant.opens("later").press("Mail mij de link", where="known")
    applicant.opens()
    applicant.sends()
    bart.has_replied(applicant.stored, "already_allowed", room="Hier.")
    own = applicant.opens_own_page().path
    addresses = [letter.link for letter in [*everyone.post_office.letters]]
    tokens = [address.split("/")[-1] for address in [*addresses, own]] + [applicant.token]

    kept = everything_kept(app)

    assert len(set(tokens)) == 7
    assert [token for token in tokens if token in kept] == []
    assert all(links._hash(token) in kept for token in tokens)


def test_a_tenth_wrong_guess_closes_a_door(app: Flask, proposal: Proposal) -> None:
    with app.app_context():
        token = make(Purpose.APPLICANT, proposal, needs_confirmation=True)
        for _ in range(9):
            links.note_wrong_guess(Link.get(Link.token_hash == links._hash(token)))
        assert links.find(Purpose.APPLICANT, token) is not None
        links.note_wrong_guess(Link.get(Link.token_hash == links._hash(token)))
        assert links.find(Purpose.APPLICANT, token) is None
