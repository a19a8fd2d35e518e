"""What happens in the site whose database is kept as test data: a little of all there is."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from tempfile import TemporaryDirectory

from regelruimte import clock
from regelruimte.config import Policy
from regelruimte.demo.load import reply_to
from regelruimte.demo.pilots import bring_to
from regelruimte.mail import send
from regelruimte.register.release import release
from regelruimte.store.models import Proposal
from tests import cards, introducing
from tests.consenting import Manager, asks_for, link_on, manager_with
from tests.people import SAMPLES, Applicant, Everyone
from tests.pilots.test_conditions import OWN
from tests.pilots.test_life import Pair
from tests.reading_along import Lawyer, lets_read

Links = dict[str, str]
REASON = {"reason": "too_broad", "sentence": "Dit is te breed."}
APPROVAL = {"pilot_form": "right_to_challenge", "duration_months": 6, "conditions": ""}


def somebody(everyone: Everyone, number: int, who: str) -> Applicant:
    """Return somebody with this sample and a mailbox of their own."""
    applicant = Applicant(everyone)
    applicant.sample = {**SAMPLES[number - 1], "email": f"{who}@gemeente.example"}
    return applicant


def _is_long_ago(everyone: Everyone) -> None:
    """What is past its term by now: it was made anonymous."""
    proposal = somebody(everyone, 2, "lang.geleden").has_sent()
    with everyone.app.app_context():
        reply_to(2, proposal, everyone.config)


def _tries(status: str) -> Callable[[Everyone], Links]:
    """Return what brings a pilot into this status."""

    def happens(everyone: Everyone) -> Links:
        applicant = somebody(everyone, 6, f"pilot.{status}")
        proposal = applicant.has_sent()
        everyone.bart.has_replied(proposal, "approved", **APPROVAL)
        with everyone.app.app_context():
            bring_to(status, Proposal.get_by_id(proposal.id), everyone.config)
        own = applicant.opens_own_page().path
        everyone.post_for("")
        return {f"pilot {status}": own}

    return happens


def _are_told_of(everyone: Everyone) -> None:
    """Five cards that everybody allowed."""
    titles = ("Offertes", "Verslagen", "Parafen", "Kopieën", "Formulieren")
    with everyone.app.app_context():
        for number, title in enumerate(titles):
            proposals = cards.three_send(everyone.applicant, number)
            told = {"title": f"{title} bij kleine uitgaven", "rule": f"BWBR000553{number}"}
            cards.is_ready(everyone, proposals, **told)
    everyone.post_for("")


def _are_released(everyone: Everyone) -> None:
    with everyone.app.app_context():
        release()
        cards.asks(everyone, cards.writes(everyone, cards.three_send(everyone.applicant, 9)))
    everyone.post_for("")


def _may_meet(everyone: Everyone) -> Links:
    """Two said yes, and are told so two weeks later."""
    first, second = introducing.two(everyone)
    with everyone.app.app_context():
        introducing.asks(everyone, [first, second])
        introducing.says(everyone, first, "yes")
        introducing.says(everyone, second, "yes")
        with clock.moved(introducing.AFTER_FIRST):
            introducing.ends(everyone)
    with clock.moved(introducing.AFTER_FIRST):
        return {"introduced": _comes_in(everyone, everyone.post_for(first.email)[-1].link)}


def _are_asked_to_meet(everyone: Everyone) -> Links:
    both = [
        introducing.names_it(everyone.applicant, "Cato Claes", "Ceesloot"),
        introducing.names_it(everyone.applicant, "Derk Dirks", "Dijkstad"),
    ]
    with everyone.app.app_context():
        introducing.asks(everyone, both)
    return {"asked to meet": _comes_in(everyone, everyone.post_for(both[0].email)[-1].link)}


def _comes_in(everyone: Everyone, link: str) -> str:
    page = everyone.applicant.visitor.visit(link)
    return page.press("Verder", it_is_me="yes").path if page.asks("it_is_me") else page.path


def _is_answered(everyone: Everyone) -> Links:
    """A reply of each kind, as the samples with these numbers get."""
    links: Links = {}
    for number in (2, 3, 5, 7, 9):
        applicant = somebody(everyone, number, f"antwoord.{number}")
        proposal = applicant.has_sent()
        with everyone.app.app_context():
            reply_to(number, proposal, everyone.config)
        links[f"answered {number}"] = applicant.reads_mail().link
    return links


def _leave(everyone: Everyone) -> None:
    withdraws, erases = (somebody(everyone, 3, f"weg.{each}") for each in ("terug", "gewist"))
    withdraws.has_sent()
    page = withdraws.opens_own_page().follow("Je voorstel intrekken")
    page.press("Trek je voorstel in", withdraw_it="yes")
    erases.has_sent()
    erases.opens_own_page().follow("Alles wissen").press("Wis alles", erase_it="yes")


def _write_each_other(everyone: Everyone) -> None:
    applicant = somebody(everyone, 3, "schrijft")
    applicant.has_sent()
    applicant.writes("Kunnen we bellen?")
    everyone.bart.writes("Dat kan morgen.")
    applicant.writes("Graag om tien uur.")
    everyone.post_for("")


def _agree_by_link(everyone: Everyone) -> Links:
    """A pilot with both consents, a condition that is met, and a link that nobody used yet."""
    pair = Pair(everyone.applicant.takes(4), everyone.bart, rule_level="act", rule_owner="ministry")
    manager_with(pair).answers()
    manager_with(pair, "room").answers("yes_if", consent_condition="Elke maand een overzicht.")
    page = pair.ours().follow("Kies of wijzig de voorwaarden")
    page.press("Voeg toe", **OWN)
    open_one = Manager(everyone, link_on(asks_for(pair)))
    return {"consent": open_one.link, "pilot with consents": pair.theirs().path}


def _reads_along(everyone: Everyone) -> Links:
    everyone.bart.signs_in()
    first, second = (somebody(everyone, 1, f"gelezen.{each}").has_sent() for each in "ab")
    lawyer = Lawyer(everyone)
    lets_read(everyone.bart, first)
    lawyer.comes_in().press("Stuur je opmerking", reader_remark="Het mag.", remark_ready="yes")
    lets_read(everyone.bart, second)
    return {"reader": lawyer.door}


def _asks_a_second(everyone: Everyone) -> Links:
    """A reply to which another coordinator objected, and one that waits for a word."""
    everyone.config = replace(everyone.config, decision_policy=Policy.BOTH)
    bart, rense = everyone.bart, everyone.rense
    bart.has_replied(somebody(everyone, 1, "tweede.a").has_sent(), "declined", **REASON)
    page = rense.opens_the_link()
    page.press("Stuur je oordeel", judgement="disagree", objection="Te kort.")
    bart.has_replied(somebody(everyone, 1, "tweede.b").has_sent(), "declined", **REASON)
    return {"second": rense.reads_mail().link}


def _enters_for_somebody(everyone: Everyone) -> Links:
    email = "verteld@gemeente.example"
    everyone.applicant.takes(1)
    everyone.bart.has_asked_for_yes(email=email)
    everyone.bart.has_entered(email="", phone="06-10001000")
    return {"entered": everyone.post_for(email)[-1].link}


def _work(everyone: Everyone) -> None:
    """What coordinators do in the workspace, and what the trail tells of it."""
    bart = everyone.bart
    proposal = somebody(everyone, 8, "werk").has_sent()
    bart.signs_in()
    bart.looks_at(proposal).press("Bewaar de notitie", note="Bellen na de vakantie.")
    bart.looks_at(proposal).press("Opslaan", handler=everyone.rense.email)
    follow_up = (clock.today() + timedelta(days=30)).isoformat()
    bart.looks_at(proposal).press("Bewaar de dag", follow_up=follow_up)
    bart.browser.visit("/werkruimte/voorstellen.csv")
    page = bart.browser.visit("/werkruimte").follow("Ben je een tijd weg?")
    page.press("Bewaar de dag", away_until=follow_up)
    bart.browser.visit("/werkruimte/aanmelden")
    everyone.post_for("")


def _begin(everyone: Everyone) -> Links:
    """Drafts: only the check, a step that is not right yet, one behind a code, one all but sent."""
    checked, half, coded, full = (
        somebody(everyone, number, f"concept.{number}") for number in (2, 4, 9, 1)
    )
    checked.begins()
    half.begins()
    half.fills_in_this_step(expects=422, alternative="")
    coded.has_written()
    page = coded.opens("later")
    code = _first(r"\b\w{4}-\w{4}\b", page.text)
    page.press("Mail mij de link", where="known")
    full.has_written(until="over-jou")
    return {
        "checked": checked.page.path,
        "half": half.page.path,
        "behind a code": coded.reads_mail().link,
        "code": code,
        "draft": f"/voorstel/{full.token}",
    }


def _first(pattern: str, text: str) -> str:
    found = re.search(pattern, text)
    assert found, text
    return found[0]


def _is_refused(everyone: Everyone) -> None:
    """A mail that its server refuses for good."""
    applicant = somebody(everyone, 3, "weigert")
    everyone.post_office.refusals[applicant.email] = "550 5.1.1 unknown"
    applicant.has_sent()
    everyone.post_for("")
    everyone.post_office.begins_anew()


def _does_its_jobs(everyone: Everyone) -> None:
    """The mailer's hour: reminders, reports, removal, figures."""
    with everyone.app.app_context():
        send._do_jobs()
    everyone.post_for("")


def _is_put_back(everyone: Everyone) -> None:
    """A back-up that is restored: what was not handed over is held."""
    somebody(everyone, 3, "aangehouden").has_sent()
    run = everyone.app.test_cli_runner().invoke
    with TemporaryDirectory() as folder:
        for command in (["backup", f"{folder}/b"], ["restore", f"{folder}/b", "--yes"]):
            result = run(args=["db", *command])
            assert result.exit_code == 0, result.output


def _waits(everyone: Everyone) -> Links:
    """What was mailed and not answered, what was written and not mailed, and who wants a link."""
    mailed = somebody(everyone, 3, "gemaild").has_sent()
    link = everyone.bart.reads_mail().link
    somebody(everyone, 5, "wacht").has_sent()
    page = everyone.applicant.visitor.visit("/nieuwe-link")
    page.press("Mail mij een nieuwe link", email=mailed.email)
    return {"reply": link}


LIFE: Sequence[tuple[float, Callable[[Everyone], Links | None]]] = (
    (1300, _is_long_ago),
    (200, _tries("closed")),
    (150, _tries("awaiting_outcome")),
    (149, _tries("evaluating")),
    (120, _are_told_of),
    (119, _tries("stopped")),
    (90, _tries("not_started")),
    (80, _tries("running")),
    (40, _may_meet),
    (20, _is_answered),
    (19, _leave),
    (18, _write_each_other),
    (15, _agree_by_link),
    (12, _are_released),
    (10, _tries("preparing")),
    (3.2, _does_its_jobs),
    (2.1, _does_its_jobs),
    (1, _does_its_jobs),
    (0.5, _is_put_back),
    (0.45, _is_refused),
    (0.4, _reads_along),
    (0.35, _work),
    (0.3, _are_asked_to_meet),
    (0.25, _asks_a_second),
    (0.2, _enters_for_somebody),
    (0.1, _begin),
    (0, _waits),
)
