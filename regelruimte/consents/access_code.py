"""The code that confirms whose address was filled in: before an answer counts, or is taken back.

The address itself is in the mail only: what is kept is who has it, as a keyed hash.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from regelruimte import clock
from regelruimte.config import Coordinator
from regelruimte.consents.questions import ADDRESS, ANSWER, CONDITION, FUNCTION, YES_IF
from regelruimte.fields.question import Value
from regelruimte.limits.count import CODES, Limit, hashed, take
from regelruimte.limits.person import has_denied, is_of, person
from regelruimte.mail import kinds, outbox
from regelruimte.readers.invite import TooOften
from regelruimte.store.db import transaction
from regelruimte.store.hold import TooLate
from regelruimte.store.models import Consent
from regelruimte.store.reference import in_two, random_signs, signs_in

_LASTS = timedelta(minutes=15)
_GUESSES = 5  # a code: fifty a day, of eight signs of 25
_OF_A_CONSENT = Limit("codes of a consent", an_hour=5, a_day=10)


def fill_in(consent: Consent, values: Mapping[str, Value]) -> None:
    """Keep an answer that does not count yet, and mail a code to the address in it.

    What was filled in before, and its code, is of no use then. Raises TooLate when somebody's
    answer counts already, TooOften past the limits; nothing is stored then.
    """
    address = str(values[ADDRESS.key])
    answer = str(values[ANSWER.key])
    with transaction():
        _count(consent.uid, address)
        _mail_code(consent, address)
        filled_in = Consent.update(
            answer=answer,
            condition=values[CONDITION.key] if answer == YES_IF else "",
            function=values[FUNCTION.key],
            person=person(address),
            domain=address.rpartition("@")[2].lower(),
        ).where(Consent.id == consent.id, Consent.given_at.is_null())
        if not filled_in.execute():
            raise TooLate


def send_code(consent: Consent, address: str) -> None:
    """Mail a code to this address if the answer was confirmed with it; raises TooOften.

    Another address uses up as much, of its own: nobody finds out by guessing who answered.
    """
    with transaction():
        _count(f"{consent.uid}|{person(address)}", address)
        if is_of(address, consent.person):
            _mail_code(consent, address)


def use_code(consent: Consent, typed: str) -> bool:
    """Take the code back if it is this one; of two who type it at once, one gets on.

    Tells whether it was; a wrong guess is counted. Call it inside a transaction.
    """
    this, works = Consent.id == consent.id, Consent.code_until > clock.now()
    works &= (Consent.wrong_guesses < _GUESSES) & Consent.revoked_at.is_null()
    works &= Consent.code_hash == _hash(consent, signs_in(typed))
    if Consent.update(code_hash="", code_until=None).where(this, works).execute():
        return True
    Consent.update(wrong_guesses=Consent.wrong_guesses + 1).where(this).execute()
    return False


def _count(who: str, address: str) -> None:
    # One answer to both: nobody learns here who said "dit ben ik niet".
    if has_denied(address) or not take((_OF_A_CONSENT, who), (CODES, person(address))):
        raise TooOften


def _mail_code(consent: Consent, address: str) -> None:
    code, until = random_signs(), clock.now() + _LASTS
    Consent.update(code_hash=_hash(consent, code), code_until=until, wrong_guesses=0).where(
        Consent.id == consent.id
    ).execute()
    outbox.queue(
        kinds.CONSENT_CODE,
        Coordinator("", address),
        proposal=consent.proposal,
        not_after=until,
        code=in_two(code),
        minutes=int(_LASTS.total_seconds() // 60),
    )


def _hash(consent: Consent, signs: str) -> str:
    return hashed(f"code of a consent|{consent.uid}|{signs}")
