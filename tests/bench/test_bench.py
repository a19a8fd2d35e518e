"""The benchmark still runs, and what it weighs is what was promised."""

from __future__ import annotations

import pytest

from regelruimte.check.criteria import CRITERIA
from tests.bench import lists
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
