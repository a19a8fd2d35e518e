"""What the coordinators are called, where only an address is stored."""

from __future__ import annotations

from regelruimte.settings import settings


def names() -> dict[str, str]:
    """Return the names of the coordinators by address."""
    return {person.email: person.name for person in settings().coordinators}
