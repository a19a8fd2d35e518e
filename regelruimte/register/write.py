"""Writing a card: the first version of it, and each one after."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping

from regelruimte import clock
from regelruimte.config import Coordinator
from regelruimte.fields.folding import in_order
from regelruimte.fields.number_kinds import read_day
from regelruimte.fields.question import Value
from regelruimte.proposals import citation
from regelruimte.register.lookup import card_of
from regelruimte.register.questions import TEXTS
from regelruimte.register.status import NO, OUTCOME
from regelruimte.store import events
from regelruimte.store.cards import hold_texts
from regelruimte.store.db import transaction
from regelruimte.store.hold import TooLate
from regelruimte.store.models import Proposal, RuleCard, RuleCardProposal, RuleCardText

# Signs that are not read for one another, and no vowels: no slug is a word.
_SIGNS = "bcdfghjkmnpqrstvwxz"
_SIZE = 8


def make(
    proposals: Iterable[Proposal], values: Mapping[str, Value], by: Coordinator
) -> RuleCardText:
    """Store a new card about these proposals; raises TooLate when another is about one of them."""
    with transaction():
        slug = "".join(secrets.choice(_SIGNS) for _ in range(_SIZE))
        card = RuleCard.create(slug=slug, made_by=by.email)
        text = RuleCardText.create(card=card, version=1, **_columns(values, by))
        for proposal in proposals:
            link(text, proposal, by)
    return text


def link(text: RuleCardText, proposal: Proposal, by: Coordinator) -> None:
    """Note that this version is about a proposal too; call it inside a transaction.

    Raises TooLate when some card is about it already.
    """
    if card_of(proposal):
        raise TooLate
    RuleCardProposal.create(text=text, proposal=proposal)
    events.add(proposal, "card_linked", by.email)


def save(text: RuleCardText, seen: str, values: Mapping[str, Value], by: Coordinator) -> None:
    """Store what was written over the version that was `seen`, or after it if it was shown.

    Whoever allowed that one is asked again. Raises TooLate when somebody wrote meanwhile.
    """
    with transaction():
        last = hold_newest(text, seen)
        columns = _columns(values, by)
        if last.state == "draft":
            columns["revision"] = RuleCardText.revision + 1
            RuleCardText.update(**columns).where(RuleCardText.id == last.id).execute()
        elif _differs(last, columns):
            _write_anew(last, columns)


def hold_newest(text: RuleCardText, seen: str) -> RuleCardText:
    """Lock the newest version of a card, and return it as it is now; raises TooLate.

    That is when it is not the one that was `seen` (its etag) any more.
    """
    found = _newest(text.card_id)
    if found is None or not hold_texts(RuleCardText.id == found.id):
        raise TooLate
    now = _newest(text.card_id)  # another one may have been written while this waited
    if now is None or now.etag != seen:
        raise TooLate
    return now


def _newest(card: int) -> RuleCardText | None:
    texts = RuleCardText.whole(RuleCardText.card == card)
    found: RuleCardText | None = texts.order_by(RuleCardText.version.desc()).first()
    return found


def _write_anew(last: RuleCardText, columns: Mapping[str, object]) -> None:
    new = RuleCardText.create(card=last.card_id, version=last.version + 1, **columns)
    for row in RuleCardProposal.whole(RuleCardProposal.text == last):
        RuleCardProposal.create(text=new, proposal=row.proposal_id, **_kept_of(row))
    if last.state in ("asked", "ready"):
        RuleCardText.update(state="replaced").where(RuleCardText.id == last.id).execute()


def _kept_of(row: RuleCardProposal) -> dict[str, object]:
    """Return what is kept of an answer to another text: nobody who said no is asked again."""
    if row.answer != NO:
        return {}
    return {"answer": NO, "asked_at": row.asked_at, "answered_at": row.answered_at}


def _differs(last: RuleCardText, columns: Mapping[str, object]) -> bool:
    told = columns.keys() - {"written_by", "written_at"}
    return any(getattr(last, name) != columns[name] for name in told)


def _columns(values: Mapping[str, Value], by: Coordinator) -> dict[str, object]:
    texts = {question.key: str(values[question.key]).strip() for question in TEXTS}
    status = str(values["status"])
    return {
        **texts,
        "level": values["level"],
        "theme": values["theme"],
        "status": status,
        "outcome": values["outcome"] or "" if status == OUTCOME else "",
        "rule": citation.written(values["rule"]),
        "checked_on": read_day(str(values["checked_on"])),
        "sorted_by": " ".join(in_order(texts["title"]))[:160],
        "words": "".join(f" {word}" for text in texts.values() for word in in_order(text)),
        "written_by": by.email,
        "written_at": clock.now(),
    }
