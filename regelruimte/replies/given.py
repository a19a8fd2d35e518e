"""What every visit of a coordinator knows of the replies to a proposal, each of it read once."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from regelruimte.replies import queries
from regelruimte.replies.writing import Writer, writing_now

if TYPE_CHECKING:
    from regelruimte.config import Config, Coordinator
    from regelruimte.replies.kinds import ReplyKind
    from regelruimte.store.models import Proposal, Reply


class WithReplies:
    """A part of a visit: the replies that were given, and those that can follow."""

    if TYPE_CHECKING:
        # For the types alone: a dataclass would take a property for the default of its field.
        @property
        def proposal(self) -> Proposal:
            """Return the proposal that it is about."""

        @property
        def coordinator(self) -> Coordinator:
            """Return who looks at it."""

        @property
        def config(self) -> Config:
            """Return the configuration."""

    @cached_property
    def given_replies(self) -> list[Reply]:
        """Return the replies that either coordinator gave and nobody undid, the oldest first."""
        return queries.given_replies(self.proposal)

    @property
    def undoable(self) -> Reply | None:
        """Return the last reply as long as the applicant cannot read it."""
        return queries.undoable(self.proposal, self.given_replies)

    @property
    def possible_replies(self) -> tuple[ReplyKind, ...]:
        """Return the kinds of reply that can be given now."""
        return queries.replies_now(self.proposal, self.given_replies)

    @cached_property
    def writer(self) -> Writer | None:
        """Return the other coordinator who writes a reply now, if that one can and does."""
        number = self.proposal.id
        if not self.possible_replies:
            return None
        return writing_now([number], self.coordinator.email, self.config).get(number)
