"""Who is mailed: one person whatever is behind the plus, and what that person told us.

Kept is a keyed hash of the address, no address.
"""

from __future__ import annotations

from contextlib import suppress

from regelruimte import clock
from regelruimte.fields.address import mailable
from regelruimte.limits.count import hashed
from regelruimte.settings import settings
from regelruimte.store.models import Person


def folded(address: str) -> str:
    """Return the address in small letters and without its tag (RFC 5233: "ik+tag@huis.nl").

    One mailbox is one person, however its domain is spelled: as mail servers know it.
    """
    local, _, domain = _mailable(address.strip()).lower().rpartition("@")
    return f"{local.partition('+')[0] or local}@{domain}"


def _mailable(address: str) -> str:
    with suppress(ValueError):
        return mailable(address)
    return address


def person(address: str) -> str:
    """Return what stands for whoever has this address."""
    return _hashes(address)[0]


def is_of(address: str, who: str) -> bool:
    """Tell whether this address is that of the person `who`, by today's key or another."""
    return who in _hashes(address)


def confirmed(address: str) -> None:
    """Remember that whoever has this address said "dit ben ik"."""
    told = {Person.confirmed_at: clock.now(), Person.denied_at: None}
    row = Person.insert({Person.who: person(address), **told})
    row.on_conflict(conflict_target=[Person.who], update=told).execute()


def denied(address: str) -> None:
    """Remember "dit ben ik niet", of somebody who never said "dit ben ik" about anything."""
    Person.insert(who=person(address), denied_at=clock.now()).on_conflict_ignore().execute()


def forget(address: str) -> None:
    """Forget what whoever has this address told us."""
    Person.delete().where(Person.who.in_(_hashes(address))).execute()


def has_confirmed(who: str) -> bool:
    """Tell whether this person ever said "dit ben ik"."""
    told = Person.find(who=who)
    return told is not None and told.confirmed_at is not None


def has_denied(address: str) -> bool:
    """Tell whether nothing may be mailed here: it was never anything but "dit ben ik niet"."""
    told = [one for who in _hashes(address) if (one := Person.find(who=who))]
    return any(one.denied_at for one in told) and not any(one.confirmed_at for one in told)


def _hashes(address: str) -> list[str]:
    """Return the hash by today's key, and by the keys before it."""
    config, one = settings(), f"person|{folded(address)}"
    return [hashed(one, key) for key in (config.secret_key, *config.secret_key_fallbacks)]
