"""Reading along: behind a code, for some days, once and for all ended, seen by the applicant."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from regelruimte import clock
from regelruimte.config import Config
from regelruimte.limits.person import denied
from regelruimte.readers.standing import standing
from regelruimte.store import links
from regelruimte.store.db import transaction
from regelruimte.store.models import Link, OutgoingMail, Proposal, Reader
from regelruimte.store.retention import anonymise, remove_what_is_past_its_term
from tests.people import Applicant, Coordinator, Everyone
from tests.reading_along import ADDRESS, Lawyer, lets_read
from tests.robot import Robot
from tests.stored import dump
from tests.visitor import Page

pytestmark = [pytest.mark.both_databases, pytest.mark.seldom_on_postgresql]


@pytest.fixture
def proposal(applicant: Applicant, bart: Coordinator) -> Proposal:
    """A proposal with which the lawyer may read along."""
    proposal = applicant.has_sent()
    lets_read(bart, proposal)
    return proposal


# The mails


def test_neither_mail_tells_anything_of_the_proposal(proposal: Proposal, lawyer: Lawyer) -> None:
    lawyer.asks_for_a_code()

    told = " ".join(letter.message["Subject"] + letter.text for letter in lawyer.mails())

    assert len(lawyer.mails()) == 2
    for word in (proposal.reference, proposal.title, proposal.organisation, "regel en"):
        assert word not in told
    assert proposal.answers["name"] not in told


# The door


def test_the_door_shows_nothing_and_asks_for_a_choice(proposal: Proposal, lawyer: Lawyer) -> None:
    page = lawyer.opens_the_door()

    assert proposal.answers["rule_text"] not in page.text
    assert page.value("wants_code") is None
    assert "wants_code" in page.press("Verder", expects=422).errors
    assert len(lawyer.mails()) == 1


def test_a_code_lets_in_once_at_an_address_that_soon_ends(
    app: Flask, proposal: Proposal, lawyer: Lawyer
) -> None:
    door = lawyer.asks_for_a_code()
    code = lawyer.reads_the_code()
    inside = door.press("Open de tekst", reader_code=code.lower().replace("-", " "))

    assert inside.path != lawyer.door
    assert proposal.answers["rule_text"] in inside.text
    assert "Set-Cookie" not in inside.response.headers
    assert door.press("Open de tekst", reader_code=code, expects=422).errors
    with clock.moved(timedelta(hours=9)):
        lawyer.visitor.visit(inside.path, expects=404)
        lawyer.opens_the_door()


def test_a_new_code_ends_the_one_before(proposal: Proposal, lawyer: Lawyer) -> None:
    lawyer.asks_for_a_code()
    first = lawyer.reads_the_code()
    page = lawyer.asks_for_a_code()

    page.press("Open de tekst", reader_code=first, expects=422)
    page.press("Open de tekst", reader_code=lawyer.reads_the_code(), expects=200)


def test_a_code_works_a_quarter_of_an_hour(proposal: Proposal, lawyer: Lawyer) -> None:
    page = lawyer.asks_for_a_code()
    code = lawyer.reads_the_code()

    with clock.moved(timedelta(minutes=16)):
        page.press("Open de tekst", reader_code=code, expects=422)


def test_after_five_guesses_the_code_itself_works_no_more(
    proposal: Proposal, lawyer: Lawyer
) -> None:
    page = lawyer.asks_for_a_code()
    for _ in range(5):
        page.press("Open de tekst", reader_code="AAAA-AAAA", expects=422)

    page.press("Open de tekst", reader_code=lawyer.reads_the_code(), expects=422)


@pytest.mark.settings(RATELIMIT_ENABLED=1)
def test_three_codes_an_hour_are_mailed_and_no_more(proposal: Proposal, lawyer: Lawyer) -> None:
    for _ in range(3):
        lawyer.asks_for_a_code(expects=200)

    page = lawyer.asks_for_a_code(expects=422)

    assert "uur" in page.errors["wants_code"]
    assert len(lawyer.mails()) == 4


def test_who_says_that_the_mail_is_not_theirs_closes_the_link(
    proposal: Proposal, lawyer: Lawyer, bart: Coordinator
) -> None:
    page = lawyer.opens_the_door().press("Verder", wants_code="no")

    assert page.heading == "De link is gesloten"
    lawyer.opens_the_door(expects=404)
    assert "niet voor mij" in bart.looks_at(proposal).text


def test_a_machine_changes_nothing(app: Flask, proposal: Proposal, lawyer: Lawyer) -> None:
    inside = lawyer.comes_in().path
    link = lawyer.door
    before, robot = dump(app), Robot(app)

    for address in (link, inside):
        assert all(200 <= status < 400 for status in robot.knocks(address))
        robot.goes_through(address)

    assert robot.sent > 0
    assert dump(app) == before


# Openings


def test_the_applicant_and_the_coordinators_see_each_opening(
    proposal: Proposal, applicant: Applicant, lawyer: Lawyer, bart: Coordinator
) -> None:
    assert "Geopend op" not in applicant.opens_own_page().text
    inside = lawyer.comes_in()
    lawyer.visitor.visit(inside.path)
    lawyer.comes_in()

    own = applicant.visitor.visit(applicant.page.path)

    assert own.text.count("Geopend op") == 2
    assert "jurist van BZK" in own.text
    assert "De regel" in own.text
    assert ADDRESS not in own.text
    assert bart.looks_at(proposal).text.count("opende “De regel”") == 2


def test_the_applicant_is_told_that_the_name_shows(applicant: Applicant, bart: Coordinator) -> None:
    lets_read(bart, applicant.has_sent(), shows_person="yes")

    assert "Naam, e-mailadres en telefoonnummer" in applicant.opens_own_page().text


def test_the_download_tells_who_read_what_when(
    proposal: Proposal, applicant: Applicant, lawyer: Lawyer
) -> None:
    lawyer.comes_in()
    address = f"{applicant.opens_own_page().path}/downloaden"

    (told,) = applicant.visitor.client.get(address).get_json()["meelezen"]

    assert (told["lezer"], told["delen"]) == ("jurist van BZK", ["De regel"])
    assert len(told["geopend"]) == 1
    assert ADDRESS not in str(told)


# The remark


def test_a_remark_goes_to_the_coordinators_once(
    proposal: Proposal, lawyer: Lawyer, bart: Coordinator, rense: Coordinator
) -> None:
    page = lawyer.comes_in()
    assert page.press("Stuur je opmerking", reader_remark="Kan.", expects=422).errors
    done = page.press("Stuur je opmerking", reader_remark="Dit mag al.", remark_ready="yes")

    assert "Dit mag al." in done.text
    assert not done.asks("reader_remark")
    assert "Dit mag al." in bart.looks_at(proposal).text
    for person in (bart, rense):
        assert "opmerking" in person.reads_mail().message["Subject"]
        assert "Dit mag al." not in person.reads_mail().text


def test_a_second_remark_is_not_stored_and_not_lost(
    app: Flask, proposal: Proposal, lawyer: Lawyer
) -> None:
    page = lawyer.comes_in()
    page.press("Stuur je opmerking", reader_remark="De eerste.", remark_ready="yes")

    late = page.press(
        "Stuur je opmerking", reader_remark="De tweede.", remark_ready="yes", expects=409
    )

    assert late.value("reader_remark") == "De tweede."
    with app.app_context():
        assert Reader.get().remark == "De eerste."


# Ending


def over(_: Proposal, __: Everyone) -> None:
    """Nothing is done: its days pass."""


def revoked(proposal: Proposal, everyone: Everyone) -> None:
    page = everyone.bart.looks_at(proposal).follow("Laat iemand meelezen")
    page.press("Trek de link in")


def withdrawn(_: Proposal, everyone: Everyone) -> None:
    page = everyone.applicant.opens_own_page().follow("Je voorstel intrekken")
    page.press("Trek je voorstel in", withdraw_it="yes")


def erased(_: Proposal, everyone: Everyone) -> None:
    page = everyone.applicant.opens_own_page().follow("Alles wissen")
    page.press("Wis alles", erase_it="yes")


def anonymised(proposal: Proposal, everyone: Everyone) -> None:
    with everyone.app.app_context(), transaction():
        anonymise(Proposal.get_by_id(proposal.id))


def without_its_coordinator(_: Proposal, everyone: Everyone) -> None:
    with everyone.app.app_context():
        Reader.update(coordinator="weg@imi.nu").execute()


ENDINGS = (over, revoked, withdrawn, erased, anonymised, without_its_coordinator)


@pytest.mark.parametrize("end", ENDINGS, ids=lambda end: end.__name__)
def test_what_has_ended_gives_the_page_of_a_dead_link(
    proposal: Proposal,
    everyone: Everyone,
    lawyer: Lawyer,
    end: Callable[[Proposal, Everyone], None],
) -> None:
    door, code_page = lawyer.door, lawyer.asks_for_a_code()
    inside = code_page.press("Open de tekst", reader_code=lawyer.reads_the_code())
    end(proposal, everyone)

    with clock.moved(timedelta(days=15 if end is over else 0)):
        for address in (door, code_page.path, inside.path):
            assert lawyer.visitor.visit(address, expects=404).heading == "Deze link werkt niet"
        assert inside.press(
            "Stuur je opmerking", reader_remark="Nog iets.", remark_ready="yes", expects=404
        )


def test_the_last_day_counts_as_a_whole(proposal: Proposal, lawyer: Lawyer) -> None:
    door = lawyer.door
    evening = clock.now().astimezone(clock.NETHERLANDS).replace(hour=23, minute=30)
    left = evening - clock.now()

    with clock.moved(timedelta(days=14) + left):
        lawyer.visitor.visit(door, expects=200)
    with clock.moved(timedelta(days=14, hours=1) + left):
        lawyer.visitor.visit(door, expects=404)


def test_a_link_for_another_purpose_opens_nothing_here(
    app: Flask, proposal: Proposal, lawyer: Lawyer
) -> None:
    with app.app_context(), transaction():
        uid = Reader.get().uid
        others = set(links.Purpose) - {links.Purpose.READER}
        tokens = [links.make(purpose, proposal, recipient=uid) for purpose in others]

    for token in tokens:
        lawyer.visitor.visit(f"/lezen/{token}", expects=404)


def test_a_link_of_another_proposal_opens_nothing(
    app: Flask, proposal: Proposal, applicant: Applicant, lawyer: Lawyer
) -> None:
    other = applicant.has_sent()
    with app.app_context(), transaction():
        token = links.make(links.Purpose.READER, other, recipient=Reader.get().uid)

    lawyer.visitor.visit(f"/lezen/{token}", expects=404)


def test_an_invitation_that_waits_is_not_mailed_once_it_was_revoked(
    proposal: Proposal, everyone: Everyone, lawyer: Lawyer
) -> None:
    revoked(proposal, everyone)

    assert lawyer.mails() == []


def test_of_an_anonymous_proposal_no_reader_is_kept(
    app: Flask, proposal: Proposal, everyone: Everyone, lawyer: Lawyer
) -> None:
    lawyer.comes_in()
    anonymised(proposal, everyone)

    assert "jurist" not in str(dump(app))


def test_the_address_of_a_reader_is_forgotten_before_the_rest(
    app: Flask, proposal: Proposal, lawyer: Lawyer, config: Config
) -> None:
    lawyer.comes_in()
    with app.app_context(), clock.moved(timedelta(days=15 + config.terms.mail_days)):
        remove_what_is_past_its_term(config.terms)
        kept = Reader.get()

    assert (kept.email, kept.function) == ("", "jurist van BZK")


def test_no_token_and_no_code_is_kept(app: Flask, proposal: Proposal, lawyer: Lawyer) -> None:
    token = lawyer.door.split("/")[-1]
    lawyer.asks_for_a_code()
    code = lawyer.reads_the_code()

    kept = str({name: rows for name, rows in dump(app).items() if name != "OutgoingMail"})

    assert token not in kept
    assert code not in kept
    assert code.replace("-", "") not in kept


# What only the workspace decides


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({"parts": []}, "parts"),
        ({"parts": ["functie"]}, "parts"),
        ({"parts": ["over-jou"]}, "parts"),
        ({"reader_days": "61"}, "reader_days"),
        ({"reader_days": "0"}, "reader_days"),
        ({"reader_email": "geen adres"}, "reader_email"),
        ({"reader_email": "r.bos@imi.nu"}, "reader_email"),
        ({"reader_function": ""}, "reader_function"),
    ],
)
def test_what_is_not_right_is_told_and_nothing_is_mailed(
    app: Flask,
    applicant: Applicant,
    bart: Coordinator,
    lawyer: Lawyer,
    changed: dict[str, object],
    wrong: str,
) -> None:
    bart.signs_in()
    form = bart.looks_at(applicant.has_sent()).follow("Laat iemand meelezen")
    right = {"reader_email": ADDRESS, "reader_function": "jurist", "parts": ["regel"]}

    page = form.press(
        "Mail de lezer", **{**right, "reader_message": "Kijk mee.", **changed}, expects=422
    )

    assert set(page.errors) == {wrong}
    assert page.value("reader_message") == "Kijk mee."
    assert lawyer.mails() == []


def test_the_applicant_is_no_reader(applicant: Applicant, bart: Coordinator) -> None:
    page = lets_read(bart, applicant.has_sent(), reader_email=applicant.email.upper(), expects=422)

    assert set(page.errors) == {"reader_email"}


def test_nothing_is_chosen_beforehand(applicant: Applicant, bart: Coordinator) -> None:
    bart.signs_in()
    page = bart.looks_at(applicant.has_sent()).follow("Laat iemand meelezen")

    for name in ("parts", "shows_person", "shows_organisation"):
        assert page.value(name) is None
    assert page.value("reader_days") == "14"


@pytest.mark.settings(RATELIMIT_ENABLED=1)
def test_one_person_is_invited_five_times_an_hour(
    applicant: Applicant, bart: Coordinator, lawyer: Lawyer
) -> None:
    proposal = applicant.has_sent()
    for number in range(5):
        lets_read(bart, proposal, reader_email=f"jurist+{number}@bzk.example", expects=200)

    page = lets_read(bart, proposal, expects=422)

    assert "uur" in page.errors["reader_email"]


def test_who_said_never_to_be_mailed_is_not_invited(
    app: Flask, applicant: Applicant, bart: Coordinator, lawyer: Lawyer
) -> None:
    proposal = applicant.has_sent()
    with app.app_context():
        denied(ADDRESS)

    page = lets_read(bart, proposal, expects=422)

    assert "reader_email" in page.errors
    assert lawyer.mails() == []


def test_nobody_reads_along_with_what_was_withdrawn_meanwhile(
    everyone: Everyone, applicant: Applicant, bart: Coordinator, lawyer: Lawyer
) -> None:
    proposal = applicant.has_sent()
    bart.signs_in()
    form = bart.looks_at(proposal).follow("Laat iemand meelezen")
    withdrawn(proposal, everyone)

    page: Page = form.press(
        "Mail de lezer",
        reader_email=ADDRESS,
        reader_function="jurist",
        parts=["regel"],
        expects=409,
    )

    assert page.value("reader_function") == "jurist"
    assert lawyer.mails() == []
    assert not bart.looks_at(proposal).follow("Laat iemand meelezen").asks("reader_email")


def test_a_reader_of_another_proposal_cannot_be_revoked_here(
    app: Flask, proposal: Proposal, applicant: Applicant, bart: Coordinator
) -> None:
    other = applicant.has_sent()
    csrf = bart.looks_at(other).value("csrf")
    with app.app_context():
        uid = Reader.get().uid

    address = f"/werkruimte/voorstel/{other.reference}/meelezen/{uid}/intrekken"
    bart.browser.submit("post", address, {"csrf": csrf}, expects=404)

    with app.app_context():
        assert standing(Reader.get(), clock.today()).key == "reading"


def test_a_mail_that_a_reader_s_server_refuses_is_not_the_applicant_s(
    everyone: Everyone, proposal: Proposal, bart: Coordinator
) -> None:
    with everyone.app.app_context():
        OutgoingMail.update(failed_at=clock.now(), last_error="550").where(
            OutgoingMail.kind == "reader_invited"
        ).execute()

    assert "komt niet aan." not in bart.looks_at(proposal).text
    assert "Mail komt niet aan" not in bart.browser.visit("/werkruimte").text
    readers = bart.looks_at(proposal).follow("Laat iemand meelezen")
    assert f"De mail aan {ADDRESS} komt niet aan." in readers.text


def test_only_the_reader_s_links_are_made(app: Flask, proposal: Proposal, lawyer: Lawyer) -> None:
    lawyer.comes_in()
    with app.app_context():
        made = Link.select().where(Link.purpose == "reader")
        assert [(link.needs_confirmation, ADDRESS in link.recipient) for link in made] == [
            (True, False),
            (False, False),
        ]
