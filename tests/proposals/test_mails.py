"""Mails about a proposal: all of it to the coordinators, nothing of it to the applicant."""

from __future__ import annotations

import re
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask

from regelruimte import clock
from regelruimte.check.criteria import CRITERIA
from regelruimte.fields.kinds import AREA, LINE
from regelruimte.proposals.levels import LEVELS
from regelruimte.proposals.questions import QUESTIONS
from tests.markup import text_of, tree_of
from tests.people import Applicant, Coordinator
from tests.postoffice import Letter

INTERNAL = next(level for level in LEVELS if level.key == "internal_rule")
WORKPLACE = next(criterion for criterion in CRITERIA if criterion.key == "workplace")
MANDATE = next(criterion for criterion in CRITERIA if criterion.key == "mandate")
COORDINATORS = ["b.krull@imi.nu", "r.bos@imi.nu"]
# A word of its own in every text, to find back wherever it must not be.
CANARIES: dict[str, Any] = {
    question.key: f"kanarie-{question.key} en genoeg andere woorden om het veld mee te vullen"
    for question in QUESTIONS
    if question.kind in {AREA, LINE} and question.key != "title"
} | {"title": "kanarie-title"}


def whole(letter: Letter) -> str:
    """Return all that a mail program shows, and the headers with it."""
    return f"{letter.message.items()}\n{letter.text}\n{letter.html}"


# Alerts


@pytest.mark.parametrize("address", COORDINATORS)
def test_an_alert_holds_what_the_contract_names(applicant: Applicant, address: str) -> None:
    proposal = applicant.has_sent()
    (letter,) = applicant.everyone.post_for(address)

    assert letter.subject == f"[Regelruimte] Nieuw voorstel {proposal.reference}: {proposal.title}"
    for part in (letter.text, BeautifulSoup(letter.html, "html5lib").get_text()):
        for key in ("rule_text", "alternative", "safeguard", "mandate_holder"):
            assert applicant.sample[key] in part
        assert INTERNAL.label in part
        assert f"Wie ruimte kan geven: {INTERNAL.room}." in part
        assert "Een tijd anders werken dan de regel zegt" in part
        assert "Grenzen" in part
        assert f"{MANDATE.label} Ja" in part
        assert "De check: Je kunt meedoen" in part
        assert f"Reageer uiterlijk op {clock.dutch_date(proposal.reply_due)}" in part


def test_an_alert_tells_what_it_takes_to_see_which_cannot_wait(
    applicant: Applicant, bart: Coordinator
) -> None:
    proposal = applicant.has_sent()
    letter = bart.reads_mail()

    answers, workplace = proposal.answers, applicant.sample["check"]["workplace"]
    works_at = next(choice.label for choice in WORKPLACE.choices if choice.key == workplace)
    for part in (letter.text, text_of(tree_of(letter.html))):
        told = " ".join(part.split())
        assert re.search(f"Soort organisatie:? {works_at}", told)
        assert re.search(f"Uren per maand:? {answers['hours_per_month']} uur", told)
        assert " ".join(answers["example"].split()) in told
        assert told.index(answers["rule_text"][:20]) < told.index(answers["alternative"][:20])


def test_lines_stay_lines_where_a_program_reads_no_styles(
    applicant: Applicant, bart: Coordinator
) -> None:
    applicant.has_sent(alternative="Eerst <b>bellen</b>.\nDan pas mailen, en dat iedere keer weer.")

    assert "Eerst &lt;b&gt;bellen&lt;/b&gt;.<br>Dan pas mailen" in bart.reads_mail().html


@pytest.mark.parametrize("address", COORDINATORS)
def test_an_alert_holds_exactly_one_link_in_both_parts(applicant: Applicant, address: str) -> None:
    applicant.has_sent()
    (letter,) = applicant.everyone.post_for(address)

    assert letter.link.startswith("http://127.0.0.1:8000/reactie/")
    assert [a["href"] for a in BeautifulSoup(letter.html, "html5lib").find_all("a")] == [
        letter.link
    ]


def test_each_coordinator_has_a_link_of_one_s_own(
    applicant: Applicant, bart: Coordinator, rense: Coordinator
) -> None:
    applicant.has_sent()

    assert bart.reads_mail().link != rense.reads_mail().link


def test_of_a_short_form_an_alert_holds_what_was_asked_and_no_empty_places(
    applicant: Applicant, bart: Coordinator
) -> None:
    applicant.does_it_all()
    letter = bart.reads_mail()

    assert applicant.sample["rule_text"] in letter.text
    assert applicant.sample["alternative"] in letter.text
    for part in (letter.text, letter.html):
        assert "Niet ingevuld" not in part
        assert "Wat er mis kan gaan" not in part


def test_addresses_of_applicants_cannot_be_clicked(applicant: Applicant, bart: Coordinator) -> None:
    text = "Kijk op https://kwaad.example/x of www.kwaad.example of mail ik@kwaad.example even."
    applicant.has_sent(alternative=text)
    letter = bart.reads_mail()

    for part in (letter.text, letter.html):
        assert "https://kwaad" not in part
        assert "www.kwaad" not in part
        assert "ik@kwaad" not in part
    assert "kwaad[.]example" in letter.text


def test_markup_of_applicants_stays_text(applicant: Applicant, bart: Coordinator) -> None:
    applicant.has_sent(alternative="<a href='/x'>klik</a><script>x</script> " + "en meer " * 6)

    html = BeautifulSoup(bart.reads_mail().html, "html5lib")
    assert html.find("script") is None
    assert len(html.find_all("a")) == 1


def test_an_alert_for_a_signal_is_told_as_one(applicant: Applicant, bart: Coordinator) -> None:
    proposal = applicant.takes(7).has_sent()
    letter = bart.reads_mail()

    assert letter.subject == f"[Regelruimte] Nieuw signaal {proposal.reference}: {proposal.title}"
    assert f"Er is een nieuw signaal: {proposal.reference}." in letter.text
    assert "De check: Nu nog niet" in letter.text


@pytest.mark.parametrize("check", [{}, {"mandate": "no"}], ids=["proposal", "signal"])
def test_a_confidential_alert_holds_the_reference_the_date_and_the_link(
    applicant: Applicant, bart: Coordinator, check: dict[str, str]
) -> None:
    canaries = {**CANARIES, "confidential": "confidential"}
    proposal = applicant.takes(9).has_sent(check=check, **canaries)
    letter = bart.reads_mail()

    assert letter.subject == f"[Regelruimte] Nieuw vertrouwelijk voorstel {proposal.reference}"
    assert clock.dutch_date(proposal.reply_due) in letter.text
    assert "/reactie/" in letter.link
    assert "kanarie" not in whole(letter)
    assert "Wie ruimte kan geven" not in letter.text


def test_no_alert_names_the_applicant(applicant: Applicant, bart: Coordinator) -> None:
    applicant.has_sent(**CANARIES)
    letter = bart.reads_mail()

    assert "kanarie-alternative" in whole(letter)
    for key in ("name", "organisation", "job_title"):
        assert f"kanarie-{key}" not in whole(letter)
    assert applicant.email not in whole(letter)


# Mails to the applicant


def everything_that_is_mailed_to_an_applicant(
    applicant: Applicant, bart: Coordinator, **changed: Any
) -> list[Letter]:
    """Ask for the link, send, be asked for more, and be answered."""
    applicant.has_written(**{**CANARIES, **changed})
    applicant.opens("later").press("Mail mij de link", where="known")
    applicant.opens()
    applicant.sends(**{**CANARIES, **changed})
    asked = {"unclear_questions": ["alternative"], "unclear": "kanarie-unclear"}
    bart.has_replied(applicant.stored, "info_requested", **asked)
    bart.has_replied(applicant.stored, "already_allowed", room="kanarie-room")
    return applicant.everyone.post_for(applicant.email)


@pytest.mark.parametrize("confidential", ["normal", "confidential"])
def test_no_mail_to_an_applicant_holds_anything_of_the_proposal(
    applicant: Applicant, bart: Coordinator, confidential: str
) -> None:
    letters = everything_that_is_mailed_to_an_applicant(applicant, bart, confidential=confidential)

    assert [letter.subject.split(",")[0] for letter in letters] == [
        "Je link voor Regelruimte",
        "Regelruimte heeft je bericht ontvangen",
        "Regelruimte heeft je antwoord nodig",
        "Reactie van Regelruimte",
    ]
    words = [entry["text"] for entry in applicant.stored.record if len(entry["text"]) > 5]
    assert len(words) > 20
    for letter in letters:
        letter.message.replace_header("To", "")  # the address itself stands there
        assert "kanarie" not in whole(letter).lower()
        assert [word for word in words if word in whole(letter)] == []


def test_a_receipt_holds_the_reference_and_when_to_expect_a_reply(applicant: Applicant) -> None:
    proposal = applicant.has_sent()
    letter = applicant.reads_mail()

    for part in (letter.text, letter.html):
        assert proposal.reference in part
        assert clock.dutch_date(proposal.reply_due) in part
    assert letter.link.startswith("http://127.0.0.1:8000/mijn/")


def test_every_mail_to_an_applicant_holds_exactly_one_link(
    applicant: Applicant, bart: Coordinator
) -> None:
    for letter in everything_that_is_mailed_to_an_applicant(applicant, bart):
        links = BeautifulSoup(letter.html, "html5lib").find_all("a")
        assert [link["href"] for link in links] == [letter.link]


def test_the_reference_of_a_confidential_proposal_is_in_no_mail_to_the_applicant(
    applicant: Applicant, bart: Coordinator
) -> None:
    letters = everything_that_is_mailed_to_an_applicant(
        applicant, bart, confidential="confidential"
    )

    assert [letter for letter in letters if applicant.stored.reference in whole(letter)] == []


@pytest.mark.settings(SITE_URL="https://regelruimte.example")
def test_links_begin_with_the_site_whatever_host_was_asked(
    app: Flask, applicant: Applicant
) -> None:
    applicant.has_written()
    forged = {"Host": "regelruimte.example", "X-Forwarded-Host": "kwaad.example"}
    sent = app.test_client().post(
        f"/voorstel/{applicant.token}/over-jou",
        data={**applicant.answers, "address_is_right": "yes"},
        headers={**forged, "Forwarded": "host=kwaad.example"},
    )
    assert sent.status_code == 303

    for address in (*COORDINATORS, applicant.email):
        (letter,) = applicant.everyone.post_for(address)
        assert letter.link.startswith("https://regelruimte.example/")
        assert "kwaad" not in whole(letter)


def test_an_address_in_the_title_is_no_link_in_the_subject(
    applicant: Applicant, bart: Coordinator
) -> None:
    applicant.has_sent(title="Zie https://kwaad.example/nu")
    letter = bart.reads_mail()

    assert letter.subject.endswith(": Zie https[:]//kwaad[.]example/nu")
    assert "kwaad.example" not in letter.text + letter.html
