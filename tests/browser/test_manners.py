"""What the scripts add: focus, title and Back, and nothing that is typed is lost or sent twice."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from regelruimte.proposals.questions import ABOUT_YOU_STEP, RULE, RULE_STEP
from tests.browser.people import BrowserApplicant

TYPED = "Het inkoopreglement"
pytestmark = pytest.mark.parametrize("java_script", [True], indirect=True)


@pytest.fixture
def page(applicant: BrowserApplicant) -> Page:
    """The first step of a proposal."""
    applicant.looks_closely = False  # test_story looks at the same pages
    applicant.has_begun()
    applicant.sees(RULE_STEP.title)
    assert isinstance(applicant.page, Page)
    return applicant.page


def test_without_styles_the_proposal_arrives(applicant: BrowserApplicant) -> None:
    applicant.page.route("**/*.css", lambda r: r.fulfill(body="", content_type="text/css"))
    applicant.looks_closely = False
    applicant.does_the_check()
    applicant.describes_the_rule()

    assert applicant.sends().startswith("RR-")


def test_a_reason_comes_and_goes_with_its_answer(applicant: BrowserApplicant) -> None:
    page = applicant.page
    page.goto(f"{applicant.site}/check")
    beside = page.locator("#reden-role")

    applicant.chooses("role", "hired")
    expect(beside).not_to_be_empty()
    assert "role=hired" in page.url
    applicant.chooses("role", "execution")
    expect(beside).to_be_empty()
    assert page.locator("[name=role]:checked").get_attribute("value") == "execution"


def test_an_error_of_the_check_goes_with_its_answer(applicant: BrowserApplicant) -> None:
    page = applicant.page
    page.goto(f"{applicant.site}/check")
    applicant.presses("Verder")
    error = page.locator("#f-role-error")
    expect(error).to_be_visible()

    applicant.chooses("role", "hired")

    expect(page.locator("#reden-role")).not_to_be_empty()
    expect(error).to_have_count(0)


def focused(page: Page) -> Any:
    return page.evaluate("document.activeElement.id || document.activeElement.tagName")


def test_focus_and_title_follow_the_page(applicant: BrowserApplicant, page: Page) -> None:
    applicant.presses("Verder")
    expect(page.locator("#error-summary")).to_be_focused()
    assert page.title().startswith("Fout: ")

    applicant.answers_the_step(RULE)
    applicant.presses("Verder")
    applicant.sees(ABOUT_YOU_STEP.title)
    assert focused(page) == "H1"
    assert not page.title().startswith("Fout: ")


def test_enter_in_a_field_presses_the_button_that_goes_on(
    applicant: BrowserApplicant, page: Page
) -> None:
    applicant.answers_the_step(RULE)
    page.locator("#f-rule_source").press("Enter")
    applicant.sees(ABOUT_YOU_STEP.title)

    page.locator("#f-name").press("Enter")
    expect(page.locator("#error-summary")).to_be_focused()


def test_back_shows_the_step_before_with_what_was_typed(
    applicant: BrowserApplicant, page: Page
) -> None:
    applicant.answers_the_step(RULE)
    applicant.presses("Verder")
    applicant.sees(ABOUT_YOU_STEP.title)

    page.go_back()

    applicant.sees(RULE_STEP.title)
    expect(page.locator("#f-rule_text")).to_have_value(applicant.answers["rule_text"])


def test_without_a_connection_what_was_typed_stays(page: Page, applicant: BrowserApplicant) -> None:
    applicant.fills_in(rule_source=TYPED)
    page.route("**/voorstel/**", lambda route: route.abort())
    applicant.presses("Verder")
    expect(page.locator("#melding")).to_contain_text("Er is geen verbinding.")
    expect(page.locator("#f-rule_source")).to_have_value(TYPED)

    page.unroute("**/voorstel/**")
    applicant.presses("Verder")
    expect(page.locator("#error-summary")).to_be_focused()
    expect(page.locator("#melding")).to_be_hidden()


def test_who_leaves_is_warned_only_of_what_is_not_saved_yet(
    page: Page, applicant: BrowserApplicant
) -> None:
    warned: list[str] = []
    page.on("dialog", lambda dialog: (warned.append(dialog.type), dialog.dismiss()))
    page.locator("#f-rule_source").press_sequentially(TYPED)
    page.evaluate("location.reload()")
    page.wait_for_timeout(300)
    assert warned == ["beforeunload"]

    with page.expect_response("**/bewaar"):
        page.locator("#f-rule_text").click()
    page.reload()
    assert warned == ["beforeunload"]
    expect(page.locator("#f-rule_source")).to_have_value(TYPED)


def test_paper_does_not_hold_the_secret_address(page: Page) -> None:
    address = page.url
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.url.endswith("/voorstel/x/regel")

    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.url == address


def test_the_address_of_a_draft_is_copied_by_a_button(
    page: Page, applicant: BrowserApplicant
) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    applicant.presses("Bewaar voor later")
    applicant.sees("Later verder")

    applicant.presses("Kopieer")

    expect(page.get_by_role("button", name="Gekopieerd")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.get_by_label("De link naar je concept").input_value()


def test_going_back_keeps_what_was_typed(page: Page, applicant: BrowserApplicant) -> None:
    page.locator("#f-rule_source").press_sequentially(TYPED)
    applicant.presses("Terug")
    applicant.sees("Je antwoorden in de check")

    applicant.presses("Verder met je voorstel")
    expect(page.locator("#f-rule_source")).to_have_value(TYPED)


def test_pressing_twice_sends_once(page: Page, applicant: BrowserApplicant) -> None:
    sent: list[str] = []

    def slowly(route: Route) -> None:
        sent.append(route.request.url)
        page.wait_for_timeout(300)
        route.continue_()

    page.route("**/regel", slowly)
    page.get_by_role("button", name="Verder").dblclick()
    expect(page.locator("#error-summary")).to_be_focused()

    assert len(sent) == 1
