"""An answer to our question: only what was asked can change; both coordinators hear of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from regelruimte import clock
from regelruimte.proposals.questions import PARTS
from tests.at_once import at_once
from tests.people import Applicant, Coordinator
from tests.queued import an_outbox_that_is_away
from tests.stored import dump, mails
from tests.visitor import Page, Visitor

pytestmark = pytest.mark.both_databases

WORDS = "Vanaf welk bedrag?"
CHOSEN = ["alternative", "measure"]
ASKED = {"scope": "chosen", "unclear_questions": CHOSEN, "unclear": WORDS}
LOOSE = {"scope": "loose", "unclear": WORDS}
NEW = "Vanaf tweeduizend euro vragen we drie offertes, daaronder beslist de aanvrager zelf."


@pytest.fixture
def question(applicant: Applicant, bart: Coordinator) -> Page:
    """The page on which the applicant answers what Bart asked."""
    proposal = applicant.has_sent()
    bart.has_replied(proposal, "info_requested", **ASKED)
    return applicant.opens_own_page().follow("Beantwoord onze vraag")


def test_the_question_stands_above_the_old_answers(applicant: Applicant, question: Page) -> None:
    assert "Dit vraagt Bart Krull" in question.text
    assert "Vanaf welk bedrag?" in question.text
    assert question.value("alternative") == applicant.sample["alternative"]


def test_only_the_marked_questions_are_asked(question: Page) -> None:
    asked = {field["name"] for field in question.soup.select("form [name]")}

    assert asked == {"alternative", "measure", "remark", "ready"}


def test_other_questions_cannot_be_set(applicant: Applicant, question: Page) -> None:
    before = applicant.stored

    smuggled = {"title": "Anders", "email": "ik@kwaad.example", "confidential": "normal"}
    posted = {"alternative": NEW, "measure": "", "ready": "yes", **smuggled}
    applicant.visitor.submit("POST", question.path, posted)

    after = applicant.stored
    assert after.answers == {**before.answers, "alternative": NEW, "measure": ""}
    assert after.title == before.title


def test_it_is_sent_only_when_it_is_said_to_be_ready(
    app: Flask, applicant: Applicant, question: Page
) -> None:
    before = dump(app)

    page = question.press("Verstuur je antwoord", alternative=NEW, expects=422)

    assert list(page.errors) == ["ready"]
    assert page.value("alternative") == NEW
    assert dump(app) == before


def test_nothing_new_is_not_sent(app: Flask, applicant: Applicant, question: Page) -> None:
    page = question.press("Verstuur je antwoord", ready="yes", expects=422)

    assert page.errors == {
        "ready": "Je hebt nog niets gewijzigd. Pas een antwoord aan, of schrijf er iets bij."
    }
    assert applicant.stored.status == "info_requested"


def test_something_can_be_said_without_changing_an_answer(
    applicant: Applicant, question: Page, bart: Coordinator
) -> None:
    page = question.press("Verstuur je antwoord", remark="Zo bedoel ik het.", ready="yes")

    assert "Je antwoord is verstuurd." in page.text
    assert "Zo bedoel ik het." in page.text
    assert bart.opens_the_link().text.count("Zo bedoel ik het.") == 2  # what is new, and below


def test_what_was_said_earlier_stays(
    applicant: Applicant, question: Page, bart: Coordinator
) -> None:
    question.press("Verstuur je antwoord", remark="Het eerste.", ready="yes")
    bart.has_replied(applicant.stored, "info_requested", **ASKED)
    page = applicant.opens_own_page().follow("Beantwoord onze vraag")
    page.press("Verstuur je antwoord", remark="Het tweede.", ready="yes")

    told = {entry["key"]: entry["text"] for entry in applicant.stored.record}
    assert told["remark"] == "Het eerste.\n\nHet tweede."


def test_until_when_it_can_be_answered_is_told(applicant: Applicant, question: Page) -> None:
    until = clock.dutch_date(clock.today() + timedelta(days=28))

    assert f"uiterlijk op {until}" in question.text
    assert f"uiterlijk op {until}" in question.follow("Terug zonder te versturen").text


def test_an_answer_that_is_not_right_is_kept_on_the_page(
    app: Flask, applicant: Applicant, question: Page
) -> None:
    before = dump(app)

    page = question.press("Verstuur je antwoord", alternative="Kort", ready="yes", expects=422)

    assert list(page.errors) == ["alternative"]
    assert page.value("alternative") == "Kort"
    assert page.value("ready") == ["yes"]
    assert dump(app) == before


def test_the_answer_is_shown_to_the_applicant(question: Page) -> None:
    page = question.press("Verstuur je antwoord", alternative=NEW, ready="yes")

    assert "Status: Ontvangen" in page.text
    assert NEW in page.text


def test_both_coordinators_are_alerted_again(app: Flask, question: Page) -> None:
    question.press("Verstuur je antwoord", alternative=NEW, ready="yes")

    told = [(mail.kind, mail.recipient) for mail in mails(app)][-2:]
    assert told == [("alert_answered", "b.krull@imi.nu"), ("alert_answered", "r.bos@imi.nu")]


def test_an_answer_of_which_no_alert_can_be_queued_is_not_stored(
    app: Flask, question: Page
) -> None:
    before = dump(app)

    with an_outbox_that_is_away(app):
        page = question.press("Verstuur je antwoord", alternative=NEW, ready="yes")

    assert page.status in {500, 503}
    assert dump(app) == before


def test_an_alert_of_an_answer_holds_no_text(question: Page, bart: Coordinator) -> None:
    question.press("Verstuur je antwoord", alternative=NEW, ready="yes")
    letter = bart.reads_mail()

    assert "beantwoord" in letter.text
    assert "tweeduizend" not in letter.text + letter.html
    assert "/reactie/" in letter.link


@pytest.mark.parametrize("who", ["bart", "rense"])
def test_an_older_link_shows_the_difference(applicant: Applicant, question: Page, who: str) -> None:
    coordinator: Coordinator = getattr(applicant.everyone, who)
    old_link = applicant.everyone.post_office.to(coordinator.email)[0].link
    question.press("Verstuur je antwoord", alternative=NEW, ready="yes")

    page = coordinator.visitor.visit(old_link)

    assert "Gewijzigd sinds je mail" in page.text
    (changed,) = page.soup.select("article.change p.prose")
    gone = "".join(piece.extract().get_text() for piece in changed.select("del"))
    assert changed.get_text() == NEW
    assert set(gone.split()) <= set(applicant.sample["alternative"].split())


def test_the_link_that_tells_of_it_shows_the_difference_too(
    question: Page, bart: Coordinator
) -> None:
    question.press("Verstuur je antwoord", alternative=NEW, ready="yes")

    assert "Bekijk wat er is gewijzigd" in bart.reads_mail().text
    assert "Gewijzigd sinds je mail" in bart.opens_the_link().text


def test_a_new_term_of_ten_working_days_begins(applicant: Applicant, question: Page) -> None:
    with clock.moved(timedelta(days=20)):
        question.press("Verstuur je antwoord", alternative=NEW, ready="yes")
        due = clock.add_working_days(clock.today(), 10)

    assert applicant.stored.reply_due == due


def test_it_can_be_replied_to_again(question: Page, bart: Coordinator) -> None:
    question.press("Verstuur je antwoord", alternative=NEW, ready="yes")

    page = bart.replies("Het mag al", room="Nu wel.")

    assert "Status: Het mag al" in page.text


def test_the_words_of_other_answers_stay_as_they_were_sent(
    applicant: Applicant, question: Page
) -> None:
    before = {entry["key"]: entry for entry in applicant.stored.record}

    question.press("Verstuur je antwoord", alternative=NEW, ready="yes")

    after = {entry["key"]: entry for entry in applicant.stored.record}
    assert after.pop("alternative")["text"] == NEW
    assert after == {key: entry for key, entry in before.items() if key != "alternative"}


def test_an_answer_sent_five_times_at_once_is_sent_once(
    app: Flask, applicant: Applicant, question: Page
) -> None:
    answers = {"alternative": NEW, "measure": "", "ready": "yes"}
    before = applicant.stored.revision

    pages = at_once(*[lambda: Visitor(app).submit("POST", question.path, answers)] * 5)

    assert {page.status for page in pages} == {200}
    assert [mail.kind for mail in mails(app)].count("alert_answered") == 2
    assert applicant.stored.revision == before + 1


def test_a_question_that_was_settled_meanwhile_cannot_be_answered(
    app: Flask, applicant: Applicant, question: Page, bart: Coordinator
) -> None:
    bart.has_replied(applicant.stored, "already_allowed", room="Per telefoon gevonden.")
    before = dump(app)

    page = question.press("Verstuur je antwoord", alternative=NEW, ready="yes")

    assert page.status == 409
    assert "Je antwoord is niet verstuurd" in page.text
    assert page.value("alternative") == NEW
    assert dump(app) == before


@pytest.mark.settings(UNDO_MINUTES=15)
def test_a_reply_that_can_still_be_undone_does_not_show_but_counts(
    applicant: Applicant, bart: Coordinator
) -> None:
    bart.has_replied(applicant.has_sent(), "info_requested", **ASKED)
    with clock.moved(timedelta(minutes=16)):
        bart.has_replied(applicant.stored, "already_allowed", room="Per telefoon gevonden.")
        question = applicant.opens_own_page().follow("Beantwoord onze vraag")

        page = question.press("Verstuur je antwoord", alternative=NEW, ready="yes")

    assert page.status == 409
    assert "Binnen 15 minuten krijg je daar een mail over." in page.text
    assert page.value("alternative") == NEW


# What a question is about: words only, all that a pilot needs, or some answers


def asks_of(applicant: Applicant, bart: Coordinator, **question: Any) -> Page:
    """Have a question asked, and open the page on which it is answered."""
    bart.has_replied(applicant.has_sent(), "info_requested", **question)
    return applicant.opens_own_page().follow("Beantwoord onze vraag")


def test_a_loose_question_is_answered_in_words_only(
    app: Flask, applicant: Applicant, bart: Coordinator
) -> None:
    question = asks_of(applicant, bart, **LOOSE)
    assert {field["name"] for field in question.soup.select("form [name]")} == {"remark", "ready"}
    before = dump(app)

    page = question.press("Verstuur je antwoord", ready="yes", expects=422)
    assert list(page.errors) == ["remark"]
    assert dump(app) == before

    page.press("Verstuur je antwoord", remark="Vanaf tweeduizend euro.", ready="yes")
    told = {entry["key"]: entry["text"] for entry in applicant.stored.record}
    assert told["remark"] == "Vanaf tweeduizend euro."
    assert applicant.stored.status == "submitted"


def test_a_loose_question_changes_no_answer(applicant: Applicant, bart: Coordinator) -> None:
    question = asks_of(applicant, bart, **LOOSE)
    before = applicant.stored.answers

    smuggled = {"alternative": NEW, "title": "Anders", "remark": "Zo.", "ready": "yes"}
    applicant.visitor.submit("POST", question.path, smuggled)

    assert applicant.stored.answers == before


def test_a_loose_question_opens_no_parts(
    app: Flask, applicant: Applicant, bart: Coordinator
) -> None:
    asks_of(applicant, bart, **LOOSE)
    own = applicant.opens_own_page()
    before = dump(app)

    for place in ("vertel-meer", "vertel-meer/kosten"):
        assert applicant.visitor.visit(f"{own.path}/{place}").path == own.path
    page = applicant.visitor.submit("POST", f"{own.path}/vertel-meer/kosten", {"example": NEW})
    assert page.status == 409
    assert dump(app) == before


def test_the_answers_marked_with_another_scope_count_for_nothing(
    applicant: Applicant, bart: Coordinator
) -> None:
    question = asks_of(applicant, bart, **LOOSE, unclear_questions=CHOSEN)

    assert not question.asks("alternative")


def test_a_question_from_before_there_was_a_scope_is_about_its_answers(
    applicant: Applicant, bart: Coordinator
) -> None:
    question = asks_of(applicant, bart, unclear_questions=CHOSEN, unclear=WORDS)
    asked = {field["name"] for field in question.soup.select("form [name]")}
    assert asked == {"alternative", "measure", "remark", "ready"}

    question.press("Verstuur je antwoord", alternative=NEW, ready="yes")

    assert applicant.stored.answers["alternative"] == NEW


def test_all_for_a_pilot_lists_the_parts_and_needs_no_words(
    applicant: Applicant, bart: Coordinator
) -> None:
    question = asks_of(applicant, bart, scope="all")

    assert {field["name"] for field in question.soup.select("form [name]")} == {"remark", "ready"}
    for part in PARTS:
        assert part.title in question.text
    question.press("Verstuur je antwoord", ready="yes")
    assert applicant.stored.status == "submitted"


def test_a_question_that_was_marked_and_is_asked_no_more_closes_without_it(
    applicant: Applicant, bart: Coordinator
) -> None:
    marked = ["hours_per_week", "rule_link", "alternative"]
    question = asks_of(applicant, bart, unclear_questions=marked, unclear=WORDS)

    assert question.asks("alternative")
    question.press("Verstuur je antwoord", alternative=NEW, ready="yes")
    assert applicant.stored.status == "submitted"
