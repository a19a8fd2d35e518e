"""The mail that tells what came of asking a second."""

from __future__ import annotations

from regelruimte.config import Config
from regelruimte.mail import kinds
from regelruimte.proposals import mails
from regelruimte.second_opinion.outcome import outcome
from regelruimte.store.models import Proposal, Reply


def tell_outcome(reply: Reply, proposal: Proposal, config: Config) -> None:
    """Tell every coordinator but the second how it ended, and from when the applicant can read it.

    What a second objected stands behind the link only.
    """
    mails.to_coordinators(
        kinds.SECOND_TOLD,
        proposal,
        config,
        but=reply.second,
        told=outcome(reply, config),
        visible_at=reply.visible_at,
        can_be_undone=reply.visible_at != reply.given_at,
    )
