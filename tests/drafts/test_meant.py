"""A rule that is called by its name: asked about before sending, and never simply assumed."""

from __future__ import annotations

import pytest

from regelruimte.proposals.citation import find
from regelruimte.store.models import Proposal
from tests.people import Applicant, Coordinator

ASKED = "Ja, die regel bedoel ik"
NAMED = "art. 3:2 Awb"
NUMBER = "BWBR0005537"


def value_of(typed: str) -> str:
    """Return what the box on the page stands for."""
    found = find(typed)
    assert found is not None
    return found.text


@pytest.mark.both_databases
def test_who_says_yes_cites_the_rule_for_sure(applicant: Applicant) -> None:
    applicant.has_written(rule_source=NAMED)
    page = applicant.opens("over-jou")
    assert ASKED in page.text
    assert "Bedoel je artikel 3:2 van de Algemene wet bestuursrecht" in page.text

    applicant.sends(meant=value_of(NAMED))

    sent = applicant.stored
    assert sent.answers["rule_source"] == f"{NAMED} ({NUMBER})"
    assert (sent.rule, sent.part) == (f"bwb:{NUMBER}", "art=3:2")
    assert not sent.rule_suggested


@pytest.mark.both_databases
def test_who_says_nothing_keeps_the_words_and_sends_all_the_same(applicant: Applicant) -> None:
    sent = applicant.has_sent(rule_source=NAMED)

    assert sent.answers["rule_source"] == NAMED
    assert (sent.rule, sent.part) == (f"bwb:{NUMBER}", "art=3:2")
    assert sent.rule_suggested


def test_the_box_is_not_ticked_beforehand(applicant: Applicant) -> None:
    applicant.has_written(rule_source=NAMED)

    assert applicant.opens("over-jou").soup.select_one("#f-meant[checked]") is None


@pytest.mark.parametrize(
    "typed", ["", "Inkoopbeleid, paragraaf 3.2", NUMBER, f"{NAMED} ({NUMBER})"]
)
def test_nothing_is_asked_where_nothing_is_suggested(applicant: Applicant, typed: str) -> None:
    applicant.has_written(rule_source=typed)

    assert ASKED not in applicant.opens("over-jou").text


def test_a_tick_for_what_another_window_changed_meanwhile_says_nothing(
    applicant: Applicant,
) -> None:
    applicant.has_written(rule_source="art. 160 Gemeentewet")

    applicant.sends(meant=value_of(NAMED))

    assert applicant.stored.answers["rule_source"] == "art. 160 Gemeentewet"
    assert applicant.stored.rule_suggested


def test_a_tick_is_kept_when_something_else_must_be_mended(applicant: Applicant) -> None:
    applicant.has_written(rule_source=NAMED)

    page = applicant.sends(meant=value_of(NAMED), email="geen adres", expects=422)

    assert ASKED not in page.text
    assert applicant.stored.answers["rule_source"] == f"{NAMED} ({NUMBER})"


def test_an_answer_without_room_for_a_number_is_not_asked_about(applicant: Applicant) -> None:
    applicant.has_written(rule_source=f"{NAMED} {'en verder ' * 48}"[:498])

    assert ASKED not in applicant.opens("over-jou").text


def test_the_field_itself_asks_it_too(applicant: Applicant) -> None:
    applicant.has_written(rule_source=NAMED)

    page = applicant.opens("regel")

    assert "Bedoel je artikel 3:2 van de Algemene wet bestuursrecht" in page.text
    assert page.value("rule_source") == NAMED


@pytest.fixture
def suggested(applicant: Applicant, bart: Coordinator) -> Proposal:
    bart.signs_in()
    return applicant.has_sent(rule_source=NAMED)


def test_a_coordinator_reads_that_nobody_confirmed_it(
    suggested: Proposal, bart: Coordinator
) -> None:
    page = bart.looks_at(suggested)

    assert f"{NAMED} Waarschijnlijk artikel 3:2 van de Algemene wet bestuursrecht" in page.text
    links = [link["href"] for link in page.soup.select(".facts a")]
    assert links == [f"https://wetten.overheid.nl/jci1.3:c:{NUMBER}&artikel=3:2"]


def test_a_link_elsewhere_is_shown_with_its_host(applicant: Applicant, bart: Coordinator) -> None:
    bart.signs_in()
    sent = applicant.has_sent(rule_source="Ons beleid: https://intranet.voorbeeld.nl/a/b")

    page = bart.looks_at(sent)

    assert "intranet.voorbeeld.nl" in [tag.text for tag in page.soup.select(".tag")]
