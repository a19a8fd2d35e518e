"""What a form asks of a person, in counts and minutes: a keystroke-level model, no browser."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import median

# The constants of the first measurement, 25 November 2026 (docs/effort.md tells where they are from
# and which of them are guesses). Speeds in words a minute, all else in seconds.
READING, SKIMMING = 200, 400
COMPOSING = (15.0, 17.5, 20.0)  # the one between is told of, the others are its bounds
CHARACTER, CLICK, SCREENFUL, PAGE = 0.28, 1.1, 1.0, 0.4
PHONE = {"width": 390, "height": 844}

# How long somebody thinks before answering, by question; `_THINKING_OF` for those not named here.
THINKING = {
    "workplace": 2.0,
    "role": 2.0,
    "rule_level": 8.0,
    "rule_owner": 6.0,
    "affected": 4.0,
    "frequency": 2.0,
    "pilot_form": 6.0,
    "boundaries": 8.0,
    "manager_knows": 5.0,
    "confidential": 5.0,
    "address_is_right": 2.0,
    "rule_source": 25.0,  # it is looked up
    "hours_per_month": 10.0,
    "duration_months": 7.0,
    "colleagues": 4.0,
}
_THINKING_OF = {
    "textarea": 10.0,
    "radio": 5.0,
    "checkbox": 5.0,
    "select": 5.0,
    "number": 7.0,
    "line": 1.35,
}
# Levels in so few groups are quicker to choose among than the list of all.
_FEW_LEVELS, _THINKING_OF_FEW_LEVELS = 7, 5.0
# Thought up word by word, though there is one line for it.
_COMPOSED_LINES = frozenset({"title"})

Figures = dict[str, float]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as a screen asked it, and what was done with it."""

    key: str
    kind: str  # a key of _THINKING_OF
    is_required: bool = True
    is_of_the_check: bool = False
    offered: int = 0
    is_answered: bool = True
    typed: str = ""
    clicks: int = 1

    @property
    def is_composed(self) -> bool:
        """Whether its words are thought up while they are typed."""
        return self.kind == "textarea" or self.key in _COMPOSED_LINES


@dataclass(frozen=True, slots=True)
class Screen:
    """One page as it was met: our words and the applicant's own, its height and its questions."""

    heading: str
    words: int
    own_words: int
    height: int
    asked: tuple[Asked, ...] = ()
    presses: int = 1


def thinking(asked: Asked) -> float:
    """Return how long somebody thinks before answering; nothing where no answer is given."""
    if not asked.is_answered:
        return 0
    if asked.key == "rule_level" and asked.offered <= _FEW_LEVELS:
        return _THINKING_OF_FEW_LEVELS
    return THINKING.get(asked.key, _THINKING_OF[asked.kind])


def parts(screens: Sequence[Screen], composing: float) -> Figures:
    """Return what the minutes go to, when free text comes at so many words a minute."""
    every = [asked for screen in screens for asked in screen.asked]
    known = sum(len(asked.typed) for asked in every if not asked.is_composed)
    return {
        "reading": sum(screen.words for screen in screens) / READING,
        "reviewing": sum(screen.own_words for screen in screens) / SKIMMING,
        "composing": sum(words(a.typed) for a in every if a.is_composed) / composing,
        "thinking": sum(map(thinking, every)) / 60,
        "handling": (known * CHARACTER + _clicks(screens) * CLICK + _moving(screens)) / 60,
    }


def figures(screens: Sequence[Screen]) -> Figures:
    """Return all that is told of one walk."""
    heights = [screen.height for screen in screens]
    return {
        **_questions(screens),
        "screens": len(screens),
        "words to read": sum(screen.words for screen in screens),
        "clicks": _clicks(screens),
        "pixels in all": sum(heights),
        "tallest screen": max(heights),
        **{f"minutes at {speed:g}": sum(parts(screens, speed).values()) for speed in COMPOSING},
        **{f"minutes {name}": value for name, value in parts(screens, COMPOSING[1]).items()},
    }


def medians(rows: Sequence[Figures]) -> Figures:
    """Return the median of each figure over all walks."""
    return {name: median(row[name] for row in rows) for name in rows[0]}


def words(text: str) -> int:
    """Return how many words there are; a dash or a colon by itself is none."""
    return sum(any(map(str.isalnum, word)) for word in text.split())


def _questions(screens: Sequence[Screen]) -> Figures:
    every = [asked for screen in screens for asked in screen.asked]

    def count(holds: Callable[[Asked], bool]) -> int:
        return len({asked.key for asked in every if holds(asked)})

    return {
        "questions": count(lambda asked: True),
        "required": count(lambda asked: asked.is_required),
        "required beside the check": count(
            lambda asked: asked.is_required and not asked.is_of_the_check
        ),
        "open boxes": count(lambda asked: asked.kind == "textarea"),
        "open boxes required": count(lambda asked: asked.kind == "textarea" and asked.is_required),
    }


def _clicks(screens: Iterable[Screen]) -> int:
    return sum(screen.presses + sum(a.clicks for a in screen.asked) for screen in screens)


def _moving(screens: Iterable[Screen]) -> float:
    """Return the seconds that go to waiting for pages and scrolling through them."""
    beyond = (max(0, screen.height / PHONE["height"] - 1) for screen in screens)
    return sum(PAGE + screenfuls * SCREENFUL for screenfuls in beyond)
