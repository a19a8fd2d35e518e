"""Telling a program from a person at the last button, without a puzzle (WCAG 3.3.8)."""

from __future__ import annotations

from datetime import datetime, timedelta

# No person sees this field; a program that fills in everything does.
TRAP = "website"
_LEAST = timedelta(seconds=20)

AGAIN = (
    "Dit ging sneller dan iemand kan typen, of een verborgen veld was ingevuld. Ben je een mens? "
    "Wacht dan een paar tellen en druk nog een keer op de knop. Er is niets kwijt."
)


def looks_like_a_program(trap: str, begun: datetime, now: datetime) -> bool:
    """Tell whether the hidden field was filled in, or the whole draft was written in no time."""
    return bool(trap) or now - begun < _LEAST
