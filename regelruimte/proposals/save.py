"""Saving a step of a draft: what was typed, right or not, unless another page saved it since."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from regelruimte import clock
from regelruimte.fields.question import Value, is_empty
from regelruimte.store.models import Proposal


@dataclass(frozen=True, slots=True)
class Basis:
    """What a page was made from: how often its step was saved by then, and the page's own name."""

    count: int
    page: str

    def __str__(self) -> str:
        return f"{self.count}.{self.page}"


def new_basis(proposal: Proposal, step: str) -> Basis:
    """Return the basis of a page that is being made now."""
    return Basis(_last_save(proposal, step).count, secrets.token_hex(6))


def read_basis(posted: str) -> Basis:
    """Return the basis that a form sent back; a damaged one counts as the oldest."""
    count, _, page = posted.partition(".")
    return Basis(int(count) if count.isascii() and count.isdecimal() else 0, page[:12])


def save(
    proposal: Proposal, step: str, values: Mapping[str, Value], basis: Basis
) -> dict[str, Value]:
    """Store the values of one step, and return {}.

    When another page stored something else since this one was made, nothing is stored and its
    differing answers are returned. Equal values are not written at all. `proposal` is brought
    up to date with what is stored.
    """
    while True:
        differing = {
            key: proposal.answers.get(key)
            for key, value in values.items()
            if not _equal(proposal.answers.get(key), value)
        }
        last = _last_save(proposal, step)
        if not differing:
            return {}
        if last.count > basis.count and last.page != basis.page:
            return differing
        if _store(proposal, step, values, Basis(last.count + 1, basis.page)):
            return {}
        _reload(proposal)
        if proposal.status != "draft":
            return {}


def _store(proposal: Proposal, step: str, values: Mapping[str, Value], basis: Basis) -> bool:
    """Write the values if nobody wrote since they were read; tell whether it was done."""
    answers = {**proposal.answers, **values}
    saved = {**proposal.saves, step: {"count": basis.count, "page": basis.page}}
    done = (
        Proposal.update(
            answers=answers,
            saves=saved,
            title=_title(answers),
            changed_at=clock.now(),
            revision=Proposal.revision + 1,
        )
        .where(
            Proposal.id == proposal.id,
            Proposal.revision == proposal.revision,
            Proposal.status == "draft",
        )
        .execute()
    )
    if done:
        _reload(proposal)
    return bool(done)


def _reload(proposal: Proposal) -> None:
    proposal.__data__.update(Proposal.get_by_id(proposal.id).__data__)


def _last_save(proposal: Proposal, step: str) -> Basis:
    return Basis(**proposal.saves.get(step, {"count": 0, "page": ""}))


def _title(answers: Mapping[str, Value]) -> str:
    return str(answers.get("title") or "").replace("\x00", "")


def _equal(stored: Value, posted: Value) -> bool:
    return stored == posted or (is_empty(stored) and is_empty(posted))
