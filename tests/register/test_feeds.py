"""The register as files: there with the fifth card, right by their standards, nothing beyond it."""

from __future__ import annotations

import csv
import io
import json
import re
import time
from collections.abc import Callable
from datetime import date

import brotli
import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import etree
from werkzeug.test import TestResponse

from regelruimte.register import files, open_data
from regelruimte.store.db import database
from regelruimte.store.models import RuleCardText
from tests.cards import public_cards
from tests.queries import queries_of
from tests.register.feed_rules import atom_faults, json_feed_faults
from tests.visitor import Visitor

ATOM = "{http://www.w3.org/2005/Atom}"
PATHS = [file.path for file in (*files.FILES, files.DATASET)]
each_file = pytest.mark.parametrize("path", PATHS)
each_feed = pytest.mark.parametrize("path", [file.path for file in files.FILES])
published = pytest.mark.settings(
    PUBLISHER="Ministerie X <https://identifier.overheid.nl/tooi/id/ministerie/mnre0000>"
)
STRANGE = "a\x00\x0b\x1f\ufffe <b>&amp; ]]> 😀 “x” \u2028"


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A program that fetches files."""
    return app.test_client()


def has(app: Flask, number: int, first: int = 0, **changed: object) -> None:
    with app.app_context():
        public_cards(number, first, **changed)


def fetched(client: FlaskClient, path: str, **headers: str) -> TestResponse:
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.get(path, headers=sent)


# Titles, as a program finds them in each file.


def of_csv(content: bytes) -> list[str]:
    _, *rows = csv.reader(io.StringIO(content.decode(), newline=""), strict=True)
    at = [field.key for field in open_data.FIELDS].index("title")
    return [row[at] for row in rows]


def of_json(content: bytes) -> list[str]:
    return [item["title"] for item in json.loads(content)["items"]]


def of_atom(content: bytes) -> list[str]:
    entries = etree.fromstring(content).iter(f"{ATOM}entry")
    return [entry.findtext(f"{ATOM}title") for entry in entries]


TITLES: dict[str, Callable[[bytes], list[str]]] = {
    files.CSV.path: of_csv,
    files.JSON_FEED.path: of_json,
    files.ATOM.path: of_atom,
}


@published
@each_file
@pytest.mark.both_databases
def test_a_file_is_there_with_the_fifth_card(app: Flask, client: FlaskClient, path: str) -> None:
    has(app, 4)
    assert fetched(client, path).status_code == 404

    has(app, 1, first=4)

    assert fetched(client, path).status_code == 200


@each_feed
@pytest.mark.both_databases
def test_a_file_holds_every_public_card_and_no_other(
    app: Flask, client: FlaskClient, path: str
) -> None:
    has(app, 60)
    with app.app_context():
        for number, state in enumerate(("draft", "asked", "ready", "replaced", "withdrawn")):
            which = RuleCardText.title == f"Regel {number:05d}"
            RuleCardText.update(state=state).where(which).execute()

    titles = TITLES[path](fetched(client, path).data)

    assert titles == [f"Regel {number:05d}" for number in range(5, 60)]


@each_feed
def test_what_is_taken_off_leaves_no_trace_in_a_file(
    app: Flask, client: FlaskClient, path: str
) -> None:
    has(app, 6)
    before = fetched(client, path)
    with app.app_context():
        RuleCardText.update(state="withdrawn").where(RuleCardText.title == "Regel 00003").execute()

    after = fetched(client, path, If_None_Match=before.headers["ETag"])

    assert after.status_code == 200
    assert b"Regel 00003" in before.data
    assert b"00003" not in after.data
    assert b"bbbbbbbf" not in after.data


@published
@each_file
def test_a_file_is_for_everybody_and_kept_for_five_minutes(
    app: Flask, client: FlaskClient, path: str
) -> None:
    has(app, 5)

    headers = fetched(client, path).headers

    assert headers["Access-Control-Allow-Origin"] == "*"
    assert headers["Cache-Control"] == "public, max-age=300"
    assert headers["X-Robots-Tag"] == "noarchive"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "Set-Cookie" not in headers
    assert "Content-Disposition" not in headers


@published
@each_file
@pytest.mark.parametrize("encoding", ["identity", "br"])
def test_who_has_the_file_already_is_told_so(
    app: Flask, client: FlaskClient, path: str, encoding: str
) -> None:
    has(app, 5)
    first = fetched(client, path, Accept_Encoding=encoding)

    again = fetched(client, path, Accept_Encoding=encoding, If_None_Match=first.headers["ETag"])

    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["Access-Control-Allow-Origin"] == "*"
    assert again.headers["Cache-Control"] == "public, max-age=300"


@published
@each_file
def test_a_file_travels_compressed(app: Flask, client: FlaskClient, path: str) -> None:
    has(app, 5)

    packed = fetched(client, path, Accept_Encoding="br")

    assert packed.headers["Content-Encoding"] == "br"
    assert brotli.decompress(packed.data) == fetched(client, path).data


@published
@each_file
@pytest.mark.both_databases
def test_a_file_asks_the_database_once(app: Flask, visitor: Visitor, path: str) -> None:
    has(app, 5)

    assert len(queries_of(visitor, "GET", path)) == 1


@each_feed
def test_nobody_reads_a_day_or_a_month_in_a_file(
    app: Flask, client: FlaskClient, path: str
) -> None:
    has(app, 5, release_day=date(2026, 8, 1), checked_on=date(2026, 3, 4))

    told = fetched(client, path).text

    days = set(re.findall(r"20\d\d-\d\d-\d\d", told))
    assert days <= {"2026-07-01"}, "where a standard wants a day, the first of the half-year"
    assert "2026-H2" in told or path == files.ATOM.path


@published
@each_file
def test_what_a_coordinator_is_called_is_in_no_file(
    app: Flask, client: FlaskClient, path: str
) -> None:
    has(app, 5)

    told = fetched(client, path).text

    assert [word for word in ("imi.nu", "Krull", "Rense") if word in told] == []


# By their standards


@pytest.mark.settings(SITE_URL="https://regelruimte.example")
def test_the_atom_feed_keeps_to_the_standard(app: Flask, client: FlaskClient) -> None:
    has(app, 5, title=STRANGE, room=STRANGE, rule="")
    has(app, 3, first=5, release_day=date(2027, 2, 1))

    answer = fetched(client, files.ATOM.path)

    assert answer.mimetype == "application/atom+xml"
    assert atom_faults(answer.data) == []
    root = etree.fromstring(answer.data)
    assert root.findtext(f"{ATOM}updated") == "2027-01-01T00:00:00Z"
    itself = root.find(f"{ATOM}link[@rel='self']").get("href")
    assert itself == f"https://regelruimte.example{files.ATOM.path}"


@pytest.mark.settings(SITE_URL="https://regelruimte.example")
def test_the_json_feed_keeps_to_the_standard(app: Flask, client: FlaskClient) -> None:
    has(app, 5, title=STRANGE, room=STRANGE, rule="")
    has(app, 3, first=5)

    answer = fetched(client, files.JSON_FEED.path)

    assert answer.headers["Content-Type"] == "application/feed+json"
    assert json_feed_faults(answer.data) == []
    feed = answer.get_json(force=True)
    assert feed["feed_url"] == f"https://regelruimte.example{files.JSON_FEED.path}"
    keys = [field.key for field in open_data.FIELDS]
    assert [list(item["_regelruimte"]) for item in feed["items"]] == [keys] * 8


@pytest.mark.parametrize(
    ("there", "instead"),
    [
        ("<updated>2026-01-01T00:00:00Z</updated>", ""),
        ("T00:00:00Z", "t00:00:00z"),
        ("<author><name>Regelruimte</name>", "<author>"),
        (' rel="self"', ""),
        ("<summary>", "<summary/><summary>"),
        ("<summary>", "<samenvatting/><summary>"),
        (' term="procurement"', ""),
        ("/regels/bbbbbbbc</id>", "/regels/bbbbbbbb</id>"),
    ],
)
def test_a_fault_in_an_atom_feed_would_be_noticed(
    app: Flask, client: FlaskClient, there: str, instead: str
) -> None:
    has(app, 5)
    told = fetched(client, files.ATOM.path).text

    assert there in told
    assert atom_faults(told.replace(there, instead).encode()) != []


@pytest.mark.parametrize(
    ("there", "instead"),
    [
        ('"content_text"', '"_content"'),
        ('"content_text"', '"text"'),
        ("version/1.1", "version/1"),
        ("/regels/bbbbbbbc", "/regels/bbbbbbbb"),
        ('"title"', '"titel"'),
        ('"Inkoop"', "1"),
    ],
)
def test_a_fault_in_a_json_feed_would_be_noticed(
    app: Flask, client: FlaskClient, there: str, instead: str
) -> None:
    has(app, 5)
    told = fetched(client, files.JSON_FEED.path).text

    assert there in told
    assert json_feed_faults(told.replace(there, instead).encode()) != []


def test_the_table_keeps_to_the_standard(app: Flask, client: FlaskClient) -> None:
    """RFC 4180, 2: CRLF after every row, as many fields in each, quotes doubled and in quotes."""
    has(app, 5, title='Met "quotes", een komma', room="Twee\r\nregels")

    answer = fetched(client, files.CSV.path)

    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8; header=present"
    assert answer.data[:3] != b"\xef\xbb\xbf"
    bare, quoted = r'[^",\r\n]*', r'"(?:[^"]|"")*"'
    field = f"(?:{quoted}|{bare})"
    others = len(open_data.FIELDS) - 1
    assert re.fullmatch(rf"(?:{field}(?:,{field}){{{others}}}\r\n){{6}}", answer.text)
    assert of_csv(answer.data) == ['Met "quotes", een komma'] * 5


@pytest.mark.parametrize("text", ["=1+1", "+31", "-1 uur", "@iemand", "a,=1+1", "\t=1+1"])
def test_no_program_finds_a_formula_in_the_table(
    app: Flask, client: FlaskClient, text: str
) -> None:
    has(app, 5, title=text)

    for cell in re.split(r"[;,|\t\r\n]", fetched(client, files.CSV.path).text):
        assert cell.strip(' "')[:1] not in set("=+-@")


def test_the_files_tell_the_same(app: Flask, client: FlaskClient) -> None:
    has(app, 5, status="outcome", outcome="kept")

    told = fetched(client, files.JSON_FEED.path).get_json(force=True)["items"]
    heading, *rows = csv.reader(io.StringIO(fetched(client, files.CSV.path).text, newline=""))

    assert heading == [field.label for field in open_data.FIELDS]
    assert len(set(heading)) == len(heading)
    assert [list(item["_regelruimte"].values()) for item in told] == rows


def test_everything_a_page_tells_of_a_card_is_in_the_files(app: Flask, visitor: Visitor) -> None:
    has(app, 5)
    page = visitor.visit("/regels/bbbbbbbb")

    item = fetched(visitor.client, files.JSON_FEED.path).get_json(force=True)["items"][0]

    for told in page.soup.select("main dd.prose"):
        assert told.get_text() in item["_regelruimte"].values()
    assert item["_regelruimte"]["source"] in {link["href"] for link in page.soup.select("dd a")}


# Where they are found


@published
@pytest.mark.parametrize("page", ["/regels", "/regels/uitleg"])
def test_the_pages_lead_to_every_file(app: Flask, visitor: Visitor, page: str) -> None:
    has(app, 5)

    where = "link[rel=alternate]" if page == "/regels" else "main a"
    found = {link["href"]: link.get("type") for link in visitor.visit(page).soup.select(where)}

    assert set(PATHS) <= found.keys()
    if page == "/regels":
        types = {path: fetched(visitor.client, path).mimetype for path in found}
        assert found == types


def test_before_there_are_five_cards_only_what_is_free_is_told(visitor: Visitor) -> None:
    page = visitor.visit("/regels/uitleg")

    assert not [path for path in PATHS if path in str(page.soup)]
    assert "CC0" in page.text, "whoever is asked for a yes reads it before there are any"


def test_where_nobody_publishes_there_is_no_description(app: Flask, visitor: Visitor) -> None:
    has(app, 5)

    assert fetched(visitor.client, files.DATASET.path).status_code == 404
    for page in ("/regels", "/regels/uitleg"):
        assert files.DATASET.path not in str(visitor.visit(page).soup)


@pytest.mark.seldom
def test_ten_thousand_cards_are_given_whole(app: Flask, visitor: Visitor) -> None:
    with database.atomic():
        has(app, 10_000)

    for path in TITLES:
        began = time.process_time()
        answer = fetched(visitor.client, path)
        assert time.process_time() - began < 3
        assert len(TITLES[path](answer.data)) == 10_000
