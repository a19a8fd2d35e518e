"""The check: five questions on a page, answers in the address, kept only when it is finished."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask

from regelruimte.check.criteria import CRITERIA, Answer
from regelruimte.proposals.questions import RULE_STEP
from tests.people import Applicant
from tests.stored import dump
from tests.visitor import Page, Visitor

FINE = {
    "workplace": "municipality",
    "role": "execution",
    "gain": "yes",
    "mandate": "yes",
    "time": "with_colleagues",
}
ALONE = {"time": "alone"}
WITH_BZK = {"mandate": "with_bzk"}
PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}


def address(**changed: Any) -> str:
    answers = {key: value for key, value in {**FINE, **changed}.items() if value is not None}
    return "/check?" + "&".join(f"{key}={value}" for key, value in answers.items())


def test_all_questions_stand_on_one_page_in_their_order(visitor: Visitor) -> None:
    page = visitor.visit("/check")

    labels = [legend.get_text() for legend in page.soup.select("#questions legend")]
    assert labels == [criterion.label for criterion in CRITERIA]


def test_search_engines_may_know_the_check_but_no_answers(visitor: Visitor) -> None:
    def is_kept_out(address: str) -> bool:
        return visitor.visit(address).soup.select_one("meta[name=robots]") is not None

    assert not is_kept_out("/check")
    assert is_kept_out("/check?workplace=municipality")


def test_the_answers_travel_in_the_address(visitor: Visitor) -> None:
    page = visitor.visit("/check").press("Verder", **FINE | ALONE)

    assert page.path == address(**ALONE)


def test_the_address_holds_the_answers_so_far(visitor: Visitor) -> None:
    page = visitor.visit(address(gain=None, mandate=None, time=None))

    assert {key: page.value(key) for key in FINE} == {
        **FINE,
        **dict.fromkeys(("gain", "mandate", "time")),
    }


def test_no_answer_is_chosen_beforehand(visitor: Visitor) -> None:
    assert visitor.visit("/check").soup.find("input", checked=True) is None


@pytest.mark.parametrize("left_out", FINE)
def test_each_question_must_be_answered_and_the_other_answers_stay(
    app: Flask, visitor: Visitor, left_out: str
) -> None:
    others = {key: answer for key, answer in FINE.items() if key != left_out}

    page = visitor.visit("/check").press("Verder", **others)

    assert page.status == 422
    criterion = next(criterion for criterion in CRITERIA if criterion.key == left_out)
    assert page.errors == {left_out: criterion.missing}
    assert {key: page.value(key) for key in FINE} == {**others, left_out: None}
    assert dump(app)["FinishedCheck"] == []


def test_every_question_that_was_skipped_is_named(visitor: Visitor) -> None:
    page = visitor.visit("/check").press("Verder", gain="yes", expects=422)

    assert list(page.errors) == ["workplace", "role", "mandate", "time"]


def test_an_answer_that_does_not_exist_is_asked_again(visitor: Visitor) -> None:
    page = visitor.visit(address(role="keizer"))

    assert page.value("role") is None
    assert page.value("gain") == "yes"
    page = page.press("Verder", expects=422)
    assert list(page.errors) == ["role"]


# What stands in the way, beside the answer


def reasons(page: Page) -> dict[str, str]:
    """Return what the page says beside each question of the check, by its key."""
    beside = page.soup.select("#questions p.reason")
    return {p["id"].removeprefix("reden-"): p.get_text() for p in beside}


def reason_of(key: str, answer: str) -> str:
    criterion = next(criterion for criterion in CRITERIA if criterion.key == key)
    chosen = criterion.choice(answer)
    assert isinstance(chosen, Answer)
    return chosen.reason


NO_REASONS = dict.fromkeys(FINE, "")


def test_nothing_stands_in_the_way_of_who_chose_nothing_yet(visitor: Visitor) -> None:
    assert reasons(visitor.visit("/check")) == NO_REASONS


def test_each_answer_that_stands_in_the_way_has_its_reason_beside_it(visitor: Visitor) -> None:
    page = visitor.visit(address(vraag="", role="hired", gain="unsure", time=None))

    told = {key: reason_of(key, answer) for key, answer in (("role", "hired"), ("gain", "unsure"))}
    assert all(told.values())
    assert reasons(page) == NO_REASONS | told


def test_who_skipped_a_question_sees_the_reasons_without_a_script(visitor: Visitor) -> None:
    page = visitor.visit("/check").press("Verder", role="hired", expects=422)

    assert reasons(page) == NO_REASONS | {"role": reason_of("role", "hired")}


def test_with_htmx_each_change_brings_the_reasons_and_keeps_the_address(visitor: Visitor) -> None:
    changed = address(vraag="", workplace="education_care", time=None)

    page = visitor.visit(changed, HX_Request="true", HX_Request_Type="partial")

    assert page.soup.find("section", id="questions")
    assert reasons(page)["workplace"] == reason_of("workplace", "education_care")
    assert page.value("workplace") == "education_care"
    assert page.response.headers["HX-Replace-Url"] == changed
    assert "HX-Push-Url" not in page.response.headers, "Back leads to before the check"


def test_with_htmx_the_page_asks_for_the_reasons_with_all_answers(visitor: Visitor) -> None:
    form = visitor.visit("/check").soup.select_one("#questions form")

    asks = form.select_one("[data-hx-get]")
    assert asks["data-hx-get"] == "/check"
    assert asks["data-hx-include"] == "closest form"
    assert form.find("input", attrs={"name": "vraag"}), "the last answer brings no verdict"


def test_a_page_that_has_the_questions_is_sent_the_reasons_alone(visitor: Visitor) -> None:
    changed = address(vraag="", workplace="education_care", time=None)

    answer = visitor.client.get(changed, headers=PARTIAL | {"HX-Target": "span#redenen"})

    sent = BeautifulSoup(answer.text, "html5lib").body
    assert {p["id"].removeprefix("reden-"): p.get_text() for p in sent.find_all("p")} == (
        NO_REASONS | {"workplace": reason_of("workplace", "education_care")}
    )
    assert {child.name for child in sent.find_all(True)} == {"p"}
    assert all(p["data-hx-swap-oob"] == "true" for p in sent.find_all("p"))
    assert answer.headers["HX-Replace-Url"] == changed


def test_where_errors_stand_an_answer_brings_all_questions_to_take_them_away(
    visitor: Visitor,
) -> None:
    page = visitor.visit("/check").press("Verder", role="hired", expects=422)

    asks = page.soup.select_one("#questions form [data-hx-get]")
    assert asks["data-hx-target"] == "#questions"
    assert asks["id"] != "redenen"


def test_the_last_answer_alone_brings_no_verdict(app: Flask, visitor: Visitor) -> None:
    page = visitor.visit(address(vraag=""))

    assert page.asks("workplace")
    assert dump(app)["FinishedCheck"] == []
    assert page.press("Verder").heading == RULE_STEP.title


# A finished check


def test_a_post_without_all_answers_is_not_a_finished_check(app: Flask, visitor: Visitor) -> None:
    page = visitor.submit("POST", "/check", {**FINE, "gain": "zelfbedacht"})

    assert page.status == 422
    assert list(page.errors) == ["gain"]
    assert dump(app)["FinishedCheck"] == []


def test_a_finished_check_is_kept_without_anything_personal(
    app: Flask, applicant: Applicant
) -> None:
    applicant.does_the_check()

    ((_, _, outcome, answers),) = dump(app)["FinishedCheck"]
    assert outcome == "eligible"
    assert answers == applicant.sample["check"]


def test_reading_never_stores_a_check(app: Flask, visitor: Visitor) -> None:
    assert visitor.visit(address()).heading == "Je kunt meedoen"
    assert visitor.visit("/check").status == 200

    assert dump(app)["FinishedCheck"] == []


def test_with_htmx_the_last_post_is_the_verdict(app: Flask) -> None:
    response = app.test_client().post("/check", data=FINE | ALONE, headers=PARTIAL)

    assert response.status_code == 200
    assert response.headers["HX-Push-Url"] == address(**ALONE)
    assert "Overleg eerst met ons" in response.text


def test_without_htmx_the_last_post_is_a_redirect_to_it(app: Flask) -> None:
    response = app.test_client().post("/check", data=FINE | ALONE)

    assert response.status_code == 303
    assert response.headers["Location"] == address(**ALONE)


@pytest.mark.parametrize(
    ("changed", "headers", "goes_on"),
    [
        ({}, {}, True),
        ({}, PARTIAL, True),
        (WITH_BZK, PARTIAL, True),
        (WITH_BZK, {}, False),  # without script nobody told yet what to arrange
        (ALONE, PARTIAL, False),
        ({"mandate": "no"}, PARTIAL, False),
        ({"gain": "no"}, PARTIAL, False),
    ],
)
def test_who_has_nothing_to_hear_goes_straight_to_the_first_step(
    app: Flask, visitor: Visitor, changed: dict[str, str], headers: dict[str, str], goes_on: bool
) -> None:
    page = visitor.submit("POST", "/check", FINE | changed, **headers)

    assert (page.heading == RULE_STEP.title) is goes_on
    assert len(dump(app)["Proposal"]) == goes_on
    assert len(dump(app)["FinishedCheck"]) == 1


@pytest.mark.settings(RATELIMIT_ENABLED=1)
def test_where_no_draft_may_begin_any_more_the_verdict_is_told(
    app: Flask, visitor: Visitor
) -> None:
    client = app.test_client()
    while client.post("/voorstel").status_code == 303:
        pass

    page = visitor.submit("POST", "/check", FINE, expects=200)

    assert page.heading == "Je kunt meedoen"
    assert len(dump(app)["FinishedCheck"]) == 1
    page.press("Beschrijf de regel", expects=429)


def test_an_answer_with_a_blank_beside_it_is_that_answer(app: Flask, visitor: Visitor) -> None:
    visitor.submit("POST", "/check", FINE | {"role": "execution "}, expects=200)

    ((_, _, _, answers),) = dump(app)["FinishedCheck"]
    assert answers == FINE


def test_the_order_of_checks_is_kept_nowhere(app: Flask, visitor: Visitor) -> None:
    for _ in range(12):
        visitor.submit("POST", "/check", FINE | ALONE, expects=200)

    numbers = [number for number, *_ in dump(app)["FinishedCheck"]]
    assert len(set(numbers)) == 12
    assert max(numbers) - min(numbers) > 2**32


@pytest.mark.parametrize(("changed", "says"), [({}, "meedoen"), (WITH_BZK, "hulp van BZK")])
def test_the_first_step_says_that_one_can_take_part(
    visitor: Visitor, changed: dict[str, str], says: str
) -> None:
    page = visitor.submit("POST", "/check", FINE | changed, **PARTIAL)

    assert says in page.soup.select_one("h1 + p strong").get_text()


@pytest.mark.parametrize(
    ("changed", "title", "button"),
    [
        ({}, "Je kunt meedoen", "Beschrijf de regel"),
        (
            {"mandate": "with_bzk"},
            "Je kunt meedoen, met hulp van BZK",
            "Beschrijf de regel",
        ),
        ({"time": "alone"}, "Overleg eerst met ons", "Stuur toch een voorstel"),
        ({"mandate": "no"}, "Nu nog niet", "Stuur een signaal"),
        ({"gain": "no"}, "Deze oproep past niet bij jou", None),
    ],
)
def test_each_outcome_says_what_to_do_next(
    visitor: Visitor, changed: dict[str, str], title: str, button: str | None
) -> None:
    page = visitor.visit(address(**changed))

    assert page.heading == title
    buttons = [found.get_text(strip=True) for found in page.soup.find_all("button")]
    assert buttons == ([button] if button else [])
    assert "mailto:b.krull@imi.nu" in page.response.get_data(as_text=True)


def test_every_reason_is_told(visitor: Visitor) -> None:
    page = visitor.visit(address(role="hired", gain="unsure", time="alone"))

    labels = {criterion.label: criterion.key for criterion in CRITERIA}
    told = [labels[strong.get_text()] for strong in page.soup.select("ul.reasons li strong")]
    assert told == ["role", "gain", "time"]
    for key, answer in (("role", "hired"), ("gain", "unsure"), ("time", "alone")):
        assert reason_of(key, answer) in page.text
    assert "“Ik twijfel”" in page.text


@pytest.mark.parametrize("gain", ["yes", "no"])
def test_every_answer_can_be_changed_from_the_verdict(visitor: Visitor, gain: str) -> None:
    page = visitor.visit(address(gain=gain)).follow("Wijzig je antwoorden")

    assert {key: page.value(key) for key in FINE} == FINE | {"gain": gain}
    page = page.press("Verder", mandate="no", gain="yes")
    assert page.heading == "Nu nog niet"
    assert page.path == address(mandate="no")


@pytest.mark.parametrize("name", ["gesteld", "vraag", "workplace"])
@pytest.mark.parametrize("value", ["", "onzin", "<script>", "role"])
def test_whatever_stands_in_the_address_is_answered(
    visitor: Visitor, name: str, value: str
) -> None:
    page = visitor.visit(f"/check?{name}={value}")

    assert all(page.asks(criterion.key) for criterion in CRITERIA)
    assert page.soup.find("input", checked=True) is None


@pytest.mark.parametrize("older", ["vraag=gain", "gesteld=role", "vraag=time&gesteld=mandate"])
def test_an_address_of_the_check_as_it_was_keeps_its_answers(visitor: Visitor, older: str) -> None:
    page = visitor.visit(f"/check?workplace=province&role=hired&{older}")

    assert (page.value("workplace"), page.value("role")) == ("province", "hired")
