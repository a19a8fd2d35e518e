"""An appointment as a file that calendars read (iCalendar, RFC 5545)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
_HOUR = timedelta(hours=1)


def calendar_file(
    uid: str, summary: str, start: datetime, written: datetime, text: str = ""
) -> str:
    """Return the file for an appointment of an hour; `start` and `written` are aware moments.

    The same `uid` again replaces the appointment in a calendar.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Regelruimte//NL",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        f"UID:{uid}",
        f"DTSTAMP:{_utc(written)}",
        f"DTSTART:{_utc(start)}",
        f"DTEND:{_utc(start + _HOUR)}",
        f"SUMMARY:{summary.translate(_ESCAPED)}",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{_folded(line)}\r\n" for line in lines)


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
