"""The headers of every response: who may frame it, who may keep it, and nothing from elsewhere."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.markup import check_headers
from tests.people import Applicant
from tests.visitor import Visitor

HOST = "https://ambtenaar20.ning.com http://ambtenaar20.ning.com"
T = "a" * 32  # a token that opens nothing
FRAMING = {
    "'self' " + HOST: [
        "/check",
        "/check?workplace=national",
        "/check/bestaat-niet",
        "/voorstel",
        f"/voorstel/{T}",
        f"/voorstel/{T}/regel",
        f"/voorstel/{T}/a/b/c",
        "/regels",
        "/regels/uitleg",
        "/regels/bcdfghjk",
    ],
    "'self'": ["/"],
    "'none'": [
        f"/mijn/{T}",
        f"/mijn/{T}/aanvulling",
        f"/mijn/{T}/vertel-meer/kosten",
        f"/reactie/{T}",
        f"/lezen/{T}",
        f"/lezen/{T}/code",
        f"/oordeel/{T}",
        "/werkruimte",
        "/privacy",
        "/toegankelijkheid",
        "/postbak",
        "/healthz",
        "/robots.txt",
        "/.well-known/security.txt",
        "/checken",
        "/voorstelling",
        "/bestaat-niet",
        "/static/site.css",
        "/static/bestaat-niet.css",
    ],
}
TABLE = [(path, who) for who, paths in FRAMING.items() for path in paths]


def with_our_origin(who: str) -> str:
    return who.replace("'self'", "'self' http://127.0.0.1:8000")


def policy_of(app: Flask, path: str, method: str = "GET") -> str:
    response = app.test_client().open(path, method=method)
    check_headers(response)
    return response.headers["Content-Security-Policy"]


@pytest.mark.settings(EMBED_ORIGINS=HOST)
@pytest.mark.parametrize(("path", "who"), TABLE)
def test_who_may_frame_an_address(app: Flask, path: str, who: str) -> None:
    assert policy_of(app, path).endswith(f"frame-ancestors {with_our_origin(who)}")


@pytest.mark.settings(EMBED_ORIGINS=HOST)
@pytest.mark.parametrize(("path", "who"), [("/check", f"'self' {HOST}"), ("/privacy", "'none'")])
def test_an_error_of_another_kind_is_framed_alike(app: Flask, path: str, who: str) -> None:
    assert policy_of(app, path, "DELETE").endswith(f"frame-ancestors {with_our_origin(who)}")


@pytest.mark.parametrize("path", ["/check", f"/voorstel/{T}"])
def test_without_embed_origins_only_we_may_frame(app: Flask, path: str) -> None:
    assert policy_of(app, path).endswith("frame-ancestors " + with_our_origin("'self'"))


def test_everything_comes_from_ourselves(app: Flask) -> None:
    assert policy_of(app, "/privacy") == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    )


@pytest.mark.parametrize("path", ["/", "/check", f"/voorstel/{T}/regel", "/insluiten/kaart"])
def test_what_may_be_framed_names_our_origin_wherever_it_says_self(app: Flask, path: str) -> None:
    """In a sandboxed frame 'self' is nobody for WebKit."""
    policy = policy_of(app, path)

    assert policy.count("'self'") == policy.count(with_our_origin("'self'")) >= 6


@pytest.mark.parametrize("path", ["/", f"/mijn/{T}", "/bestaat-niet", "/static/site.js"])
def test_every_answer_says_that_it_is_ours(app: Flask, path: str) -> None:
    """By this the script tells it from the page of a proxy."""
    assert app.test_client().get(path).headers["Regelruimte"] == "1"


@pytest.mark.parametrize("path", ["/", "/check", f"/mijn/{T}", "/bestaat-niet"])
@pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "PUT"])
def test_the_headers_do_not_depend_on_the_method(app: Flask, path: str, method: str) -> None:
    assert policy_of(app, path, method) == policy_of(app, path)


# HTTPS


@pytest.mark.settings(TRUSTED_PROXIES=1)
@pytest.mark.parametrize("path", ["/", "/check", "/bestaat-niet", "/healthz", "/static/site.css"])
def test_behind_our_proxy_https_is_made_to_stay(app: Flask, path: str) -> None:
    response = app.test_client().get(path, headers={"X-Forwarded-Proto": "https"})

    assert response.headers["Strict-Transport-Security"] == "max-age=31536000"


@pytest.mark.parametrize("path", ["/", "/static/site.css"])
def test_without_a_proxy_nobody_can_say_that_it_is_https(app: Flask, path: str) -> None:
    response = app.test_client().get(path, headers={"X-Forwarded-Proto": "https"})

    assert "Strict-Transport-Security" not in response.headers


# Caches


@pytest.mark.parametrize("path", ["/", "/privacy", "/toegankelijkheid"])
def test_what_is_the_same_for_everybody_may_be_kept(app: Flask, path: str) -> None:
    response = app.test_client().get(path)

    assert response.headers["Cache-Control"] == "public, max-age=300"
    vary = {name.strip() for name in response.headers["Vary"].split(",")}
    assert {"Sec-Fetch-Dest", "HX-Request", "HX-Request-Type"} <= vary


@pytest.mark.parametrize("place", ["", "/regel", "/over-jou", "/titel", "/check", "/later"])
def test_nobody_keeps_a_page_of_a_proposal(applicant: Applicant, place: str) -> None:
    applicant.has_written()

    response = applicant.visitor.client.get(f"/voorstel/{applicant.token}{place}")

    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["/check", "/check?workplace=national", f"/reactie/{T}"])
def test_nobody_keeps_answers_or_links(app: Flask, path: str) -> None:
    assert app.test_client().get(path).headers["Cache-Control"] == "no-store"


# Cookies


def test_no_cookie_is_set_on_the_whole_way(app: Flask, applicant: Applicant) -> None:
    """The visitor looks at every response; here the client would have kept one."""
    applicant.visitor.client = app.test_client(use_cookies=True)
    applicant.does_it_all()
    applicant.opens_own_page()

    assert applicant.visitor.client._cookies == {}


def test_a_session_that_somebody_sends_along_changes_nothing(visitor: Visitor) -> None:
    assert visitor.visit("/check", Cookie="session=onzin").status == 200
