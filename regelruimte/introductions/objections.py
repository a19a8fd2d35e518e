"""Why two applicants may not be asked whether they want to talk, and who is asked first. Pure.

They are shown to the coordinators, and asked again in the transaction that asks the first
(docs/decisions/0042-introductions-and-the-account.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from regelruimte.clock import dutch_date
from regelruimte.store.organisations import told_apart

ANSWER_DAYS = 14  # for each of the two
MOST = 3  # introductions of one applicant
# Until when one introduction may take: the first is asked, then the second, then both hear.
_WHOLE = timedelta(days=2 * ANSWER_DAYS + 1)
_TALKED = frozenset(("in_conversation", "approved"))
# An address there says nothing about where somebody works.
_ANYBODYS = frozenset(
    (
        *("gmail.com", "outlook.com", "hotmail.com", "live.com", "live.nl", "icloud.com"),
        *("ziggo.nl", "kpnmail.nl", "planet.nl", "xs4all.nl", "proton.me", "yahoo.com"),
    )
)


@dataclass(frozen=True, slots=True)
class Party:
    """What is known of one of the two.

    `rule` is "" where nobody confirmed which rule is meant, `article` where none is cited;
    `own_employer_too` what was said last of a colleague of the same employer; `met` with whom this
    applicant was asked before.
    """

    reference: str
    group: str
    status: str
    confidential: bool
    employer_knows: bool
    sent_at: datetime
    reachable: bool
    organisation: str
    email: str
    rule: str
    article: str
    times_asked: int
    last_asked_on: date | None
    own_employer_too: bool
    met: frozenset[str]


def objections(one: Party, other: Party, why: str, today: date) -> list[str]:
    """Return all that stands in the way of asking these two, in words.

    `why` is what a coordinator wrote of it that they do cite the same.
    """
    each = [text for party in (one, other) for text in of_one(party, today)]
    return each + list(_of_both(one, other, why))


def of_one(party: Party, today: date) -> Iterator[str]:
    """Yield what stands in the way of asking one applicant, whoever the other is."""
    if not party.reachable:
        yield f"Het e-mailadres van {party.reference} is niet bevestigd."
    if party.status not in _TALKED:
        yield f"Spreek de indiener van {party.reference} eerst zelf."
    if party.times_asked >= MOST:
        yield f"De indiener van {party.reference} kreeg de vraag al {MOST} keer."
    elif party.last_asked_on and today <= over_on(party.last_asked_on):
        until = dutch_date(over_on(party.last_asked_on))
        yield f"Voor {party.reference} loopt al een vraag. Wacht tot na {until}."


def over_on(begun_on: date) -> date:
    """Return the day on which an introduction is over, whatever both said and when."""
    return begun_on + _WHOLE


def same_employer(one: Party, other: Party) -> bool:
    """Tell whether both may work for the same employer: what cannot be told apart is the same."""
    if told_apart((one.organisation, other.organisation)) < 2:
        return True
    domains = _domain(one.email), _domain(other.email)
    return not _ANYBODYS.intersection(domains) and _is_within(*domains)


def in_order(one: Party, other: Party) -> tuple[Party, Party]:
    """Return both, the one first who risks most: that one's no is never known to the other."""
    first, second = sorted((one, other), key=_risks_less)
    return first, second


def _risks_less(party: Party) -> tuple[bool, bool, datetime, str]:
    return (not party.confidential, party.employer_knows, party.sent_at, party.reference)


def _of_both(one: Party, other: Party, why: str) -> Iterator[str]:
    if not one.group or one.group != other.group:
        yield "Koppel de voorstellen eerst: ze horen niet bij dezelfde regel."
    if other.reference in one.met or one.reference in other.met:
        yield "Deze twee kregen de vraag al eens."
    if not why and not _same_article((one, other)):
        yield "Ze noemen niet hetzelfde artikel. Schrijf waarom ze toch bij elkaar horen."
    if same_employer(one, other) and not (one.own_employer_too and other.own_employer_too):
        yield "Ze werken misschien bij dezelfde organisatie. Dan brengen we ze niet in contact."


def _same_article(both: Iterable[Party]) -> bool:
    cited = {(party.rule, party.article) for party in both}
    return len(cited) == 1 and all(all(each) for each in cited)


def _domain(email: str) -> str:
    return email.rpartition("@")[2].casefold()


def _is_within(one: str, other: str) -> bool:
    """Tell whether these domains are one, or one is a part of the other."""
    return one == other or one.endswith(f".{other}") or other.endswith(f".{one}")
