"""Giving a reply: of two one wins, and everybody hears what they should."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest
from flask import Flask

from regelruimte import clock
from regelruimte.store.models import OutgoingMail, Proposal
from tests.at_once import at_once
from tests.long_run import times
from tests.people import Applicant, Coordinator, Everyone
from tests.stored import dump, mails
from tests.visitor import Page, Visitor

pytestmark = pytest.mark.both_databases

PAIRS = times(short=20, long=1000)


def kinds_mailed(app: Flask) -> list[tuple[str, str]]:
    return [(mail.kind, mail.recipient) for mail in mails(app)][3:]  # after alerts and receipt


def both_prepare(applicant: Applicant) -> tuple[Coordinator, Coordinator]:
    bart, rense = applicant.everyone.bart, applicant.everyone.rense
    bart.opens_the_link()
    bart.prepares("Het mag al", room="Artikel 7:3.")
    rense.opens_the_link()
    rense.prepares("Sluiten zonder pilot", reason="too_broad", sentence="Te breed.")
    return bart, rense


def test_a_reply_changes_the_status_and_closes(applicant: Applicant, bart: Coordinator) -> None:
    bart.has_replied(applicant.has_sent(), "already_allowed", room="Hier.")

    stored = applicant.stored
    assert stored.status == "already_allowed"
    assert stored.closed_at is not None
    assert stored.first_reply_at is not None


def test_a_conversation_does_not_close(applicant: Applicant, bart: Coordinator) -> None:
    bart.has_replied(applicant.has_sent(), "in_conversation", message="Bel me.")

    assert applicant.stored.closed_at is None


def test_asking_for_more_counts_as_the_first_reply(applicant: Applicant, bart: Coordinator) -> None:
    asked = {"unclear_questions": ["measure"], "unclear": "Wat tel je?"}
    bart.has_replied(applicant.has_sent(), "info_requested", **asked)
    first = applicant.stored.first_reply_at

    with clock.moved(timedelta(days=1)):
        bart.has_replied(applicant.stored, "already_allowed", room="Hier.")

    assert first is not None
    assert applicant.stored.first_reply_at == first


def test_the_other_coordinator_is_told_at_once_and_only_that_one(
    app: Flask, applicant: Applicant, bart: Coordinator
) -> None:
    bart.has_replied(applicant.has_sent(), "already_allowed", room="Hier.")

    assert kinds_mailed(app) == [("notice", "r.bos@imi.nu"), ("reply", applicant.email)]


def test_a_question_says_in_its_subject_until_when_we_need_an_answer(
    applicant: Applicant, bart: Coordinator
) -> None:
    asked = {"scope": "loose", "unclear": "Hoeveel tijd kost het?"}
    bart.has_replied(applicant.has_sent(), "info_requested", **asked)
    letter = applicant.reads_mail()

    until = clock.dutch_date(clock.now() + timedelta(days=bart.everyone.config.terms.answer_days))
    assert letter.subject == f"Regelruimte heeft je antwoord nodig, uiterlijk op {until}"
    assert f"Tot en met {until}" in letter.text
    assert "Hoeveel tijd" not in letter.text + letter.html


def test_the_notice_tells_who_and_what(
    applicant: Applicant, bart: Coordinator, rense: Coordinator
) -> None:
    proposal = applicant.has_sent()
    bart.has_replied(proposal, "already_allowed", room="Artikel 7:3.")
    letter = rense.reads_mail()

    assert letter.subject == (
        f"[Regelruimte] Bart Krull antwoordde: “het mag al”: {proposal.reference}"
    )
    assert "Bart Krull antwoordde: “het mag al”" in letter.text
    assert f"Over: {proposal.title}" in letter.text
    assert "Artikel 7:3." in rense.opens_the_link().text


def test_of_a_confidential_proposal_the_notice_has_no_title(
    applicant: Applicant, bart: Coordinator, rense: Coordinator
) -> None:
    proposal = applicant.takes(9).has_sent()
    bart.has_replied(proposal, "already_allowed", room="Artikel 7:3.")

    assert proposal.title not in rense.reads_mail().text


@pytest.mark.settings(UNDO_MINUTES=15)
def test_the_notice_goes_at_once_and_says_when_the_applicant_hears(
    applicant: Applicant, bart: Coordinator, rense: Coordinator
) -> None:
    bart.has_replied(applicant.has_sent(), "already_allowed", room="Hier.")
    hears = clock.dutch_moment(clock.now() + timedelta(minutes=15))

    assert f"De indiener krijgt de reactie op {hears}." in rense.reads_mail().text


def test_the_second_coordinator_sees_who_what_and_when(applicant: Applicant) -> None:
    applicant.has_sent()
    bart, rense = both_prepare(applicant)
    bart.confirms()
    when = clock.now()

    page = rense.confirms()

    assert page.status == 409
    assert "Je reactie is niet verstuurd" in page.text
    assert "Bart Krull antwoordde: “het mag al”" in page.text
    assert clock.dutch_date(when) in page.text
    assert "Wat jij schreef, is niet verstuurd." in page.text


def test_the_second_coordinator_changes_nothing(app: Flask, applicant: Applicant) -> None:
    applicant.has_sent()
    bart, rense = both_prepare(applicant)
    bart.confirms()
    before = dump(app)

    rense.confirms(expects=409)

    assert dump(app) == before


def test_a_second_reply_is_too_late_even_where_it_could_still_follow(
    applicant: Applicant, bart: Coordinator, rense: Coordinator
) -> None:
    proposal = applicant.has_sent()
    rense.opens_the_link()
    rense.prepares("Sluiten zonder pilot", reason="too_broad", sentence="Te breed.")
    bart.has_replied(proposal, "in_conversation", message="Bel me.")

    page = rense.confirms()

    assert page.status == 409
    assert "Bart Krull nodigde de indiener uit" in page.text
    assert applicant.stored.status == "in_conversation"


def test_who_opens_the_form_late_sees_it_too(
    applicant: Applicant, bart: Coordinator, rense: Coordinator
) -> None:
    applicant.has_sent()
    form = rense.opens_the_link().follow("Sluiten zonder pilot")
    bart.replies("Het mag al", room="Artikel 7:3.")

    page = form.press("Controleer je reactie", reason="too_broad", sentence="Te breed.")

    assert page.status == 409
    assert "Bart Krull" in page.text


def test_confirming_twice_is_giving_once(
    app: Flask, applicant: Applicant, bart: Coordinator
) -> None:
    applicant.has_sent()
    bart.opens_the_link()
    confirmation = bart.prepares("Het mag al", room="Hier.")

    confirmation.press("Stuur de reactie", give_it="give")
    page = confirmation.press("Stuur de reactie", give_it="give")

    assert page.status == 200
    assert "Status: Het mag al" in page.text
    assert len(kinds_mailed(app)) == 2


def test_one_coordinator_s_ten_posts_at_once_are_one_reply(
    app: Flask, applicant: Applicant, bart: Coordinator
) -> None:
    applicant.has_sent()
    bart.opens_the_link()
    ready = bart.prepares("Het mag al", room="Hier.")
    answers = {"give_it": "give", "gelezen": ready.value("gelezen")}

    def confirm() -> Page:
        return Visitor(app).submit("POST", ready.path, answers)

    pages = at_once(*[confirm] * 10)

    assert {page.status for page in pages} == {200}
    assert len(kinds_mailed(app)) == 2
    assert len([row for row in dump(app)["Event"] if "replied" in row]) == 1


def test_of_two_replies_at_the_same_instant_one_wins(app: Flask, everyone: Everyone) -> None:
    for _ in range(PAIRS):
        proposal = everyone.applicant.has_sent()
        with app.app_context():
            OutgoingMail.delete().execute()
        barts = everyone.bart.has_prepared(proposal, "in_conversation", message="Bel me.")
        renses = everyone.rense.has_prepared(proposal, "declined", reason="too_broad", sentence="")

        pages = [Visitor(app).visit(f"{path}/bevestigen") for path in (barts, renses)]
        statuses = at_once(*[partial(confirm, app, page) for page in pages])

        assert sorted(statuses) == [303, 409]
        bart_won = statuses[0] == 303
        stored = everyone.applicant.stored
        assert stored.status == ("in_conversation" if bart_won else "declined")
        assert stored.status_version == 2
        assert [(mail.kind, mail.recipient) for mail in mails(app)] == [
            ("notice", everyone.rense.email if bart_won else everyone.bart.email),
            ("reply", everyone.applicant.email),
        ]


def confirm(app: Flask, page: Page) -> int:
    answers = {"give_it": "give", "gelezen": page.value("gelezen")}
    return app.test_client().post(page.path, data=answers).status_code


def test_a_reply_prepared_before_the_text_changed_is_not_given(
    app: Flask, applicant: Applicant, bart: Coordinator
) -> None:
    applicant.has_sent()
    bart.opens_the_link()
    bart.prepares("Het mag al", room="Hier.")
    with app.app_context():
        Proposal.update(revision=Proposal.revision + 1).execute()
    before = dump(app)

    page = bart.confirms()

    assert page.status == 409
    assert "Het voorstel is veranderd sinds je het opende." in page.text
    assert dump(app) == before
