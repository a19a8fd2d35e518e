"""The criteria of the call, held against the tables of the domain."""

from regelruimte.check.criteria import CRITERIA, Answer

# The severity of each answer: 0 is no obstacle, 4 the worst.
ANSWERS: dict[str, dict[str, int]] = {
    "workplace": {
        "national": 0,
        "province": 0,
        "municipality": 0,
        "water_authority": 0,
        "joint_body": 0,
        "independent_agency": 0,
        "police_defence_judiciary": 2,
        "education_care": 4,
        "not_government": 4,
    },
    "role": {
        "policy": 0,
        "execution": 0,
        "both": 0,
        "management": 2,
        "support": 2,
        "hired": 3,
    },
    "gain": {
        "yes": 0,
        "unsure": 2,
        "no": 4,
    },
    "mandate": {
        "yes": 0,
        "with_bzk": 1,
        "unknown": 2,
        "no": 3,
    },
    "time": {
        "with_colleagues": 0,
        "alone": 2,
        "no": 3,
    },
}


def answers() -> list[tuple[str, Answer]]:
    return [(c.key, answer) for c in CRITERIA for answer in c.choices if isinstance(answer, Answer)]


def test_the_criteria_are_those_of_the_call_in_their_order() -> None:
    assert [criterion.key for criterion in CRITERIA] == list(ANSWERS)
    assert len({criterion.label for criterion in CRITERIA}) == len(CRITERIA)


def test_every_answer_has_its_severity_in_order() -> None:
    assert [(key, answer.key, answer.severity) for key, answer in answers()] == [
        (key, answer, severity) for key in ANSWERS for answer, severity in ANSWERS[key].items()
    ]


def test_every_answer_has_a_label_of_its_own_within_its_criterion() -> None:
    assert len({(key, answer.label) for key, answer in answers()}) == len(answers())


def test_obstacles_have_a_reason_of_their_own_and_nothing_else_has() -> None:
    told = [answer.reason for _, answer in answers() if answer.severity]
    assert len(set(told) - {""}) == len(told)
    assert not any(answer.reason for _, answer in answers() if not answer.severity)


def test_every_criterion_says_what_to_do_when_it_is_skipped() -> None:
    assert all(criterion.missing for criterion in CRITERIA)
