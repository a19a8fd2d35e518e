"""The account of a quarter for everybody: about how many proposals, by kind of rule and theme.

It is made once, after the report that it tells less than, and kept as it was.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from regelruimte.figures.bands import band, in_words, least
from regelruimte.figures.counting import Span
from regelruimte.figures.figure import Figure
from regelruimte.figures.quarter import Quarter, quarter_named
from regelruimte.figures.report import Report, report_of, reported
from regelruimte.figures.suppression import FEW, OTHERS
from regelruimte.register.lookup import newest_texts
from regelruimte.register.status import THEMES
from regelruimte.store.db import transaction
from regelruimte.store.models import Proposal, QuarterAccount, RuleCardProposal, RuleCardText
from regelruimte.store.organisations import told_apart

Rows = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Account:
    """What is told of a quarter: labels with their bands; `total` is a sentence's end, or ""."""

    quarter: Quarter
    total: str
    levels: Rows
    themes: Rows


@dataclass(frozen=True, slots=True)
class Reported:
    """One proposal of a theme: whose it may be, and which card is about it."""

    organisation: str
    card: int


def make_accounts() -> int:
    """Make and keep the account of each quarter that has a report and no account; return how many.

    The first one counts where another machine made it meanwhile.
    """
    quarters = reported()
    missing = [each for each in quarters if each not in accounted()]
    for quarter in missing:
        report = report_of(quarter.key, quarters)
        if report:
            _keep(quarter, bands_of(report, _by_theme(quarter)))
    return len(missing)


def accounted() -> list[Quarter]:
    """Return the quarters that have an account, the last one first."""
    keys = (row.quarter for row in QuarterAccount.select(QuarterAccount.quarter))
    quarters = (quarter for quarter in map(quarter_named, keys) if quarter)
    return sorted(quarters, key=lambda quarter: quarter.first, reverse=True)


def accounts() -> list[Account]:
    """Return every account, the last quarter first."""
    found = {row.quarter: row.bands for row in QuarterAccount.select()}
    named = ((quarter_named(key), bands) for key, bands in found.items())
    made = [_account(quarter, bands) for quarter, bands in named if quarter]
    return sorted(made, key=lambda each: each.quarter.first, reverse=True)


def account_of(key: str) -> Account | None:
    """Return the account of the quarter with this key; None when there is none."""
    quarter, row = quarter_named(key), QuarterAccount.get_or_none(QuarterAccount.quarter == key)
    return _account(quarter, row.bands) if quarter and row else None


def bands_of(report: Report, by_theme: dict[str, list[Reported]]) -> dict[str, object]:
    """Return what is kept of a quarter, by its report and by who reported what of each theme.

    A theme is told of three proposals, organisations and cards or more: of fewer cards it would
    tell in which quarter those of a card were sent.
    """
    levels = list(_levels(report.figures))
    themes = [(each.label, _theme_band(by_theme.get(each.key, []))) for each in THEMES]
    themes = [(name, key) for name, key in themes if key]
    told = max(least(key for _, key in levels), least(key for _, key in themes))
    total = f"minstens {told}" if told else in_words(band(report.total or 0))
    return {"total": total, "levels": levels, "themes": themes}


def _levels(figures: Iterable[Figure]) -> Iterator[tuple[str, str]]:
    """Yield each kind of rule that the report names; what that gathered is not told at all."""
    for bar in next((each.bars for each in figures if each.key == "level"), ()):
        if bar.label != OTHERS and band(bar.count or 0):
            yield bar.label, band(bar.count or 0)


def _theme_band(of_theme: list[Reported]) -> str:
    cards = {each.card for each in of_theme}
    enough = len(cards) >= FEW and told_apart(each.organisation for each in of_theme) >= FEW
    return band(len(of_theme)) if enough else ""


def _by_theme(quarter: Quarter) -> dict[str, list[Reported]]:
    """Return who reported what of each theme in a quarter, by the newest texts of the cards."""
    themes = {text.id: text.theme for text in newest_texts()}
    told = (Proposal.id, Proposal.organisation, RuleCardText.id, RuleCardText.card)
    rows = RuleCardProposal.select(RuleCardProposal, *told)
    rows = rows.join(Proposal).switch(RuleCardProposal).join(RuleCardText)
    sent = Proposal.submitted_at.between(*Span(quarter.first, quarter.last).moments)
    found: dict[str, list[Reported]] = defaultdict(list)
    for row in rows.where(sent, ~Proposal.confidential):
        if theme := themes.get(row.text_id):
            found[theme].append(Reported(row.proposal.organisation, row.text.card_id))
    return found


def _keep(quarter: Quarter, bands: dict[str, object]) -> None:
    row = {"quarter": quarter.key, "bands": bands}
    with transaction():
        QuarterAccount.insert(row).on_conflict_ignore().execute()


def _account(quarter: Quarter, bands: dict[str, object]) -> Account:
    return Account(quarter, str(bands["total"]), _rows(bands["levels"]), _rows(bands["themes"]))


def _rows(stored: object) -> Rows:
    pairs = stored if isinstance(stored, list) else []
    return [(str(name), in_words(str(key))) for name, key in pairs]
