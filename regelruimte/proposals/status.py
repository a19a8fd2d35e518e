"""The statuses of a proposal and which may follow which: add a status here and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Status:
    """One status; `follows` are the keys it may change into, `explained` tells the applicant."""

    key: str
    label: str
    explained: str
    follows: tuple[str, ...] = ()
    is_closed: bool = False


_ANSWERS = ("approved", "already_allowed", "referred", "declined", "info_requested", "withdrawn")

STATUSES: tuple[Status, ...] = (
    Status(
        "draft", "Concept", "Je hebt dit voorstel nog niet verstuurd.", ("submitted", "withdrawn")
    ),
    Status(
        "submitted",
        "Ontvangen",
        "We hebben je voorstel. We lezen het en reageren.",
        ("in_conversation", *_ANSWERS),
    ),
    Status(
        "in_conversation",
        "In gesprek",
        "We zijn in gesprek over je voorstel.",
        ("in_conversation", *_ANSWERS),  # another moment, or another talk
    ),
    Status(
        "info_requested",
        "Wacht op antwoord",
        "We hebben nog een vraag aan je. Na je antwoord lezen we verder.",
        (
            "submitted",
            "approved",
            "in_conversation",
            "already_allowed",
            "referred",
            "declined",
            "withdrawn",
        ),
    ),
    Status(
        "approved",
        "Pilot goedgekeurd",
        "Je voorstel wordt een pilot. Begin pas als er toestemming is. "
        "Tot dan blijft de regel gelden.",
        is_closed=True,
    ),
    Status(
        "already_allowed",
        "Het mag al",
        "Wat je wilt, mag nu al. Daar is geen pilot voor nodig.",
        ("submitted",),
        is_closed=True,
    ),
    Status(
        "referred",
        "Doorverwezen",
        "Iemand anders kan je beter helpen dan wij.",
        ("submitted",),
        is_closed=True,
    ),
    Status(
        "declined",
        "Gesloten zonder pilot",
        "Dit voorstel wordt geen pilot.",
        ("submitted",),
        is_closed=True,
    ),
    Status("withdrawn", "Ingetrokken", "Je hebt dit voorstel ingetrokken.", is_closed=True),
)


def status(key: str) -> Status:
    """Return the status with this key; raises KeyError for an unknown one."""
    for known in STATUSES:
        if known.key == key:
            return known
    raise KeyError(key)


def may_become(old: str, new: str) -> bool:
    """Tell whether a proposal may go from status `old` to status `new`."""
    return new in status(old).follows


def leading_to(new: str) -> tuple[str, ...]:
    """Return the statuses from which a proposal may become `new`."""
    return tuple(known.key for known in STATUSES if new in known.follows)
