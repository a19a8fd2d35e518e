"""The web server's log: what was asked and how it went, and nothing that opens anything."""

from __future__ import annotations

import pytest

from regelruimte.server.log import access_line, redact

TOKEN = "abcdefghijklmnopqrstuvwxyz234567"


@pytest.mark.parametrize(
    "path",
    [
        f"/voorstel/{TOKEN}/regel",
        f"/mijn/{TOKEN}",
        f"/mijn/{TOKEN.upper()}",
        f"/mijn/{TOKEN[:9]}",
        f"/reactie/{TOKEN}x/mag-al",
        f"/lezen/{TOKEN[:9]}/code",
        f"/oordeel/{TOKEN}",
        f"/werkruimte/aanmelden/{TOKEN[:9]}-{TOKEN[9:12]}_{TOKEN[-9:]}",
        f"/{TOKEN}",
        f"/mijn/{TOKEN[:6]}\u00e9{TOKEN[6:]}",
        f"/mijn/ {TOKEN[:8]}",
    ],
)
def test_no_piece_of_a_token_is_written(path: str) -> None:
    line = access_line("GET", path.encode().decode("latin-1"), "200", 10, 3)

    assert not [piece for piece in (TOKEN[:6], TOKEN[-6:]) if piece in line.lower()]


@pytest.mark.parametrize(
    "path", ["/", "/check", "/privacy", "/toegankelijkheid", "/.well-known/security.txt"]
)
def test_our_own_words_are_written(path: str) -> None:
    assert access_line("GET", path, "200", 10, 3) == f"GET {path} 200 10 3ms"


@pytest.mark.parametrize("token", [TOKEN, TOKEN[:9], TOKEN.upper()])
def test_no_token_is_written_with_a_fault(token: str) -> None:
    assert redact(f"Error handling request GET /mijn/{token}") == (
        "Error handling request GET /mijn/…"
    )


def test_no_query_is_written() -> None:
    assert redact("GET /check?workplace=province&role=policy failed") == "GET /check failed"


def test_a_line_end_makes_no_second_line() -> None:
    assert "\n" not in access_line("GET", "/a\nGET /b", "200", 1, 1)


def test_of_a_bad_request_nobody_s_address_is_written() -> None:
    line = redact("Invalid request from ip=10.1.2.3: Invalid HTTP header: 'cookie: geheim'")

    assert line == "Invalid request: Invalid HTTP header"


def test_no_reference_is_written() -> None:
    line = access_line("GET", "/werkruimte/voorstel/RR-7KQ4-M2XV/pilot", "200", 10, 3)

    assert line == "GET /werkruimte/voorstel/…/pilot 200 10 3ms"
