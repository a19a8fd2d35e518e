"""The mails about an answer by a link: neither says what it was, nor by whom."""

from __future__ import annotations

from regelruimte.config import Config
from regelruimte.mail import kinds
from regelruimte.pilots.mails import tell_coordinators, tell_news
from regelruimte.store.models import Proposal


def tell(proposal: Proposal, config: Config) -> None:
    """Queue to both sides that there is something to read: an answer, or one taken back."""
    tell_coordinators(
        kinds.PILOT_STEP,
        proposal,
        config,
        who="Iemand die toestemming kan geven,",
        told="stuurde een antwoord of trok het in",
        headline="Antwoord op een vraag om toestemming",
    )
    tell_news(proposal, config)
