"""The title of a proposal: what was written, or else the first words of the rule."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regelruimte.fields.question import Situation, error
from regelruimte.fields.text import refused_character
from regelruimte.proposals.questions import question_of
from regelruimte.proposals.title import title_of
from tests.people import SAMPLES

LONGEST = 80
RULE = "Voor elke aankoop zijn vier handtekeningen nodig. Dat duurt weken."
WORDS = st.text(st.sampled_from("abc é.!?;…\n\t\u202e👩"), max_size=300)


def made_of(rule: str) -> str:
    return title_of({"rule_text": rule})


def test_what_was_written_is_the_title() -> None:
    assert title_of({"title": "Eén handtekening", "rule_text": RULE}) == "Eén handtekening"


@pytest.mark.parametrize("written", [None, "", "  \n "])
def test_without_a_title_the_first_sentence_of_the_rule_is_it(written: str | None) -> None:
    found = title_of({"title": written, "rule_text": RULE})

    assert found == "Voor elke aankoop zijn vier handtekeningen nodig"


def test_a_number_with_a_point_ends_no_sentence() -> None:
    rule = "Onder 1.000 euro tekenen er toch vier mensen. Dat duurt."

    assert made_of(rule) == "Onder 1.000 euro tekenen er toch vier mensen"


def test_a_sentence_of_two_words_says_too_little() -> None:
    assert made_of("Art. 3 Awb. Daarna wachten we. Lang.") == "Art. 3 Awb. Daarna wachten we"


def test_a_long_sentence_is_cut_after_a_whole_word() -> None:
    rule = "Voor elke aankoop moeten eerst vier mensen tekenen " * 4
    found = made_of(rule)

    assert len(found) <= LONGEST
    assert found.endswith(" …")
    assert rule.startswith(found.removesuffix(" …") + " ")


def test_one_endless_word_is_cut_anywhere() -> None:
    assert made_of("x" * 300) == "x" * LONGEST


def test_lines_become_one_line() -> None:
    assert made_of("Voor elke\n\naankoop  tekenen\tvier mensen") == (
        "Voor elke aankoop tekenen vier mensen"
    )


@pytest.mark.parametrize("answers", [{}, {"title": None, "rule_text": None}, {"rule_text": " "}])
def test_an_empty_draft_has_no_title(answers: dict[str, str | None]) -> None:
    assert title_of(answers) == ""


@settings(max_examples=300, deadline=None)
@given(WORDS)
def test_whatever_was_written_makes_a_title_that_fits_and_hides_nothing(rule: str) -> None:
    found = made_of(rule)

    assert len(found) <= LONGEST
    assert "\n" not in found
    assert refused_character(found) is None
    assert bool(found.strip()) == bool(rule.strip())


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: f"sample {sample['nr']}")
def test_the_title_that_is_made_could_have_been_written(sample: dict[str, str]) -> None:
    title = question_of("title")
    assert title is not None

    made = made_of(sample["rule_text"])

    assert error(title, Situation({"title": made})) is None
    assert made.split()[0] == sample["rule_text"].split()[0]
