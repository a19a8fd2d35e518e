"""The code that is mailed to a reader, and the short-lived link that it opens."""

from __future__ import annotations

from datetime import timedelta

from regelruimte import clock
from regelruimte.limits.count import CODES, Limit, hashed, take
from regelruimte.limits.person import person
from regelruimte.readers import mails
from regelruimte.readers.invite import TooOften, told_of
from regelruimte.readers.lookup import OPENED, is_readable
from regelruimte.store import events
from regelruimte.store.db import transaction
from regelruimte.store.hold import hold
from regelruimte.store.models import Reader
from regelruimte.store.reference import in_two, random_signs, signs_in

_LASTS = timedelta(minutes=15)
_GUESSES = 5  # a code: fifty a day, of eight signs of 25
_OF_A_READER = Limit("codes of a reader", an_hour=3, a_day=10)


def send_code(reader: Reader) -> None:
    """Mail a code to the reader's own address; the one before works no more.

    Raises TooOften, and mails nothing, past the limits.
    """
    code = random_signs()
    with transaction():
        if not take((_OF_A_READER, reader.uid), (CODES, person(reader.email))):
            raise TooOften
        Reader.update(
            code_hash=_hash(reader, code), code_until=clock.now() + _LASTS, wrong_guesses=0
        ).where(Reader.id == reader.id).execute()
        mails.mail_code(reader, in_two(code), _LASTS)


def open_with_code(reader: Reader, typed: str) -> str | None:
    """Use a code and note that the parts were opened; return the token of the link behind it.

    None when it is not the code, or works no more; a wrong guess is counted.
    """
    with transaction():
        if not hold(reader.proposal, is_readable()) or not _use(reader, signs_in(typed)):
            return None
        events.add(reader.proposal, OPENED, "reader", **told_of(reader))
        return mails.new_link(reader, needs_confirmation=False)


def _use(reader: Reader, signs: str) -> bool:
    """Take the code back if it is this one; of two who type it at once, one gets in."""
    this, works = Reader.id == reader.id, Reader.code_until > clock.now()
    works &= (Reader.wrong_guesses < _GUESSES) & Reader.revoked_at.is_null()
    works &= Reader.refused_at.is_null() & (Reader.code_hash == _hash(reader, signs))
    if Reader.update(code_hash="", code_until=None).where(this, works).execute():
        return True
    Reader.update(wrong_guesses=Reader.wrong_guesses + 1).where(this).execute()
    return False


def _hash(reader: Reader, signs: str) -> str:
    return hashed(f"code of a reader|{reader.uid}|{signs}")
