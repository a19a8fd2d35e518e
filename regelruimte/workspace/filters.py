"""By what the list can be narrowed, as data: add a filter here and nowhere else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from regelruimte import clock
from regelruimte.check.criteria import CRITERIA
from regelruimte.config import Config
from regelruimte.fields.question import Choice, Named
from regelruimte.proposals.levels import LEVELS
from regelruimte.proposals.questions import QUESTIONS
from regelruimte.proposals.status import STATUSES
from regelruimte.store.models import Proposal
from regelruimte.store.types import Condition

Wanted = Mapping[str, str]
ON = "ja"


@dataclass(frozen=True, slots=True)
class Filter:
    """`key` names it in the address; `condition` narrows to the chosen key.

    Without choices it is on or off.
    """

    key: str
    label: str
    condition: Callable[[str], Condition]
    choices: tuple[Choice, ...] = ()

    def knows(self, value: str) -> bool:
        """Tell whether it can be set to this value."""
        return value in ({choice.key for choice in self.choices} or {ON})


def filters(config: Config) -> tuple[Filter, ...]:
    """Return the filters, in their order."""
    people = tuple(Choice(person.email, person.name) for person in config.coordinators)
    return (
        Filter("status", "Status", lambda key: Proposal.status == key, _choices(STATUSES[1:])),
        Filter("niveau", "Soort regel", lambda key: Proposal.rule_level == key, _choices(LEVELS)),
        Filter("vorm", "Aanpak", lambda key: Proposal.pilot_form == key, _asked("pilot_form")),
        Filter("werkplek", "Waar", lambda key: Proposal.workplace == key, _criterion("workplace")),
        Filter("bij", "Opgepakt door", lambda key: Proposal.handler == key, people),
        Filter("te-laat", "Te laat", lambda _: is_late()),
        Filter("vertrouwelijk", "Vertrouwelijk", lambda _: Proposal.confidential),
        Filter("signaal", "Signaal", lambda _: Proposal.signal),
    )


def is_late() -> Condition:
    """Hold for proposals whose first reply was due before today."""
    return (Proposal.status == "submitted") & (Proposal.reply_due < clock.today())


def chosen(wanted: Wanted, config: Config) -> dict[str, str]:
    """Return what is filtered by, without what no filter knows."""
    given = ((each.key, wanted.get(each.key, "")) for each in filters(config))
    known = {each.key: each for each in filters(config)}
    return {key: value for key, value in given if value and known[key].knows(value)}


def conditions(wanted: Wanted, config: Config) -> list[Condition]:
    """Return what must hold of the proposals that these filters show."""
    known = {each.key: each for each in filters(config)}
    return [known[key].condition(value) for key, value in chosen(wanted, config).items()]


def _choices(known: Iterable[Named]) -> tuple[Choice, ...]:
    return tuple(Choice(each.key, each.label) for each in known)


def _asked(key: str) -> tuple[Choice, ...]:
    return next(question.choices for question in QUESTIONS if question.key == key)


def _criterion(key: str) -> tuple[Choice, ...]:
    return next(criterion.choices for criterion in CRITERIA if criterion.key == key)
