"""References: random, readable aloud, and found again however they are typed."""

import re

import pytest

from regelruimte.store.reference import ALPHABET, new_reference, normalised


def test_a_reference_has_its_shape() -> None:
    assert re.fullmatch(rf"RR-[{ALPHABET}]{{4}}-[{ALPHABET}]{{4}}", new_reference())


@pytest.mark.parametrize("pair", ["0O", "1I", "1L", "IL", "2Z", "5S", "8B", "UV"])
def test_no_two_signs_look_alike(pair: str) -> None:
    assert not set(pair) <= set(ALPHABET)


def test_every_sign_is_a_capital_or_a_digit_and_there_once() -> None:
    assert re.fullmatch(r"[A-Z0-9]+", ALPHABET)
    assert len(set(ALPHABET)) == len(ALPHABET)


def test_references_do_not_come_back() -> None:
    assert len({new_reference() for _ in range(2000)}) == 2000


def test_every_sign_is_used() -> None:
    signs = "".join(new_reference()[3:] for _ in range(500))
    assert set(signs) - {"-"} == set(ALPHABET)


@pytest.mark.parametrize(
    "typed",
    ["RR-7KQ4-M2XV", "rr-7kq4-m2xv", " RR 7KQ4 M2XV ", "7kq4m2xv", "RR–7KQ4–M2XV", "rr7kq4m2xv."],
)
def test_a_reference_is_found_however_it_is_typed(typed: str) -> None:
    assert normalised(typed) == "RR-7KQ4-M2XV"


def test_a_reference_is_its_own_normal_form() -> None:
    reference = new_reference()
    assert normalised(reference) == reference


@pytest.mark.parametrize("typed", ["", "RR", "7KQ4", "😀"])
def test_what_is_no_reference_is_not_taken_for_one(typed: str) -> None:
    assert not re.fullmatch(r"RR-.{4}-.{4}", normalised(typed))
