"""Jobs: each may run at any moment and any number of times, on several machines at once."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask

from regelruimte import clock
from regelruimte.archive.seal import seal
from regelruimte.config import Config
from regelruimte.drafts.expiring import warn_of_ending
from regelruimte.figures.account import make_accounts
from regelruimte.figures.counting import store_figures
from regelruimte.figures.report import make_reports
from regelruimte.introductions.end import end_introductions
from regelruimte.limits.count import forget
from regelruimte.pilots.news import tell_news
from regelruimte.pilots.remind import remind_of_pilots
from regelruimte.proposals.alerts import gather_alerts
from regelruimte.proposals.reread import reread_citations
from regelruimte.replies.remind import remind
from regelruimte.second_opinion.lapse import lapse
from regelruimte.second_opinion.remind import remind_seconds
from regelruimte.site.fresh_link import mail_fresh_links
from regelruimte.store.heartbeat import is_steady, note_removal
from regelruimte.store.retention import remove_what_is_past_its_term
from regelruimte.workspace.weekly import mail_weekly

# Dutch time, when hardly anybody waits.
_AT_NIGHT = 3


def retention(config: Config, *, thorough: bool = True) -> dict[str, int]:
    """Warn of drafts that end in a week, and remove what is past its term; return how many.

    A `thorough` removal on PostgreSQL rewrites its tables, which holds up everybody meanwhile.
    """
    counts = {"warned": warn_of_ending(config)}
    counts |= remove_what_is_past_its_term(
        config.terms, thorough=thorough, archive=lambda proposal: seal(proposal, config)
    )
    note_removal()
    return counts


def steady_retention(config: Config) -> dict[str, int]:
    """Do the same, thoroughly once a night.

    Not when the clock has just jumped: what is erased does not come back.
    """
    at_night = clock.now().astimezone(clock.NETHERLANDS).hour == _AT_NIGHT
    return retention(config, thorough=at_night) if is_steady() else {}


def reminders(config: Config) -> dict[str, int]:
    """Mail whoever has something to do about a proposal or a pilot; return how many, by kind."""
    by_proposal = remind(config) | remind_of_pilots(config) | tell_news(config)
    return by_proposal | remind_seconds(config) | mail_weekly(config)


def figures(_: Config) -> dict[str, int]:
    """Count the figures for whoever looks at them this hour; returns nothing to report."""
    store_figures()
    return {}


def reports(_: Config) -> dict[str, int]:
    """Make the report and the account of a quarter that is over, before anything of it is erased.

    Not when the clock has just jumped: it would be of a quarter that still runs, for ever.
    """
    return {"reports": make_reports(), "accounts": make_accounts()} if is_steady() else {}


def citations(_: Config) -> dict[str, int]:
    """Read again what is cited where an earlier reading told less; costs nothing when none is."""
    return {"citations": count} if (count := reread_citations()) else {}


def introductions(config: Config) -> dict[str, int]:
    """Tell both what came of an introduction; not when the clock has just jumped."""
    return {"introductions": end_introductions(config)} if is_steady() else {}


def limits(_: Config) -> dict[str, int]:
    """Remove the counts that are older than any limit looks back."""
    forget()
    return {}


JOBS: tuple[Callable[[Config], dict[str, int]], ...] = (
    reminders,
    reports,
    steady_retention,
    figures,
    introductions,
    limits,
    citations,
)
# What the mailer does each round, before it sends: each costs next to nothing when idle.
ERRANDS: tuple[Callable[[Config], object], ...] = (mail_fresh_links, gather_alerts, lapse)


def init_app(app: Flask) -> None:
    """Let the mailer know what to do every hour and every round, and restoring what only mails."""
    app.extensions["jobs"] = JOBS
    app.extensions["errands"] = ERRANDS
    app.extensions["catch_up"] = (reminders, warn_of_ending)
