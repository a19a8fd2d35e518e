"""What a table that leaves as a file holds: its rows and their values."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

Value = str | int | date | None
Line = Sequence[Value]
