"""What templates call to write things in Dutch, or in links."""

from __future__ import annotations

import pytest
from flask import Flask, render_template_string
from jinja2 import UndefinedError

from regelruimte.web.filters import linked, tel, typed

HERE = "https://regelruimte.example"


@pytest.mark.parametrize(
    ("phone", "address"),
    [
        ("06-41838941", "tel:+31641838941"),
        ("030 123 45 67", "tel:+31301234567"),
        ("(06) 4183.8941", "tel:+31641838941"),
        ("+31 6 41838941", "tel:+31641838941"),
        ("0031 6 41838941", "tel:+31641838941"),
        ("+31 (0)6-41838941", "tel:+31641838941"),
        ("+31(0)30 123 45 67", "tel:+31301234567"),
        ("0031 (0) 6 41838941", "tel:+31641838941"),
        ("(+31) 06-41838941", "tel:+31641838941"),
        ("+32 (0)2 123 45 67", "tel:+3221234567"),
        ("+39 06 1234 5678", "tel:+390612345678"),
    ],
)
def test_a_telephone_number_becomes_a_link(phone: str, address: str) -> None:
    assert tel(phone) == address


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("tekst", "tekst"),
        (0, "0"),
        (None, ""),
        ("", ""),
        ([], ""),
        ("een\x00twee", "een\N{REPLACEMENT CHARACTER}twee"),
    ],
)
def test_an_answer_is_written_back_into_its_input(value: object, shown: str) -> None:
    assert typed(value) == shown


def test_our_own_address_becomes_a_link() -> None:
    assert linked(f"Open {HERE}/mijn/abc.", HERE) == (
        f'Open <a href="{HERE}/mijn/abc">{HERE}/mijn/abc</a>.'
    )


@pytest.mark.parametrize(
    "text",
    [
        "https://kwaad.example/mijn/abc",
        "https://regelruimte.example.kwaad.example/x",
        "https://regelruimte-example/x",
        HERE,
    ],
)
def test_no_other_address_becomes_a_link(text: str) -> None:
    assert "<a" not in linked(text, HERE)


def test_markup_stays_text() -> None:
    assert linked("<b>&", HERE) == "&lt;b&gt;&amp;"


def test_no_markup_comes_along_in_an_address() -> None:
    text = linked(f'{HERE}/x"onclick="y <script>', HERE)

    assert text.count('"') == 2
    assert "<script>" not in text


def test_a_mistyped_name_in_a_template_is_a_fault(app: Flask) -> None:
    with app.app_context(), pytest.raises(UndefinedError):
        render_template_string("{{ refernce }}")
