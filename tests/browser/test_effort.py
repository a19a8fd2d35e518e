"""The walk of `make effort` finds its way through the pages as they are today."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from regelruimte.check.criteria import CRITERIA
from tests.bench.effort_model import figures
from tests.bench.effort_walk import Walk, on_a_phone
from tests.postoffice import PostOffice


@pytest.mark.parametrize("only_required", [True, False])
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


_IN_GROUPS = """<main><section><h1>De regel</h1><form>
<style>.few:not(:has(input[value=unknown]:checked)) select { display: none }</style>
<fieldset class="few"><legend>Soort regel</legend>
<input type="radio" name="rule_level" value="ours" id="a"><label for="a">Van ons</label>
<input type="radio" name="rule_level" value="unknown" id="b"><label for="b">Weet ik niet</label>
<label for="c">Welke?</label>
<select name="rule_level" id="c"><option></option><option value="internal_rule">Intern</option>
</select>
</fieldset>
<input type="checkbox" name="address_is_right" value="yes" id="d"><label for="d">Klopt</label>
<input type="checkbox" name="may_share" value="yes" id="e"><label for="e">Deel het</label>
<p class="visually-hidden"><label for="f">Laat leeg</label><input name="website" id="f"></p>
<button class="button">Verder</button></form></section></main>
<style>.visually-hidden { position: absolute }</style>"""


@pytest.mark.parametrize(("only_required", "clicks"), [(True, [1, 0, 1, 0]), (False, [1, 2, 1, 1])])
def test_levels_in_groups_may_be_narrowed_and_only_the_address_must_be_ticked(
    browser: Browser, site: str, post_office: PostOffice, only_required: bool, clicks: list[int]
) -> None:
    with on_a_phone(browser, site, post_office) as applicant:
        applicant.page.set_content(_IN_GROUPS)
        asked = Walk(applicant, only_required).answers_all()

    assert [(each.key, each.is_required) for each in asked] == [
        ("rule_level", True),
        ("rule_level", False),
        ("address_is_right", True),
        ("may_share", False),
    ]
    assert [each.clicks for each in asked] == clicks
