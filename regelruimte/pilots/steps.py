"""The steps of a pilot as data: who may take each, from which status, and what it changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Protocol

from regelruimte import clock
from regelruimte.fields.number_kinds import read_day
from regelruimte.fields.question import NO, YES, Answers, Question
from regelruimte.pilots import questions as asks
from regelruimte.pilots.consent import (
    GIVEN,
    WITHIN_THE_RULE,
    has_basis,
    has_room,
    missing_consents,
)
from regelruimte.pilots.status import ENOUGH

APPLICANT, COORDINATOR = "applicant", "coordinator"
BOTH = (APPLICANT, COORDINATOR)
# When a coordinator's step is mailed to the applicant: what asks something of her, or makes the
# rule count again, within minutes; another change with the rest of the day; all else not at all.
SOON, TODAY = "soon", "today"
# After how many days is asked how it is with the rule now.
ASKED_AFTER = (182, 365)
LONGEST = timedelta(days=2 * 366)


class State(Protocol):
    """The columns of a pilot that decide which steps are possible and what they need."""

    status: str
    agreement: int
    applicant_accepted: int
    coordinator_accepted: int
    mandate: str
    room: str
    room_basis: str
    needs_room: bool
    needs_basis: bool
    is_european: bool
    pilot_form: str
    open_conditions: int
    joint: str
    starts_on: date | None
    ends_on: date | None
    is_extended: bool
    baseline_at: datetime | None
    measured_at: datetime | None
    closed_at: datetime | None


Columns = dict[str, object]


@dataclass(frozen=True, slots=True)
class PilotStep:
    """One step: `told` says what somebody did, `changes` which columns that sets.

    `headline` says it in the subject of a mail. `told_by_answer` and `headline_by_answer` say it
    more precisely, by the answer to the first question; `heading` stands above what was written
    at it, in the place of the words of its address.

    `possible` holds when the step makes sense now, for this side; `needs` says in Dutch what must
    be there first; `wrong` what does not fit together in the answers. `is_open` holds while the
    step has yet to be taken for the pilot to go on. `along` are the steps whose questions stand on
    the same page, as long as they are open; `tells` is when the applicant hears of it.
    """

    key: str
    slug: str
    label: str
    told: str
    since: str
    questions: tuple[Question, ...]
    to: str = ""
    by: tuple[str, ...] = BOTH
    possible: Callable[[State, str], bool] = lambda *_: True
    needs: Callable[[State], list[str]] = lambda _: []
    wrong: Callable[[Answers, State], dict[str, str]] = lambda *_: {}
    changes: Callable[[Answers, State, str], Columns] = field(default=lambda *_: {})
    # The answer that takes the step; another one goes back and changes nothing.
    only_if: tuple[str, str] = ("", "")
    told_by_answer: Mapping[str, str] = field(default_factory=dict)
    headline: str = ""
    headline_by_answer: Mapping[str, str] = field(default_factory=dict)
    button: str = "Opslaan"
    heading: str = ""
    is_open: Callable[[State], bool] = lambda _: False
    along: tuple[str, ...] = ()
    tells: Callable[[State], str] = lambda _: ""

    def told_of(self, answers: Answers) -> str:
        """Return what somebody did who gave these answers."""
        return self.told_by_answer.get(self._first(answers), self.told)

    def headline_of(self, answers: Answers) -> str:
        """Return the same as a mail's subject begins with."""
        return self.headline_by_answer.get(self._first(answers), self.headline or self.label)

    def _first(self, answers: Answers) -> str:
        return str(answers.get(self.questions[0].key))


def accepted(pilot: State, side: str) -> bool:
    """Tell whether this side accepted the agreement as it is now."""
    version: int = getattr(pilot, f"{side}_accepted")
    return 0 < pilot.agreement == version


def missing_for_start(pilot: State) -> list[str]:
    """Return what a trial still needs before it may start."""
    needs = {
        "Maak eerst de afspraken.": pilot.agreement == 0,
        "De indiener moet nog akkoord gaan.": not accepted(pilot, APPLICANT),
        "Een coördinator moet nog akkoord gaan.": not accepted(pilot, COORDINATOR),
        **dict.fromkeys(missing_consents(pilot), True),
        "De nulmeting is er nog niet.": pilot.baseline_at is None,
        **_wrong_end(pilot.ends_on, clock.today()),
    }
    return [text for text, is_missing in needs.items() if is_missing]


def _wrong_end(end: date | None, today: date) -> dict[str, bool]:
    """Return what may be wrong with the agreed end of a trial that starts today."""
    return {
        "Er is nog geen einddatum.": end is None,
        "De einddatum is al voorbij. Wijzig de afspraken.": end is not None and end <= today,
        "De einddatum is meer dan twee jaar na vandaag. Wijzig de afspraken.": end is not None
        and end - today > LONGEST,
    }


def _wrong_agreement(answers: Answers, pilot: State) -> dict[str, str]:
    if pilot.is_european and answers["agreed_form"] not in WITHIN_THE_RULE:
        return {"agreed_form": "Een Europese regel kun je niet loslaten. Kies een andere vorm."}
    return _wrong_period(answers)


def _wrong_period(answers: Answers) -> dict[str, str]:
    start, end = read_day(answers["agreed_start"]), read_day(answers["agreed_end"])
    if start is None or start < clock.today():
        return {"agreed_start": "Deze dag is al voorbij. Kies een dag die nog komt."}
    if end is None or end <= start:
        return {"agreed_end": "De einddatum moet na het begin liggen."}
    if end - start > LONGEST:
        return {"agreed_end": "Een pilot duurt hoogstens twee jaar. Kies een eerdere dag."}
    return {}


def _wrong_extension(answers: Answers, pilot: State) -> dict[str, str]:
    end, ends_on = read_day(answers["new_end"]), pilot.ends_on or clock.today()
    last = (pilot.starts_on or clock.today()) + LONGEST
    if end and end > last:
        return {"new_end": f"Een pilot duurt hoogstens twee jaar. {_until(last)}"}
    if end and end > max(ends_on, clock.today()):
        return {}
    until = clock.dutch_date(ends_on)
    return {"new_end": f"De einddatum is nu {until}. Kies een dag daarna, die nog komt."}


def _until(last: date) -> str:
    if last <= clock.today():
        return "De pilot kan dus niet langer duren."
    return f"Kies een dag tot en met {clock.dutch_date(last)}."


def _wrong_room(answers: Answers, pilot: State) -> dict[str, str]:
    if answers["room"] == "not_needed" and pilot.needs_room:
        return {"room": "Volgens het voorstel beslist iemand anders over de regel. Vraag ruimte."}
    day = read_day(answers["room_on"])
    if answers["room"] == GIVEN and day and day > clock.today():
        return {"room_on": "Deze dag moet nog komen. Vul in op welke dag de ruimte is gegeven."}
    return {}


def _wrong_due(answers: Answers, _: State) -> dict[str, str]:
    due = read_day(answers["outcome_due"])
    return {} if due and due >= clock.today() else {"outcome_due": "Kies een dag die nog komt."}


def _agree(answers: Answers, pilot: State, side: str) -> Columns:
    # Whoever writes it agrees with it.
    return {
        "agreement": pilot.agreement + 1,
        f"{side}_accepted": pilot.agreement + 1,
        "starts_on": read_day(answers["agreed_start"]),
        "ends_on": read_day(answers["agreed_end"]),
        "pilot_form": answers["agreed_form"],
    }


def _accept(answers: Answers, pilot: State, side: str) -> Columns:
    # Who wants something else takes an earlier yes back with it.
    agrees = answers["accept_it"] == YES
    return {f"{side}_accepted": pilot.agreement if agrees else 0}


def _room(answers: Answers, *_: object) -> Columns:
    return {
        "room": answers["room"],
        "room_by": answers["room_by"] or "",
        "room_basis": answers["room_basis"] or "",
        "room_on": read_day(answers["room_on"]),
    }


def _hand_in(answers: Answers, *_: object) -> Columns:
    return {"rule_owner": answers["rule_owner"], "outcome_due": read_day(answers["outcome_due"])}


def _is_at_its_end(pilot: State) -> bool:
    return pilot.ends_on is not None and pilot.ends_on <= clock.today()


def _is_asked_later(pilot: State, _: str) -> bool:
    first = timedelta(days=ASKED_AFTER[0])
    return pilot.closed_at is not None and clock.now() >= pilot.closed_at + first


STEPS: tuple[PilotStep, ...] = (
    PilotStep(
        "agree",
        "afspraken",
        "Maak of wijzig de afspraken",
        "legde de afspraken vast",
        "preparing",
        asks.AGREE,
        headline="Afspraken gemaakt of gewijzigd",
        by=(COORDINATOR,),
        # Of a joint pilot it is written for all at once.
        possible=lambda pilot, _: not pilot.joint,
        wrong=_wrong_agreement,
        changes=_agree,
        along=("mandate", "room", "baseline"),
        tells=lambda _: SOON,
    ),
    PilotStep(
        "accept",
        "akkoord",
        "Lees de afspraken en zeg of je akkoord gaat",
        "reageerde op de afspraken",
        "preparing",
        asks.ACCEPT,
        headline="Reactie op de afspraken",
        headline_by_answer={
            YES: "Akkoord met de afspraken",
            NO: "Niet akkoord met de afspraken",
        },
        possible=lambda pilot, side: pilot.agreement > 0 and not accepted(pilot, side),
        changes=_accept,
        told_by_answer={YES: "ging akkoord met de afspraken", NO: "wil de afspraken anders"},
        button="Stuur je antwoord",
        is_open=lambda _: True,
        along=("mandate", "baseline"),
    ),
    PilotStep(
        "mandate",
        "mandaat",
        "Werk het mandaat bij",
        "werkte het mandaat bij",
        "preparing",
        asks.MANDATE,
        headline="Mandaat bijgewerkt",
        changes=lambda answers, *_: {"mandate": answers["mandate"]},
        is_open=lambda pilot: pilot.mandate not in ENOUGH,
    ),
    PilotStep(
        "room",
        "ruimte",
        "Noteer of wie over de regel beslist ruimte geeft",
        "noteerde of wie over de regel beslist ruimte geeft",
        "preparing",
        asks.ROOM,
        headline="Ruimte bijgewerkt",
        by=(COORDINATOR,),
        wrong=_wrong_room,
        changes=_room,
        is_open=lambda pilot: not (has_room(pilot) and has_basis(pilot)),
    ),
    PilotStep(
        "baseline",
        "nulmeting",
        "Vul de nulmeting in",
        "vulde de nulmeting in",
        "preparing",
        asks.BASELINE,
        headline="Nulmeting ingevuld",
        changes=lambda answers, *_: {
            "baseline_at": clock.now(),
            "baseline_hours": answers["baseline_hours"],
        },
        is_open=lambda pilot: pilot.baseline_at is None,
    ),
    PilotStep(
        "start",
        "start",
        "Begin de pilot",
        "liet de pilot beginnen",
        "preparing",
        asks.START,
        headline="Pilot begonnen",
        to="running",
        by=(COORDINATOR,),
        needs=missing_for_start,
        changes=lambda *_: {"starts_on": clock.today()},
        only_if=("start_it", YES),
        is_open=lambda _: True,
        tells=lambda _: TODAY,
    ),
    PilotStep(
        "not_start",
        "niet-starten",
        "Meld dat de pilot niet doorgaat",
        "meldde dat de pilot niet doorgaat",
        "preparing",
        asks.NOT_START,
        headline="Pilot gaat niet door",
        to="not_started",
        changes=lambda *_: {"ended_at": clock.now()},
        button="Meld dat de pilot niet doorgaat",
        heading="Waarom de pilot niet doorgaat",
        tells=lambda _: TODAY,
    ),
    PilotStep(
        "check",
        "tussenstand",
        "Vertel hoe het gaat",
        "vertelde hoe het gaat",
        "running",
        asks.CHECK,
        headline="Verteld hoe het gaat",
        changes=lambda *_: {"checked_at": clock.now()},
    ),
    PilotStep(
        "end",
        "afronden",
        "Rond de pilot af",
        "rondde de pilot af",
        "running",
        asks.END,
        headline="Pilot afgerond",
        to="evaluating",
        changes=lambda *_: {"ended_at": clock.now()},
        only_if=("end_it", YES),
        is_open=_is_at_its_end,
        along=("measure",),
        # On the day that was agreed on the applicant was asked for the end measurement already.
        tells=lambda pilot: "" if _is_at_its_end(pilot) else SOON,
    ),
    PilotStep(
        "extend",
        "verlengen",
        "Verleng de pilot (kan één keer)",
        "verlengde de pilot",
        "running",
        asks.EXTEND,
        headline="Pilot verlengd",
        by=(COORDINATOR,),
        possible=lambda pilot, _: not pilot.is_extended,
        wrong=_wrong_extension,
        changes=lambda answers, *_: {"ends_on": read_day(answers["new_end"]), "is_extended": True},
        tells=lambda _: TODAY,
    ),
    PilotStep(
        "stop",
        "stoppen",
        "Stop de pilot",
        "stopte de pilot",
        "running",
        asks.STOP,
        headline="Pilot gestopt",
        to="stopped",
        changes=lambda *_: {"ended_at": clock.now()},
        button="Stop de pilot",
        tells=lambda _: SOON,
    ),
    PilotStep(
        "measure",
        "eindmeting",
        "Vul de eindmeting in",
        "vulde de eindmeting in",
        "evaluating",
        asks.MEASURE,
        headline="Eindmeting ingevuld",
        changes=lambda answers, *_: {
            "measured_at": clock.now(),
            "end_hours": answers["end_hours"],
        },
        is_open=lambda pilot: pilot.measured_at is None,
    ),
    PilotStep(
        "hand_in",
        "regeleigenaar",
        "Noteer wie over de regel beslist, en wanneer",
        "noteerde wie over de regel beslist",
        "evaluating",
        asks.HAND_IN,
        headline="Bekend wie over de regel beslist",
        to="awaiting_outcome",
        by=(COORDINATOR,),
        needs=lambda pilot: [] if pilot.measured_at else ["De eindmeting is er nog niet."],
        wrong=_wrong_due,
        changes=_hand_in,
        heading="Wie over de regel beslist",
        is_open=lambda _: True,
    ),
    PilotStep(
        "postpone",
        "wie-en-wanneer",
        "Wijzig wie over de regel beslist, of wanneer",
        "wijzigde wie over de regel beslist, of wanneer",
        "awaiting_outcome",
        asks.HAND_IN,
        headline="Gewijzigd wie beslist, of wanneer",
        by=(COORDINATOR,),
        wrong=_wrong_due,
        changes=_hand_in,
    ),
    PilotStep(
        "outcome",
        "uitkomst",
        "Noteer wat er met de regel gebeurt",
        "noteerde wat er met de regel gebeurt",
        "awaiting_outcome",
        asks.OUTCOME,
        headline="Uitkomst voor de regel",
        to="closed",
        by=(COORDINATOR,),
        changes=lambda answers, *_: {"outcome": answers["outcome"], "closed_at": clock.now()},
        is_open=lambda _: True,
        tells=lambda _: TODAY,
    ),
    PilotStep(
        "later",
        "hoe-is-het-nu",
        "Vertel hoe het nu met de regel is",
        "vertelde hoe het nu met de regel is",
        "closed",
        asks.LATER,
        headline="Verteld hoe het nu met de regel is",
        by=(APPLICANT,),
        possible=_is_asked_later,
        is_open=lambda _: True,
    ),
)


def steps_for(pilot: State, side: str) -> list[PilotStep]:
    """Return the steps that this side can take, or could if what is needed were there."""
    mine = (step for step in STEPS if side in step.by and step.since == pilot.status)
    return [step for step in mine if step.possible(pilot, side)]


def next_step(pilot: State, side: str) -> PilotStep | None:
    """Return what this side has to do now for the pilot to go on, once there is an agreement."""
    if not pilot.agreement:
        return None
    mine = (step for step in steps_for(pilot, side) if step.is_open(pilot))
    return next((step for step in mine if not step.needs(pilot)), None)


def steps_along(step: PilotStep, pilot: State, side: str) -> list[PilotStep]:
    """Return the steps that are asked on the page of this one."""
    mine = (other for other in STEPS if other.key in step.along and side in other.by)
    return [other for other in mine if other.is_open(pilot)]


def step_at(slug: str, pilot: State, side: str) -> PilotStep | None:
    """Return the step at this address, if this side can take it now."""
    return next((step for step in steps_for(pilot, side) if step.slug == slug), None)


def step(key: str) -> PilotStep:
    """Return the step with this key; raises KeyError for an unknown one."""
    for known in STEPS:
        if known.key == key:
            return known
    raise KeyError(key)
