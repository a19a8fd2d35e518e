"""What a proposal asks of whoever sends one, as we tell it beforehand."""

from __future__ import annotations

MINUTES_TO_SEND = 7
