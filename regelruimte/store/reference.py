"""References (kenmerken) such as RR-7KQ4-M2XV: random, readable aloud, opening nothing."""

from __future__ import annotations

import secrets

# Without the signs that are read for one another: 0 O, 1 I L, 2 Z, 5 S, 8 B, and U for V.
ALPHABET = "234679ACDEFGHJKMNPQRTVWXY"


def new_reference() -> str:
    """Return a random reference; eight signs of 25 make a clash in practice impossible."""
    signs = "".join(secrets.choice(ALPHABET) for _ in range(8))
    return f"RR-{signs[:4]}-{signs[4:]}"


def normalised(typed: str) -> str:
    """Return a reference as it is stored from what somebody typed, whatever its case and dashes."""
    signs = "".join(character for character in typed.upper() if character.isalnum())
    return f"RR-{signs[-8:-4]}-{signs[-4:]}"
