"""A part that is drawn once looks as if it were drawn anew, whoever asked for it before."""

from __future__ import annotations

import pytest
from flask import Flask

from regelruimte.check.criteria import CRITERIA
from regelruimte.fields.question import Question, Situation, Value
from regelruimte.proposals.questions import QUESTIONS

EVERY = [*CRITERIA, *QUESTIONS]
SITUATIONS = [Situation(), *(Situation(check={"workplace": c.key}) for c in CRITERIA[0].choices)]


def values_of(question: Question) -> list[Value]:
    return [None, "", *(choice.key for choice in question.choices)]


@pytest.mark.parametrize("question", EVERY, ids=[question.key for question in EVERY])
def test_a_field_is_drawn_as_if_anew(app: Flask, question: Question) -> None:
    with app.test_request_context():
        macros = app.jinja_env.get_template("macros/fields.html").module
        for situation in SITUATIONS:
            for value in values_of(question):
                anew = macros.draw(question, value, None, situation)  # type: ignore[attr-defined]
                asked = [str(macros.field(question, value, None, situation)) for _ in range(2)]  # type: ignore[attr-defined]
                assert [each.strip() for each in asked] == [str(anew).strip()] * 2


def test_nothing_that_was_typed_is_kept_for_another(app: Flask) -> None:
    question = next(question for question in QUESTIONS if question.key == "rule_text")
    with app.test_request_context():
        field = app.jinja_env.get_template("macros/fields.html").module.field  # type: ignore[attr-defined]
        assert "kanarie" in field(question, "kanarie", None)
        assert "Fout" in field(question, "", "Vul iets in.")
        assert "kanarie" not in field(question, "", None)
        assert "Fout" not in field(question, "", None)
