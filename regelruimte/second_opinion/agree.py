"""A second who agrees with a reply, or leaves it to its writer: either way it counts."""

from __future__ import annotations

from regelruimte import clock
from regelruimte.config import Config, Coordinator
from regelruimte.second_opinion.settle import settle
from regelruimte.store.db import transaction
from regelruimte.store.hold import TooLate, hold
from regelruimte.store.models import Proposal, Reply
from regelruimte.store.types import Columns


def agree(reply: Reply, by: Coordinator, config: Config) -> None:
    """Let the reply count, because a second agrees.

    Raises TooLate, and changes nothing, when somebody was first, or when the proposal is not what
    the second saw: that of the `reply`, as it was read.
    """
    _let_count("seconded", reply, by, {"seconded_at": clock.now()}, config)


def leave(reply: Reply, by: Coordinator, config: Config) -> None:
    """Let the reply count, because a second leaves it to its writer; raises TooLate as above."""
    _let_count("left", reply, by, {"lapsed_at": clock.now()}, config)


def _let_count(event: str, reply: Reply, by: Coordinator, why: Columns, config: Config) -> None:
    with transaction():
        if not hold(reply.proposal, Proposal.revision == reply.proposal.revision):
            raise TooLate
        settle(event, reply, {"second": by.email, **why}, config)
