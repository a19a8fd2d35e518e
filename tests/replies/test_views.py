"""A coordinator's page behind the link in an alert."""

from __future__ import annotations

import pytest
from flask import Flask

from regelruimte import clock
from regelruimte.check.verdict import DISCUSS
from tests.people import Applicant, Coordinator
from tests.stored import dump
from tests.visitor import filled_in

ALL = [
    "Uitnodigen voor een gesprek",
    "Een vraag stellen",
    "Goedkeuren als pilot",
    "Het mag al",
    "Doorverwijzen",
    "Sluiten zonder pilot",
]
NOT_TOLD = {"pilot_form": "", "start_month": "", "duration_months": ""}
SLUGS = ["gesprek", "aanvulling", "goedkeuren", "mag-al", "doorverwijzen", "gaat-niet-door"]


def offered(coordinator: Coordinator) -> list[str]:
    """Return the replies that can be given; a message beside them is none."""
    links = coordinator.page.soup.select(".reply-choices a:not([href$='/bericht'])")
    return [link.get_text() for link in links]


def test_the_page_shows_the_whole_proposal(applicant: Applicant, bart: Coordinator) -> None:
    proposal = applicant.has_sent()

    text = bart.opens_the_link().soup.get_text()

    missing = [entry for entry in proposal.record if entry["text"] not in text]
    assert missing == []
    assert "Wie ruimte kan geven: de directie" in text
    assert "De check: Je kunt meedoen" in text
    assert clock.dutch_date(proposal.reply_due) in text


def test_the_check_is_told_with_its_reasons(applicant: Applicant, bart: Coordinator) -> None:
    applicant.takes(3).has_sent()

    text = bart.opens_the_link().text

    assert f"De check: {DISCUSS.title}" in text
    assert "“Ik twijfel”" in text
    assert "“Dat weet ik niet”" in text


def test_a_citation_is_a_link(applicant: Applicant, bart: Coordinator) -> None:
    applicant.takes(2).has_sent()

    link = bart.opens_the_link().soup.select_one('dd a[target="_blank"]')

    assert link["href"] == "https://wetten.overheid.nl/jci1.3:c:BWBR0005537&artikel=7:3"
    assert "noreferrer" in link["rel"]


def test_all_replies_are_offered(applicant: Applicant, bart: Coordinator) -> None:
    applicant.has_sent()
    bart.opens_the_link()

    assert offered(bart) == ALL


def test_a_signal_cannot_be_approved(applicant: Applicant, bart: Coordinator) -> None:
    applicant.takes(7).has_sent()
    bart.opens_the_link()

    assert offered(bart) == [label for label in ALL if label != "Goedkeuren als pilot"]


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_signal_cannot_be_approved_by_its_address(
    app: Flask, applicant: Applicant, bart: Coordinator, method: str
) -> None:
    applicant.takes(7).has_sent()
    link = bart.reads_mail().link
    before = dump(app)

    answers = {"gezien": applicant.stored.etag, "pilot_form": "doe_tank", "duration_months": "6"}
    page = bart.visitor.submit(method, f"{link}/goedkeuren", answers)

    assert page.status == 409
    assert dump(app) == before


def test_confidential_proposals_are_marked(applicant: Applicant, bart: Coordinator) -> None:
    applicant.takes(9).has_sent()

    tags = bart.opens_the_link().soup.select(".progress-text .tag")

    assert "Vertrouwelijk" in [tag.get_text() for tag in tags]


@pytest.mark.parametrize("label", ALL)
def test_nothing_of_a_reply_is_filled_in_beforehand(
    applicant: Applicant, bart: Coordinator, label: str
) -> None:
    applicant.has_sent(**NOT_TOLD)

    page = bart.opens_the_link().follow(label)

    (form,) = page.tree.iter("form")
    assert set(filter(None, filled_in(form).values())) == {applicant.stored.etag}


def test_an_approval_is_filled_in_with_what_was_told(
    applicant: Applicant, bart: Coordinator
) -> None:
    told = {"pilot_form": "doe_tank", "start_month": "", "duration_months": 4}
    applicant.has_sent(**told)

    page = bart.opens_the_link().follow("Goedkeuren als pilot")

    assert page.value("duration_months") == "4"
    assert not page.value("pilot_form"), "a person chooses it"
    assert not page.value("conditions")


def test_what_a_coordinator_prepared_stands_before_what_was_told(
    applicant: Applicant, bart: Coordinator
) -> None:
    applicant.has_sent(pilot_form="doe_tank", duration_months=4)
    written = bart.opens_the_link().follow("Goedkeuren als pilot")
    written.press("Controleer je reactie", pilot_form="other", duration_months="9")

    page = bart.opens_the_link().follow("Goedkeuren als pilot")

    assert (page.value("pilot_form"), page.value("duration_months")) == ("other", "9")


@pytest.mark.parametrize("label", ALL)
def test_an_empty_reply_is_refused_beside_its_fields(
    app: Flask, applicant: Applicant, bart: Coordinator, label: str
) -> None:
    applicant.has_sent(**NOT_TOLD)
    page = bart.opens_the_link().follow(label)
    before = dump(app)

    page = page.press("Controleer je reactie")

    assert page.status == 422
    assert page.errors
    assert dump(app) == before


def test_what_was_written_stays_when_something_is_missing(
    applicant: Applicant, bart: Coordinator
) -> None:
    applicant.has_sent()
    page = bart.opens_the_link().follow("Sluiten zonder pilot")

    page = page.press(
        "Controleer je reactie", sentence="Nog zonder reden.", would_change="Ooit.", expects=422
    )

    assert list(page.errors) == ["reason"]
    assert page.value("sentence") == "Nog zonder reden."
    assert page.value("would_change") == "Ooit."


def test_before_a_reply_is_given_it_is_shown_as_the_applicant_reads_it(
    app: Flask, applicant: Applicant, bart: Coordinator
) -> None:
    applicant.has_sent()
    bart.opens_the_link()

    page = bart.prepares("Sluiten zonder pilot", reason="too_broad", sentence="Te breed.")

    assert page.heading == "Controleer je reactie"
    assert "Gesloten zonder pilot" in page.text
    assert "Het voorstel is te breed" in page.text
    assert "Te breed." in page.text
    assert applicant.stored.status == "submitted"
    assert len(dump(app)["OutgoingMail"]) == 3


def test_what_we_always_add_to_an_approval_is_shown_beforehand_too(
    applicant: Applicant, bart: Coordinator
) -> None:
    added = "Begin pas als je toestemming hebt."
    applicant.has_sent()
    bart.opens_the_link()

    page = bart.prepares("Goedkeuren als pilot", pilot_form="doe_tank", duration_months="6")

    assert added in page.text
    bart.confirms()
    assert added in applicant.opens_own_page().text


def test_giving_it_must_be_chosen(app: Flask, applicant: Applicant, bart: Coordinator) -> None:
    applicant.has_sent()
    bart.opens_the_link()
    bart.prepares("Het mag al", room="Hier.")
    before = dump(app)

    page = bart.page.press("Stuur de reactie", expects=422)

    assert page.errors == {"give_it": "Kies of je deze reactie wilt sturen."}
    assert dump(app) == before


def test_a_prepared_reply_can_still_be_changed(applicant: Applicant, bart: Coordinator) -> None:
    applicant.has_sent()
    bart.opens_the_link()
    bart.prepares("Het mag al", room="Hier.")

    page = bart.page.press("Stuur de reactie", give_it="change")
    assert page.value("room") == "Hier."
    bart.page = page.press("Controleer je reactie", room="Daar.")
    bart.confirms()

    assert "Daar." in bart.page.text
    assert "Hier." not in bart.page.text


def test_a_reply_that_was_changed_in_another_window_is_read_before_it_is_given(
    app: Flask, applicant: Applicant, bart: Coordinator
) -> None:
    applicant.has_sent()
    first = bart.opens_the_link()
    old = bart.prepares("Het mag al", room="Hier.")
    first.follow("Het mag al").press("Controleer je reactie", room="Daar.")
    before = dump(app)

    page = old.press("Stuur de reactie", give_it="give")

    assert page.status == 409
    assert "Er is nog niets verstuurd" in page.text
    assert "Daar." in page.text
    assert dump(app) == before


def test_preparing_the_same_reply_again_changes_nothing(
    app: Flask, applicant: Applicant, bart: Coordinator
) -> None:
    applicant.has_sent()
    written = bart.opens_the_link().follow("Het mag al")
    written.press("Controleer je reactie", room="Hier.")
    before = dump(app)

    written.press("Controleer je reactie", room="Hier.")

    assert dump(app) == before


def test_after_giving_it_the_proposal_shows_the_reply(
    applicant: Applicant, bart: Coordinator
) -> None:
    applicant.has_sent()

    page = bart.replies("Het mag al", room="Artikel 7:3.")

    assert "Je reactie is verstuurd." in page.text
    assert "Status: Het mag al" in page.text
    assert "Artikel 7:3." in page.text
    assert "Bart Krull antwoordde: “het mag al”, op" in page.text


def test_with_htmx_a_reply_that_was_sent_opens_the_proposal_as_a_page(
    applicant: Applicant, bart: Coordinator
) -> None:
    applicant.has_sent()
    bart.opens_the_link()
    confirm = bart.prepares("Het mag al", room="Artikel 7:3.")
    seen = {"gelezen": confirm.value("gelezen"), "give_it": "give"}

    response = bart.visitor.client.post(
        confirm.path, data=seen, headers={"HX-Request": "true", "HX-Request-Type": "full"}
    )

    assert response.status_code == 200
    assert response.headers["HX-Redirect"].endswith("?gedaan=verstuurd")
    assert "Je reactie is verstuurd." in bart.visitor.visit(response.headers["HX-Redirect"]).text


@pytest.mark.settings(UNDO_MINUTES=15)
def test_what_was_undone_can_be_read_and_in_the_workspace_goes_on(
    applicant: Applicant, bart: Coordinator
) -> None:
    proposal = applicant.has_sent()
    bart.replies("Het mag al", room="Artikel 7:3, denk ik.")
    bart.page.follow("ongedaan maken").press("Maak ongedaan", undo_it="undo")

    mailed = bart.opens_the_link().follow("Het mag al")
    assert "Artikel 7:3, denk ik." in mailed.text
    assert not mailed.value("room"), "a machine that sends it as it is prepares nothing"
    bart.signs_in()
    assert bart.looks_at(proposal).press("Het mag al").value("room") == "Artikel 7:3, denk ik."


@pytest.mark.parametrize(("method", "status"), [("GET", 200), ("POST", 409)])
def test_without_a_prepared_reply_there_is_nothing_to_confirm(
    app: Flask, applicant: Applicant, bart: Coordinator, method: str, status: int
) -> None:
    applicant.has_sent()
    link = bart.reads_mail().link
    before = dump(app)

    answers = {"give_it": "give"}
    page = bart.visitor.submit(method, f"{link}/bevestigen", answers, expects=status)

    assert page.heading == applicant.sample["title"]
    assert dump(app) == before


def test_a_reply_prepared_by_the_other_coordinator_is_not_offered_to_confirm(
    applicant: Applicant, bart: Coordinator, rense: Coordinator
) -> None:
    applicant.has_sent()
    bart.opens_the_link()
    bart.prepares("Het mag al", room="Hier.")

    page = rense.visitor.visit(f"{rense.reads_mail().link}/bevestigen")

    assert page.heading == applicant.sample["title"]


@pytest.mark.parametrize(
    ("key", "answers", "still"),
    [
        ("approved", {"pilot_form": "doe_tank", "duration_months": 6}, []),
        ("already_allowed", {"room": "Hier."}, ["Heropenen"]),
        ("referred", {"to": "De minister", "why": "Die gaat erover."}, ["Heropenen"]),
        ("declined", {"reason": "too_broad", "sentence": "Te breed."}, ["Heropenen"]),
    ],
)
def test_a_closed_proposal_can_at_most_be_reopened(
    applicant: Applicant,
    bart: Coordinator,
    key: str,
    answers: dict[str, object],
    still: list[str],
) -> None:
    alert = applicant.has_sent() and bart.reads_mail().link
    bart.has_replied(applicant.stored, key, **answers)

    bart.page = bart.visitor.visit(alert)

    assert offered(bart) == still
    assert bart.page.soup.find("form") is None
    for slug in SLUGS:
        assert bart.visitor.visit(f"{alert}/{slug}").status == 409


def test_from_a_conversation_all_replies_are_offered_another_talk_too(
    applicant: Applicant, bart: Coordinator
) -> None:
    alert = applicant.has_sent() and bart.reads_mail().link
    bart.has_replied(applicant.stored, "in_conversation", message="Bel me.")

    bart.page = bart.visitor.visit(alert)

    assert offered(bart) == ALL


def test_while_the_applicant_is_asked_things_can_be_settled_by_telephone(
    applicant: Applicant, bart: Coordinator
) -> None:
    alert = applicant.has_sent() and bart.reads_mail().link
    asked = {"unclear_questions": ["measure"], "unclear": "Wat tel je?"}
    bart.has_replied(applicant.stored, "info_requested", **asked)

    bart.page = bart.visitor.visit(alert)

    assert offered(bart) == [label for label in ALL if label != "Een vraag stellen"]


def test_what_an_applicant_said_of_herself_cannot_be_reopened(
    applicant: Applicant, bart: Coordinator
) -> None:
    applicant.has_sent()

    page = bart.opens_the_link().follow("Een vraag stellen")

    keys = {box["value"] for box in page.soup.select('input[name="unclear_questions"]')}
    assert {"alternative", "rule_source", "safeguard"} <= keys
    assert keys.isdisjoint({"email", "name", "confidential", "phone", "may_share"})


def test_such_a_question_cannot_be_smuggled_in(
    app: Flask, applicant: Applicant, bart: Coordinator
) -> None:
    applicant.has_sent()
    page = bart.opens_the_link().follow("Een vraag stellen")
    before = dump(app)

    page = bart.visitor.submit(
        "POST",
        page.path,
        {
            "gezien": page.value("gezien"),
            "scope": "chosen",
            "unclear_questions": ["email"],
            "unclear": "Wie?",
        },
        expects=422,
    )

    assert list(page.errors) == ["unclear_questions"]
    assert dump(app) == before


def test_all_for_a_pilot_can_be_asked_without_a_word(
    applicant: Applicant, bart: Coordinator
) -> None:
    applicant.has_sent()
    bart.opens_the_link()

    page = bart.prepares("Een vraag stellen", scope="all")
    assert "Alles wat nodig is voor een pilot" in page.text
    bart.confirms()

    assert applicant.stored.status == "info_requested"
    assert "Alles wat nodig is voor een pilot" in applicant.opens_own_page().text


def test_a_loose_question_without_words_is_refused_beside_its_field(
    app: Flask, applicant: Applicant, bart: Coordinator
) -> None:
    applicant.has_sent()
    bart.opens_the_link()
    before = dump(app)

    page = bart.prepares("Een vraag stellen", scope="loose", expects=422)

    assert list(page.errors) == ["unclear"]
    assert page.value("scope") == "loose"
    assert dump(app) == before


@pytest.mark.parametrize("seen", ["", "1", "999", "x", None])
def test_a_reply_to_a_text_that_was_not_seen_is_not_kept(
    app: Flask, applicant: Applicant, bart: Coordinator, seen: str | None
) -> None:
    applicant.has_sent()
    link = bart.reads_mail().link
    before = dump(app)

    posted = {"room": "Hier."} | ({} if seen is None else {"gezien": seen})
    page = bart.visitor.submit("POST", f"{link}/mag-al", posted)

    assert page.status == 409
    assert "Je reactie is niet verstuurd" in page.text
    assert "Lees het hieronder opnieuw." in page.text
    assert dump(app) == before
