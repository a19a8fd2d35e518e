"""What several pages say beside a field that is not about its question."""

from __future__ import annotations


def saved_elsewhere(there: str) -> str:
    """Return what to say when another window saved `there`, and not what was typed here."""
    return (
        "Je hebt dit antwoord ook in een ander venster gewijzigd. Daar staat: "
        f"“{there or 'niets'}”. Jouw tekst staat hieronder. Pas hem aan en ga verder."
    )
