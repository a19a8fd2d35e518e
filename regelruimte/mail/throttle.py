"""How often one person is mailed: five times an hour who never said "dit ben ik", no more.

What is one too many waits; nothing is dropped. Mails of every kind count together.
"""

from __future__ import annotations

from datetime import timedelta

from regelruimte import clock
from regelruimte.limits.person import has_confirmed
from regelruimte.settings import settings
from regelruimte.store.models import OutgoingMail

_MOST, _WITHIN = 5, timedelta(hours=1)
_LOOKS_AGAIN = timedelta(minutes=5)


def may_go(mail: OutgoingMail) -> bool:
    """Tell whether this mail, which the caller leased, may be handed over now.

    What another mailer holds counts as handed over: both may wait, never do both go out.
    """
    if not mail.person or not settings().ratelimit_enabled:
        return True
    now = clock.now()
    handed_over = (OutgoingMail.delivered_at > now - _WITHIN) | (OutgoingMail.leased_until > now)
    others = OutgoingMail.select().where(
        OutgoingMail.person == mail.person, OutgoingMail.id != mail.id, handed_over
    )
    return others.count() < _MOST or has_confirmed(mail.person)


def put_off(mail: OutgoingMail) -> None:
    """Put a leased mail back until there may be room for it."""
    OutgoingMail.update(not_before=clock.now() + _LOOKS_AGAIN, leased_until=None).where(
        OutgoingMail.id == mail.id
    ).execute()
