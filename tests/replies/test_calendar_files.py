"""A talk moves in the calendars it stands in, and is taken out of them when it will not be."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from icalendar import Calendar, Event

from regelruimte import clock
from regelruimte.store.models import Proposal
from tests.people import Applicant, Coordinator, Everyone
from tests.postoffice import Letter

NO = {"reason": "too_broad", "sentence": "Te breed."}


def talk(days: int = 400) -> dict[str, str]:
    day = clock.today() + timedelta(days=days)
    return {"message": "Bel me.", "moment": f"{day}T10:00"}


def sent_files(everyone: Everyone, address: str) -> list[tuple[str, Event]]:
    """The method and the event of each calendar file that was mailed to somebody."""
    files = [file for letter in everyone.post_for(address) for file in _files(letter)]
    return [(str(file["METHOD"]), file.walk("VEVENT")[0]) for file in files]


def _files(letter: Letter) -> list[Calendar]:
    parts = [p for p in letter.message.walk() if p.get_content_type() == "text/calendar"]
    files = [Calendar.from_ical(part.get_payload(decode=True)) for part in parts]
    assert [part.get_param("method") for part in parts] == [file["METHOD"] for file in files]
    return files


def own_file(applicant: Applicant) -> tuple[str, Event]:
    """The method and the event of the file that the applicant can download."""
    page = applicant.opens_own_page()
    file = Calendar.from_ical(applicant.visitor.visit(f"{page.path}/gesprek.ics").response.data)
    return str(file["METHOD"]), file.walk("VEVENT")[0]


@pytest.fixture
def proposal(applicant: Applicant) -> Proposal:
    return applicant.has_sent()


def test_a_moved_talk_moves_in_every_calendar(
    everyone: Everyone, applicant: Applicant, proposal: Proposal, bart: Coordinator
) -> None:
    bart.has_replied(proposal, "in_conversation", **talk(400))
    own = [own_file(applicant)]
    bart.has_replied(proposal, "in_conversation", **talk(401))
    own.append(own_file(applicant))

    for (_, before), (method, after) in (own, sent_files(everyone, bart.email)):
        assert method == "PUBLISH"
        assert after["UID"] == before["UID"]
        assert after["SEQUENCE"] > before["SEQUENCE"]
        assert after.decoded("DTSTART") - before.decoded("DTSTART") == timedelta(days=1)


@pytest.mark.parametrize("ending", ["declined", "withdrawn", "erased"])
def test_a_talk_that_will_not_be_is_taken_out_of_our_calendars(
    everyone: Everyone, applicant: Applicant, bart: Coordinator, proposal: Proposal, ending: str
) -> None:
    bart.has_replied(proposal, "in_conversation", **talk())
    page = applicant.opens_own_page()
    if ending == "declined":
        bart.has_replied(proposal, "declined", **NO)
    elif ending == "withdrawn":
        page.follow("Je voorstel intrekken").press("Trek je voorstel in", withdraw_it="yes")
    else:
        page.follow("Alles wissen").press("Wis alles", erase_it="yes")

    for address in (bart.email, everyone.rense.email):
        (_, before), (method, after) = sent_files(everyone, address)
        assert (method, after["STATUS"], after["UID"]) == ("CANCEL", "CANCELLED", before["UID"])
        assert after["SEQUENCE"] > before["SEQUENCE"]
        assert after["ORGANIZER"] == before["ORGANIZER"]


def test_the_applicant_can_take_it_out_as_well(
    applicant: Applicant, bart: Coordinator, proposal: Proposal
) -> None:
    bart.has_replied(proposal, "in_conversation", **talk())
    _, before = own_file(applicant)
    bart.has_replied(proposal, "declined", **NO)

    method, after = own_file(applicant)

    assert (method, after["UID"]) == ("CANCEL", before["UID"])
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert "Haal het gesprek uit je agenda" in applicant.page.text


def test_a_talk_that_has_been_stays_in_the_calendar(
    everyone: Everyone, applicant: Applicant, bart: Coordinator, proposal: Proposal
) -> None:
    bart.has_replied(proposal, "in_conversation", **talk(3))
    with clock.moved(timedelta(days=5)):
        bart.has_replied(proposal, "declined", **NO)

        assert [method for method, _ in sent_files(everyone, bart.email)] == ["PUBLISH"]
        assert own_file(applicant)[0] == "PUBLISH"


@pytest.mark.settings(UNDO_MINUTES=15)
def test_a_talk_that_was_undone_was_in_no_calendar(
    everyone: Everyone, app: Flask, bart: Coordinator, proposal: Proposal
) -> None:
    bart.has_replied(proposal, "in_conversation", **talk())
    everyone.rense.opens_the_link()
    page = everyone.rense.page.follow("Maak deze reactie ongedaan")
    page.press("Maak ongedaan", undo_it="undo")
    with clock.moved(timedelta(hours=1)):
        assert sent_files(everyone, bart.email) == []


def test_each_proposal_has_a_talk_of_its_own(
    everyone: Everyone, applicant: Applicant, bart: Coordinator, proposal: Proposal
) -> None:
    bart.has_replied(proposal, "in_conversation", **talk())
    bart.has_replied(applicant.has_sent(), "in_conversation", **talk())

    uids = [str(event["UID"]) for _, event in sent_files(everyone, bart.email)]

    assert len(set(uids)) == 2
    assert all(uid.endswith("@127.0.0.1") and len(uid) > 30 for uid in uids)
