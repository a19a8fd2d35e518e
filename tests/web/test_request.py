"""The door: every form and query is clean text, and few fields come in."""

from __future__ import annotations

import pytest
from flask import Flask, request

from regelruimte.applicant.questions import REMARK
from regelruimte.fields.question import Question
from regelruimte.fields.text import LONGEST
from regelruimte.proposals.questions import QUESTIONS
from tests.people import Coordinator
from tests.visitor import Visitor

DIRTY, CLEAN = "cafe\u0301\x00\ufffe\r\nx", "café\nx"


@pytest.mark.parametrize(
    "content_type", ["application/x-www-form-urlencoded", "multipart/form-data"]
)
def test_a_form_is_clean(app: Flask, content_type: str) -> None:
    sent = {"data": {"a": [DIRTY, "b"]}, "content_type": content_type, "method": "POST"}
    with app.test_request_context("/check", **sent):
        assert request.form.getlist("a") == [CLEAN, "b"]
        assert request.values["a"] == CLEAN


def test_a_query_is_clean(app: Flask) -> None:
    with app.test_request_context("/werkruimte", query_string={"zoek": DIRTY}):
        assert request.args["zoek"] == CLEAN


def test_a_text_that_fits_nowhere_is_left_alone(app: Flask) -> None:
    with app.test_request_context("/check", data={"a": DIRTY * 5000}, method="POST"):
        assert request.form["a"] == DIRTY * 5000


def test_a_form_with_more_fields_than_any_of_ours_is_refused(visitor: Visitor) -> None:
    few, many = ({f"veld{number}": "x" for number in range(count)} for count in (100, 101))

    assert visitor.submit("POST", "/check", few).status != 413
    assert visitor.submit("POST", "/check", many).status == 413


def largest(question: Question) -> int:
    """How many bytes an answer of four-byte characters takes, each byte written as %FF."""
    return len(question.key) + 2 + max(12 * question.maximum, 60 * len(question.choices))


def test_the_largest_honest_form_fits(app: Flask) -> None:
    everything = (*QUESTIONS, REMARK)  # a coordinator may ask all of it again

    assert sum(map(largest, everything)) < app.config["MAX_CONTENT_LENGTH"]
    assert len(everything) < app.config["MAX_FORM_PARTS"]


def test_the_longest_answer_fits_with_its_accents_apart_and_windows_line_ends() -> None:
    assert 4 * max(question.maximum for question in QUESTIONS) <= LONGEST


@pytest.mark.parametrize(
    ("part", "given"), [("abc", "abc"), ("a%00b", "\ufffd"), ("%EF%BF%BE", "\ufffd")]
)
def test_a_part_of_a_path_is_clean_or_names_nothing(app: Flask, part: str, given: str) -> None:
    with app.test_request_context(f"/regels/{part}"):
        assert request.view_args == {"slug": given}


@pytest.mark.both_databases
def test_a_path_that_no_database_can_hold_is_no_fault_of_ours(bart: Coordinator) -> None:
    bart.signs_in()
    for path in ("regels/%00", "groep/%00", "invoer/%00", "voorstel/%00", "gezamenlijk/%00"):
        bart.browser.visit(f"/werkruimte/{path}", expects=404)
