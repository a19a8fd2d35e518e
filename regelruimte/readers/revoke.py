"""Ending somebody's reading along: by a coordinator, by who got the mail, or with the proposal."""

from __future__ import annotations

from regelruimte import clock
from regelruimte.config import Coordinator
from regelruimte.mail import kinds, outbox
from regelruimte.readers import mails
from regelruimte.store import events, links
from regelruimte.store.db import transaction
from regelruimte.store.models import Link, Proposal, Reader


def revoke(reader: Reader, by: Coordinator) -> None:
    """Let every link of this reader open nothing any more; what has ended stays as it is."""
    with transaction():
        if _end(reader):
            events.add(reader.proposal, "reader_revoked", by.email, function=reader.function)


def not_for_me(reader: Reader) -> None:
    """End it because whoever got the mail says that it is not theirs; the timeline tells so."""
    with transaction():
        if _end(reader):
            events.add(reader.proposal, "reader_denied", "reader", function=reader.function)


def end_all(proposal: Proposal) -> None:
    """End all reading along with a proposal that was taken back; call it in that transaction."""
    ended = Reader.update(revoked_at=clock.now()).where(
        Reader.proposal == proposal, Reader.revoked_at.is_null(), Reader.refused_at.is_null()
    )
    if ended.execute():
        links.revoke_of_readers(proposal)
        outbox.cancel(proposal, kind=kinds.READER_INVITED)
        outbox.cancel(proposal, kind=kinds.READER_CODE)


def close(reader: Reader) -> None:
    """Let the links of this reader, and the mails that wait, be of no use any more."""
    links.revoke_of_readers(reader.proposal, Link.recipient == reader.uid)
    mails.cancel(reader)


def _end(reader: Reader) -> bool:
    """Tell whether it was ended now: once, by whoever was first."""
    ended = Reader.update(revoked_at=clock.now()).where(
        Reader.id == reader.id, Reader.revoked_at.is_null(), Reader.refused_at.is_null()
    )
    if not ended.execute():
        return False
    close(reader)
    return True
