"""The levels of a rule, who can make room at each, and the groups to choose from."""

from __future__ import annotations

import pytest

from regelruimte.check.criteria import CRITERIA
from regelruimte.fields.question import Question, Situation, error
from regelruimte.proposals import levels
from regelruimte.proposals.kinds import LEVEL
from regelruimte.proposals.levels import (
    GROUPS,
    LEVELS,
    WAYS_ROUND,
    Level,
    group_of,
    groups_for,
    who_can_make_room,
)
from regelruimte.proposals.questions import question_of

KEYS = [
    *("unwritten", "team_agreement", "procedure", "internal_rule", "policy_rule", "guideline"),
    *("authority_rule", "collective_agreement", "municipal_ordinance", "provincial_ordinance"),
    *("water_authority_ordinance", "joint_rule", "national_rule", "ministerial_regulation"),
    *("order_in_council", "act", "other_body", "eu_regulation", "unknown"),
]
WORKPLACES = [choice.key for c in CRITERIA if c.key == "workplace" for choice in c.choices]
ORDINANCES = {
    "municipality": "municipal_ordinance",
    "province": "provincial_ordinance",
    "water_authority": "water_authority_ordinance",
}


def offered(workplace: str) -> set[str]:
    """Return every level that can be picked at this workplace, groups among them."""
    groups = groups_for(workplace)
    return {group.key for group in groups} | {each.key for g in groups for each in g.finer}


# Levels


def test_the_levels_are_those_of_the_domain_in_their_order() -> None:
    assert [level.key for level in LEVELS] == KEYS


def test_no_two_levels_have_the_same_label() -> None:
    assert len({level.label for level in LEVELS}) == len(LEVELS)


def test_each_level_tells_in_its_own_words_who_can_make_room() -> None:
    assert len({who_can_make_room(key) for key in KEYS} - {""}) == len(KEYS)


def test_nobody_is_promised_that_an_act_can_be_let_go_of() -> None:
    room = who_can_make_room("act")
    assert "als in de wet een experimenteerbepaling staat" in room
    assert "alleen de wetgever" in room


def test_nobody_is_named_for_an_unknown_level() -> None:
    assert who_can_make_room("verzonnen") == ""


def test_an_added_level_tells_who_can_make_room(monkeypatch: pytest.MonkeyPatch) -> None:
    added = Level("custom", "Gewoonte", room="niemand in het bijzonder")
    monkeypatch.setattr(levels, "LEVELS", (*LEVELS, added))
    assert who_can_make_room("custom") == "niemand in het bijzonder"


# Groups


@pytest.mark.parametrize("workplace", [*WORKPLACES, "", "verzonnen"])
def test_nobody_chooses_from_more_than_seven_groups(workplace: str) -> None:
    groups = groups_for(workplace)
    assert 1 < len(groups) <= 7
    assert groups[-1].key == "unknown"
    assert all(len(group.finer) <= 7 for group in groups)


@pytest.mark.parametrize("workplace", ORDINANCES)
def test_an_authority_is_offered_its_own_ordinance_only(workplace: str) -> None:
    others = {key for place, key in ORDINANCES.items() if place != workplace} | {"joint_rule"}
    assert ORDINANCES[workplace] in offered(workplace)
    assert offered(workplace) & others == set()


def test_a_joint_body_is_offered_its_own_rules_and_those_of_municipalities() -> None:
    found = offered("joint_body")
    assert {"joint_rule", "municipal_ordinance"} <= found
    assert found & {"provincial_ordinance", "water_authority_ordinance"} == set()


def test_who_makes_no_ordinances_is_offered_none() -> None:
    known = {"joint_rule", *ORDINANCES.values()}
    places = [place for place in WORKPLACES if place not in {*ORDINANCES, "joint_body"}]
    assert places
    for place in places:
        assert offered(place) & known == set(), place


def test_before_the_check_every_level_is_offered_by_its_group() -> None:
    former = {key for group in GROUPS for key in group.former}
    assert offered("") | former == set(KEYS)
    assert offered("") & former == set()


@pytest.mark.parametrize("key", KEYS)
def test_every_level_belongs_to_exactly_one_group(key: str) -> None:
    holding = [group for group in GROUPS if group.holds(key)]
    assert holding == [group_of(key)]


def test_an_unknown_level_belongs_to_no_group() -> None:
    assert group_of("verzonnen") is None
    assert group_of("") is None


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.key)
def test_a_group_is_a_level_too_and_tells_what_is_possible_already(
    group: levels.LevelGroup,
) -> None:
    assert group.key in KEYS
    assert group.already.endswith(".")
    assert bool(group.source[0]) == group.source[1].startswith("https://")


def test_no_group_and_no_way_round_says_the_same_as_another() -> None:
    assert len({group.label for group in GROUPS}) == len(GROUPS)
    assert len({group.already for group in GROUPS}) == len(GROUPS)
    assert len(set(WAYS_ROUND)) == len(WAYS_ROUND)


# What browsers post: the picked group, and the level picked in every group that has finer ones


@pytest.mark.parametrize(
    ("posted", "level"),
    [
        ([], ""),
        ([""], ""),
        (["", ""], ""),  # no group, and nothing picked in either list
        (["internal_rule", "", ""], "internal_rule"),
        (["", "national_rule", "act"], "act"),
        (["authority_rule", "policy_rule", ""], "policy_rule"),
        (["authority_rule", "policy_rule", "act"], "policy_rule"),
        (["policy_rule", "national_rule", "act"], "act"),
        (["national_rule", "policy_rule", ""], "national_rule"),
        (["unknown", "policy_rule", "act"], "unknown"),
        (["act"], "act"),  # without a group, as a script or an older page sends it
        (["unwritten"], "unwritten"),
        (["\u200bact\xa0"], "act"),
        (["verzonnen"], "verzonnen"),  # kept, to be refused
    ],
)
def test_what_a_browser_posts_is_one_level(posted: list[str], level: str) -> None:
    assert LEVEL.read(posted) == level


@pytest.mark.parametrize("key", KEYS)
def test_every_level_is_a_right_answer_also_one_that_is_offered_no_more(key: str) -> None:
    level = question_of("rule_level")
    assert isinstance(level, Question)
    assert error(level, Situation({"rule_level": key}, {"workplace": "province"})) is None


def test_a_level_that_does_not_exist_is_refused() -> None:
    level = question_of("rule_level")
    assert isinstance(level, Question)
    assert error(level, Situation({"rule_level": "verzonnen"})) is not None


def test_the_groups_follow_the_workplace_of_the_check() -> None:
    situation = Situation({}, {"workplace": "province"})
    assert LEVEL.groups(situation) == groups_for("province")
    assert LEVEL.groups(Situation()) == groups_for("")
