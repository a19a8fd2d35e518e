"""Messages between the applicant and the coordinators: both write, both are told."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask import Flask

from regelruimte import clock
from regelruimte.limits.count import Limit
from regelruimte.messages import mails as message_mails
from regelruimte.messages import write as verb
from regelruimte.messages.write import write
from regelruimte.store import events
from regelruimte.store.hold import TooLate
from regelruimte.store.models import Message, Proposal, Reply
from tests.people import Applicant, Coordinator
from tests.postoffice import Letter
from tests.stored import dump, everything_kept, mails
from tests.swap import swap

pytestmark = [pytest.mark.both_databases, pytest.mark.seldom_on_postgresql]
FROM_APPLICANT = "Kunnen we donderdag bellen? kanarie-vraag"
FROM_US = "Donderdag om tien uur. kanarie-antwoord"


@pytest.fixture
def proposal(applicant: Applicant) -> Proposal:
    """A proposal that was sent."""
    return applicant.has_sent()


def the_whole_of(letter: Letter) -> str:
    return f"{letter.subject} {letter.text} {letter.html}"


def test_both_sides_read_what_the_other_wrote(
    proposal: Proposal, applicant: Applicant, bart: Coordinator
) -> None:
    own = applicant.writes(FROM_APPLICANT)
    theirs = bart.writes(FROM_US)

    assert "Je bericht is verstuurd." in own.text
    assert FROM_APPLICANT in own.text
    assert "Je bericht is verstuurd." in theirs.text
    assert "Bericht van de indiener" in theirs.text
    for page in (theirs, applicant.opens_own_page()):
        assert page.text.index(FROM_US) < page.text.index(FROM_APPLICANT)  # the newest first


def test_a_coordinator_may_write_first_and_write_more(
    proposal: Proposal, applicant: Applicant, bart: Coordinator
) -> None:
    bart.writes("Dag, een vraag vooraf.")
    bart.writes("En nog een.")

    own = applicant.opens_own_page().text
    assert "Dag, een vraag vooraf." in own
    assert "En nog een." in own


def test_from_the_workspace_a_coordinator_writes_too(
    proposal: Proposal, applicant: Applicant, bart: Coordinator
) -> None:
    bart.signs_in()
    form = bart.looks_at(proposal).press("Schrijf een bericht")
    form.press("Stuur het bericht", text=FROM_US, send_it="yes")

    assert FROM_US in bart.looks_at(proposal).text
    assert FROM_US in applicant.opens_own_page().text


def test_no_status_changes_by_it(
    app: Flask, proposal: Proposal, applicant: Applicant, bart: Coordinator
) -> None:
    applicant.writes(FROM_APPLICANT)
    bart.writes(FROM_US)

    with app.app_context():
        now = Proposal.get_by_id(proposal.id)
        told = [(event.kind, event.actor) for event in events.history(proposal)]
    assert (now.etag, now.status, now.reply_due) == (
        proposal.etag,
        "submitted",
        proposal.reply_due,
    )
    assert told[-2:] == [("message", "applicant"), ("message", "b.krull@imi.nu")]


def test_a_message_is_read_while_a_reply_can_still_be_undone(
    app: Flask, proposal: Proposal, applicant: Applicant, bart: Coordinator
) -> None:
    """The message shows at once, and nothing of the reply does."""
    bart.has_replied(proposal, "already_allowed", room="kanarie-ruimte")
    with app.app_context():
        Reply.update(visible_at=clock.now() + timedelta(minutes=9)).execute()

    bart.writes(FROM_US)

    own = applicant.opens_own_page()
    assert FROM_US in own.text
    assert "Status: Ontvangen" in own.text
    assert "kanarie-ruimte" not in own.response.get_data(as_text=True)


@pytest.mark.parametrize(
    "posted", [{"text": "", "send_it": "yes"}, {"text": FROM_US}, {"text": "x" * 2001}]
)
def test_what_is_not_right_is_kept_on_the_page_and_not_sent(
    app: Flask, proposal: Proposal, applicant: Applicant, bart: Coordinator, posted: dict[str, str]
) -> None:
    own = applicant.opens_own_page().follow("Schrijf ons een bericht")
    theirs = bart.opens_the_link().follow("Schrijf een bericht")
    before = dump(app)

    for form in (own, theirs):
        page = form.press("Stuur het bericht", **posted)
        assert page.status == 422
        assert page.value("text") == posted["text"]
    assert dump(app) == before


def test_pressed_twice_it_is_one_message(
    app: Flask, proposal: Proposal, applicant: Applicant
) -> None:
    form = applicant.opens_own_page().follow("Schrijf ons een bericht")
    for _ in range(2):
        form.press("Stuur het bericht", text=FROM_APPLICANT, send_it="yes")

    with app.app_context():
        assert Message.select().count() == 1
    assert [mail.kind for mail in mails(app)].count("alert_message") == 2  # one for each of us


def test_who_took_the_proposal_back_writes_no_more(
    app: Flask, proposal: Proposal, applicant: Applicant, bart: Coordinator
) -> None:
    own = applicant.opens_own_page()
    form, theirs = own.follow("Schrijf ons"), bart.opens_the_link().follow("Schrijf een bericht")
    gone = own.follow("Je voorstel intrekken").press("Trek je voorstel in", withdraw_it="yes")

    assert "Schrijf ons een bericht" not in gone.text
    for late in (form, theirs):
        page = late.press("Stuur het bericht", text="Toch nog iets.", send_it="yes")
        assert page.status == 409
        assert page.value("text") == "Toch nog iets."
        assert page.visitor.visit(page.path).path != page.path
    with app.app_context():
        assert Message.select().count() == 0


def test_nobody_writes_about_what_was_made_anonymous(app: Flask, proposal: Proposal) -> None:
    with app.app_context():
        Proposal.update(anonymised_at=clock.now()).execute()

        with pytest.raises(TooLate):
            write(proposal, FROM_APPLICANT, None, app.config["REGELRUIMTE"])


# The mails


def test_both_coordinators_are_mailed_what_the_applicant_wrote(
    proposal: Proposal, applicant: Applicant, bart: Coordinator, rense: Coordinator
) -> None:
    applicant.writes("Kijk op www.voorbeeld.nl voor meer.")

    letters = [bart.reads_mail(), rense.reads_mail()]

    for letter in letters:
        assert letter.subject == f"[Regelruimte] Bericht van de indiener van {proposal.reference}"
        for part in (letter.text, letter.html):
            assert "Kijk op www[.]voorbeeld[.]nl voor meer." in part
            assert proposal.title in part
    assert letters[0].link != letters[1].link


def test_of_a_confidential_proposal_no_mail_tells_what_was_written(
    applicant: Applicant, bart: Coordinator, rense: Coordinator
) -> None:
    proposal = applicant.takes(9).has_sent()
    page = applicant.visitor.visit(applicant.reads_mail().link)
    page = page.press("Verder", it_is_me="yes", reference=str(proposal.reference))
    page.follow("Schrijf ons").press("Stuur het bericht", text=FROM_APPLICANT, send_it="yes")
    told = [bart.reads_mail(), rense.reads_mail()]
    bart.writes(FROM_US)
    told += [rense.reads_mail(), applicant.reads_mail()]

    for letter in told:
        assert "kanarie" not in the_whole_of(letter)
        assert proposal.title not in the_whole_of(letter)
    assert str(proposal.reference) not in the_whole_of(told[-1])


def test_the_applicant_is_mailed_that_there_is_a_message_and_nothing_of_it(
    proposal: Proposal, applicant: Applicant, bart: Coordinator
) -> None:
    bart.writes(FROM_US)

    letter = applicant.reads_mail()
    assert letter.subject == "Regelruimte schreef je een bericht"
    assert "kanarie" not in the_whole_of(letter)
    assert "Bart Krull <b.krull@imi.nu>" in str(letter.message["Reply-To"])
    words = [entry["text"] for entry in proposal.record if len(entry["text"]) > 5]
    letter.message.replace_header("To", "")
    # "30 uur" is also the end of "om 17.30 uur", when the mail was made at half past.
    told = re.sub(r"\d\d\.\d\d uur", "", the_whole_of(letter))
    assert [word for word in words if word in told] == []


def test_the_other_coordinator_hears_that_somebody_wrote(
    proposal: Proposal, bart: Coordinator, rense: Coordinator
) -> None:
    bart.writes(FROM_US)

    letter = rense.reads_mail()
    assert (
        letter.subject == f"[Regelruimte] Bart Krull schreef de indiener van {proposal.reference}"
    )
    assert "kanarie" not in the_whole_of(letter)
    assert FROM_US in rense.opens_the_link().text


def test_one_mail_that_waits_tells_of_all(
    app: Flask, proposal: Proposal, applicant: Applicant, bart: Coordinator
) -> None:
    config = app.config["REGELRUIMTE"]
    bart.reads_mail()
    with app.app_context():
        for text in ("Eerst dit.", "Dan dat."):
            write(proposal, text, None, config)
            write(proposal, f"Ja: {text}", config.coordinators[0], config)

    to_us, to_applicant = bart.reads_mail(), applicant.everyone.post_for(applicant.email)
    assert "Dan dat." in to_us.text
    assert [letter.subject for letter in to_applicant].count(
        "Regelruimte schreef je een bericht"
    ) == 1


def test_two_messages_at_once_are_told_in_one_mail(
    app: Flask, proposal: Proposal, bart: Coordinator
) -> None:
    with app.app_context():
        for text in ("Eerst dit.", "Dan dat."):
            write(proposal, text, None, app.config["REGELRUIMTE"])

    letters = bart.everyone.post_for(bart.email)
    assert ["Bericht van" in letter.subject for letter in letters].count(True) == 1
    assert "Eerst dit." in letters[-1].text
    assert "Dan dat." in letters[-1].text


def test_nobody_is_mailed_who_said_not_to_be_the_applicant(
    app: Flask, applicant: Applicant, bart: Coordinator
) -> None:
    applicant.has_sent()
    door = applicant.visitor.visit(applicant.reads_mail().link)
    door.press("Verder", it_is_me="no")
    form = bart.opens_the_link().follow("Schrijf een bericht")

    page = form.press("Stuur het bericht", text=FROM_US, send_it="yes")

    assert "Er gaat daarom geen mail" in form.text
    assert "krijgt een mail" not in page.text
    assert "message" not in {mail.kind for mail in mails(app)}


# Limits


@pytest.mark.settings(RATELIMIT_ENABLED=1)
def test_one_link_writes_so_many_messages_an_hour(
    proposal: Proposal, applicant: Applicant, monkeypatch: pytest.MonkeyPatch
) -> None:
    swap(monkeypatch, verb._OF_APPLICANT, Limit("messages of an applicant", an_hour=2))
    form = applicant.opens_own_page().follow("Schrijf ons een bericht")

    pages = [
        form.press("Stuur het bericht", text=f"Bericht {number}.", send_it="yes")
        for number in range(3)
    ]

    assert [page.status for page in pages] == [200, 200, 429]
    assert pages[-1].value("text") == "Bericht 2."  # what was typed is kept


@pytest.mark.settings(RATELIMIT_ENABLED=1)
def test_a_coordinator_s_link_has_a_limit_too(
    proposal: Proposal, bart: Coordinator, monkeypatch: pytest.MonkeyPatch
) -> None:
    swap(monkeypatch, verb._OF_COORDINATORS, Limit("messages to an applicant", an_hour=1))
    form = bart.opens_the_link().follow("Schrijf een bericht")

    statuses = [
        form.press("Stuur het bericht", text=text, send_it="yes").status for text in ("a", "b")
    ]

    assert statuses == [200, 429]


@pytest.mark.settings(RATELIMIT_ENABLED=1)
def test_a_flood_of_unconfirmed_addresses_fills_no_mailbox(
    app: Flask, proposal: Proposal, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit = Limit("messages of unconfirmed addresses", an_hour=1)
    swap(monkeypatch, message_mails._UNCONFIRMED, limit)
    with app.app_context():
        for text in ("een", "twee"):
            write(proposal, text, None, app.config["REGELRUIMTE"])

        assert Message.select().count() == 2
    assert [mail.kind for mail in mails(app)].count("alert_message") == 2  # one, to each of us


def test_of_a_proposal_that_nobody_was_alerted_to_no_message_is_mailed(
    app: Flask, proposal: Proposal
) -> None:
    with app.app_context():
        proposal.alert_waits = True
        write(proposal, FROM_APPLICANT, None, app.config["REGELRUIMTE"])

    assert "alert_message" not in {mail.kind for mail in mails(app)}


# What becomes of them


def test_they_stand_in_the_download(
    proposal: Proposal, applicant: Applicant, bart: Coordinator
) -> None:
    applicant.writes(FROM_APPLICANT)
    bart.writes(FROM_US)

    told = applicant.opens_own_page().follow("alles downloaden").response.get_json()

    assert [(each["van"], each["inhoud"]) for each in told["berichten"]] == [
        ("De indiener", FROM_APPLICANT),
        ("Bart Krull", FROM_US),
    ]


def test_they_are_wiped_out_with_the_rest(
    app: Flask, proposal: Proposal, applicant: Applicant, bart: Coordinator
) -> None:
    applicant.writes(FROM_APPLICANT)
    bart.writes(FROM_US)
    applicant.everyone.post_for("")

    applicant.opens_own_page().follow("Alles wissen").press("Wis alles", erase_it="yes")

    assert "kanarie" not in everything_kept(app)


def test_after_its_term_nothing_of_them_stays(
    app: Flask, proposal: Proposal, applicant: Applicant, bart: Coordinator
) -> None:
    applicant.writes(FROM_APPLICANT)
    bart.writes(FROM_US)
    applicant.everyone.post_for("")
    bart.has_replied(proposal, "declined", reason="too_broad", sentence="Te breed.")

    with clock.moved(timedelta(days=366)):
        app.test_cli_runner().invoke(args=["retention"])

    assert "kanarie" not in everything_kept(app)
