"""One person however the address is written, and what is remembered of whoever that is."""

from __future__ import annotations

import pytest
from flask import Flask

from regelruimte.config import Config
from regelruimte.limits import person
from regelruimte.limits.person import folded

pytestmark = pytest.mark.both_databases

ONE = ["ik@huis.nl", "IK@Huis.NL", "ik+bzk@huis.nl", " Ik+a+b@huis.nl "]


@pytest.mark.parametrize("written", ONE)
def test_a_person_is_the_same_whatever_the_tag_and_the_case(written: str) -> None:
    assert folded(written) == "ik@huis.nl"


@pytest.mark.parametrize("other", ["jij@huis.nl", "ik@huis2.nl", "+ik@huis.nl", "i.k@huis.nl"])
def test_another_is_another(other: str) -> None:
    assert folded(other) != "ik@huis.nl"


def test_no_is_remembered_for_every_way_to_write_the_address(app: Flask) -> None:
    with app.app_context():
        person.denied(ONE[0])

        assert all(person.has_denied(each) for each in ONE)
        assert not person.has_denied("jij@huis.nl")


def test_yes_takes_no_back_and_stays(app: Flask) -> None:
    with app.app_context():
        person.denied(ONE[0])
        person.confirmed(ONE[2])
        person.denied(ONE[1])

        assert not person.has_denied(ONE[0])
        assert person.has_confirmed(person.person(ONE[0]))


def test_no_is_remembered_when_the_key_was_replaced(app: Flask, config: Config) -> None:
    with app.app_context():
        person.denied(ONE[0])
        object.__setattr__(config, "secret_key_fallbacks", (config.secret_key,))
        object.__setattr__(config, "secret_key", "another key, of thirty-two characters")

        assert person.has_denied(ONE[0])
