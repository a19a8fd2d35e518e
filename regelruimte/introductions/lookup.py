"""What an applicant was asked, what came of it, and the other's name once both may know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from regelruimte import clock
from regelruimte.fields.question import YES
from regelruimte.introductions.hold import OVER
from regelruimte.introductions.objections import over_on
from regelruimte.introductions.questions import JOB, NAME, ORGANISATION, PHONE
from regelruimte.store.models import Introduction, IntroductionSide, Proposal

# What the other may see: the answers behind each choice, and what they are called.
_FIELDS = {
    NAME: (("name", "Naam"), ("email", "E-mailadres")),
    PHONE: (("phone", "Telefoonnummer"),),
    JOB: (("job_title", "Functie"),),
    ORGANISATION: (("organisation", "Organisatie"),),
}


@dataclass(frozen=True, slots=True)
class Contact:
    """One question that an applicant was asked, as that applicant may know of it.

    All of it follows from the own answer and from the calendar, but for what was read.
    """

    side: IntroductionSide

    @property
    def uid(self) -> str:
        """Return its name in addresses."""
        return str(self.side.introduction.uid)

    @property
    def is_over(self) -> bool:
        """Tell whether both heard that there is news."""
        return self.side.introduction.state in OVER

    @property
    def is_open(self) -> bool:
        """Tell whether an answer can be given or changed."""
        return not self.is_over and clock.today() <= self.side.introduction.ends_on

    @property
    def has_news(self) -> bool:
        """Tell whether there is something to read that was not read yet."""
        return self.is_over and self.side.answer == YES and self.side.seen_at is None

    @property
    def told_on(self) -> date:
        """Return the day on which both hear what came of it."""
        ends_on: date = self.side.introduction.ends_on
        return ends_on + timedelta(days=1)

    @property
    def was_introduced(self) -> bool:
        """Tell whether this applicant read who the other is."""
        is_made = self.side.introduction.state == "introduced"
        return is_made and self.side.seen_at is not None


def contacts(proposal: Proposal) -> list[Contact]:
    """Return what this applicant was asked, the newest first; nothing once it was taken back."""
    if proposal.status == "withdrawn":
        return []
    rows = IntroductionSide.select(IntroductionSide, Introduction).join(Introduction)
    asked = IntroductionSide.proposal == proposal, IntroductionSide.asked_at.is_null(False)
    found = list(rows.where(*asked).order_by(IntroductionSide.id.desc()))
    for side in found:
        side.proposal = proposal  # or Peewee would read it once more
    return [Contact(side) for side in found]


def others_fields(contact: Contact) -> list[tuple[str, str]]:
    """Return what the other lets see, by what it is called; nothing before both may know.

    Nothing either once the other erased the proposal.
    """
    if not contact.was_introduced:
        return []
    rows = IntroductionSide.select(IntroductionSide, Proposal).join(Proposal)
    ours = IntroductionSide.introduction == contact.side.introduction
    other = rows.where(ours, IntroductionSide.id != contact.side.id).first()
    return _fields(other) if other else []


def _fields(side: IntroductionSide) -> list[tuple[str, str]]:
    named = (field for key, fields in _FIELDS.items() if key in side.shares for field in fields)
    answers = side.proposal.answers
    return [(called, str(answers[key])) for key, called in named if answers.get(key)]


# For coordinators


@dataclass(frozen=True, slots=True)
class Listed:
    """An introduction as coordinators may know of it: not who answered what, nor when."""

    references: tuple[str, ...]
    begun_on: date
    over_on: date
    is_made: bool

    @property
    def standing(self) -> str:
        """Return how it stands, in words."""
        if self.is_made:
            return "Ze kennen elkaars gegevens"
        return "Voorbij" if clock.today() > self.over_on else "Loopt"


def introductions_of(group: str) -> list[Listed]:
    """Return the introductions of this group of proposals, the newest first."""
    rows = IntroductionSide.select(IntroductionSide, Introduction, Proposal.reference)
    rows = rows.join(Introduction).switch(IntroductionSide).join(Proposal)
    found = list(rows.where(Proposal.same_rule == group).order_by(Introduction.id.desc()))
    by_number: dict[int, list[IntroductionSide]] = {}
    for side in found:
        by_number.setdefault(side.introduction_id, []).append(side)
    return [_listed(sides) for sides in by_number.values()]


def _listed(sides: list[IntroductionSide]) -> Listed:
    introduction = sides[0].introduction
    begun_on = clock.day_of(introduction.begun_at)
    is_made = introduction.state == "introduced" and any(side.seen_at for side in sides)
    # In the order of their references: that of asking tells who risks most.
    references = tuple(sorted(str(side.proposal.reference) for side in sides))
    return Listed(references, begun_on, over_on(begun_on), is_made)
