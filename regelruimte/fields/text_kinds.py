"""The kinds of question that are answered by typing text."""

from __future__ import annotations

from collections.abc import Sequence

from regelruimte.fields import text
from regelruimte.fields.base import Kind, first, plain
from regelruimte.fields.question import Question, Value

_DIGITS = "0123456789"


class AreaKind(Kind):
    """A text of several lines, within the question's minimum and maximum of characters."""

    widget = "area"

    def check(self, question: Question, value: Value) -> str | None:
        """Check how long it is first, then what stands in it: too long a text costs no work."""
        if not isinstance(value, str):
            return "Vul hier tekst in."
        return _wrong_length(question, value) or _wrong_character(value)


class LineKind(AreaKind):
    """A text of one line."""

    widget = "line"

    def read(self, posted: Sequence[str]) -> Value:
        """Take out the invisible characters that mean nothing in a name or a title."""
        return text.one_line(first(posted))

    def check(self, question: Question, value: Value) -> str | None:
        """Refuse what a browser's input of one line cannot hold."""
        if isinstance(value, str) and ("\n" in value or "\t" in value):
            return "Schrijf dit achter elkaar, zonder Enter of Tab."
        return super().check(question, value)


class EmailKind(LineKind):
    """An address to send mail to; its domain is not looked up."""

    widget = "email"

    def read(self, posted: Sequence[str]) -> Value:
        """Take it as a mail server would: without what nobody sees."""
        return plain(posted)

    def check(self, question: Question, value: Value) -> str | None:
        """Refuse letters outside ASCII before the @ too: SMTP servers commonly do (RFC 6531)."""
        from email_validator import EmailNotValidError, validate_email

        if wrong := super().check(question, value):
            return wrong
        typed = str(value)
        try:
            validate_email(typed, check_deliverability=False, allow_smtputf8=False)
        except EmailNotValidError:
            local = typed.rpartition("@")[0]
            stray = next((c for c in local if c.isspace() or not c.isascii()), "")
            said = _stray(stray, "e-mailadres")
            return f"{said}Vul een e-mailadres in zoals naam@voorbeeld.nl."
        return None


class PhoneKind(LineKind):
    """A telephone number, Dutch or not: 8 to 15 digits (E.164)."""

    widget = "phone"

    def read(self, posted: Sequence[str]) -> Value:
        """Take a pasted number with plain dashes and spaces."""
        return plain(posted)

    def check(self, question: Question, value: Value) -> str | None:
        """Count its digits, and name the first character that no number has."""
        digits = sum(character in _DIGITS for character in str(value))
        stray = next((c for c in str(value) if c not in f"{_DIGITS}+-() ."), "")
        if not stray and 8 <= digits <= 15:
            return super().check(question, value)
        said = _stray(stray, "telefoonnummer")
        return f"{said}Vul een telefoonnummer in zoals 06-12345678, of laat het veld leeg."


def _wrong_length(question: Question, value: str) -> str | None:
    length, typed = len(value), len(text.seen(value))
    if typed < question.minimum:
        told = f"Dit is {_characters(typed)}" if typed == 1 else f"Dit zijn {_characters(typed)}"
        return f"{told}. Schrijf er minstens {question.minimum}."
    if length > question.maximum:
        over = _characters(length - question.maximum)
        return f"Dit is {over} te lang. Er passen {_characters(question.maximum)}."
    return None


def _characters(count: int) -> str:
    return f"{count} teken" if count == 1 else f"{count} tekens"


def _wrong_character(value: str) -> str | None:
    if text.piles_up_marks(value):
        return "Er staan te veel accenten op één letter. Typ dat stukje opnieuw."
    if text.refused_character(value) is None:
        return None
    return "Er staat een onzichtbaar teken in. Haal het weg, of typ dat stukje opnieuw."


def _stray(character: str, where: str) -> str:
    """Name the character that cannot be there, if there is one."""
    if not character:
        return ""
    named = "een spatie" if character.isspace() else f"“{text.visible(character)}”"
    return f"In een {where} kan {named} niet. "
