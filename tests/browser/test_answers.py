"""What takes the place of the form, and what does not: others' answers, and pages from long ago."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserType, Page, Route, expect

from regelruimte.proposals.questions import ABOUT_YOU, ABOUT_YOU_STEP, RULE, RULE_STEP
from tests.browser.in_process import serving
from tests.browser.people import BrowserApplicant
from tests.people import Everyone
from tests.ports import free_port
from tests.postoffice import PostOffice

TYPED = "Het inkoopreglement, artikel 7"


@pytest.fixture
def applicant(browser: Browser, site: str, post_office: PostOffice) -> Iterator[BrowserApplicant]:
    """Somebody whose browser may complain: what is answered here is meant to be wrong."""
    context = browser.new_context()
    applicant = BrowserApplicant(context.new_page(), site, post_office, True)
    applicant.looks_closely = False  # test_story looks at the same pages
    yield applicant
    context.close()


@pytest.fixture
def step(applicant: BrowserApplicant) -> Page:
    """The first step of a proposal, where the rule stands typed."""
    applicant.has_begun()
    applicant.sees(RULE_STEP.title)
    applicant.fills_in(rule_source=TYPED)
    assert isinstance(applicant.page, Page)
    return applicant.page


def test_a_proxys_own_page_does_not_replace_the_form(
    step: Page, applicant: BrowserApplicant
) -> None:
    statuses = [200, 401, 404, 408, 409, 418, 422, 431, 451, 502]
    left = iter(statuses)

    def proxy(route: Route) -> None:
        route.fulfill(status=next(left), content_type="text/html", body="<h1>Access denied</h1>")

    step.route("**/regel", proxy)
    for status in statuses:
        with step.expect_response(lambda response, status=status: response.status == status):
            applicant.presses("Verder")

        expect(step.locator(".actions + #melding")).to_be_visible()
        expect(step.locator("#f-rule_source")).to_have_value(TYPED)
        expect(step.get_by_text("Access denied")).to_have_count(0)


def test_where_headers_are_dropped_the_journey_goes_on(
    step: Page, applicant: BrowserApplicant
) -> None:
    def drop(route: Route) -> None:
        kept = {k: v for k, v in route.request.headers.items() if not k.startswith("hx-")}
        route.continue_(headers=kept)

    step.route("**/voorstel/**", drop)
    applicant.answers_the_step(RULE)
    applicant.presses("Verder")

    applicant.sees(ABOUT_YOU_STEP.title)
    expect(step.locator("header")).to_have_count(1)
    assert step.url.endswith(f"/{ABOUT_YOU}")


def test_without_the_script_forms_are_plain_forms(applicant: BrowserApplicant) -> None:
    applicant.page.route("**/site.*.js", lambda route: route.abort())
    applicant.has_begun()
    with applicant.page.expect_navigation():
        applicant.presses("Verder")

    expect(applicant.page.locator("#error-summary")).to_be_focused()


def test_a_press_that_hangs_is_told_and_can_be_repeated(
    step: Page, applicant: BrowserApplicant
) -> None:
    step.clock.install()
    asked: list[Route] = []
    step.route("**/regel", lambda route: asked.append(route))
    applicant.presses("Verder")
    step.clock.fast_forward(1_000)
    expect(step.locator("form[aria-busy=true] .busy")).to_be_visible()
    applicant.presses("Verder")
    assert len(asked) == 1

    step.clock.fast_forward(10_000)
    step.unroute("**/regel")
    applicant.presses("Verder")
    expect(step.locator("#error-summary")).to_be_focused()
    expect(step.locator("[aria-busy]")).to_have_count(0)


class TestWithTheBackForwardCache:
    """Playwright switches that cache off; here it is on."""

    @pytest.fixture
    def environment(self, environment: dict[str, str]) -> dict[str, str]:
        """The environment of a site on a free port of this machine."""
        return environment | {"REGELRUIMTE_SITE_URL": f"http://127.0.0.1:{free_port()}"}

    def test_what_was_erased_does_not_come_back(
        self,
        browser_type: BrowserType,
        browser_type_launch_args: dict[str, Any],
        app: Any,
        everyone: Everyone,
    ) -> None:
        title = everyone.applicant.has_sent().title
        cached = ["--disable-back-forward-cache"]
        with serving(app):
            browser = browser_type.launch(**browser_type_launch_args, ignore_default_args=cached)
            page = browser.new_page()
            page.goto(everyone.applicant.reads_mail().link)
            page.locator("[name=it_is_me][value=yes]").check()
            page.locator("main form button").click()
            expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()
            page.get_by_role("link", name="Alles wissen").click()
            page.locator("main [type=radio]").first.check()
            page.locator("main form button").click()
            expect(page.get_by_role("heading", name="Alles is gewist")).to_be_visible()
            for _ in range(2):
                page.evaluate("history.back()")
                page.wait_for_timeout(700)
                expect(page.get_by_role("heading", level=1)).to_contain_text("Deze link werkt niet")
            browser.close()
