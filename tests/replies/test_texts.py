"""Texts to start a reply from, and what must be filled in before one can be sent."""

from __future__ import annotations

import pytest
from flask import Flask

from regelruimte.fields.question import Situation, error
from regelruimte.proposals.levels import GROUPS, LEVELS
from regelruimte.replies.kinds import REPLIES, reply_kind
from regelruimte.replies.texts import START_TEXTS, StartText, texts_for, unfilled
from tests.people import Applicant, Coordinator
from tests.stored import dump

ALLOWED = "Het mag al"


def keys(kind: str, level: str) -> list[str]:
    return [text.key for text in texts_for(reply_kind(kind), level)]


def test_every_kind_of_reply_has_a_text_for_every_level() -> None:
    assert [(k.key, e.key) for k in REPLIES for e in LEVELS if not texts_for(k, e.key)] == []


@pytest.mark.parametrize("text", START_TEXTS, ids=lambda text: text.key)
def test_a_text_begins_an_answer_of_its_reply_and_fits_there(text: StartText) -> None:
    (question,) = (q for q in reply_kind(text.kind).questions if q.key == text.question)

    assert error(question, Situation({text.question: text.text})) is None
    assert len(text.text) < question.maximum / 2, "there is room to write"


@pytest.mark.parametrize("text", START_TEXTS, ids=lambda text: text.key)
def test_no_text_can_be_sent_as_it_is(text: StartText) -> None:
    questions = reply_kind(text.kind).questions

    assert set(unfilled(questions, {text.question: text.text})) == {text.question}


def test_each_text_is_named_once_and_its_levels_exist() -> None:
    known = {each.key for each in (*LEVELS, *GROUPS)}

    assert len({text.key for text in START_TEXTS}) == len(START_TEXTS)
    assert {level for text in START_TEXTS for level in text.levels} <= known


def test_a_text_about_this_level_of_rule_comes_first() -> None:
    assert keys("already_allowed", "policy_rule") == ["afwijken-beleidsregel", "binnen-de-regel"]
    assert keys("already_allowed", "unwritten") == ["gewoonte", "binnen-de-regel"]
    assert keys("already_allowed", "act") == ["binnen-de-regel"]


def test_a_coordinator_starts_from_a_text(applicant: Applicant, bart: Coordinator) -> None:
    applicant.has_sent()

    page = bart.opens_the_link().follow(ALLOWED).follow("Het past binnen de regel")

    assert page.value("room") == next(t.text for t in START_TEXTS if t.key == "binnen-de-regel")


def test_starting_from_a_text_writes_nothing(
    app: Flask, applicant: Applicant, bart: Coordinator
) -> None:
    applicant.has_sent()
    page = bart.opens_the_link().follow(ALLOWED)
    before = dump(app)

    page.follow("Het past binnen de regel")

    assert dump(app) == before


def test_what_was_prepared_besides_stays(applicant: Applicant, bart: Coordinator) -> None:
    link = bart.has_prepared(applicant.has_sent(), "referred", to="De provincie", why="Daarom.")

    page = bart.visitor.visit(f"{link}/doorverwijzen?tekst=wie-erover-beslist")

    assert page.value("to") == "De provincie"
    assert str(page.value("why")).startswith("Bedankt")


@pytest.mark.parametrize("named", ["bestaat-niet", "kennismaken", ""])
def test_a_text_that_does_not_fit_is_not_used(
    applicant: Applicant, bart: Coordinator, named: str
) -> None:
    applicant.has_sent()
    link = bart.reads_mail().link

    assert not bart.visitor.visit(f"{link}/mag-al?tekst={named}").value("room")


def test_what_is_not_filled_in_is_not_sent(
    app: Flask, applicant: Applicant, bart: Coordinator
) -> None:
    applicant.has_sent()
    page = bart.opens_the_link().follow(ALLOWED)
    before = dump(app)

    page = page.press("Controleer je reactie", expects=422, room="Je mag [wat er al mag]. Fijn!")

    assert "“[wat er al mag]”" in page.errors["room"]
    assert page.value("room") == "Je mag [wat er al mag]. Fijn!"
    assert dump(app) == before


def test_once_it_is_filled_in_it_can_be_sent(applicant: Applicant, bart: Coordinator) -> None:
    applicant.has_sent()
    page = bart.opens_the_link().follow(ALLOWED).follow("Het past binnen de regel")
    text = str(page.value("room"))
    filled = text.replace("[", "").replace("]", "")

    bart.page = page.press("Controleer je reactie", room=filled)

    assert "verstuurd" in bart.confirms().text
