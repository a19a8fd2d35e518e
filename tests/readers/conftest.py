"""Whoever reads along."""

from __future__ import annotations

import pytest

from tests.people import Everyone
from tests.reading_along import Lawyer


@pytest.fixture
def lawyer(everyone: Everyone) -> Lawyer:
    """The reader."""
    return Lawyer(everyone)
