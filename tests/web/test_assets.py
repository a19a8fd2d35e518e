"""Static files: kept for ever under a name with a hash, and with the headers of every answer."""

from __future__ import annotations

import hashlib
import re

import pytest
from flask import Flask

from regelruimte.config import ROOT
from tests.markup import check_headers
from tests.visitor import Visitor

FILES = sorted(p.relative_to(ROOT / "static").as_posix() for p in (ROOT / "static").rglob("*.*"))
HASHED = re.compile(r"/static/.+\.[0-9a-f]{12}\.\w+")


def addresses(visitor: Visitor) -> list[str]:
    """Return the static files that the call itself asks for."""
    soup = visitor.visit("/").soup
    found = [tag.get("src") or tag.get("href") for tag in soup.find_all(["script", "link"])]
    return [address for address in found if address.startswith("/static/")]


def test_pages_ask_for_hashed_names_only(visitor: Visitor) -> None:
    found = addresses(visitor)

    assert len(found) >= 3
    assert [address for address in found if not HASHED.fullmatch(address)] == []


def test_nothing_is_asked_of_another_site(visitor: Visitor) -> None:
    soup = visitor.visit("/").soup

    asked = [tag.get("src") or tag.get("href") for tag in soup.find_all(["script", "link", "img"])]
    assert [address for address in asked if not address.startswith("/")] == []


def test_a_hashed_file_may_be_kept_for_ever(app: Flask, visitor: Visitor) -> None:
    for address in addresses(visitor):
        response = app.test_client().get(address)
        check_headers(response)
        assert response.status_code == 200
        assert "immutable" in response.headers["Cache-Control"]


@pytest.mark.parametrize("name", FILES)
def test_every_file_is_served_with_all_headers(app: Flask, name: str) -> None:
    response = app.test_client().get(f"/static/{name}")

    check_headers(response)
    assert response.data == (ROOT / "static" / name).read_bytes()
    assert "immutable" not in response.headers["Cache-Control"]


@pytest.mark.parametrize("name", FILES)
def test_a_name_changes_with_its_file(app: Flask, name: str) -> None:
    digest = hashlib.sha256((ROOT / "static" / name).read_bytes()).hexdigest()[:12]

    with app.app_context():
        assert digest in app.jinja_env.globals["asset"](name)


@pytest.mark.parametrize("path", ["../pyproject.toml", "%2e%2e/pyproject.toml", "vendor/", "", "x"])
def test_nothing_else_is_served(visitor: Visitor, path: str) -> None:
    page = visitor.visit(f"/static/{path}")

    assert page.status == 404
    assert page.heading == "Deze pagina is er niet"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_a_static_file_refuses_other_methods_as_every_page_does(app: Flask, method: str) -> None:
    response = app.test_client().open("/static/site.css", method=method)

    assert response.status_code == 405
    check_headers(response)


def test_a_font_or_script_works_in_an_opaque_frame(app: Flask) -> None:
    response = app.test_client().get("/static/site.js")

    assert "Cross-Origin-Resource-Policy" not in response.headers


@pytest.mark.parametrize("wanted", ["bytes=0-1", "bytes=9-1", "bytes=99999999-"])
def test_a_part_of_a_file_is_the_whole_file_with_all_headers(app: Flask, wanted: str) -> None:
    response = app.test_client().get("/static/site.css", headers={"Range": wanted})

    assert response.status_code == 200
    check_headers(response)
