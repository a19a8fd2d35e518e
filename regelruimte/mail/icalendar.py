"""An appointment as a file that calendars read (iCalendar, RFC 5545; its methods, RFC 5546)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
_HOUR = timedelta(hours=1)
_CANCEL = "METHOD:CANCEL"


@dataclass(frozen=True, slots=True)
class Appointment:
    """An appointment of an hour: `start` and `written` are aware moments.

    A file with the same `uid` and a higher `sequence` moves or ends the appointment in a calendar
    (RFC 5545 3.8.4.7 and 3.8.7.4). `organizer` is a mail address, which RFC 5546 3.2 asks for;
    "" where the file must not tell who invites.
    """

    uid: str
    sequence: int
    summary: str
    start: datetime
    written: datetime
    organizer: str = ""
    is_cancelled: bool = False


def calendar_file(appointment: Appointment) -> str:
    """Return the file that puts an appointment in a calendar, moves it there or takes it out."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Regelruimte//NL"]
    lines += [_CANCEL if appointment.is_cancelled else "METHOD:PUBLISH"]
    lines += [*_event(appointment), "END:VCALENDAR"]
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def content_type(file: str) -> str:
    """Return the type of this file, which names its method as the file does (RFC 6047 2.4)."""
    method = "CANCEL" if _CANCEL in file.splitlines() else "PUBLISH"
    return f"text/calendar; method={method}; charset=UTF-8"


def _event(appointment: Appointment) -> list[str]:
    by = [f"ORGANIZER:mailto:{appointment.organizer}"] if appointment.organizer else []
    return [
        "BEGIN:VEVENT",
        f"UID:{appointment.uid}",
        f"SEQUENCE:{appointment.sequence}",
        f"STATUS:{'CANCELLED' if appointment.is_cancelled else 'CONFIRMED'}",
        f"DTSTAMP:{_utc(appointment.written)}",
        f"DTSTART:{_utc(appointment.start)}",
        f"DTEND:{_utc(appointment.start + _HOUR)}",
        f"SUMMARY:{appointment.summary.translate(_ESCAPED)}",
        *by,
        "END:VEVENT",
    ]


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _folded(line: str) -> str:
    """Break a line after 75 bytes at most, never within a letter (RFC 5545 3.1)."""
    parts, part = [], ""
    for letter in line:
        if len((part + letter).encode()) > 74:
            parts.append(part)
            part = ""
        part += letter
    return "\r\n ".join([*parts, part])
