"""What the applicant sees: nothing of a reply while it can still be undone."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from regelruimte.applicant.visible import visible_replies, visible_status

NOW = datetime(2026, 3, 3, 12, 0, tzinfo=UTC)


@dataclass
class Given:
    """A reply, as far as it is looked at."""

    visible_at: datetime
    previous_status: str


def reply(minutes: int, previous_status: str) -> Given:
    return Given(NOW + timedelta(minutes=minutes), previous_status)


def test_without_replies_the_status_is_shown() -> None:
    assert visible_status("submitted", [], NOW) == "submitted"


def test_a_reply_that_can_be_undone_is_not_shown() -> None:
    given = [reply(+1, "submitted")]
    assert visible_status("declined", given, NOW) == "submitted"
    assert visible_replies(given, NOW) == []


def test_a_reply_that_can_no_longer_be_undone_is_shown() -> None:
    given = [reply(-1, "submitted")]
    assert visible_status("declined", given, NOW) == "declined"
    assert visible_replies(given, NOW) == given


def test_a_reply_is_shown_from_the_very_moment_on() -> None:
    given = [reply(0, "submitted")]
    assert visible_status("declined", given, NOW) == "declined"
    assert visible_replies(given, NOW) == given


def test_of_two_replies_only_the_visible_one_is_shown() -> None:
    first, second = reply(-5, "submitted"), reply(+5, "in_conversation")
    assert visible_status("approved", [first, second], NOW) == "in_conversation"
    assert visible_replies([first, second], NOW) == [first]


def test_before_two_hidden_replies_the_status_is_that_before_the_first() -> None:
    given = [reply(+5, "submitted"), reply(+9, "in_conversation")]
    assert visible_status("approved", given, NOW) == "submitted"
