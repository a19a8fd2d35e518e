"""One proposal in the workspace: reading everything, and what can be done with it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from regelruimte import clock
from regelruimte.store.models import Note, Proposal
from regelruimte.workspace.readdress import readdress
from tests.at_once import at_once
from tests.people import Applicant, Coordinator, Everyone
from tests.stored import mails
from tests.visitor import Page


@pytest.fixture
def proposal(applicant: Applicant, bart: Coordinator) -> Proposal:
    """A proposal, and Bart in the workspace."""
    proposal = applicant.has_sent()
    bart.signs_in()
    return proposal


def test_everything_is_on_one_page(proposal: Proposal, bart: Coordinator) -> None:
    page = bart.looks_at(proposal)

    assert page.heading == proposal.title
    for entry in proposal.record:
        assert " ".join(entry["text"].split()) in page.text
    assert proposal.check_record["title"] in page.text


@pytest.mark.parametrize("typed", ["RR-AAAA-AAAA", "nonsens", "rr"])
def test_an_unknown_reference_is_told(proposal: Proposal, bart: Coordinator, typed: str) -> None:
    assert bart.browser.visit(f"/werkruimte/voorstel/{typed}").status == 404


def test_a_reply_is_given_from_here_as_from_the_mail(
    proposal: Proposal, bart: Coordinator, applicant: Applicant
) -> None:
    form = bart.looks_at(proposal).press("Het mag al")
    bart.page = form.press("Controleer je reactie", room="In het inkoopbeleid zelf.")
    bart.confirms()

    page = bart.looks_at(proposal)
    assert "In het inkoopbeleid zelf." in page.text
    assert "Heropenen" in page.text
    assert "Reactie van Regelruimte" in applicant.reads_mail().subject


@pytest.mark.parametrize("where", ["here", "everywhere"])
def test_signing_out_ends_the_links_that_were_made_here(
    proposal: Proposal, bart: Coordinator, where: str
) -> None:
    made = bart.looks_at(proposal).press("Het mag al").path
    mailed = next(letter for letter in bart.everyone.post_for(bart.email) if letter.links)
    assert bart.visitor.visit(made).status == 200

    bart.browser.visit("/werkruimte/afmelden").press("Meld mij af", sign_me_out=where)

    assert bart.visitor.visit(made, expects=404).heading == "Deze link werkt niet"
    assert bart.visitor.visit(mailed.link).status == 200


def test_signing_out_elsewhere_ends_no_link_of_the_other_coordinator(
    proposal: Proposal, bart: Coordinator, rense: Coordinator
) -> None:
    rense.signs_in()
    made = rense.looks_at(proposal).press("Het mag al").path

    bart.browser.visit("/werkruimte/afmelden").press("Meld mij af", sign_me_out="everywhere")

    assert rense.visitor.visit(made).status == 200


@pytest.mark.parametrize(("signed_in_hours", "minutes"), [(0, 60), (11.9, 6)])
def test_a_link_that_was_made_here_ends_within_the_hour_and_with_the_session(
    proposal: Proposal, bart: Coordinator, signed_in_hours: float, minutes: int
) -> None:
    with clock.moved(timedelta(hours=signed_in_hours)):
        made = bart.looks_at(proposal).press("Het mag al").path
        with clock.moved(timedelta(minutes=minutes - 2)):
            assert bart.visitor.visit(made).status == 200
        with clock.moved(timedelta(minutes=minutes + 1)):
            assert bart.visitor.visit(made).status == 404


def test_what_was_written_at_a_link_that_ended_can_be_copied(
    proposal: Proposal, bart: Coordinator
) -> None:
    writes = bart.looks_at(proposal).press("Het mag al")

    with clock.moved(timedelta(minutes=61)):
        page = writes.press("Controleer je reactie", room="In het inkoopbeleid zelf.")

    assert page.status == 404
    assert "In het inkoopbeleid zelf." in page.text


def test_the_timeline_tells_who_did_what(
    proposal: Proposal, bart: Coordinator, applicant: Applicant
) -> None:
    applicant.opens_own_page()
    bart.has_replied(proposal, "in_conversation", message="Even bellen?")
    page = bart.looks_at(proposal)

    told = [" ".join(li.get_text(" ").split()) for li in page.soup.select(".timeline li")]
    assert [line.partition(" uur ")[2] for line in told] == [
        "Bart Krull nodigde de indiener uit voor een gesprek",
        "De indiener bevestigde het e-mailadres",
        "De indiener verstuurde het voorstel",
        "De indiener begon met het concept",
    ]


# Notes


def test_a_note_is_kept_and_read_by_both(
    proposal: Proposal, bart: Coordinator, rense: Coordinator
) -> None:
    bart.looks_at(proposal).press("Bewaar de notitie", note="Bellen na de <vakantie>.")
    rense.signs_in()

    page = rense.looks_at(proposal)

    assert "Bart Krull, " in page.text
    assert "Bellen na de <vakantie>." in page.text


def test_a_note_is_never_mailed_and_no_applicant_reads_it(
    app: Flask, everyone: Everyone, proposal: Proposal, bart: Coordinator, applicant: Applicant
) -> None:
    before = len(mails(app))
    bart.looks_at(proposal).press("Bewaar de notitie", note="Geheimpje van ons.")
    page = applicant.opens_own_page()

    assert len(mails(app)) == before
    assert "Geheimpje" not in page.text
    assert b"Geheimpje" not in applicant.visitor.client.get(f"{page.path}/downloaden").data


def test_an_empty_note_is_asked_for(proposal: Proposal, bart: Coordinator) -> None:
    page = bart.looks_at(proposal).press("Bewaar de notitie", note=" ", expects=422)

    assert page.errors == {"note": "Schrijf eerst een notitie."}


def test_notes_go_when_the_applicant_erases_everything(
    app: Flask, proposal: Proposal, bart: Coordinator, applicant: Applicant
) -> None:
    bart.looks_at(proposal).press("Bewaar de notitie", note="Dit gaat mee.")
    applicant.opens_own_page().follow("Alles wissen").press("Wis alles", erase_it="yes")

    with app.app_context():
        assert Note.select().count() == 0


# Handing over


def test_handing_over_tells_the_other_by_mail(
    proposal: Proposal, bart: Coordinator, rense: Coordinator
) -> None:
    bart.looks_at(proposal).press("Opslaan", handler=rense.email)
    letter = rense.reads_mail()

    assert letter.subject == f"[Regelruimte] Bart Krull geeft voorstel {proposal.reference} aan jou"
    assert rense.opens_the_link().heading == proposal.title
    assert "gaf het voorstel aan Rense Bos" in bart.looks_at(proposal).text
    assert bart.page.value("handler") == rense.email


def test_taking_it_oneself_mails_nobody(app: Flask, proposal: Proposal, bart: Coordinator) -> None:
    before = len(mails(app))
    for _ in range(2):
        bart.looks_at(proposal).press("Opslaan", handler=bart.email)

    assert len(mails(app)) == before
    assert bart.looks_at(proposal).text.count("gaf het voorstel aan") == 1
    assert "Bart Krull" in bart.browser.visit("/werkruimte/voorstellen?bij=b.krull@imi.nu").text


def test_it_cannot_be_handed_to_just_anybody(proposal: Proposal, bart: Coordinator) -> None:
    page = bart.looks_at(proposal)

    assert "handler" in page.press("Opslaan", handler="iemand@anders.example", expects=422).errors


# Alike


def test_what_cites_the_same_rule_looks_alike(
    applicant: Applicant, proposal: Proposal, bart: Coordinator
) -> None:
    one = applicant.takes(2).has_sent(title="Heel andere zinnen", rule_source="Awb, BWBR0005537")
    link = "https://wetten.overheid.nl/BWBR0005537"
    two = applicant.takes(3).has_sent(title="Niets gemeen hiermee", rule_source=f"Zie {link}.")

    assert f"Heel andere zinnen {one.reference}" in bart.looks_at(two).text


def headings_above(page: Page, reference: str) -> list[str]:
    """Return under which headings a proposal stands among what looks alike."""
    lists = page.soup.select("#lijkt-op ~ h3 + ul")
    return [ul.find_previous("h3").text for ul in lists if reference in ul.text]


@pytest.mark.both_databases
def test_the_same_article_stands_before_the_same_law(
    applicant: Applicant, bart: Coordinator
) -> None:
    bart.signs_in()
    article = applicant.takes(1).has_sent(
        title="Heel andere zinnen", rule_source="art. 7:2 lid 1 Awb"
    )
    law = applicant.takes(2).has_sent(title="Niets daarvan", rule_source="artikel 3:4 Awb")
    whole = applicant.takes(3).has_sent(title="Iets hiervan", rule_source="BWBR0005537")
    link = "https://wetten.overheid.nl/BWBR0005537/2024-05-01#Artikel7:2"
    mine = applicant.takes(4).has_sent(title="Weer wat anders", rule_source=link)

    page = bart.looks_at(mine)

    assert headings_above(page, article.reference) == ["Zelfde artikel"]
    assert headings_above(page, law.reference) == ["Zelfde wet of regeling"]
    assert headings_above(page, whole.reference) == ["Zelfde wet of regeling"]
    assert page.text.index(article.reference) < page.text.index(law.reference)
    assert page.text.count("alleen de naam is genoemd") == 2


@pytest.mark.parametrize(
    ("organisation", "headings"),
    [("Gemeente Lindenveen", ["Zelfde wet of regeling"]), ("Gemeente Elders", [])],
)
def test_a_rule_without_a_number_is_the_same_within_one_organisation(
    applicant: Applicant, bart: Coordinator, organisation: str, headings: list[str]
) -> None:
    bart.signs_in()
    typed = {"rule_source": "Inkoopbeleid", "organisation": "Gemeente Lindenveen"}
    other = applicant.takes(1).has_sent(**typed, title="Heel andere zinnen")
    typed["organisation"] = organisation
    mine = applicant.takes(2).has_sent(**typed, title="Niets daarvan")

    assert headings_above(bart.looks_at(mine), other.reference) == headings


def test_another_article_with_the_same_beginning_is_another_article(
    applicant: Applicant, bart: Coordinator
) -> None:
    bart.signs_in()
    other = applicant.takes(1).has_sent(title="Heel andere zinnen", rule_source="art. 7:23 Awb")
    mine = applicant.takes(2).has_sent(title="Niets daarvan", rule_source="art. 7:2 Awb")

    page = bart.looks_at(mine)

    assert headings_above(page, other.reference) == ["Zelfde wet of regeling"]


def test_what_shares_words_of_its_title_looks_alike(
    applicant: Applicant, bart: Coordinator
) -> None:
    one = applicant.takes(1).has_sent(title="Minder handtekeningen bij aankopen")
    two = applicant.takes(2).has_sent(title="Aankopen zonder handtekeningen", rule_source="")
    other = applicant.takes(3).has_sent(title="Zelf je werktijden afspreken", rule_source="")
    bart.signs_in()

    assert one.title in bart.looks_at(two).text
    assert "We vonden geen voorstel dat hierop lijkt." in bart.looks_at(other).text


def test_words_that_every_text_has_make_nothing_alike(
    applicant: Applicant, bart: Coordinator
) -> None:
    """A title that nobody gave is the beginning of a sentence."""
    one = applicant.takes(1).has_sent(title="Mensen moeten tekenen voordat planken worden gezaagd")
    two = applicant.takes(2).has_sent(title="Mensen moeten bellen voordat fietsen worden gemaakt")
    bart.signs_in()

    assert one.title not in bart.looks_at(two).text


def test_nobody_but_coordinators_sees_what_looks_alike(
    applicant: Applicant, proposal: Proposal
) -> None:
    applicant.takes(2).has_sent(title=proposal.title)

    assert proposal.reference not in applicant.opens_own_page().text


def test_proposals_about_one_rule_are_put_together_and_taken_apart(
    applicant: Applicant, proposal: Proposal, bart: Coordinator
) -> None:
    two, three = applicant.takes(2).has_sent(), applicant.takes(3).has_sent()
    bart.looks_at(two).press("Koppel de voorstellen", same_as=str(proposal.reference).lower())
    bart.looks_at(three).press("Koppel de voorstellen", same_as=two.reference)

    page = bart.looks_at(proposal)
    assert f"{two.title} {two.reference}" in page.text
    assert f"{three.title} {three.reference}" in page.text

    bart.looks_at(two).press("Ontkoppel dit voorstel")
    page = bart.looks_at(proposal)
    assert f"{two.title} {two.reference}" not in page.text
    assert f"{three.title} {three.reference}" in page.text


def test_a_wrong_address_is_mended_and_gets_a_new_link(
    everyone: Everyone, proposal: Proposal, bart: Coordinator
) -> None:
    wrong = everyone.post_for(proposal.email)[-1].link
    everyone.applicant.visitor.visit(wrong).press("Verder", it_is_me="no")
    page = bart.looks_at(proposal)
    assert page.press("Mail voortaan", new_address="geen adres", expects=422).errors.keys() == {
        "new_address"
    }

    page = page.press("Mail voortaan", new_address="Goed@voorbeeld.example")

    assert "zegt: dit ben ik niet" not in page.text
    assert "wijzigde het e-mailadres van de indiener" in page.text
    door = everyone.applicant.visitor.visit(everyone.post_for("Goed@voorbeeld.example")[-1].link)
    assert door.press("Verder", it_is_me="yes").heading == proposal.title
    assert everyone.applicant.visitor.visit(wrong).status == 404


@pytest.mark.parametrize("written", ["{}", "{}\u200b"])
def test_the_address_of_whoever_said_not_to_be_it_is_no_other_address(
    everyone: Everyone, proposal: Proposal, bart: Coordinator, written: str
) -> None:
    wrong = everyone.post_for(proposal.email)[-1].link
    everyone.applicant.visitor.visit(wrong).press("Verder", it_is_me="no")
    mailed = len(everyone.post_for(proposal.email))

    page = bart.looks_at(proposal)
    page = page.press("Mail voortaan", new_address=written.format(proposal.email), expects=422)

    assert page.errors.keys() == {"new_address"}
    assert len(everyone.post_for(proposal.email)) == mailed


@pytest.mark.smtp
def test_an_address_that_a_server_refuses_is_named_with_its_proposal_and_mended(
    everyone: Everyone, applicant: Applicant, bart: Coordinator
) -> None:
    bart.signs_in()
    everyone.post_office.refusals[applicant.email] = "550 5.1.1 no such user"
    proposal = applicant.has_sent()
    everyone.post_for("")
    assert "Mail komt niet aan" in bart.browser.visit("/werkruimte").text
    page = bart.looks_at(proposal)
    assert f"De mail aan {proposal.email} komt niet aan." in page.text
    assert "550 5.1.1 no such user" in page.text

    page = page.press("Mail voortaan", new_address="goed@voorbeeld.example")

    assert "komt niet aan." not in page.text
    assert "Mail komt niet aan" not in bart.browser.visit("/werkruimte").text
    everyone.post_office.refusals.clear()
    everyone.app.test_cli_runner().invoke(args=["mail", "retry"])
    assert len(everyone.post_for("goed@voorbeeld.example")) == 1
    assert everyone.post_for(proposal.email) == []


def test_an_address_can_be_mended_when_a_mail_came_back_later(
    everyone: Everyone, proposal: Proposal, bart: Coordinator
) -> None:
    everyone.post_for("")
    bart.looks_at(proposal).press("Mail voortaan", new_address="goed@voorbeeld.example")

    assert len(everyone.post_for("goed@voorbeeld.example")) == 1


def test_of_two_who_mend_an_address_at_once_the_second_is_told(
    everyone: Everyone, proposal: Proposal, bart: Coordinator
) -> None:
    everyone.rense.signs_in()
    pages = [who.looks_at(proposal) for who in (bart, everyone.rense)]

    addresses = ("een@voorbeeld.example", "twee@voorbeeld.example")
    first, second = at_once(
        *(
            lambda page=page, to=to: page.press("Mail voortaan", new_address=to)
            for page, to in zip(pages, addresses, strict=True)
        )
    )

    assert sorted((first.status, second.status)) == [200, 409]
    told = first if first.status == 409 else second
    assert "Het e-mailadres is niet gewijzigd." in told.text
    letters = [len(everyone.post_for(to)) for to in addresses]
    assert sorted(letters) == [0, 1]


@pytest.mark.settings(UNDO_MINUTES=15)
def test_a_reply_that_nobody_saw_yet_is_told_at_the_new_address(
    everyone: Everyone, proposal: Proposal, bart: Coordinator
) -> None:
    bart.has_replied(proposal, "already_allowed", room="Hier.")
    bart.looks_at(proposal).press("Mail voortaan", new_address="goed@voorbeeld.example")
    assert len(everyone.post_for("goed@voorbeeld.example")) == 1

    with clock.moved(timedelta(minutes=16)):
        told = everyone.post_for("goed@voorbeeld.example")
    assert [letter.subject for letter in told] == [
        "Regelruimte mailt je voortaan op dit adres",
        "Reactie van Regelruimte",
    ]


@pytest.mark.settings(UNDO_MINUTES=15)
def test_a_reply_given_while_an_address_is_mended_is_told_at_the_new_one(
    app: Flask, proposal: Proposal, bart: Coordinator, everyone: Everyone
) -> None:
    config, opened_before = app.config["REGELRUIMTE"], everyone.applicant.stored
    bart.has_replied(proposal, "declined", reason="too_broad", sentence="Te breed.")
    with app.app_context():
        to, seen = "goed@voorbeeld.example", opened_before.email
        readdress(opened_before, to, seen, config.coordinators[1], config)

    with clock.moved(timedelta(hours=1)):
        letters = everyone.post_for("goed@voorbeeld.example")
    assert len(letters) == 2


def test_a_post_that_saw_another_address_changes_nothing(
    app: Flask, proposal: Proposal, bart: Coordinator
) -> None:
    page = bart.looks_at(proposal)
    address, csrf = f"{page.path}/adres", page.value("csrf")
    data = {"csrf": csrf, "new_address": "a@voorbeeld.example"}

    assert bart.browser.submit("POST", address, data).status == 409
    with app.app_context():
        assert Proposal.get_by_id(proposal.id).email == proposal.email


def test_what_was_taken_apart_drags_no_old_group_along(
    applicant: Applicant, proposal: Proposal, bart: Coordinator
) -> None:
    two, three = applicant.takes(2).has_sent(), applicant.takes(3).has_sent()
    bart.looks_at(two).press("Koppel de voorstellen", same_as=proposal.reference)
    bart.looks_at(proposal).press("Ontkoppel dit voorstel")
    bart.looks_at(proposal).press("Koppel de voorstellen", same_as=three.reference)

    page = bart.looks_at(three)
    assert f"{proposal.title} {proposal.reference}" in page.text
    assert f"{two.title} {two.reference}" not in page.text


def test_only_another_proposal_can_be_about_the_same_rule(
    proposal: Proposal, bart: Coordinator
) -> None:
    button = "Koppel de voorstellen"
    unknown = bart.looks_at(proposal).press(button, same_as="RR-AAAA-AAAA", expects=422)
    itself = bart.looks_at(proposal).press(button, same_as=str(proposal.reference), expects=422)

    assert "Dit kenmerk kennen we niet" in unknown.errors["same_as"]
    assert "Dit is het kenmerk van dit voorstel zelf" in itself.errors["same_as"]


# Coming back to it


def test_on_the_day_that_was_chosen_it_is_brought_up(
    proposal: Proposal, bart: Coordinator, rense: Coordinator
) -> None:
    bart.has_replied(proposal, "in_conversation", message="We bellen je in januari.")
    day = clock.today() + timedelta(days=40)

    page = bart.looks_at(proposal).press("Bewaar de dag", follow_up=day.isoformat())

    assert "De dag om terug te komen is bewaard." in page.text
    assert page.value("follow_up") == day.isoformat()
    assert "Kom hierop terug" not in rense.signs_in().text
    with clock.moved(timedelta(days=40)):
        assert "Kom hierop terug" in rense.signs_in().text


def test_a_day_can_be_taken_back(proposal: Proposal, bart: Coordinator) -> None:
    page = bart.looks_at(proposal).press("Bewaar de dag", follow_up=clock.today().isoformat())

    page = page.press("Bewaar de dag", follow_up="")

    assert not page.value("follow_up")
    assert "wil niet meer op een dag terugkomen" in page.text


def test_no_day_is_refused_beside_its_field(proposal: Proposal, bart: Coordinator) -> None:
    page = bart.looks_at(proposal).press("Bewaar de dag", follow_up="morgen", expects=422)

    assert list(page.errors) == ["follow_up"]
    assert page.value("follow_up") == "morgen"


# Whose it is


def test_whoever_replies_picks_it_up(proposal: Proposal, bart: Coordinator) -> None:
    bart.has_replied(proposal, "in_conversation", message="We bellen.")

    assert bart.looks_at(proposal).value("handler") == bart.email


def test_a_reply_takes_it_from_nobody_else(
    proposal: Proposal, bart: Coordinator, rense: Coordinator
) -> None:
    bart.looks_at(proposal).press("Opslaan", handler=rense.email)

    bart.has_replied(proposal, "in_conversation", message="We bellen.")

    assert bart.looks_at(proposal).value("handler") == rense.email


def test_it_can_go_back_to_nobody(app: Flask, proposal: Proposal, bart: Coordinator) -> None:
    page = bart.looks_at(proposal).press("Opslaan", handler=bart.email)
    before = len(mails(app))

    page = page.press("Opslaan", handler="nobody")

    assert page.value("handler") == "nobody"
    assert "gaf het voorstel aan niemand" in page.text
    assert len(mails(app)) == before


def test_a_call_is_noted_and_told_on_the_timeline(proposal: Proposal, bart: Coordinator) -> None:
    page = bart.looks_at(proposal)
    page = page.press("Bewaar de notitie", note="Belde over de cao.", was_call="yes")

    assert "Belde over de cao." in page.text
    assert "Bart Krull belde met de indiener" in page.text


def test_a_note_that_is_no_call_is_none(proposal: Proposal, bart: Coordinator) -> None:
    page = bart.looks_at(proposal).press("Bewaar de notitie", note="Zelf bedacht.")

    assert "belde met de indiener" not in page.text
