"""What is public of the register, and whether anything is: all that pages and files may read.

A public card holds no proposal, no organisation and no day; what is not asked for here does not
leave the database.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from peewee import SQL, ModelSelect, fn

from regelruimte.fields.base import Source
from regelruimte.fields.folding import in_order
from regelruimte.fields.question import Choice, label
from regelruimte.fields.text import whole_number
from regelruimte.proposals import citation
from regelruimte.proposals.levels import LEVELS
from regelruimte.proposals.outcomes import OUTCOMES
from regelruimte.register.release_days import half_year
from regelruimte.register.status import CARD_STATUSES, REPORTERS, THEMES, reporters
from regelruimte.store.models import RuleCard, RuleCardProposal, RuleCardText
from regelruimte.store.types import Condition

FEWEST_PUBLIC = 5  # cards; of fewer somebody may guess why they are there
A_PAGE = 50
SEARCH, PAGE = "zoek", "pagina"
_MOST_WORDS, _MOST_TYPED = 10, 400


@dataclass(frozen=True, slots=True)
class PublicCard:
    """One card as everybody may read it; keys are those of our lists, `rule` a citation or ""."""

    slug: str
    title: str
    rule_says: str
    in_the_way: str
    room: str
    level: str
    theme: str
    status: str
    outcome: str
    rule: str
    reporters: str
    release_day: date | None  # None as long as it is asked for
    checked_on: date

    @property
    def level_label(self) -> str:
        """Return what kind of rule it is, in words."""
        return label(LEVELS, self.level)

    @property
    def theme_label(self) -> str:
        """Return what the rule is about, in words."""
        return label(THEMES, self.theme)

    @property
    def status_label(self) -> str:
        """Return how it stands, in words; of a rule with an outcome which one."""
        return label(OUTCOMES, self.outcome) or label(CARD_STATUSES, self.status)

    @property
    def reporters_label(self) -> str:
        """Return about how many reported it, in words."""
        return label(REPORTERS, self.reporters)

    @property
    def released(self) -> str:
        """Return the half-year of the release: "tweede helft van 2026"; "" before it."""
        return half_year(self.release_day) if self.release_day else ""

    @property
    def checked(self) -> str:
        """Return the half-year in which we looked whether it is still right."""
        return half_year(self.checked_on)

    @property
    def source(self) -> Source | None:
        """Return where the rule stands, for a page to link to."""
        return citation.find(self.rule) if self.rule else None


@dataclass(frozen=True, slots=True)
class Filter:
    """By what the list can be narrowed: its name in the address, and the choices there are."""

    key: str
    label: str
    column: str
    choices: tuple[Choice, ...]


FILTERS: tuple[Filter, ...] = (
    Filter("niveau", "Soort regel", "level", LEVELS),
    Filter("thema", "Onderwerp", "theme", THEMES),
    Filter("status", "Hoe het ervoor staat", "status", CARD_STATUSES),
)
_COLUMNS = (
    RuleCard.slug,
    *(getattr(RuleCardText, name) for name in PublicCard.__slots__ if name != "slug"),
)


def is_open() -> bool:
    """Tell whether there are enough public cards for any of them to be shown."""
    found = RuleCardText.select(RuleCardText.id).where(_public()).limit(FEWEST_PUBLIC)
    return len(found) >= FEWEST_PUBLIC


def everything() -> Iterator[PublicCard]:
    """Yield every public card; none until there are enough. A query.

    In the order of their titles, which tells nothing of when a card was written or released.
    """
    return _cards(_shown())


def listing(args: Mapping[str, str]) -> list[PublicCard]:
    """Return one card more than a page of those that the address asks for. A query."""
    page = page_of(args)
    found = _shown().where(*_conditions(args))
    return list(_cards(found.limit(A_PAGE + 1).offset((page - 1) * A_PAGE)))


def page_of(args: Mapping[str, str]) -> int:
    """Return which page of the list the address asks for, the first one is 1."""
    return max(whole_number(args.get(PAGE, "")) or 1, 1)


def chosen(args: Mapping[str, str]) -> dict[str, str]:
    """Return the value of each filter that is set; what is no choice is left out."""
    values = ((each, args.get(each.key, "")) for each in FILTERS)
    return {each.key: value for each, value in values if label(each.choices, value)}


def query_of(args: Mapping[str, str], page: int) -> str:
    """Return the query string of another page of this list, without what is empty or unknown."""
    number = str(page) if page > 1 else ""
    kept = {SEARCH: args.get(SEARCH, "").strip(), **chosen(args), PAGE: number}
    return urlencode({key: value for key, value in kept.items() if value})


def find(slug: str) -> PublicCard | None:
    """Return the public card with this slug; None when it is not, or not enough are."""
    return next(_cards(_shown().where(RuleCard.slug == slug)), None)


def card_for(answer: object) -> PublicCard | None:
    """Return the public card about the rule that an answer cites, if there is one.

    No query for an answer that cites nothing.
    """
    rule = citation.written(answer)
    if not rule:
        return None
    return next(_cards(_shown().where(RuleCardText.rule == rule).limit(1)), None)


def latest(most: int) -> list[PublicCard]:
    """Return some cards of the last release, in the order of their titles."""
    return list(_cards(_shown().order_by(RuleCardText.release_day.desc()).limit(most)))


def as_public(text: RuleCardText) -> PublicCard:
    """Return a version as it would be read on the site, for whoever has to allow it."""
    about = RuleCardProposal.select().where(RuleCardProposal.text == text).count()
    values = {name: getattr(text, name) for name in PublicCard.__slots__ if name != "slug"}
    values["reporters"] = text.reporters or reporters(about)
    return PublicCard(slug=text.card.slug, **values)


def _public() -> Condition:
    condition: Condition = RuleCardText.state == "public"
    return condition


def _shown() -> ModelSelect[RuleCardText]:
    """Return the query of what everybody may read: nothing until there are enough public cards."""
    other = RuleCardText.alias()
    some = other.select(other.id).where(other.state == "public").limit(FEWEST_PUBLIC).alias("some")
    number = RuleCardText.select(fn.COUNT(SQL("1"))).from_(some)
    cards = RuleCardText.select(*_COLUMNS).join(RuleCard)
    return cards.where(_public(), number >= FEWEST_PUBLIC)


def _cards(found: ModelSelect[RuleCardText]) -> Iterator[PublicCard]:
    """Yield the cards of a query, by title after what it is ordered by already."""
    return (PublicCard(*row) for row in _ordered(found).tuples().iterator())


def _ordered(found: ModelSelect[RuleCardText]) -> ModelSelect[RuleCardText]:
    return found.order_by_extend(RuleCardText.sorted_by, RuleCard.slug)


def _conditions(args: Mapping[str, str]) -> Iterator[Condition]:
    by_key = {each.key: each for each in FILTERS}
    for key, value in chosen(args).items():
        yield getattr(RuleCardText, by_key[key].column) == value
    for word in in_order(args.get(SEARCH, "")[:_MOST_TYPED])[:_MOST_WORDS]:
        yield RuleCardText.words.contains(f" {word}")
