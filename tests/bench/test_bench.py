"""The benchmark still runs, and what it weighs is what was promised."""

from __future__ import annotations

from pathlib import Path

import pytest

from regelruimte.check.criteria import CRITERIA
from regelruimte.store.db import open_database
from regelruimte.store.models import Link, OutgoingMail, Proposal, Reply
from regelruimte.store.restore import check_sound
from tests.bench import inside, journeys, lists
from tests.bench.filled import filled
from tests.bench.servers import WHOLE, servers
from tests.bench.weight import weight

_SCREENS = 4


def test_a_journey_is_light() -> None:
    """One a screen, and one for each answer of the check, whose reason comes beside it."""
    found = weight()

    assert found.with_htmx.requests == _SCREENS + len(CRITERIA)
    assert found.with_htmx.received <= 10_000
    assert found.without.received + found.without.headers <= 20_000
    assert found.first_visit <= 30_000
    assert found.first_view <= 14_000


def test_pages_and_posts_are_measured_beside_bare_flask() -> None:
    found = inside.beside_bare(rounds=1)

    assert all(1 < values[0] < 100 for values in found.values()), found


@pytest.mark.seldom
def test_journeys_are_measured_beside_the_peer_until_the_last_mail() -> None:
    found = journeys.beside_the_peer(clients=2, journeys=1, rounds=1)

    assert [each.journeys for each in (*found.ours, *found.peers)] == [2, 2]
    assert found.ours[0].cpu_of_one > 0 < found.peers[0].cpu_of_one
    assert all(size > 1 for size in found.megabytes.values()), found.megabytes


@pytest.mark.seldom
def test_lists_are_measured_at_each_size() -> None:
    by_size = lists.at([20, 120])

    assert list(by_size) == [20, 120]
    for name, values, ratio in lists.ratios(by_size):
        assert len(values) == 2, name
        assert ratio >= 0 or values[0] == 0


@pytest.mark.seldom
def test_all_that_runs_takes_little_memory() -> None:
    """What is forked shares what was loaded: each part by itself would take 180 MB in all."""
    with servers(site=WHOLE) as running:
        for path in ("/", "/check", "/privacy") * 5:
            assert running["site"].get(path)[0] == 200

        assert sum(running["site"].megabytes().values()) <= 115


@pytest.mark.seldom
def test_a_filled_database_holds_what_a_site_does(tmp_path: Path) -> None:
    file = filled(tmp_path, 400)

    with open_database(f"sqlite:///{file}") as made:
        check_sound(made, "integrity_check")
        counts = [each.select().count(made) for each in (Proposal, Link, Reply, OutgoingMail)]
    assert counts[0] >= 400
    assert all(counts)
