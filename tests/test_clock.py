"""The clock: Dutch days, working days, and dates in words."""

from datetime import UTC, date, datetime, timedelta

import pytest
from holidays import country_holidays
from holidays.constants import OPTIONAL, PUBLIC
from hypothesis import given, settings
from hypothesis import strategies as st

from regelruimte import clock

DAYS = st.dates(date(2020, 1, 1), date(2045, 12, 31))
COUNTS = st.integers(0, 40)


def test_now_is_aware_and_in_utc() -> None:
    assert clock.now().utcoffset() == timedelta(0)


def test_a_moved_clock_comes_back() -> None:
    with clock.moved(timedelta(days=3)):
        moved = clock.now()
    assert timedelta(days=2, hours=23) < moved - clock.now() <= timedelta(days=3)


def test_a_moved_clock_comes_back_after_an_error() -> None:
    with pytest.raises(RuntimeError), clock.moved(timedelta(days=3)):
        raise RuntimeError
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(minutes=1)


def test_moves_within_moves_add_up() -> None:
    with clock.moved(timedelta(days=3)), clock.moved(timedelta(days=-3)):
        assert abs(clock.now() - datetime.now(UTC)) < timedelta(minutes=1)


def test_today_follows_a_moved_clock() -> None:
    with clock.moved(timedelta(days=400)):
        assert clock.today() == clock.day_of(clock.now())


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 1, 14, 22, 59, tzinfo=UTC), date(2026, 1, 14)),
        (datetime(2026, 1, 14, 23, 0, tzinfo=UTC), date(2026, 1, 15)),
        (datetime(2026, 7, 14, 21, 59, tzinfo=UTC), date(2026, 7, 14)),
        (datetime(2026, 7, 14, 22, 0, tzinfo=UTC), date(2026, 7, 15)),
        (datetime(2026, 12, 31, 23, 0, tzinfo=UTC), date(2027, 1, 1)),
    ],
)
def test_a_day_begins_at_midnight_in_the_netherlands(moment: datetime, day: date) -> None:
    assert clock.day_of(moment) == day


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 3, 28, 22, 59, tzinfo=UTC), date(2026, 3, 28)),
        (datetime(2026, 3, 28, 23, 0, tzinfo=UTC), date(2026, 3, 29)),
        (datetime(2026, 3, 29, 21, 59, tzinfo=UTC), date(2026, 3, 29)),
        (datetime(2026, 3, 29, 22, 0, tzinfo=UTC), date(2026, 3, 30)),
        (datetime(2026, 10, 24, 22, 0, tzinfo=UTC), date(2026, 10, 25)),
        (datetime(2026, 10, 25, 22, 59, tzinfo=UTC), date(2026, 10, 25)),
        (datetime(2026, 10, 25, 23, 0, tzinfo=UTC), date(2026, 10, 26)),
    ],
)
def test_a_day_with_a_summer_time_change_is_one_day(moment: datetime, day: date) -> None:
    assert clock.day_of(moment) == day


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        (date(2026, 3, 2), 0, date(2026, 3, 2)),
        (date(2026, 3, 2), 1, date(2026, 3, 3)),
        (date(2026, 3, 2), 10, date(2026, 3, 16)),
        (date(2026, 3, 6), 1, date(2026, 3, 9)),
        (date(2026, 3, 7), 1, date(2026, 3, 9)),
    ],
)
def test_weekends_are_no_working_days(start: date, days: int, end: date) -> None:
    assert clock.add_working_days(start, days) == end


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        (date(2026, 12, 24), 1, date(2026, 12, 28)),
        (date(2026, 12, 21), 10, date(2027, 1, 6)),
        (date(2025, 12, 24), 1, date(2025, 12, 29)),
        (date(2025, 12, 31), 1, date(2026, 1, 2)),
    ],
)
def test_christmas_and_new_year_are_no_working_days(start: date, days: int, end: date) -> None:
    assert clock.add_working_days(start, days) == end


def test_kings_day_is_no_working_day() -> None:
    assert clock.add_working_days(date(2026, 4, 24), 1) == date(2026, 4, 28)


def test_kings_day_moves_to_saturday_when_it_falls_on_a_sunday() -> None:
    assert clock.add_working_days(date(2025, 4, 25), 1) == date(2025, 4, 28)


@pytest.mark.parametrize("day", [date(2026, 4, 6), date(2026, 5, 14), date(2026, 5, 25)])
def test_easter_ascension_and_whit_monday_are_no_working_days(day: date) -> None:
    assert not clock.is_working_day(day)


def test_every_public_holiday_is_one_for_a_library_that_knows_them_all() -> None:
    # The library calls 5 May optional in most years: shops are open then, authorities are not.
    known = country_holidays("NL", years=range(2020, 2071), categories=(PUBLIC, OPTIONAL))
    days = [date(2020, 1, 1) + timedelta(number) for number in range(51 * 365)]

    assert [day for day in days if day.weekday() < 5 and day in known] == [
        day for day in days if day.weekday() < 5 and not clock.is_working_day(day)
    ]


def test_a_leap_day_is_a_working_day() -> None:
    assert clock.add_working_days(date(2028, 2, 28), 1) == date(2028, 2, 29)
    assert clock.add_working_days(date(2028, 2, 29), 1) == date(2028, 3, 1)


@pytest.mark.parametrize("start", [date(2026, 3, 27), date(2026, 10, 23)])
def test_a_summer_time_change_takes_no_working_day(start: date) -> None:
    assert clock.add_working_days(start, 1) == start + timedelta(days=3)


@settings(max_examples=150, deadline=None)
@given(DAYS, st.integers(1, 40))
def test_working_days_end_on_a_working_day(start: date, days: int) -> None:
    assert clock.is_working_day(clock.add_working_days(start, days))


@settings(max_examples=150, deadline=None)
@given(DAYS, COUNTS)
def test_exactly_so_many_working_days_lie_between(start: date, days: int) -> None:
    end = clock.add_working_days(start, days)
    passed = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
    assert sum(map(clock.is_working_day, passed)) == days


@settings(max_examples=150, deadline=None)
@given(DAYS, COUNTS, COUNTS)
def test_working_days_add_up(start: date, first: int, second: int) -> None:
    in_two = clock.add_working_days(clock.add_working_days(start, first), second)
    assert in_two == clock.add_working_days(start, first + second)


@settings(max_examples=150, deadline=None)
@given(DAYS, DAYS, COUNTS)
def test_who_begins_later_is_never_due_earlier(one: date, other: date, days: int) -> None:
    early, late = sorted((one, other))
    assert clock.add_working_days(early, days) <= clock.add_working_days(late, days)


def test_a_date_is_written_in_dutch() -> None:
    assert clock.dutch_date(date(2026, 3, 3)) == "3 maart 2026"


def test_a_moment_is_dated_by_its_dutch_day() -> None:
    assert clock.dutch_date(datetime(2026, 3, 2, 23, 30, tzinfo=UTC)) == "3 maart 2026"


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (datetime(2026, 3, 3, 13, 5, tzinfo=UTC), "3 maart 2026 om 14.05 uur"),
        (datetime(2026, 7, 3, 13, 5, tzinfo=UTC), "3 juli 2026 om 15.05 uur"),
        (datetime(2026, 3, 29, 0, 59, tzinfo=UTC), "29 maart 2026 om 01.59 uur"),
        (datetime(2026, 3, 29, 1, 0, tzinfo=UTC), "29 maart 2026 om 03.00 uur"),
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "25 oktober 2026 om 02.30 uur"),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "25 oktober 2026 om 02.30 uur"),
        (datetime(2026, 10, 25, 2, 30, tzinfo=UTC), "25 oktober 2026 om 03.30 uur"),
    ],
)
def test_a_moment_is_written_in_dutch_time(moment: datetime, words: str) -> None:
    assert clock.dutch_moment(moment) == words


@pytest.mark.parametrize(
    ("month", "words"),
    [("2026-01", "januari 2026"), ("2026-03", "maart 2026"), ("2027-12", "december 2027")],
)
def test_a_month_is_written_in_dutch(month: str, words: str) -> None:
    assert clock.dutch_month(month) == words


def test_months_begin_with_the_month_of_the_day() -> None:
    assert clock.months_from(date(2028, 2, 29), 1) == ["2028-02"]


def test_months_go_on_into_the_next_year() -> None:
    assert clock.months_from(date(2026, 11, 30), 4) == ["2026-11", "2026-12", "2027-01", "2027-02"]


def test_no_months_is_an_empty_list() -> None:
    assert clock.months_from(date(2026, 11, 30), 0) == []


@pytest.mark.parametrize(
    ("now", "last"),
    [
        (datetime(2027, 3, 1, 15, 59, tzinfo=UTC), datetime(2027, 2, 28, 16, tzinfo=UTC)),
        (datetime(2027, 3, 1, 16, 0, tzinfo=UTC), datetime(2027, 3, 1, 16, tzinfo=UTC)),
        (datetime(2027, 3, 28, 14, 59, tzinfo=UTC), datetime(2027, 3, 27, 16, tzinfo=UTC)),
        (datetime(2027, 3, 28, 15, 1, tzinfo=UTC), datetime(2027, 3, 28, 15, tzinfo=UTC)),
    ],
)
def test_the_last_time_at_an_hour_is_that_hour_in_summer_and_in_winter(
    monkeypatch: pytest.MonkeyPatch, now: datetime, last: datetime
) -> None:
    monkeypatch.setattr(clock, "now", lambda: now)

    assert clock.last_time_at(17) == last
