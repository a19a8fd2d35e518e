"""Every kind of question: how its answer is read from a form, checked, and put in words."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from regelruimte import clock
from regelruimte.fields import text
from regelruimte.fields.question import Choice, Question, Value, always

Check = Callable[[Question, Value], str | None]
_MONTH = re.compile(r"[1-9]\d{3}-(0[1-9]|1[0-2])", re.ASCII)
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_YEARS = 10
CHOOSE = "Kies een van de antwoorden."


@dataclass(frozen=True, slots=True)
class Kind:
    """`widget` names the macro that draws it; the functions never raise.

    `read` turns what came in by the door into a value, and leaves what it does not understand as
    typed, so that it can be shown again; `check` says in Dutch what is wrong with it; `nothing` is
    what an empty answer means, where that is an answer too.
    """

    name: str
    widget: str
    read: Callable[[Sequence[str]], Value]
    check: Check
    display: Callable[[Question, Value], str]
    nothing: str = ""


def _read_text(posted: Sequence[str]) -> str:
    return posted[0] if posted else ""


def _read_line(posted: Sequence[str]) -> str:
    return text.one_line(_read_text(posted))


def read_plain(posted: Sequence[str]) -> str:
    """Read an address, a number or a choice: nobody means a fancy dash or a hidden sign in it."""
    return text.plain(_read_text(posted))


def _read_list(posted: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(posted))


def _read_number(posted: Sequence[str]) -> int | str:
    typed = read_plain(posted)
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 10 else typed


def _read_flag(posted: Sequence[str]) -> bool:
    return bool(posted) and posted[0] == "yes"


def check_area(question: Question, value: Value) -> str | None:
    """Check a text of several lines: its length in characters first, then what stands in it."""
    if not isinstance(value, str):
        return "Vul hier tekst in."
    return _wrong_length(question, value) or _wrong_character(value)


def check_line(question: Question, value: Value) -> str | None:
    """Check a text of one line."""
    if isinstance(value, str) and ("\n" in value or "\t" in value):
        return "Schrijf dit op één regel, zonder enters of tabs."
    return check_area(question, value)


def _wrong_character(value: str) -> str | None:
    if text.piles_up_marks(value):
        return "Er staan te veel accenten op één letter. Typ dat stukje opnieuw."
    character = text.refused_character(value)
    if character is None:
        return None
    return (
        f"Er staat een onzichtbaar teken in dat we niet kunnen bewaren (U+{ord(character):04X}). "
        "Haal het weg, of typ dat stukje opnieuw."
    )


def _wrong_length(question: Question, value: str) -> str | None:
    length, typed = len(value), len(text.seen(value))
    if typed < question.minimum:
        return f"{_this_is(typed)}. Schrijf er minstens {question.minimum}."
    if length > question.maximum:
        over = _characters(length - question.maximum)
        return f"Dit is te lang. Maak het {over} korter; er passen er {question.maximum}."
    return None


def _characters(count: int) -> str:
    return f"{count} teken" if count == 1 else f"{count} tekens"


def _this_is(count: int) -> str:
    return f"Dit is {_characters(count)}" if count == 1 else f"Dit zijn {_characters(count)}"


def _check_choice(question: Question, value: Value) -> str | None:
    return None if isinstance(value, str) and question.choice(value) else CHOOSE


def _check_choices(question: Question, value: Value) -> str | None:
    if not isinstance(value, list) or not all(question.choice(key) for key in value):
        return "Kies uit de antwoorden die er staan."
    only = question.choice(question.exclusive)
    if only and only.key in value and len(value) > 1:
        return f'Je koos "{only.label}" en nog iets anders. Haal een van de twee weg.'
    return None


def _check_number(question: Question, value: Value) -> str | None:
    if isinstance(value, int) and question.minimum <= value <= question.maximum:
        return None
    return f"Vul alleen een heel getal in, van {question.minimum} tot en met {question.maximum}."


def _check_month(question: Question, value: Value) -> str | None:
    """Check a month as "2026-03"; this month up to and including `maximum` months later."""
    if value in clock.months_from(clock.today(), question.maximum + 1):
        return None
    return "Kies een maand uit de lijst."


def month_choices(question: Question) -> list[Choice]:
    """Return the months that can be picked today."""
    months = clock.months_from(clock.today(), question.maximum + 1)
    return [Choice(month, clock.dutch_month(month)) for month in months]


def read_moment(value: Value) -> datetime | None:
    """Return the moment that a browser wrote as "2026-12-01T10:00", Dutch time; None if none."""
    if not _MOMENT.fullmatch(str(value)):
        return None
    try:
        return datetime.fromisoformat(str(value)).replace(tzinfo=clock.NETHERLANDS)
    except ValueError:
        return None


def read_day(value: Value) -> date | None:
    """Return the day that a browser wrote as "2026-12-01"; None if it is none."""
    try:
        return date.fromisoformat(str(value)) if _DAY.fullmatch(str(value)) else None
    except ValueError:
        return None


def _check_day(_: Question, value: Value) -> str | None:
    day = read_day(value)
    if day and abs(day.year - clock.today().year) <= _YEARS:
        return None
    return "Vul een datum in die bestaat, zoals 01-12-2026."


def _day_in_words(_: Question, value: Value) -> str:
    day = read_day(value)
    return clock.dutch_date(day) if day else str(value)


def _check_moment(_: Question, value: Value) -> str | None:
    moment = read_moment(value)
    if moment is None:
        return "Kies een dag en een tijd, of laat dit leeg."
    return None if moment > clock.now() else "Dit is al voorbij. Kies een latere dag en tijd."


def _moment_in_words(_: Question, value: Value) -> str:
    moment = read_moment(value)
    return clock.dutch_moment(moment) if moment else str(value)


def check_email(question: Question, value: Value) -> str | None:
    """Check that mail can be sent to this address, without looking its domain up.

    `allow_smtputf8=False`: SMTP servers commonly refuse letters outside ASCII before the @.
    """
    from email_validator import EmailNotValidError, validate_email

    if wrong := check_line(question, value):
        return wrong
    try:
        validate_email(value, check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError:
        stray = next((c for c in value.rpartition("@")[0] if c.isspace() or not c.isascii()), "")
        return f"{_stray(stray, 'e-mailadres')}Vul een e-mailadres in zoals naam@organisatie.nl."
    return None


def _check_phone(question: Question, value: Value) -> str | None:
    digits = sum(character in "0123456789" for character in str(value))
    stray = next((c for c in str(value) if c not in "0123456789+-() ."), "")
    if not stray and 8 <= digits <= 15:
        return check_line(question, value)
    said = _stray(stray, "telefoonnummer")
    return f"{said}Vul een telefoonnummer in zoals 06-12345678, of laat het leeg."


def _stray(character: str, where: str) -> str:
    """Name the character that cannot be there, if there is one."""
    if not character:
        return ""
    named = "een spatie" if character.isspace() else f"“{text.visible(character)}”"
    return f"In een {where} kan {named} niet. "


def _check_flag(_: Question, value: Value) -> str | None:
    return None if isinstance(value, bool) else CHOOSE


def _as_typed(_: Question, value: Value) -> str:
    return str(value)


def _counted(question: Question, value: Value) -> str:
    one, more = question.unit
    return f"{value} {one if value == 1 else more}".rstrip()


def _choice_label(question: Question, value: Value) -> str:
    choice = question.choice(str(value))
    return choice.label if choice else str(value)


def _choice_labels(question: Question, value: Value) -> str:
    keys = value if isinstance(value, list) else [value]
    labels = [_choice_label(question, key) for key in keys]
    return ("\n" if any("?" in label for label in labels) else ", ").join(labels)


def _month_in_words(_: Question, value: Value) -> str:
    """Write a month in words, also one that has passed; what is none stays as it was typed."""
    return clock.dutch_month(value) if _MONTH.fullmatch(str(value)) else str(value)


def _yes(_: Question, value: Value) -> str:
    return "Ja" if value else ""


LINE = Kind("line", "line", _read_line, check_line, _as_typed)
AREA = Kind("area", "area", _read_text, check_area, _as_typed)
CHOICE = Kind("choice", "radios", read_plain, _check_choice, _choice_label)
CHOICES = Kind("choices", "checkboxes", _read_list, _check_choices, _choice_labels)
NUMBER = Kind("number", "number", _read_number, _check_number, _counted)
DATE = Kind("date", "date", read_plain, _check_day, _day_in_words)
MOMENT = Kind("moment", "moment", read_plain, _check_moment, _moment_in_words)
MONTH = Kind(
    "month", "months", read_plain, _check_month, _month_in_words, nothing="Weet ik nog niet"
)
EMAIL = Kind("email", "email", read_plain, check_email, _as_typed)
PHONE = Kind("phone", "phone", read_plain, _check_phone, _as_typed)
FLAG = Kind("flag", "flag", _read_flag, _check_flag, _yes, nothing="Nee")


def one_of(key: str, label: str, missing: str, *choices: Choice, help: str = "") -> Question:
    """Return a question that needs one of these answers; none of them is chosen beforehand.

    A machine that submits a form as it finds it answers no such question.
    """
    return Question(
        key=key,
        label=label,
        help=help,
        kind=CHOICE,
        choices=choices,
        required=always,
        missing=missing,
    )
