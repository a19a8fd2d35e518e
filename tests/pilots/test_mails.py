"""What a pilot mails: one thing to do, or the news of a day; and news of a rule to who named it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask

from regelruimte import clock
from regelruimte.demo.pilots import bring_to
from regelruimte.pilots.news import tell_news
from regelruimte.store.models import Pilot, Proposal
from tests.at_once import at_once
from tests.daytime import until_noon
from tests.people import Applicant, Coordinator, Everyone
from tests.pilots.test_life import TO_DO, Pair, agreed, in_days
from tests.stored import mails

NEWS = "Regelruimte: er is iets gewijzigd"
OF_THE_RULE = "Regelruimte: we weten meer over een regel die jij noemde"
MONDAY = date(2027, 3, 1)  # in winter: 17.00 uur is 16.00 in UTC
ENDS = 100  # days, as in `agreed`


def on(day: date, hour: int) -> timedelta:
    """How far the clock must be moved for it to be that Dutch day and hour, in winter."""
    return datetime(day.year, day.month, day.day, hour - 1, tzinfo=UTC) - clock.now()


@pytest.fixture
def pair(applicant: Applicant, bart: Coordinator) -> Pair:
    """An approved pilot, and Bart in the workspace."""
    return Pair(applicant, bart)


def subjects(everyone: Everyone, address: str) -> list[str]:
    """Let the mailer do its round; return the subjects of what this address got so far."""
    everyone.app.test_cli_runner().invoke(args=["remind"])
    return [letter.subject for letter in everyone.post_for(address)]


MEASURED = {"end_hours": "6", "end_text": "Sneller, en geen fout meer."}


def _the_applicant_ends_it(pair: Pair) -> None:
    pair.theirs().press("Opslaan", end_it="yes", **MEASURED)


def _a_coordinator_ends_it(pair: Pair) -> None:
    pair.ours().press("Opslaan", end_it="yes", end_hours="", end_text="")
    pair.theirs().press("Opslaan", **MEASURED)


def _lives(everyone: Everyone, pair: Pair, ends: Callable[[Pair], None]) -> None:
    """Have a pilot from its agreement to the outcome, the mailer at work every day."""
    happens: dict[int, Callable[[], object]] = {
        0: pair.agrees,
        1: pair.measures,
        2: lambda: pair.ours().press("Opslaan", start_it="yes"),
        ENDS + 1: lambda: ends(pair),
        ENDS + 3: lambda: pair.ours().press("Opslaan", outcome_due=in_days(30)),
        ENDS + 30: lambda: pair.ours().press("Opslaan", outcome="adapted", outcome_text="Hoger."),
    }
    for day in range(ENDS + 40):
        with clock.moved(timedelta(days=day) + until_noon()):
            if day in happens:
                pair.bart.signs_in()
                happens[day]()
            subjects(everyone, "")


@pytest.mark.parametrize("ends", [_the_applicant_ends_it, _a_coordinator_ends_it])
def test_a_pilot_from_agreement_to_outcome_mails_its_applicant_four_times_at_most(
    everyone: Everyone, pair: Pair, rense: Coordinator, ends: Callable[[Pair], None]
) -> None:
    both = (pair.applicant.email, rense.email)
    before = {each: len(everyone.post_for(each)) for each in both}
    _lives(everyone, pair, ends)
    told = {
        each: Counter(letter.subject for letter in everyone.post_for(each)[count:])
        for each, count in before.items()
    }

    assert told[pair.applicant.email] == {TO_DO: 2, NEWS: 2}
    weeks = told[rense.email].pop("[Regelruimte] De pilots van deze week")
    assert sum(told[rense.email].values()) == 3  # she agreed, she counted, and she counted again
    steps = [each for each in everyone.post_for(rense.email) if ": pilot RR-" in each.subject]
    assert all("De indiener" in letter.text.splitlines()[0] for letter in steps)
    assert weeks <= 7  # of twenty


def test_news_waits_for_five_o_clock_and_comes_in_one_mail(everyone: Everyone, pair: Pair) -> None:
    pair.agrees()
    pair.measures()
    with clock.moved(on(MONDAY, 9)):
        pair.bart.signs_in()
        days = {"agreed_start": in_days(1), "agreed_end": in_days(100)}
        pair.ours().follow("Maak of wijzig de afspraken").press("Opslaan", **days)
        pair.theirs().press("Stuur je antwoord", accept_it="yes")
        before = len(subjects(everyone, pair.applicant.email))
    with clock.moved(on(MONDAY, 10)):
        pair.ours().press("Opslaan", start_it="yes")
        page = pair.ours().follow("Verleng de pilot")
        page.press("Opslaan", new_end=in_days(120), extend_reason="Vakantie.")

    told = {}
    for hour in (11, 16, 17, 18, 23):
        with clock.moved(on(MONDAY, hour)):
            told[hour] = subjects(everyone, pair.applicant.email)[before:]
    assert told == {11: [], 16: [], 17: [NEWS], 18: [NEWS], 23: [NEWS]}


def test_who_acts_meanwhile_has_read_it(everyone: Everyone, pair: Pair) -> None:
    pair.starts()
    page = pair.theirs().follow("Vertel hoe het gaat")
    page.press("Opslaan", check_going="well", check_text="Goed.")

    with clock.moved(timedelta(days=1)):
        assert NEWS not in subjects(everyone, pair.applicant.email)


def test_what_ends_a_trial_is_told_at_once(everyone: Everyone, pair: Pair) -> None:
    pair.starts()
    page = pair.ours().follow("Stop de pilot")
    page.press("Stop de pilot", stop_reason="De jurist ziet een probleem.")

    assert NEWS in [letter.subject for letter in everyone.post_for(pair.applicant.email)]
    with clock.moved(timedelta(days=1)):
        assert subjects(everyone, pair.applicant.email).count(NEWS) == 1


def test_the_applicant_s_steps_of_one_page_are_one_mail(everyone: Everyone, pair: Pair) -> None:
    pair.ours().follow("Maak of wijzig de afspraken").press("Opslaan", **agreed())
    pair.theirs().press("Stuur je antwoord", accept_it="yes", baseline_hours="30")

    last = everyone.post_for(everyone.rense.email)[-1]
    assert "Akkoord met de afspraken" in last.subject
    assert "De indiener ging akkoord met de afspraken en vulde de nulmeting in" in last.text


@pytest.mark.both_databases
def test_of_several_mailers_one_tells_the_news(app: Flask, everyone: Everyone, pair: Pair) -> None:
    pair.starts()
    before = len(mails(app))

    def tells() -> None:
        with app.app_context():
            tell_news(everyone.config)

    with clock.moved(timedelta(days=1)):
        at_once(*[tells] * 4)

    assert len(mails(app)) == before + 1


# Who named the same rule


def _put_together(app: Flask, proposals: Iterable[Proposal]) -> None:
    with app.app_context():
        numbers = [each.id for each in proposals]
        Proposal.update(same_rule="x").where(Proposal.id.in_(numbers)).execute()


def _told(everyone: Everyone) -> list[str]:
    everyone.post_for("")
    letters = everyone.post_office.letters
    return [each.message["To"] for each in letters if each.subject == OF_THE_RULE]


def test_who_named_the_same_rule_hears_its_outcome_and_nothing_of_whose_it_was(
    app: Flask, everyone: Everyone, pair: Pair
) -> None:
    other = everyone.applicant.takes(2).has_sent()
    apart = everyone.applicant.takes(3).has_sent()
    _put_together(app, [pair.proposal, other])
    everyone.applicant.takes(1)
    pair.closes()
    reader = everyone.applicant.takes(2)

    own = reader.opens_own_page()

    assert _told(everyone) == [other.answers["email"]]
    assert apart.answers["email"] not in _told(everyone)
    assert "Regel aangepast" in own.text
    letter = reader.reads_mail()
    for word in (pair.proposal.title, pair.proposal.answers["organisation"], "Grens naar 5.000"):
        assert word not in own.text + letter.text + letter.html
    assert "uitkomst" not in letter.text.lower()
    download = reader.visitor.client.get(f"{own.path}/downloaden").get_data(as_text=True)
    assert "Regel aangepast" in download


def test_nobody_hears_the_outcome_of_a_confidential_pilot(
    app: Flask, everyone: Everyone, applicant: Applicant, bart: Coordinator
) -> None:
    other = applicant.takes(2).has_sent()
    pair = Pair(applicant, bart)
    _put_together(app, [pair.proposal, other])
    with app.app_context():
        confidential = Proposal.update(confidential=True)
        confidential.where(Proposal.id == pair.proposal.id).execute()
    _has_outcome(app, pair)

    assert _told(everyone) == []
    assert "Regel aangepast" not in applicant.takes(2).opens_own_page().text


def _has_outcome(app: Flask, pair: Pair) -> None:
    with app.app_context():
        proposal = Proposal.get_by_id(pair.proposal.id)
        bring_to("closed", proposal, app.config["REGELRUIMTE"])
        assert Pilot.get().outcome == "adapted"


@pytest.mark.parametrize(
    "gone", [{"status": "withdrawn"}, {"email_denied_at": clock.now()}, {"same_rule": ""}]
)
@pytest.mark.both_databases
def test_who_left_is_told_nothing(
    app: Flask, everyone: Everyone, pair: Pair, gone: dict[str, object]
) -> None:
    other = everyone.applicant.takes(2).has_sent()
    _put_together(app, [pair.proposal, other])
    with app.app_context():
        Proposal.update(**gone).where(Proposal.id == other.id).execute()
    _has_outcome(app, pair)

    assert _told(everyone) == []


@pytest.mark.both_databases
def test_who_named_the_rule_twice_hears_once(app: Flask, everyone: Everyone, pair: Pair) -> None:
    others = [everyone.applicant.takes(2).has_sent() for _ in range(2)]
    mine = everyone.applicant.takes(1).has_sent()
    _put_together(app, [pair.proposal, *others, mine])
    _has_outcome(app, pair)

    assert _told(everyone) == [others[0].answers["email"]]
