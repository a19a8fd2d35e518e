"""Writing a draft: its steps in their order, and everything typed kept."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from tests.people import Applicant
from tests.stored import dump, mails
from tests.visitor import Page, Visitor

NOT_TO_BE_REACHED = ["kosten", "aanpak", "idee", "grenzen", "pilot", "over-jou", "controleren"]
# Texts that are easily mangled: each fits the field and comes back sign for sign.
WEIRD = {
    "markup": "<script>alert('x')</script> & \"aanhalingstekens\" &amp; {{ 7 * 7 }} {% raw %}",
    "leading newline": "\nEerst een lege regel, dan pas de tekst van de regel.",
    "two leading newlines": "\n\nEerst twee lege regels, dan pas de tekst van de regel.",
    "lines": "Een regel.\n\n  Ingesprongen regel.\nLaatste regel, met een tab\t erin.\n",
    "blanks around": "   Met spaties ervoor en erachter, zoals getypt.   ",
    "other alphabets": "Ἑλληνικά 中文 العربية 🧑‍⚖️ ﬁ ½ — “zo” … en nog wat",
    "long": "Twee woorden. " * 107,
}


def typed_at_this_step(applicant: Applicant, **changed: Any) -> dict[str, Any]:
    asked = {k: v for k, v in applicant.answers.items() if applicant.page.asks(k)}
    return {**asked, "basis": applicant.page.value("basis"), **changed}


def post(applicant: Applicant, place: str, **data: Any) -> Page:
    return applicant.visitor.submit("POST", f"/voorstel/{applicant.token}/{place}", data)


# Beginning


def test_a_draft_begins_after_the_check(applicant: Applicant) -> None:
    page = applicant.begins()

    assert page.heading == "De regel"
    assert page.steps == [
        "De regel",
        "Wat het kost",
        "De aanpak",
        "Je idee",
        "Grenzen",
        "De pilot",
        "Over jou",
        "Controleren",
    ]


def test_with_htmx_beginning_is_the_first_step_itself(applicant: Applicant) -> None:
    check = applicant.sample["check"]
    htmx = {"HX_Request": "true", "HX_Request_Type": "partial"}
    page = applicant.visitor.submit("POST", "/voorstel", check, **htmx)

    assert (page.status, page.heading) == (200, "De regel")
    pushed = page.response.headers["HX-Push-Url"]
    assert applicant.visitor.visit(pushed).heading == "De regel"


def test_a_draft_without_a_check_begins_with_the_check(visitor: Visitor) -> None:
    page = visitor.submit("POST", "/voorstel", {})

    assert page.heading == "De check bij je voorstel"


def test_a_draft_does_not_begin_when_the_call_does_not_fit(
    app: Flask, applicant: Applicant
) -> None:
    check = {**applicant.sample["check"], "workplace": "education_care"}

    page = applicant.visitor.submit("POST", "/voorstel", check)

    assert page.heading == "Deze oproep past niet bij jou"
    assert dump(app)["Proposal"] == []


def test_who_types_the_address_of_a_proposal_is_led_to_the_check(visitor: Visitor) -> None:
    assert visitor.visit("/voorstel").heading == "Waar werk je?"


def test_of_the_check_only_its_own_answers_are_kept(applicant: Applicant) -> None:
    check = {**applicant.sample["check"], "title": "Binnengesmokkeld", "status": "submitted"}

    page = applicant.visitor.submit("POST", "/voorstel", check)

    applicant.token = page.path.split("/")[2]
    assert applicant.stored.check_answers == applicant.sample["check"]
    assert applicant.stored.answers == {}


# Steps in their order


@pytest.mark.parametrize("place", NOT_TO_BE_REACHED)
def test_no_step_can_be_skipped_by_its_address(applicant: Applicant, place: str) -> None:
    applicant.has_written(until="regel")

    assert applicant.opens(place).heading == "De regel"


@pytest.mark.parametrize("place", NOT_TO_BE_REACHED)
def test_no_step_can_be_skipped_by_a_post(app: Flask, applicant: Applicant, place: str) -> None:
    applicant.has_written(until="regel")

    page = post(applicant, place, **applicant.answers, address_is_right="yes")

    assert page.heading == "De regel"
    assert applicant.stored.status == "draft"
    assert mails(app) == []


@pytest.mark.parametrize("place", NOT_TO_BE_REACHED[:-1])
def test_no_step_can_be_skipped_by_saving_in_passing(applicant: Applicant, place: str) -> None:
    applicant.has_written(until="regel")

    post(applicant, f"{place}/bewaar", **applicant.answers)

    assert applicant.opens(place).heading == "De regel"


def test_a_step_that_is_done_can_be_opened_again(applicant: Applicant) -> None:
    applicant.has_written(until="idee")

    assert applicant.opens("regel").value("title") == applicant.sample["title"]


def test_a_step_that_does_not_exist_leads_to_the_open_one(applicant: Applicant) -> None:
    applicant.has_written(until="kosten")

    assert applicant.opens("bestaat-niet").heading == "Wat het kost"


def test_steps_that_may_be_entered_are_links(applicant: Applicant) -> None:
    page = applicant.has_written(until="aanpak")

    links = [link.get_text() for link in page.soup.select("nav.steps a")]
    assert links == ["De regel", "Wat het kost"]


# What is asked


def test_only_what_this_step_asks_can_be_set(applicant: Applicant) -> None:
    applicant.has_written(until="regel")

    smuggled = {"name": "Iemand anders", "confidential": "confidential", "status": "approved"}
    post(applicant, "regel", **typed_at_this_step(applicant), **smuggled)

    assert set(applicant.stored.answers) == {
        "title",
        "rule_text",
        "rule_level",
        "rule_source",
        "rule_link",
        "rule_owner",
    }
    assert applicant.stored.status == "draft"


def test_a_question_that_does_not_apply_cannot_be_answered(applicant: Applicant) -> None:
    applicant.has_written(until="pilot")

    post(applicant, "pilot", **typed_at_this_step(applicant), mandate_help="Hulp graag")

    assert "mandate_help" not in applicant.stored.answers


def test_an_answer_that_is_not_offered_is_refused(applicant: Applicant) -> None:
    applicant.has_written(until="regel")

    page = post(applicant, "regel", **typed_at_this_step(applicant, rule_level="zelfbedacht"))

    assert page.status == 422
    assert page.errors == {"rule_level": "Soort regel: kies een van de antwoorden."}
    assert applicant.opens("kosten").heading == "De regel"


@pytest.mark.parametrize(
    ("mandate", "asked", "not_asked"),
    [
        ("yes", "mandate_holder", "mandate_help"),
        ("with_bzk", "mandate_help", "mandate_holder"),
    ],
)
def test_the_mandate_of_the_check_decides_what_is_asked(
    applicant: Applicant, mandate: str, asked: str, not_asked: str
) -> None:
    page = applicant.has_written(until="pilot", check={"mandate": mandate})

    assert page.asks(asked)
    assert not page.asks(not_asked)


def test_a_signal_is_not_asked_about_a_pilot(applicant: Applicant) -> None:
    page = applicant.has_written(until="pilot", check={"mandate": "no"})

    asked = {field["name"] for field in page.soup.select("form [name]")}
    assert asked == {"basis", "manager_knows", "daarna"}
    assert "Je stuurt dit als signaal" in page.text


def test_a_doe_tank_words_the_question_otherwise(applicant: Applicant) -> None:
    page = applicant.has_written(until="idee", pilot_form="doe_tank")

    assert "Wat wil je samen uitzoeken?" in page.text
    assert "Hoe wil je het in plaats daarvan doen?" not in page.text


# Going on


def test_a_valid_step_leads_to_the_next(applicant: Applicant) -> None:
    applicant.has_written(until="regel")

    assert applicant.fills_in_this_step().heading == "Wat het kost"


def test_a_valid_post_without_htmx_is_a_redirect(applicant: Applicant) -> None:
    applicant.has_written(until="regel")

    response = applicant.visitor.client.post(
        f"/voorstel/{applicant.token}/regel", data=typed_at_this_step(applicant)
    )

    assert response.status_code == 303
    assert response.headers["Location"] == f"/voorstel/{applicant.token}/kosten"


def test_a_valid_post_with_htmx_is_the_next_step(applicant: Applicant) -> None:
    applicant.has_written(until="regel")

    page = applicant.visitor.submit(
        "POST",
        f"/voorstel/{applicant.token}/regel",
        typed_at_this_step(applicant),
        HX_Request="true",
        HX_Request_Type="partial",
    )

    assert page.heading == "Wat het kost"
    assert page.response.headers["HX-Push-Url"] == f"/voorstel/{applicant.token}/kosten"
    assert page.soup.find("nav", class_="steps")
    assert not page.soup.find("footer")


def test_the_address_of_the_draft_leads_to_where_one_was(applicant: Applicant) -> None:
    applicant.has_written(until="grenzen")

    assert applicant.opens().heading == "Grenzen"


# Invalid posts


def test_an_invalid_post_says_what_to_mend_and_where(applicant: Applicant) -> None:
    applicant.has_written(until="regel")

    page = applicant.fills_in_this_step(title="Kort")

    assert page.status == 422
    assert page.errors == {"title": "Titel: dit zijn 4 tekens. Schrijf er minstens 5."}
    field = page.soup.find(id="f-title")
    assert field["aria-invalid"] == "true"
    beside = page.soup.find(id="f-title-error").get_text()
    assert "Titel: dit zijn 4 tekens" in beside
    assert "f-title-error" in field["aria-describedby"]


def test_an_invalid_post_keeps_every_answer(applicant: Applicant) -> None:
    applicant.has_written(until="kosten")

    page = applicant.fills_in_this_step(example="Kort", hours_per_month="twaalf", expects=422)

    assert list(page.errors) == ["example", "hours_per_month"]
    assert page.value("example") == "Kort"
    assert page.value("hours_per_month") == "twaalf"
    assert page.value("frequency") == applicant.sample["frequency"]
    assert page.value("affected") == applicant.sample["affected"]


def test_an_invalid_post_is_stored_too(applicant: Applicant) -> None:
    applicant.has_written(until="kosten")

    applicant.fills_in_this_step(example="Kort", hours_per_month="twaalf", expects=422)

    assert applicant.stored.answers["example"] == "Kort"
    assert applicant.opens("kosten").value("hours_per_month") == "twaalf"


def test_what_is_too_long_is_kept_whole(applicant: Applicant) -> None:
    applicant.has_written(until="regel")
    three_thousand = "abcdefghi " * 300

    page = applicant.fills_in_this_step(rule_text=three_thousand, expects=422)

    assert "is 1500 tekens te lang" in page.errors["rule_text"]
    assert page.value("rule_text") == three_thousand
    assert applicant.stored.answers["rule_text"] == three_thousand


@pytest.mark.parametrize("text", WEIRD.values(), ids=WEIRD)
def test_any_text_comes_back_as_it_was_typed(applicant: Applicant, text: str) -> None:
    applicant.has_written(until="regel")

    assert applicant.fills_in_this_step(rule_text=text).heading == "Wat het kost"

    assert applicant.opens("regel").value("rule_text") == text


@pytest.mark.parametrize("text", WEIRD.values(), ids=WEIRD)
def test_any_text_survives_an_error_in_another_field(applicant: Applicant, text: str) -> None:
    applicant.has_written(until="regel")

    page = applicant.fills_in_this_step(rule_text=text, title="", expects=422)

    assert list(page.errors) == ["title"]
    assert page.value("rule_text") == text


@pytest.mark.parametrize("sign", ["\u2066", "\u202e"], ids=["isolate", "override"])
def test_a_sign_that_cannot_be_kept_is_refused_beside_its_field(
    applicant: Applicant, sign: str
) -> None:
    applicant.has_written(until="regel")

    page = applicant.fills_in_this_step(rule_text=f"Een tekst met iets onzichtbaars: {sign}.")

    assert page.status == 422
    assert "onzichtbaar teken" in page.errors["rule_text"]
    assert applicant.opens("regel").value("rule_text").endswith("\N{REPLACEMENT CHARACTER}.")


@pytest.mark.parametrize("sign", ["\x00", "\x1b", "\x02", "\ufffe", "\uffff", "\ufdd0"], ids=ascii)
def test_what_is_no_character_is_taken_out(applicant: Applicant, sign: str) -> None:
    applicant.has_written(until="regel")

    page = applicant.fills_in_this_step(rule_text=f"Een afgebro{sign}ken regel, lang genoeg.")

    assert not page.errors
    assert applicant.stored.answers["rule_text"] == "Een afgebroken regel, lang genoeg."


@pytest.mark.parametrize("button", ["Verder", "Opslaan", "Terug naar"])
def test_nobody_leaves_a_text_behind_that_is_too_long_to_keep(
    applicant: Applicant, button: str
) -> None:
    page = applicant.has_written(until="kosten")

    page = page.press(button, example="Een heel verhaal. " * 500)

    assert page.status == 422
    assert "te lang" in page.errors["example"]
    assert page.value("example") == "Een heel verhaal. " * 500
    assert applicant.stored.answers["example"] == ("Een heel verhaal. " * 500)[:3000]


def test_saving_in_passing_says_when_a_text_is_too_long_to_keep(applicant: Applicant) -> None:
    applicant.has_written(until="kosten")

    page = applicant.visitor.submit(
        "POST", f"{applicant.page.path}/bewaar", {"example": "x" * 9000}
    )

    assert page.status == 413


def test_line_endings_are_folded(applicant: Applicant) -> None:
    applicant.has_written(until="regel")

    applicant.fills_in_this_step(rule_text="Een regel die lang genoeg is.\r\nEn nog een.")

    assert applicant.stored.answers["rule_text"] == "Een regel die lang genoeg is.\nEn nog een."


def test_all_that_was_typed_at_a_step_that_is_left_out_stays(applicant: Applicant) -> None:
    applicant.has_written()
    applicant.opens("check").press("Verder met je voorstel", mandate="no")
    applicant.opens("check").press("Verder met je voorstel", mandate="yes")

    assert applicant.opens("pilot").value("mandate_holder") == applicant.sample["mandate_holder"]


# Two tabs


def test_a_second_tab_does_not_overwrite_the_first(applicant: Applicant) -> None:
    page = applicant.has_written(until="idee")
    other = applicant.in_another_tab("idee")
    other.press("Verder", **{**_typed(applicant, other), "measure": "Uit het ene"})

    page = page.press("Verder", **{**_typed(applicant, page), "measure": "Uit het andere"})

    assert page.status == 422
    assert "“Uit het ene”" in page.errors["measure"]
    assert page.value("measure") == "Uit het andere"
    assert applicant.stored.answers["measure"] == "Uit het ene"


def test_after_choosing_the_stale_tab_wins(applicant: Applicant) -> None:
    page = applicant.has_written(until="idee")
    other = applicant.in_another_tab("idee")
    other.press("Verder", **{**_typed(applicant, other), "measure": "Uit het ene"})
    page = page.press(
        "Verder", **{**_typed(applicant, page), "measure": "Uit het andere"}, expects=422
    )

    page = page.press("Verder", measure="Uit het andere")

    assert page.heading == "Grenzen"
    assert applicant.stored.answers["measure"] == "Uit het andere"


def test_the_other_text_is_told_for_each_answer_that_differs(applicant: Applicant) -> None:
    page = applicant.has_written(until="kosten")
    other = applicant.in_another_tab("kosten")
    changed = {"frequency": "year", "affected": ["residents"], "already_tried": ""}
    other.press("Verder", **{**_typed(applicant, other), **changed})

    page = page.press("Verder", **_typed(applicant, page), expects=422)

    assert set(page.errors) == set(changed)
    assert "“Een paar keer per jaar”" in page.errors["frequency"]
    assert "“Inwoners”" in page.errors["affected"]
    assert "“niets”" in page.errors["already_tried"]


def test_equal_answers_from_two_tabs_are_no_conflict(applicant: Applicant) -> None:
    page = applicant.has_written(until="idee")
    other = applicant.in_another_tab("idee")
    other.press("Verder", **_typed(applicant, other))

    assert page.press("Verder", **_typed(applicant, page)).heading == "Grenzen"


def test_two_tabs_at_different_steps_are_no_conflict(applicant: Applicant) -> None:
    page = applicant.has_written(until="idee")
    other = applicant.in_another_tab("regel")
    other.press("Verder", title="Een andere titel")

    assert page.press("Verder", **_typed(applicant, page)).heading == "Grenzen"
    assert applicant.stored.title == "Een andere titel"


def test_the_same_page_may_be_sent_twice(applicant: Applicant) -> None:
    page = applicant.has_written(until="idee")
    page.press("Verder", **{**_typed(applicant, page), "measure": "Eerst"})

    again = page.press("Verder", **{**_typed(applicant, page), "measure": "Na terug"})

    assert again.heading == "Grenzen"
    assert applicant.stored.answers["measure"] == "Na terug"


def test_saving_in_passing_is_no_conflict_with_going_on(applicant: Applicant) -> None:
    page = applicant.has_written(until="idee")
    saved = post(applicant, "idee/bewaar", measure="Half", basis=page.value("basis"))

    assert saved.status == 204
    assert applicant.stored.answers["measure"] == "Half"
    page = page.press("Verder", **{**_typed(applicant, page), "measure": "Heel"})
    assert page.heading == "Grenzen"
    assert applicant.stored.answers["measure"] == "Heel"


def test_saving_in_passing_does_not_overwrite_another_tab(applicant: Applicant) -> None:
    page = applicant.has_written(until="idee")
    other = applicant.in_another_tab("idee")
    other.press("Verder", **{**_typed(applicant, other), "measure": "Uit het ene"})

    saved = post(applicant, "idee/bewaar", measure="Stil", basis=page.value("basis"))

    assert saved.status == 409, "the script then knows that it is not saved"
    assert applicant.stored.answers["measure"] == "Uit het ene"


@pytest.mark.parametrize(
    ("at", "back"), [("regel", "De check bij je voorstel"), ("idee", "De aanpak")]
)
def test_going_back_keeps_what_was_typed_right_or_not(
    applicant: Applicant, at: str, back: str
) -> None:
    page = applicant.has_written(until=at)
    field = "title" if at == "regel" else "measure"

    assert page.press("Terug naar", **{field: "Ook"}).heading == back
    assert applicant.stored.answers[field] == "Ook"


def test_the_overview_can_be_reached_from_every_step_once_all_is_done(applicant: Applicant) -> None:
    applicant.has_written()

    assert applicant.opens("kosten").follow("Controleren").heading == "Controleer je antwoorden"


def test_keeping_for_later_shows_a_conflict_too(applicant: Applicant) -> None:
    page = applicant.has_written(until="idee")
    other = applicant.in_another_tab("idee")
    other.press("Verder", **{**_typed(applicant, other), "measure": "Uit het ene"})

    page = page.press("Opslaan en later verder", measure="Uit het andere")

    assert page.status == 422
    assert "“Uit het ene”" in page.errors["measure"]


def test_what_is_typed_stays_when_another_tab_spoils_an_earlier_step(applicant: Applicant) -> None:
    page = applicant.has_written(until="idee")
    other = applicant.in_another_tab("regel")
    other.press("Verder", title="Kort", expects=422)

    page.press("Verder", **{**_typed(applicant, page), "measure": "Niet kwijtraken"})

    assert applicant.stored.answers["measure"] == "Niet kwijtraken"


@pytest.mark.parametrize("basis", ["", "x", "-1.a", "9" * 5000, "1.é", "²."])
def test_a_damaged_basis_is_no_fault_of_ours(applicant: Applicant, basis: str) -> None:
    applicant.has_written(until="idee")

    page = post(applicant, "idee", **typed_at_this_step(applicant, basis=basis))

    assert page.heading == "Grenzen"


# The check


def test_the_check_can_be_changed(applicant: Applicant) -> None:
    applicant.has_written(until="idee")

    page = applicant.opens("check").press("Verder met je voorstel", mandate="with_bzk")

    assert page.heading == "Je idee"
    assert applicant.stored.check_answers["mandate"] == "with_bzk"


def test_each_question_of_the_check_must_be_answered(applicant: Applicant) -> None:
    applicant.has_written(until="idee")

    page = post(applicant, "check", workplace="municipality", gain="zelfbedacht")

    assert page.status == 422
    assert list(page.errors) == ["role", "gain", "mandate", "time"]
    assert applicant.stored.check_answers == applicant.sample["check"]


@pytest.mark.parametrize("place", ["", "regel", "idee", "controleren"])
def test_when_the_call_does_not_fit_any_more_only_the_check_is_open(
    applicant: Applicant, place: str
) -> None:
    applicant.has_written()
    applicant.opens("check").press("Verder met je voorstel", workplace="not_government")

    page = applicant.opens(place)

    assert page.heading == "De check bij je voorstel"
    assert "uitdaagrecht" in page.text


def _typed(applicant: Applicant, page: Page) -> dict[str, Any]:
    return {key: value for key, value in applicant.answers.items() if page.asks(key)}
