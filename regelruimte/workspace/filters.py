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

Args = Mapping[str, str]  # what stands behind the question mark of the list's address
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

    def accepts(self, value: str) -> bool:
        """Tell whether it can be set to this value."""
        return value in ({choice.key for choice in self.choices} or {ON})


def filters(config: Config) -> tuple[Filter, ...]:
    """Return the filters in the order of the page; whose a proposal is depends on the settings."""
    people = tuple(Choice(person.email, person.name) for person in config.coordinators)
    return (
        Filter("status", "Status", lambda key: Proposal.status == key, _choices(STATUSES[1:])),
        Filter("niveau", "Soort regel", lambda key: Proposal.rule_level == key, _choices(LEVELS)),
        Filter("vorm", "Aanpak", lambda key: Proposal.pilot_form == key, _asked("pilot_form")),
        Filter("werkplek", "Waar", lambda key: Proposal.workplace == key, _criterion("workplace")),
        Filter("bij", "Opgepakt door", lambda key: Proposal.handler == key, people),
        Filter("te-laat", "Te laat", lambda _: is_late()),
        Filter("vertrouwelijk", "Vertrouwelijk", lambda _: Proposal.confidential),
        Filter("signaal", "Signaal (vraagt geen pilot)", lambda _: Proposal.signal),
    )


def is_late() -> Condition:
    """Return the condition of a proposal whose first reply was due before today."""
    return (Proposal.status == "submitted") & (Proposal.reply_due < clock.today())


def chosen(args: Args, config: Config) -> dict[str, str]:
    """Return the value of each filter that is set; what no filter accepts is left out."""
    values = ((each, args.get(each.key, "")) for each in filters(config))
    return {each.key: value for each, value in values if each.accepts(value)}


def conditions(args: Args, config: Config) -> list[Condition]:
    """Return the conditions, for a WHERE, of the filters that are set."""
    by_key = {each.key: each for each in filters(config)}
    return [by_key[key].condition(value) for key, value in chosen(args, config).items()]


def _choices(known: Iterable[Named]) -> tuple[Choice, ...]:
    return tuple(Choice(each.key, each.label) for each in known)


def _asked(key: str) -> tuple[Choice, ...]:
    return next(question.choices for question in QUESTIONS if question.key == key)


def _criterion(key: str) -> tuple[Choice, ...]:
    return next(criterion.choices for criterion in CRITERIA if criterion.key == key)
