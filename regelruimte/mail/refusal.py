"""What a mail server said when it did not take a mail, whose fault that is, and for how long."""

from __future__ import annotations

import re
import smtplib
from dataclasses import dataclass
from enum import StrEnum

_ADDRESS = re.compile(r"\S*@\S*")
_ENHANCED = re.compile(r"[245]\.\d{1,3}\.\d{1,3}")  # RFC 3463
# The server does not let us in: it wants us to log in, or not like this (RFC 4954 6).
_LOG_IN = {530, 534, 535, 538}
# Servers without enhanced codes say it so; an address with the word in it says nothing.
_RELAY = re.compile(r"\brelay(ing)? (access )?(is )?(denied|not permitted|prohibited)", re.I)
# The same in the enhanced codes of RFC 4954, and in Exchange's own: may not send as this sender,
# not for others, not without logging in.
_NOT_US = {"5.7.0", "5.7.8", "5.7.9", "5.7.54", "5.7.57", "5.7.60", "5.7.64"}
_MOST = 200  # characters: a server may say a lot


class Fault(StrEnum):
    """Whose fault it is that a mail was not taken."""

    US = "us"  # the server refuses us, whatever the mail: an operator's matter
    WAY = "way"  # the server, or the way there, is away or broken
    RECIPIENT = "recipient"  # this address
    TEXT = "text"  # this mail


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a mail was not taken: whose fault, the server's code (0: it gave none) and words."""

    fault: Fault
    code: int
    said: str

    @property
    def is_final(self) -> bool:
        """Tell whether trying this mail again is of no use (5yz, RFC 5321 4.2.1)."""
        return self.fault in (Fault.RECIPIENT, Fault.TEXT) and 500 <= self.code < 600

    @property
    def short(self) -> str:
        """Return the codes, or the kind of fault: what a log may hold, nobody's address in it."""
        enhanced = _enhanced(self.said)
        return f"{self.code} {enhanced}".strip() if self.code else self.said

    def __str__(self) -> str:
        return f"{self.code} {self.said}" if self.code else self.said


def refusal_of(fault: Exception) -> Refusal:
    """Return what an exception of `smtplib`, or of the way to the server, means."""
    if isinstance(fault, smtplib.SMTPRecipientsRefused):
        code, said = next(iter(fault.recipients.values()))
        return _judged(Fault.RECIPIENT, code, said)
    if isinstance(fault, smtplib.SMTPDataError):
        return _judged(Fault.TEXT, fault.smtp_code, fault.smtp_error)
    if isinstance(fault, smtplib.SMTPResponseException):
        # While connecting, when logging in, or of our sender: it is about no single mail.
        whose = Fault.US if 500 <= fault.smtp_code < 600 else Fault.WAY
        return Refusal(whose, fault.smtp_code, _words(fault.smtp_error))
    if isinstance(fault, smtplib.SMTPNotSupportedError):
        return Refusal(Fault.US, 0, type(fault).__name__)  # it knows no AUTH or STARTTLS
    if isinstance(fault, OSError):
        return Refusal(Fault.WAY, 0, type(fault).__name__)
    return Refusal(Fault.RECIPIENT, 0, type(fault).__name__)  # an address that cannot be written


def _judged(fault: Fault, code: int, answer: bytes | str) -> Refusal:
    """Judge an answer to one mail: it may be about its address, its text, or about us."""
    said = _words(answer)
    enhanced = _enhanced(said)
    is_relay = code >= 500 and _RELAY.search(said) and enhanced in ("", "5.7.1")
    if code in _LOG_IN or enhanced in _NOT_US or is_relay:
        return Refusal(Fault.US, code, said)
    if enhanced[1:4] in (".1.", ".2."):  # about addressing, about the mailbox (RFC 3463 3)
        return Refusal(Fault.RECIPIENT, code, said)
    return Refusal(fault, code, said)


def _enhanced(said: str) -> str:
    found = _ENHANCED.match(said)
    return found[0] if found else ""


def _words(answer: bytes | str) -> str:
    """Return a server's words on one line without addresses, which servers repeat."""
    said = answer.decode(errors="replace") if isinstance(answer, bytes) else answer
    return _ADDRESS.sub("…", " ".join(said.split()))[:_MOST]
