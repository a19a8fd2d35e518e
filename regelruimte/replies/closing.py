"""Closing a proposal by itself, when nobody answers what was asked."""

from __future__ import annotations

from regelruimte.config import Config, Coordinator
from regelruimte.replies.given import TooLate
from regelruimte.replies.outcome import reply_kind
from regelruimte.replies.prepare import new_reply
from regelruimte.replies.reply import give
from regelruimte.store.models import Proposal

_NOBODY = Coordinator("Regelruimte", "")
_ANSWERS = {
    "reason": "no_answer",
    "sentence": "We stelden je een vraag en kregen geen antwoord. Daarom sluiten we je voorstel. "
    "Wil je toch verder? Bel of mail ons, dan openen we het weer.",
    "would_change": "",
}


def close_unanswered(proposal: Proposal, config: Config) -> bool:
    """Give the reply that nobody answered; tell whether it was given.

    It is a reply like another: shown to the applicant, told to both coordinators, reopenable.
    """
    kind = reply_kind("declined")
    reply = new_reply(proposal, _NOBODY, kind, kind.questions, _ANSWERS)
    reply.save()
    try:
        give(reply, config)
    except TooLate:
        return False
    return True
