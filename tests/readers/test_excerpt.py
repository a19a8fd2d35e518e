"""Of what was not chosen no byte is sent to a reader, and nothing of who wrote it."""

from __future__ import annotations

import pytest
from flask import Flask

from regelruimte.fields.question import asked
from regelruimte.proposals.questions import QUESTIONS, question_of
from regelruimte.readers.excerpt import ORGANISATION, PERSON, excerpt
from regelruimte.readers.parts import READ_PARTS, ReadPart, parts_in
from regelruimte.store.models import Proposal
from tests.people import Applicant, Coordinator
from tests.reading_along import Lawyer, lets_read

# In a proposal with these each answer in words can be told from all others.
WRITER = {
    "name": "Noor Zandbergen",
    "email": "n.zandbergen@waterstad.example",
    "phone": "06-12345678",
    "organisation": "Gemeente Waterstad",
}
_ABOUT = (*PERSON, *ORGANISATION)
_WORDS = {
    question.key: f"kanarie{number:02}"
    for number, question in enumerate(QUESTIONS)
    if question.key not in _ABOUT
}


def with_canaries(app: Flask, proposal: Proposal) -> Proposal:
    """Let every answer of a proposal be a word of its own, but for who wrote it."""
    record = [{**e, "text": _WORDS.get(e["key"], e["text"])} for e in proposal.record]
    texts = {e["key"]: e["text"] for e in record}
    with app.app_context():
        Proposal.update(record=record, title=texts["title"]).where(
            Proposal.id == proposal.id
        ).execute()
        changed: Proposal = Proposal.get_by_id(proposal.id)
    return changed


def keys_in(page_bytes: str) -> set[str]:
    """Return the keys of the answers of which something stands there."""
    return {key for key, word in (_WORDS | WRITER).items() if word in page_bytes}


@pytest.mark.parametrize("part", READ_PARTS, ids=lambda part: part.key)
def test_of_what_was_not_chosen_no_byte_is_sent(
    app: Flask, applicant: Applicant, bart: Coordinator, lawyer: Lawyer, part: ReadPart
) -> None:
    proposal = with_canaries(app, applicant.has_sent(**WRITER))
    lets_read(bart, proposal, part.key)

    page = lawyer.comes_in()

    alone = {"alternative"}
    in_part = {q.key for q in asked(QUESTIONS, proposal.situation) if q.step == part.key} - alone
    expected = alone if part.key == "alternative" else in_part
    assert keys_in(page.response.get_data(as_text=True)) <= expected
    recorded = {entry["key"] for entry in proposal.record if entry["text"]}
    assert keys_in(page.text) == expected & recorded


def test_every_answer_is_in_one_part_or_about_the_applicant(applicant: Applicant) -> None:
    proposal = applicant.has_sent()
    parts = [part.key for part in parts_in(proposal.record)]

    shown = [excerpt(proposal, [part], person=False, organisation=False) for part in parts]
    found = [e["key"] for one in shown for e in (*one.read.texts, *one.read.facts)]

    assert len(found) == len(set(found))
    left = {e["key"] for e in proposal.record if e["text"]} - set(found) - {"title"}
    steps = {question.step for key in left if (question := question_of(key))}
    assert steps == {"over-jou", "functie", "delen"}


def test_an_answer_that_nobody_knows_any_more_is_shown_to_nobody(applicant: Applicant) -> None:
    proposal = applicant.has_sent()
    proposal.record += [{"key": "older", "step": "vroeger", "label": "Oud", "text": "kanarie"}]

    shown = excerpt(proposal, [part.key for part in READ_PARTS], person=True, organisation=True)

    assert "kanarie" not in repr(shown)


TELLS_ALL = (
    "Ik, noor  zandbergen van de GEMEENTE WATERSTAD, vraag elke keer drie handtekeningen. "
    "Mail n.zandbergen@waterstad.example of bel +31 6 1234 5678, of kijk op www.waterstad.nl."
)
WHO = ("noor", "zandbergen", "waterstad", "1234")


@pytest.mark.parametrize("field", ["rule_text", "alternative", "title", "rule_source"])
def test_who_wrote_it_is_taken_out_of_what_was_written(
    applicant: Applicant, bart: Coordinator, lawyer: Lawyer, field: str
) -> None:
    text = "Gemeente Waterstad, Noor" if field in ("title", "rule_source") else TELLS_ALL
    proposal = applicant.has_sent(**WRITER, **{field: text})
    lets_read(bart, proposal, "titel", "regel", "alternative")

    page = lawyer.comes_in().response.get_data(as_text=True).lower()

    assert "[niet getoond]" in page
    assert [word for word in WHO if word in page] == []


@pytest.mark.parametrize(
    ("shown", "hidden"), [("shows_person", "organisation"), ("shows_organisation", "name")]
)
def test_who_it_is_shows_only_where_that_was_chosen(
    applicant: Applicant, bart: Coordinator, lawyer: Lawyer, shown: str, hidden: str
) -> None:
    proposal = applicant.has_sent(**WRITER)
    lets_read(bart, proposal, **{shown: "yes"})

    page = lawyer.comes_in()

    visible = "organisation" if hidden == "name" else "name"
    assert WRITER[visible] in page.text
    assert WRITER[hidden] not in page.text
    assert "waterstad" not in page.text.lower() or hidden == "name"


def test_neither_the_reference_nor_the_manager_nor_a_job_is_ever_shown(
    applicant: Applicant, bart: Coordinator, lawyer: Lawyer
) -> None:
    proposal = applicant.has_sent(job_title="Kanariekweker", manager_knows="rather_not")
    parts = [part.key for part in parts_in(proposal.record)]
    lets_read(bart, proposal, *parts, shows_person="yes", shows_organisation="yes")

    page = lawyer.comes_in().response.get_data(as_text=True)

    assert proposal.reference not in page
    assert "Kanariekweker" not in page
    assert "houd dat zo" not in page


def test_a_part_without_a_word_is_not_offered(applicant: Applicant) -> None:
    record = [{**e, "text": ""} for e in applicant.has_sent().record]

    assert parts_in(record) == ()


def test_a_link_to_the_rule_stays_where_it_gives_nobody_away(applicant: Applicant) -> None:
    proposal = applicant.has_sent(**WRITER, rule_source="https://www.waterstad.nl/BWBR0005537")
    shown = excerpt(proposal, ["regel"], person=False, organisation=False)
    open_one = excerpt(proposal, ["regel"], person=False, organisation=True)

    assert "rule_source" not in shown.answers
    assert "rule_source" in open_one.answers
