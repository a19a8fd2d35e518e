"""Which counts are too small to publish, and which others would give those away."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from regelruimte.figures.counting import labels_of
from regelruimte.figures.figure import Bar, Figure

# Fewer than this many may lead to a person (the report for BZK and the unions).
FEW = 3
OTHERS = "Overig"
# A check may count in several of their bars: the sum would count it more than once.
_OVERLAPPING = {"obstacles"}
# Which bars of another figure could be computed from one: it is published when none of those is
# suppressed. Whoever has no reply yet is "Ontvangen" or took it back, each pilot was approved, a
# rule has an outcome when its pilot is over, and the worst answer of a check is its verdict.
_DISCLOSES: dict[str, tuple[str, tuple[str, ...]]] = {
    "replies": ("status", ("submitted", "withdrawn")),
    "pilots": ("status", ("approved",)),
    "outcomes": ("pilots", ("closed",)),
    "hours": ("pilots", ("evaluating", "awaiting_outcome", "closed")),
    "obstacles": ("verdicts", tuple(labels_of("verdicts"))),
}


def suppress_small_counts(figure: Figure) -> Figure:
    """Suppress the smallest counts where one is under `FEW`, so that nobody can be recognised.

    The two smallest different counts go, of every bar that has one of them. Whoever knows the
    total and this rule can still put one in the place of the other: the test tries all small
    tables. Where no other count is left, the whole figure goes, zeros too.
    """
    if figure.cases is not None:
        return suppressed(figure) if 0 < figure.cases < FEW else figure
    counts = sorted({bar.count for bar in figure.bars if bar.count})
    if not counts or counts[0] >= FEW:
        return figure
    if len(counts) <= 2:
        return suppressed(figure)
    hidden = (replace(bar, count=None) if bar.count in counts[:2] else bar for bar in figure.bars)
    return replace(figure, bars=tuple(hidden))


def suppressed(figure: Figure) -> Figure:
    """Return the figure with nothing but its title left."""
    return replace(figure, bars=(), note="", cases=None, is_suppressed=True)


def published_total(open_ones: int, everything: int) -> int | None:
    """Return the total to publish beside the figures, which are of the open proposals only.

    One or two confidential ones are left out of it; of one or two open ones none is published,
    however many are confidential: the figures show that there are few.
    """
    if 0 < open_ones < FEW:
        return None
    return everything if everything - open_ones >= FEW else open_ones


def suppress_together(figures: Iterable[Figure]) -> list[Figure]:
    """Suppress small counts, and then each figure from which one of those could be computed.

    Statisticians call the second one secondary suppression. A figure comes after the one that
    it could disclose. What is suppressed in a figure is one bar in the end.
    """
    counted = list(figures)
    published: dict[str, Figure] = {}
    for figure in counted:
        suppress = suppressed if _discloses(figure, published) else suppress_small_counts
        published[figure.key] = suppress(figure)
    return [_gathered(published[figure.key], figure) for figure in counted]


def _gathered(published: Figure, counted: Figure) -> Figure:
    """Return the figure with what is suppressed in it as one bar, the last: their sum.

    There are two different counts in it at least, so it is never of fewer than `FEW`. Whoever knows
    the total could compute the sum from the other bars; which bars it is of, nobody is told.
    """
    hidden = sum(
        was.count or 0
        for bar, was in zip(published.bars, counted.bars, strict=False)
        if bar.count is None
    )
    if not hidden or published.key in _OVERLAPPING:
        return published
    shown = tuple(bar for bar in published.bars if bar.count is not None)
    return replace(published, bars=(*shown, Bar(OTHERS, hidden)))


def _discloses(figure: Figure, published: Mapping[str, Figure]) -> bool:
    """Tell whether a count that is suppressed in another figure could be computed from this."""
    other, keys = _DISCLOSES.get(figure.key, ("", ()))
    return other in published and published[other].hides([labels_of(other)[key] for key in keys])
