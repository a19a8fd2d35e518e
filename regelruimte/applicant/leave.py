"""Leaving: taking a proposal back, or wiping out all there is of it."""

from __future__ import annotations

from regelruimte import clock
from regelruimte.archive.seal import seal
from regelruimte.config import Config
from regelruimte.limits.person import forget
from regelruimte.mail import kinds, outbox
from regelruimte.proposals import mails
from regelruimte.proposals.status import leading_to
from regelruimte.readers.revoke import end_all
from regelruimte.replies.calendar_files import ending_for_us
from regelruimte.replies.queries import given_replies
from regelruimte.store import cards, events
from regelruimte.store.db import transaction
from regelruimte.store.erase import erase
from regelruimte.store.hold import hold
from regelruimte.store.models import Proposal

WITHDRAWN = "withdrawn"


def may_withdraw(status: str) -> bool:
    """Tell whether a proposal with this status can still be taken back."""
    return status in leading_to(WITHDRAWN)


def withdraw(proposal: Proposal, config: Config) -> bool:
    """Take the proposal back and tell both coordinators; tell whether it was done.

    It is not done when the proposal was closed meanwhile.
    """
    with transaction():
        if not _change_status(proposal):
            return False
        events.add(proposal, WITHDRAWN, "applicant")
        cards.let_go(Proposal.select(Proposal.id).where(Proposal.id == proposal.id))
        # Who took it back has no use for what still waits to be mailed.
        outbox.cancel(proposal, recipient=proposal.answers["email"])
        outbox.cancel(proposal, kind=kinds.APPOINTMENT)
        end_all(proposal)
        ending = ending_for_us(proposal, given_replies(proposal), config)
        if ending or _was_alerted(proposal):
            mails.to_coordinators(
                kinds.WITHDRAWN, proposal, config, calendar=ending, talk_ended=bool(ending)
            )
        return True


def _change_status(proposal: Proposal) -> bool:
    changed = Proposal.update(
        status=WITHDRAWN, status_version=Proposal.status_version + 1, closed_at=clock.now()
    ).where(Proposal.id == proposal.id, Proposal.status.in_(leading_to(WITHDRAWN)))
    return bool(changed.execute())


def _was_alerted(proposal: Proposal) -> bool:
    """Tell whether the coordinators heard of this proposal: in a flood its alert may still wait.

    Asked anew: the mailer may have gathered the alerts since the proposal was read.
    """
    alert_waits = Proposal.select(Proposal.alert_waits).where(Proposal.id == proposal.id)
    return not alert_waits.scalar()


def wipe_out(proposal: Proposal, config: Config) -> None:
    """Erase everything, and ask the coordinators to delete what is in their mailboxes.

    Of two who do so at once the second finds nothing left, and nobody is asked twice. Where an
    archive is to be kept, the dossier goes there first.
    """
    with transaction():
        if not hold(proposal):
            return
        ending = ending_for_us(proposal, given_replies(proposal), config)
        is_alerted = bool(ending) or _was_alerted(proposal)
        seal(proposal, config)
        erase(proposal)
        if proposal.email_confirmed_at:  # nobody else's "dit ben ik niet" is theirs to take back
            forget(proposal.email)
        if is_alerted:
            _ask_to_delete(proposal, ending, config)


def _ask_to_delete(proposal: Proposal, ending: str, config: Config) -> None:
    """Mail each coordinator; the mails refer to no proposal, for there is none any more."""
    for coordinator in config.coordinators:
        outbox.queue(
            kinds.ERASED,
            coordinator,
            proposal=None,
            calendar=ending,
            reference=proposal.reference,
            talk_ended=bool(ending),
        )
