"""A coordinator's morning, and a pilot's whole life on both sides with the clock moved.

The site runs in a thread of the test here, so that its clock can be moved.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from playwright.sync_api import Browser, expect

from regelruimte import clock
from tests.browser.in_process import serving
from tests.browser.people import BrowserApplicant, BrowserCoordinator, watched_page
from tests.people import Everyone
from tests.pilots.test_life import AGREED, in_days
from tests.ports import free_port
from tests.postoffice import Letter

EVERYTHING = "#results"


@pytest.fixture
def environment(environment: dict[str, str]) -> dict[str, str]:
    """The environment of a site on a free port of this machine."""
    return environment | {"REGELRUIMTE_SITE_URL": f"http://127.0.0.1:{free_port()}"}


@pytest.fixture
def site(app: Flask) -> Iterator[str]:
    """The address of the site in this process."""
    with serving(app) as address:
        yield address


class Bart(BrowserCoordinator):
    """Bart, with a browser that may keep the cookie of the workspace."""

    everyone: Everyone

    def waits_for_mail(self, subject: str) -> Letter:
        """Let the mailer do its round first."""
        self.everyone.post_for(self.email)
        return super().waits_for_mail(subject)

    def signs_in(self) -> None:
        """Come into the workspace by a mailed link."""
        self.page.goto(f"{self.site}/werkruimte")
        self.sees("Aanmelden bij de werkruimte")
        self.fills_in(email=self.email)
        self.presses("Mail mij een link")
        self.sees("Kijk in je mail")
        self.page.goto(self.waits_for_mail("Aanmelden").link)
        self.fills_in(sign_me_in="yes")
        self.presses("Meld mij aan")
        self.sees("Dag Bart, deze voorstellen wachten")


@pytest.fixture
def bart(
    browser: Browser, site: str, everyone: Everyone, java_script: bool
) -> Iterator[BrowserCoordinator]:
    """The first coordinator."""
    with watched_page(
        browser, site, java_script, may_keep={"werkruimte", "werkruimte-bekend"}
    ) as page:
        bart = Bart(page, "b.krull@imi.nu", site, everyone.post_office, java_script)
        bart.everyone = everyone
        yield bart


with_and_without_scripts = pytest.mark.parametrize("java_script", [True, False], indirect=True)
# Without scripts tests/workspace/ and tests/pilots/ do all of this, without a browser.
mostly_with_scripts = pytest.mark.parametrize(
    "java_script", [True, pytest.param(False, marks=pytest.mark.seldom)], indirect=True
)


@mostly_with_scripts
def test_a_coordinators_morning(bart: Bart, everyone: Everyone) -> None:
    first = everyone.applicant.takes(1).has_sent()
    everyone.applicant.takes(2).has_sent()
    bart.signs_in()
    expect(bart.page.get_by_text("Wacht op een reactie").first).to_be_visible()

    bart.follows(first.title)
    bart.sees(first.title)
    bart.fills_in(note="Eerst even bellen met inkoop.")
    bart.presses("Bewaar de notitie")
    expect(bart.page.get_by_text("Eerst even bellen met inkoop.").first).to_be_visible()
    bart.fills_in(handler="r.bos@imi.nu")
    bart.presses("Opslaan")
    expect(bart.page.get_by_text("gaf het voorstel aan Rense Bos")).to_be_visible()
    assert everyone.post_for("r.bos@imi.nu")[-1].subject.endswith("aan jou")

    bart.presses("Het mag al")
    if bart.runs_scripts:  # it is written beside the proposal, which stays
        expect(bart.page.get_by_role("heading", level=1, name=first.title)).to_be_visible()
    bart.gives("Het mag al", room="In paragraaf 3 staat het al.")
    bart.sees(first.title)

    bart.page.goto(f"{bart.site}/werkruimte/voorstellen")
    bart.sees("Voorstellen")
    bart.page.locator("#f-zoek").press_sequentially("paragraaf handtekening")
    if not bart.runs_scripts:
        bart.presses("Zoek")
    expect(bart.page.locator(f"{EVERYTHING} tbody tr")).to_have_count(1)
    if bart.runs_scripts:  # what one types in keeps the focus, and the address follows
        assert bart.page.evaluate("document.activeElement.id") == "f-zoek"
    assert "zoek=paragraaf" in bart.page.url
    with bart.page.expect_download() as download:
        bart.follows("Exporteer deze lijst")
        bart.sees("Exporteren")
        bart.page.get_by_role("link", name="CSV").first.click()
    if bart.runs_scripts:
        expect(bart.page.get_by_text("Klaar. Je browser bewaart het bestand.")).to_be_visible()
        bar = bart.page.locator("progress")
        assert bar.evaluate("bar => bar.value === bar.max && bar.max === 2")
    assert download.value.suggested_filename.endswith(".csv")
    assert str(first.reference) in download.value.path().read_text(encoding="utf-8-sig")

    if bart.runs_scripts:  # a session that ended while one typed
        kept = bart.page.context.cookies()
        bart.page.goto(f"{bart.site}/werkruimte/voorstellen")
        bart.page.context.clear_cookies()
        bart.page.locator("#f-zoek").press_sequentially("para")
        bart.sees("Aanmelden bij de werkruimte")
        bart.page.context.add_cookies(kept)  # type: ignore[arg-type]
    bart.page.goto(f"{bart.site}/werkruimte/cijfers")
    bart.sees("Cijfers")
    bart.follows("Afmelden")
    bart.fills_in(sign_me_out="here")
    bart.presses("Meld mij af")
    bart.sees("Aanmelden bij de werkruimte")


@pytest.mark.seldom
@with_and_without_scripts
def test_a_pilots_whole_life(
    bart: Bart, applicant: BrowserApplicant, everyone: Everyone, app: Flask
) -> None:
    proposal = everyone.applicant.has_sent()
    applicant.title = str(proposal.title)
    form = {"pilot_form": "right_to_challenge", "duration_months": 3, "conditions": ""}
    everyone.bart.has_replied(proposal, "approved", **form)

    def their_pilot(subject: str) -> None:
        everyone.post_for(applicant.email)
        applicant.opens_own_page(subject)
        applicant.follows("Bekijk je pilot")
        applicant.sees(f"Pilot: {proposal.title}")

    def takes(who: Bart | BrowserApplicant, step: str, **answers: str) -> None:
        who.page.reload()
        if not who.page.get_by_role("heading", name=step).count():  # what has to be done now
            who.follows(step)
            who.sees(step)
        who.fills_in(**answers)
        who.presses("Stuur je antwoord" if "accept_it" in answers else "Opslaan")
        who.sees(f"Pilot: {proposal.title}")

    bart.signs_in()
    bart.follows(proposal.title)
    bart.follows("Bekijk de pilot")
    agreed = {**AGREED, "agreed_start": in_days(1), "agreed_end": in_days(90)}
    takes(bart, "Maak of wijzig de afspraken", **agreed)

    their_pilot("Regelruimte: we hebben iets van je nodig")
    takes(applicant, "Lees de afspraken en zeg of je akkoord gaat", accept_it="yes")
    takes(applicant, "Vul de nulmeting in", baseline_hours="24", baseline_text="Vijf fouten.")
    takes(bart, "Begin de pilot", start_it="yes")

    with clock.moved(timedelta(days=46)):
        app.test_cli_runner().invoke(args=["remind"])
        their_pilot("Regelruimte: er is iets gewijzigd")
        takes(applicant, "Vertel hoe het gaat", check_going="well", check_text="Het loopt.")

    with clock.moved(timedelta(days=91)):
        bart.signs_in()
        bart.page.goto(f"{bart.site}/werkruimte?soort=pilot")
        expect(bart.page.get_by_text("De einddatum is voorbij").first).to_be_visible()
        bart.follows(proposal.title)
        bart.follows("Bekijk de pilot")
        takes(bart, "Rond de pilot af", end_it="yes")
        takes(applicant, "Vul de eindmeting in", end_hours="6", end_text="Een fout.")
        owner = {"rule_owner": "De directie", "outcome_due": in_days(30)}
        takes(bart, "Noteer wie over de regel beslist", **owner)
        takes(bart, "Noteer wat er", outcome="abolished", outcome_text="Hij is geschrapt.")
        expect(bart.page.get_by_text("Regel afgeschaft").first).to_be_visible()

    with clock.moved(timedelta(days=91 + 183)):
        app.test_cli_runner().invoke(args=["remind"])
        their_pilot("Regelruimte vraagt hoe het gaat")
        takes(applicant, "Vertel hoe het nu", later_is="lasting", later_text="Nog steeds weg.")
        expect(applicant.page.get_by_text("Nog steeds weg.")).to_be_visible()
