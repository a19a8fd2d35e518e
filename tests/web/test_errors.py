"""Every error is a Dutch page with the same headers; the visitor checks both on each page."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from jinja2 import ChoiceLoader, DictLoader

from regelruimte import create_app
from regelruimte.config import read_config
from regelruimte.store.db import database
from regelruimte.web.errors import TEXTS
from regelruimte.web.page import page as page_of
from regelruimte.web.rate_limits import TOO_MUCH
from tests.people import Applicant
from tests.ports import free_port
from tests.visitor import Page, Visitor

PRODUCTION = {
    "DEVELOPMENT": "0",
    "SECRET_KEY": "a-key-that-is-long-enough-for-this",
    "SITE_URL": "https://regelruimte.example",
}
SECRET = "Dit typte een ambtenaar die niet gelezen wil worden"


def is_told(page: Page, status: int) -> None:
    assert page.status == status
    assert page.heading == TEXTS[status].title
    assert TEXTS[status].advice in page.text
    assert "b.krull@imi.nu" in page.text
    assert page.response.headers["Cache-Control"] == "no-store"


@pytest.mark.settings(**PRODUCTION)
@pytest.mark.parametrize("host", ["kwaad.example", "regelruimte.example.kwaad.example", "x y"])
def test_another_host_is_400_in_production(app: Flask, host: str) -> None:
    visitor = Visitor(app)

    is_told(visitor.visit("/", Host=host), 400)


@pytest.mark.settings(**PRODUCTION)
def test_our_own_host_is_answered(visitor: Visitor) -> None:
    assert visitor.visit("/").status == 200


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost:8000"])
def test_in_development_this_machine_is_answered(app: Flask, host: str) -> None:
    assert app.test_client().get("/postbak", base_url=f"http://{host}").status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example"])
def test_in_development_no_page_elsewhere_can_read_the_mailbox_by_a_name_of_its_own(
    app: Flask, host: str
) -> None:
    assert app.test_client().get("/postbak", base_url=f"http://{host}:8000").status_code == 400


def test_an_unknown_page_is_404(visitor: Visitor) -> None:
    is_told(visitor.visit("/bestaat-niet"), 404)


@pytest.mark.parametrize("address", ["/", "/privacy", "/healthz"])
def test_a_wrong_method_is_405_and_names_the_right_ones(visitor: Visitor, address: str) -> None:
    page = visitor.submit("POST", address, {})

    is_told(page, 405)
    assert "GET" in page.response.headers["Allow"]


def test_too_much_text_is_413(applicant: Applicant) -> None:
    page = applicant.has_written(until="regel")

    is_told(page.visitor.submit("POST", page.path, {"rule_text": "a" * 300_000}), 413)


@pytest.mark.settings(RATELIMIT_ENABLED=1)
def test_too_many_posts_are_429(app: Flask) -> None:
    visitor = Visitor(app)
    post = {"environ_overrides": {"REMOTE_ADDR": "203.0.113.99"}}
    statuses = [app.test_client().post("/voorstel", **post).status_code for _ in range(60)]

    assert set(statuses) == {303}
    page = visitor._open("POST", "/voorstel", headers={}, **post)
    assert (page.status, page.heading) == (429, TOO_MUCH.title)


@pytest.mark.settings(RATELIMIT_ENABLED=1)
@pytest.mark.parametrize("body", ["a=&" * 80_000, "a=" + "x" * 300_000], ids=["fields", "large"])
def test_refusing_much_costs_little(app: Flask, body: str) -> None:
    form = "application/x-www-form-urlencoded"
    post = {"environ_overrides": {"REMOTE_ADDR": "203.0.113.98"}, "content_type": form}
    for _ in range(60):
        app.test_client().post("/voorstel", **post)
    page = Visitor(app)._open("POST", "/voorstel", headers={}, data=body, **post)

    assert (page.status, page.heading) == (429, TOO_MUCH.title)
    assert len(page.response.data) < 10_000


@pytest.mark.own_app
def test_a_fault_of_ours_is_500(app: Flask, visitor: Visitor) -> None:
    app.add_url_rule("/stuk", view_func=lambda: str(1 / 0))

    is_told(visitor.visit("/stuk"), 500)


@pytest.mark.own_app
@pytest.mark.parametrize(
    "place", ["{{ tilte }}", "{% if tilte %}x{% endif %}", "{{ terms.dgaen }}"]
)
def test_a_mistyped_name_in_a_page_is_a_fault_of_ours(
    app: Flask, visitor: Visitor, place: str
) -> None:
    mistyped = DictLoader({"mistyped.html": f"<section id='mistyped'>{place}</section>"})
    app.jinja_env.loader = ChoiceLoader([mistyped, app.jinja_env.loader])
    app.add_url_rule("/getikt", view_func=lambda: page_of("mistyped", title="Getikt"))

    is_told(visitor.visit("/getikt"), 500)


def test_an_error_for_htmx_is_a_fragment(visitor: Visitor) -> None:
    page = visitor.visit("/bestaat-niet", HX_Request="true", HX_Request_Type="partial")

    assert page.status == 404
    assert page.heading == TEXTS[404].title
    assert not page.soup.find("footer")


@pytest.mark.parametrize("status", TEXTS)
def test_every_error_says_in_dutch_what_to_do(status: int) -> None:
    assert len(TEXTS[status].title) > 10
    assert TEXTS[status].advice.endswith(".")


# A database that is away


def site_at(database_url: str, folder: Path) -> Visitor:
    variables = {"DEVELOPMENT": "1", "INSTANCE_PATH": str(folder), "DATABASE_URL": database_url}
    config = read_config({f"REGELRUIMTE_{name}": value for name, value in variables.items()})
    return Visitor(create_app(config))


def nowhere(_: Path) -> str:
    return f"postgresql://postgres@127.0.0.1:{free_port()}/postgres"


def a_folder_in_its_place(folder: Path) -> str:
    return f"sqlite:///{folder}"


def without_tables(folder: Path) -> str:
    return f"sqlite:///{folder}/empty.sqlite"


def damaged(folder: Path) -> str:
    (folder / "damaged.sqlite").write_bytes(b"Dit is geen database. " * 400)
    return f"sqlite:///{folder}/damaged.sqlite"


def test_a_damaged_database_is_told_in_dutch_and_left_as_it_is(tmp_path: Path) -> None:
    visitor = site_at(damaged(tmp_path), tmp_path)
    before = (tmp_path / "damaged.sqlite").read_bytes()
    try:
        page = visitor.visit("/voorstel/" + "a" * 32)
    finally:
        database.close()

    is_told(page, page.status)
    assert page.status in {500, 503}
    assert (tmp_path / "damaged.sqlite").read_bytes() == before


@pytest.mark.parametrize("where", [nowhere, a_folder_in_its_place, without_tables])
def test_a_database_that_is_away_or_empty_is_503(tmp_path: Path, where: object) -> None:
    visitor = site_at(where(tmp_path), tmp_path)
    try:
        page = visitor.visit("/voorstel/" + "a" * 32)
        is_told(page, 503)
        assert page.response.headers["Retry-After"] == "60"
        assert visitor.visit("/healthz").status == 503
    finally:
        database.close()


# What the log tells


@pytest.mark.both_databases
def test_the_log_names_a_fault_without_token_or_text(
    app: Flask, applicant: Applicant, caplog: pytest.LogCaptureFixture
) -> None:
    applicant.has_written(until="regel")
    with app.app_context():
        database.execute_sql("ALTER TABLE proposal RENAME COLUMN saves TO away")
    try:
        page = applicant.visitor.submit(
            "POST", f"/voorstel/{applicant.token}/regel", {"alternative": SECRET}
        )
    finally:
        with app.app_context():
            database.execute_sql("ALTER TABLE proposal RENAME COLUMN away TO saves")

    assert page.status in {500, 503}
    assert applicant.token not in caplog.text
    assert SECRET not in caplog.text


@pytest.mark.both_databases
@pytest.mark.own_app
def test_the_log_names_a_fault_that_holds_what_was_typed_without_it(
    app: Flask, visitor: Visitor, caplog: pytest.LogCaptureFixture
) -> None:
    def break_down(token: str) -> str:
        raise ValueError(f"{token}: {SECRET}")

    app.add_url_rule("/stuk/<token>", view_func=break_down)
    assert visitor.visit("/stuk/abcdefghijklmnop").status == 500

    assert "ValueError at" in caplog.text
    assert "break_down" in caplog.text
    assert "abcdefghijklmnop" not in caplog.text
    assert SECRET not in caplog.text
