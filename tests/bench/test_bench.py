"""The benchmark still runs, and what it weighs is what was promised."""

from __future__ import annotations

from pathlib import Path

import pytest

from regelruimte.check.criteria import CRITERIA
from regelruimte.store.db import open_database
from regelruimte.store.models import Link, OutgoingMail, Proposal, Reply
from regelruimte.store.restore import check_sound
from tests.bench import lists
from tests.bench.filled import filled
from tests.bench.journeys import _SCREENS, weight


def test_a_journey_is_light() -> None:
    """One a screen, and one for each answer of the check, whose reason comes beside it."""
    figures = weight()

    assert figures["requests"] == _SCREENS + len(CRITERIA)
    assert figures["bytes"] <= 30_000
    assert figures["first visit"] <= 50_000
    assert figures["first view"] <= 14_000


@pytest.mark.seldom
def test_lists_are_measured_at_each_size() -> None:
    by_size = lists.at([20, 120])

    assert list(by_size) == [20, 120]
    for name, values, ratio in lists.ratios(by_size):
        assert len(values) == 2, name
        assert ratio >= 0 or values[0] == 0


@pytest.mark.seldom
def test_a_filled_database_holds_what_a_site_does(tmp_path: Path) -> None:
    file = filled(tmp_path, 400)

    with open_database(f"sqlite:///{file}") as made:
        check_sound(made, "integrity_check")
        counts = [each.select().count(made) for each in (Proposal, Link, Reply, OutgoingMail)]
    assert counts[0] >= 400
    assert all(counts)
