"""A pilot's whole life, on both sides, with the clock moved."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from flask import Flask

from regelruimte import clock
from regelruimte.pilots.steps import APPLICANT, COORDINATOR
from regelruimte.pilots.take import Actor, is_within_limit
from regelruimte.store.models import Pilot, Proposal
from tests.people import Applicant, Coordinator, Everyone
from tests.visitor import Page

AGREED = {
    "agreed_what": "Eén handtekening onder aankopen tot 5.000 euro.",
    "agreed_reach": "Team inkoop, vier medewerkers.",
    "agreed_start": "",
    "agreed_end": "",
    "agreed_conditions": "Elke maand een steekproef.",
    "agreed_baseline": "Uren per maand, en fouten in de steekproef.",
    "agreed_stop": "Bij drie fouten in een maand.",
}
TO_DO = "Regelruimte: we hebben iets van je nodig"


def in_days(days: int) -> str:
    day: date = clock.today() + timedelta(days=days)
    return day.isoformat()


def agreed(**changed: str) -> dict[str, str]:
    """What is typed for an agreement; what is counted beforehand is left for later."""
    days = {"agreed_start": in_days(1), "agreed_end": in_days(100)}
    return {**AGREED, **days, "baseline_hours": "", **changed}


def does(page: Page, label: str, **answers: str) -> Page:
    """Take a step: on the page of the pilot if it asks for that now, or else on its own."""
    form = page if all(map(page.asks, answers)) else page.follow(label)
    return form.press("Opslaan", **answers)


class Pair:
    """Both sides of one pilot; each opens its own page of it."""

    def __init__(
        self, applicant: Applicant, bart: Coordinator, number: int = 1, **changed: str
    ) -> None:
        self.applicant, self.bart = applicant, bart
        self.proposal = applicant.takes(number).has_sent(**changed)
        bart.has_replied(
            self.proposal,
            "approved",
            pilot_form="right_to_challenge",
            duration_months=6,
            conditions="",
        )
        bart.signs_in()

    def ours(self) -> Page:
        """The pilot in the workspace."""
        return self.bart.browser.visit(f"/werkruimte/voorstel/{self.proposal.reference}/pilot")

    def theirs(self) -> Page:
        """The pilot on the applicant's own page."""
        return self.applicant.opens_own_page().follow("Bekijk je pilot")

    def stored(self) -> Pilot:
        """What is stored of it."""
        with self.applicant.everyone.app.app_context():
            return Pilot.get(Pilot.proposal == self.proposal.id)

    def agrees(self, **changed: str) -> Page:
        """Have the agreement written by us and accepted by the applicant."""
        self.ours().follow("Maak of wijzig de afspraken").press("Opslaan", **agreed(**changed))
        return self.theirs().press("Stuur je antwoord", accept_it="yes")

    def measures(self) -> Page:
        """Have the baseline filled in."""
        told = {"baseline_hours": "30", "baseline_text": "Tien fouten."}
        return does(self.theirs(), "Vul de nulmeting in", **told)

    def starts(self) -> Page:
        """Have the trial running."""
        self.agrees()
        self.measures()
        return self.ours().press("Opslaan", start_it="yes")

    def awaits_outcome(self) -> Page:
        """Have the trial tried, measured and handed in."""
        self.starts()
        self.theirs().follow("Rond de pilot af").press("Opslaan", end_it="yes")
        page = self.theirs()
        page.press("Opslaan", end_hours="6", end_text="Sneller, en geen fout meer.")
        return self.ours().press("Opslaan", rule_owner="De directie", outcome_due=in_days(60))

    def closes(self) -> Page:
        """Have it all the way to the outcome."""
        self.awaits_outcome()
        page = self.ours()
        return page.press("Opslaan", outcome="adapted", outcome_text="Grens naar 5.000 euro.")


@pytest.fixture
def pair(applicant: Applicant, bart: Coordinator) -> Pair:
    """An approved pilot, and Bart in the workspace."""
    return Pair(applicant, bart)


def test_a_pilot_goes_from_approval_to_the_outcome_for_the_rule(pair: Pair) -> None:
    page = pair.closes()

    assert "Status: Afgerond" in page.text
    assert "Uitkomst voor de regel: Regel aangepast" in page.text
    theirs = pair.theirs()
    for told in ("30 uur per maand", "6 uur per maand", "Grens naar 5.000 euro.", "De directie"):
        assert told in theirs.text


def test_the_agreement_begins_with_what_was_proposed_and_replied(pair: Pair) -> None:
    page = pair.ours().follow("Maak of wijzig de afspraken")

    assert page.value("agreed_what") == pair.proposal.answers["alternative"]
    start, end = page.value("agreed_start"), page.value("agreed_end")
    assert start > in_days(0)
    assert (int(end[:4]) * 12 + int(end[5:7])) - (int(start[:4]) * 12 + int(start[5:7])) == 6


def test_a_trial_cannot_start_before_all_is_there(pair: Pair) -> None:
    needs = (
        "Maak eerst de afspraken. De indiener moet nog akkoord gaan. "
        "Een coördinator moet nog akkoord gaan. De nulmeting is er nog niet. "
        "Er is nog geen einddatum."
    )
    assert f"Begin de pilot. Deze stap kan nog niet: {needs}" in pair.ours().text
    base = f"/werkruimte/voorstel/{pair.proposal.reference}/pilot"
    assert pair.bart.browser.visit(f"{base}/start").path == base

    pair.agrees()
    assert "kan nog niet: De nulmeting is er nog niet." in pair.ours().text

    pair.measures()
    assert "kan nog niet" not in pair.ours().text


def test_without_mandate_no_trial_starts(applicant: Applicant, bart: Coordinator) -> None:
    pair = Pair(applicant, bart, number=4)
    pair.agrees()
    pair.measures()
    assert "Gevraagd" in pair.ours().text
    assert "kan nog niet: Er is nog geen mandaat van de eigen organisatie." in pair.ours().text

    no = {"mandate": "refused", "mandate_note": "De directeur zei nee."}
    does(pair.ours(), "Werk het mandaat bij", **no)
    assert "kan nog niet: Er is nog geen mandaat van de eigen organisatie." in pair.ours().text

    yes = {"mandate": "obtained", "mandate_note": "De directeur."}
    does(pair.ours(), "Werk het mandaat bij", **yes)
    assert "kan nog niet" not in pair.ours().text


def test_the_database_itself_refuses_a_trial_without_mandate(app: Flask, pair: Pair) -> None:
    pair.agrees()
    from peewee import IntegrityError

    with app.app_context(), pytest.raises(IntegrityError):
        Pilot.update(status="running", mandate="refused").execute()


def test_a_changed_agreement_must_be_accepted_again(pair: Pair) -> None:
    pair.agrees()
    assert "Indiener: akkoord. Coördinator: akkoord." in pair.ours().text

    page = pair.ours().follow("Maak of wijzig de afspraken")
    assert page.value("agreed_stop") == AGREED["agreed_stop"]
    page.press("Opslaan", agreed_stop="Bij twee fouten.")

    assert "Indiener: nog niet akkoord. Coördinator: akkoord." in pair.theirs().text


def test_an_applicant_can_ask_for_another_agreement(pair: Pair) -> None:
    pair.ours().follow("Maak of wijzig de afspraken").press("Opslaan", **agreed())
    page = pair.theirs()
    assert page.press("Stuur je antwoord", accept_it="no", expects=422).errors == {
        "accept_wish": "Schrijf op wat er anders moet."
    }

    page.press("Stuur je antwoord", accept_it="no", accept_wish="Graag een maand langer.")

    assert "Graag een maand langer." in pair.ours().text
    assert "Indiener: nog niet akkoord" in pair.ours().text


def test_a_mail_tells_whether_somebody_agreed(everyone: Everyone, pair: Pair) -> None:
    pair.ours().follow("Maak of wijzig de afspraken").press("Opslaan", **agreed())
    answers = {
        "no": ("Niet akkoord met de afspraken", "De indiener wil de afspraken anders."),
        "yes": ("Akkoord met de afspraken", "De indiener ging akkoord met de afspraken."),
    }
    for answer, (headline, told) in answers.items():
        page = pair.theirs()
        page.press("Stuur je antwoord", accept_it=answer, accept_wish="Een maand langer.")

        last = everyone.post_for(everyone.rense.email)[-1]
        assert last.subject == f"[Regelruimte] {headline}: pilot {pair.proposal.reference}"
        assert told in last.text


def test_whoever_takes_a_step_reads_that_it_was_taken(pair: Pair) -> None:
    """Both sides do, and not again at the next visit; "not yet" takes no step."""
    asked = pair.ours().follow("Maak of wijzig de afspraken")
    assert asked.press("Opslaan", **agreed()).soup.select(".notice--done")
    assert pair.theirs().press("Stuur je antwoord", accept_it="yes").soup.select(".notice--done")
    pair.measures()
    assert not pair.ours().soup.select(".notice--done")
    assert not pair.ours().press("Opslaan", start_it="no").soup.select(".notice--done")


def test_nothing_is_accepted_beforehand(pair: Pair) -> None:
    pair.ours().follow("Maak of wijzig de afspraken").press("Opslaan", **agreed())

    page = pair.theirs().press("Stuur je antwoord", expects=422)

    assert page.errors == {"accept_it": "Kies of je akkoord gaat."}


def test_the_agreement_can_be_printed_by_both(pair: Pair) -> None:
    pair.agrees()

    for side in (pair.ours(), pair.theirs()):
        page = side.follow("Druk de afspraken af")
        assert page.heading == "Afspraken over de pilot"
        assert "Bij drie fouten in een maand." in page.text


@pytest.mark.parametrize(
    ("end", "message"),
    [
        ("", "Vul in wanneer de pilot eindigt."),
        ("2026-02-31", "Vul een datum in die bestaat, zoals 01-12-2026."),
        ("morgen", "Vul een datum in die bestaat, zoals 01-12-2026."),
        (in_days(0), "De einddatum moet na het begin liggen."),
    ],
)
def test_a_period_must_make_sense_and_what_was_typed_stays(
    pair: Pair, end: str, message: str
) -> None:
    page = pair.ours().follow("Maak of wijzig de afspraken")
    page = page.press("Opslaan", **agreed(agreed_end=end), expects=422)

    assert page.errors == {"agreed_end": message}
    assert page.value("agreed_end") == end
    assert page.value("agreed_stop") == AGREED["agreed_stop"]


@pytest.mark.parametrize(
    ("start", "end", "field", "message"),
    [
        (-1, 50, "agreed_start", "Deze dag is al voorbij. Kies een dag die nog komt."),
        (1, 800, "agreed_end", "Een pilot duurt hoogstens twee jaar. Kies een eerdere dag."),
    ],
)
def test_a_trial_lies_ahead_and_has_an_end_in_sight(
    pair: Pair, start: int, end: int, field: str, message: str
) -> None:
    page = pair.ours().follow("Maak of wijzig de afspraken")
    days = {"agreed_start": in_days(start), "agreed_end": in_days(end)}

    assert page.press("Opslaan", **agreed(**days), expects=422).errors == {field: message}


def test_a_trial_that_is_past_its_end_is_extended_from_today(pair: Pair) -> None:
    pair.starts()

    with clock.moved(timedelta(days=110)):
        pair.bart.signs_in()
        page = pair.ours().follow("Verleng de pilot")
        page = page.press("Opslaan", new_end=in_days(-5), extend_reason="Vakantie.", expects=422)
        assert list(page.errors) == ["new_end"]


def test_a_trial_cannot_start_after_its_end(pair: Pair) -> None:
    pair.agrees()
    pair.measures()

    with clock.moved(timedelta(days=400)):
        pair.bart.signs_in()
        assert "De einddatum is al voorbij. Wijzig de afspraken." in pair.ours().text


def test_the_printed_agreement_tells_who_agreed_and_when(pair: Pair) -> None:
    pair.starts()
    printed = pair.ours().follow("Druk de afspraken af").text

    assert "Bart Krull ging akkoord op" in printed
    assert "De indiener ging akkoord op" in printed


def test_the_end_date_never_ends_a_trial_by_itself(everyone: Everyone, pair: Pair) -> None:
    pair.starts()

    with clock.moved(timedelta(days=110)):
        everyone.app.test_cli_runner().invoke(args=["remind"])
        pair.bart.signs_in()
        assert "De einddatum is voorbij." in pair.ours().text
        assert "De einddatum is voorbij" in pair.bart.browser.visit("/werkruimte").text
        assert pair.stored().status == "running"


def test_a_trial_is_extended_once(pair: Pair) -> None:
    pair.starts()
    page = pair.ours().follow("Verleng de pilot")
    end = clock.dutch_date(pair.stored().ends_on)
    told = f"De einddatum is nu {end}. Kies een dag daarna, die nog komt."
    page = page.press("Opslaan", new_end=in_days(50), extend_reason="Vakantie.", expects=422)
    assert page.errors == {"new_end": told}

    page = page.press("Opslaan", new_end=in_days(150), extend_reason="Vakantie.")

    assert "(verlengd)" in page.text
    assert "Verleng de pilot" not in page.text


def test_either_side_can_stop_a_trial_and_says_why(applicant: Applicant, bart: Coordinator) -> None:
    for side in (Pair.theirs, Pair.ours):
        pair = Pair(applicant, bart)
        pair.starts()
        page = side(pair).follow("Stop de pilot")
        assert page.press("Stop de pilot", expects=422).errors == {
            "stop_reason": "Schrijf op waarom de pilot stopt."
        }
        page.press("Stop de pilot", stop_reason="De jurist vindt het bewijs te zwak.")

        assert "De regel geldt weer." in pair.ours().text
        assert "De jurist vindt het bewijs te zwak." in pair.theirs().text


def test_a_pilot_that_never_begins_has_a_reason(pair: Pair) -> None:
    page = pair.theirs().follow("Meld dat de pilot niet doorgaat")
    page = page.press("Meld dat de pilot niet doorgaat", not_start_reason="Ik heb een andere baan.")

    assert "Status: Niet gestart" in page.text
    assert "Ik heb een andere baan." in pair.ours().text


def test_how_it_goes_can_be_told_more_than_once(pair: Pair) -> None:
    pair.starts()
    for text in ("Het begin is stroef.", "Nu loopt het."):
        page = pair.theirs().follow("Vertel hoe het gaat")
        page.press("Opslaan", check_going="mixed", check_text=text)

    assert "Het begin is stroef." in pair.ours().text
    assert "Nu loopt het." in pair.ours().text


def test_the_result_is_told_as_a_result_on_both_sides(pair: Pair) -> None:
    pair.starts()
    assert "Resultaat" not in pair.ours().text

    pair.theirs().follow("Rond de pilot af").press("Opslaan", end_it="yes")
    page = pair.theirs()
    page.press("Opslaan", end_hours="6", end_text="Sneller.")

    for page in (pair.ours(), pair.theirs()):
        assert "Van 30 naar 6 uur per maand" in page.text


def test_the_end_measurement_stands_beside_the_baseline(pair: Pair) -> None:
    pair.starts()
    pair.theirs().follow("Rond de pilot af").press("Opslaan", end_it="yes")

    page = pair.theirs()

    assert "Bij de nulmeting vulden jullie in: 30 uur per maand" in page.text


# Two at once


def test_who_decides_on_the_rule_and_when_can_change(pair: Pair) -> None:
    pair.awaits_outcome()
    page = pair.ours().follow("Wijzig wie over de regel beslist, of wanneer")
    assert page.value("rule_owner") == "De directie"

    page = page.press("Opslaan", rule_owner="De raad", outcome_due=in_days(90))

    assert "De raad beslist. We verwachten de uitkomst uiterlijk op" in page.text
    assert "Status: Wacht op wie over de regel beslist" in page.text


def test_a_trial_that_ended_early_tells_its_real_end(pair: Pair) -> None:
    pair.starts()
    with clock.moved(timedelta(days=10)):
        pair.bart.signs_in()
        page = pair.ours().follow("Rond de pilot af").press("Opslaan", end_it="yes")
        assert f"tot en met {clock.dutch_date(clock.today())} (afgesproken was" in page.text


def test_the_applicants_own_page_says_what_can_be_done_now(pair: Pair) -> None:
    pair.ours().follow("Maak of wijzig de afspraken").press("Opslaan", **agreed())

    own = pair.applicant.opens_own_page()
    assert "Status van de pilot: In voorbereiding" in own.text
    assert own.follow("Lees de afspraken en zeg of je akkoord gaat").asks("accept_it")


@pytest.mark.settings(UNDO_MINUTES=15)
def test_what_happens_shortly_after_each_other_is_one_mail(
    everyone: Everyone, applicant: Applicant, bart: Coordinator
) -> None:
    with clock.moved(timedelta(minutes=-20)):
        pair = Pair(applicant, bart)
    for _ in range(3):
        pair.ours().follow("Maak of wijzig de afspraken").press("Opslaan", **agreed())

    with clock.moved(timedelta(minutes=16)):
        subjects = [letter.subject for letter in everyone.post_for(applicant.email)]
    assert len([each for each in subjects if "iets van je nodig" in each]) == 1


def test_of_two_at_once_one_wins_and_the_other_reads_how_it_stands(pair: Pair) -> None:
    pair.starts()
    theirs, ours = pair.theirs().follow("Stop de pilot"), pair.ours().follow("Rond de pilot af")
    theirs.press("Stop de pilot", stop_reason="Het kan niet langer.")

    page = ours.press("Opslaan", end_it="yes")

    assert page.status == 409
    assert "Er is nog niets opgeslagen" in page.text
    assert pair.stored().status == "stopped"


def test_who_is_too_late_can_copy_what_was_typed(pair: Pair) -> None:
    pair.starts()
    late = pair.ours().follow("Stop de pilot")
    pair.theirs().follow("Rond de pilot af").press("Opslaan", end_it="yes")

    page = late.press("Stop de pilot", stop_reason="De jurist ziet een probleem.", expects=409)

    assert "De jurist ziet een probleem." in page.text


def test_pressing_twice_takes_a_step_once(pair: Pair) -> None:
    page = pair.theirs().follow("Vul de nulmeting in")
    for status in (200, 409):
        page.press("Opslaan", baseline_hours="30", expects=status)

    assert len(pair.stored().record["baseline"]) == 1


# Who reads what


def test_before_the_approval_is_final_there_is_no_pilot(
    applicant: Applicant, bart: Coordinator, app: Flask
) -> None:
    from regelruimte.store.models import Reply

    pair = Pair(applicant, bart)
    with app.app_context():
        Reply.update(visible_at=clock.now() + timedelta(minutes=9)).execute()

    assert pair.ours().status == 404
    assert "pilot" not in applicant.opens_own_page().text.lower().split("wat je hebt gestuurd")[0]


def test_a_proposal_that_was_not_approved_has_no_pilot(
    applicant: Applicant, bart: Coordinator
) -> None:
    proposal = applicant.has_sent()
    bart.signs_in()

    page = bart.browser.visit(f"/werkruimte/voorstel/{proposal.reference}/pilot")

    assert page.status == 404


@pytest.mark.parametrize(
    ("slug", "status"),
    [
        *((slug, 409) for slug in ("start", "afspraken", "regeleigenaar", "uitkomst")),
        ("nonsens", 404),
    ],
)
def test_an_applicant_cannot_take_a_coordinators_step(pair: Pair, slug: str, status: int) -> None:
    pair.starts()
    path = pair.theirs().path
    posted = {"gezien": "4", "start_it": "yes"}

    pair.applicant.visitor.submit("post", f"{path}/{slug}", posted, expects=status)

    assert pair.stored().status == "running"
    assert pair.stored().status_version == 4


def test_mails_about_a_pilot_tell_an_employer_nothing(everyone: Everyone, pair: Pair) -> None:
    pair.closes()
    with clock.moved(timedelta(days=1)):
        everyone.app.test_cli_runner().invoke(args=["remind"])
        letters = everyone.post_for(pair.applicant.email)

    subjects = {letter.subject for letter in letters}
    assert subjects >= {TO_DO, "Regelruimte: er is iets gewijzigd"}
    for letter in letters:
        told = f"{letter.subject} {letter.text} {letter.html}".lower()
        for word in ("pilot", "proef", "directie", pair.proposal.title.lower()):
            assert word not in told, letter.subject


def test_no_text_of_an_applicant_is_clickable_in_them(
    everyone: Everyone, applicant: Applicant, bart: Coordinator
) -> None:
    pair = Pair(applicant, bart, title="Kijk op https://evil.example/x")
    pair.agrees()
    letters = everyone.post_for(everyone.rense.email)

    assert [letter for letter in letters if "evil[.]example" in letter.text]
    assert not [letter for letter in letters if "evil.example" in letter.text + letter.html]


def test_what_was_written_is_in_the_download_and_goes_with_everything(
    app: Flask, pair: Pair
) -> None:
    pair.measures()
    page = pair.applicant.opens_own_page()
    assert b"Tien fouten." in pair.applicant.visitor.client.get(f"{page.path}/downloaden").data

    page.follow("Alles wissen").press("Wis alles", erase_it="yes")

    with app.app_context():
        assert Pilot.select().count() == 0


def test_the_term_of_a_pilot_counts_from_its_end(app: Flask, pair: Pair) -> None:
    pair.closes()

    def title() -> str:
        app.test_cli_runner().invoke(args=["retention"])
        with app.app_context():
            return str(Proposal.get_by_id(pair.proposal.id).title)

    with app.app_context():
        old = clock.now() - timedelta(days=800)
        Proposal.update(closed_at=old).execute()
    assert title()
    with clock.moved(timedelta(days=731)):
        assert title() == ""
        assert pair.stored().outcome == "adapted"
        assert pair.stored().record == {}


@pytest.mark.settings(RATELIMIT_ENABLED=1)
def test_twenty_steps_an_hour_are_taken_behind_a_link_and_no_more(app: Flask, pair: Pair) -> None:
    page = pair.theirs().follow("Werk het mandaat bij")
    with app.app_context():
        assert all(is_within_limit(pair.proposal, Actor(APPLICANT)) for _ in range(19))
    page = page.press("Opslaan", mandate="requested").follow("Werk het mandaat bij")
    before = len(pair.stored().record["mandate"])

    page.press("Opslaan", mandate="refused", expects=429)

    assert len(pair.stored().record["mandate"]) == before
    with app.app_context():
        assert is_within_limit(pair.proposal, Actor(COORDINATOR))
