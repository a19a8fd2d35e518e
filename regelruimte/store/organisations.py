"""Organisations as applicants write them: how many there are at least, by their names."""

from __future__ import annotations

from collections.abc import Iterable

from regelruimte.fields.folding import in_order

# What many names share, and what tells nobody which organisation is meant.
_SORTS = frozenset(
    (
        *("gemeente", "gem", "provincie", "prov", "waterschap", "hoogheemraadschap"),
        *("ministerie", "min", "rijk", "dienst", "directie", "afdeling", "team", "stichting"),
        *("omgevingsdienst", "veiligheidsregio", "ggd"),
        *("de", "het", "een", "van", "voor", "en", "te", "in", "aan", "der", "den"),
    )
)


def own_words(name: str) -> tuple[str, ...]:
    """Return the words of a name that tell which organisation it is, folded, in their order."""
    return tuple(word for word in in_order(name) if word not in _SORTS)


def told_apart(names: Iterable[str]) -> int:
    """Return how many organisations these names are of, at the least.

    "Gemeente Utrecht" and "gem. Utrecht, afdeling inkoop" may be one: of two names that share a
    word of their own only one counts. A name without such a word counts as none.
    """
    seen: list[set[str]] = []
    for name in names:
        words = set(own_words(name))
        if words and not any(words & others for others in seen):
            seen.append(words)
    return len(seen)
