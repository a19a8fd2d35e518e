"""A yes by a link: nothing counts without a code, and who wrote it is never shown."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask, json

from regelruimte import clock
from regelruimte.consents.ask import ask
from regelruimte.consents.questions import DAYS
from regelruimte.limits.person import denied
from regelruimte.pilots.lookup import stored_pilot_of
from regelruimte.store.db import transaction
from regelruimte.store.models import Consent, Pilot, PilotCondition, Proposal
from regelruimte.store.retention import anonymise, remove_what_is_past_its_term
from tests.consenting import (
    ADDRESS,
    FUNCTION,
    WORKS_AT,
    Manager,
    asks_for,
    link_on,
    manager_with,
)
from tests.people import Applicant, Coordinator
from tests.pilots.test_life import Pair
from tests.robot import Robot
from tests.stored import dump, everything_kept, mails

pytestmark = [pytest.mark.both_databases, pytest.mark.seldom_on_postgresql]
WRITER = {
    "name": "Noor Zandbergen",
    "email": "n.zandbergen@waterstad.example",
    "phone": "06-12345678",
    "organisation": "Gemeente Waterstad",
    "job_title": "Kanariekweker",
}
TELLS_ALL = (
    "Ik, Noor Zandbergen van de gemeente Waterstad, vraag elke keer drie handtekeningen. "
    "Mail n.zandbergen@waterstad.example of bel 06 1234 5678."
)
CANARIES = ("noor", "zandbergen", "waterstad", "12345678", "1234 5678", "kanariekweker")


@pytest.fixture
def pair(applicant: Applicant, bart: Coordinator) -> Pair:
    """An approved pilot that somebody else must let happen."""
    return Pair(applicant, bart, rule_level="act", rule_owner="ministry")


@pytest.fixture
def manager(pair: Pair) -> Manager:
    """Somebody who got a link for the mandate."""
    return manager_with(pair)


def asked(app: Flask) -> Consent:
    """Return the newest consent that was asked for."""
    with app.app_context():
        return Consent.select().order_by(Consent.id.desc()).get()


def subjects(person: Coordinator | Applicant) -> list[str]:
    person.reads_mail()
    letters = person.everyone.post_office.to(person.email)
    return [str(letter.message["Subject"]) for letter in letters]


# Making a link


def test_a_link_asks_for_whom_it_is_and_whether_the_title_shows(pair: Pair) -> None:
    page = pair.theirs().follow("Vraag toestemming met een link")

    assert page.press("Maak de link", expects=422).errors.keys() == {"consent_kind", "shows_title"}


def test_a_link_is_shown_once_and_kept_as_a_hash(app: Flask, pair: Pair) -> None:
    page = asks_for(pair)
    token = link_on(page).rpartition("/")[2]

    assert token not in everything_kept(app)
    assert token not in page.follow("Bekijk al je links").response.get_data(as_text=True)


def test_the_site_mails_nobody_when_a_link_is_made(app: Flask, pair: Pair) -> None:
    pair.theirs()
    before = len(mails(app))

    asks_for(pair)

    assert len(mails(app)) == before


def test_the_link_of_one_proposal_shows_on_the_page_of_no_other(pair: Pair) -> None:
    token = link_on(asks_for(pair)).rpartition("/")[2]
    pair.applicant.takes(2).has_sent()
    own = pair.applicant.opens_own_page().path

    pair.applicant.visitor.visit(f"{own}/toestemming/{token}", expects=404)


def test_of_a_confidential_proposal_the_applicant_says_first_that_it_opens(
    applicant: Applicant, bart: Coordinator
) -> None:
    pair = Pair(applicant, bart, 9)
    own = applicant.visitor.visit(applicant.reads_mail().link)
    own = own.press("Verder", it_is_me="yes", reference=pair.proposal.reference)
    page = own.follow("Vraag toestemming met een link")
    assert "vertrouwelijk" in page.text

    chosen = {"consent_kind": "mandate", "shows_title": "no"}
    errors = page.press("Maak de link", expects=422, **chosen).errors
    page = page.press("Maak de link", opens_confidential="yes", **chosen)

    assert errors.keys() == {"opens_confidential"}
    manager = Manager(applicant.everyone, link_on(page))
    manager.answers()
    for letter in (bart.reads_mail(), applicant.reads_mail(), manager.mails()[-1]):
        assert pair.proposal.title not in letter.message["Subject"] + letter.text


@pytest.mark.settings(RATELIMIT_ENABLED=1)
def test_ten_links_an_hour_are_made_and_no_more(app: Flask, pair: Pair) -> None:
    pair.theirs()
    with app.app_context():
        for _ in range(10):
            ask(pair.proposal, {"consent_kind": "mandate", "shows_title": "no"})

    assert "consent_kind" in asks_for(pair, expects=422).errors


def test_once_the_pilot_began_no_link_is_made(pair: Pair) -> None:
    page = pair.theirs().follow("Vraag toestemming met een link")
    begins(pair)

    late = page.press("Maak de link", expects=409, consent_kind="room", shows_title="no")

    assert "geen link gemaakt" in late.text


# What the link shows


@pytest.mark.parametrize("shows_title", ["yes", "no"])
def test_who_wrote_it_stands_in_no_byte_of_any_page(
    applicant: Applicant, bart: Coordinator, shows_title: str
) -> None:
    told = {"rule_text": TELLS_ALL, "alternative": TELLS_ALL, "example": TELLS_ALL}
    pair = Pair(applicant, bart, **WRITER, **told, title="Zandbergen vraagt drie handtekeningen")
    proposal = pair.proposal
    applicant.sample = {**applicant.sample, "email": WRITER["email"]}
    manager = manager_with(pair, shows_title=shows_title)
    pages = [manager.opens(), manager.fills_in()]
    pages.append(pages[-1].press("Stuur mijn antwoord", reader_code=manager.reads_the_code()))
    pages += [manager.opens().follow("Trek het antwoord in"), manager.asks_to_take_back()]

    shown = "".join(page.response.get_data(as_text=True) for page in pages).lower()
    mailed = "".join(str(m.message["Subject"]) + m.text + m.html for m in manager.mails()).lower()

    assert [word for word in CANARIES if word in shown + mailed] == []
    assert proposal.reference.lower() not in shown + mailed
    assert "handtekeningen" in shown
    assert "handtekeningen" not in mailed
    assert ("vraagt drie handtekeningen" in pages[0].heading) == (shows_title == "yes")


def test_the_page_says_what_a_pilot_asks_and_who_can_stop_it(manager: Manager) -> None:
    page = manager.opens()

    assert "Wat een pilot vraagt" in page.text
    assert "Wie kan de pilot stoppen" in page.text
    assert "Set-Cookie" not in page.response.headers
    assert page.response.headers["Cache-Control"] == "no-store"


def test_what_one_who_said_yes_wrote_of_himself_is_shown_to_no_other(pair: Pair) -> None:
    function = "Directeur Kanariekwekerij te Spijkenisse"
    first = manager_with(pair)
    first.answers("yes_if", consent_function=function, consent_condition="Eerst overleg.")

    page = manager_with(pair, "room").opens()

    assert "Eerst overleg." in page.text
    own = pair.applicant.opens_own_page().path
    assert function not in page.text + pair.applicant.visitor.visit(f"{own}/samenvatting").text
    assert function in pair.theirs().text


# Answering


def test_nothing_is_chosen_beforehand_and_all_is_needed(manager: Manager) -> None:
    page = manager.opens()

    assert page.value("consent_answer") is None
    errors = page.press("Mail mij een code", expects=422).errors
    assert errors.keys() == {"consent_answer", "consent_function", "consent_email"}
    assert "consent_condition" in manager.fills_in("yes_if", expects=422).errors
    assert manager.mails() == []


def test_an_answer_counts_only_with_the_code(app: Flask, pair: Pair, manager: Manager) -> None:
    page = manager.fills_in()
    before = pair.stored().mandate
    page.press("Stuur mijn antwoord", reader_code="AAAA-AAAA", expects=422)
    assert asked(app).given_at is None

    page.press("Stuur mijn antwoord", reader_code=manager.reads_the_code(), expects=200)

    assert before != "obtained"
    assert pair.stored().mandate == "obtained"


def test_a_yes_of_the_own_organisation_is_the_mandate_with_function_and_day(
    pair: Pair, manager: Manager
) -> None:
    manager.answers()

    for page in (pair.theirs(), pair.ours()):
        assert FUNCTION in page.text
        assert clock.dutch_date(clock.today()) in page.text
        assert f"@{WORKS_AT}" in page.text
        assert ADDRESS not in page.text


def test_a_yes_of_who_decides_on_the_rule_is_the_room_and_the_basis_stays_open(
    pair: Pair,
) -> None:
    manager_with(pair, "room").answers()

    pilot = pair.stored()
    assert (pilot.room, pilot.room_by, pilot.room_on) == ("given", FUNCTION, clock.today())
    assert "nog geen bepaling" in pair.ours().text


def test_the_form_of_a_coordinator_begins_with_the_room_that_was_given(pair: Pair) -> None:
    manager_with(pair, "room").answers()

    page = pair.ours().follow("Noteer of wie over de regel beslist")

    assert page.value("room_by") == FUNCTION
    assert page.value("room_on") == clock.today().isoformat()


def test_a_yes_with_a_condition_is_one_of_the_pilot(app: Flask, pair: Pair) -> None:
    condition = "Elke maand een steekproef."
    manager_with(pair).answers("yes_if", consent_condition=condition)

    pilot = pair.stored()
    assert (pilot.mandate, pilot.open_conditions) == ("obtained", 1)
    with app.app_context():
        stored = PilotCondition.get()
    assert (stored.text, stored.is_before_start) == (condition, True)
    assert FUNCTION in pair.ours().text
    assert condition in pair.theirs().text


def test_a_no_is_told_and_changes_nothing(pair: Pair, manager: Manager) -> None:
    before = pair.stored() if pair.agrees() else None
    assert before
    manager.answers("no")

    pilot = pair.stored()
    assert (pilot.mandate, pilot.room) == (before.mandate, before.room)
    for page in (pair.theirs(), pair.ours()):
        assert f"Nee: {FUNCTION} (via een link)" in page.text
    assert "Nee" in pair.theirs().follow("Vraag toestemming met een link").text
    assert "antwoordde op de vraag om mandaat: nee" in pair.bart.looks_at(pair.proposal).text


def test_both_sides_are_mailed_that_there_is_an_answer_and_not_which(
    pair: Pair, manager: Manager, bart: Coordinator, rense: Coordinator, applicant: Applicant
) -> None:
    manager.answers("no")

    for person in (bart, rense):
        assert "Antwoord op een vraag om toestemming" in subjects(person)[-1]
        assert FUNCTION not in person.reads_mail().text
    assert subjects(applicant)[-1] == "Regelruimte: er is iets gewijzigd"
    assert FUNCTION not in applicant.reads_mail().text


@pytest.mark.parametrize("address", ["b.krull@imi.nu", "R.BOS+x@imi.nu"])
def test_a_coordinator_cannot_give_consent(app: Flask, manager: Manager, address: str) -> None:
    before = len(mails(app))

    page = manager.fills_in(consent_email=address, expects=422)

    assert "iemand anders" in page.errors["consent_email"]
    assert page.value("consent_function") == FUNCTION
    assert len(mails(app)) == before


@pytest.mark.parametrize("address", ["{own}", "{tagged}", "{shouted}"])
def test_the_applicant_cannot_give_consent(
    app: Flask, pair: Pair, manager: Manager, address: str
) -> None:
    own, before = str(pair.proposal.email), pair.stored().mandate
    local, _, domain = own.partition("@")
    typed = address.format(own=own, tagged=f"{local}+baas@{domain}", shouted=own.upper())
    herself = Manager(manager.everyone, manager.link, typed)

    page = herself.fills_in()
    page = page.press("Stuur mijn antwoord", reader_code=herself.reads_the_code(), expects=422)

    assert "iemand anders" in page.errors["consent_email"]
    assert page.value("consent_function") == FUNCTION
    assert (asked(app).given_at, pair.stored().mandate) == (None, before)


def test_nobody_finds_out_by_guessing_whose_address_the_applicant_has(
    pair: Pair, manager: Manager
) -> None:
    right = manager.fills_in(consent_email=str(pair.proposal.email))
    wrong = manager.fills_in(consent_email="ander@gemeente.example")

    assert right.response.get_data() == wrong.response.get_data()


def test_no_address_is_kept_anywhere_but_in_the_mail(app: Flask, manager: Manager) -> None:
    manager.answers()

    rows = {table: repr(each) for table, each in dump(app).items() if table != "OutgoingMail"}
    assert [table for table, each in rows.items() if ADDRESS in each] == []


def test_who_said_never_to_be_mailed_gets_no_code(app: Flask, manager: Manager) -> None:
    with app.app_context():
        denied(ADDRESS)

    page = manager.fills_in(expects=422)

    assert "consent_email" in page.errors
    assert manager.mails() == []


@pytest.mark.settings(RATELIMIT_ENABLED=1)
def test_five_codes_an_hour_are_mailed_and_no_more(manager: Manager) -> None:
    for _ in range(5):
        manager.fills_in(expects=200)

    page = manager.fills_in(expects=422)

    assert "uur" in page.errors["consent_email"]
    assert len(manager.mails()) == 5


def test_a_code_works_a_quarter_of_an_hour_five_guesses_and_once(
    app: Flask, manager: Manager
) -> None:
    page = manager.fills_in()
    code = manager.reads_the_code()
    with clock.moved(timedelta(minutes=16)):
        page.press("Stuur mijn antwoord", reader_code=code, expects=422)
    for _ in range(5):
        page.press("Stuur mijn antwoord", reader_code="AAAA-AAAA", expects=422)
    page.press("Stuur mijn antwoord", reader_code=code, expects=422)

    assert asked(app).given_at is None


# Answering twice


def test_of_two_who_fill_in_the_same_link_the_last_gets_a_code_that_works(
    app: Flask, manager: Manager
) -> None:
    other = Manager(manager.everyone, manager.link, "adjunct@gemeente.example")
    first = manager.fills_in()
    second = other.fills_in("no", consent_function="Adjunct")
    first.press("Stuur mijn antwoord", reader_code=manager.reads_the_code(), expects=422)

    second.press("Stuur mijn antwoord", reader_code=other.reads_the_code())

    assert (asked(app).answer, asked(app).function) == ("no", "Adjunct")


def test_who_answers_after_somebody_else_is_told_so(app: Flask, manager: Manager) -> None:
    page = manager.opens()
    manager.answers()

    late = page.press(
        "Mail mij een code",
        consent_answer="no",
        consent_function="Adjunct",
        consent_email="adjunct@gemeente.example",
        expects=409,
    )

    assert "iemand antwoordde al" in late.text
    assert asked(app).answer == "yes"
    assert manager.everyone.post_for("adjunct@gemeente.example") == []


def test_a_code_that_is_sent_twice_counts_once(app: Flask, pair: Pair, manager: Manager) -> None:
    page = manager.fills_in()
    code = manager.reads_the_code()
    page.press("Stuur mijn antwoord", reader_code=code)

    again = page.press("Stuur mijn antwoord", reader_code=code, expects=200)

    assert "Het antwoord is binnen" in again.text
    assert len(pair.stored().record["mandate"]) == 1


def test_a_no_is_read_and_past_once_a_coordinator_writes_at_the_step(
    pair: Pair, manager: Manager
) -> None:
    manager.answers("no")

    page = pair.ours().follow("Werk het mandaat bij").press("Opslaan", mandate="obtained")

    assert "Nee:" not in page.text
    assert FUNCTION in page.text


def test_nobody_signs_as_the_applicant_or_a_coordinator(pair: Pair, manager: Manager) -> None:
    manager.answers("no", consent_function="De indiener")

    own = pair.applicant.opens_own_page()
    assert "De indiener (via een link) antwoordde op de vraag om toestemming" in own.text
    assert "Door De indiener (via een link)" in pair.ours().text


# Taking it back


@pytest.mark.parametrize(
    ("kind", "columns"),
    [("mandate", {"mandate": "requested"}), ("room", {"room": "asked", "room_by": ""})],
)
def test_a_yes_can_be_taken_back_and_given_again(
    pair: Pair, kind: str, columns: dict[str, str]
) -> None:
    manager = manager_with(pair, kind)
    manager.answers()

    page = manager.takes_back()

    assert "ingetrokken" in page.text
    pilot = pair.stored()
    assert {name: getattr(pilot, name) for name in columns} == columns
    manager.answers()
    assert pair.stored().mandate == "obtained" or pair.stored().room == "given"


def test_only_whoever_answered_takes_it_back(app: Flask, manager: Manager) -> None:
    manager.answers()

    page = manager.asks_to_take_back(consent_email="ander@gemeente.example")
    page.press("Trek mijn antwoord in", reader_code="AAAA-AAAA", expects=422)

    assert manager.everyone.post_for("ander@gemeente.example") == []
    assert asked(app).given_at


@pytest.mark.settings(RATELIMIT_ENABLED=1)
def test_nobody_finds_out_by_guessing_who_answered(manager: Manager) -> None:
    manager.answers()

    def goes(address: str) -> list[object]:
        pages = [manager.asks_to_take_back(consent_email=address) for _ in range(4)]
        guess = {"reader_code": "AAAA-AAAA", "expects": 422}
        pages.append(pages[-1].press("Trek mijn antwoord in", **guess))
        return [page.response.get_data() for page in pages]

    assert goes("ander@gemeente.example") == goes(ADDRESS)


def test_a_no_to_taking_back_leaves_it_and_mails_nothing(manager: Manager) -> None:
    manager.answers()
    before = len(manager.mails())

    page = manager.opens().follow("Trek het antwoord in")
    page.press("Mail mij een code", take_back_it="no", expects=200)

    assert len(manager.mails()) == before


def test_the_condition_goes_with_the_yes_unless_it_was_met(app: Flask, pair: Pair) -> None:
    manager = manager_with(pair)
    manager.answers("yes_if", consent_condition="Eerst overleg.")
    manager.takes_back()
    assert pair.stored().open_conditions == 0
    manager.answers("yes_if", consent_condition="Eerst overleg.")
    with app.app_context():
        PilotCondition.update(met_at=clock.now()).execute()

    manager.takes_back()

    with app.app_context():
        assert PilotCondition.select().count() == 1


def test_what_a_coordinator_wrote_since_stays_when_a_yes_is_taken_back(pair: Pair) -> None:
    manager = manager_with(pair, "room")
    manager.answers()
    page = pair.ours().follow("Noteer of wie over de regel beslist")
    told = {"room_by": "De minister", "room_basis": "Artikel 12"}
    page.press("Opslaan", room="given", room_on=clock.today().isoformat(), **told)

    manager.takes_back()

    assert (pair.stored().room, pair.stored().room_by) == ("given", "De minister")


@pytest.mark.parametrize("leaves", [0, 1])
def test_of_two_who_said_yes_the_other_holds_when_one_takes_it_back(
    pair: Pair, leaves: int
) -> None:
    two = [manager_with(pair, "room"), manager_with(pair, "room")]
    for each, function in zip(two, ("Minister", "Staatssecretaris"), strict=True):
        each.answers(consent_function=function)

    two[leaves].takes_back()
    pilot = pair.stored()
    assert (pilot.room, pilot.room_by) == ("given", ("Staatssecretaris", "Minister")[leaves])
    two[1 - leaves].takes_back()

    assert (pair.stored().room, pair.stored().room_by) == ("asked", "")


# The end of a link


def over(_: Pair) -> None:
    """Nothing is done: its days pass."""


def revoked(pair: Pair) -> None:
    page = pair.theirs().follow("Vraag toestemming met een link").follow("Trek in")
    page.press("Trek de link in", revoke_it="yes")


def begins(pair: Pair) -> None:
    with pair.applicant.everyone.app.app_context(), transaction():
        stored_pilot_of(pair.proposal)
        columns = {"room": "given", "room_by": "x", "room_on": clock.today(), "room_basis": "x"}
        columns |= {"mandate": "obtained", "baseline_at": clock.now(), "baseline_hours": 1}
        columns |= {"ends_on": clock.today() + timedelta(days=300), "status": "running"}
        Pilot.update(**columns).where(Pilot.proposal == pair.proposal.id).execute()


def erased(pair: Pair) -> None:
    page = pair.applicant.opens_own_page().follow("Alles wissen")
    page.press("Wis alles", erase_it="yes")


def anonymised(pair: Pair) -> None:
    with pair.applicant.everyone.app.app_context(), transaction():
        anonymise(Proposal.get_by_id(pair.proposal.id))


@pytest.mark.parametrize("end", [over, revoked, begins, erased, anonymised])
@pytest.mark.parametrize("place", ["", "/code", "/intrekken"])
def test_what_ended_opens_the_one_page_of_a_dead_link(
    pair: Pair, manager: Manager, end: Callable[[Pair], None], place: str
) -> None:
    manager.opens(expects=200)
    end(pair)

    days = DAYS + 1 if end is over else 0
    with clock.moved(timedelta(days=days)):
        page = manager.visitor.visit(manager.link + place, expects=404)

    assert page.heading == manager.visitor.visit("/instemmen/" + "a" * 32, expects=404).heading


def test_it_works_on_its_last_day(manager: Manager) -> None:
    with clock.moved(timedelta(days=DAYS)):
        manager.opens(expects=200)


def test_a_code_of_an_ended_link_gives_nothing(pair: Pair, manager: Manager) -> None:
    page = manager.fills_in()
    code = manager.reads_the_code()
    begins(pair)

    page.press("Stuur mijn antwoord", reader_code=code, expects=404)


def test_what_was_answered_is_not_revoked(pair: Pair, manager: Manager) -> None:
    page = pair.theirs().follow("Vraag toestemming met een link").follow("Trek in")
    manager.answers()

    page.press("Trek de link in", revoke_it="yes", expects=409)

    manager.opens(expects=200)


def test_a_machine_changes_nothing(app: Flask, pair: Pair, manager: Manager) -> None:
    own = pair.theirs().follow("Vraag toestemming met een link").path
    manager.fills_in()
    before, robot = dump(app), Robot(app)

    for address in (manager.link, f"{manager.link}/code", own):
        assert all(200 <= status < 400 for status in robot.knocks(address))
        robot.goes_through(address)

    assert robot.sent > 0
    assert dump(app) == before


# What is kept


def test_who_answered_is_forgotten_once_the_pilot_began(
    app: Flask, pair: Pair, manager: Manager
) -> None:
    manager.answers()
    assert asked(app).person
    begins(pair)

    with app.app_context():
        remove_what_is_past_its_term(app.config["REGELRUIMTE"].terms)

    kept = asked(app)
    assert (kept.person, kept.function) == ("", FUNCTION)


def test_what_nobody_confirmed_is_forgotten_after_a_day(app: Flask, manager: Manager) -> None:
    manager.fills_in()

    with app.app_context(), clock.moved(timedelta(days=2)):
        remove_what_is_past_its_term(app.config["REGELRUIMTE"].terms)

    kept = asked(app)
    assert (kept.function, kept.domain, kept.person, kept.answer) == ("", "", "", "")


@pytest.mark.parametrize("end", [erased, anonymised])
def test_nothing_stays_of_whoever_answered(
    app: Flask, pair: Pair, manager: Manager, end: Callable[[Pair], None]
) -> None:
    manager.answers("yes_if", consent_condition="Eerst overleg.")
    end(pair)

    kept = everything_kept(app)
    assert [word for word in (ADDRESS, FUNCTION, WORKS_AT, "Eerst overleg") if word in kept] == []


def test_the_download_tells_which_links_were_made_and_what_was_said(
    pair: Pair, manager: Manager
) -> None:
    manager.answers()
    own = pair.applicant.opens_own_page()

    answer = pair.applicant.visitor.client.get(f"{own.path}/downloaden")
    (told,) = json.loads(answer.get_data(as_text=True))["toestemming met een link"]

    assert (told["voor"], told["antwoord"], told["functie"]) == (
        "Mijn eigen organisatie",
        "Ja",
        FUNCTION,
    )
    assert ADDRESS not in str(told)


def test_the_timeline_tells_each_step(pair: Pair, manager: Manager, bart: Coordinator) -> None:
    manager.answers()
    manager.takes_back()

    text = bart.looks_at(pair.proposal).text
    assert "maakte een link om te vragen om mandaat" in text
    assert f"Wie toestemming kan geven ({FUNCTION}) antwoordde op de vraag om mandaat: ja" in text
    assert "trok het antwoord in" in text
