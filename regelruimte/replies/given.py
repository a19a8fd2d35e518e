"""What every visit of a coordinator knows of what was said about a proposal, each read once."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from regelruimte.messages.queries import messages_of, unanswered
from regelruimte.replies import queries
from regelruimte.replies.conversation import Turn, conversation, reply_turn
from regelruimte.replies.writing import Writer, writing_now
from regelruimte.store import events

if TYPE_CHECKING:
    from regelruimte.config import Config, Coordinator
    from regelruimte.replies.kinds import ReplyKind
    from regelruimte.store.models import Event, Message, Proposal, Reply


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
    def sent_replies(self) -> list[Reply]:
        """Return what either coordinator sent and nobody undid, also what never counted."""
        return queries.sent_replies(self.proposal)

    @cached_property
    def given_replies(self) -> list[Reply]:
        """Return the replies that either coordinator gave and nobody undid, the oldest first."""
        return queries.given_of(self.sent_replies)

    @property
    def waiting(self) -> Reply | None:
        """Return the reply that waits for a second, if there is one."""
        return queries.waiting_for_second(self.proposal, self.sent_replies)

    @property
    def waiting_turn(self) -> Turn | None:
        """Return the same as a turn of the conversation, in which it does not stand yet."""
        return reply_turn(self.waiting, self.waiting.waits_since) if self.waiting else None

    @property
    def disagreement_turn(self) -> Turn | None:
        """Return the reply to which a second objected, as long as nothing came of that."""
        reply = queries.disagreement(self.proposal, self.sent_replies)
        return reply_turn(reply, reply.waits_since) if reply else None

    @cached_property
    def messages(self) -> list[Message]:
        """Return what both sides wrote beside the replies, the oldest first."""
        return messages_of(self.proposal)

    @property
    def unanswered(self) -> list[Message]:
        """Return what the applicant wrote and nobody answered yet, the oldest first."""
        return unanswered(self.proposal) if self.messages else []

    @cached_property
    def history(self) -> list[Event]:
        """Return all that happened to the proposal, the oldest first."""
        return events.history(self.proposal)

    @property
    def turns(self) -> list[Turn]:
        """Return replies, messages and answers as one conversation, the newest first."""
        return conversation(self.given_replies, self.messages, self.history)

    @property
    def undoable(self) -> Reply | None:
        """Return the last reply as long as the applicant cannot read it."""
        return queries.undoable(self.proposal, self.given_replies)

    @property
    def own_to_undo(self) -> Reply | None:
        """Return what this coordinator can undo: the last reply, or one's own that waits."""
        mine = self.waiting and self.waiting.coordinator == self.coordinator.email
        return self.waiting if mine else self.undoable

    @property
    def possible_replies(self) -> tuple[ReplyKind, ...]:
        """Return the kinds of reply that can be given now."""
        return queries.replies_now(self.proposal, self.sent_replies)

    @cached_property
    def writer(self) -> Writer | None:
        """Return the other coordinator who writes a reply now, if that one can and does."""
        number = self.proposal.id
        if not self.possible_replies:
            return None
        return writing_now([number], self.coordinator.email, self.config).get(number)
