"""The people of the story; what they do reads as sentences, whichever way they do it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Flask

from regelruimte.config import Config
from regelruimte.config import Coordinator as Person
from regelruimte.demo.load import answers_of, samples
from regelruimte.drafts import journey
from regelruimte.drafts.ask_for_yes import ask_for_yes
from regelruimte.drafts.begin import begin
from regelruimte.drafts.enter import enter
from regelruimte.drafts.entry_questions import entry_questions
from regelruimte.drafts.save import new_base_version, save
from regelruimte.drafts.submit import submit
from regelruimte.fields.question import Situation
from regelruimte.mail import send
from regelruimte.proposals.questions import (
    ABOUT_YOU_STEP,
    PARTS,
    RULE_STEP,
    SHARING_STEP,
    TITLE_STEP,
)
from regelruimte.replies.give import give
from regelruimte.replies.kinds import questions_for, reply_kind
from regelruimte.replies.prepare import prepare, prepared
from regelruimte.store import links
from regelruimte.store.models import Link, Proposal
from tests.postoffice import Letter, PostOffice
from tests.visitor import Page, Visitor

SAMPLES = samples()


class Everyone:
    """An applicant, both coordinators, and the mailer between them."""

    def __init__(self, app: Flask, post_office: PostOffice) -> None:
        self.app, self.post_office = app, post_office
        self.config: Config = app.config["REGELRUIMTE"]
        self.applicant = Applicant(self)
        self.bart = Coordinator(self, "b.krull@imi.nu")
        self.rense = Coordinator(self, "r.bos@imi.nu")

    def post_for(self, address: str) -> list[Letter]:
        """Let the mailer do its round, and return the letters to this address."""
        with self.app.app_context():
            while send.send_due():
                pass
        return self.post_office.to(address)


class Applicant:
    """Somebody who fills in one of the ten samples, with small changes where a test wants them."""

    def __init__(self, everyone: Everyone) -> None:
        self.everyone = everyone
        self.visitor = Visitor(everyone.app)
        self.sample = SAMPLES[0]
        self.page: Page

    def takes(self, number: int) -> Applicant:
        """Use another sample: 1 to 10."""
        self.sample = SAMPLES[number - 1]
        return self

    @property
    def answers(self) -> dict[str, Any]:
        """What is typed for this sample."""
        return answers_to_type(self.sample)

    @property
    def email(self) -> str:
        """The applicant's address."""
        return str(self.sample["email"])

    def does_the_check(self, **changed: str) -> Page:
        """Answer the five questions; end at the verdict, or past it where it says nothing."""
        check = {**self.sample["check"], **changed}
        self.page = self.visitor.visit("/").follow("Doe de check")
        self.page = self.page.press("Verder", **check)
        return self.page

    def begins(self, **changed: str) -> Page:
        """Do the check and begin the proposal; end at its first step."""
        self.does_the_check(**changed)
        labels = ("Beschrijf de regel", "Stuur toch een voorstel", "Stuur een signaal")
        for label in (label for label in labels if label in self.page.text):
            self.page = self.page.press(label)
        return self.page

    def fills_in_this_step(self, *, expects: int | None = None, **changed: Any) -> Page:
        """Answer what this step asks, and go on."""
        self.page = self.page.press("Verder", expects=expects, **self._asked_here(changed))
        return self.page

    def sends(self, *, expects: int | None = None, **changed: Any) -> Page:
        """Say who one is and that the address is right, and send."""
        asked = self._asked_here({"address_is_right": "yes", **changed})
        self.page = self.page.press("Verstuur je", expects=expects, **asked)
        return self.page

    def does_it_all(self, **changed: Any) -> Page:
        """Go from the call to the page with the reference."""
        self.begins()
        self.fills_in_this_step(**changed)
        return self.sends(**changed)

    def _asked_here(self, changed: Mapping[str, Any]) -> dict[str, Any]:
        answers = {**self.answers, **changed}
        return {key: value for key, value in answers.items() if self.page.asks(key)}

    def has_written(self, until: str = "", **changed: Any) -> Page:
        """Have filled in every step before `until`, or all; end where one goes on.

        This and `has_sent` do without the pages on the way, for tests of what comes after. Without
        `until` also what can be told later was told beforehand, as an older form asked it.
        """
        with self.everyone.app.app_context():
            _, self.token = begin({**self.sample["check"], **changed.pop("check", {})})
            self._writes(until, {**filled_in(self.sample), **changed})
        return self.opens(until)

    def has_written_it_all(self, **changed: Any) -> None:
        """Have a draft that can be sent; no page of it is opened."""
        with self.everyone.app.app_context():
            _, self.token = begin({**self.sample["check"], **changed.pop("check", {})})
            self._writes("", {**filled_in(self.sample), **changed})

    def has_sent(self, **changed: Any) -> Proposal:
        """Have sent the proposal."""
        self.has_written_it_all(**changed)
        with self.everyone.app.app_context():
            return submit(self._opened().proposal, self.everyone.config)

    def opens(self, place: str = "") -> Page:
        """Open a page of the draft."""
        address = f"/voorstel/{self.token}/{place}".rstrip("/")
        self.page = self.visitor.visit(address)
        return self.page

    def in_another_tab(self, place: str = "") -> Page:
        """Open a page of the draft beside the one that is open."""
        return self.visitor.visit(f"/voorstel/{self.token}/{place}")

    @property
    def stored(self) -> Proposal:
        """What is stored of the draft or proposal by now."""
        with self.everyone.app.app_context():
            link = Link.get(Link.token_hash == links._hash(self.token))
            return Proposal.get_by_id(link.proposal_id)

    def _opened(self) -> Link:
        link = links.find(links.Purpose.DRAFT, self.token)
        assert link is not None
        return link

    def _writes(self, until: str, answers: Mapping[str, Any]) -> None:
        proposal = self._opened().proposal
        for step in (RULE_STEP, TITLE_STEP, *PARTS, SHARING_STEP, ABOUT_YOU_STEP):
            if step.slug == until:
                break
            asked = journey.questions_of(step, proposal.situation)
            values = {question.key: answers.get(question.key) for question in asked}
            save(proposal, step.slug, values, new_base_version(proposal, step.slug))

    def reads_mail(self) -> Letter:
        """Return the newest letter."""
        return self.everyone.post_for(self.email)[-1]

    def opens_own_page(self) -> Page:
        """Follow the link in the newest letter, saying "dit ben ik" where that is asked."""
        self.page = self.visitor.visit(self.reads_mail().link)
        if self.page.asks("it_is_me"):
            self.page = self.page.press("Verder", it_is_me="yes")
        return self.page

    def writes(self, text: str) -> Page:
        """Write the coordinators a message, from the own page."""
        form = self.opens_own_page().follow("Schrijf ons een bericht")
        self.page = form.press("Stuur het bericht", text=text, send_it="yes")
        return self.page


class Coordinator:
    """Bart or Rense, who live in their mailbox."""

    def __init__(self, everyone: Everyone, email: str) -> None:
        self.everyone, self.email = everyone, email
        self.visitor = Visitor(everyone.app)
        # The browser in which the workspace is used; links in mails need no cookie.
        self.browser = Visitor(everyone.app, keeps_cookies=True)
        self.page: Page

    def signs_in(self) -> Page:
        """Come into the workspace by a mailed link."""
        self.browser.visit("/werkruimte/aanmelden").press("Mail mij een link", email=self.email)
        page = self.browser.visit(self.reads_mail().link)
        self.page = page.press("Meld mij aan", sign_me_in="yes")
        return self.page

    def looks_at(self, proposal: Proposal) -> Page:
        """Open a proposal in the workspace."""
        self.page = self.browser.visit(f"/werkruimte/voorstel/{proposal.reference}")
        return self.page

    def reads_mail(self) -> Letter:
        """Return the newest letter."""
        return self.everyone.post_for(self.email)[-1]

    def opens_the_link(self) -> Page:
        """Follow the link in the newest letter."""
        self.page = self.visitor.visit(self.reads_mail().link)
        return self.page

    def prepares(self, label: str, *, expects: int | None = None, **answers: Any) -> Page:
        """Write a reply; end at the confirmation."""
        form = self.page.follow(label)
        self.page = form.press("Controleer je reactie", expects=expects, **answers)
        return self.page

    def confirms(self, *, expects: int | None = None) -> Page:
        """Give the prepared reply."""
        self.page = self.page.press("Stuur de reactie", expects=expects, give_it="give")
        return self.page

    def replies(self, label: str, **answers: Any) -> Page:
        """Open the link, write a reply and give it."""
        self.opens_the_link()
        self.prepares(label, **answers)
        return self.confirms()

    def has_entered(self, **changed: Any) -> Proposal:
        """Have entered what the applicant told, without the pages on the way."""
        sample = self.everyone.applicant.sample
        answers = {**filled_in(sample), **changed}
        with self.everyone.app.app_context():
            asked = entry_questions(Situation(check=sample["check"]))
            told = {question.key: answers.get(question.key) for question in asked}
            return enter(sample["check"], told, self._me)

    def has_asked_for_yes(self, **changed: Any) -> Proposal:
        """Have entered it, and have the applicant mailed the link to it."""
        entry = self.has_entered(**changed)
        with self.everyone.app.app_context():
            ask_for_yes(entry, self._me, self.everyone.config)
        return entry

    @property
    def _me(self) -> Person:
        people = self.everyone.config.coordinators
        return next(person for person in people if person.email == self.email)

    def writes(self, text: str) -> Page:
        """Open the newest link and write the applicant a message."""
        form = self.opens_the_link().follow("Schrijf een bericht")
        self.page = form.press("Stuur het bericht", text=text, send_it="yes")
        return self.page

    def has_replied(self, proposal: Proposal, key: str, **answers: Any) -> None:
        """Have given a reply, without the pages on the way."""
        with self.everyone.app.app_context():
            ready = prepared(self._prepares(proposal, key, answers)[0])
            assert ready is not None
            give(ready, self.everyone.config)

    def has_prepared(self, proposal: Proposal, key: str, **answers: Any) -> str:
        """Have written a reply that is not given yet; return the path of the link it is at."""
        with self.everyone.app.app_context():
            return f"/reactie/{self._prepares(proposal, key, answers)[1]}"

    def _prepares(
        self, proposal: Proposal, key: str, answers: Mapping[str, Any]
    ) -> tuple[Link, str]:
        proposal = Proposal.get_by_id(proposal.id)
        token = links.make(links.Purpose.COORDINATOR, proposal, recipient=self.email)
        link = links.find(links.Purpose.COORDINATOR, token)
        assert link is not None
        kind = reply_kind(key)
        prepare(link, self._me, kind, questions_for(kind, proposal.situation), answers)
        return link, token


def filled_in(sample: Mapping[str, Any]) -> dict[str, Any]:
    """Return a sample's answers as they are kept; a pilot cannot begin in the past any more."""
    answers = answers_of(sample)
    if (sample.get("start_months_from_now") or 0) < 0:
        answers["start_month"] = ""
    return answers


def answers_to_type(sample: Mapping[str, Any]) -> dict[str, Any]:
    """Return a sample's answers as a form sends them."""
    return {key: _typed(value) for key, value in filled_in(sample).items()}


def _typed(value: Any) -> Any:
    if isinstance(value, bool):
        return "yes" if value else None
    return value if isinstance(value, list) else str(value)
