"""The public pages: not there before five cards, and no word of a proposal ever after."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask import Flask
from peewee import PostgresqlDatabase

from regelruimte import clock
from regelruimte.clock import MONTHS
from regelruimte.register import files, public
from regelruimte.register.release import release
from regelruimte.store.db import database
from regelruimte.store.models import RuleCardText
from tests.cards import RESTED, is_ready, now, public_cards, says, three_send
from tests.people import Applicant, Everyone
from tests.queries import queries_of
from tests.visitor import Visitor


def has(app: Flask, number: int, first: int = 0, **changed: object) -> None:
    with app.app_context():
        public_cards(number, first, **changed)


@pytest.mark.both_databases
def test_the_register_opens_with_the_fifth_card(app: Flask, visitor: Visitor) -> None:
    has(app, 4)
    assert visitor.visit("/regels", expects=404).status == 404
    assert visitor.visit("/regels/bbbbbbbb", expects=404).status == 404

    has(app, 1, first=4)

    assert visitor.visit("/regels").follow("Regel 00003").heading == "Regel 00003"


def plan_of_the_list() -> str:
    """Return how the database would find a page of the list."""
    sql, values = public._ordered(public._shown()).limit(public.A_PAGE + 1).sql()
    explain = "EXPLAIN" if isinstance(database.obj, PostgresqlDatabase) else "EXPLAIN QUERY PLAN"
    return str(database.execute_sql(f"{explain} {sql}", values).fetchall())


@pytest.mark.both_databases
def test_a_page_of_the_list_is_read_by_an_index_in_its_order(app: Flask) -> None:
    with app.app_context(), database.atomic() as begun:
        public_cards(400)
        database.execute_sql("ANALYZE")

        plan = plan_of_the_list()

        begun.rollback()
    assert "rule_card_text_state_sorted_by" in plan
    # Only cards with one title are put in order: by their address, behind the index.
    assert "Incremental Sort" in plan or "RIGHT PART OF ORDER BY" in plan


def test_with_the_fifth_card_gone_all_are(app: Flask, visitor: Visitor) -> None:
    has(app, 5)
    with app.app_context():
        RuleCardText.update(state="withdrawn").where(RuleCardText.title == "Regel 00004").execute()

    assert visitor.visit("/regels", expects=404).status == 404


def test_how_it_is_done_can_be_read_before_there_are_any(visitor: Visitor) -> None:
    assert visitor.visit("/regels/uitleg").heading == "Hoe we over regels schrijven"


@pytest.mark.parametrize("state", ["draft", "asked", "ready", "replaced", "withdrawn"])
def test_only_what_was_released_is_there(app: Flask, visitor: Visitor, state: str) -> None:
    has(app, 6)
    with app.app_context():
        RuleCardText.update(state=state).where(RuleCardText.title == "Regel 00002").execute()

    assert "Regel 00002" not in visitor.visit("/regels").text
    assert visitor.visit("/regels/bbbbbbbd", expects=404).status == 404


@pytest.mark.parametrize("path", ["/regels", "/regels/bbbbbbbb", "/regels/uitleg"])
def test_a_page_may_be_kept_for_five_minutes_and_copied_by_no_search_engine(
    app: Flask, visitor: Visitor, path: str
) -> None:
    has(app, 5)

    headers = visitor.visit(path).response.headers

    assert headers["Cache-Control"] == "public, max-age=300"
    assert headers["X-Robots-Tag"] == "noarchive"
    assert "Set-Cookie" not in headers


@pytest.mark.both_databases
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"Regel 00000", "Regel 00005", "Regel 00006"}),
        ("?niveau=act", {"Regel 00000"}),
        ("?thema=data", {"Regel 00005"}),
        ("?status=running", {"Regel 00006"}),
        ("?status=outcome", set()),
        ("?zoek=00006", {"Regel 00006"}),
        ("?zoek=RÉG 0000", {"Regel 00000", "Regel 00005", "Regel 00006"}),
        ("?zoek=egel", set()),
        ("?zoek=%25", {"Regel 00000", "Regel 00005", "Regel 00006"}),
        ("?niveau=onzin&pagina=x", {"Regel 00000", "Regel 00005", "Regel 00006"}),
        ("?pagina=2", set()),
    ],
)
def test_the_list_is_narrowed_by_its_address(
    app: Flask, visitor: Visitor, query: str, found: set[str]
) -> None:
    has(app, 5)
    has(app, 1, first=5, theme="data", level="procedure")
    has(app, 1, first=6, status="running", level="procedure")

    page = visitor.visit(f"/regels{query}")

    titles = {link.get_text() for link in page.soup.select(".cards a")}
    assert found == titles & {"Regel 00000", "Regel 00005", "Regel 00006"}
    assert bool(titles) == bool(found)


def test_the_list_goes_on_on_a_next_page(app: Flask, visitor: Visitor) -> None:
    has(app, 51)

    page = visitor.visit("/regels?thema=procurement")
    assert len(page.soup.select(".cards a")) == 50
    page = page.follow("Volgende regels")
    assert [link.get_text() for link in page.soup.select(".cards a")] == ["Regel 00050"]
    assert page.follow("Vorige regels").path == "/regels?thema=procurement"


@pytest.mark.both_databases
def test_the_list_of_ten_thousand_asks_once(app: Flask, visitor: Visitor) -> None:
    has(app, 5)
    assert len(queries_of(visitor, "GET", "/regels")) == 1
    assert len(queries_of(visitor, "GET", "/regels/bbbbbbbb")) == 1


def test_the_order_tells_nothing_of_when_it_was_written(app: Flask) -> None:
    has(app, 3, first=3)
    has(app, 3)

    with app.app_context():
        titles = [card.title for card in public.everything()]

    assert titles == sorted(titles)


# Nothing of a proposal

CANARIES = {
    "rule_text": "Kanariepiet zingt elke ochtend over veel te lange formulieren.",
    "example": "Kanariepiet kocht op 4321 plekken appelmoes voor de kantine.",
    "alternative": "Voortaan mag Kanariepiet zelf kiezen waar de appelmoes vandaan komt, punt.",
    "name": "Zwaantje Zonderling",
    "job_title": "Kanarieverzorger",
}


@pytest.fixture
def released(everyone: Everyone) -> Everyone:
    """Five public cards, each about three proposals that are full of what may not be told."""
    with everyone.app.app_context():
        for number in range(5):
            proposals = three_send(everyone.applicant, number, **CANARIES)
            is_ready(
                everyone, proposals, title=f"Toestemming voor uitgaven, soort {'abcde'[number]}"
            )
        with clock.moved(RESTED):
            release()
    return everyone


def public_pages(visitor: Visitor) -> list[str]:
    """Return the bytes of every page that tells of the register."""
    links = [link["href"] for link in visitor.visit("/regels").soup.select(".cards a")]
    assert len(links) == 5
    paths = ["/regels", "/regels?zoek=uitgaven", "/regels/uitleg", "/insluiten/kaart", *links]
    paths += [file.path for file in (*files.FILES, files.DATASET)]
    return [visitor.client.get(path).get_data(as_text=True) for path in paths]


@pytest.mark.settings(PUBLISHER="Ministerie X <https://ministerie.example/id>")
def test_no_word_of_a_proposal_is_public(released: Everyone, visitor: Visitor) -> None:
    whole = "\n".join(public_pages(visitor))

    secrets = ("anarie", "appelmoes", "4321", "Zwaantje", "RR-", "Aalwijk", "Beekdam", "@huis")
    assert [word for word in secrets if word in whole] == []
    assert not re.search(rf"\d (?:{'|'.join(MONTHS)}) \d{{4}}", whole), "no day"
    assert "helft van" in whole


def test_a_card_is_gone_for_everybody_in_the_moment_of_a_no(
    released: Everyone, visitor: Visitor
) -> None:
    with released.app.app_context():
        public_cards(1)
        text = RuleCardText.select().where(RuleCardText.title.contains("soort a")).get()
        slug = text.card.slug
        says(text.linked[0].proposal, "no")
        assert now(text).state == "withdrawn"

    assert visitor.visit(f"/regels/{slug}", expects=404).status == 404
    assert "soort a" not in "".join(visitor.visit(p).text for p in ("/regels", "/insluiten/kaart"))


# Elsewhere on the site


def test_the_embedded_card_tells_of_three_rules(app: Flask, visitor: Visitor) -> None:
    has(app, 5)
    has(app, 1, first=9, release_day=clock.today() + timedelta(days=400))

    told = [each.get_text() for each in visitor.visit("/insluiten/kaart").soup.select("li a")]

    assert [text.split(" (")[0] for text in told] == ["Regel 00009", "Regel 00000", "Regel 00001"]


@pytest.mark.both_databases
def test_beside_the_rule_it_is_told_that_the_register_has_it(
    app: Flask, applicant: Applicant
) -> None:
    has(app, 5)
    applicant.has_written(until="over-jou", rule_source="Zie BWBR0000003")

    page = applicant.opens("regel")

    assert "Over deze regel staat al iets: Regel 00003" in page.text


def test_beside_another_rule_nothing_is_told(app: Flask, applicant: Applicant) -> None:
    has(app, 5)
    applicant.has_written(until="over-jou", rule_source="BWBR0009999")

    assert "staat al iets" not in applicant.opens("regel").text


def saves(applicant: Applicant, **posted: str) -> tuple[int, str]:
    """Leave a field, as a browser with scripts does."""
    page = applicant.opens("regel")
    headers = {"HX-Request": "true", "HX-Request-Type": "partial"}
    answer = applicant.visitor.client.post(
        f"{page.path}/bewaar", data={"basis": page.value("basis"), **posted}, headers=headers
    )
    return answer.status_code, answer.get_data(as_text=True)


def test_with_scripts_it_is_told_when_the_field_is_left(app: Flask, applicant: Applicant) -> None:
    has(app, 5)
    applicant.has_written(until="over-jou")

    assert saves(applicant, rule_source="Gewoon een procedure") == (204, "")
    status, told = saves(applicant, rule_source="BWBR0000003")
    assert (status, 'id="bekende-regel" data-hx-swap-oob="true"' in told) == (200, True)
    assert "Regel 00003" in told
    assert saves(applicant, rule_source="BWBR0000003", bekend="bbbbbbbf") == (204, "")
    status, told = saves(applicant, rule_source="Toch niet", bekend="bbbbbbbf")
    assert (status, "Regel" in told) == (200, False)


def test_before_there_are_five_nothing_is_told(app: Flask, applicant: Applicant) -> None:
    has(app, 4)
    applicant.has_written(until="over-jou", rule_source="BWBR0000003")

    assert "staat al iets" not in applicant.opens("regel").text
