"""The alert of a proposal: at once, or, when very many come from nobody knows whom, gathered.

Every proposal is told to both coordinators; a flood is told in one mail an hour.
"""

from __future__ import annotations

from flask import url_for
from peewee import ModelSelect

from regelruimte import clock
from regelruimte.config import Config
from regelruimte.limits.count import HOUR, Limit, take
from regelruimte.limits.person import has_confirmed
from regelruimte.mail import kinds, outbox
from regelruimte.proposals import mails
from regelruimte.store.db import transaction
from regelruimte.store.models import Proposal

_AT_ONCE = Limit("alerts of unconfirmed addresses", an_hour=30)
_ALL = "all together"
_MOST = 1000  # in one mail; the rest comes an hour later


def alert(proposal: Proposal, config: Config) -> None:
    """Queue the alert of a proposal that was just sent, or let it wait for the next gathering."""
    # What a coordinator entered is no flood.
    if proposal.entered_by or has_confirmed(proposal.person) or take((_AT_ONCE, _ALL)):
        mails.to_coordinators(mails.alert_kind(proposal), proposal, config)
    else:
        Proposal.update(alert_waits=True).where(Proposal.id == proposal.id).execute()


def alert_after_all(proposal: Proposal, config: Config) -> None:
    """Queue the alert that waits, now that the address turned out to be the applicant's."""
    waited = Proposal.update(alert_waits=False).where(
        Proposal.id == proposal.id, Proposal.alert_waits
    )
    if waited.execute():
        mails.to_coordinators(mails.alert_kind(proposal), proposal, config)


def gather_alerts(config: Config) -> None:
    """Queue one mail to each coordinator about all proposals whose alert waits, once an hour."""
    if not _waiting().exists():
        return
    with transaction():
        waiting = [] if _told_lately() else list(_waiting().limit(_MOST))
        # Of two mailers one finds that they still wait.
        taken = Proposal.update(alert_waits=False).where(
            Proposal.alert_waits, Proposal.id.in_([proposal.id for proposal in waiting])
        )
        if waiting and taken.execute():
            _mail_together(waiting, config)


def _waiting() -> ModelSelect[Proposal]:
    return Proposal.select().where(Proposal.alert_waits).order_by(Proposal.id)


def _told_lately() -> bool:
    return bool(outbox.recent(kinds.ALERT_GATHERED, clock.now() - HOUR).exists())


def _mail_together(waiting: list[Proposal], config: Config) -> None:
    for coordinator in config.coordinators:
        outbox.queue(
            kinds.ALERT_GATHERED,
            coordinator,
            proposal=None,
            number=_number(len(waiting)),
            told=[mails.content(proposal) for proposal in waiting],
            link=url_for("workspace.home", _external=True),
        )


def _number(count: int) -> str:
    return "1 nieuw voorstel" if count == 1 else f"{count} nieuwe voorstellen"
