"""Every mail the site can send: add a mail here and its two templates in templates/mail/."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MailKind:
    """One kind of mail: `key` names its templates, `subject` is filled from the same context.

    `answerable` mails invite an answer by mail, which then goes to the coordinators.
    """

    key: str
    subject: str
    answerable: bool = False


ALERT = MailKind("alert", "[Regelruimte] Nieuw voorstel {reference}: {title}")
ALERT_SIGNAL = MailKind("alert_signal", "[Regelruimte] Nieuw signaal {reference}: {title}")
ALERT_CONFIDENTIAL = MailKind(
    "alert_confidential", "[Regelruimte] Nieuw vertrouwelijk voorstel {reference}"
)
ALERT_ANSWERED = MailKind("alert_answered", "[Regelruimte] Aanvulling op voorstel {reference}")
NOTICE = MailKind("notice", "[Regelruimte] {coordinator} reageerde op voorstel {reference}")
RECEIPT = MailKind("receipt", "We hebben je bericht ontvangen", answerable=True)
RESUME = MailKind("resume", "De link die je hebt gevraagd", answerable=True)
ENDING = MailKind("ending", "Wat je bewaarde, verwijderen we binnenkort", answerable=True)
REPLY = MailKind("reply", "Er is een reactie", answerable=True)

KINDS = (
    ALERT,
    ALERT_SIGNAL,
    ALERT_CONFIDENTIAL,
    ALERT_ANSWERED,
    NOTICE,
    RECEIPT,
    RESUME,
    ENDING,
    REPLY,
)
