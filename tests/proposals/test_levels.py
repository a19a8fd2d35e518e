"""The levels of a rule and who can make room at each."""

import pytest

from regelruimte.proposals import levels
from regelruimte.proposals.levels import LEVELS, Level, who_can_make_room

LABELS = {
    "unwritten": 'Ongeschreven regel ("zo doen we dat hier")',
    "team_agreement": "Afspraak in mijn team",
    "procedure": "Procedure of werkinstructie",
    "internal_rule": "Interne regel van mijn organisatie",
    "policy_rule": "Beleidsregel",
    "guideline": "Circulaire of handreiking",
    "collective_agreement": "Cao of afspraak met de bonden",
    "municipal_ordinance": "Verordening",
    "provincial_ordinance": "Verordening",
    "water_authority_ordinance": "Verordening",
    "ministerial_regulation": "Ministeriële regeling",
    "order_in_council": "Algemene maatregel van bestuur",
    "act": "Wet",
    "eu_regulation": "Europese regel",
    "unknown": "Weet ik niet",
}
# What must be told of who can make room; the sentence around it may be reworded.
ROOM = {
    "unwritten": ("mandaat", "snelste winst"),
    "team_agreement": ("team", "teamleider"),
    "procedure": ("organisatie",),
    "internal_rule": ("directie",),
    "policy_rule": ("bestuursorgaan",),
    "guideline": ("bindend", "kijk eerst of het al mag"),
    "collective_agreement": ("sociale partners", "mede-afzender van deze oproep"),
    "municipal_ordinance": ("raad",),
    "provincial_ordinance": ("Provinciale Staten",),
    "water_authority_ordinance": ("algemeen bestuur",),
    "ministerial_regulation": ("minister", "vakdepartement"),
    "order_in_council": ("regering", "grondslag"),
    "act": ("alleen met een experimenteerbepaling",),
    "eu_regulation": ("buiten werking", "zoek de ruimte die er is", "Doe Tank"),
    "unknown": ("zoeken we samen uit",),
}


def test_the_levels_are_those_of_the_domain_in_their_order() -> None:
    assert [level.key for level in LEVELS] == list(LABELS)


@pytest.mark.parametrize(("key", "label"), LABELS.items())
def test_a_level_has_its_label(key: str, label: str) -> None:
    (found,) = (level.label for level in LEVELS if level.key == key)
    assert found.startswith(label) if label == "Verordening" else found == label


def test_no_two_levels_have_the_same_label() -> None:
    assert len({level.label for level in LEVELS}) == len(LEVELS)


@pytest.mark.parametrize(("key", "words"), ROOM.items())
def test_who_can_make_room_is_told_at_each_level(key: str, words: tuple[str, ...]) -> None:
    assert all(word in who_can_make_room(key) for word in words)


def test_nobody_is_named_for_an_unknown_level() -> None:
    assert who_can_make_room("verzonnen") == ""


def test_an_added_level_tells_who_can_make_room(monkeypatch: pytest.MonkeyPatch) -> None:
    added = Level("custom", "Gewoonte", room="niemand in het bijzonder")
    monkeypatch.setattr(levels, "LEVELS", (*LEVELS, added))
    assert who_can_make_room("custom") == "niemand in het bijzonder"
