"""The coordinators' way in: a mailed link or code, used once, in the browser that asked for it."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from typing import Any

from peewee import fn

from regelruimte import clock
from regelruimte.config import Config, Coordinator
from regelruimte.mail import kinds, outbox
from regelruimte.store.db import transaction
from regelruimte.store.models import OutgoingMail, SignIn
from regelruimte.store.reference import ALPHABET

_TO_USE = timedelta(minutes=15)
_SIGNED_IN = timedelta(hours=12)
_MAILS_AN_HOUR = 5
_GUESSES = 5
_SIGNS = 8  # of 25: with five guesses a mail nobody finds one


def new_secret() -> str:
    """Return a random value that only this browser, or only a mail, knows."""
    return secrets.token_urlsafe(20)


def ask(address: str, browser: str, config: Config) -> None:
    """Mail a link and a code to a coordinator, five times an hour at most; to others nothing.

    Nothing tells the caller which it was. `browser` is the secret of the browser that asks.
    """
    coordinator = _coordinator(address, config)
    with transaction():
        if coordinator and _mailed_lately(coordinator) < _MAILS_AN_HOUR:
            _mail_link(coordinator, browser, config)


def _mail_link(coordinator: Coordinator, browser: str, config: Config) -> None:
    token, code = new_secret(), "".join(secrets.choice(ALPHABET) for _ in range(_SIGNS))
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
        link=f"{config.site_url}/werkruimte/aanmelden/{token}",
        code=f"{code[:4]}-{code[4:]}",
        minutes=int(_TO_USE.total_seconds() // 60),
    )


def _mailed_lately(coordinator: Coordinator) -> int:
    recent = outbox.recent(kinds.SIGN_IN, clock.now() - timedelta(hours=1))
    return int(recent.where(fn.LOWER(OutgoingMail.recipient) == coordinator.email).count())


def asked_here(token: str, browser: str) -> bool:
    """Tell whether this link still works, and this browser asked for it."""
    return bool(_open(browser).where(SignIn.token_hash == _hash(token)).exists())


def sign_in(token: str, browser: str, config: Config) -> str | None:
    """Use a mailed link; return the key of the session, or None when it opens nothing here."""
    return _use(SignIn.token_hash == _hash(token), browser, config)


def sign_in_by_code(typed: str, browser: str, config: Config) -> str | None:
    """Use a typed code, in the same way; after five wrong ones what was mailed works no more."""
    signs = "".join(sign for sign in typed.upper() if sign.isalnum())
    key = _use(SignIn.code_hash == _hash(signs), browser, config)
    if key is None:
        _open(browser, SignIn.update(wrong_guesses=SignIn.wrong_guesses + 1)).execute()
    return key


def _use(which: Any, browser: str, config: Config) -> str | None:
    key = new_secret()
    with transaction():
        found = _open(browser).where(which).first()
        if found is None or _coordinator(found.coordinator, config) is None:
            return None
        used = SignIn.update(used_at=clock.now(), session_hash=_hash(key))
        is_ours = used.where(SignIn.id == found.id, SignIn.used_at.is_null()).execute()
    return key if is_ours else None


def _open(browser: str, query: Any = None) -> Any:
    return (SignIn.select() if query is None else query).where(
        SignIn.browser_hash == _hash(browser),
        SignIn.used_at.is_null(),
        SignIn.ended_at.is_null(),
        SignIn.expires_at > clock.now(),
        SignIn.wrong_guesses < _GUESSES,
    )


def signed_in(key: str, config: Config) -> Coordinator | None:
    """Return whose session this is; None when it ended, or when that is no coordinator any more."""
    found = SignIn.get_or_none(
        SignIn.session_hash == _hash(key),
        SignIn.ended_at.is_null(),
        SignIn.used_at > clock.now() - _SIGNED_IN,
    )
    return _coordinator(found.coordinator, config) if found else None


def sign_out(key: str) -> None:
    """End this session."""
    SignIn.update(ended_at=clock.now()).where(SignIn.session_hash == _hash(key)).execute()


def sign_out_everywhere(coordinator: Coordinator) -> None:
    """End all sessions of this coordinator, and let no mailed link begin another."""
    SignIn.update(ended_at=clock.now()).where(SignIn.coordinator == coordinator.email).execute()


def _coordinator(address: str, config: Config) -> Coordinator | None:
    return next((c for c in config.coordinators if c.email == address.lower()), None)


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
