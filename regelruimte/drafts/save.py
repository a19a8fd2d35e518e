"""Saving a draft: what was typed, right or not, unless another page saved it since."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from regelruimte import clock
from regelruimte.fields.question import Value, is_equal, kept
from regelruimte.fields.text import visible, whole_number
from regelruimte.proposals.columns import write_draft
from regelruimte.proposals.questions import QUESTIONS
from regelruimte.proposals.title import title_of
from regelruimte.store.models import Proposal


@dataclass(frozen=True, slots=True)
class BaseVersion:
    """What a page was made from: how often its step was saved by then, and the page's own name."""

    count: int
    page: str

    def __str__(self) -> str:
        return f"{self.count}.{self.page}"


def new_base_version(proposal: Proposal, step: str) -> BaseVersion:
    """Return the base_version of a page that is being made now."""
    return BaseVersion(_last_save(proposal, step).count, secrets.token_hex(6))


def read_base_version(posted: str) -> BaseVersion:
    """Return the base_version that a form sent back; a damaged one counts as the oldest."""
    count, _, page = posted.partition(".")
    return BaseVersion(whole_number(count) or 0, page[:12])


def save(
    proposal: Proposal,
    step: str,
    values: Mapping[str, Value],
    base_version: BaseVersion,
    *,
    autosave: bool = False,
) -> dict[str, Value]:
    """Store the values of one step, and return {}; `proposal` then is what is stored.

    When another page stored something else since this one was made, nothing is stored and its
    differing answers are returned. Nothing is written of what is equal, of an `autosave` that
    arrives after its page was sent (it would bring older text back), or once the proposal was
    sent. Of an answer far too long only the beginning is stored (`too_long_to_keep` names it).
    """
    values = as_stored(values)
    while proposal.status == "draft":
        differing = _differing(proposal, values)
        last = _last_save(proposal, step)
        if not differing or (autosave and _was_sent(proposal, step, base_version)):
            return {}
        # What this page itself saved last is no other page's: who types goes on.
        if last.count > base_version.count and last.page != base_version.page:
            return differing
        if _store(proposal, step, values, BaseVersion(last.count + 1, base_version.page), autosave):
            return {}
    return {}


def as_stored(values: Mapping[str, Value]) -> dict[str, Value]:
    """Return what a draft stores of these answers, by question."""
    known = {question.key: question for question in QUESTIONS}
    return {key: kept(known[key], value) for key, value in values.items()}


def too_long_to_keep(values: Mapping[str, Value]) -> set[str]:
    """Return the questions whose answer a draft stores only the beginning of."""
    return {key for key, value in as_stored(values).items() if value != values[key]}


def change(proposal: Proposal, **columns: object) -> bool:
    """Write to this draft if nobody wrote since it was read; tell whether it was done.

    Either way `proposal` is brought up to date with what is stored.
    """
    columns |= {"changed_at": clock.now(), "revision": proposal.revision + 1}
    done = write_draft(proposal, columns)
    if not done:
        proposal.__data__.update(Proposal.get_by_id(proposal.id).__data__)
    return done


def _store(
    proposal: Proposal,
    step: str,
    values: Mapping[str, Value],
    base_version: BaseVersion,
    autosave: bool,
) -> bool:
    answers = {**proposal.answers, **values}
    entry = {"count": base_version.count, "page": base_version.page, "sent": not autosave}
    saves = {**proposal.saves, step: entry}
    return change(proposal, answers=answers, saves=saves, title=title_of(answers))


def _last_save(proposal: Proposal, step: str) -> BaseVersion:
    entry = proposal.saves.get(step, {"count": 0, "page": ""})
    return BaseVersion(entry["count"], entry["page"])


def _was_sent(proposal: Proposal, step: str, base_version: BaseVersion) -> bool:
    entry = proposal.saves.get(step, {})
    return bool(entry.get("sent")) and entry["page"] == base_version.page


def _differing(proposal: Proposal, values: Mapping[str, Value]) -> dict[str, Value]:
    stored = proposal.answers
    return {key: stored.get(key) for key in values if not _equal(stored.get(key), values[key])}


def _equal(stored: Value, posted: Value) -> bool:
    """Tell whether a page that shows what is stored would post this."""
    on_page = visible(stored) if isinstance(stored, str) else stored
    return is_equal(stored, posted) or posted == on_page
