"""Hiding who wrote a text: what was filled in elsewhere, however it is spelled there."""

from __future__ import annotations

import time

import pytest

from regelruimte.readers.masking import HIDDEN, masked


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("Bij Gemeente Utrecht gaat het anders", "gemeente utrecht"),
        ("Bij de Utrechtse raad", "Gemeente Utrecht"),
        ("Zie gemeenteutrecht.nl", "Gemeente Utrecht"),
        ("Vraag het Jan", "Jan de Vries"),
        ("mevrouw De Vries", "Jan de Vries"),
        ("J. DE  VRIES", "Jan de Vries"),
        ("Bel 030 123 45 67", "(030) 1234567"),
        ("Bel 0031 6 12345678", "06-12345678"),
        ("Mail jan@x.example", "jan@x.example"),
        ("Bij DUO", "DUO"),
        ("Vraag het Zoe Muller", "Zoë Müller"),
        ("Vraag het ZOË MÜLLER", "Zoe Muller"),
    ],
)
def test_a_fact_is_hidden_however_it_is_written(text: str, fact: str) -> None:
    shown = masked(text, [fact])

    assert HIDDEN in shown
    assert not set(fact.lower().split()) & set(shown.lower().split()) - {"de", "gemeente"}


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("De gemeente vraagt een handtekening", "Gemeente Utrecht"),
        ("Het januari-overleg", "Jan de Vries"),
        ("Artikel 6 van 2012, 34 euro", "06-12345678"),
        ("Niets", ""),
        ("Een dienst van het ministerie", "Ministerie van Financiën"),
    ],
)
def test_what_gives_nobody_away_stays(text: str, fact: str) -> None:
    assert masked(text, [fact]) == text


def test_signs_of_a_pattern_are_signs() -> None:
    assert masked("a+b (c) [d]", ["(c) [d]"]) == f"a+b {HIDDEN}"


@pytest.mark.timed
def test_a_text_of_nothing_but_digits_costs_little() -> None:
    begun = time.perf_counter()

    masked("0 1-2 " * 4000, ["06-12345678", "Gemeente Utrecht", "Jan de Vries"])

    assert time.perf_counter() - begun < 1


@pytest.mark.timed
def test_a_text_of_one_long_word_costs_little() -> None:
    begun = time.perf_counter()

    masked("a" * 15_000, ["Gemeente Utrecht", "Pieternel Hendriks Karelsen Bakkersen"])

    assert time.perf_counter() - begun < 1


def test_a_name_that_is_stuck_to_a_number_is_hidden_with_it() -> None:
    facts = ["06-12345678", "Gemeente Utrecht"]

    assert masked("0612345678utrecht", facts) == HIDDEN
    assert masked("utrecht0612345678", facts) == HIDDEN
