"""Writing about a rule in the workspace, from a proposal to the site."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from regelruimte import clock
from regelruimte.register.lookup import newest_texts
from regelruimte.store.models import Message, Proposal, RuleCard, RuleCardText
from regelruimte.workspace.alike import put_with
from tests.cards import (
    TYPED,
    asks,
    is_ready,
    now,
    rows_of,
    says,
    sends,
    three_months_later,
    three_send,
    writes,
)
from tests.people import Applicant, Coordinator, Everyone
from tests.visitor import Page

WRITTEN = {key: value for key, value in TYPED.items() if key != "outcome"}


@pytest.fixture
def proposals(everyone: Everyone) -> list[Proposal]:
    """Three proposals, and Bart in the workspace."""
    everyone.bart.signs_in()
    with everyone.app.app_context():
        found = three_send(everyone.applicant)
        bart, _ = everyone.config.coordinators
        for other in found[1:]:
            put_with(Proposal.get_by_id(found[0].id), Proposal.get_by_id(other.id), bart)
    return found


def begins(bart: Coordinator, proposal: Proposal) -> Page:
    """Open the form for a new card from a proposal."""
    return bart.looks_at(proposal).follow("Schrijf over deze regel op de site")


def test_a_card_is_written_from_a_proposal_with_the_others_about_its_rule(
    app: Flask, bart: Coordinator, proposals: list[Proposal]
) -> None:
    page = begins(bart, proposals[0])
    for each in proposals:
        assert str(each.reference) in page.text

    page = page.press("Bewaar de tekst", **WRITTEN)

    assert "De tekst is bewaard." in page.text
    with app.app_context():
        (text,) = newest_texts()
        assert (text.title, text.state) == (TYPED["title"], "draft")
        assert {row.proposal_id for row in rows_of(text)} == {each.id for each in proposals}


def test_a_second_look_leads_to_the_same_card(bart: Coordinator, proposals: list[Proposal]) -> None:
    page = begins(bart, proposals[0]).press("Bewaar de tekst", **WRITTEN)

    assert begins(bart, proposals[1]).path.split("?")[0] == page.path.split("?")[0]


def test_what_was_picked_is_filled_in_and_no_words_are(
    everyone: Everyone, bart: Coordinator
) -> None:
    bart.signs_in()
    with everyone.app.app_context():
        proposal = sends(
            everyone.applicant, "Gemeente Aalwijk", rule_level="act", rule_source="BWBR0005537"
        )

    page = begins(bart, proposal)

    assert "act" in page.value("level")
    assert page.value("rule") == "BWBR0005537"
    assert [page.value(key) for key in ("title", "rule_says", "in_the_way", "room")] == [""] * 4


@pytest.mark.parametrize(
    ("key", "typed", "wrong"),
    [
        ("room", "", "Schrijf op wat er mag of kan."),
        ("rule", "CVDR123456", "vul een nummer of link in van wetten.overheid.nl of EUR-Lex."),
        ("rule", "https://gemeente.example/inkoop", "vul een nummer of link in"),
        ("checked_on", f"{clock.today().year + 1}-12-31", "kies vandaag of een dag daarvoor."),
        ("status", "outcome", "Kies wat de uitkomst is."),
        ("title", "x" * 81, "80"),
    ],
)
def test_what_is_not_right_is_told_and_kept(
    app: Flask, bart: Coordinator, proposals: list[Proposal], key: str, typed: str, wrong: str
) -> None:
    page = begins(bart, proposals[0]).press(
        "Bewaar de tekst", expects=422, **{**WRITTEN, key: typed}
    )

    assert any(wrong in message for message in page.errors.values())
    assert page.value("in_the_way") == TYPED["in_the_way"]
    with app.app_context():
        assert RuleCard.select().count() == 0


def test_an_applicants_own_words_are_not_even_kept(
    app: Flask, bart: Coordinator, proposals: list[Proposal]
) -> None:
    words = str(proposals[0].answers["rule_text"])[:100]

    page = begins(bart, proposals[0]).press(
        "Bewaar de tekst", expects=422, **{**WRITTEN, "rule_says": words}
    )

    assert str(proposals[0].reference) in page.errors["rule_says"]
    with app.app_context():
        assert RuleCardText.select().count() == 0


def test_words_of_a_message_are_an_applicants_own_words_too(
    app: Flask, bart: Coordinator, proposals: list[Proposal]
) -> None:
    words = "Onze wethouder van sport wilde daar in Spijkenisse nooit iets van weten."
    two = {proposals[0]: "", proposals[1]: bart.email}
    with app.app_context():
        for proposal, writer in two.items():
            text = words if not writer else WRITTEN["rule_says"]
            Message.create(proposal=proposal.id, coordinator=writer, text=text)

    page = begins(bart, proposals[0]).press(
        "Bewaar de tekst", expects=422, **{**WRITTEN, "in_the_way": words}
    )

    assert page.errors.keys() == {"in_the_way"}
    assert str(proposals[0].reference) in page.errors["in_the_way"]


def test_of_what_is_confidential_no_card_is_written(
    everyone: Everyone, applicant: Applicant, bart: Coordinator
) -> None:
    bart.signs_in()
    proposal = applicant.has_sent(confidential="confidential")

    assert "Schrijf over deze regel" not in bart.looks_at(proposal).text
    address = f"/werkruimte/regels/nieuw?van={proposal.reference}"
    assert bart.browser.visit(address, expects=404).status == 404


def test_a_card_goes_from_the_form_to_the_site(
    app: Flask, everyone: Everyone, bart: Coordinator, rense: Coordinator, proposals: list[Proposal]
) -> None:
    page = begins(bart, proposals[0]).press("Bewaar de tekst", **WRITTEN)
    page = page.press("Vraag de indieners om toestemming")
    assert "De indieners krijgen een mail" in page.text
    with app.app_context():
        for each in proposals:
            says(each, "yes")
        for number in (1, 2):
            is_ready(everyone, three_send(everyone.applicant, number))
    page = bart.browser.visit(page.path).press("Ik keur deze tekst goed")
    assert "Goedgekeurd door Bart Krull" in page.text
    rense.signs_in()
    page = rense.browser.visit(page.path).press("Ik keur deze tekst goed")
    assert "Klaar voor de site" in page.text

    with three_months_later():
        everyone.bart.signs_in()
        page = bart.browser.visit("/werkruimte").follow("3 regels zijn klaar voor de site")
        page = page.press("Zet deze regels op de site")
        assert "De regels staan op de site." in page.text

    with app.app_context():
        assert {text.state for text in newest_texts()} == {"public"}


def test_what_stands_in_the_way_is_told(app: Flask, everyone: Everyone, bart: Coordinator) -> None:
    bart.signs_in()
    with app.app_context():
        text = writes(everyone, [sends(everyone.applicant, "Gemeente Aalwijk", may_share=False)])
        slug = text.card.slug

    page = bart.browser.visit(f"/werkruimte/regels/{slug}")
    assert "Er zijn nog geen 3 voorstellen van 3 organisaties." in page.text
    assert "zei niet dat we om toestemming mogen vragen" in page.text

    assert "Vraag de indieners om toestemming" not in page.text


@pytest.mark.parametrize("what", ["vraag", "klaar"])
def test_what_cannot_be_done_by_now_is_told(
    app: Flask, everyone: Everyone, bart: Coordinator, what: str
) -> None:
    bart.signs_in()
    with app.app_context():
        text = writes(everyone, three_send(everyone.applicant))
        path = f"/werkruimte/regels/{text.card.slug}"
    page = bart.browser.visit(path)
    with app.app_context():
        proposal = rows_of(text)[0].proposal
        if what == "klaar":
            asks(everyone, text)
            page = bart.browser.visit(path)
        Proposal.update(confidential=True).where(Proposal.id == proposal.id).execute()
    posted = {key: page.value(key) for key in ("csrf", "gezien")}

    origin = bart.browser.origin
    answer = bart.browser.client.post(f"{path}/{what}", base_url=origin, data=posted)

    assert answer.status_code == 409
    assert "Er is niets gewijzigd." in answer.get_data(as_text=True)


def written(app: Flask, everyone: Everyone) -> str:
    """Have a card, and return its address in the workspace."""
    with app.app_context():
        text = writes(everyone, three_send(everyone.applicant, 7))
        return f"/werkruimte/regels/{text.card.slug}"


def test_of_two_who_write_the_second_keeps_what_was_typed(
    app: Flask, everyone: Everyone, bart: Coordinator
) -> None:
    bart.signs_in()
    path = written(app, everyone)
    old = bart.browser.visit(path)
    bart.browser.visit(path).press("Bewaar de tekst", room="De eerste was er al.")

    page = old.press("Bewaar de tekst", expects=409, room="De tweede kwam te laat.")

    assert page.value("room") == "De tweede kwam te laat."
    assert "Er is niets bewaard." in page.text
    assert "De eerste was er al." in page.text


def test_proposals_are_linked_and_unlinked(
    app: Flask, everyone: Everyone, bart: Coordinator
) -> None:
    bart.signs_in()
    path = written(app, everyone)
    with app.app_context():
        other = sends(everyone.applicant, "Gemeente Dijkveen")

    page = bart.browser.visit(path).press("Koppel het voorstel", reference=str(other.reference))
    assert "Gemeente Dijkveen" in page.text
    assert "koppelde het voorstel aan een regel" in bart.looks_at(other).text
    page = bart.browser.visit(path).press(f"Ontkoppel {other.reference}")

    assert "Gemeente Dijkveen" not in page.text


@pytest.mark.parametrize(
    ("typed", "wrong"), [("", "Vul het kenmerk"), ("RR-XXXX-XXXX", "Dit kenmerk kennen we niet")]
)
def test_a_reference_that_is_none_is_told(
    app: Flask, everyone: Everyone, bart: Coordinator, typed: str, wrong: str
) -> None:
    bart.signs_in()

    page = bart.browser.visit(written(app, everyone)).press(
        "Koppel het voorstel", expects=422, reference=typed
    )

    assert wrong in page.errors["reference"]


def test_a_proposal_of_another_card_is_not_taken(
    app: Flask, everyone: Everyone, bart: Coordinator
) -> None:
    bart.signs_in()
    path = written(app, everyone)
    with app.app_context():
        other = sends(everyone.applicant, "Gemeente Dijkveen")
        writes(everyone, [other])

    page = bart.browser.visit(path).press(
        "Koppel het voorstel", expects=422, reference=str(other.reference)
    )

    assert "hoort al bij een regel" in page.errors["reference"]


def test_too_few_are_not_released(app: Flask, everyone: Everyone, bart: Coordinator) -> None:
    bart.signs_in()
    with app.app_context():
        is_ready(everyone, three_send(everyone.applicant))

    page = bart.browser.visit("/werkruimte/regels")

    assert "Zet deze regels op de site" not in page.text
    assert "minstens drie" in page.text or "kunnen er weer regels" in page.text


def test_a_release_that_cannot_be_made_any_more_says_so(
    app: Flask, everyone: Everyone, bart: Coordinator
) -> None:
    with app.app_context():
        texts = [is_ready(everyone, three_send(everyone.applicant, each)) for each in range(3)]
    with three_months_later():
        bart.signs_in()
        page = bart.browser.visit("/werkruimte/regels")
        with app.app_context():
            says(rows_of(texts[0])[0].proposal, "no")

        page = page.press("Zet deze regels op de site", expects=409)

    assert "Er is niets geplaatst." in page.text
    assert "de indiener zei nee" in page.text
    with app.app_context():
        assert {now(text).state for text in texts} == {"ready"}


def test_a_card_is_taken_from_the_site_by_one_coordinator(
    app: Flask, everyone: Everyone, bart: Coordinator
) -> None:
    with app.app_context():
        texts: list[Any] = [is_ready(everyone, three_send(everyone.applicant, n)) for n in range(3)]
        slug = texts[0].card.slug
    with three_months_later():
        bart.signs_in()
        bart.browser.visit("/werkruimte/regels").press("Zet deze regels op de site")

        page = bart.browser.visit(f"/werkruimte/regels/{slug}").press("Haal de regel van de site")

    assert "De tekst staat niet meer op de site." in page.text
    with app.app_context():
        assert now(texts[0]).state == "withdrawn"
