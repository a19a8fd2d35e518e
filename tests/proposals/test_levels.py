"""The levels of a rule and who can make room at each."""

import pytest

from regelruimte.proposals import levels
from regelruimte.proposals.levels import LEVELS, Level, who_can_make_room

KEYS = [
    *("unwritten", "team_agreement", "procedure", "internal_rule", "policy_rule", "guideline"),
    *("collective_agreement", "municipal_ordinance", "provincial_ordinance"),
    *("water_authority_ordinance", "ministerial_regulation", "order_in_council", "act"),
    *("eu_regulation", "unknown"),
]


def test_the_levels_are_those_of_the_domain_in_their_order() -> None:
    assert [level.key for level in LEVELS] == KEYS


def test_no_two_levels_have_the_same_label() -> None:
    assert len({level.label for level in LEVELS}) == len(LEVELS)


def test_each_level_tells_in_its_own_words_who_can_make_room() -> None:
    assert len({who_can_make_room(key) for key in KEYS} - {""}) == len(KEYS)


def test_nobody_is_promised_that_an_act_can_be_let_go_of() -> None:
    assert "alleen met een experimenteerbepaling" in who_can_make_room("act")


def test_nobody_is_named_for_an_unknown_level() -> None:
    assert who_can_make_room("verzonnen") == ""


def test_an_added_level_tells_who_can_make_room(monkeypatch: pytest.MonkeyPatch) -> None:
    added = Level("custom", "Gewoonte", room="niemand in het bijzonder")
    monkeypatch.setattr(levels, "LEVELS", (*LEVELS, added))
    assert who_can_make_room("custom") == "niemand in het bijzonder"
