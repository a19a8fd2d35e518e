"""The pages on which more is told: a list of short parts, and what becomes of each."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from regelruimte import clock
from regelruimte.applicant import views_tell
from regelruimte.fields.question import is_equal
from regelruimte.limits.count import Limit
from regelruimte.proposals.questions import PARTS, RULE_STEP, Step
from tests.applicant.test_tell import EXAMPLE, NOTHING_TOLD, OTHER
from tests.people import Applicant, Coordinator
from tests.stored import dump, mails
from tests.visitor import Page

COSTS = PARTS[0]


@pytest.fixture
def own(applicant: Applicant) -> Page:
    """The own page of somebody who answered what was asked and no more."""
    applicant.has_sent(**NOTHING_TOLD)
    return applicant.opens_own_page()


@pytest.fixture
def parts(own: Page) -> Page:
    """The page that lists the parts."""
    return own.follow("Vertel meer over je voorstel")


def changed(page: Page) -> str:
    """Return what a coordinator's page says was changed."""
    return " ".join(article.text_content() for article in page.tree.xpath("//article"))


# The way there


def test_who_just_sent_a_proposal_can_go_on_telling(applicant: Applicant) -> None:
    page = applicant.does_it_all().press("Ga verder", what_now="yes")

    assert page.heading == "Vertel meer"
    assert "Je hoeft niets in te vullen." in page.text
    assert [part.title for part in PARTS if part.title not in page.text] == []


def test_the_own_page_leads_there_and_back(parts: Page, own: Page) -> None:
    assert parts.follow("Klaar: bekijk je voorstel").heading == own.heading
    page = parts.follow(COSTS.title).follow("Terug zonder te bewaren")
    assert page.path == parts.path


@pytest.mark.parametrize(
    ("method", "place"),
    [("GET", "vertel-meer"), ("GET", "vertel-meer/kosten"), ("POST", "vertel-meer/kosten")],
)
def test_behind_a_mailed_link_one_first_says_who_one_is(
    app: Flask, applicant: Applicant, method: str, place: str
) -> None:
    applicant.has_sent()
    door = applicant.reads_mail().link
    before = dump(app)

    page = applicant.visitor.submit(method, f"{door}/{place}", {"example": EXAMPLE})

    assert page.heading == "Ben jij dit?"
    assert dump(app) == before


def test_without_a_working_link_nothing_opens_and_what_was_typed_is_given_back(
    applicant: Applicant,
) -> None:
    list_of_parts = f"/mijn/{'x' * 32}/vertel-meer"
    part = f"{list_of_parts}/{COSTS.slug}"
    for address in (list_of_parts, part):
        assert applicant.visitor.visit(address, expects=404).heading == "Deze link werkt niet"

    page = applicant.visitor.submit("POST", part, {"example": EXAMPLE}, expects=404)
    assert EXAMPLE in page.soup.get_text()


@pytest.mark.parametrize("slug", ["nergens", RULE_STEP.slug, "over-jou", "titel"])
def test_what_is_no_part_has_no_page(parts: Page, slug: str) -> None:
    assert parts.visitor.visit(f"{parts.path}/{slug}").status == 404


def test_a_signal_has_no_page_about_a_pilot(app: Flask, applicant: Applicant) -> None:
    applicant.takes(7).has_sent()
    page = applicant.opens_own_page().follow("Vertel meer")
    assert "De pilot" not in page.text
    before = dump(app)

    address = f"{page.path}/pilot"
    assert page.visitor.visit(address).status == 404
    assert page.visitor.submit("POST", address, {"duration_months": "3"}).status == 404
    assert dump(app) == before


# Telling


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.slug)
def test_a_part_asks_nothing_that_must_be_answered(app: Flask, parts: Page, part: Step) -> None:
    page = parts.follow(part.title)
    before = dump(app)

    assert page.press("Bewaar").path == f"{parts.path}?gedaan=bewaard"
    assert dump(app) == before


def test_what_is_told_is_kept_counted_and_shown_again(applicant: Applicant, parts: Page) -> None:
    page = parts.follow(COSTS.title).press("Bewaar", example=EXAMPLE, frequency="week")

    assert "Je antwoorden zijn bewaard." in page.text
    assert "2 van 4 ingevuld" in page.text
    again = page.follow(COSTS.title)
    assert (again.value("example"), again.value("frequency")) == (EXAMPLE, "week")
    assert EXAMPLE in page.follow("Klaar").soup.get_text()
    assert applicant.stored.answers["example"] == EXAMPLE


def test_an_answer_that_is_not_right_is_said_so_and_kept_on_the_page(
    app: Flask, parts: Page
) -> None:
    page = parts.follow(COSTS.title)
    before = dump(app)

    page = page.press("Bewaar", example="é" * 1501, hours_per_month="veel", expects=422)

    assert list(page.errors) == ["example", "hours_per_month"]
    assert (page.value("example"), page.value("hours_per_month")) == ("é" * 1501, "veel")
    assert dump(app) == before
    assert page.press("Bewaar", example=EXAMPLE, hours_per_month="30").status == 200


def test_only_the_questions_of_a_part_can_be_told_in_it(applicant: Applicant, parts: Page) -> None:
    before = applicant.stored.answers

    smuggled = {"example": EXAMPLE, "alternative": OTHER, "email": "ik@kwaad.example"}
    seen = applicant.stored.revision
    parts.visitor.submit("POST", f"{parts.path}/kosten", {**smuggled, "gezien": seen})

    after = applicant.stored.answers
    assert {k for k in after if not is_equal(after[k], before.get(k))} == {"example"}


def test_nobody_is_mailed_and_a_coordinator_sees_the_difference(
    app: Flask, parts: Page, bart: Coordinator
) -> None:
    before = len(mails(app))
    parts.follow(COSTS.title).press("Bewaar", example=EXAMPLE)

    assert len(mails(app)) == before
    page = bart.opens_the_link()  # that of the alert, from before it was told
    assert "Gewijzigd sinds je mail" in page.text
    assert EXAMPLE in changed(page)


def test_a_link_from_after_it_was_told_shows_no_difference(
    applicant: Applicant, parts: Page, bart: Coordinator
) -> None:
    parts.follow(COSTS.title).press("Bewaar", example=EXAMPLE)
    bart.has_replied(applicant.stored, "in_conversation", message="Bel me.")

    rense = applicant.everyone.rense
    page = rense.opens_the_link()  # that of the notice
    assert "Gewijzigd sinds je mail" not in page.text
    assert EXAMPLE in page.text


def test_a_coordinator_reads_it_before_replying_to_an_older_text(
    parts: Page, bart: Coordinator
) -> None:
    written = bart.opens_the_link().follow("Het mag al")
    parts.follow(COSTS.title).press("Bewaar", example=EXAMPLE)

    page = written.press("Controleer je reactie", room="Hier.")

    assert page.status == 409
    assert EXAMPLE in changed(page)


def test_the_timeline_tells_it(applicant: Applicant, parts: Page, bart: Coordinator) -> None:
    parts.follow(COSTS.title).press("Bewaar", example=EXAMPLE)
    bart.signs_in()
    timeline = bart.looks_at(applicant.stored).tree.xpath("//ol[@class='timeline']")[0]

    assert "vertelde meer" in timeline.text_content()


# Another window


def test_what_another_window_told_is_not_overwritten(applicant: Applicant, parts: Page) -> None:
    one, other = parts.follow(COSTS.title), parts.follow(COSTS.title)
    one.press("Bewaar", example=OTHER)

    page = other.press("Bewaar", example=EXAMPLE, frequency="week", expects=422)

    assert list(page.errors) == ["example"]
    assert OTHER in page.errors["example"] or OTHER in page.text
    assert (page.value("example"), page.value("frequency")) == (EXAMPLE, "week")
    assert applicant.stored.answers["example"] == OTHER

    page.press("Bewaar")  # now that both were read
    assert applicant.stored.answers["example"] == EXAMPLE
    assert applicant.stored.answers["frequency"] == "week"


def test_what_both_windows_told_alike_is_no_matter(applicant: Applicant, parts: Page) -> None:
    one, other = parts.follow(COSTS.title), parts.follow(COSTS.title)
    one.press("Bewaar", example=EXAMPLE)

    assert other.press("Bewaar", example=EXAMPLE, frequency="week").status == 200
    assert applicant.stored.answers["frequency"] == "week"


# Too late


def test_after_a_reply_nothing_is_stored_and_what_was_typed_stays(
    app: Flask, applicant: Applicant, parts: Page, bart: Coordinator
) -> None:
    page = parts.follow(COSTS.title)
    bart.has_replied(applicant.stored, "in_conversation", message="Bel me.")
    before = dump(app)

    page = page.press("Bewaar", example=EXAMPLE, expects=409)

    assert "Je antwoorden zijn niet bewaard" in page.text
    assert page.value("example") == EXAMPLE
    assert dump(app) == before
    assert page.visitor.visit(parts.path).path == parts.path.removesuffix("/vertel-meer")


@pytest.mark.settings(UNDO_MINUTES=15)
def test_a_reply_that_can_still_be_undone_shows_nothing_but_counts(
    app: Flask, applicant: Applicant, parts: Page, bart: Coordinator
) -> None:
    bart.has_replied(applicant.stored, "in_conversation", message="Bel me.")
    page = parts.visitor.visit(parts.path).follow(COSTS.title)  # as if nobody replied
    before = dump(app)

    page = page.press("Bewaar", example=EXAMPLE, expects=409)

    assert "Binnen 15 minuten krijg je daar een mail over." in page.text
    assert page.value("example") == EXAMPLE
    assert dump(app) == before


@pytest.mark.settings(UNDO_MINUTES=15)
def test_once_that_reply_is_undone_it_can_be_told(
    applicant: Applicant, parts: Page, bart: Coordinator
) -> None:
    bart.has_replied(applicant.stored, "in_conversation", message="Bel me.")
    page = parts.follow(COSTS.title).press("Bewaar", example=EXAMPLE, expects=409)
    bart.signs_in()
    undoing = bart.looks_at(applicant.stored).press("Maak de laatste reactie ongedaan")
    undoing.press("Maak ongedaan", undo_it="undo")

    assert page.press("Bewaar").path == f"{parts.path}?gedaan=bewaard"
    assert applicant.stored.answers["example"] == EXAMPLE


@pytest.mark.settings(UNDO_MINUTES=15)
def test_before_all_is_asked_to_be_read_the_parts_close(
    app: Flask, applicant: Applicant, parts: Page, bart: Coordinator
) -> None:
    bart.has_replied(applicant.stored, "info_requested", scope="all")

    parts.follow(COSTS.title).press("Bewaar", example=EXAMPLE, expects=409)

    with clock.moved(timedelta(minutes=16)):
        page = applicant.visitor.visit(parts.path)
        assert "We vroegen om deze antwoorden." in page.text
        page.follow(COSTS.title).press("Bewaar", example=EXAMPLE)
    assert applicant.stored.answers["example"] == EXAMPLE


# All that a pilot needs


@pytest.fixture
def asked(applicant: Applicant, bart: Coordinator) -> Page:
    """The page with a coordinator's question for all that a pilot needs."""
    applicant.has_sent(**NOTHING_TOLD)
    bart.has_replied(applicant.stored, "info_requested", scope="all")
    return applicant.opens_own_page().follow("Beantwoord onze vraag")


def test_a_question_for_all_opens_the_parts_again(applicant: Applicant, asked: Page) -> None:
    page = asked.follow(COSTS.title).press("Bewaar", example=EXAMPLE)

    assert "We vroegen om deze antwoorden." in page.text
    assert applicant.stored.answers["example"] == EXAMPLE
    assert applicant.stored.status == "info_requested"
    assert page.follow("Ga naar onze vraag").path == asked.path


def test_its_answer_alerts_both_coordinators_once(
    app: Flask, applicant: Applicant, asked: Page, bart: Coordinator
) -> None:
    before = len(mails(app))
    page = asked.follow(COSTS.title).press("Bewaar", example=EXAMPLE)
    page = page.follow("Hoe je het wilt uitproberen").press("Bewaar", pilot_form="doe_tank")
    assert len(mails(app)) == before

    page.follow("Ga naar onze vraag").press("Verstuur je antwoord", ready="yes")

    told = [(mail.kind, mail.recipient) for mail in mails(app)][before:]
    assert told == [("alert_answered", "b.krull@imi.nu"), ("alert_answered", "r.bos@imi.nu")]
    assert applicant.stored.status == "submitted"


def test_what_was_told_for_it_is_a_difference_for_who_asked(
    asked: Page, applicant: Applicant, bart: Coordinator, rense: Coordinator
) -> None:
    notice = rense.reads_mail().link
    page = asked.follow(COSTS.title).press("Bewaar", example=EXAMPLE)
    page.follow("Ga naar onze vraag").press("Verstuur je antwoord", ready="yes")

    assert EXAMPLE in changed(rense.visitor.visit(notice))


def test_after_the_answer_more_can_be_told_until_a_reply(applicant: Applicant, asked: Page) -> None:
    asked.press("Verstuur je antwoord", ready="yes")

    page = applicant.opens_own_page().follow("Vertel meer").follow(COSTS.title)
    page.press("Bewaar", example=EXAMPLE)

    assert applicant.stored.answers["example"] == EXAMPLE


@pytest.mark.settings(RATELIMIT_ENABLED=1)
def test_one_link_cannot_tell_for_ever(
    applicant: Applicant, parts: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views_tell, "_TOLD", Limit("parts told", an_hour=2))
    page = parts.follow(COSTS.title)
    for hours in ("1", "2"):
        page = page.press("Bewaar", hours_per_month=hours).follow(COSTS.title)

    page = page.press("Bewaar", hours_per_month="3", expects=429)

    assert applicant.stored.answers["hours_per_month"] == 2
    assert "3" in page.text, "what was typed is shown to be kept"
