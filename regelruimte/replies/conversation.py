"""The conversation about a proposal: replies, messages and answers, by the moment they came."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from regelruimte.replies.changes import ANSWERED, changes_of
from regelruimte.replies.kinds import ReplyKind, reply_kind
from regelruimte.store.models import Event, Message, Reply


@dataclass(frozen=True, slots=True)
class Turn:
    """What one side said at a moment: words of its own, or what it answered (`entries`).

    `who` is a coordinator's name, and "" for the applicant; `told` is what that one did besides
    saying something. A reply has its `kind`.
    """

    at: datetime
    who: str
    told: str = ""
    text: str = ""
    entries: Sequence[Mapping[str, str]] = ()
    reply: Reply | None = None
    kind: ReplyKind | None = None


def conversation(
    replies: Iterable[Reply], messages: Iterable[Message], history: Iterable[Event]
) -> list[Turn]:
    """Return these as one conversation, the newest turn first, as a coordinator reads it."""
    turns = [reply_turn(reply, reply.given_at) for reply in replies]
    return newest_first(turns + said_at_once(messages, history))


def said_at_once(messages: Iterable[Message], history: Iterable[Event]) -> list[Turn]:
    """Return what nobody can undo: the messages, and the answers to our questions."""
    written = [Turn(each.at, each.coordinator_name, text=each.text) for each in messages]
    return written + [_answer_turn(event) for event in history if event.kind == ANSWERED]


def reply_turn(reply: Reply, at: datetime) -> Turn:
    """Return a reply as a turn of this moment: when it was given, or when it can be read."""
    who, kind = reply.coordinator_name, reply_kind(reply.kind)
    return Turn(at, who, kind.told_applicant, entries=reply.record, reply=reply, kind=kind)


def newest_first(turns: Iterable[Turn]) -> list[Turn]:
    """Return the turns by their moment, the newest first."""
    return sorted(turns, key=lambda turn: turn.at, reverse=True)


def _answer_turn(event: Event) -> Turn:
    entries = [{"key": c.key, "label": c.label, "text": c.after} for c in changes_of(event)]
    return Turn(event.at, "", entries=entries)
