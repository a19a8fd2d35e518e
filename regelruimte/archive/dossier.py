"""All that was written about one proposal, in order: to keep, or to give on a Woo request."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from regelruimte import clock
from regelruimte.config import Config
from regelruimte.consents.give import CONFIRMED_AT
from regelruimte.messages.queries import messages_of
from regelruimte.pilots.agreement import moment_of
from regelruimte.pilots.conditions import told
from regelruimte.pilots.lookup import conditions_of
from regelruimte.pilots.steps import step
from regelruimte.proposals.questions import question_of
from regelruimte.proposals.status import status
from regelruimte.readers.excerpt import facts_of
from regelruimte.readers.masking import masked
from regelruimte.replies.kinds import reply_kind
from regelruimte.replies.queries import given_of, sent_replies
from regelruimte.settings import settings
from regelruimte.store.models import Consent, Note, Pilot, Proposal, Reply

LEFT_OUT = "[weggelaten]"
# Answers that say who somebody is; of them nothing is given away (art. 5.1(2)(e) Woo).
_PERSONAL = ("name", "email", "phone", "organisation", "job_title")
_SHORTEST = 3  # signs; less is no name, and stands in every other word


@dataclass(frozen=True, slots=True)
class Entry:
    """A question or a heading, and what was written there."""

    label: str
    text: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """What one person wrote at one moment."""

    heading: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Dossier:
    """One proposal with all that was written about it."""

    reference: str
    title: str
    status: str
    sent: str
    parts: tuple[Part, ...]


def dossier(proposal: Proposal) -> Dossier:
    """Return everything about a proposal that was sent, the coordinators' notes too."""
    sent = sent_replies(proposal)
    return Dossier(
        reference=proposal.reference or "",
        title=proposal.title,
        status=status(proposal.status).label,
        sent=clock.dutch_moment(proposal.submitted_at),
        parts=(
            Part("Het voorstel", _entries(proposal.record)),
            Part("De check", _entries(proposal.check_record["answers"])),
            *_replies(sent),
            *_objections(sent),
            *_messages(proposal),
            *_pilot(proposal),
            *_conditions(proposal),
            *_notes(proposal),
        ),
    )


def _entries(record: Iterable[Mapping[str, str]]) -> tuple[Entry, ...]:
    return tuple(Entry(each["label"], each["text"], each.get("key", "")) for each in record)


def _replies(sent: Iterable[Reply]) -> list[Part]:
    return [
        Part(
            f"{reply_kind(reply.kind).label}: reactie van {reply.coordinator_name}, "
            f"{clock.dutch_moment(reply.given_at)}",
            _entries(reply.record),
        )
        for reply in given_of(sent)
    ]


def _objections(sent: Iterable[Reply]) -> list[Part]:
    """Return the replies that never counted because a second objected, and why that was."""
    return [part for reply in sent if reply.objected_at for part in _objection(reply)]


def _objection(reply: Reply) -> tuple[Part, Part]:
    said, by = clock.dutch_moment(reply.waits_since), settings().name_of(reply.second)
    heading = f"{reply_kind(reply.kind).label}: reactie van {reply.coordinator_name}, {said}"
    why = f"Tweede oordeel van {by}, {clock.dutch_moment(reply.objected_at)}"
    return (
        Part(f"{heading}, die niet telt", _entries(reply.record)),
        Part(why, (Entry("", reply.objection),)),
    )


def _messages(proposal: Proposal) -> list[Part]:
    return [
        Part(
            f"Bericht van {message.coordinator_name or 'de indiener'}, "
            f"{clock.dutch_moment(message.at)}",
            (Entry("", message.text),),
        )
        for message in messages_of(proposal)
    ]


def _pilot(proposal: Proposal) -> list[Part]:
    pilot = Pilot.whole(Pilot.proposal == proposal).first()
    return [
        Part(
            f"Pilot, {step(key).slug.replace('-', ' ')}: {statement['by']}, "
            f"{clock.dutch_moment(moment_of(statement))}",
            _entries(statement["entries"]),
        )
        for key, statements in (pilot.record if pilot else {}).items()
        for statement in statements
    ]


def _conditions(proposal: Proposal) -> list[Part]:
    conditions = map(told, conditions_of(proposal))
    entries = tuple(Entry(each.who, f"{each.text} {each.facts}") for each in conditions)
    return [Part("Voorwaarden van de pilot", entries)] if entries else []


def _notes(proposal: Proposal) -> list[Part]:
    notes = Note.select().where(Note.proposal == proposal).order_by(Note.id)
    return [
        Part(f"Notitie van {note.author}, {clock.dutch_moment(note.at)}", (Entry("", note.text),))
        for note in notes
    ]


def without_persons(whole: Dossier, proposal: Proposal, config: Config) -> Dossier:
    """Return a dossier without answers that say who somebody is, and without those words elsewhere.

    Somebody has to read it all the same: a text may name a person in other words.
    """
    names = [str(proposal.answers.get(key) or "") for key in _PERSONAL]
    names += [word for person in config.coordinators for word in (person.name, person.email)]
    as_they_stand, facts = (
        _any_of([*names, *_functions(proposal), *_who_consented(proposal)]),
        facts_of(proposal),
    )

    def hide(text: str) -> str:
        return masked(as_they_stand.sub(LEFT_OUT, text), facts, LEFT_OUT)

    parts = (
        Part(hide(part.heading), tuple(_entry_without(entry, hide) for entry in part.entries))
        for part in whole.parts
    )
    return replace(whole, title=hide(whole.title), parts=tuple(parts))


def _functions(proposal: Proposal) -> list[str]:
    """Return the functions of who answered by a link, also of an answer that was taken back."""
    pilot = Pilot.whole(Pilot.proposal == proposal).first()
    steps = (pilot.record if pilot else {}).values()
    return [statement.get("function", "") for step in steps for statement in step]


def _who_consented(proposal: Proposal) -> list[str]:
    """Return the functions of who answered by a link, and the domains that tell where they work."""
    given = Consent.select().where(Consent.proposal == proposal)
    return [word for consent in given for word in (consent.function, consent.domain)]


def _entry_without(entry: Entry, hide: Callable[[str], str]) -> Entry:
    is_personal = entry.key in _PERSONAL and question_of(entry.key)
    if is_personal or entry.label == CONFIRMED_AT:
        return replace(entry, text=LEFT_OUT)
    return replace(entry, text=hide(entry.text))


def _any_of(names: Iterable[str]) -> re.Pattern[str]:
    """Return what finds these names as they stand."""
    words = {name.strip() for name in names if len(name.strip()) >= _SHORTEST}
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)) or r"(?!)", re.IGNORECASE)
