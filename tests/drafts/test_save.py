"""Saving a step: what was typed, unless another page saved something else meanwhile."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from peewee import SqliteDatabase, fn

from regelruimte.drafts.begin import begin, change_check
from regelruimte.drafts.save import (
    BaseVersion,
    new_base_version,
    read_base_version,
    save,
    too_long_to_keep,
)
from regelruimte.proposals.questions import PARTS, QUESTIONS, STEPS, TITLE_STEP
from regelruimte.store.db import database
from regelruimte.store.models import Proposal
from tests.at_once import at_once

pytestmark = pytest.mark.both_databases


@pytest.fixture
def draft(app: Flask) -> Iterator[Proposal]:
    """An empty draft."""
    with app.app_context():
        yield begin({})[0]


def fresh(draft: Proposal) -> Proposal:
    return Proposal.get_by_id(draft.id)


def test_what_was_typed_is_stored(draft: Proposal) -> None:
    assert save(draft, "regel", {"title": "Eerste"}, new_base_version(draft, "regel")) == {}

    assert fresh(draft).answers == {"title": "Eerste"}
    assert fresh(draft).title == "Eerste"


def test_without_a_title_the_first_words_of_the_rule_are_it(draft: Proposal) -> None:
    page = new_base_version(draft, "regel")
    save(draft, "regel", {"rule_text": "Elke aankoop heeft twee handtekeningen. Altijd."}, page)
    assert fresh(draft).title == "Elke aankoop heeft twee handtekeningen"

    save(draft, "titel", {"title": "Geen lijm"}, new_base_version(draft, "titel"))
    save(draft, "regel", {"rule_text": "Iets heel anders, lang genoeg."}, page)

    assert fresh(draft).title == "Geen lijm"


def test_the_draft_at_hand_is_brought_up_to_date(draft: Proposal) -> None:
    save(draft, "regel", {"title": "Eerste"}, new_base_version(draft, "regel"))

    assert draft.answers == {"title": "Eerste"}
    assert draft.revision == 2


def test_other_steps_are_left_alone(draft: Proposal) -> None:
    save(draft, "regel", {"title": "Eerste"}, new_base_version(draft, "regel"))
    save(draft, "kosten", {"measure": "Tellen"}, new_base_version(draft, "kosten"))

    assert fresh(draft).answers == {"title": "Eerste", "measure": "Tellen"}


def test_equal_values_write_nothing(draft: Proposal) -> None:
    save(draft, "regel", {"title": "Eerste"}, new_base_version(draft, "regel"))
    before = fresh(draft).__data__

    save(draft, "regel", {"title": "Eerste", "rule_text": ""}, new_base_version(draft, "regel"))

    assert fresh(draft).__data__ == before


@pytest.mark.parametrize("empty", ["", "  ", [], None, False])
def test_nothing_typed_in_an_empty_draft_writes_nothing(draft: Proposal, empty: object) -> None:
    save(draft, "regel", {"title": empty}, new_base_version(draft, "regel"))

    assert fresh(draft).revision == 1


def test_zero_is_an_answer(draft: Proposal) -> None:
    save(draft, "pilot", {"colleagues": 0}, new_base_version(draft, "pilot"))

    assert fresh(draft).answers == {"colleagues": 0}


def test_an_answer_can_be_made_empty(draft: Proposal) -> None:
    save(draft, "regel", {"title": "Eerste"}, new_base_version(draft, "regel"))
    save(draft, "regel", {"title": ""}, new_base_version(draft, "regel"))

    assert fresh(draft).answers == {"title": ""}


def test_an_older_page_stores_nothing_and_learns_what_differs(draft: Proposal) -> None:
    old = new_base_version(draft, "regel")
    save(
        draft, "regel", {"title": "Nieuw", "rule_text": "Gelijk"}, new_base_version(draft, "regel")
    )

    theirs = save(draft, "regel", {"title": "Oud", "rule_text": "Gelijk"}, old)

    assert theirs == {"title": "Nieuw"}
    assert fresh(draft).title == "Nieuw"


def test_a_page_does_not_conflict_with_itself(draft: Proposal) -> None:
    page = new_base_version(draft, "regel")
    save(draft, "regel", {"title": "Eerste"}, page)

    assert save(draft, "regel", {"title": "Tweede"}, page) == {}
    assert fresh(draft).title == "Tweede"


def test_a_save_after_sending_changes_nothing(draft: Proposal) -> None:
    page = new_base_version(draft, "regel")
    Proposal.update(status="withdrawn", revision=7).execute()

    assert save(draft, "regel", {"title": "Te laat"}, page) == {}
    assert fresh(draft).title == ""


def test_of_two_pages_at_the_same_instant_one_wins_and_the_other_learns_it(
    app: Flask, draft: Proposal
) -> None:
    def save_title(title: str, page: BaseVersion) -> dict[str, object]:
        with app.app_context():
            return save(fresh(draft), "regel", {"title": title}, page)

    for turn in range(5):
        one, two = f"Een {turn}", f"Twee {turn}"
        first, second = (new_base_version(fresh(draft), "regel") for _ in range(2))
        told = at_once(lambda: save_title(one, first), lambda: save_title(two, second))  # noqa: B023

        assert fresh(draft).title in (one, two)
        loser = told[0] or told[1]
        assert loser == {"title": fresh(draft).title}
        assert {} in told


def test_steps_saved_at_the_same_instant_are_all_kept(app: Flask, draft: Proposal) -> None:
    def save_step(step: str) -> dict[str, object]:
        with app.app_context():
            answer = {asked[step]: "getypt"}
            return save(fresh(draft), step, answer, new_base_version(fresh(draft), step))

    asked = {question.step: question.key for question in QUESTIONS}
    assert at_once(*[lambda step=step: save_step(step) for step in asked]) == [{}] * len(asked)

    assert fresh(draft).answers == dict.fromkeys(asked.values(), "getypt")


def test_a_draft_keeps_no_more_than_twice_what_fits(draft: Proposal) -> None:
    typed = {"alternative": "é" * 250_000, "affected": ["x" * 1_000] * 10_000}
    save(draft, "regel", typed, new_base_version(draft, "regel"))

    stored = fresh(draft).answers
    assert stored["alternative"] == "é" * 4_000
    assert stored["affected"] == ["x" * 200] * 200
    assert too_long_to_keep(typed) == set(typed)


def test_what_is_kept_of_a_draft_is_bounded_whatever_is_typed(draft: Proposal) -> None:
    for step in (*STEPS, TITLE_STEP, *PARTS):
        typed = {q.key: "😀" * 60_000 for q in QUESTIONS if q.step == step.slug}
        save(draft, step.slug, typed, new_base_version(draft, step.slug))

    assert _bytes_of(draft) < 200 * 1024


def test_a_letter_takes_the_room_that_it_has_in_utf_8(draft: Proposal) -> None:
    save(draft, "regel", {"rule_text": "é" * 1000}, new_base_version(draft, "regel"))

    assert _bytes_of(draft) < 2_100


def test_what_was_too_long_to_keep_is_not_seen_as_another_window(draft: Proposal) -> None:
    page = new_base_version(draft, "regel")
    save(draft, "regel", {"rule_text": "x" * 9_000}, page)

    assert save(draft, "regel", {"rule_text": "x" * 9_000}, new_base_version(draft, "regel")) == {}


def _bytes_of(draft: Proposal) -> int:
    query = Proposal.select(fn.LENGTH(Proposal.answers.cast("BLOB")))
    if not isinstance(database.obj, SqliteDatabase):
        query = Proposal.select(fn.OCTET_LENGTH(Proposal.answers))
    return int(query.where(Proposal.id == draft.id).scalar())


def test_a_basis_survives_the_form() -> None:
    assert read_base_version(str(BaseVersion(3, "abc"))) == BaseVersion(3, "abc")


@pytest.mark.parametrize("damaged", ["", "x.y", "-1.a", "²", "9" * 5000])
def test_a_damaged_basis_counts_as_the_oldest(damaged: str) -> None:
    assert read_base_version(damaged).count == 0


def test_a_save_in_passing_that_comes_after_its_page_was_sent_is_left_out(draft: Proposal) -> None:
    basis = new_base_version(draft, "regel")
    save(draft, "regel", {"title": "Eerste, heel"}, basis)

    assert save(draft, "regel", {"title": "Eer"}, basis, autosave=True) == {}

    assert fresh(draft).answers == {"title": "Eerste, heel"}


def test_a_save_in_passing_before_its_page_is_sent_counts(draft: Proposal) -> None:
    basis = new_base_version(draft, "regel")
    save(draft, "regel", {"title": "Eer"}, basis, autosave=True)
    save(draft, "regel", {"title": "Eerste"}, basis, autosave=True)

    assert fresh(draft).answers == {"title": "Eerste"}


def test_changing_the_check_keeps_what_is_saved_at_the_same_moment(draft: Proposal) -> None:
    one, other = fresh(draft), fresh(draft)
    save(one, "regel", {"title": "Eerste"}, new_base_version(one, "regel"))

    change_check(other, {"workplace": "province"})

    stored = fresh(draft)
    assert stored.answers == {"title": "Eerste"}
    assert stored.check_answers == {"workplace": "province"}
    assert stored.workplace == "province"
    assert stored.revision == 3


def test_a_check_that_stays_the_same_is_not_written(draft: Proposal) -> None:
    change_check(draft, {})

    assert fresh(draft).revision == 1
