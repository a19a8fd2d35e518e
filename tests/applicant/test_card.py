"""The question whether a text may be on the site: read first, answered, and changed at any time."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from regelruimte import clock
from regelruimte.register.ask import Refused
from regelruimte.register.write import save
from regelruimte.store.models import Proposal, RuleCardText
from tests.cards import TYPED, asks, now, rows_of, three_released, three_send, writes
from tests.people import Applicant, Everyone
from tests.queries import queries_of, repeated
from tests.visitor import Page


@pytest.fixture
def asked(everyone: Everyone) -> RuleCardText:
    """A text about three proposals that their applicants were asked about."""
    with everyone.app.app_context():
        text = writes(everyone, three_send(everyone.applicant))
        asks(everyone, text)
        return now(text)


def opens(everyone: Everyone, text: RuleCardText) -> Page:
    """Open one's own page from the mail, as the first of the three applicants."""
    with everyone.app.app_context():
        email = rows_of(now(text))[0].proposal.email
    return everyone.applicant.visitor.visit(everyone.post_for(email)[-1].link)


def said(app: Flask, text: RuleCardText) -> str:
    with app.app_context():
        return str(rows_of(now(text))[0].answer)


def test_who_is_asked_reads_the_very_text_and_answers(
    app: Flask, everyone: Everyone, asked: RuleCardText
) -> None:
    page = opens(everyone, asked).follow("Bekijk de tekst en kies")
    law = "Algemene wet bestuursrecht"
    for words in (asked.title, asked.rule_says, asked.in_the_way, asked.room, law):
        assert words in page.text
    assert clock.dutch_date(clock.today() + timedelta(days=28)) in page.text

    page = page.press("Stuur je antwoord", may_we="yes")

    assert "Je antwoord is verstuurd." in page.text
    assert said(app, asked) == "yes"


def test_the_page_asks_each_thing_once(everyone: Everyone, asked: RuleCardText) -> None:
    path = opens(everyone, asked).path

    found = queries_of(everyone.applicant.visitor, "GET", f"{path}/regelkaart")

    assert repeated(found) == []
    assert len(found) == 4  # the link, its proposal, what was asked, of how many proposals


def test_nothing_is_chosen_beforehand(app: Flask, everyone: Everyone, asked: RuleCardText) -> None:
    page = opens(everyone, asked).follow("Bekijk de tekst en kies")

    page = page.press("Stuur je antwoord", expects=422)

    assert page.errors == {"may_we": "Kies of de tekst op onze site mag."}
    assert said(app, asked) == "asked"


@pytest.mark.parametrize("then", ["no", "later"])
def test_a_yes_can_be_changed(
    app: Flask, everyone: Everyone, asked: RuleCardText, then: str
) -> None:
    page = opens(everyone, asked).follow("Bekijk de tekst en kies")
    page = page.press("Stuur je antwoord", may_we="yes")

    page.follow("De tekst over deze regel").press("Stuur je antwoord", may_we=then)

    assert said(app, asked) == then


def test_an_answer_to_a_text_that_was_changed_meanwhile_is_asked_anew(
    app: Flask, everyone: Everyone, asked: RuleCardText
) -> None:
    page = opens(everyone, asked).follow("Bekijk de tekst en kies")
    with app.app_context():
        new = {**TYPED, "theme": "data"}
        save(asked, asked.etag, new, everyone.config.coordinators[0])
        asks(everyone, asked)

    page = page.press("Stuur je antwoord", expects=409, may_we="yes")

    assert "Gegevens" in page.text
    assert said(app, asked) == "asked"


def test_while_the_text_is_written_anew_there_is_nothing_to_answer(
    app: Flask, everyone: Everyone, asked: RuleCardText
) -> None:
    page = opens(everyone, asked).follow("Bekijk de tekst en kies")
    with app.app_context():
        save(asked, asked.etag, {**TYPED, "theme": "data"}, everyone.config.coordinators[0])

    page = page.press("Stuur je antwoord", may_we="yes")

    assert page.path.startswith("/mijn/")
    assert "We hebben een vraag" not in page.text


def test_what_is_on_the_site_can_be_taken_from_it(app: Flask, everyone: Everyone) -> None:
    with app.app_context():
        (text, _), *_ = three_released(everyone)
    page = opens(everyone, text).follow("De tekst over deze regel")
    assert page.asks("may_we")

    page.press("Stuur je antwoord", may_we="no")

    with app.app_context():
        assert now(text).state == "withdrawn"


def test_who_was_asked_nothing_has_no_such_page(applicant: Applicant) -> None:
    applicant.has_sent()
    page = applicant.opens_own_page()

    assert "De tekst over deze regel" not in page.text
    assert applicant.visitor.visit(f"{page.path}/regelkaart").path == page.path


def test_what_was_asked_and_said_is_in_the_download(
    everyone: Everyone, asked: RuleCardText
) -> None:
    page = opens(everyone, asked).follow("Bekijk de tekst en kies")
    page = page.press("Stuur je antwoord", may_we="later")

    link = next(a for a in page.soup.select("a") if "alles downloaden" in a.get_text())
    (told,) = everyone.applicant.visitor.client.get(link["href"]).get_json()["teksten voor de site"]

    assert told["antwoord"] == "ja, later"
    assert asked.room in {each["antwoord"] for each in told["inhoud"]}


def test_of_a_confidential_proposal_nobody_is_asked(app: Flask, everyone: Everyone) -> None:
    with app.app_context():
        text = writes(everyone, three_send(everyone.applicant))
        Proposal.update(confidential=True).where(
            Proposal.id == rows_of(text)[0].proposal_id
        ).execute()

        with pytest.raises(Refused):
            asks(everyone, text)
        assert {row.answer for row in rows_of(text)} == {"none"}
