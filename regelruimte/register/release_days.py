"""The four days of a year from which cards can be released, and the half-year that is told of it.

Nobody can tell from the day of a release when its proposals were sent, or its pilots began.
"""

from __future__ import annotations

from datetime import date

_MONTHS = (2, 5, 8, 11)
_SECOND_HALF = 7  # its first month


def last_release_day(today: date) -> date:
    """Return the release day that has come last: today, or one of the past three months."""
    days = (date(year, month, 1) for year in (today.year - 1, today.year) for month in _MONTHS)
    return max(day for day in days if day <= today)


def next_release_day(today: date) -> date:
    """Return the first release day after today."""
    days = (date(year, month, 1) for year in (today.year, today.year + 1) for month in _MONTHS)
    return min(day for day in days if day > today)


def half_year(day: date) -> str:
    """Return the half-year of a day as it is told: "tweede helft van 2026"."""
    which = "tweede" if day.month >= _SECOND_HALF else "eerste"
    return f"{which} helft van {day.year}"


def half_year_key(day: date) -> str:
    """Return the half-year of a day for programs: "2026-H2"."""
    return f"{day.year}-H{2 if day.month >= _SECOND_HALF else 1}"


def half_year_begins(day: date) -> date:
    """Return the first day of its half-year, where a standard wants a day of us."""
    return date(day.year, _SECOND_HALF if day.month >= _SECOND_HALF else 1, 1)
