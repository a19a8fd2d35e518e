"""The clock of a proposal: reminders, an apology, and an end to a question nobody answers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from regelruimte import clock
from regelruimte.config import Config, Coordinator
from regelruimte.mail import kinds
from regelruimte.messages.queries import has_written_since
from regelruimte.proposals import mails
from regelruimte.proposals.away import away_handler
from regelruimte.replies.give import give
from regelruimte.replies.kinds import reply_kind
from regelruimte.replies.prepare import new_reply
from regelruimte.replies.queries import closes_at, given_of, sent_replies, waiting_for_second
from regelruimte.store import events
from regelruimte.store.db import transaction
from regelruimte.store.for_each import for_each
from regelruimte.store.hold import TooLate, hold
from regelruimte.store.models import Event, Proposal

# On which working day of the term of ten both coordinators are reminded: the fifth and the ninth.
# Counted from its end, so that another term keeps them: five days and one day before the last.
_REMINDERS = (-5, -1)
_LATE = 1
# How many days after our question the applicant is reminded of it.
_ASKED_AGAIN = (7, 14)
_REMINDED = "reminded"


def remind(config: Config) -> dict[str, int]:
    """Do what is due today for every open proposal, each of it once; return how often."""
    return {
        "reminders": _each("submitted", _remind_of_reply, config),
        "questions": _each("info_requested", _remind_of_question, config),
    }


def _each(status: str, do: Callable[[Proposal, Config], bool], config: Config) -> int:
    open_ones = Proposal.status == status, Proposal.anonymised_at.is_null()
    return for_each(
        list(Proposal.select().where(*open_ones)), lambda proposal: do(proposal, config)
    )


def _remind_of_reply(proposal: Proposal, config: Config) -> bool:
    """Remind both coordinators; once the day has passed, say sorry to the applicant as well."""
    moment = _reply_moment(proposal.reply_due, clock.today())
    if moment is None:
        return False
    with transaction():
        if not first_time(proposal, f"{proposal.reply_due} {moment}"):
            return False
        is_late = moment == _LATE
        away = away_handler(proposal, config)
        mails.to_coordinators(kinds.REMINDER, proposal, config, is_late=is_late, away=away)
        if is_late:
            mails.to_applicant(kinds.APOLOGY, proposal, config)
        return True


def _reply_moment(due: date | None, today: date) -> int | None:
    """Return the last moment that came: -5 or -1 working days from `due`, or one after it."""
    if due is None:
        return None
    came = [days for days in (*_REMINDERS, _LATE) if clock.add_working_days(due, days) <= today]
    return came[-1] if came else None


def _remind_of_question(proposal: Proposal, config: Config) -> bool:
    """Remind the applicant after one week and two, and close the proposal when the time is over.

    Not that of whoever gave no mail address: a coordinator asks by telephone, and closes it.
    """
    if not proposal.email:
        return False
    sent = sent_replies(proposal)
    asked = given_of(sent)[-1]
    closes = closes_at(asked, config.terms)
    if clock.now() >= closes:
        # Who wrote us did not leave it unanswered: a coordinator decides. One may do so just now.
        is_ours = has_written_since(proposal, asked.visible_at)
        is_ours = is_ours or waiting_for_second(proposal, sent) is not None
        return not is_ours and _close(proposal, closes, config)
    came = [days for days in _ASKED_AGAIN if clock.now() >= asked.visible_at + timedelta(days)]
    if not came or proposal.email_denied_at:
        return False
    return _remind_applicant(proposal, closes, came[-1], config)


def _close(proposal: Proposal, closes: datetime, config: Config) -> bool:
    """Close it, unless that was done before and a coordinator undid it."""
    with transaction():
        is_first = first_time(proposal, f"close {closes.isoformat()}")
        return is_first and close_unanswered(proposal, config)


def _remind_applicant(proposal: Proposal, closes: datetime, days: int, config: Config) -> bool:
    # A clock that is put back reminds nobody again. The last of the two was once the only one.
    moment = f"question {closes.isoformat()}"
    later = [f"{moment} {each}" for each in _ASKED_AGAIN if each > days]
    with transaction():
        if not first_time(proposal, f"{moment} {days}", moment, *later):
            return False
        mails.to_applicant(kinds.MORE_REMINDER, proposal, config, closes=closes)
        return True


def first_time(proposal: Proposal, moment: str, *later: str) -> bool:
    """Note that this moment came, and tell whether nobody noted it, nor one of the `later` ones.

    The row is held first, so that of two mailers one waits and then sees the note.
    """
    if not hold(proposal, Proposal.status_version == proposal.status_version):
        return False
    noted = Event.select().where(Event.proposal == proposal, Event.kind == _REMINDED)
    if any(event.data.get("moment") in (moment, *later) for event in noted):
        return False
    events.add(proposal, _REMINDED, moment=moment)
    return True


_NOBODY = Coordinator("Regelruimte", "")
_ANSWERS = {
    "reason": "no_answer",
    "sentence": "We stelden je een vraag en kregen geen antwoord. Daarom sluiten we je voorstel. "
    "Wil je toch verder? Bel of mail ons, dan openen we je voorstel weer.",
    "would_change": "",
}


def close_unanswered(proposal: Proposal, config: Config) -> bool:
    """Give the reply that nobody answered; tell whether it was given.

    It is a reply like another: shown to the applicant, told to both coordinators, reopenable.
    """
    kind = reply_kind("declined")
    reply = new_reply(proposal, _NOBODY, kind, kind.questions, _ANSWERS)
    reply.save()
    try:
        give(reply, config)
    except TooLate:
        return False
    return True
