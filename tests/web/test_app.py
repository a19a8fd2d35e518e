"""Addresses are made from the routes, and never from what a request says."""

from __future__ import annotations

import pytest
from flask import Flask, render_template_string, url_for
from werkzeug.routing import BuildError

OURS = "https://regelruimte.example"
ours = pytest.mark.settings(
    DEVELOPMENT="0", SECRET_KEY="a-key-that-is-long-enough-for-this", SITE_URL=OURS
)


def test_an_address_is_a_path_with_its_values_in_it(app: Flask) -> None:
    with app.test_request_context():
        assert url_for("drafts.step", token="abc", slug="regel") == "/voorstel/abc/regel"
        assert render_template_string("{{ url_for('site.home') }}") == "/"


def test_other_values_are_asked_for_and_nothing_is_left_out(app: Flask) -> None:
    with app.test_request_context():
        address = url_for(
            "drafts.step", token="abc", slug="regel", terug="x", leeg=None, _anchor="f"
        )

    assert address == "/voorstel/abc/regel?terug=x#f"


def test_a_value_is_written_so_that_it_stays_in_its_place(app: Flask) -> None:
    with app.test_request_context():
        assert url_for("applicant.show", token="a?b#c d") == "/mijn/a%3Fb%23c%20d"


def test_a_dot_stands_for_the_blueprint_of_the_request(app: Flask) -> None:
    with app.test_request_context("/mijn/abc/pilot"):
        assert url_for(".pilot", token="abc") == "/mijn/abc/pilot"
    with app.test_request_context("/werkruimte/voorstel/RR-1/pilot"):
        assert url_for(".pilot", ref="RR-1") == "/werkruimte/voorstel/RR-1/pilot"


def test_a_mistyped_endpoint_is_a_fault(app: Flask) -> None:
    with app.test_request_context(), pytest.raises(BuildError):
        url_for("site.hoem")


@ours
@pytest.mark.parametrize("host", ["kwaad.example", "regelruimte.example:444", "x y"])
def test_a_whole_address_begins_with_our_origin_whatever_the_host(app: Flask, host: str) -> None:
    with app.test_request_context("/", headers={"Host": host}):
        assert url_for("replies.show", token="abc", _external=True) == f"{OURS}/reactie/abc"
        assert url_for("replies.show", token="abc") == "/reactie/abc"


@ours
def test_the_mailer_makes_addresses_without_a_request(app: Flask) -> None:
    with app.app_context():
        assert url_for("applicant.show", token="abc", _external=True) == f"{OURS}/mijn/abc"
