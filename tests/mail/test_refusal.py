"""What a server says is somebody's fault: ours, the way's, an address's or a text's."""

from __future__ import annotations

import smtplib
import ssl

import pytest

from regelruimte.mail.refusal import Fault, refusal_of

TO = "ik@voorbeeld.example"


def to(code: int, said: str) -> Exception:
    return smtplib.SMTPRecipientsRefused({TO: (code, said.encode())})


def data(code: int, said: str) -> Exception:
    return smtplib.SMTPDataError(code, said.encode())


def sender(code: int, said: str) -> Exception:
    return smtplib.SMTPSenderRefused(code, said.encode(), "wij@voorbeeld.example")


SAID = [
    (to(550, f"5.1.1 <{TO}>: user unknown"), Fault.RECIPIENT, True),
    (to(550, "no such user"), Fault.RECIPIENT, True),
    (to(451, "4.7.1 greylisted"), Fault.RECIPIENT, False),
    (to(554, "5.7.1 Relay access denied"), Fault.US, False),
    (to(530, "5.7.0 Must issue a STARTTLS command first"), Fault.US, False),
    (to(550, "No such user relay here"), Fault.RECIPIENT, True),
    (to(550, "relaying denied"), Fault.US, False),
    (to(550, "5.7.54 SMTP; Unable to relay recipient in non-accepted domain"), Fault.US, False),
    (data(554, "5.7.1 looks like spam"), Fault.TEXT, True),
    (
        data(550, "5.7.60 SMTP; Client does not have permissions to send as this sender"),
        Fault.US,
        False,
    ),
    (data(550, "5.1.1 user unknown"), Fault.RECIPIENT, True),
    (data(452, "4.3.1 disk full"), Fault.TEXT, False),
    (sender(550, "5.7.1 not yours"), Fault.US, False),
    (sender(451, "4.3.0 later"), Fault.WAY, False),
    (smtplib.SMTPAuthenticationError(535, b"5.7.8 bad credentials"), Fault.US, False),
    (smtplib.SMTPAuthenticationError(454, b"4.7.0 later"), Fault.WAY, False),
    (smtplib.SMTPNotSupportedError("no AUTH"), Fault.US, False),
    (smtplib.SMTPServerDisconnected("gone"), Fault.WAY, False),
    (ConnectionRefusedError(), Fault.WAY, False),
    (ssl.SSLCertVerificationError(), Fault.WAY, False),
    (UnicodeEncodeError("ascii", "é", 0, 1, "no"), Fault.RECIPIENT, False),
]


@pytest.mark.parametrize(("fault", "whose", "is_final"), SAID, ids=lambda value: str(value)[:50])
def test_it_is_told_whose_fault_it_is_and_whether_for_good(
    fault: Exception, whose: Fault, is_final: bool
) -> None:
    refusal = refusal_of(fault)

    assert (refusal.fault, refusal.is_final) == (whose, is_final)


@pytest.mark.parametrize("fault", [fault for fault, *_ in SAID], ids=lambda value: str(value)[:50])
def test_nothing_of_it_names_an_address(fault: Exception) -> None:
    refusal = refusal_of(fault)

    assert "@" not in str(refusal) + refusal.short


def test_the_log_holds_codes_and_the_status_words() -> None:
    refusal = refusal_of(to(550, f"5.1.1 <{TO}>:\r\nuser unknown"))

    assert (refusal.short, str(refusal)) == ("550 5.1.1", "550 5.1.1 … user unknown")
