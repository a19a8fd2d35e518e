"""Telling somebody that a draft ends soon, once for each time it was left alone."""

from __future__ import annotations

from datetime import timedelta

from regelruimte import clock
from regelruimte.config import Config, Coordinator
from regelruimte.drafts.entry import was_opened
from regelruimte.drafts.journey import known_email
from regelruimte.limits.count import Limit, take
from regelruimte.limits.person import has_confirmed, has_denied, person
from regelruimte.mail import kinds, outbox
from regelruimte.store import events
from regelruimte.store.db import transaction
from regelruimte.store.for_each import for_each
from regelruimte.store.hold import hold
from regelruimte.store.models import Event, Proposal

_WARNED = "ending_mailed"
# Whoever begins drafts with somebody else's address does not mail him for each of them.
_A_PERSON = Limit("warnings of an ending draft", an_hour=1, a_day=1)


def warn_of_ending(config: Config) -> int:
    """Queue a mail to the writer of each draft that ends soon, if an address is known.

    Soon is once nothing changed for `draft_warning_days`. Returns how many mails were queued.
    """
    limit = clock.now() - timedelta(days=config.terms.draft_warning_days)
    left_alone = Proposal.select().where(Proposal.status == "draft", Proposal.changed_at < limit)
    return for_each(list(left_alone), lambda draft: _warn(draft, config))


def _warn(draft: Proposal, config: Config) -> bool:
    """Mail no link: nobody asked for this mail, and nobody ever confirmed the address."""
    email = known_email(draft.situation)
    with transaction():
        is_held = hold(draft, Proposal.revision == draft.revision)  # two mailers warn once
        if not is_held or not email or has_denied(email) or _was_warned(draft):
            return False
        if draft.entered_by and not was_opened(draft):  # nobody kept a link to it yet
            return False
        if not (has_confirmed(person(email)) or take((_A_PERSON, person(email)))):
            return False  # another day
        ends = draft.changed_at + timedelta(days=config.terms.draft_days)
        events.add(draft, _WARNED)
        outbox.queue(
            kinds.ENDING,
            Coordinator("", email),
            proposal=draft,
            ends=ends,
        )
        return True


def _was_warned(draft: Proposal) -> bool:
    warned = Event.select().where(
        Event.proposal == draft, Event.kind == _WARNED, Event.at > draft.changed_at
    )
    return bool(warned.exists())
