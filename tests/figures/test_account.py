"""The account of a quarter tells everybody about how many, and no count can be worked out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from itertools import product
from random import Random
from xml.etree import ElementTree as ET

import pytest
from flask import Flask

from regelruimte import clock
from regelruimte.figures.account import Reported, account_of, bands_of, make_accounts
from regelruimte.figures.bands import BANDS, band
from regelruimte.figures.figure import Bar, Figure
from regelruimte.figures.quarter import quarter_on, quarters_over
from regelruimte.figures.report import Report, make_reports
from regelruimte.figures.suppression import published_total, suppress_together
from regelruimte.store.models import Proposal, QuarterAccount, RuleCardText
from tests.cards import public_cards, sends, writes
from tests.people import Applicant, Everyone
from tests.stored import dump
from tests.visitor import Visitor

LAST = quarters_over(1)[0]
THEN = datetime.combine(LAST.first, time(12), clock.NETHERLANDS) - clock.now()
ADDRESS = f"/regels/verantwoording/{LAST.key}"
LEVELS = ("Wet", "Verordening", "Werkinstructie", "Afspraak")


def published(counts: tuple[int, ...], confidential: int = 0) -> str:
    """Return all that is told of a quarter with so many proposals of each kind of rule."""
    bars = tuple(Bar(name, count) for name, count in zip(LEVELS, counts, strict=False) if count)
    figures = suppress_together([Figure("level", "Soort regel", "voorstellen", bars)])
    total = published_total(sum(counts), sum(counts) + confidential)
    return repr(bands_of(Report(LAST, total, figures), {}))


def test_of_no_quarter_a_count_can_be_worked_out() -> None:
    """All small tables are tried: what is told of each is told of others, in every kind of rule."""
    alike: dict[str, list[tuple[int, ...]]] = defaultdict(list)
    for counts in product(range(16), repeat=3):
        alike[published(counts)].append(counts)

    for told, tables in alike.items():
        for place in range(3):
            values = {table[place] for table in tables}
            assert len(values) > 2 or values == {0}, (told, tables[:3])
        assert len({sum(table) for table in tables}) > 2 or told == published((0, 0, 0))


def test_whether_there_was_one_more_confidential_proposal_is_not_told() -> None:
    for counts in product((0, 1, 2, 4, 7), repeat=3):
        told = {published(counts, number) for number in range(3)}
        assert len(told) == 1


def test_a_theme_is_told_of_three_proposals_organisations_and_cards() -> None:
    chance = Random(1)
    for _ in range(10_000):
        rows = [
            Reported(f"Gemeente {chance.choice('abcdef')}", chance.randint(1, 5))
            for _ in range(chance.randint(0, 12))
        ]
        told = bands_of(Report(LAST, None, []), {"data": rows})["themes"]
        enough = (len(rows), len({r.organisation for r in rows}), len({r.card for r in rows}))
        assert bool(told) is (min(enough) >= 3)


def test_bands_leave_no_gap() -> None:
    keys = [band(count) for count in range(200)]

    assert set(keys[:3]) == {""}
    assert list(dict.fromkeys(keys[3:])) == [each.key for each in BANDS]


# As pages


@pytest.fixture
def some(app: Flask, everyone: Everyone) -> Iterator[None]:
    """Eleven proposals in the quarter that is over, and enough cards for a register."""
    with app.app_context():
        with clock.moved(THEN):
            for number in range(11):
                everyone.applicant.has_sent(rule_level="act" if number < 8 else "procedure")
        make_reports()
        make_accounts()
        public_cards(5)
        yield


@pytest.mark.usefixtures("some")
def test_the_account_is_a_page_a_table_and_an_item_of_a_feed(visitor: Visitor) -> None:
    page = visitor.visit("/regels/uitleg").follow("Lees per kwartaal").follow(f"Het {LAST.label}")
    assert "3 tot 9" in page.text
    assert "minstens 6" in page.text
    assert page.path == ADDRESS
    for told in ("11", "8"):
        assert told not in page.text.split()

    table = visitor.client.get(f"{ADDRESS}.csv")
    assert table.mimetype == "text/csv"
    assert "3 tot 9" in table.get_data(as_text=True)
    feed = ET.fromstring(visitor.client.get("/regels/verantwoording.atom").get_data())
    (entry,) = feed.findall("{http://www.w3.org/2005/Atom}entry")
    assert str(entry.findtext("{http://www.w3.org/2005/Atom}id")).endswith(ADDRESS)


@pytest.mark.usefixtures("some")
@pytest.mark.parametrize(
    "address", [ADDRESS, f"{ADDRESS}.csv", "/regels/verantwoording", "/regels/verantwoording.atom"]
)
def test_nothing_is_told_while_the_register_is_closed(visitor: Visitor, address: str) -> None:
    assert visitor.client.get(address).status_code == 200
    RuleCardText.delete().execute()

    assert visitor.client.get(address).status_code == 404


@pytest.mark.usefixtures("some")
def test_a_quarter_that_runs_has_no_account(visitor: Visitor) -> None:
    running = quarter_on(clock.today()).key

    for key in (running, "2026-9", "x", "2001-1"):
        assert visitor.client.get(f"/regels/verantwoording/{key}").status_code == 404


@pytest.mark.usefixtures("some")
def test_an_account_stays_as_it_was_made(app: Flask, applicant: Applicant) -> None:
    before = dump(app)["QuarterAccount"]
    with clock.moved(THEN):
        applicant.has_sent(rule_level="act")
    Proposal.update(rule_level="procedure").execute()

    assert (make_reports(), make_accounts()) == (0, 0)
    assert dump(app)["QuarterAccount"] == before


def test_a_theme_comes_from_the_cards_that_proposals_are_on(app: Flask, everyone: Everyone) -> None:
    with app.app_context():
        with clock.moved(THEN + timedelta(days=1)):
            sent = [sends(everyone.applicant, f"Gemeente {p}") for p in ("Aa", "Bee", "Cee")]
        for proposal in sent[:2]:
            writes(everyone, [proposal])
        make_reports()
        make_accounts()
        assert account_of(LAST.key).themes == []
        QuarterAccount.delete().execute()

        writes(everyone, sent[2:])
        make_accounts()
        assert account_of(LAST.key).themes == [("Inkoop", "3 tot 9")]
