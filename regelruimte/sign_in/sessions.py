"""The coordinators' way in: a mailed link or code, used once, in the browser that asked for it."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import url_for

from regelruimte import clock
from regelruimte.audit.kinds import SIGN_IN_UNKNOWN, SIGNED_IN
from regelruimte.audit.note import note, note_failure
from regelruimte.config import Config, Coordinator
from regelruimte.limits.count import Limit, take
from regelruimte.limits.network import current_network
from regelruimte.mail import kinds, outbox
from regelruimte.proposals import mails
from regelruimte.replies import mails as reply_mails
from regelruimte.sign_in import known_browser
from regelruimte.store import links
from regelruimte.store.db import transaction
from regelruimte.store.models import Proposal, Reply, SignIn
from regelruimte.store.reference import in_two, random_signs, signs_in
from regelruimte.store.types import Condition

_TO_USE = timedelta(minutes=15)
_SESSION_LASTS = timedelta(hours=12)
# A browser that signed in before has a share that nobody else can use up.
_KNOWN = Limit("sign-in mails for a known browser", an_hour=5)
_FROM_A_NETWORK = Limit("sign-in mails for a network", an_hour=5)
_TO_A_COORDINATOR = Limit("sign-in mails for anybody", an_hour=20)
_LINK_LASTS = timedelta(hours=1)  # it stays in the browser's history
_GUESSES = 5  # a mail: its code has eight of 25 signs


@dataclass(frozen=True, slots=True)
class Session:
    """A coordinator who signed in: `key` is the secret in the cookie of that browser."""

    key: str
    coordinator: Coordinator
    ends_at: datetime

    @property
    def hash(self) -> str:
        """Return what the database holds in the place of the key."""
        return _hash(self.key)


def new_secret() -> str:
    """Return a random value that only this browser, or only a mail, knows."""
    return secrets.token_urlsafe(20)


def mail_sign_in_link(address: str, browser: str, config: Config) -> None:
    """Mail a link and a code to a coordinator, five times an hour at most; to others nothing.

    Nothing tells the caller which it was. `browser` is the secret of the browser that asks.
    """
    coordinator = coordinator_of(address, config)
    if coordinator is None:
        note_failure(kind=SIGN_IN_UNKNOWN)
        return
    with transaction():
        if _may_ask(coordinator):
            _mail_link(coordinator, browser, config)


def _may_ask(coordinator: Coordinator) -> bool:
    """Count this request for the browser where it is known, or else for network and coordinator."""
    who = coordinator.email
    if browser := known_browser.name_for(coordinator):
        return take((_KNOWN, browser))
    return take((_FROM_A_NETWORK, f"{current_network()} {who}"), (_TO_A_COORDINATOR, who))


def _mail_link(coordinator: Coordinator, browser: str, config: Config) -> None:
    token, code = new_secret(), random_signs()
    SignIn.create(
        coordinator=coordinator.email,
        token_hash=_hash(token),
        code_hash=_hash(code),
        browser_hash=_hash(browser),
        expires_at=clock.now() + _TO_USE,
    )
    outbox.queue(
        kinds.SIGN_IN,
        coordinator,
        proposal=None,
        not_after=clock.now() + _TO_USE,
        link=url_for("sign_in.confirm", token=token, _external=True),
        code=in_two(code),
        minutes=int(_TO_USE.total_seconds() // 60),
    )


def can_sign_in(token: str, browser: str) -> bool:
    """Tell whether this link still works, and this browser asked for it."""
    return SignIn.select().where(_is_unused(browser), SignIn.token_hash == _hash(token)).exists()


def sign_in_by_link(token: str, browser: str, config: Config) -> Session | None:
    """Use a mailed link; return the session it becomes, or None when it opens nothing here."""
    session = _use(SignIn.token_hash == _hash(token), browser, config)
    if session is None:
        note_dead_link(browser)
    return session


def sign_in_by_code(typed: str, browser: str, config: Config) -> Session | None:
    """Use a typed code, in the same way; after five wrong ones what was mailed works no more."""
    session = _use(SignIn.code_hash == _hash(signs_in(typed)), browser, config)
    if session is None:
        guessed = SignIn.update(wrong_guesses=SignIn.wrong_guesses + 1)
        guessed.where(_is_unused(browser)).execute()
        note_failure(_who_asked(browser))
    return session


def note_dead_link(browser: str) -> None:
    """Note in the audit trail that this browser sent the form behind a link that opens nothing."""
    note_failure(_who_asked(browser))


def _who_asked(browser: str) -> str:
    """Return for which coordinator this browser asked last, by address; "" if for none."""
    asked = SignIn.select().where(SignIn.browser_hash == _hash(browser))
    last = asked.order_by(SignIn.id.desc()).first() if browser else None
    return str(last.coordinator) if last else ""


def _use(which: Condition, browser: str, config: Config) -> Session | None:
    """Turn one unused row of this browser into a session; of two who try at once, one gets it."""
    now, key = clock.now(), new_secret()
    with transaction():
        row = SignIn.select().where(_is_unused(browser), which).first()
        coordinator = coordinator_of(row.coordinator, config) if row else None
        if coordinator is None:
            return None
        used = SignIn.update(used_at=now, session_hash=_hash(key))
        is_ours = used.where(SignIn.id == row.id, SignIn.used_at.is_null()).execute()
        if is_ours:
            note(SIGNED_IN, coordinator.email)
    return Session(key, coordinator, now + _SESSION_LASTS) if is_ours else None


def _is_unused(browser: str) -> Condition:
    """Return the condition of what this browser asked for and can still use."""
    return (
        (SignIn.browser_hash == _hash(browser))
        & SignIn.used_at.is_null()
        & SignIn.ended_at.is_null()
        & (SignIn.expires_at > clock.now())
        & (SignIn.wrong_guesses < _GUESSES)
    )


def session_with(key: str, config: Config) -> Session | None:
    """Return the session with this key.

    None when there is none or it ended, and when its coordinator is none any more.
    """
    row: SignIn | None = SignIn.get_or_none(
        SignIn.session_hash == _hash(key),
        SignIn.ended_at.is_null(),
        SignIn.used_at > clock.now() - _SESSION_LASTS,
    )
    coordinator = coordinator_of(row.coordinator, config) if row else None
    if row is None or coordinator is None:
        return None
    return Session(key, coordinator, row.used_at + _SESSION_LASTS)


def sign_out(session: Session) -> None:
    """End this session, and the links that were made in it."""
    SignIn.update(ended_at=clock.now()).where(SignIn.session_hash == session.hash).execute()
    links.revoke_made_in(session.hash)


def sign_out_everywhere(coordinator: Coordinator) -> None:
    """End all sessions of this coordinator, and let no mailed link begin another."""
    SignIn.update(ended_at=clock.now()).where(SignIn.coordinator == coordinator.email).execute()
    links.revoke_made_by(coordinator.email)


def reply_link(proposal: Proposal, session: Session, config: Config) -> str:
    """Return the address of a link to the replies that ends with this session, within the hour.

    Call it inside a transaction: it stores the link.
    """
    return mails.coordinator_link(
        proposal, session.coordinator, config, lasts=_lasts(session), session=session.hash
    )


def second_link(reply: Reply, session: Session, config: Config) -> str:
    """Return the address of a link to a second opinion on this reply, as above."""
    return reply_mails.second_link(
        reply,
        reply.proposal,
        session.coordinator,
        config,
        lasts=_lasts(session),
        session=session.hash,
    )


def _lasts(session: Session) -> timedelta:
    return min(_LINK_LASTS, session.ends_at - clock.now())


def coordinator_of(address: str, config: Config) -> Coordinator | None:
    """Return the coordinator with this address, if there is one."""
    return next((c for c in config.coordinators if c.email == address.lower()), None)


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
