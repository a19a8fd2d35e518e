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
ALERT_GATHERED = MailKind("alert_gathered", "[Regelruimte] {count} nieuwe voorstellen")
ALERT_ANSWERED = MailKind(
    "alert_answered", "[Regelruimte] Antwoord van de indiener van {reference}"
)
NOTICE = MailKind("notice", "[Regelruimte] {coordinator} reageerde op voorstel {reference}")
UNANSWERED = MailKind("unanswered", "[Regelruimte] Voorstel {reference} is gesloten: geen antwoord")
UNDONE = MailKind("undone", "[Regelruimte] {coordinator} maakte de reactie op {reference} ongedaan")
APPOINTMENT = MailKind("appointment", "[Regelruimte] Gesprek over voorstel {reference}")
APPOINTMENT_ENDED = MailKind(
    "appointment_ended", "[Regelruimte] Gesprek over voorstel {reference} gaat niet door"
)
REMINDER = MailKind("reminder", "[Regelruimte] Voorstel {reference} wacht op je reactie")
WITHDRAWN = MailKind("withdrawn", "[Regelruimte] Voorstel {reference} is ingetrokken")
ERASED = MailKind("erased", "[Regelruimte] Voorstel {reference} is gewist")
RECEIPT = MailKind("receipt", "Regelruimte heeft je bericht ontvangen", answerable=True)
RESUME = MailKind("resume", "Je link voor Regelruimte", answerable=True)
ENDING = MailKind("ending", "Je concept bij Regelruimte verwijderen we binnenkort", answerable=True)
APOLOGY = MailKind("apology", "Regelruimte reageert later dan beloofd", answerable=True)
MORE_REMINDER = MailKind("more_reminder", "Regelruimte heeft een vraag aan je", answerable=True)
FRESH_LINK = MailKind("fresh_link", "Je nieuwe link voor Regelruimte", answerable=True)
NEW_ADDRESS = MailKind("new_address", "Regelruimte mailt je voortaan op dit adres", answerable=True)
SIGN_IN = MailKind("sign_in", "[Regelruimte] Aanmelden bij de werkruimte")
HANDED_OVER = MailKind(
    "handed_over", "[Regelruimte] {coordinator} geeft voorstel {reference} aan jou"
)
PILOT_STEP = MailKind("pilot_step", "[Regelruimte] Pilot {reference}: {who} {told}")
PILOT_REMINDER = MailKind("pilot_reminder", "[Regelruimte] Pilot {reference} {what}")
PILOT_NEWS = MailKind("pilot_news", "Regelruimte: er is iets gewijzigd", answerable=True)
PILOT_QUESTION = MailKind("pilot_question", "Regelruimte vraagt hoe het gaat", answerable=True)
CARD_QUESTION = MailKind("card_question", "Regelruimte wil je iets vragen", answerable=True)
REPLY = MailKind("reply", "Reactie van Regelruimte", answerable=True)

KINDS = (
    ALERT,
    ALERT_SIGNAL,
    ALERT_CONFIDENTIAL,
    ALERT_GATHERED,
    ALERT_ANSWERED,
    NOTICE,
    UNANSWERED,
    UNDONE,
    APPOINTMENT,
    APPOINTMENT_ENDED,
    REMINDER,
    WITHDRAWN,
    ERASED,
    RECEIPT,
    RESUME,
    ENDING,
    APOLOGY,
    MORE_REMINDER,
    FRESH_LINK,
    NEW_ADDRESS,
    SIGN_IN,
    HANDED_OVER,
    PILOT_STEP,
    PILOT_REMINDER,
    PILOT_NEWS,
    PILOT_QUESTION,
    CARD_QUESTION,
    REPLY,
)
