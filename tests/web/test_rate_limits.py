"""How often one address may ask for something that costs."""

from __future__ import annotations

from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from flask import Flask

from regelruimte import clock
from regelruimte.web.rate_limits import limiter
from tests.people import Applicant

MINUTE = 60
_address = count(1)


@pytest.fixture
def somebody() -> dict[str, Any]:
    """A network address that asked for nothing yet."""
    return {"environ_overrides": {"REMOTE_ADDR": f"198.51.100.{next(_address)}"}}


def times(app: Flask, number: int, path: str, **who: Any) -> list[int]:
    client = app.test_client()
    return [client.post(path, **who).status_code for _ in range(number)]


@pytest.mark.settings(RATELIMIT_ENABLED=1)
def test_one_address_may_begin_sixty_drafts_a_minute(app: Flask, somebody: dict[str, Any]) -> None:
    assert times(app, MINUTE, "/voorstel", **somebody) == [303] * MINUTE
    assert times(app, 1, "/voorstel", **somebody) == [429]


@pytest.mark.settings(RATELIMIT_ENABLED=1)
def test_another_address_is_not_held_up(app: Flask, somebody: dict[str, Any]) -> None:
    times(app, MINUTE + 1, "/voorstel", **somebody)

    other = {"environ_overrides": {"REMOTE_ADDR": f"198.51.100.{next(_address)}"}}
    assert times(app, 1, "/voorstel", **other) == [303]


@pytest.mark.settings(RATELIMIT_ENABLED=1)
def test_reading_and_filling_in_are_not_limited(app: Flask, somebody: dict[str, Any]) -> None:
    client = app.test_client()
    last = {client.get("/check", **somebody).status_code for _ in range(MINUTE + 5)}
    posts = times(app, MINUTE + 5, f"/voorstel/{'a' * 32}/regel", **somebody)

    assert last == {200}
    assert set(posts) == {404}


@pytest.mark.settings(RATELIMIT_ENABLED=1)
def test_all_addresses_of_one_ipv6_network_count_as_one(app: Flask) -> None:
    client = app.test_client()
    statuses = [
        client.post(
            "/voorstel", environ_overrides={"REMOTE_ADDR": f"2001:db8:0:{next(_address):x}::1"}
        ).status_code
        for _ in range(2)
    ]
    one = f"2001:db8:1:{next(_address):x}"
    statuses += [
        client.post("/voorstel", environ_overrides={"REMOTE_ADDR": f"{one}::{n:x}"}).status_code
        for n in range(MINUTE + 1)
    ]

    assert statuses == [303] * (MINUTE + 2) + [429]


@pytest.mark.settings(RATELIMIT_ENABLED=1, TRUSTED_PROXIES=1)
@pytest.mark.parametrize("written", ["203.0.113.{}:{}", "[2001:db8:2:{}::7]:{}"])
def test_a_port_behind_a_forwarded_address_changes_nothing(app: Flask, written: str) -> None:
    client, somebody = app.test_client(), next(_address)
    statuses = [
        client.post(
            "/voorstel", headers={"X-Forwarded-For": written.format(somebody, 40000 + port)}
        ).status_code
        for port in range(MINUTE + 1)
    ]

    assert statuses[-1] == 429


@pytest.mark.settings(RATELIMIT_ENABLED=1)
def test_nobody_writes_a_page_a_second_but_what_was_typed_is_kept(applicant: Applicant) -> None:
    page = applicant.has_written(until="regel")
    for number in range(MINUTE + 1):
        page = applicant.opens("regel").press("Verder", alternative=f"De {number}e keer")
        if page.status == 429:
            break

    assert page.status == 429
    assert page.value("alternative") == f"De {number}e keer"
    assert number == MINUTE


@pytest.mark.settings(RATELIMIT_ENABLED=1)
@pytest.mark.parametrize(
    "place", ["check", "regel", "regel/bewaar", "over-jou", "over-jou/bewaar", "titel"]
)
def test_every_post_that_stores_has_a_limit(applicant: Applicant, place: str) -> None:
    applicant.has_written(until="regel")
    path = f"/voorstel/{applicant.token}/{place}"

    assert 429 in times(applicant.everyone.app, MINUTE + 1, path)


@pytest.mark.settings(RATELIMIT_ENABLED=0)
def test_the_guards_can_be_switched_off(app: Flask, somebody: dict[str, Any]) -> None:
    assert set(times(app, MINUTE + 5, "/voorstel", **somebody)) == {303}


@pytest.mark.settings(RATELIMIT_ENABLED=1)
def test_a_client_cannot_choose_its_own_address(app: Flask, somebody: dict[str, Any]) -> None:
    client = app.test_client()
    statuses = [
        client.post("/voorstel", headers={"X-Forwarded-For": f"10.0.0.{n}"}, **somebody).status_code
        for n in range(MINUTE + 1)
    ]

    assert statuses[-1] == 429


@pytest.mark.settings(RATELIMIT_ENABLED=1, TRUSTED_PROXIES=1)
def test_behind_our_proxy_its_word_counts(app: Flask, somebody: dict[str, Any]) -> None:
    client = app.test_client()
    statuses = [
        client.post("/voorstel", headers={"X-Forwarded-For": f"10.1.0.{n}"}, **somebody).status_code
        for n in range(MINUTE + 1)
    ]

    assert set(statuses) == {303}


@pytest.mark.both_databases
@pytest.mark.settings(RATELIMIT_ENABLED=1)
@pytest.mark.parametrize("path", ["/voorstel", "/nieuwe-link", "/werkruimte/aanmelden"])
def test_what_anybody_may_send_is_counted_over_all_processes(
    app: Flask, somebody: dict[str, Any], path: str
) -> None:
    times(app, MINUTE // 2, path, **somebody)
    limiter.reset()  # what this process counts by itself: another one knows nothing of it
    times(app, MINUTE // 2, path, **somebody)

    assert times(app, 1, path, **somebody) == [429]


@pytest.mark.settings(RATELIMIT_ENABLED=1)
def test_a_minute_later_one_may_go_on(app: Flask, somebody: dict[str, Any]) -> None:
    assert times(app, MINUTE + 1, "/nieuwe-link", **somebody)[-1] == 429

    with clock.moved(timedelta(minutes=1, seconds=1)):
        assert times(app, 1, "/nieuwe-link", **somebody) != [429]
