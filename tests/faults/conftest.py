"""What the tests of faults share: real processes, chance that can be repeated, long and short."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from regelruimte.config import Config
from tests.faults.processes import Site
from tests.postoffice import PostOffice


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test in this folder: mail is real here, and no site is left as it was."""
    for item in items:
        if "tests/faults" in str(item.path):
            for marker in (pytest.mark.faults, pytest.mark.smtp, pytest.mark.own_app):
                item.add_marker(marker)


@pytest.fixture
def chance(capsys: pytest.CaptureFixture[str]) -> random.Random:
    """Chance with its seed printed; SEED=… repeats a run."""
    seed = int(os.environ.get("SEED") or random.SystemRandom().randrange(10**6))
    with capsys.disabled():
        print(f" [SEED={seed}]", end="")
    return random.Random(seed)


@pytest.fixture
def site(app: Flask, config: Config, tmp_path: Path, post_office: PostOffice) -> Iterator[Site]:
    """The site as processes, on the same database as `app`; it is not started yet."""
    site = Site(tmp_path, config.database_url, post_office.port)
    yield site
    site.kill()
