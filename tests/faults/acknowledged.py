"""What is wrong with a disk, opened with the site's own code, for who was told something."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path

from peewee import DatabaseError, fn

from regelruimte import clock
from regelruimte.store import links
from regelruimte.store.db import database, open_database
from regelruimte.store.migrate import DatabaseGone, migrate
from regelruimte.store.models import Event, Link, OutgoingMail, Proposal
from tests.faults.cuts import DATABASE, Told, lay
from tests.faults.working_day import BACKUP, ERASED_WORD, Plan

ENDED = timedelta(days=100)  # longer than a draft is kept
WHOLE = {("submitted", True, 1, 3), ("draft", False, 0, 0)}  # a reference, events, mails


def wrong_on(files: Mapping[str, bytes], folder: Path, plan: Plan, told: Told) -> list[str]:
    """Return what is wrong with a disk that holds these files, which are laid in this folder."""
    found = bytes_erased(files) if "overwritten" in told.done else []
    try:
        with opened(files, folder):
            found += [*damage(), *half(plan, told), *lost(plan, told)]
    except (DatabaseError, DatabaseGone) as fault:
        found += [f"damaged: {fault}"]
    return found + wrong_copy(folder / BACKUP, told)


@contextmanager
def opened(files: Mapping[str, bytes], folder: Path) -> Iterator[None]:
    """Open the database of a disk as a start of the site does."""
    lay(files, folder)
    url = f"sqlite:///{folder}/{DATABASE}"
    database.initialize(open_database(url))
    try:
        migrate(url)
        yield
    finally:
        database.close()


def bytes_erased(files: Mapping[str, bytes]) -> list[str]:
    held = [name for name, data in files.items() if ERASED_WORD.encode() in data]
    return [f"erased, and still in {name}" for name in held]


def damage() -> Iterator[str]:
    whole = database.execute_sql("PRAGMA integrity_check").fetchall()
    loose = database.execute_sql("PRAGMA foreign_key_check").fetchall()
    if whole != [("ok",)] or loose:
        yield f"damaged: {whole} {loose}"
    database.execute_sql("INSERT INTO proposal_words(proposal_words) VALUES ('integrity-check')")


def half(plan: Plan, told: Told) -> Iterator[str]:
    states = states_by_link()
    yield from (
        f"half: {states.get(links._hash(token))}"
        for token in plan.senders
        if states.get(links._hash(token)) not in WHOLE
    )
    is_handed_over = OutgoingMail.delivered_at.is_null(False)
    handed_over = OutgoingMail.select(OutgoingMail.message_id).where(is_handed_over)
    if {mail.message_id for mail in handed_over} - told.mailed:
        yield "half: a mail that is noted as handed over, and was not"


def lost(plan: Plan, told: Told) -> Iterator[str]:
    states = states_by_link()
    if any(states[links._hash(token)][0] != "submitted" for token in told.sent):
        yield "lost: a proposal"
    if last_saved(plan.saver) < told.saved:
        yield "lost: a step that was saved"
    if "left" in told.done and links._hash(plan.leaver) in states:
        yield "lost: that somebody wiped it out"
    is_past_its_term = Proposal.changed_at < clock.now() - ENDED / 2
    if "ended" in told.done and Proposal.select().where(is_past_its_term).exists():
        yield "lost: that a draft ended"


def states_by_link() -> dict[str, tuple[object, ...]]:
    """Return, by link, the status of its proposal, whether it has a reference, and counts."""
    is_sending = (Event.proposal == Proposal.id) & (Event.kind == "submitted")
    events = Event.select(fn.COUNT(Event.id)).where(is_sending)
    mails = OutgoingMail.select(fn.COUNT(OutgoingMail.id))
    mails = mails.where(OutgoingMail.proposal == Proposal.id)
    found = Link.select(Link.token_hash, Proposal.status, Proposal.reference, events, mails)
    return {
        token: (status, reference is not None, *counts)
        for token, status, reference, *counts in found.join(Proposal).tuples()
    }


def last_saved(token: str) -> int:
    link = Link.get(Link.token_hash == links._hash(token))
    number = re.search(r"nummer (\d+)$", link.proposal.answers["title"])
    return int(number[1]) if number else -1


def wrong_copy(file: Path, told: Told) -> list[str]:
    if not file.exists():
        return ["lost: the back-up"] if "backed up" in told.done else []
    with closing(sqlite3.connect(file)) as copy:
        (whole,) = copy.execute("PRAGMA integrity_check").fetchone()
        sent = "SELECT count(*) FROM proposal WHERE status = 'submitted'"
        (count,) = copy.execute(sent).fetchone()
    is_right = whole == "ok" and count >= told.done["backing up"]
    return [] if is_right else [f"damaged: the back-up, with {count} proposals: {whole}"]
