"""A coordinator's visit to one card of the register: what its page shows, each read once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec

from werkzeug.exceptions import NotFound

from regelruimte import clock
from regelruimte.register import facts, lookup
from regelruimte.register.objections import Card, Objection, before_asking, objections
from regelruimte.register.sign import before_signing
from regelruimte.register.status import NONE
from regelruimte.sign_in import gate

if TYPE_CHECKING:
    from flask import Response

    from regelruimte.config import Coordinator
    from regelruimte.store.models import RuleCardText

P = ParamSpec("P")


@dataclass(frozen=True)
class CardVisit:
    """The versions of a card as they stood when the request came in, the newest first."""

    slug: str
    versions: list[RuleCardText]
    coordinator: Coordinator

    @property
    def text(self) -> RuleCardText:
        """Return the newest version, which is the one to write."""
        return self.versions[0]

    @property
    def on_site(self) -> RuleCardText | None:
        """Return the version that everybody can read, if there is one."""
        return next((text for text in self.versions if text.state == "public"), None)

    @property
    def readers(self) -> list[str]:
        """Return who found the newest version good, by address."""
        return list(filter(None, (self.text.first_reader, self.text.second_reader)))

    @cached_property
    def card(self) -> Card:
        """Return what is known of the newest version, as the rules look at it."""
        return facts.cards([self.text])[self.text.id]

    @cached_property
    def objections(self) -> list[Objection]:
        """Return what stands in the way of the next thing to do with it."""
        rules = before_asking if self.text.state == "draft" else objections
        return rules(self.card, clock.today())

    @property
    def may_ask(self) -> bool:
        """Tell whether somebody is left to ask, and nobody would be asked in vain."""
        unasked = NONE in {each.answer for each in self.card.linked}
        is_open = self.text.state in ("draft", "asked")
        return is_open and unasked and not before_asking(self.card, clock.today())

    @property
    def may_sign(self) -> bool:
        """Tell whether this coordinator can find the newest version good now."""
        is_new = self.text.state == "asked" and self.coordinator.email not in self.readers
        return is_new and not before_signing(self.objections)

    def again(self) -> CardVisit:
        """Return this visit read anew, after somebody else was first; raises NotFound."""
        return open_visit(self.slug)


def open_visit(slug: str) -> CardVisit:
    """Return the visit to the card with this slug; raises NotFound when there is none."""
    versions = lookup.versions(slug)
    if not versions:
        raise NotFound
    return CardVisit(slug, versions, gate.current_session().coordinator)


def visiting_card(view: Callable[Concatenate[CardVisit, P], Response]) -> Callable[..., Response]:
    """Call a view with the visit to the card that the `slug` of its address names.

    Raises NotFound when it names none.
    """

    @wraps(view)
    def answer(slug: str, *args: P.args, **kwargs: P.kwargs) -> Response:
        return view(open_visit(slug), *args, **kwargs)

    return answer
