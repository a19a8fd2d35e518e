"""The form that is made from questions: it takes what is asked, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from regelruimte.fields.forms import form_class, posted
from regelruimte.fields.kinds import CHOICES, FLAG, LINE, NUMBER
from regelruimte.fields.question import Choice, Question, Situation, always

TITLE = Question("title", "Titel", LINE, required=always, missing="Vul in.", minimum=5, maximum=9)
COUNT = Question("count", "Aantal", NUMBER, maximum=10)
WHO = Question("who", "Wie", CHOICES, choices=(Choice("me", "Ik"), Choice("you", "Jij")))
SURE = Question("sure", "Zeker", FLAG)
ALL = (TITLE, COUNT, WHO, SURE)


def values_of(app: Flask, *data: tuple[str, str], **more: Any) -> dict[str, Any]:
    with app.test_request_context("/", method="POST", data=MultiDict(data), **more):
        return posted(ALL, Situation()).values()


def messages_of(app: Flask, *data: tuple[str, str]) -> dict[str, str]:
    with app.test_request_context("/", method="POST", data=MultiDict(data)):
        return posted(ALL, Situation()).messages()


def test_each_answer_is_read_as_its_kind(app: Flask) -> None:
    values = values_of(
        app, ("title", "Hallo"), ("count", " 7 "), ("who", "me"), ("who", "you"), ("sure", "yes")
    )

    assert values == {"title": "Hallo", "count": 7, "who": ["me", "you"], "sure": True}


def test_what_was_left_out_is_empty(app: Flask) -> None:
    assert values_of(app) == {"title": "", "count": "", "who": [], "sure": False}


def test_what_is_not_asked_is_not_read(app: Flask) -> None:
    assert "name" not in values_of(app, ("name", "Iemand"))


def test_of_a_repeated_answer_the_first_counts(app: Flask) -> None:
    assert values_of(app, ("title", "Eerste"), ("title", "Tweede"))["title"] == "Eerste"


def test_the_address_cannot_fill_in_a_form(app: Flask) -> None:
    assert values_of(app, query_string={"title": "Uit het adres"})["title"] == ""


def test_another_kind_of_body_is_an_empty_form(app: Flask) -> None:
    with app.test_request_context("/", method="POST", json={"title": "Hallo"}):
        assert posted(ALL, Situation()).values()["title"] == ""


def test_messages_come_in_the_order_of_the_questions(app: Flask) -> None:
    messages = messages_of(app, ("who", "him"), ("count", "11"))

    assert messages == {
        "title": "Vul in.",
        "count": "Vul een heel getal in, van 0 tot en met 10.",
        "who": "Kies uit de antwoorden die er staan.",
    }


def test_a_right_form_has_no_messages(app: Flask) -> None:
    assert messages_of(app, ("title", "Hallo")) == {}


@pytest.mark.parametrize("key", ["csrf_token", "submit"])
def test_a_form_holds_only_its_questions(key: str) -> None:
    assert not hasattr(form_class(ALL), key)


def test_a_form_is_made_once_for_each_set_of_questions() -> None:
    assert form_class(ALL) is form_class(ALL)
    assert form_class(ALL) is not form_class(ALL[:2])
