"""One page at a time in each process; who streams holds up nobody."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event

from flask import Flask, Response

from regelruimte.web import one_at_a_time


def served(app: Flask) -> Flask:
    one_at_a_time.init_app(app)
    return app


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
