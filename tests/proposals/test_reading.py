"""A proposal is read in an order of its own: what decides first, each answer once."""

from __future__ import annotations

from regelruimte.proposals.reading import reading
from regelruimte.store.models import Proposal
from tests.people import Applicant


def entry(key: str, text: str = "iets", step: str = "kosten") -> dict[str, str]:
    return {"key": key, "step": step, "label": f"Vraag {key}", "text": text}


def keys(entries: list[dict[str, str]]) -> list[str]:
    return [each["key"] for each in entries]


def test_the_rule_an_example_and_the_idea_come_first() -> None:
    read = reading([entry("risk"), entry("alternative"), entry("example"), entry("rule_text")])

    assert keys(read.texts) == ["rule_text", "example", "alternative", "risk"]


def test_what_is_short_is_a_fact_what_is_asked_no_more_too() -> None:
    read = reading([entry("frequency"), entry("hours_per_week"), entry("rule_text")])

    assert keys(read.facts) == ["frequency", "hours_per_week"]


def test_what_was_not_answered_takes_no_line() -> None:
    read = reading([entry("risk", ""), entry("frequency", "")])

    assert (read.texts, read.facts) == ([], [])


def test_who_sent_it_stands_apart() -> None:
    read = reading([entry("name", step="over-jou"), entry("remark", step="over-jou")])

    assert keys(read.about_applicant) == ["name", "remark"]
    assert (read.texts, read.facts) == ([], [])


def test_every_answer_is_read_once(applicant: Applicant) -> None:
    record = Proposal.get_by_id(applicant.has_sent().id).record
    read = reading(record)

    shown = keys([*read.texts, *read.facts, *read.about_applicant])
    assert sorted(shown) == sorted(
        each["key"] for each in record if each["text"] and each["key"] != "title"
    )
