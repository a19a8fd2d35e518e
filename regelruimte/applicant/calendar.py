"""The appointment that a coordinator proposed, for the applicant's own calendar."""

from __future__ import annotations

from collections.abc import Sequence

from regelruimte.fields.calendar import calendar_file
from regelruimte.fields.kinds import read_moment
from regelruimte.store.models import Reply


def invitation(replies: Sequence[Reply]) -> str | None:
    """Return the file for the last appointment among these replies, or None.

    It names nobody and no proposal: an employer may read along in the calendar.
    """
    for reply in reversed(replies):
        if start := read_moment(reply.answers.get("moment")):
            uid = f"gesprek-{reply.id}@regelruimte"
            return calendar_file(uid, "Gesprek", start, reply.given_at)
    return None
