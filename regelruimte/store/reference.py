"""References (kenmerken) such as RR-7KQ4-M2XV: random, readable aloud, opening nothing."""

from __future__ import annotations

import secrets

# Without the signs that are read for one another: 0 O, 1 I L, 2 Z, 5 S, 8 B, and U for V.
ALPHABET = "234679ACDEFGHJKMNPQRTVWXY"


def random_signs() -> str:
    """Return eight random signs of 25: a clash is in practice impossible, and so is a guess."""
    return "".join(secrets.choice(ALPHABET) for _ in range(8))


def in_two(signs: str) -> str:
    """Write eight signs as they are read aloud and typed: 7KQ4-M2XV."""
    return f"{signs[:4]}-{signs[4:]}"


def signs_in(typed: str) -> str:
    """Return the signs of a code or reference that somebody typed, whatever its case and dashes."""
    return "".join(character for character in typed.upper() if character.isalnum())


def new_reference() -> str:
    """Return a random reference."""
    return f"RR-{in_two(random_signs())}"


def normalised(typed: str) -> str:
    """Return a reference as it is stored from what somebody typed, whatever its case and dashes."""
    signs = signs_in(typed)
    return f"RR-{signs[-8:-4]}-{signs[-4:]}"
