"""The walk of `make effort` finds its way through the pages as they are today."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from regelruimte.check.criteria import CRITERIA
from regelruimte.proposals.questions import ABOUT_YOU_STEP
from tests.bench.effort_model import figures
from tests.bench.effort_walk import Walk, on_a_phone
from tests.postoffice import PostOffice


@pytest.mark.parametrize("only_required", [True, pytest.param(False, marks=pytest.mark.seldom)])
def test_a_walk_goes_from_the_check_to_the_page_after_sending(
    browser: Browser, site: str, post_office: PostOffice, only_required: bool
) -> None:
    with on_a_phone(browser, site, post_office) as applicant:
        screens = Walk(applicant, only_required).goes()

    asked = {each.key: each for screen in screens for each in screen.asked}
    told = figures(screens)

    assert screens[-1].heading.endswith("is verstuurd")
    assert all(asked[criterion.key].is_of_the_check for criterion in CRITERIA)
    assert all(each.is_answered for each in asked.values() if each.is_required)
    assert asked["rule_text"].is_required
    assert not asked["phone"].is_required
    assert told["required"] == told["required beside the check"] + len(CRITERIA)


@pytest.mark.parametrize(("only_required", "clicks"), [(True, [1, 0]), (False, [1, 2])])
def test_a_level_may_be_narrowed_within_its_group(
    browser: Browser, site: str, post_office: PostOffice, only_required: bool, clicks: list[int]
) -> None:
    with on_a_phone(browser, site, post_office) as applicant:
        applicant.takes(5)
        assert applicant.answers["rule_level"] == "municipal_ordinance"
        applicant.has_begun()
        asked = [a for a in Walk(applicant, only_required).answers_all() if a.key == "rule_level"]
        chosen = applicant.page.locator("main [name=rule_level]:checked").get_attribute("value")

    assert chosen == "authority_rule"
    assert [each.is_required for each in asked] == [True, False]
    assert [each.clicks for each in asked] == clicks


def test_what_somebody_wrote_is_no_word_of_ours(
    browser: Browser, site: str, post_office: PostOffice
) -> None:
    ours, theirs = zip(*(last_step_of(browser, site, post_office, n) for n in (1, 6)), strict=True)

    assert len(set(ours)) == 1
    assert min(theirs) > 20


def last_step_of(browser: Browser, site: str, office: PostOffice, number: int) -> tuple[int, int]:
    """Return our words on the page that sends, and those of this sample's applicant."""
    with on_a_phone(browser, site, office) as applicant:
        applicant.takes(number)
        screens = {screen.heading: screen for screen in Walk(applicant, True).goes()}
    return screens[ABOUT_YOU_STEP.title].words, screens[ABOUT_YOU_STEP.title].own_words


_BOXES = """<main><section><h1>Bijna klaar</h1><form>
<input type="checkbox" name="address_is_right" value="yes" id="d"><label for="d">Klopt</label>
<input type="checkbox" name="may_share" value="yes" id="e"><label for="e">Deel het</label>
<p class="visually-hidden"><label for="f">Laat leeg</label><input name="website" id="f"></p>
<button class="button">Verder</button></form></section></main>
<style>.visually-hidden { position: absolute }</style>"""


@pytest.mark.parametrize(("only_required", "clicks"), [(True, [1, 0]), (False, [1, 1])])
def test_of_boxes_to_tick_only_that_of_the_address_must_be_ticked(
    browser: Browser, site: str, post_office: PostOffice, only_required: bool, clicks: list[int]
) -> None:
    with on_a_phone(browser, site, post_office) as applicant:
        applicant.page.set_content(_BOXES)
        asked = Walk(applicant, only_required).answers_all()

    assert [(a.key, a.is_required) for a in asked] == [
        ("address_is_right", True),
        ("may_share", False),
    ]
    assert [each.clicks for each in asked] == clicks
