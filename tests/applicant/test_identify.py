"""The door behind a mailed link: who is there?"""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from regelruimte import clock
from regelruimte.store import events
from tests.people import Applicant, Coordinator
from tests.stored import dump, mails
from tests.visitor import Page

pytestmark = pytest.mark.both_databases


def the_door(applicant: Applicant) -> Page:
    return applicant.visitor.visit(applicant.reads_mail().link)


def test_the_door_shows_nothing_of_the_proposal(applicant: Applicant) -> None:
    proposal = applicant.has_sent()

    page = the_door(applicant)

    assert page.heading == "Ben jij dit?"
    html = page.response.get_data(as_text=True)
    for word in (proposal.title, proposal.reference, applicant.email, applicant.sample["name"]):
        assert word not in html


def test_one_must_choose(app: Flask, applicant: Applicant) -> None:
    applicant.has_sent()
    page = the_door(applicant)
    before = dump(app)

    page = page.press("Verder")

    assert page.status == 422
    assert page.errors == {"it_is_me": "Kies of jij dit bericht hebt gestuurd."}
    assert dump(app) == before


def test_this_is_me_opens_the_page(applicant: Applicant) -> None:
    proposal = applicant.has_sent()

    page = the_door(applicant).press("Verder", it_is_me="yes")

    assert page.heading == proposal.title
    assert applicant.stored.email_confirmed_at is not None


def test_the_same_link_then_opens_at_once(applicant: Applicant) -> None:
    proposal = applicant.has_sent()
    the_door(applicant).press("Verder", it_is_me="yes")

    assert the_door(applicant).heading == proposal.title


def test_the_next_mail_then_opens_at_once(applicant: Applicant, bart: Coordinator) -> None:
    proposal = applicant.has_sent()
    the_door(applicant).press("Verder", it_is_me="yes")
    bart.has_replied(proposal, "already_allowed", room="Hier.")

    assert the_door(applicant).heading == proposal.title


def test_the_next_mail_has_a_door_while_nobody_said_so(
    applicant: Applicant, bart: Coordinator
) -> None:
    bart.has_replied(applicant.has_sent(), "already_allowed", room="Hier.")

    assert the_door(applicant).heading == "Ben jij dit?"


def test_the_address_is_confirmed_once(app: Flask, applicant: Applicant) -> None:
    proposal = applicant.has_sent()
    the_door(applicant).press("Verder", it_is_me="yes")
    applicant.opens().press("Ga verder", what_now="no")

    with app.app_context():
        kinds = [event.kind for event in events.history(proposal)]
    assert kinds.count("address_confirmed") == 1


def test_this_is_not_me_closes_the_link(applicant: Applicant) -> None:
    applicant.has_sent()
    page = the_door(applicant).press("Verder", it_is_me="no")

    assert page.heading == "De link is gesloten"
    assert the_door(applicant).status == 404
    assert applicant.stored.email_confirmed_at is None


def test_the_coordinators_see_that_the_address_is_wrong(
    applicant: Applicant, bart: Coordinator
) -> None:
    applicant.has_sent()
    the_door(applicant).press("Verder", it_is_me="no")

    assert "zegt: dit ben ik niet" in bart.opens_the_link().text


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_nobody_gets_past_the_door_by_another_address(
    app: Flask, applicant: Applicant, bart: Coordinator, method: str
) -> None:
    asked = {"unclear_questions": ["measure"], "unclear": "Wat tel je?"}
    bart.has_replied(applicant.has_sent(), "info_requested", **asked)
    address = f"{applicant.reads_mail().link}/aanvulling"
    before = dump(app)
    page = applicant.visitor.submit(method, address, {"measure": "Van buiten", "ready": "yes"})

    assert page.heading == "Ben jij dit?"
    assert dump(app) == before


# Confidential


def test_a_confidential_door_asks_for_the_reference(app: Flask, applicant: Applicant) -> None:
    applicant.takes(9).has_sent()

    page = the_door(applicant).press("Verder", it_is_me="yes", reference="", expects=422)

    assert page.errors == {
        "reference": "Vul het kenmerk in dat je zag toen je het voorstel stuurde."
    }
    assert applicant.stored.email_confirmed_at is None


@pytest.mark.parametrize("write", [str, str.lower, lambda r: f" {r[3:].replace('-', ' ')} "])
def test_the_reference_opens_it_however_it_is_written(applicant: Applicant, write: object) -> None:
    proposal = applicant.takes(9).has_sent()

    page = the_door(applicant).press(
        "Verder",
        it_is_me="yes",
        reference=write(proposal.reference),
    )

    assert page.heading == proposal.title


def test_the_mailed_link_stays_a_door(applicant: Applicant) -> None:
    proposal = applicant.takes(9).has_sent()
    the_door(applicant).press("Verder", it_is_me="yes", reference=proposal.reference)

    assert the_door(applicant).heading == "Ben jij dit?"


def test_the_next_mail_about_a_confidential_proposal_has_a_door_again(
    applicant: Applicant, bart: Coordinator
) -> None:
    proposal = applicant.takes(9).has_sent()
    the_door(applicant).press("Verder", it_is_me="yes", reference=proposal.reference)
    bart.has_replied(proposal, "already_allowed", room="Hier.")

    assert applicant.reads_mail().subject == "Reactie van Regelruimte"
    assert the_door(applicant).heading == "Ben jij dit?"


def test_the_page_behind_a_confidential_door_soon_closes(applicant: Applicant) -> None:
    proposal = applicant.takes(9).has_sent()
    page = the_door(applicant).press("Verder", it_is_me="yes", reference=proposal.reference)

    with clock.moved(timedelta(hours=25)):
        assert applicant.visitor.visit(page.path).status == 404


def test_a_wrong_reference_says_so_and_is_kept(applicant: Applicant) -> None:
    applicant.takes(9).has_sent()

    page = the_door(applicant).press("Verder", it_is_me="yes", reference="RR-2222-2222")

    assert page.status == 422
    assert page.errors["reference"].startswith("Dit kenmerk hoort niet bij deze link.")
    assert page.value("reference") == "RR-2222-2222"
    assert page.value("it_is_me") == "yes"


def test_the_reference_of_another_proposal_is_wrong(applicant: Applicant) -> None:
    other = applicant.takes(10).has_sent()
    applicant.takes(9).has_sent()

    page = the_door(applicant).press("Verder", it_is_me="yes", reference=other.reference)

    assert page.status == 422


def test_after_ten_wrong_guesses_the_door_is_closed(applicant: Applicant) -> None:
    proposal = applicant.takes(9).has_sent()
    door = the_door(applicant)

    for _ in range(10):
        assert door.press("Verder", it_is_me="yes", reference="RR-2222-2222").status == 422

    right = door.press("Verder", it_is_me="yes", reference=proposal.reference, expects=404)
    assert right.heading == "Deze link werkt niet"


def test_nine_wrong_guesses_leave_it_open(applicant: Applicant) -> None:
    proposal = applicant.takes(9).has_sent()
    door = the_door(applicant)
    for _ in range(9):
        door.press("Verder", it_is_me="yes", reference="RR-2222-2222", expects=422)

    right = door.press("Verder", it_is_me="yes", reference=proposal.reference)

    assert right.heading == proposal.title


def test_this_is_not_me_needs_no_reference(applicant: Applicant) -> None:
    applicant.takes(9).has_sent()

    page = the_door(applicant).press("Verder", it_is_me="no", reference="")

    assert page.heading == "De link is gesloten"


def test_after_this_is_not_me_nothing_is_mailed_to_that_address(
    app: Flask, applicant: Applicant, bart: Coordinator
) -> None:
    proposal = applicant.has_sent()
    the_door(applicant).press("Verder", it_is_me="no")

    bart.has_replied(proposal, "already_allowed", room="Hier.")

    assert [mail.kind for mail in mails(app)].count("reply") == 0
    assert "zegt: dit ben ik niet" in bart.opens_the_link().text


@pytest.mark.settings(UNDO_MINUTES=15)
def test_what_waited_for_that_address_is_cancelled(
    app: Flask, applicant: Applicant, bart: Coordinator
) -> None:
    proposal = applicant.has_sent()
    door = the_door(applicant)
    bart.has_replied(proposal, "already_allowed", room="Hier.")

    door.press("Verder", it_is_me="no")

    with clock.moved(timedelta(minutes=16)):
        assert len(applicant.everyone.post_for(applicant.email)) == 1  # the receipt


def test_every_mailed_door_to_it_is_closed(applicant: Applicant, bart: Coordinator) -> None:
    proposal = applicant.has_sent()
    receipt = the_door(applicant)
    bart.has_replied(proposal, "already_allowed", room="Hier.")
    the_door(applicant).press("Verder", it_is_me="no")

    assert applicant.visitor.visit(receipt.path, expects=404).heading == "Deze link werkt niet"
