"""An appointment as a file that calendars read, read back by a library that does so."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from icalendar import Calendar

from regelruimte import clock
from regelruimte.mail.icalendar import Appointment, calendar_file, content_type

TALK = Appointment(
    uid="1@regelruimte.example",
    sequence=3,
    summary="Gesprek",
    start=datetime(2027, 7, 1, 10, 0, tzinfo=clock.NETHERLANDS),
    written=datetime(2027, 6, 1, 12, 0, tzinfo=UTC),
    organizer="post@regelruimte.example",
)


def test_a_calendar_reads_back_what_was_written() -> None:
    calendar = Calendar.from_ical(calendar_file(TALK))
    (event,) = calendar.walk("VEVENT")

    assert calendar["METHOD"] == "PUBLISH"
    assert (event["UID"], event["SEQUENCE"], event["STATUS"]) == (TALK.uid, 3, "CONFIRMED")
    assert (event.decoded("DTSTART"), event.decoded("DTSTAMP")) == (TALK.start, TALK.written)
    assert event.decoded("DTEND") == TALK.start + timedelta(hours=1)
    assert event["ORGANIZER"] == "mailto:post@regelruimte.example"


def test_a_calendar_reads_that_it_is_cancelled() -> None:
    calendar = Calendar.from_ical(calendar_file(replace(TALK, is_cancelled=True)))

    assert (calendar["METHOD"], calendar.walk("VEVENT")[0]["STATUS"]) == ("CANCEL", "CANCELLED")


@pytest.mark.parametrize("is_cancelled", [False, True])
def test_its_type_names_the_method_of_the_file(is_cancelled: bool) -> None:
    file = calendar_file(replace(TALK, is_cancelled=is_cancelled))

    assert f"method={Calendar.from_ical(file)['METHOD']};" in content_type(file)


@pytest.mark.parametrize(
    "summary",
    ["Bellen, of niet; \\ of\nanders", "Één lang gesprek over 😀 en nog veel meer " * 5],
)
def test_any_text_comes_back_equal_in_lines_that_calendars_read(summary: str) -> None:
    file = calendar_file(replace(TALK, summary=summary))

    assert Calendar.from_ical(file).walk("VEVENT")[0]["SUMMARY"] == summary
    assert max(len(line.encode()) for line in file.split("\r\n")) <= 75
