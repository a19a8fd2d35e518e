"""One page at a time in each process; who streams or sends slowly holds up nobody."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from threading import Event
from typing import Any

import pytest
from flask import Flask, Response, request
from werkzeug.test import TestResponse

from regelruimte.server import request_lock

LARGEST = 1000


def served(app: Flask) -> Flask:
    app.config["MAX_CONTENT_LENGTH"] = LARGEST
    request_lock.init_app(app)
    return app


@pytest.fixture
def echo() -> Flask:
    """A site that answers with what was posted."""
    app = served(Flask(__name__))
    app.add_url_rule("/", view_func=lambda: request.form["text"], methods=["POST"])
    return app


def post(app: Flask, body: Any, **environ: Any) -> TestResponse:
    """Post as gunicorn hands it on."""
    return app.test_client().post(
        input_stream=body,
        content_type="application/x-www-form-urlencoded",
        environ_overrides={"wsgi.input_terminated": True, **environ},
    )


def test_what_is_posted_arrives_whole(echo: Flask) -> None:
    assert post(echo, BytesIO(b"text=hallo"), CONTENT_LENGTH="10").text == "hallo"


def test_what_is_posted_in_pieces_of_unknown_number_arrives_too(echo: Flask) -> None:
    assert post(echo, BytesIO(b"text=hallo")).text == "hallo"


@pytest.mark.parametrize("announced", [{}, {"CONTENT_LENGTH": "5000"}])
def test_what_is_too_large_is_refused(echo: Flask, announced: dict[str, str]) -> None:
    assert post(echo, BytesIO(b"text=" + b"x" * 4995), **announced).status_code == 413


def test_what_breaks_off_half_way_is_refused(echo: Flask) -> None:
    assert post(echo, BytesIO(b"text=hal"), CONTENT_LENGTH="10").status_code == 400


class Slow(BytesIO):
    """A body that comes only when the other page was made."""

    def __init__(self, wait_for: Event) -> None:
        super().__init__(b"text=hallo")
        self.wait_for = wait_for

    def read(self, size: int | None = -1) -> bytes:
        assert self.wait_for.wait(10)
        return super().read(size)


def test_a_body_that_comes_slowly_holds_up_nobody(echo: Flask) -> None:
    made = Event()
    echo.add_url_rule("/other", "other", view_func=lambda: made.set() or "other")

    with ThreadPoolExecutor(2) as people:
        slow = people.submit(lambda: post(echo, Slow(made), CONTENT_LENGTH="10").text)
        assert people.submit(lambda: echo.test_client().get("/other").text).result(10) == "other"
        assert slow.result(10) == "hallo"


def test_one_page_is_made_at_a_time() -> None:
    app = served(Flask(__name__))
    inside: list[int] = []

    @app.get("/")
    def slow() -> str:
        inside.append(1)
        most = len(inside)
        time.sleep(0.02)
        inside.pop()
        return str(most)

    with ThreadPoolExecutor(4) as people:
        answers = list(people.map(lambda _: app.test_client().get("/").text, range(8)))

    assert answers == ["1"] * 8


def test_while_an_answer_is_streamed_others_are_made() -> None:
    app = served(Flask(__name__))
    read_on = Event()

    @app.get("/long")
    def long() -> Response:
        def pieces() -> Iterator[str]:
            yield "begin"
            assert read_on.wait(10)
            yield "end"

        return Response(pieces())

    @app.get("/")
    def short() -> str:
        read_on.set()
        return "short"

    with ThreadPoolExecutor(2) as people:
        long_one = people.submit(lambda: app.test_client().get("/long").text)
        assert people.submit(lambda: app.test_client().get("/").text).result(10) == "short"
        assert long_one.result(10) == "beginend"


def test_a_fault_holds_up_nobody_after_it() -> None:
    app = served(Flask(__name__))
    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.add_url_rule("/wrong", view_func=lambda: 1 / 0)  # type: ignore[arg-type, return-value]
    app.add_url_rule("/", endpoint="home", view_func=lambda: "here")

    assert app.test_client().get("/wrong").status_code == 500
    assert app.test_client().get("/").text == "here"


@pytest.fixture
def busy(monkeypatch: pytest.MonkeyPatch) -> Flask:
    """A site with a page that waits, one that needs its turn and one that does not."""
    monkeypatch.setattr(request_lock, "_LONGEST", 0.5)
    app = served(Flask(__name__))

    @app.before_request
    def as_the_database_does() -> None:
        if request_lock.is_for_database():
            request_lock.wait_for_turn()

    app.add_url_rule("/slow", "slow", lambda: time.sleep(1.5) or "slow")
    app.add_url_rule("/", "home", request_lock.needs_no_database(lambda: "home"))
    app.add_url_rule("/row", "row", lambda: "row")
    return app


@pytest.mark.parametrize(("path", "status"), [("/", 200), ("/row", 503), ("/nowhere", 404)])
def test_who_needs_no_database_waits_for_no_page_that_does(
    busy: Flask, path: str, status: int
) -> None:
    with ThreadPoolExecutor(2) as people:
        slow = people.submit(lambda: busy.test_client().get("/slow").text)
        time.sleep(0.2)
        begun = time.monotonic()
        answer = busy.test_client().get(path)
        waited = time.monotonic() - begun

        assert (answer.status_code, waited < 1) == (status, True)
        assert slow.result(10) == "slow"

    assert busy.test_client().get("/row").text == "row", "and the turn was given back"
