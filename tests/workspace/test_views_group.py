"""Proposals about one rule on one page: the card about it, and asking two of them to talk."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from flask import Flask

from regelruimte import clock
from regelruimte.store.models import Introduction, Proposal
from tests.cards import writes
from tests.introducing import (
    AFTER_BOTH,
    AFTER_FIRST,
    FIRST,
    SECOND,
    asks,
    ends,
    names_it,
    reads,
    says,
    two,
)
from tests.people import Coordinator, Everyone
from tests.queries import queries_of, repeated
from tests.visitor import Page

ASK = "Vraag of ze elkaar willen spreken"
ABOUT = "Toestemming voor een kleine uitgave."


def together(bart: Coordinator, proposal: Proposal) -> Page:
    """Open the group from one of its proposals."""
    bart.signs_in()
    return bart.looks_at(proposal).follow("Bekijk deze voorstellen samen")


def asked(page: Page, both: Sequence[Proposal], expects: int | None = None, **more: str) -> Page:
    references = [str(proposal.reference) for proposal in both]
    return page.press(ASK, expects=expects, two=references, **{"about": ABOUT, **more})


def test_two_of_a_group_are_asked(app: Flask, everyone: Everyone, bart: Coordinator) -> None:
    both = two(everyone)
    page = asked(together(bart, both[0]), both)

    assert "De eerste van de twee krijgt een mail" in page.text
    assert "Loopt" in page.text
    assert everyone.post_for(both[0].email)[-1].subject.endswith("we hebben een vraag aan je")
    assert "stelde voor om de indiener in contact te brengen" in bart.looks_at(both[1]).text


def test_what_stands_in_the_way_is_told_and_nothing_is_asked(
    app: Flask, everyone: Everyone, bart: Coordinator
) -> None:
    first = names_it(everyone.applicant, FIRST, "Aalwijk")
    second = names_it(everyone.applicant, SECOND, "Beekdam", status="submitted", part="")
    page = asked(together(bart, first), [first, second], expects=422)

    assert f"Spreek de indiener van {second.reference} eerst zelf." in page.errors["two"]
    assert "niet hetzelfde artikel" in page.errors["two"]
    assert page.value("about") == ABOUT
    with app.app_context():
        assert Introduction.select().count() == 0


@pytest.mark.parametrize("about", ["Bij Gemeente Aalwijk kost het dagen.", "Mail a@b.example."])
def test_what_both_read_names_nobody(everyone: Everyone, bart: Coordinator, about: str) -> None:
    both = two(everyone)

    page = asked(together(bart, both[0]), both, expects=422, about=about)

    assert set(page.errors) == {"about"}


def test_one_or_three_cannot_be_asked(everyone: Everyone, bart: Coordinator) -> None:
    both = two(everyone)

    page = asked(together(bart, both[0]), both[:1], expects=422)

    assert set(page.errors) == {"two"}


@pytest.mark.parametrize("said", ["yes", "no"])
def test_coordinators_see_the_same_until_it_is_over(
    app: Flask, everyone: Everyone, bart: Coordinator, said: str
) -> None:
    """Whatever was answered: the page says who said no as little as the other hears it."""
    both = two(everyone)
    with app.app_context():
        asks(everyone, both)
    address = together(bart, both[0]).path
    with app.app_context():
        says(everyone, both[0], said)
    with clock.moved(AFTER_FIRST), app.app_context():
        ends(everyone)
        assert "Loopt" in _seen(bart, address)
    with clock.moved(AFTER_BOTH):
        assert "Voorbij" in _seen(bart, address)


def _seen(bart: Coordinator, address: str) -> str:
    bart.signs_in()
    return bart.browser.visit(address).text


def test_that_both_know_each_other_is_told_once_one_has_read_it(
    app: Flask, everyone: Everyone, bart: Coordinator
) -> None:
    both = two(everyone)
    with app.app_context():
        asks(everyone, both)
        for proposal in both:
            says(everyone, proposal, "yes")
        with clock.moved(AFTER_FIRST):
            ends(everyone)
            address = together(bart, both[0]).path
            assert "kennen elkaars gegevens" not in bart.browser.visit(address).text
            reads(both[1])
            assert "kennen elkaars gegevens" in bart.browser.visit(address).text


def test_a_group_leads_to_its_card_or_to_writing_one(
    app: Flask, everyone: Everyone, bart: Coordinator
) -> None:
    both = two(everyone)
    page = together(bart, both[0])
    assert page.follow("Schrijf over deze regel op de site").asks("title")
    with app.app_context():
        text = writes(everyone, both)

    page = bart.browser.visit(page.path).follow("Bekijk de regel voor de site")
    assert page.heading == text.title


def test_a_group_keeps_its_address_when_one_more_is_put_with_it(
    everyone: Everyone, bart: Coordinator
) -> None:
    both = two(everyone)
    other = names_it(everyone.applicant, "Cees Cornelis", "Ceesloot", same_rule="")
    page = together(bart, both[0])
    bart.looks_at(both[0]).press("Koppel de voorstellen", same_as=str(other.reference))

    assert str(other.reference) in bart.browser.visit(page.path).text


def test_there_is_no_page_for_a_group_that_is_not_there(bart: Coordinator) -> None:
    bart.signs_in()

    assert bart.browser.visit("/werkruimte/groep/nergens").status == 404


def test_the_page_of_a_group_asks_each_thing_once(
    app: Flask, everyone: Everyone, bart: Coordinator
) -> None:
    both = two(everyone)
    with app.app_context():
        asks(everyone, both)
    page = together(bart, both[0])

    found = queries_of(bart.browser, "GET", page.path)

    assert repeated(found) == []
    # The session, the proposals, what each was asked, the cards, those free for one, the joint
    # pilots, the list.
    assert len(found) == 7
