"""A coordinator enters a proposal for somebody else, who alone can say yes to it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from regelruimte import clock
from regelruimte.demo.pilots import bring_to
from regelruimte.drafts.entry import code_to_repeat
from regelruimte.limits.count import Limit
from regelruimte.limits.person import has_denied
from regelruimte.mail.kinds import KINDS
from regelruimte.maintenance.jobs import reminders, retention
from regelruimte.store.models import Event, Link, Proposal
from regelruimte.workspace import views_entry
from tests.people import Applicant, Coordinator, Everyone
from tests.robot import Robot
from tests.stored import dump, everything_kept, mails
from tests.visitor import Page, Visitor

pytestmark = [pytest.mark.both_databases, pytest.mark.seldom_on_postgresql]

WAITS = "Wacht op het ja van de indiener"
SENT = "Je voorstel is verstuurd"


@pytest.fixture
def enters(applicant: Applicant, bart: Coordinator) -> Callable[..., Page]:
    """Bart types what the applicant tells, with small changes; ends at what was entered."""
    bart.signs_in()

    def types(*, button: str = "Verder", expects: int | None = None, **changed: Any) -> Page:
        page = bart.browser.visit("/werkruimte").follow("Voer een voorstel in voor iemand anders")
        told = {**applicant.answers, **applicant.sample["check"], **changed}
        asked = {key: value for key, value in told.items() if page.asks(key)}
        bart.page = page.press(button, expects=expects, **asked)
        return bart.page

    return types


@pytest.fixture
def opens(applicant: Applicant, enters: Callable[..., Page]) -> Callable[..., Page]:
    """The same, mailed to the applicant, who says "dit ben ik"."""

    def does(**changed: Any) -> Page:
        enters(**changed).press("Mail de link")
        page = applicant.visitor.visit(applicant.reads_mail().link)
        return page.press("Verder", it_is_me="yes")

    return does


def the_only(app: Flask) -> Proposal:
    with app.app_context():
        return Proposal.select().get()


def none_left(app: Flask) -> bool:
    with app.app_context():
        return Proposal.select().count() == 0


def happened(app: Flask) -> list[tuple[str, str]]:
    with app.app_context():
        return [(event.kind, event.actor) for event in Event.select().order_by(Event.id)]


# Entering


def test_what_was_entered_is_a_draft_that_waits_for_a_yes(
    app: Flask, enters: Callable[..., Page], bart: Coordinator
) -> None:
    page = enters()

    assert WAITS in page.text
    assert WAITS in bart.browser.visit("/werkruimte").text
    entry = the_only(app)
    assert (entry.status, entry.entered_by) == ("draft", bart.email)


def test_nothing_goes_out_until_a_coordinator_mails_the_link(
    app: Flask, enters: Callable[..., Page]
) -> None:
    before = len(mails(app))

    enters()

    assert len(mails(app)) == before


def test_what_is_not_right_is_told_and_all_that_was_typed_is_kept(
    app: Flask, enters: Callable[..., Page], applicant: Applicant
) -> None:
    page = enters(name="", expects=422)

    assert list(page.errors) == ["name"]
    assert page.value("rule_text") == applicant.answers["rule_text"]
    assert page.value("workplace") == applicant.sample["check"]["workplace"]
    assert none_left(app)


def test_what_is_not_finished_is_kept_for_later(
    enters: Callable[..., Page], bart: Coordinator
) -> None:
    enters(button="Bewaar voor later", name="", email="geen adres")

    page = bart.browser.visit("/werkruimte").follow(bart.page.heading)
    page = page.follow("Vul verder in")

    assert page.value("email") == "geen adres"
    assert "Mail de link" not in bart.page.text


def test_without_an_address_a_number_is_needed(enters: Callable[..., Page]) -> None:
    page = enters(email="", phone="", expects=422)

    assert list(page.errors) == ["phone"]


def test_a_check_that_lets_no_proposal_follow_says_why(enters: Callable[..., Page]) -> None:
    page = enters(workplace="not_government", expects=422)

    assert list(page.errors) == ["workplace"]


def test_of_two_who_change_it_the_second_keeps_what_was_typed(
    app: Flask, enters: Callable[..., Page], bart: Coordinator
) -> None:
    first = enters().follow("Wijzig wat er staat")
    second = bart.browser.visit(first.path)
    first.press("Verder", name="Anna de Vries")

    page = second.press("Verder", name="Iemand anders", expects=409)

    assert page.value("name") == "Iemand anders"
    assert the_only(app).answers["name"] == "Anna de Vries"


def test_a_link_to_an_older_text_opens_nothing(
    enters: Callable[..., Page], applicant: Applicant
) -> None:
    page = enters().press("Mail de link")
    link = applicant.reads_mail().link
    page.follow("Wijzig wat er staat").press("Verder", name="Anna de Vries")

    assert applicant.visitor.visit(link).status == 404


def test_nobody_else_s_draft_opens_as_an_entry(
    enters: Callable[..., Page], applicant: Applicant, bart: Coordinator
) -> None:
    bart.signs_in()
    applicant.has_written_it_all()

    assert bart.browser.visit(f"/werkruimte/invoer/{applicant.stored.uid}").status == 404


# The yes of whoever has an address


def test_whoever_says_yes_sends_it(
    app: Flask, opens: Callable[..., Page], applicant: Applicant
) -> None:
    page = opens()
    assert "Bart Krull vulde dit op" in page.text
    assert applicant.answers["rule_text"] in page.text

    page = page.press("Verder", send_it="yes")

    assert page.heading == SENT
    assert the_only(app).status == "submitted"
    assert ("submitted", "applicant") in happened(app)


def test_the_mail_says_who_entered_it_and_nothing_of_it(
    enters: Callable[..., Page], applicant: Applicant
) -> None:
    enters().press("Mail de link")

    letter = applicant.reads_mail()

    said = letter.subject + letter.text + letter.html
    assert "Bart Krull" in letter.subject
    for key in ("rule_text", "organisation", "name"):
        assert str(applicant.answers[key]) not in said


def test_its_owner_changes_it_first(app: Flask, opens: Callable[..., Page]) -> None:
    page = opens().follow("Wijzig de regel")
    page = page.press("Verder", rule_text="Elke brief moet langs drie mensen voor hij weg mag.")

    page = page.press("Verstuur je voorstel", address_is_right="yes")

    assert page.heading == SENT
    assert the_only(app).answers["rule_text"].startswith("Elke brief")


def test_whoever_says_no_has_all_wiped_out(
    app: Flask, opens: Callable[..., Page], bart: Coordinator, applicant: Applicant
) -> None:
    page = opens().press("Verder", send_it="no")

    assert page.heading == "Alles is gewist"
    assert none_left(app)
    letter = bart.reads_mail()
    assert "wis alles" in letter.text
    assert str(applicant.answers["rule_text"]) not in everything_kept(app)


def test_nothing_happens_without_a_choice(app: Flask, opens: Callable[..., Page]) -> None:
    page = opens().press("Verder", expects=422)

    assert list(page.errors) == ["send_it"]
    assert the_only(app).status == "draft"


def test_somebody_else_sees_nothing_and_has_it_wiped_out(
    app: Flask, enters: Callable[..., Page], applicant: Applicant, bart: Coordinator
) -> None:
    enters().press("Mail de link")
    page = applicant.visitor.visit(applicant.reads_mail().link)
    assert str(applicant.answers["rule_text"]) not in page.text

    page = page.press("Verder", it_is_me="no")

    assert page.heading == "De link is gesloten"
    assert none_left(app)
    assert "dit ben ik niet" in bart.reads_mail().text
    with app.app_context():
        assert has_denied(applicant.email)


def test_whoever_reads_along_in_the_mailbox_wipes_out_nobody_s_work(
    app: Flask, enters: Callable[..., Page], applicant: Applicant
) -> None:
    applicant.takes(9)
    page = enters()
    code = code_on(page)
    page.press("Mail de link")
    link = applicant.reads_mail().link
    applicant.visitor.visit(link).press("Verder", it_is_me="yes", draft_code=code)

    page = applicant.visitor.visit(link).press("Verder", it_is_me="no")

    assert page.heading == "De link is gesloten"
    assert applicant.visitor.visit(link).status == 404
    assert the_only(app).status == "draft"


def test_whoever_said_that_is_not_mailed_again(
    app: Flask, enters: Callable[..., Page], applicant: Applicant
) -> None:
    enters().press("Mail de link")
    applicant.visitor.visit(applicant.reads_mail().link).press("Verder", it_is_me="no")
    before = len(mails(app))

    enters().press("Mail de link", expects=422)

    assert len(mails(app)) == before


def test_a_machine_that_reads_the_mail_changes_nothing(
    app: Flask, enters: Callable[..., Page], applicant: Applicant
) -> None:
    enters().press("Mail de link")
    link = applicant.reads_mail().link
    before = dump(app)
    robot = Robot(app)

    robot.knocks(link)
    robot.goes_through(link)

    assert robot.sent > 0
    assert dump(app) == before


def test_nor_once_it_was_opened(app: Flask, opens: Callable[..., Page]) -> None:
    page = opens()
    before = dump(app)

    Robot(app).goes_through(page.path)

    assert dump(app) == before


def test_once_it_was_opened_nobody_else_reads_or_changes_it(
    app: Flask, opens: Callable[..., Page], bart: Coordinator, applicant: Applicant
) -> None:
    opens()

    page = bart.browser.visit(f"/werkruimte/invoer/{the_only(app).uid}")

    assert str(applicant.answers["rule_text"]) not in page.text
    assert bart.browser.visit(f"{page.path}/wijzigen").path == page.path


def test_what_was_typed_before_it_was_opened_comes_too_late(
    app: Flask, enters: Callable[..., Page], applicant: Applicant
) -> None:
    page = enters().press("Mail de link")
    form = page.follow("Wijzig wat er staat")
    applicant.visitor.visit(applicant.reads_mail().link).press("Verder", it_is_me="yes")

    page = form.press("Verder", name="Iemand anders", expects=409)

    assert page.value("name") == "Iemand anders"
    assert the_only(app).answers["name"] == applicant.answers["name"]


# Confidential


def code_on(page: Page) -> str:
    found = re.search(r"\b\w{4}-\w{4}\b", page.text)
    assert found
    return found[0]


def test_a_confidential_one_asks_for_the_code_that_was_told(
    app: Flask, enters: Callable[..., Page], applicant: Applicant
) -> None:
    applicant.takes(9)
    page = enters()
    code = code_on(page)
    page.press("Mail de link")
    letter = applicant.reads_mail()
    assert code not in letter.text + letter.html
    door = applicant.visitor.visit(letter.link)
    assert door.press("Verder", it_is_me="yes", draft_code="7777-7777", expects=422).errors

    page = door.press("Verder", it_is_me="yes", draft_code=code)

    assert page.press("Verder", send_it="yes").heading == SENT
    assert the_only(app).confidential
    assert applicant.visitor.visit(letter.link).status == 404


# The yes by telephone


@pytest.fixture
def by_phone(app: Flask, enters: Callable[..., Page], bart: Coordinator) -> Callable[..., Proposal]:
    """Somebody without an address says yes to what Bart reads aloud."""

    def does(**changed: Any) -> Proposal:
        page = enters(email="", phone="0612345678", **changed)
        bart.page = page.press(
            "Verstuur het voorstel", repeated_code=digits_on(page), said_yes="yes"
        )
        return the_only(app)

    return does


def digits_on(page: Page) -> str:
    return str(page.tree.xpath("string(//aside//strong[@class='reference'])"))


def test_what_was_read_aloud_is_sent_after_a_yes(
    app: Flask, by_phone: Callable[..., Proposal], bart: Coordinator
) -> None:
    proposal = by_phone()

    assert proposal.status == "submitted"
    assert "telefonisch bevestigd op" in bart.page.text
    assert "Geen e-mailadres: bel de indiener." in bart.page.text
    assert ("agreed_by_phone", bart.email) in happened(app)
    assert ("submitted", bart.email) in happened(app)


@pytest.mark.parametrize(
    ("typed", "said", "wrong"),
    [("", "yes", "repeated_code"), ("00000", "yes", "repeated_code"), (None, "", "said_yes")],
)
def test_it_is_not_sent_without_the_code_or_the_yes(
    app: Flask, enters: Callable[..., Page], typed: str | None, said: str, wrong: str
) -> None:
    page = enters(email="", phone="0612345678")
    code = digits_on(page) if typed is None else typed

    page = page.press(
        "Verstuur het voorstel", repeated_code=code, said_yes=said or None, expects=422
    )

    assert list(page.errors) == [wrong]
    assert the_only(app).status == "draft"


def test_the_code_of_an_older_text_is_no_yes_to_this_one(
    app: Flask, enters: Callable[..., Page], bart: Coordinator
) -> None:
    older = enters(email="", phone="0612345678")
    code = digits_on(older)
    bart.browser.visit(older.path).follow("Wijzig wat er staat").press("Verder", name="Anna")

    older.press("Verstuur het voorstel", repeated_code=code, said_yes="yes", expects=422)

    assert the_only(app).status == "draft"


def test_who_has_an_address_cannot_be_sent_for_by_telephone(
    app: Flask, enters: Callable[..., Page], bart: Coordinator
) -> None:
    page = enters()
    csrf = page.value("csrf")

    with app.app_context():
        code = code_to_repeat(the_only(app))
    posted = {"csrf": csrf, "repeated_code": code, "said_yes": "yes"}
    answer = bart.browser.submit("POST", f"{page.path}/telefoon", posted)

    assert answer.status == 409
    assert the_only(app).status == "draft"


def test_a_coordinator_has_no_link_to_send_it_by(
    app: Flask, enters: Callable[..., Page], bart: Coordinator, applicant: Applicant
) -> None:
    enters()

    with app.app_context():
        assert Link.select().count() == 0
    sent = {**applicant.answers, "address_is_right": "yes"}
    answer = bart.browser.submit("POST", f"/voorstel/{the_only(app).uid}/over-jou", sent)
    assert answer.status == 404
    assert the_only(app).status == "draft"


def test_both_coordinators_are_told_who_entered_it(
    everyone: Everyone, by_phone: Callable[..., Proposal]
) -> None:
    by_phone()

    for letter in (everyone.bart.reads_mail(), everyone.rense.reads_mail()):
        assert "Bart Krull voerde dit in" in letter.text
        assert "bel" in letter.text


APPROVAL = {"pilot_form": "doe_tank", "duration_months": 6, "conditions": ""}
REPLIES: tuple[tuple[str, dict[str, Any]], ...] = (
    ("in_conversation", {"message": "Bel me."}),
    ("info_requested", {"scope": "loose", "unclear_questions": [], "unclear": "Hoe dan?"}),
    ("declined", {"reason": "too_broad", "sentence": "Te breed.", "would_change": ""}),
    ("approved", APPROVAL),
)


@pytest.mark.parametrize(("kind", "answers"), REPLIES, ids=[kind for kind, _ in REPLIES])
def test_every_reply_is_given_and_nobody_is_mailed_nowhere(
    app: Flask,
    by_phone: Callable[..., Proposal],
    bart: Coordinator,
    kind: str,
    answers: dict[str, Any],
) -> None:
    proposal = by_phone()

    bart.has_replied(proposal, kind, **answers)

    assert bart.looks_at(proposal).status == 200
    assert the_only(app).status == kind
    assert "" not in {mail.recipient for mail in mails(app)}


def test_a_pilot_of_somebody_without_an_address_mails_the_coordinators_only(
    app: Flask, everyone: Everyone, by_phone: Callable[..., Proposal]
) -> None:
    proposal = by_phone()
    everyone.bart.has_replied(proposal, "approved", **APPROVAL)
    with app.app_context():
        bring_to("awaiting_outcome", Proposal.get_by_id(proposal.id), everyone.config)

    with clock.moved(timedelta(days=40)), app.app_context():
        reminders(everyone.config)

    ours = {person.email for person in everyone.config.coordinators}
    assert {mail.recipient for mail in mails(app)} <= ours


def test_a_question_to_somebody_without_an_address_does_not_close_by_itself(
    app: Flask, everyone: Everyone, by_phone: Callable[..., Proposal]
) -> None:
    proposal = by_phone()
    asked = {"scope": "loose", "unclear_questions": [], "unclear": "Hoe dan?"}
    everyone.bart.has_replied(proposal, "info_requested", **asked)

    with clock.moved(timedelta(days=60)), app.app_context():
        reminders(everyone.config)

    assert the_only(app).status == "info_requested"


def test_late_is_late_without_an_address_too(
    app: Flask, everyone: Everyone, by_phone: Callable[..., Proposal]
) -> None:
    by_phone()

    with clock.moved(timedelta(days=30)), app.app_context():
        reminders(everyone.config)

    assert "" not in {mail.recipient for mail in mails(app)}


def test_an_address_that_is_given_later_gets_the_way_in(
    by_phone: Callable[..., Proposal], bart: Coordinator, applicant: Applicant
) -> None:
    page = bart.looks_at(by_phone())
    page.press("Mail voortaan naar dit adres", new_address=applicant.email)

    page = applicant.opens_own_page()

    assert "Bart Krull vulde dit" in page.text
    assert "Je zei ja aan de telefoon" in page.text
    told = applicant.visitor.client.get(page.follow("alles downloaden").path).get_json()
    assert told["ingevoerd door"] == "Bart Krull"
    assert told["telefonisch bevestigd"]


def test_giving_an_address_later_cancels_no_alert(
    app: Flask, by_phone: Callable[..., Proposal], bart: Coordinator, applicant: Applicant
) -> None:
    page = bart.looks_at(by_phone())
    page.press("Mail voortaan naar dit adres", new_address=applicant.email)

    assert [mail for mail in mails(app) if mail.cancelled_at] == []


# Until it is sent


def test_a_coordinator_wipes_it_out(
    app: Flask, enters: Callable[..., Page], applicant: Applicant
) -> None:
    page = enters().press("Mail de link")
    link = applicant.reads_mail().link
    assert page.press("Wis de invoer", expects=422).errors

    page = page.press("Wis de invoer", wipe_it="yes")

    assert page.heading == "De invoer is gewist"
    assert none_left(app)
    assert applicant.visitor.visit(link).status == 404


def test_once_sent_its_address_leads_to_the_proposal(
    by_phone: Callable[..., Proposal], bart: Coordinator
) -> None:
    proposal = by_phone()

    page = bart.browser.visit(f"/werkruimte/invoer/{proposal.uid}")

    assert page.path == f"/werkruimte/voorstel/{proposal.reference}"


def test_it_waits_no_more_once_it_was_sent(
    by_phone: Callable[..., Proposal], bart: Coordinator
) -> None:
    by_phone()

    assert WAITS not in bart.browser.visit("/werkruimte").text


def test_it_is_removed_after_the_term_of_any_draft(
    app: Flask, everyone: Everyone, enters: Callable[..., Page]
) -> None:
    enters()

    with clock.moved(timedelta(days=61)), app.app_context():
        retention(everyone.config)

    assert none_left(app)


def test_nobody_is_warned_of_an_end_before_it_was_opened(
    app: Flask, everyone: Everyone, enters: Callable[..., Page]
) -> None:
    enters()

    with clock.moved(timedelta(days=54)), app.app_context():
        retention(everyone.config)

    assert "ending" not in {mail.kind for mail in mails(app)}


def test_its_owner_is_warned_as_of_any_draft(
    app: Flask, everyone: Everyone, opens: Callable[..., Page]
) -> None:
    opens()

    with clock.moved(timedelta(days=54)), app.app_context():
        retention(everyone.config)

    assert "ending" in {mail.kind for mail in mails(app)}


@pytest.mark.settings(RATELIMIT_ENABLED=1)
def test_a_coordinator_enters_so_many_in_an_hour(
    app: Flask, enters: Callable[..., Page], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views_entry, "_STORED", Limit("entries", an_hour=1))
    enters()

    assert enters(name="De tweede").status == 429


@pytest.mark.settings(RATELIMIT_ENABLED=1)
def test_one_person_is_mailed_three_links_within_an_hour(
    app: Flask, enters: Callable[..., Page]
) -> None:
    page = enters()
    for _ in range(3):
        page = page.press("Mail de link")

    page.press("Mail de link", expects=422)

    assert [mail.kind for mail in mails(app)].count("entered") == 3


def test_its_mails_are_among_those_there_are() -> None:
    assert {"entered", "entry_erased"} <= {kind.key for kind in KINDS}


def test_a_stranger_cannot_enter_anything(app: Flask) -> None:
    stranger = Visitor(app)

    assert stranger.submit("POST", "/werkruimte/voorstellen/nieuw", {}).status == 403
