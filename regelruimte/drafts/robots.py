"""Telling a program from a person at the last button, without a puzzle (WCAG 3.3.8)."""

from __future__ import annotations

import math
from datetime import datetime, timedelta

# No person sees this field; a program that fills in everything does, and so do some password
# managers. Once it was filled in it is shown, so that a person can empty it.
TRAP = "website"
_LEAST = timedelta(seconds=20)

EMPTY_IT = (
    "Laat dit leeg: een verborgen veld was ingevuld. Misschien deed je browser of "
    "wachtwoordbeheerder dat voor je. Kijk of het nu leeg is en druk nog een keer op de knop. "
    "Er is niets kwijt."
)


def looks_like_a_program(
    trap: str, begun: datetime, now: datetime, question: str
) -> dict[str, str]:
    """Return what to say beside which field when no person seems to press; {} when one does.

    Either the hidden field was filled in, or the whole draft was written in no time; the latter
    is told beside `question`, with the seconds that are left to wait.
    """
    if trap:
        return {TRAP: EMPTY_IT}
    left = math.ceil((_LEAST - (now - begun)).total_seconds())
    if left <= 0:
        return {}
    return {
        question: f"Dit ging erg snel. Wacht {left} seconden en druk nog een keer op de knop. "
        "Er is niets kwijt."
    }
