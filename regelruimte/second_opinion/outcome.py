"""What came of asking a second, in words: for pages and for the subject of a mail."""

from __future__ import annotations

from regelruimte.config import Config
from regelruimte.store.models import Reply


def outcome(reply: Reply, config: Config) -> str:
    """Return what became of a reply that waited for a second, without a full stop."""
    second = config.name_of(reply.second)
    if reply.undone_at:
        return "De reactie is ongedaan gemaakt"
    if reply.objected_at:
        return f"{second} denkt er anders over"
    if reply.seconded_at:
        return f"{second} is het eens met de reactie"
    if not reply.lapsed_at:  # somebody changed the status while it waited
        return "De reactie past niet meer bij het voorstel en telt niet"
    if reply.second:
        return f"{second} laat de reactie aan {reply.coordinator_name}"
    return "Niemand gaf op tijd een tweede oordeel"
