"""One place to change: a new question, criterion, status, reply or mail arrives everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from jinja2 import ChoiceLoader, DictLoader

from regelruimte.check.criteria import CRITERIA, Answer, _criterion
from regelruimte.check.verdict import DISCUSS
from regelruimte.config import Coordinator as Person
from regelruimte.fields.kinds import AREA, LINE
from regelruimte.fields.question import Question, always, never
from regelruimte.fields.text_kinds import LineKind
from regelruimte.mail import kinds, send
from regelruimte.pilots.steps import STEPS, PilotStep
from regelruimte.proposals import status
from regelruimte.proposals.mails import ALERT_SHOWS
from regelruimte.proposals.questions import ABOUT_YOU_STEP, PARTS, QUESTIONS, RULE, RULE_STEP
from regelruimte.proposals.status import STATUSES, Status
from regelruimte.replies.kinds import CHOSEN, REPLIES, ReplyKind, ReplyQuestion
from regelruimte.store.closed_sets import PROPOSAL_STATUSES, REPLY_KINDS, allow
from regelruimte.store.db import database, transaction
from regelruimte.store.models import Proposal
from tests.people import Applicant, Coordinator
from tests.postoffice import PostOffice
from tests.queued import queued
from tests.swap import swap

COFFEE = Question(
    key="coffee",
    step=RULE,
    label="Wat gebeurt er bij de koffieautomaat?",
    help="Ook dat telt.",
    kind=AREA,
    required=always,
    missing="Schrijf op wat er bij de koffieautomaat gebeurt.",
    minimum=10,
    maximum=100,
)
TALK = "Daar wordt alles eigenlijk al geregeld."
CANTEEN = _criterion(
    "canteen",
    "Is er een kantine?",
    "Kies of er een kantine is.",
    Answer("yes", "Ja, een grote"),
    Answer("no", "Nee", severity=2, reason="Neem dan zelf brood mee."),
)


# A question


@pytest.fixture
def with_coffee(monkeypatch: pytest.MonkeyPatch) -> None:
    """A question more in the tuple, and in that of the alert."""
    swap(monkeypatch, QUESTIONS, (*QUESTIONS, COFFEE))
    swap(monkeypatch, ALERT_SHOWS, (*ALERT_SHOWS, "coffee"))


@pytest.fixture
def with_coffee_later(monkeypatch: pytest.MonkeyPatch) -> None:
    """A question more in the tuple, for after sending."""
    swap(monkeypatch, QUESTIONS, (*QUESTIONS, replace(COFFEE, step=PARTS[0].slug, required=never)))


each_with_coffee = pytest.mark.usefixtures("with_coffee")


@each_with_coffee
def test_a_new_question_is_asked_at_its_step(applicant: Applicant) -> None:
    page = applicant.has_written(until="regel")

    assert page.asks("coffee")
    assert "Wat gebeurt er bij de koffieautomaat?" in page.text
    assert "Ook dat telt." in page.text
    assert "Tussen 10 en 100 tekens." in page.text


@each_with_coffee
def test_a_new_question_is_checked(applicant: Applicant) -> None:
    applicant.has_written(until="regel")

    missing = applicant.fills_in_this_step(expects=422)
    short = applicant.fills_in_this_step(coffee="Niets.", expects=422)

    assert (missing.status, missing.errors) == (422, {"coffee": COFFEE.missing})
    assert short.status == 422
    assert short.errors == {"coffee": "Dit zijn 6 tekens. Schrijf er minstens 10."}


@each_with_coffee
def test_a_new_question_is_stored_and_keeps_the_draft_from_being_sent(applicant: Applicant) -> None:
    applicant.has_written()
    assert applicant.opens("over-jou").heading == RULE_STEP.title

    assert applicant.fills_in_this_step(coffee=TALK).heading == ABOUT_YOU_STEP.title
    assert applicant.stored.answers["coffee"] == TALK


@each_with_coffee
def test_a_new_question_is_on_the_overview_and_can_be_changed_there(applicant: Applicant) -> None:
    page = applicant.has_written(coffee=TALK)

    assert TALK in page.text
    assert page.press("Wijzig wat je schreef").value("coffee") == TALK


@each_with_coffee
def test_a_new_question_is_in_the_record_and_on_both_pages(
    applicant: Applicant, bart: Coordinator
) -> None:
    proposal = applicant.has_sent(coffee=TALK)

    assert {"key": "coffee", "step": RULE, "label": COFFEE.label, "text": TALK} in proposal.record
    for page in (bart.opens_the_link(), applicant.opens_own_page()):
        assert COFFEE.label in page.text
        assert TALK in page.text


@each_with_coffee
def test_a_new_question_is_in_the_alert_when_it_is_listed(
    applicant: Applicant, bart: Coordinator
) -> None:
    applicant.has_sent(coffee=TALK)
    letter = bart.reads_mail()

    assert f"{COFFEE.label}\n{TALK}" in letter.text
    assert TALK in BeautifulSoup(letter.html, "html5lib").get_text()


@each_with_coffee
def test_a_new_question_can_be_reopened(applicant: Applicant, bart: Coordinator) -> None:
    proposal = applicant.has_sent(coffee=TALK)
    bart.has_replied(
        proposal, "info_requested", scope=CHOSEN, unclear_questions=["coffee"], unclear="Wat?"
    )

    page = applicant.opens_own_page().follow("Beantwoord onze vraag")

    assert page.value("coffee") == TALK


@pytest.mark.usefixtures("with_coffee_later")
def test_a_new_question_to_tell_more_of_is_asked_and_kept_without_another_line(
    applicant: Applicant, bart: Coordinator
) -> None:
    applicant.has_sent()
    part = applicant.opens_own_page().follow("Vertel meer").follow(PARTS[0].title)

    part.press("Bewaar", coffee=TALK)

    assert applicant.stored.answers["coffee"] == TALK
    assert TALK in bart.opens_the_link().text


# A kind of question


class MachineKind(LineKind):
    """Which coffee machine it is about; we know how each of them is doing."""

    def check(self, question: Question, value: object) -> str | None:
        return None if value in ("hal", "gang") else "Die automaat kennen we niet."

    def display(self, question: Question, value: object) -> str:
        return f"De automaat in de {value}"

    def note(self, question: Question, value: object) -> str:
        return f"Die in de {value} is vaak stuk."


@pytest.fixture
def with_a_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """A question more of a kind of its own, told in the alert."""
    machine = replace(COFFEE, key="machine", kind=MachineKind(), label="Welke?", minimum=0)
    swap(monkeypatch, QUESTIONS, (*QUESTIONS, machine))
    swap(monkeypatch, ALERT_SHOWS, (*ALERT_SHOWS, "machine"))


@pytest.mark.usefixtures("with_a_machine")
def test_a_new_kind_checks_shows_and_mails_its_answer(
    applicant: Applicant, bart: Coordinator
) -> None:
    applicant.has_written(until="regel")
    refused = applicant.fills_in_this_step(machine="zolder")
    assert (refused.status, refused.errors) == (422, {"machine": "Die automaat kennen we niet."})

    applicant.has_sent(machine="hal")

    for told in (bart.reads_mail().text, bart.opens_the_link().text):
        assert "De automaat in de hal" in told
        assert "Die in de hal is vaak stuk." in told


# A criterion


@pytest.fixture
def with_canteen(monkeypatch: pytest.MonkeyPatch) -> None:
    """A criterion more, at the end."""
    swap(monkeypatch, CRITERIA, (*CRITERIA, CANTEEN))


each_with_canteen = pytest.mark.usefixtures("with_canteen")


@each_with_canteen
def test_a_new_criterion_is_asked_and_told(applicant: Applicant) -> None:
    page = applicant.does_the_check(canteen="no")

    assert page.heading == DISCUSS.title
    assert "Neem dan zelf brood mee." in page.text


@each_with_canteen
def test_a_new_criterion_can_be_changed_with_the_draft(applicant: Applicant) -> None:
    applicant.has_written(until="regel", check={"canteen": "no"})

    assert applicant.opens("check").value("canteen") == "no"


@each_with_canteen
def test_a_draft_from_before_a_new_criterion_asks_for_it(applicant: Applicant) -> None:
    page = applicant.has_written(until="regel")

    assert page.heading == "Je antwoorden in de check"
    unanswered = page.press("Verder met je voorstel", expects=422)
    assert unanswered.errors == {"canteen": CANTEEN.missing}
    assert page.press("Verder met je voorstel", canteen="yes").heading == RULE_STEP.title


@each_with_canteen
def test_a_new_criterion_is_on_the_coordinators_page_and_in_the_alert(
    applicant: Applicant, bart: Coordinator
) -> None:
    applicant.has_sent(check={"canteen": "no"})

    assert "Is er een kantine? Nee" in bart.reads_mail().text
    page = bart.opens_the_link()
    assert "Is er een kantine?" in page.text
    assert f"De check: {DISCUSS.title}" in page.text


def test_a_proposal_from_before_a_new_criterion_can_still_be_read(
    applicant: Applicant, bart: Coordinator, monkeypatch: pytest.MonkeyPatch
) -> None:
    proposal = applicant.has_sent()
    swap(monkeypatch, CRITERIA, (*CRITERIA, CANTEEN))

    assert bart.opens_the_link().heading == proposal.title


def test_a_proposal_from_before_a_new_criterion_can_still_be_replied_to(
    applicant: Applicant, bart: Coordinator, monkeypatch: pytest.MonkeyPatch
) -> None:
    proposal = applicant.has_sent()
    swap(monkeypatch, CRITERIA, (*CRITERIA, CANTEEN))

    bart.has_replied(proposal, "already_allowed", room="Hier.")

    assert applicant.stored.status == "already_allowed"


# A status and its reply


@pytest.fixture
def with_a_vote(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A status more, the reply that leads to it, and what its migration does."""
    voted = Status("voted", "In stemming", "De bonden stemmen erover.", ("approved",))
    submitted = replace(status.status("submitted"), follows=("voted",))
    others = tuple(s for s in STATUSES if s.key != "submitted")
    swap(monkeypatch, STATUSES, (*others, submitted, voted))
    asks = (ReplyQuestion("when", "Wanneer?", LINE, maximum=100, told="Wanneer"),)
    told = ("liet stemmen", "laat erover stemmen")
    vote = ReplyKind("voted", "stemming", "In stemming brengen", "Zelden.", *told, asks)
    swap(monkeypatch, REPLIES, (*REPLIES, vote))
    with app.app_context(), transaction():
        allow(database.obj, "proposal", "status", (*PROPOSAL_STATUSES, "voted"))
        allow(database.obj, "reply", "kind", (*REPLY_KINDS, "voted"))
    yield
    with app.app_context(), transaction():
        Proposal.delete().execute()
        allow(database.obj, "proposal", "status", PROPOSAL_STATUSES)
        allow(database.obj, "reply", "kind", REPLY_KINDS)


@pytest.mark.usefixtures("with_a_vote")
def test_a_new_status_with_its_reply_reaches_everybody(
    applicant: Applicant, bart: Coordinator, rense: Coordinator
) -> None:
    applicant.has_sent()
    bart.replies("In stemming brengen", when="Op de eerste dinsdag.")

    assert "Status: In stemming" in bart.page.text
    assert "Bart Krull liet stemmen" in rense.reads_mail().text
    own = applicant.opens_own_page()
    assert "Status: In stemming" in own.text
    assert "De bonden stemmen erover." in own.text
    assert "Op de eerste dinsdag." in own.text


# A step of a pilot


def test_a_new_step_of_a_pilot_can_be_taken_by_whom_it_is_for(
    applicant: Applicant, bart: Coordinator, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = replace(COFFEE, step="", minimum=1)
    party = PilotStep("party", "feestje", "Vier het", "vierde het", "preparing", (question,))
    swap(monkeypatch, STEPS, (*STEPS, party))
    proposal = applicant.has_sent()
    bart.has_replied(proposal, "approved", pilot_form="doe_tank", duration_months=3, conditions="")

    page = applicant.opens_own_page().follow("Bekijk je pilot").follow("Vier het")
    page = page.press("Opslaan", coffee="Met taart.")

    assert "Feestje" in page.text
    assert "Met taart." in page.text
    assert "De indiener vierde het." in bart.reads_mail().text
    bart.signs_in()
    assert "De indiener vierde het" in bart.looks_at(proposal).text


# A mail


@pytest.mark.own_app
def test_a_new_mail_needs_a_kind_and_two_templates(app: Flask, post_office: PostOffice) -> None:
    templates = {
        "mail/birthday.txt": "Gefeliciteerd: {{ link }}",
        "mail/birthday.html": "<p>Gefeliciteerd: <a href='{{ link }}'>feest</a></p>",
    }
    app.jinja_env.loader = ChoiceLoader([DictLoader(templates), app.jinja_env.loader])
    kind = kinds.MailKind("birthday", "Feest bij {name}", answerable=True)
    context: dict[str, Any] = {"name": "Truus", "link": "https://x/1"}

    with app.app_context():
        queued(kind, Person("", "t@voorbeeld.example"), proposal=None, **context)
        send.send_due()

    (letter,) = post_office.to("t@voorbeeld.example")
    assert letter.subject == "Feest bij Truus"
    assert letter.link == "https://x/1"
    assert "feest</a>" in letter.html
    assert "r.bos@imi.nu" in letter.message["Reply-To"]
