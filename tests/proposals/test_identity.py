"""Which rule each of many citations means, and that ordinary sentences mean none.

`citations.tsv` holds an identity, "!" or "?" for sure or suggested, what was typed, the wording
and the link. Most were pasted in public documents and repositories. `no_citations.txt` holds
sentences such as people write in the same field.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regelruimte.fields.question import Situation, error
from regelruimte.proposals.abbreviations import CIVIL_CODE, LAWS
from regelruimte.proposals.citation import Citation, confirmed, find, parse, read
from regelruimte.proposals.questions import question_of

FOLDER = Path(__file__).parent
SENTENCES = (FOLDER / "no_citations.txt").read_text(encoding="utf-8").splitlines()
LINKED = {"bwb", "cvdr", "eu", "stb", "stcrt", "gmb", "link"}


class Case(NamedTuple):
    """One line of the file of citations."""

    identity: str
    sure: str
    typed: str
    wording: str
    url: str


CASES = [
    Case(*line.split("\t"))
    for line in (FOLDER / "citations.tsv").read_text(encoding="utf-8").splitlines()
]


def told(found: Citation | None) -> str:
    """Return an identity as the file writes it: rule#part@day."""
    if found is None:
        return "-"
    identity = found.identity
    part = f"#{identity.part}" if identity.part else ""
    return f"{identity.rule}{part}{f'@{identity.as_of}' if identity.as_of else ''}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.typed)
def test_a_citation_means_the_rule_that_was_meant(case: Case) -> None:
    found = read(case.typed)

    assert told(found) == case.identity
    if found:
        assert (found.wording, found.url) == (case.wording, case.url)
        assert found.is_suggested == (case.sure == "?")


def test_there_are_many_of_every_kind() -> None:
    registers = {case.identity.partition(":")[0] for case in CASES}

    assert len(CASES) >= 200
    assert len(set(SENTENCES)) >= 200
    assert registers >= LINKED | {"text"}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.typed)
def test_no_citation_is_refused(case: Case) -> None:
    question = question_of("rule_source")
    assert question is not None
    assert error(question, Situation({"rule_source": case.typed})) is None


@pytest.mark.parametrize("typed", SENTENCES)
def test_an_ordinary_sentence_cites_no_rule(typed: str) -> None:
    assert find(typed) is None


@pytest.mark.parametrize("case", [c for c in CASES if c.sure == "?"], ids=lambda c: c.typed)
def test_a_suggested_rule_that_is_confirmed_is_the_same_and_sure(case: Case) -> None:
    found, sure = find(case.typed), find(confirmed(case.typed))

    assert found is not None
    assert sure is not None
    assert sure.identity == found.identity
    assert not sure.is_suggested
    assert confirmed(confirmed(case.typed)) == confirmed(case.typed)


# The names of laws


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.name)
def test_each_name_of_a_law_suggests_it(law) -> None:  # type: ignore[no-untyped-def]
    for name in (law.name, law.the, *law.names, *law.shorts):
        found = find(name)
        assert found is not None, name
        assert found.identity.rule == law.rule
        assert found.is_suggested


def test_no_number_and_no_name_stands_for_two_laws() -> None:
    rules = [law.rule for law in (*LAWS, *CIVIL_CODE.values())]
    names = [name for law in LAWS for name in {law.name, *law.names, *law.shorts}]

    assert len(set(rules)) == len(rules) >= 60
    assert len(set(names)) == len(names)
    assert all(parse(law.rule.partition(":")[2]) for law in LAWS)


@pytest.mark.parametrize(
    "typed", ["Wpg", "artikel 3 Wpg", "Aw", "Awb art. 3:2, Gemeentewet art. 160"]
)
def test_what_may_mean_two_laws_suggests_none(typed: str) -> None:
    assert find(typed) is None


# Whatever is typed

BLOCKS = [
    "Awb",
    "art. ",
    "artikel ",
    "3:2",
    "lid 2",
    "BW",
    "7:",
    "Ow",
    "de ",
    "Stb. ",
    "2018",
    ", 1",
]
BLOCKS += [
    "Richtlijn ",
    "(EU) ",
    "2014/24",
    "/EU",
    "CELEX ",
    "BWBR0005537",
    "&artikel=",
    "#Artikel",
]
TYPED = st.lists(st.one_of(st.sampled_from(BLOCKS), st.text(max_size=3)), max_size=9).map("".join)


@settings(max_examples=300, deadline=None)
@given(TYPED)
def test_whatever_is_typed_is_kept_and_leads_nowhere_else(typed: str) -> None:
    found = read(typed)
    assert found is None or not found.url or urlsplit(found.url).scheme in {"http", "https"}
    assert found is None or found.wording


@pytest.mark.timed
@pytest.mark.parametrize(
    "block",
    [
        "Awb ",
        "Awb 3:2 ",
        "artikel 1",
        "3:2 ",
        "eerste en ",
        "wet op het ",
        "&a=b",
        "%25",
        ":1",
        "/cvdr/",
    ],
)
def test_what_is_long_costs_little(block: str) -> None:
    typed = (block * 4_000)[:4_000]
    best = min(_seconds(typed) for _ in range(3))
    assert best < 0.1


def _seconds(typed: str) -> float:
    begun = time.perf_counter()
    find(typed)
    return time.perf_counter() - begun
