"""Who may be asked to talk: rules over what is known of two, with no database."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import product
from typing import Any

import pytest

from regelruimte.introductions.objections import (
    MOST,
    Party,
    in_order,
    objections,
    over_on,
    same_employer,
)

TODAY = date(2026, 11, 27)
ONE = Party(
    reference="RR-AAAA-AAAA",
    group="g",
    status="in_conversation",
    confidential=False,
    employer_knows=True,
    sent_at=datetime(2026, 10, 1, tzinfo=UTC),
    reachable=True,
    organisation="Gemeente Aalwijk",
    email="a@aalwijk.example",
    rule="bwb:BWBR0005537",
    article="art=3:4",
    times_asked=0,
    last_asked_on=None,
    own_employer_too=False,
    met=frozenset(),
)
OTHER = replace(
    ONE,
    reference="RR-BBBB-BBBB",
    organisation="Gemeente Beekdam",
    email="b@beekdam.example",
    sent_at=datetime(2026, 10, 2, tzinfo=UTC),
)


def test_two_who_named_the_same_article_may_be_asked() -> None:
    assert objections(ONE, OTHER, "", TODAY) == []
    assert objections(ONE, replace(OTHER, status="approved"), "", TODAY) == []


@pytest.mark.parametrize(
    "changed",
    [
        {"group": "h"},
        {"status": "submitted"},
        {"status": "declined"},
        {"reachable": False},
        {"times_asked": MOST},
        {"last_asked_on": TODAY},
        {"last_asked_on": TODAY - timedelta(days=29)},
        {"met": frozenset(["RR-AAAA-AAAA"])},
        {"article": "art=3:5"},
        {"article": ""},
        {"rule": ""},
        {"organisation": "gem. Aalwijk, afdeling inkoop"},
        {"organisation": ""},
        {"email": "b@mail.aalwijk.example"},
    ],
)
@pytest.mark.parametrize("turned", [False, True])
def test_each_thing_that_is_not_right_is_told(changed: dict[str, Any], turned: bool) -> None:
    both = (ONE, replace(OTHER, **changed))

    assert len(objections(*(reversed(both) if turned else both), "", TODAY)) == 1


def test_another_article_needs_a_reason_in_words() -> None:
    assert objections(ONE, replace(OTHER, article=""), "Zelfde bevoegdheid.", TODAY) == []


def test_who_was_asked_before_can_be_asked_once_that_is_over() -> None:
    begun = date(2026, 10, 1)

    assert objections(ONE, replace(OTHER, last_asked_on=begun), "", over_on(begun))
    later = over_on(begun) + timedelta(days=1)
    assert objections(ONE, replace(OTHER, last_asked_on=begun), "", later) == []


@pytest.mark.parametrize(("one", "other"), list(product((True, False), repeat=2)))
def test_colleagues_are_asked_only_when_both_said_so_before(one: bool, other: bool) -> None:
    here = replace(OTHER, organisation=ONE.organisation, own_employer_too=other)

    found = objections(replace(ONE, own_employer_too=one), here, "", TODAY)

    assert (found == []) is (one and other)


def test_an_address_that_anybody_can_have_tells_nothing_of_an_employer() -> None:
    assert not same_employer(replace(ONE, email="a@gmail.com"), replace(OTHER, email="b@gmail.com"))
    assert same_employer(replace(ONE, email="a@x.example"), replace(OTHER, email="b@X.example"))


def test_who_risks_most_comes_first() -> None:
    quiet = replace(OTHER, confidential=True)
    unknown = replace(OTHER, employer_knows=False)

    assert in_order(ONE, OTHER) == in_order(OTHER, ONE) == (ONE, OTHER)
    assert in_order(ONE, quiet)[0] is quiet
    assert in_order(ONE, unknown)[0] is unknown
    assert in_order(quiet, replace(unknown, reference="RR-CCCC-CCCC"))[0] is quiet
