"""Every mailed or secret link: random, kept as a hash, for one purpose and one person."""

from __future__ import annotations

import base64
import hashlib
import secrets
from datetime import datetime, timedelta
from enum import StrEnum

from peewee import ModelUpdate

from regelruimte import clock
from regelruimte.store.db import database
from regelruimte.store.models import Link, Proposal
from regelruimte.store.statements import run
from regelruimte.store.types import Condition

_TOKEN_BYTES = 20  # 160 bits, written in 32 letters and digits
_GUESSES = 10
# Stands for the recipient of a mailed link to a draft: where it went is not kept with the draft.
MAILED = "mailed"
# The same for the address that somebody gets who came by such a link.
BEHIND_MAILED = "behind mailed"


class Purpose(StrEnum):
    """What a link opens; a link for one purpose opens nothing else."""

    DRAFT = "draft"
    APPLICANT = "applicant"
    COORDINATOR = "coordinator"
    READER = "reader"
    SECOND = "second"
    CONSENT = "consent"


def make(
    purpose: Purpose,
    proposal: Proposal,
    *,
    recipient: str = "",
    revision: int | None = None,
    lasts: timedelta | None = None,
    needs_confirmation: bool = False,
    session: str | None = None,
    about: str = "",
) -> str:
    """Store a new link to `proposal` and return its token; the token itself is kept nowhere.

    `revision` is the text that its owner has seen: that of now, unless told otherwise. It ends
    with the `session`, given as a hash, if it is made in one. It opens only what it is `about`, if
    that is named.
    """
    token = base64.b32encode(secrets.token_bytes(_TOKEN_BYTES)).decode().lower()
    Link.create(
        token_hash=_hash(token),
        purpose=purpose,
        proposal=proposal,
        recipient=recipient,
        revision=proposal.revision if revision is None else revision,
        needs_confirmation=needs_confirmation,
        session_hash=session,
        about=about,
        expires_at=None if lasts is None else clock.now() + lasts,
    )
    return token


def find(purpose: Purpose, token: str) -> Link | None:
    """Return the link with this token, its proposal loaded; None unless it opens something now."""
    link = Link.find(token_hash=_hash(token), purpose=purpose)
    if link is None or link.revoked_at or (link.expires_at and link.expires_at <= clock.now()):
        return None
    link.proposal = Proposal.get_by_id(link.__data__["proposal"])
    return link


def hand_on(token: str, recipient: str) -> str:
    """Return a new token for somebody else in the place of this one.

    It opens the same for as long, and shows what changed since the same text; a token that opens
    nothing is returned as it is.
    """
    link = find(Purpose.COORDINATOR, token)
    if link is None:
        return token
    lasts = link.expires_at - clock.now() if link.expires_at else None
    return make(
        Purpose.COORDINATOR,
        link.proposal,
        recipient=recipient,
        revision=link.revision,
        lasts=lasts,
    )


def end(purpose: Purpose, token: str) -> None:
    """Let this token open nothing any more; one that opens nothing is no fault."""
    if link := find(purpose, token):
        revoke(link)


def closes_at(purpose: Purpose, token: str) -> datetime | None:
    """Return until when the link with this token works; None when it has no end or is none."""
    link = find(purpose, token)
    return link.expires_at if link else None


def revoke(link: Link) -> None:
    """Let this link open nothing any more, from this moment; its row stays for its term."""
    Link.update(revoked_at=clock.now()).where(Link.id == link.id).execute()


def revoke_made_in(session: str) -> None:
    """Let no link that was made in this session of the workspace open anything any more."""
    _revoke(Link.session_hash == session)


def revoke_made_by(recipient: str) -> None:
    """Do the same for all sessions of this coordinator."""
    _revoke(Link.recipient == recipient, Link.session_hash.is_null(False))


def revoke_of_readers(proposal: Proposal, *which: Condition) -> None:
    """Let no link of a reader of this proposal, or of one of them, open anything any more."""
    _of(proposal, Purpose.READER, revoked_at=clock.now()).where(*which).execute()


def revoke_of_consent(proposal: Proposal, uid: str) -> None:
    """Let the link with which this consent was asked for open nothing any more."""
    _of(proposal, Purpose.CONSENT, revoked_at=clock.now()).where(Link.recipient == uid).execute()


def _revoke(*which: Condition) -> None:
    Link.update(revoked_at=clock.now()).where(Link.revoked_at.is_null(), *which).execute()


def unlock(link: Link) -> None:
    """Turn a door into a link that opens its proposal."""
    Link.update(needs_confirmation=False).where(Link.id == link.id).execute()


def note_wrong_guess(link: Link) -> None:
    """Count a wrong guess at this door; after ten the link is revoked."""
    Link.update(wrong_guesses=Link.wrong_guesses + 1).where(Link.id == link.id).execute()
    Link.update(revoked_at=clock.now()).where(
        Link.id == link.id, Link.wrong_guesses >= _GUESSES
    ).execute()


def revoke_doors(proposal: Proposal) -> None:
    """Let no mailed link of the applicant that is still a door open anything any more."""
    _of(proposal, Purpose.APPLICANT, revoked_at=clock.now()).where(
        Link.needs_confirmation
    ).execute()


def revoke_draft(draft: Proposal) -> None:
    """Let no address of this draft open anything any more."""
    _of(draft, Purpose.DRAFT, revoked_at=clock.now()).execute()


def expire_drafts(proposal: Proposal, at: datetime) -> None:
    """Let the draft's own addresses live until `at`, now that it has been sent; none longer."""
    sign, until = database.param, Link.expires_at.db_value(at)
    # Written out, for every proposal that is sent asks it: see store/row_statements.py.
    sql = (
        f"UPDATE link SET expires_at = {sign} WHERE proposal_id = {sign} AND purpose = {sign} "  # noqa: S608 - of the values only their sign
        f"AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > {sign})"
    )
    run(database.obj, sql, until, proposal.id, Purpose.DRAFT, until)


def expire_mailed_drafts(proposal: Proposal, at: datetime) -> None:
    """Let no mailed address of the draft live longer than `at`."""
    mailed = (Link.recipient == MAILED) & ((Link.expires_at.is_null()) | (Link.expires_at > at))
    _of(proposal, Purpose.DRAFT, expires_at=at).where(mailed).execute()


def _of(proposal: Proposal, purpose: Purpose, **columns: object) -> ModelUpdate:
    return Link.update(**columns).where(
        Link.proposal == proposal, Link.purpose == purpose, Link.revoked_at.is_null()
    )


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
