"""The check: one question at a time, its answers in the address, kept only when it is finished."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from regelruimte.check.criteria import CRITERIA
from tests.people import Applicant
from tests.stored import dump
from tests.visitor import Visitor

FINE = {
    "workplace": "municipality",
    "role": "execution",
    "gain": "yes",
    "mandate": "yes",
    "time": "with_colleagues",
}
PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}


def address(**changed: Any) -> str:
    answers = {key: value for key, value in {**FINE, **changed}.items() if value is not None}
    return "/check?" + "&".join(f"{key}={value}" for key, value in answers.items())


def test_questions_come_one_by_one(visitor: Visitor) -> None:
    page = visitor.visit("/check")
    headings = [page.heading]
    for key in list(FINE)[:-1]:
        page = page.press("Volgende vraag", **{key: FINE[key]})
        headings.append(page.heading)

    assert headings == [criterion.label for criterion in CRITERIA]


def test_search_engines_may_know_the_check_but_no_answers(visitor: Visitor) -> None:
    def is_kept_out(address: str) -> bool:
        return visitor.visit(address).soup.select_one("meta[name=robots]") is not None

    assert not is_kept_out("/check")
    assert is_kept_out("/check?workplace=municipality")


def test_the_answers_travel_in_the_address(visitor: Visitor) -> None:
    page = visitor.visit("/check").press("Volgende vraag", workplace="province")

    assert "workplace=province" in page.path


def test_no_answer_is_chosen_beforehand(visitor: Visitor) -> None:
    assert visitor.visit("/check").soup.find("input", checked=True) is None


def test_a_question_must_be_answered(visitor: Visitor) -> None:
    page = visitor.visit("/check").press("Volgende vraag")

    assert page.status == 422
    assert page.heading == "Waar werk je?"
    assert page.errors == {"workplace": "Kies het antwoord dat het best past."}


def test_the_last_question_must_be_answered(app: Flask, visitor: Visitor) -> None:
    page = visitor.visit(address(time=None)).press("Bekijk de uitkomst")

    assert page.status == 422
    assert list(page.errors) == ["time"]
    assert dump(app)["FinishedCheck"] == []


def test_one_can_go_back_with_all_answers_kept(visitor: Visitor) -> None:
    page = visitor.visit(address(gain=None, mandate=None, time=None)).follow("Vorige vraag")

    assert page.heading == "Wat doe je vooral?"
    assert page.value("role") == "execution"
    page = page.press("Volgende vraag", role="policy")
    assert page.heading == "Levert het genoeg op als deze regel er even niet is?"
    assert "workplace=municipality" in page.path


def test_an_answer_that_does_not_exist_is_asked_again(visitor: Visitor) -> None:
    assert visitor.visit(address(role="keizer")).heading == "Wat doe je vooral?"


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
    response = app.test_client().post("/check", data=FINE, headers=PARTIAL)

    assert response.status_code == 200
    assert response.headers["HX-Push-Url"] == address()
    assert "Je kunt meedoen" in response.text


def test_without_htmx_the_last_post_is_a_redirect_to_it(app: Flask) -> None:
    response = app.test_client().post("/check", data=FINE)

    assert response.status_code == 303
    assert response.headers["Location"] == address()


@pytest.mark.parametrize(
    ("changed", "title", "button"),
    [
        ({}, "Je kunt meedoen", "Beschrijf je regel"),
        (
            {"mandate": "with_bzk"},
            "Je kunt meedoen, met hulp van BZK",
            "Beschrijf je regel",
        ),
        ({"time": "alone"}, "Laten we even overleggen", "Beschrijf toch je voorstel"),
        ({"mandate": "no"}, "Nu nog niet", "Stuur je regel als signaal"),
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

    assert [li.get_text()[:20] for li in page.soup.select("ul.reasons li")] == [
        "Wat doe je vooral? J",
        "Levert het genoeg op",
        "Kun je er tijd voor ",
    ]
    assert "Laat een collega in dienst het voorstel indienen." in page.text
    assert "Jij zei: “Ik twijfel”." in page.text


def test_every_answer_can_be_changed_from_the_verdict(visitor: Visitor) -> None:
    page = visitor.visit(address(gain="no")).follow("Wijzig : Levert het genoeg op")

    assert page.value("gain") == "no"
    assert page.press("Volgende vraag", gain="yes").heading == "Je kunt meedoen"


@pytest.mark.parametrize("name", ["gesteld", "vraag"])
@pytest.mark.parametrize("value", ["", "onzin", "<script>", "workplace"])
def test_whatever_stands_in_the_address_is_answered(
    visitor: Visitor, name: str, value: str
) -> None:
    is_pressed = (name, value) == ("gesteld", "workplace")  # its button, without an answer
    page = visitor.visit(f"/check?{name}={value}", expects=422 if is_pressed else 200)

    assert page.heading == "Waar werk je?"
