"""The news of a day in one mail to the applicant, at the end of that day."""

from __future__ import annotations

from regelruimte import clock
from regelruimte.config import Config
from regelruimte.pilots.mails import tell_applicant
from regelruimte.store.db import transaction
from regelruimte.store.for_each import for_each
from regelruimte.store.models import Pilot, Proposal

_END_OF_DAY = 17  # o'clock, in the Netherlands


def tell_news(config: Config) -> dict[str, int]:
    """Mail what changed in pilots before the last five o'clock; return {"news": how many}."""
    day_ended = clock.last_time_at(_END_OF_DAY)
    waiting = Pilot.select(Pilot, Proposal).join(Proposal).where(Pilot.news_since < day_ended)
    return {"news": for_each(list(waiting), lambda pilot: _tell(pilot, config))}


def _tell(pilot: Pilot, config: Config) -> bool:
    with transaction():
        # Of two mailers one tells it.
        same = Pilot.id == pilot.id, Pilot.news_since == pilot.news_since
        if not Pilot.update(news_since=None).where(*same).execute():
            return False
        tell_applicant(pilot.proposal, config)
        return True
