"""A briefing of chosen proposals for a meeting: what they are about, and of nobody."""

from __future__ import annotations

import pytest

from regelruimte.figures.counting import labels_of
from regelruimte.store.models import Proposal
from tests.people import Applicant, Coordinator
from tests.visitor import Page

pytestmark = pytest.mark.both_databases


def briefing(coordinator: Coordinator, *proposals: Proposal) -> Page:
    """Open the page to which the ticked boxes of these proposals lead."""
    chosen = "&".join(f"kies={each.reference}" for each in proposals)
    return coordinator.browser.visit(f"/werkruimte/overleg?{chosen}")


def references(page: Page) -> list[str]:
    return [each.get_text() for each in page.soup.select(".brief .reference")]


def offered(page: Page) -> list[str]:
    """Return the references that can be ticked, of boxes that belong to the form."""
    form = page.soup.select_one("form[action='/werkruimte/overleg']")
    return [box["value"] for box in page.soup.select(f"input[form={form['id']}][name=kies]")]


@pytest.mark.parametrize("place", ["", "/voorstellen"])
def test_rows_can_be_ticked_but_those_of_confidential_proposals(
    applicant: Applicant, bart: Coordinator, place: str
) -> None:
    bart.signs_in()
    proposal = applicant.has_sent()
    applicant.takes(9).has_sent()

    assert offered(bart.browser.visit(f"/werkruimte{place}")) == [proposal.reference]


def test_a_briefing_tells_what_a_proposal_is_about(applicant: Applicant, bart: Coordinator) -> None:
    bart.signs_in()
    proposal = applicant.has_sent(hours_per_month=12)

    text = briefing(bart, proposal).text

    level = labels_of("level")[proposal.rule_level]
    told = [proposal.reference, proposal.title, level, "12 uur per maand", "Ontvangen"]
    assert [each for each in told if each not in text] == []
    assert proposal.answers["rule_text"][:60] in text
    assert proposal.answers["alternative"][:60] in text


def test_it_tells_what_is_asked_of_bzk(applicant: Applicant, bart: Coordinator) -> None:
    bart.signs_in()
    asked = "Een gesprek met de directeur."
    proposal = applicant.has_sent(check={"mandate": "with_bzk"}, mandate_help=asked)

    assert asked in briefing(bart, proposal).text


def test_they_stand_in_the_order_in_which_they_were_chosen(
    applicant: Applicant, bart: Coordinator
) -> None:
    bart.signs_in()
    one, other = applicant.has_sent(), applicant.takes(2).has_sent()

    assert references(briefing(bart, other, one)) == [other.reference, one.reference]


def test_a_long_text_is_cut_after_a_word(applicant: Applicant, bart: Coordinator) -> None:
    bart.signs_in()
    proposal = applicant.has_sent(rule_text="Handtekening " * 100)

    (rule, *_) = briefing(bart, proposal).soup.select(".brief dd")

    assert len(rule.get_text()) <= 270
    assert rule.get_text().endswith("Handtekening …")


def test_nobody_is_named(applicant: Applicant, bart: Coordinator) -> None:
    bart.signs_in()
    about = {"name": "Noor de Vries", "phone": "0612345678", "organisation": "Gemeente Zwolle"}
    text = "Noor de Vries van gemeente zwolle, noor@zwolle.nl of 0612345678, tekent alles nog eens."
    proposal = applicant.has_sent(**about, title=text[:33], rule_text=text, alternative=text)

    page = briefing(bart, proposal).text

    told = ["Noor de Vries", "0612345678", "@", "wolle", applicant.email]
    assert [each for each in told if each in page.replace(bart.email, "")] == []


def test_part_of_a_name_or_of_an_organisation_is_left_out_too(
    applicant: Applicant, bart: Coordinator
) -> None:
    about = {"name": "Noor Zandbergen", "organisation": "Gemeente Waterstad"}
    told = "Vraag Zandbergen, of bel naar Waterstad: daar doen wij het al jaren zo, en met gemak."
    proposal = applicant.has_sent(alternative=told, **about)
    bart.signs_in()

    page = bart.browser.visit(f"/werkruimte/overleg?kies={proposal.reference}")

    assert "daar doen wij het al jaren zo" in page.text
    assert [each for each in ("Zandbergen", "Waterstad") if each in page.text] == []


def test_a_confidential_proposal_is_left_out_and_said_so(
    applicant: Applicant, bart: Coordinator
) -> None:
    bart.signs_in()
    proposal, confidential = applicant.has_sent(), applicant.takes(9).has_sent()

    page = briefing(bart, confidential, proposal)

    assert references(page) == [proposal.reference]
    assert "1 vertrouwelijk voorstel staat niet in het overzicht" in page.text
    assert confidential.title not in page.text
    assert confidential.reference not in page.text


@pytest.mark.parametrize("query", ["", "?kies=", "?kies=RR-AAAA-AAAA&kies=%00"])
def test_nothing_that_is_there_gives_an_empty_briefing(bart: Coordinator, query: str) -> None:
    bart.signs_in()

    assert (
        "Er staat niets in het overzicht" in bart.browser.visit(f"/werkruimte/overleg{query}").text
    )
