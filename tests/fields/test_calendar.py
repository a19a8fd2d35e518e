"""An appointment as a file that calendars read."""

from __future__ import annotations

from datetime import UTC, datetime

from regelruimte import clock
from regelruimte.fields.calendar import calendar_file

TEN = datetime(2027, 7, 1, 10, 0, tzinfo=clock.NETHERLANDS)
WRITTEN = datetime(2027, 6, 1, 12, 0, tzinfo=UTC)


def lines(summary: str = "Gesprek") -> list[str]:
    file = calendar_file("1@regelruimte.example", summary, TEN, WRITTEN)
    assert file.endswith("END:VCALENDAR\r\n")
    return file.split("\r\n")


def test_it_stands_in_the_calendar_for_an_hour_in_dutch_time() -> None:
    assert {"DTSTART:20270701T080000Z", "DTEND:20270701T090000Z"} <= set(lines())


def test_signs_with_a_meaning_are_escaped() -> None:
    assert r"SUMMARY:Bellen\, of niet\; \\ of\nanders" in lines("Bellen, of niet; \\ of\nanders")


def test_no_line_is_longer_than_calendars_read() -> None:
    found = lines("Één lang gesprek over 😀 en nog veel meer " * 5)

    assert max(len(line.encode()) for line in found) <= 75
    assert "".join(line.removeprefix(" ") for line in found if line[:1] in " S").count("😀") == 5
