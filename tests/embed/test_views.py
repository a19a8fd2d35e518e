"""What an editor copies, the card, and what oEmbed answers."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from flask import Flask

from tests.approved import approve
from tests.people import Applicant, Coordinator
from tests.visitor import Visitor

SITE = "http://127.0.0.1:8000"
SNIPPETS = ("link", "frame", "script", "card", "setting")


def asks(app: Flask, **query: str) -> dict[str, object]:
    return app.test_client().get("/oembed", query_string=query).get_json()


def test_the_editor_can_copy_a_link_a_frame_a_script_and_a_card(visitor: Visitor) -> None:
    page = visitor.visit("/insluiten")

    codes = [page.soup.find(id=f"snippet-{name}").get_text().strip() for name in SNIPPETS]
    assert codes[0].startswith(f'<a href="{SITE}/check">')
    assert f'src="{SITE}/check?ingesloten=1" title="' in codes[1]
    assert f'<script src="{SITE}/static/insluiten.js" defer></script>' in codes[2]
    assert f'src="{SITE}/insluiten/kaart"' in codes[3]
    assert "https://ambtenaar20.ning.com" in codes[4]


def test_the_editor_reads_first_that_a_site_has_to_be_on_the_list(visitor: Visitor) -> None:
    first, then = visitor.visit("/insluiten").soup.select("h2")[:2]

    assert first.get_text() == "Zet eerst je site op de lijst"
    way = [link["href"] for link in then.find_all_previous("a", href=re.compile("^mailto:"))]
    assert "mailto:b.krull@imi.nu" in way


@pytest.mark.settings(EMBED_ORIGINS="https://community.example")
def test_the_editor_sees_which_sites_may_show_it(visitor: Visitor) -> None:
    assert "https://community.example" in visitor.visit("/insluiten").soup.get_text()


def test_oembed_answers_with_the_card_and_a_link_and_never_the_form(app: Flask) -> None:
    told = asks(app, url=f"{SITE}/check", maxwidth="300", maxheight="9999")

    assert (told["version"], told["type"], told["width"]) == ("1.0", "rich", 300)
    assert f'src="{SITE}/insluiten/kaart"' in told["html"]
    assert f'<a href="{SITE}/">' in told["html"]
    assert "/check" not in told["html"]


@pytest.mark.parametrize(
    ("asked", "given"), [("100", 100), ("-5", 400), ("0", 400), ("x", 400), ("9" * 30, 400)]
)
def test_oembed_keeps_to_the_width_it_was_given(app: Flask, asked: str, given: int) -> None:
    assert asks(app, maxwidth=asked)["width"] == given


def test_oembed_is_higher_where_the_card_is_narrower(app: Flask) -> None:
    assert asks(app, maxwidth="250")["height"] > asks(app, maxwidth="400")["height"]


def test_oembed_keeps_to_the_height_it_was_given(app: Flask) -> None:
    assert asks(app, maxheight="200")["height"] == 200


def test_oembed_answers_in_xml_too(app: Flask) -> None:
    response = app.test_client().get("/oembed", query_string={"format": "xml"})

    assert ElementTree.fromstring(response.text).findtext("type") == "rich"


@pytest.mark.parametrize(
    "url", [f"{SITE}/voorstel/a", f"{SITE}/mijn/a", "https://x.example/", "x", "http://["]
)
def test_oembed_has_nothing_for_other_addresses(app: Flask, url: str) -> None:
    assert app.test_client().get("/oembed", query_string={"url": url}).status_code == 404


@pytest.mark.parametrize("path", ["/", "/check"])
def test_the_call_and_the_check_tell_where_oembed_answers(visitor: Visitor, path: str) -> None:
    link = visitor.visit(path).soup.find("link", type="application/json+oembed")

    assert visitor.client.get(link["href"]).get_json()["type"] == "rich"


def test_a_draft_tells_nothing_of_itself_to_oembed(applicant: Applicant) -> None:
    applicant.has_written()

    assert not applicant.opens("regel").soup.find("link", type="application/json+oembed")


def told(visitor: Visitor) -> list[str]:
    return [kind.get_text() for kind in visitor.visit("/insluiten/kaart").soup.select("li")]


@pytest.mark.settings(UNDO_MINUTES="0")
def test_the_card_tells_what_kinds_of_rule_three_pilots_are_about(
    visitor: Visitor, applicant: Applicant, bart: Coordinator
) -> None:
    approve(applicant, bart, ["procedure"] * 3 + ["act"] * 4 + ["policy_rule"] * 2)

    assert told(visitor) == ["Procedure of werkinstructie", "Wet"]
    card = visitor.visit("/insluiten/kaart").text
    assert applicant.sample["title"] not in card, "what somebody typed may tell who it is"


@pytest.mark.settings(UNDO_MINUTES="0")
@pytest.mark.parametrize(
    "answers",
    [{"rule_level": "unknown"}, {"may_share": False}, {"confidential": "confidential"}],
)
def test_the_card_is_silent_of_other_pilots(
    visitor: Visitor, applicant: Applicant, bart: Coordinator, answers: dict[str, object]
) -> None:
    approve(applicant, bart, ["act"] * 3, **answers)

    assert told(visitor) == []
    assert "pilot" not in visitor.visit("/insluiten/kaart").text


@pytest.mark.settings(UNDO_MINUTES="15")
def test_the_card_is_silent_while_an_approval_can_be_undone(
    visitor: Visitor, applicant: Applicant, bart: Coordinator
) -> None:
    approve(applicant, bart, ["act"] * 3)

    assert told(visitor) == []


@pytest.mark.settings(UNDO_MINUTES="0")
def test_the_card_tells_of_three_kinds_at_most(
    visitor: Visitor, applicant: Applicant, bart: Coordinator
) -> None:
    levels = ("procedure", "act", "policy_rule", "guideline")
    approve(applicant, bart, [level for level in levels for _ in range(3)])

    assert len(told(visitor)) == 3
