"""The six replies of a coordinator: what each asks, and when it can be given."""

from dataclasses import replace

import pytest

from regelruimte import clock
from regelruimte.fields.question import Question, Situation, errors
from regelruimte.proposals.questions import QUESTIONS, is_about_applicant
from regelruimte.proposals.status import STATUSES
from regelruimte.replies import kinds
from regelruimte.replies.kinds import (
    REPLIES,
    UNCLEAR_QUESTIONS,
    ReplyKind,
    asked_answers,
    asks_for_all,
    begun_with,
    possible_replies,
    questions_for,
    reply_kind,
)

KEYS = [
    *("in_conversation", "info_requested", "approved", "already_allowed", "referred", "declined"),
]
DECLINE_REASONS = [
    "not_civil_servant",
    "not_primary_process",
    "too_little_gain",
    "no_mandate",
    "no_time",
    "eu_or_constitution",
    "rights_at_stake",
    "rule_is_changing",
    "too_broad",
    "not_a_rule",
    "duplicate",
    "no_answer",
    "other",
]
ANSWERS: dict[str, dict[str, object]] = {
    "in_conversation": {"message": "Hoe het nu gaat."},
    "info_requested": {
        "scope": "chosen",
        "unclear_questions": ["rule_text"],
        "unclear": "Welke regel is dit?",
    },
    "approved": {"pilot_form": "doe_tank", "duration_months": 6},
    "already_allowed": {"room": "In artikel 3."},
    "referred": {"to": "De juridische afdeling", "why": "Die gaat erover."},
    "declined": {"reason": "no_answer", "sentence": "We hoorden niets meer."},
}
FITS = {
    "workplace": "municipality",
    "role": "execution",
    "gain": "yes",
    "mandate": "yes",
    "time": "with_colleagues",
}
PROPOSAL = Situation({}, FITS)


def keys(kinds: tuple[ReplyKind, ...]) -> list[str]:
    return [kind.key for kind in kinds]


def question(kind: str, key: str) -> Question:
    return next(q for q in reply_kind(kind).questions if q.key == key)


def faults(kind: str, answers: dict[str, object]) -> dict[str, str]:
    return errors(questions_for(reply_kind(kind), PROPOSAL), Situation(answers))


def test_the_six_replies_are_those_of_the_domain_in_their_order() -> None:
    assert [kind.key for kind in REPLIES if not kind.for_closed] == KEYS
    assert len({kind.label for kind in REPLIES}) == len(REPLIES)


def test_every_reply_leads_to_a_status() -> None:
    assert set(KEYS) <= {known.key for known in STATUSES}


def test_every_reply_has_an_address_of_its_own() -> None:
    assert len({kind.slug for kind in REPLIES}) == len(REPLIES)


def test_every_reply_says_when_to_use_it_and_how_it_is_told() -> None:
    assert all(kind.help and kind.told for kind in REPLIES)


def test_no_reply_is_called_a_decision() -> None:
    texts = " ".join(f"{k.label} {k.help} {k.told} {k.questions}" for k in REPLIES).lower()
    assert "besluit" not in texts
    assert "de regel geldt niet" not in texts


@pytest.mark.parametrize("status", ["submitted", "info_requested"])
def test_all_six_replies_can_be_given_to_an_open_proposal(status: str) -> None:
    assert keys(possible_replies(status, is_signal=False)) == [key for key in KEYS if key != status]


def test_a_conversation_can_be_moved() -> None:
    assert "in_conversation" in keys(possible_replies("in_conversation", is_signal=False))


@pytest.mark.parametrize("status", ["draft", "approved", "withdrawn"])
def test_no_reply_can_be_given_to_a_draft_or_what_cannot_be_opened_again(status: str) -> None:
    assert possible_replies(status, is_signal=False) == ()


@pytest.mark.parametrize("status", ["already_allowed", "referred", "declined"])
def test_a_closed_proposal_can_only_be_reopened(status: str) -> None:
    assert [k.label for k in possible_replies(status, is_signal=False)] == ["Heropenen"]


@pytest.mark.parametrize("status", ["submitted", "in_conversation", "info_requested"])
def test_a_signal_cannot_be_approved(status: str) -> None:
    plain = keys(possible_replies(status, is_signal=False))
    assert keys(possible_replies(status, is_signal=True)) == [k for k in plain if k != "approved"]


@pytest.mark.parametrize("kind", KEYS)
def test_a_reply_with_its_required_answers_is_right(kind: str) -> None:
    assert faults(kind, ANSWERS[kind]) == {}


REQUIRED = [(k, key) for k in ANSWERS for key in ANSWERS[k] if key != "scope"]


@pytest.mark.parametrize(("kind", "key"), REQUIRED)
def test_a_reply_without_a_required_answer_is_told_so(kind: str, key: str) -> None:
    rest = {k: answer for k, answer in ANSWERS[kind].items() if k != key}
    assert faults(kind, rest) == {key: question(kind, key).missing}
    assert question(kind, key).missing


def test_an_approval_asks_form_start_duration_and_conditions() -> None:
    asked = [q.key for q in reply_kind("approved").questions]
    assert asked == ["pilot_form", "start_month", "duration_months", "conditions"]


def test_an_approval_reminds_of_the_mandate() -> None:
    assert "Begin pas als je toestemming hebt" in question("approved", "conditions").help


APRIL = f"{clock.today().year + 1}-04"
TOLD = {"pilot_form": "doe_tank", "start_month": APRIL, "duration_months": 4}


def test_an_approval_begins_with_what_the_applicant_told() -> None:
    begun = begun_with(reply_kind("approved"), {**TOLD, "alternative": "Anders."})

    assert begun == {"start_month": APRIL, "duration_months": 4}
    assert set(errors(reply_kind("approved").questions, Situation(begun))) == {"pilot_form"}


@pytest.mark.parametrize("key", [key for key in KEYS if key != "approved"])
def test_another_reply_begins_empty(key: str) -> None:
    assert begun_with(reply_kind(key), TOLD) == {}


def test_of_what_was_not_told_an_approval_must_still_be_filled_in() -> None:
    begun = begun_with(reply_kind("approved"), {})

    assert begun == {}
    assert set(faults("approved", begun)) == {"pilot_form", "duration_months"}


@pytest.mark.parametrize(("key", "told"), [("start_month", "2020-01"), ("duration_months", 99)])
def test_what_is_no_right_answer_by_now_is_not_filled_in(key: str, told: object) -> None:
    begun = begun_with(reply_kind("approved"), {**TOLD, key: told})

    assert set(begun) == {"start_month", "duration_months"} - {key}


@pytest.mark.parametrize("months", [0, 25])
def test_an_approved_pilot_lasts_1_to_24_months(months: int) -> None:
    assert "duration_months" in faults(
        "approved", {**ANSWERS["approved"], "duration_months": months}
    )


def test_a_decline_has_the_reasons_of_the_domain() -> None:
    assert [choice.key for choice in question("declined", "reason").choices] == DECLINE_REASONS


def test_a_decline_asks_a_reason_a_sentence_and_what_would_change_it() -> None:
    asked = [q.key for q in reply_kind("declined").questions]
    assert asked == ["reason", "sentence", "would_change"]


def test_a_decline_without_a_sentence_of_ones_own_is_refused() -> None:
    assert "sentence" in faults("declined", {"reason": "duplicate"})


# A question to the applicant


def question_about(scope: str, **answers: object) -> dict[str, str]:
    """Return what is wrong with a question of this scope."""
    return faults("info_requested", {"scope": scope, **answers})


def offered(proposal: Situation) -> set[str]:
    """Return the answers that can be called unclear."""
    asked = {q.key: q for q in questions_for(reply_kind("info_requested"), proposal)}
    return {choice.key for choice in asked[UNCLEAR_QUESTIONS].choices}


def test_what_is_asked_must_be_chosen_first() -> None:
    assert "scope" in faults("info_requested", {"unclear": "Wat?"})


def test_a_loose_question_needs_words_and_no_answers() -> None:
    assert question_about("loose", unclear="Vanaf welk bedrag?") == {}
    assert list(question_about("loose")) == ["unclear"]


def test_all_for_a_pilot_needs_neither_words_nor_answers() -> None:
    assert question_about("all") == {}


def test_a_question_about_chosen_answers_needs_both() -> None:
    assert list(question_about("chosen")) == [UNCLEAR_QUESTIONS, "unclear"]
    assert question_about("chosen", unclear_questions=["risk"], unclear="Wat?") == {}


@pytest.mark.parametrize(
    ("request_for_info", "answers", "is_all"),
    [
        ({"scope": "loose", "unclear": "Wat?"}, set(), False),
        ({"scope": "loose", "unclear_questions": ["risk"]}, set(), False),
        ({"scope": "all", "unclear_questions": ["risk"]}, set(), True),
        ({"scope": "chosen", "unclear_questions": ["risk", "title"]}, {"risk", "title"}, False),
        ({"unclear_questions": ["risk"], "unclear": "Wat?"}, {"risk"}, False),  # an old one
        ({"unclear": "Wat?"}, set(), False),
        ({}, set(), False),
    ],
)
def test_what_a_question_is_about(
    request_for_info: dict[str, object], answers: set[str], is_all: bool
) -> None:
    assert asked_answers(request_for_info) == answers
    assert asks_for_all(request_for_info) is is_all


def test_every_answer_can_be_called_unclear_but_those_about_the_applicant() -> None:
    about_applicant = {q.key for q in QUESTIONS if is_about_applicant(q.step)}
    asked = {q.key for q in QUESTIONS if q.applies(PROPOSAL)}

    assert offered(PROPOSAL) == asked - about_applicant
    assert {"name", "email", "confidential", "may_share", "manager_knows"} <= about_applicant


def test_what_a_signal_is_not_asked_cannot_be_called_unclear() -> None:
    assert "duration_months" in offered(PROPOSAL)
    assert "duration_months" not in offered(Situation({}, FITS | {"time": "no"}))


def test_no_two_answers_that_can_be_called_unclear_read_the_same() -> None:
    asked = {q.key: q for q in questions_for(reply_kind("info_requested"), PROPOSAL)}
    labels = [choice.label for choice in asked[UNCLEAR_QUESTIONS].choices]
    assert len(set(labels)) == len(labels)


@pytest.mark.parametrize("key", ["email", "confidential", "verzonnen"])
def test_another_answer_cannot_be_reopened(key: str) -> None:
    assert UNCLEAR_QUESTIONS in question_about(
        "chosen", unclear_questions=["rule_text", key], unclear="Wat?"
    )


def test_the_other_replies_ask_the_same_whatever_was_answered() -> None:
    kind = reply_kind("declined")
    assert questions_for(kind, PROPOSAL) == kind.questions


def test_every_text_of_a_reply_has_a_longest_length() -> None:
    texts = [q for k in REPLIES for q in k.questions if q.kind.widget in {"line", "area"}]
    assert all(q.maximum for q in texts)


def test_an_unknown_reply_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        reply_kind("verzonnen")


def test_an_added_reply_can_be_given(monkeypatch: pytest.MonkeyPatch) -> None:
    added = replace(reply_kind("declined"), slug="liever-niet", label="Liever niet")
    monkeypatch.setattr(kinds, "REPLIES", (added,))
    assert possible_replies("submitted", is_signal=True) == (added,)
    assert reply_kind("declined") == added


def test_no_question_hides_a_property_of_the_form_it_is_asked_in() -> None:
    read_by_htmx = {"form", "method", "action", "target", "elements", "matches", "closest"}

    assert {question.key for kind in REPLIES for question in kind.questions} & read_by_htmx == set()


@pytest.mark.parametrize(
    ("answers", "may_be_let_go"),
    [
        ({"rule_level": "eu_regulation"}, False),
        ({"rule_level": "unknown", "rule_owner": "eu"}, False),
        ({"rule_level": "act"}, True),
        ({}, True),
    ],
)
def test_a_european_rule_is_not_let_go_of(answers: dict[str, str], may_be_let_go: bool) -> None:
    asked = questions_for(reply_kind("approved"), Situation(answers))
    forms = next(question for question in asked if question.key == "pilot_form")

    assert bool(forms.choice("right_to_challenge")) is may_be_let_go
    assert forms.choice("doe_tank")
