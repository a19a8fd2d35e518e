"""Every mail the site can send: add a mail here and its two templates in templates/mail/."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MailKind:
    """One kind of mail: `key` names its templates, `subject` is filled from the same context.

    A subject says first what happened, and begins with what a telephone shows of it. Of days and
    moments it tells with `:day` and `:moment` how they are written.

    The link in one that `asks_who` asks who opens it, even where that was confirmed before.
    `answerable` mails invite an answer by mail, which then goes to the coordinators.
    """

    key: str
    subject: str
    answerable: bool = False
    asks_who: bool = False


ALERT = MailKind("alert", "[Regelruimte] Nieuw voorstel {reference}: {title}")
ALERT_SIGNAL = MailKind("alert_signal", "[Regelruimte] Nieuw signaal {reference}: {title}")
ALERT_CONFIDENTIAL = MailKind(
    "alert_confidential", "[Regelruimte] Nieuw vertrouwelijk voorstel {reference}"
)
ALERT_GATHERED = MailKind("alert_gathered", "[Regelruimte] {number}")
ALERT_ANSWERED = MailKind(
    "alert_answered", "[Regelruimte] Antwoord van de indiener van {reference}"
)
ALERT_MESSAGE = MailKind("alert_message", "[Regelruimte] Bericht van de indiener van {reference}")
NOTICE = MailKind("notice", "[Regelruimte] {coordinator} {told}: {reference}")
NOTICE_MESSAGE = MailKind(
    "notice_message", "[Regelruimte] {coordinator} schreef de indiener van {reference}"
)
UNANSWERED = MailKind("unanswered", "[Regelruimte] Voorstel {reference} is gesloten: geen antwoord")
SECOND = MailKind(
    "second", "[Regelruimte] {coordinator} vraagt jouw oordeel over voorstel {reference}"
)
SECOND_REMINDER = MailKind(
    "second_reminder", "[Regelruimte] Voorstel {reference} wacht op jouw oordeel"
)
SECOND_TOLD = MailKind("second_told", "[Regelruimte] {told}: {reference}")
UNDONE = MailKind("undone", "[Regelruimte] {coordinator} maakte de reactie op {reference} ongedaan")
APPOINTMENT = MailKind(
    "appointment", "[Regelruimte] Gesprek op {start:moment}: voorstel {reference}"
)
APPOINTMENT_ENDED = MailKind(
    "appointment_ended", "[Regelruimte] Gesprek over voorstel {reference} gaat niet door"
)
REMINDER = MailKind("reminder", "[Regelruimte] Voorstel {reference} wacht op je reactie")
WITHDRAWN = MailKind("withdrawn", "[Regelruimte] Voorstel {reference} is ingetrokken")
ERASED = MailKind("erased", "[Regelruimte] Voorstel {reference} is gewist")
RECEIPT = MailKind("receipt", "Regelruimte heeft je bericht ontvangen", answerable=True)
RESUME = MailKind("resume", "Je link voor Regelruimte", answerable=True)
ENTERED = MailKind(
    "entered", "{coordinator} van Regelruimte vulde een voorstel voor je in", answerable=True
)
ENTRY_ERASED = MailKind("entry_erased", "[Regelruimte] Een ingevoerd voorstel is gewist")
ENDING = MailKind(
    "ending", "Je concept bij Regelruimte verwijderen we op {ends:day}", answerable=True
)
APOLOGY = MailKind("apology", "Regelruimte reageert later dan beloofd", answerable=True)
_NEEDS_ANSWER = "Regelruimte heeft je antwoord nodig, uiterlijk op {closes:day}"
QUESTION = MailKind("question", _NEEDS_ANSWER, answerable=True)
MORE_REMINDER = MailKind("more_reminder", _NEEDS_ANSWER, answerable=True)
FRESH_LINK = MailKind("fresh_link", "Je nieuwe link voor Regelruimte", answerable=True)
NEW_ADDRESS = MailKind("new_address", "Regelruimte mailt je voortaan op dit adres", answerable=True)
SIGN_IN = MailKind("sign_in", "[Regelruimte] Aanmelden bij de werkruimte")
HANDED_OVER = MailKind(
    "handed_over", "[Regelruimte] {coordinator} geeft voorstel {reference} aan jou"
)
PILOT_STEP = MailKind("pilot_step", "[Regelruimte] {headline}: pilot {reference}")
WEEKLY = MailKind("weekly", "[Regelruimte] De pilots van deze week")
PILOT_TO_DO = MailKind(
    "pilot_to_do", "Regelruimte: we hebben iets van je nodig{before}", answerable=True
)
PILOT_NEWS = MailKind("pilot_news", "Regelruimte: er is iets gewijzigd", answerable=True)
PILOT_QUESTION = MailKind("pilot_question", "Regelruimte vraagt hoe het gaat", answerable=True)
RULE_NEWS = MailKind(
    "rule_news", "Regelruimte: we weten meer over een regel die jij noemde", answerable=True
)
READER_INVITED = MailKind("reader_invited", "Regelruimte vraagt je mee te lezen", answerable=True)
READER_CODE = MailKind("reader_code", "Je code voor Regelruimte")
CONSENT_CODE = MailKind("consent_code", "Je code voor Regelruimte")
READER_QUESTION = MailKind("reader_question", "Regelruimte heeft een vraag aan je", answerable=True)
READER_NEWS = MailKind("reader_news", "[Regelruimte] Voorstel {reference}: {told}")
CARD_QUESTION = MailKind("card_question", "Regelruimte wil je iets vragen", answerable=True)
CONTACT_QUESTION = MailKind(
    "contact_question", "Regelruimte: we hebben een vraag aan je", answerable=True
)
CONTACT_NEWS = MailKind(
    "contact_news", "Regelruimte: lees hoe het is afgelopen", answerable=True, asks_who=True
)
REPLY = MailKind("reply", "Reactie van Regelruimte", answerable=True)
MESSAGE = MailKind("message", "Regelruimte schreef je een bericht", answerable=True)

KINDS = (
    ALERT,
    ALERT_SIGNAL,
    ALERT_CONFIDENTIAL,
    ALERT_GATHERED,
    ALERT_ANSWERED,
    ALERT_MESSAGE,
    NOTICE,
    NOTICE_MESSAGE,
    UNANSWERED,
    SECOND,
    SECOND_REMINDER,
    SECOND_TOLD,
    UNDONE,
    APPOINTMENT,
    APPOINTMENT_ENDED,
    REMINDER,
    WITHDRAWN,
    ERASED,
    RECEIPT,
    RESUME,
    ENTERED,
    ENTRY_ERASED,
    ENDING,
    APOLOGY,
    QUESTION,
    MORE_REMINDER,
    FRESH_LINK,
    NEW_ADDRESS,
    SIGN_IN,
    HANDED_OVER,
    PILOT_STEP,
    WEEKLY,
    PILOT_TO_DO,
    PILOT_NEWS,
    PILOT_QUESTION,
    READER_INVITED,
    READER_CODE,
    CONSENT_CODE,
    READER_QUESTION,
    READER_NEWS,
    RULE_NEWS,
    CARD_QUESTION,
    CONTACT_QUESTION,
    CONTACT_NEWS,
    REPLY,
    MESSAGE,
)
