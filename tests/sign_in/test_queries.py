"""What signing in and out asks the database: each thing once.

A number that changed is no fault by itself: see whether what is asked more was read already, and
write down the new number.
"""

from __future__ import annotations

import pytest

from tests.people import Coordinator
from tests.queries import queries_of, repeated


@pytest.mark.parametrize(
    ("place", "number"), [("aanmelden", 0), ("aanmelden/code", 0), ("afmelden", 1)]
)
def test_a_page_asks_each_thing_once(bart: Coordinator, place: str, number: int) -> None:
    bart.signs_in()

    asked = queries_of(bart.browser, "GET", f"/werkruimte/{place}")

    assert repeated(asked) == []
    assert len(asked) == number


def test_signing_in_asks_each_thing_once(bart: Coordinator) -> None:
    bart.browser.visit("/werkruimte/aanmelden").press("Mail mij een link", email=bart.email)
    link = bart.reads_mail().link.removeprefix(bart.browser.origin)

    shown = queries_of(bart.browser, "GET", link)
    used = queries_of(bart.browser, "POST", link, sign_me_in="yes")

    assert repeated(shown) == repeated(used) == []
    assert (len(shown), len(used)) == (1, 4)


@pytest.mark.parametrize(("where", "number"), [("here", 3), ("everywhere", 5)])
def test_signing_out_asks_each_thing_once(bart: Coordinator, where: str, number: int) -> None:
    bart.signs_in()
    csrf = str(bart.browser.visit("/werkruimte/afmelden").value("csrf"))

    asked = queries_of(bart.browser, "POST", "/werkruimte/afmelden", csrf=csrf, sign_me_out=where)

    assert repeated(asked) == []
    assert len(asked) == number
