"""Any text a person can type comes back equal, or is refused beside its field in plain Dutch."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regelruimte.drafts.save import as_stored
from regelruimte.fields.question import Question, is_empty, is_equal
from regelruimte.fields.text import clean, one_line, plain, refused_character, visible
from regelruimte.proposals.questions import ABOUT_YOU, PARTS, QUESTIONS, RULE, TITLE
from regelruimte.proposals.title import title_of
from tests.long_run import times
from tests.people import Applicant, Coordinator
from tests.visitor import Page

pytestmark = pytest.mark.both_databases

CHOOSING = {"radios", "levels", "checkboxes", "months", "number", "flag"}
TYPED = {q.key: q for q in QUESTIONS if q.kind.widget not in CHOOSING}
WITH_TEXT = {question.step for question in TYPED.values()}
BUTTONS = {RULE: "Verder", ABOUT_YOU: "Verstuur je", TITLE: "Bewaar de titel"}

ODD = [
    "\x00",
    "\x1b",
    "\u202e",
    "\u2066",
    "\u200d",
    "\ufeff",
    "é",
    "e\u0301",
    "😀",
    "👩‍👩‍👧",
    "مرحبا",
    "न",
]
ENDS = ["\n", "\r", "\r\n", "\x0b", "\x0c", "\x85", "\u2028", "\u2029", "\t", " "]
MARKUP = ["<b>", "&amp;", '"', "'", "{{ 7*7 }}", "%s", "\\", "</textarea>", "=cmd|' /C calc'!A0"]
ANY = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from([*ODD, *ENDS, *MARKUP, "woord"]), max_size=40).map("".join),
    st.text(max_size=20).map(lambda text: text * 150),
)
any_text = settings(
    max_examples=times(short=8, long=400),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def as_kept(question: Question, text: str) -> str:
    """What a field of this kind keeps of a text."""
    kept: str = question.kind.read([clean(text)])
    assert kept in (clean(text), one_line(clean(text)), plain(clean(text)))
    return kept


@pytest.mark.parametrize("step", BUTTONS)
@any_text
@given(data=st.data())
def test_what_is_typed_into_a_draft_comes_back(
    applicant: Applicant, step: str, data: st.DataObject
) -> None:
    if not hasattr(applicant, "token"):
        applicant.has_written()
    page = applicant.opens(step)
    texts = {key: data.draw(ANY) for key in TYPED if page.asks(key)}

    answer = page.press(BUTTONS[step], **texts)  # without the tick that the address is right

    assert answer.status in {200, 422}
    stored = applicant.stored.answers
    again = applicant.opens(step)
    for key, text in texts.items():
        kept = as_kept(TYPED[key], text)
        beginning = as_stored({key: kept})[key]
        assert stored[key] == beginning or is_equal(stored[key], beginning)
        # Where no title is written, one is made from the rule.
        assert_comes_back(again, key, title_of(stored) if key == "title" else beginning)
        if answer.status == 422:
            assert_comes_back(answer, key, kept)
        if refused_character(kept) and not is_empty(kept):
            assert answer.errors[key]


@any_text
@given(data=st.data())
def test_what_is_told_later_comes_back(applicant: Applicant, data: st.DataObject) -> None:
    if not hasattr(applicant, "token"):
        applicant.has_sent()
        applicant.opens_own_page()
    own = applicant.page.path
    for part in (part for part in PARTS if part.slug in WITH_TEXT):
        page = applicant.visitor.visit(f"{own}/vertel-meer/{part.slug}")
        texts = {key: data.draw(ANY) for key in TYPED if page.asks(key)}

        answer = page.press("Bewaar", **texts)

        assert answer.status in {200, 422}
        told = answer if answer.status == 422 else applicant.visitor.visit(page.path)
        for key, text in texts.items():
            kept = as_kept(TYPED[key], text)
            assert_comes_back(told, key, kept)
            if refused_character(kept) and not is_empty(kept):
                assert answer.errors[key]


def assert_comes_back(page: Page, key: str, kept: str) -> None:
    shown = page.value(key)
    assert shown == visible(kept) or is_equal(shown, kept)


BEGIN = "Dit is een goed begin, lang genoeg om er iets achter te zetten."
LONG_ENOUGH = ANY.map(lambda text: f"{BEGIN} {text}"[:900]).filter(
    lambda text: not refused_character(clean(text))
)


@any_text
@given(alternative=LONG_ENOUGH, risk=LONG_ENOUGH, sentence=LONG_ENOUGH)
def test_what_is_sent_and_answered_is_read_as_it_was_typed(
    app: Flask, applicant: Applicant, bart: Coordinator, alternative: str, risk: str, sentence: str
) -> None:
    typed = {"alternative": alternative, "risk": risk}
    texts = {key: visible(clean(text)) for key, text in typed.items()}
    said = visible(clean(sentence))
    proposal = applicant.has_sent(**texts)

    told = {entry["key"]: entry["text"] for entry in proposal.record}
    page = bart.opens_the_link()
    bart.prepares("Sluiten zonder pilot", reason="too_broad", sentence=said)
    bart.confirms()
    own = applicant.opens_own_page()

    for key, text in texts.items():
        assert told[key] == text
        assert text in page.soup.get_text()
        assert text in own.soup.get_text()
    assert said in own.soup.get_text()
    assert "Lees onze reactie" in applicant.reads_mail().text


BAD_BYTES = [b"\xff\xfe", b"\xed\xa0\x80", b"%ED%A0%80", b"\xc3", b"%00%00", b"a%", b"%zz", b"+%"]


@pytest.mark.parametrize("sent", BAD_BYTES)
def test_bytes_that_are_no_text_are_no_fault(applicant: Applicant, sent: bytes) -> None:
    applicant.has_written(until="regel")
    body: dict[str, Any] = {
        "data": b"alternative=" + sent + b"&rule_text=" + sent,
        "content_type": "application/x-www-form-urlencoded",
    }

    response = applicant.visitor.client.post(applicant.page.path, **body)

    assert response.status_code == 422
    assert isinstance(applicant.stored.answers.get("alternative", ""), str)
