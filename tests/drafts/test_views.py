"""Writing a draft: the rule first, then who wrote it, and everything typed kept."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from regelruimte.proposals.questions import ABOUT_YOU_STEP, PARTS, RULE_STEP, TITLE_STEP
from tests.people import Applicant
from tests.stored import dump, mails
from tests.visitor import Page, Visitor

RULE, TITLE, SENDING = RULE_STEP.title, TITLE_STEP.title, ABOUT_YOU_STEP.title
THE_CHECK = "Je antwoorden in de check"
# The places of the older form: links to them stand in mails and bookmarks.
OLDER = ["controleren", "idee", *(part.slug for part in PARTS)]
PARTIAL = {"HX_Request": "true", "HX_Request_Type": "partial"}
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
    return {**_typed(applicant, applicant.page), "basis": applicant.page.value("basis"), **changed}


def post(applicant: Applicant, place: str, **data: Any) -> Page:
    return applicant.visitor.submit("POST", f"/voorstel/{applicant.token}/{place}", data)


# Beginning


def test_a_draft_begins_after_the_check(applicant: Applicant) -> None:
    page = applicant.begins()

    assert page.heading == RULE
    assert {key for key in applicant.answers if page.asks(key)} == {
        "rule_text",
        "rule_source",
        "rule_level",
        "alternative",
    }


def test_with_htmx_beginning_is_the_first_step_itself(applicant: Applicant) -> None:
    page = applicant.visitor.submit("POST", "/voorstel", applicant.sample["check"], **PARTIAL)

    assert (page.status, page.heading) == (200, RULE)
    pushed = page.response.headers["HX-Push-Url"]
    assert applicant.visitor.visit(pushed).heading == RULE


def test_a_draft_without_a_check_begins_with_the_check(visitor: Visitor) -> None:
    page = visitor.submit("POST", "/voorstel", {})

    assert page.heading == THE_CHECK


def test_a_draft_does_not_begin_when_the_call_does_not_fit(
    app: Flask, applicant: Applicant
) -> None:
    check = {**applicant.sample["check"], "workplace": "education_care"}

    page = applicant.visitor.submit("POST", "/voorstel", check)

    assert page.heading == "Deze oproep past niet bij jou"
    assert dump(app)["Proposal"] == []


def test_who_types_the_address_of_a_proposal_is_led_to_the_check(visitor: Visitor) -> None:
    assert visitor.visit("/voorstel").path == "/check"


def test_of_the_check_only_its_own_answers_are_kept(applicant: Applicant) -> None:
    check = {**applicant.sample["check"], "title": "Binnengesmokkeld", "status": "submitted"}

    page = applicant.visitor.submit("POST", "/voorstel", check)

    applicant.token = page.path.split("/")[2]
    assert applicant.stored.check_answers == applicant.sample["check"]
    assert applicant.stored.answers == {}


# Steps in their order


@pytest.mark.parametrize("place", ["over-jou", "titel", *OLDER])
def test_no_step_can_be_skipped_by_its_address(applicant: Applicant, place: str) -> None:
    applicant.has_written(until="regel")

    assert applicant.opens(place).heading == RULE


@pytest.mark.parametrize("place", ["titel", *OLDER])
def test_no_step_can_be_skipped_by_a_post(app: Flask, applicant: Applicant, place: str) -> None:
    applicant.has_written(until="regel")

    page = post(applicant, place, **applicant.answers, address_is_right="yes")

    assert page.heading == RULE
    assert applicant.stored.status == "draft"
    assert mails(app) == []


def test_who_one_is_is_kept_but_not_sent_before_the_rule_is_described(
    app: Flask, applicant: Applicant
) -> None:
    applicant.has_written(until="regel")

    page = post(applicant, "over-jou", **applicant.answers, address_is_right="yes")

    assert page.heading == RULE
    assert applicant.stored.status == "draft"
    assert applicant.stored.answers["name"] == applicant.sample["name"]
    assert mails(app) == []


@pytest.mark.parametrize("place", ["over-jou", "titel", *OLDER])
def test_no_step_can_be_skipped_by_saving_in_passing(applicant: Applicant, place: str) -> None:
    applicant.has_written(until="regel")

    post(applicant, f"{place}/bewaar", **applicant.answers)

    assert applicant.opens(place).heading == RULE


def test_a_step_that_is_done_can_be_opened_again(applicant: Applicant) -> None:
    applicant.has_written(until="over-jou")

    assert applicant.opens("regel").value("rule_text") == applicant.sample["rule_text"]


@pytest.mark.parametrize("place", [*OLDER, "bestaat-niet"])
def test_what_is_no_step_leads_to_where_the_draft_goes_on(applicant: Applicant, place: str) -> None:
    applicant.has_written(until="over-jou")

    assert applicant.opens(place).path == f"/voorstel/{applicant.token}/over-jou"


@pytest.mark.parametrize("place", OLDER)
def test_an_older_address_is_not_gone_but_elsewhere(applicant: Applicant, place: str) -> None:
    applicant.has_written_it_all()

    answer = applicant.visitor.client.get(f"/voorstel/{applicant.token}/{place}")

    assert answer.status_code == 303
    assert answer.headers["Location"] == f"/voorstel/{applicant.token}/over-jou"


@pytest.mark.parametrize("place", OLDER)
def test_a_page_of_the_older_form_that_is_still_open_harms_nothing(
    app: Flask, applicant: Applicant, place: str
) -> None:
    """Whoever had it open sends or saves it after the form was changed."""
    applicant.has_written_it_all()
    before = applicant.stored.__data__

    saved = post(applicant, f"{place}/bewaar", example="Uit een oud venster", measure="Ook")
    page = post(applicant, place, example="Uit een oud venster", address_is_right="yes")

    assert saved.status == 204
    assert page.heading == SENDING
    assert applicant.stored.__data__ == before
    assert mails(app) == []


# What is asked


def test_only_what_this_step_asks_can_be_set(applicant: Applicant) -> None:
    applicant.has_written(until="regel")

    smuggled = {"name": "Iemand anders", "confidential": "confidential", "status": "approved"}
    post(applicant, "regel", **typed_at_this_step(applicant), **smuggled)

    assert set(applicant.stored.answers) == {
        "rule_text",
        "rule_source",
        "rule_level",
        "alternative",
    }
    assert applicant.stored.status == "draft"


def test_what_is_told_later_cannot_be_answered_beforehand(applicant: Applicant) -> None:
    applicant.has_written(until="regel")
    told = {key: answer for key, answer in applicant.answers.items() if key != "title"}

    post(applicant, "regel", **{**told, "basis": applicant.page.value("basis")})

    assert "example" not in applicant.stored.answers
    assert "mandate_holder" not in applicant.stored.answers


def test_an_answer_that_is_not_offered_is_refused(applicant: Applicant) -> None:
    applicant.has_written(until="regel")

    page = post(applicant, "regel", **typed_at_this_step(applicant, rule_level="zelfbedacht"))

    assert page.status == 422
    assert list(page.errors) == ["rule_level"]
    assert applicant.opens("over-jou").heading == RULE


@pytest.mark.parametrize("place", ["regel", "over-jou"])
def test_a_signal_is_told_what_it_is_at_every_step(applicant: Applicant, place: str) -> None:
    applicant.has_written(check={"mandate": "no"})

    assert "Je stuurt een signaal" in applicant.opens(place).text
    assert applicant.opens(place).follow("in de check").heading == THE_CHECK


@pytest.mark.parametrize("place", ["regel", "over-jou"])
def test_a_proposal_is_no_signal(applicant: Applicant, place: str) -> None:
    applicant.has_written()

    assert "signaal" not in applicant.opens(place).text


# The level of a rule


def groups(page: Page) -> list[str]:
    return [radio["value"] for radio in page.soup.select("input[type=radio][name=rule_level]")]


def finer(page: Page) -> set[str]:
    options = page.soup.select("select[name=rule_level] option")
    return {option["value"] for option in options} - {""}


ORDINANCES = {
    "municipality": {"municipal_ordinance"},
    "province": {"provincial_ordinance"},
    "water_authority": {"water_authority_ordinance"},
    "joint_body": {"joint_rule", "municipal_ordinance"},
    "national": set(),
    "independent_agency": set(),
}
OF_ALL = set().union(*ORDINANCES.values())


@pytest.mark.parametrize(("workplace", "own"), ORDINANCES.items(), ids=ORDINANCES)
def test_the_levels_are_those_of_where_somebody_works(
    applicant: Applicant, workplace: str, own: set[str]
) -> None:
    page = applicant.has_written(until="regel", check={"workplace": workplace})

    assert len(groups(page)) <= 7
    assert finer(page) & OF_ALL == own
    assert {"policy_rule", "act"} <= finer(page)


def test_the_levels_follow_another_workplace(applicant: Applicant) -> None:
    applicant.has_written(until="regel")
    page = applicant.opens("check").press("Verder met je voorstel", workplace="province")

    assert finer(page) & OF_ALL == ORDINANCES["province"]


@pytest.mark.parametrize("level", ["authority_rule", "policy_rule", "eu_regulation", "act"])
def test_a_level_comes_back_as_it_was_picked(applicant: Applicant, level: str) -> None:
    applicant.has_written(until="regel")
    applicant.fills_in_this_step(rule_level=level)

    page = applicant.opens("regel")

    assert len(page.soup.select("input[type=radio][name=rule_level][checked]")) == 1
    applicant.page = page.press("Verder")
    assert applicant.stored.answers["rule_level"] == level


def test_an_ordinance_of_another_authority_that_was_picked_before_stays(
    applicant: Applicant,
) -> None:
    applicant.has_written(until="over-jou", rule_level="provincial_ordinance")

    page = applicant.opens("regel")
    assert finer(page) & OF_ALL == ORDINANCES["municipality"] | {"provincial_ordinance"}
    page.press("Verder")

    assert applicant.stored.answers["rule_level"] == "provincial_ordinance"


def test_what_was_picked_in_another_group_does_not_count(applicant: Applicant) -> None:
    applicant.has_written(until="regel")

    # A browser sends what is picked in each group, also in those that are not picked themselves.
    for group in ("eu_regulation", "internal_rule", "unknown"):
        applicant.opens("regel")
        applicant.fills_in_this_step(rule_level=["policy_rule", "act", group])
        assert applicant.stored.answers["rule_level"] == group


# Going on


def test_a_valid_step_leads_to_the_next(applicant: Applicant) -> None:
    applicant.has_written(until="regel")

    assert applicant.fills_in_this_step().heading == SENDING


def test_a_valid_post_without_htmx_is_a_redirect(applicant: Applicant) -> None:
    applicant.has_written(until="regel")

    response = applicant.visitor.client.post(
        f"/voorstel/{applicant.token}/regel", data=typed_at_this_step(applicant)
    )

    assert response.status_code == 303
    assert response.headers["Location"] == f"/voorstel/{applicant.token}/over-jou"


def test_a_valid_post_with_htmx_is_the_next_step(applicant: Applicant) -> None:
    applicant.has_written(until="regel")

    page = applicant.visitor.submit(
        "POST",
        f"/voorstel/{applicant.token}/regel",
        typed_at_this_step(applicant),
        **PARTIAL,
    )

    assert page.heading == SENDING
    assert page.response.headers["HX-Push-Url"] == f"/voorstel/{applicant.token}/over-jou"
    assert not page.soup.find("footer")


@pytest.mark.parametrize(
    ("until", "heading"), [("regel", RULE), ("over-jou", SENDING), ("", SENDING)]
)
def test_the_address_of_the_draft_leads_to_where_one_was(
    applicant: Applicant, until: str, heading: str
) -> None:
    applicant.has_written(until=until)

    assert applicant.opens().heading == heading


# The title


def test_the_title_is_made_from_the_rule_and_can_be_changed(applicant: Applicant) -> None:
    applicant.begins()
    page = applicant.fills_in_this_step(rule_text="Drie offertes bij elke aankoop. Ook bij lijm.")
    assert "Drie offertes bij elke aankoop" in page.text

    page = page.press("Wijzig de titel", name="Anna").press("Bewaar de titel", title="Geen lijm")

    assert page.heading == SENDING
    assert "Geen lijm" in page.text
    assert page.value("name") == "Anna", "what was typed is kept"


def test_a_title_that_is_too_long_is_mended_where_it_is_asked(applicant: Applicant) -> None:
    applicant.has_written()

    page = applicant.opens("titel").press("Bewaar de titel", title="Veel woorden " * 10)

    assert page.status == 422
    assert list(page.errors) == ["title"]
    assert applicant.opens().heading == TITLE


def test_a_draft_with_a_title_that_is_not_right_is_not_sent(
    app: Flask, applicant: Applicant
) -> None:
    applicant.has_written()
    page = applicant.opens("titel")
    page.press("Bewaar de titel", title="Veel woorden " * 10, expects=422)

    page = post(applicant, "over-jou", **applicant.answers, address_is_right="yes")

    assert page.heading == TITLE
    assert mails(app) == []


# Invalid posts


def test_an_invalid_post_says_what_to_mend_and_where(applicant: Applicant) -> None:
    applicant.has_written(until="regel")

    page = applicant.fills_in_this_step(alternative="Kort")

    assert page.status == 422
    assert list(page.errors) == ["alternative"]
    assert "4 tekens" in page.errors["alternative"]
    field = page.soup.find(id="f-alternative")
    assert field["aria-invalid"] == "true"
    beside = page.soup.find(id="f-alternative-error").get_text()
    assert page.errors["alternative"] in beside
    assert "f-alternative-error" in field["aria-describedby"]


def test_an_invalid_post_keeps_every_answer(applicant: Applicant) -> None:
    applicant.has_written(until="over-jou")
    wrong = {"email": "geen adres", "phone": "nul zes", "address_is_right": "yes"}

    page = applicant.sends(**wrong, expects=422)

    assert list(page.errors) == ["email", "phone"]
    for key in ("name", "organisation", "confidential"):
        assert page.value(key) == applicant.answers[key]
    assert {key: page.value(key) for key in wrong} == wrong | {"address_is_right": ["yes"]}


def test_an_invalid_post_is_stored_too(applicant: Applicant) -> None:
    applicant.has_written(until="over-jou")

    applicant.sends(phone="nul zes", expects=422)

    assert applicant.stored.answers["phone"] == "nul zes"
    assert applicant.opens("over-jou").value("phone") == "nul zes"


def test_what_is_too_long_is_kept_whole(applicant: Applicant) -> None:
    applicant.has_written(until="regel")
    three_thousand = "abcdefghi " * 300

    page = applicant.fills_in_this_step(rule_text=three_thousand, expects=422)

    assert "1500 tekens te lang" in page.errors["rule_text"]
    assert page.value("rule_text") == three_thousand
    assert applicant.stored.answers["rule_text"] == three_thousand


@pytest.mark.parametrize("text", WEIRD.values(), ids=WEIRD)
def test_any_text_comes_back_as_it_was_typed(applicant: Applicant, text: str) -> None:
    applicant.has_written(until="regel")

    assert applicant.fills_in_this_step(rule_text=text).heading == SENDING

    assert applicant.opens("regel").value("rule_text") == text


@pytest.mark.parametrize("text", WEIRD.values(), ids=WEIRD)
def test_any_text_survives_an_error_in_another_field(applicant: Applicant, text: str) -> None:
    applicant.has_written(until="regel")

    page = applicant.fills_in_this_step(rule_text=text, alternative="", expects=422)

    assert list(page.errors) == ["alternative"]
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


@pytest.mark.parametrize("button", ["Verder", "Bewaar voor", "Terug"])
def test_nobody_leaves_a_text_behind_that_is_too_long_to_keep(
    applicant: Applicant, button: str
) -> None:
    page = applicant.has_written(until="regel")
    story = "Een heel verhaal. " * 500

    page = page.press(button, rule_text=story)

    assert page.status == 422
    assert "te lang" in page.errors["rule_text"]
    assert page.value("rule_text") == story
    assert applicant.stored.answers["rule_text"] == story[:3000]


@pytest.mark.parametrize("button", ["Verstuur je", "Bewaar voor", "Wijzig wat", "Wijzig de titel"])
def test_nor_at_the_last_step(applicant: Applicant, button: str) -> None:
    page = applicant.has_written(until="over-jou")

    page = page.press(button, organisation="Gemeente " * 100)

    assert page.status == 422
    assert "te lang" in page.errors["organisation"]
    assert page.value("organisation") == "Gemeente " * 100


def test_saving_in_passing_says_when_a_text_is_too_long_to_keep(applicant: Applicant) -> None:
    applicant.has_written(until="regel")

    page = applicant.visitor.submit(
        "POST", f"{applicant.page.path}/bewaar", {"alternative": "x" * 9000}
    )

    assert page.status == 413


def test_line_endings_are_folded(applicant: Applicant) -> None:
    applicant.has_written(until="regel")

    applicant.fills_in_this_step(rule_text="Een regel die lang genoeg is.\r\nEn nog een.")

    assert applicant.stored.answers["rule_text"] == "Een regel die lang genoeg is.\nEn nog een."


def test_what_was_told_before_stays_when_it_is_not_asked_for_a_while(applicant: Applicant) -> None:
    applicant.has_written()
    applicant.opens("check").press("Verder met je voorstel", mandate="no")
    applicant.opens("check").press("Verder met je voorstel", mandate="yes")

    assert applicant.stored.answers["mandate_holder"] == applicant.sample["mandate_holder"]


# Two tabs


def goes_on(
    applicant: Applicant, page: Page, *, expects: int | None = None, **changed: Any
) -> Page:
    typed = {**_typed(applicant, page), **changed}
    return page.press("Verder", **typed, expects=expects)


def two_tabs_of_which_one_was_sent(applicant: Applicant) -> Page:
    """Return the other tab, made before."""
    page = applicant.has_written(until="regel")
    goes_on(applicant, applicant.in_another_tab("regel"), rule_source="Uit het ene")
    return page


def test_a_second_tab_does_not_overwrite_the_first(applicant: Applicant) -> None:
    page = two_tabs_of_which_one_was_sent(applicant)

    page = goes_on(applicant, page, rule_source="Uit het andere")

    assert page.status == 422
    assert "“Uit het ene”" in page.errors["rule_source"]
    assert page.value("rule_source") == "Uit het andere"
    assert applicant.stored.answers["rule_source"] == "Uit het ene"


def test_after_choosing_the_stale_tab_wins(applicant: Applicant) -> None:
    page = two_tabs_of_which_one_was_sent(applicant)
    page = goes_on(applicant, page, rule_source="Uit het andere", expects=422)

    page = page.press("Verder")

    assert page.heading == SENDING
    assert applicant.stored.answers["rule_source"] == "Uit het andere"


def test_the_other_text_is_told_for_each_answer_that_differs(applicant: Applicant) -> None:
    page = applicant.has_written(until="regel")
    changed = {"rule_level": "eu_regulation", "rule_source": "", "alternative": "Anders. " * 9}
    goes_on(applicant, applicant.in_another_tab("regel"), **changed)

    page = goes_on(applicant, page, expects=422)

    assert set(page.errors) == set(changed)
    assert "“Europese regel”" in page.errors["rule_level"]
    assert "“niets”" in page.errors["rule_source"]
    assert "Anders. Anders." in page.errors["alternative"]


def test_equal_answers_from_two_tabs_are_no_conflict(applicant: Applicant) -> None:
    page = applicant.has_written(until="regel")
    goes_on(applicant, applicant.in_another_tab("regel"))

    assert goes_on(applicant, page).heading == SENDING


def test_two_tabs_at_different_steps_are_no_conflict(applicant: Applicant) -> None:
    page = applicant.has_written(until="over-jou")
    other = applicant.in_another_tab("regel")
    other.press("Verder", rule_source="Een andere plek")

    assert page.press("Bewaar voor", name="Anna").heading == "Later verder"
    assert applicant.stored.answers["rule_source"] == "Een andere plek"
    assert applicant.stored.answers["name"] == "Anna"


def test_the_same_page_may_be_sent_twice(applicant: Applicant) -> None:
    page = applicant.has_written(until="regel")
    goes_on(applicant, page, rule_source="Eerst")

    again = goes_on(applicant, page, rule_source="Na terug")

    assert again.heading == SENDING
    assert applicant.stored.answers["rule_source"] == "Na terug"


def test_saving_in_passing_is_no_conflict_with_going_on(applicant: Applicant) -> None:
    page = applicant.has_written(until="regel")
    saved = post(applicant, "regel/bewaar", rule_source="Half", basis=page.value("basis"))

    assert saved.status == 204
    assert applicant.stored.answers["rule_source"] == "Half"
    assert goes_on(applicant, page, rule_source="Heel").heading == SENDING
    assert applicant.stored.answers["rule_source"] == "Heel"


def test_saving_in_passing_does_not_overwrite_another_tab(applicant: Applicant) -> None:
    page = two_tabs_of_which_one_was_sent(applicant)

    saved = post(applicant, "regel/bewaar", rule_source="Stil", basis=page.value("basis"))

    assert saved.status == 409, "the script then knows that it is not saved"
    assert applicant.stored.answers["rule_source"] == "Uit het ene"


@pytest.mark.parametrize(
    ("at", "button", "back", "field"),
    [
        ("regel", "Terug", THE_CHECK, "alternative"),
        ("over-jou", "Wijzig wat je schreef", RULE, "phone"),
        ("over-jou", "Wijzig de titel", TITLE, "phone"),
    ],
)
def test_going_back_keeps_what_was_typed_right_or_not(
    applicant: Applicant, at: str, button: str, back: str, field: str
) -> None:
    page = applicant.has_written(until=at)

    assert page.press(button, **{field: "Ook"}).heading == back
    assert applicant.stored.answers[field] == "Ook"


def test_keeping_for_later_shows_a_conflict_too(applicant: Applicant) -> None:
    page = two_tabs_of_which_one_was_sent(applicant)

    page = page.press("Bewaar voor later", rule_source="Uit het andere")

    assert page.status == 422
    assert "“Uit het ene”" in page.errors["rule_source"]


@pytest.mark.parametrize("basis", ["", "x", "-1.a", "9" * 5000, "1.é", "²."])
def test_a_damaged_basis_is_no_fault_of_ours(applicant: Applicant, basis: str) -> None:
    applicant.has_written(until="regel")

    page = post(applicant, "regel", **typed_at_this_step(applicant, basis=basis))

    assert page.heading == SENDING


# The check


def test_the_check_can_be_changed(applicant: Applicant) -> None:
    applicant.has_written(until="over-jou")

    page = applicant.opens("check").press("Verder met je voorstel", mandate="with_bzk")

    assert page.heading == SENDING
    assert applicant.stored.check_answers["mandate"] == "with_bzk"


def test_each_question_of_the_check_must_be_answered(applicant: Applicant) -> None:
    applicant.has_written(until="over-jou")

    page = post(applicant, "check", workplace="municipality", gain="zelfbedacht")

    assert page.status == 422
    assert list(page.errors) == ["role", "gain", "mandate", "time"]
    assert applicant.stored.check_answers == applicant.sample["check"]


@pytest.mark.parametrize("place", ["", "regel", "over-jou", "titel", *OLDER])
def test_when_the_call_does_not_fit_any_more_only_the_check_is_open(
    applicant: Applicant, place: str
) -> None:
    applicant.has_written()
    applicant.opens("check").press("Verder met je voorstel", workplace="not_government")

    page = applicant.opens(place)

    assert page.heading == THE_CHECK
    assert "uitdaagrecht" in page.text


def _typed(applicant: Applicant, page: Page) -> dict[str, Any]:
    return {key: value for key, value in applicant.answers.items() if page.asks(key)}
