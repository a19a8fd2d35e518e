"""The addresses of all pages, by what one needs to open them: for tests that look at every one."""

from __future__ import annotations

from urllib.parse import urlencode

from regelruimte.demo.pilots import bring_to
from regelruimte.replies.kinds import ALL
from regelruimte.store.models import Proposal
from tests.people import SAMPLES, Everyone
from tests.reading_along import Lawyer, lets_read

# Who may take part, and to whom we say first that we had better talk: with reasons.
_MAY_TAKE_PART, _HAS_TO_TALK = (f"/check?{urlencode(SAMPLES[n]['check'])}" for n in (0, 9))


def all_pages(everyone: Everyone) -> dict[str, list[str]]:
    """Let things happen until every page has something to show; return their addresses."""
    applicant, bart = everyone.applicant, everyone.bart
    applicant.takes(7).has_written(until="regel")
    signal = f"/voorstel/{applicant.token}"
    applicant.takes(1).has_written(until="over-jou")
    draft = f"/voorstel/{applicant.token}"
    applicant.has_written()
    full = f"/voorstel/{applicant.token}"
    waiting = applicant.takes(2).has_sent()
    sent = f"/voorstel/{applicant.token}"
    reply = bart.reads_mail().link
    own = applicant.opens_own_page().path
    applicant.takes(9).has_sent()
    door = applicant.reads_mail().link
    asked = applicant.takes(3).has_sent()
    bart.has_replied(asked, "info_requested", scope=ALL, unclear="Wat?")
    more = applicant.opens_own_page().path
    pilot = applicant.takes(1).has_sent()
    bart.has_replied(pilot, "approved", pilot_form="doe_tank", duration_months=6, conditions="")
    with everyone.app.app_context():
        bring_to("running", Proposal.get_by_id(pilot.id), everyone.config)
    trial = applicant.opens_own_page().path
    by_phone = bart.has_entered(email="", phone="0612345678")
    by_mail = bart.has_asked_for_yes()
    whose = applicant.reads_mail().link
    bart.has_asked_for_yes()
    entered = applicant.visitor.visit(applicant.reads_mail().link)
    entered = entered.press("Verder", it_is_me="yes").path
    confirm = bart.has_prepared(waiting, "already_allowed", room="Hier.")
    lets_read(bart, pilot, "titel", "regel", "alternative", "kosten", reader_message="Mag dit?")
    lawyer = Lawyer(everyone)
    reading, outside = lawyer.comes_in().path, lawyer.door
    may_read = _asked_about_a_reader(everyone)
    # The rule last: what is sent empty is kept so, and then one may not go on from there.
    slugs = ("later", "over-jou", "titel", "regel", "check")
    replies = ("gesprek", "aanvulling", "goedkeuren", "mag-al", "doorverwijzen", "gaat-niet-door")
    own_pages = ("", "/afdrukken", "/samenvatting", "/intrekken", "/wissen", "/nieuw", "/delen")
    steps = ("", "/tussenstand", "/afronden", "/stoppen", "/afdrukken")
    at_work = f"/werkruimte/voorstel/{pilot.reference}"
    return {
        "public": [
            *("/", "/privacy", "/toegankelijkheid", "/nieuwe-link", "/insluiten"),
            *("/insluiten/kaart", "/check", f"{_HAS_TO_TALK}&vraag="),
            *(_MAY_TAKE_PART, _HAS_TO_TALK),
            *("/nergens", "/reactie/zzz", "/check?ingesloten=1"),
        ],
        "draft": [
            *(f"{draft}/{slug}" for slug in slugs),
            *(f"{full}/over-jou", f"{full}/regel?ingesloten=1", f"{signal}/regel"),
            *(f"{sent}/verstuurd", whose, entered),
        ],
        "own page": [
            door,
            *(f"{own}{page}" for page in own_pages),
            *(more, f"{more}/aanvulling", f"{more}/vertel-meer"),
            *(f"{more}/vertel-meer/{part}" for part in ("kosten", "pilot", "functie")),
            *(f"{trial}/pilot{step}" for step in steps),
        ],
        "reader": [outside, f"{outside}/code", reading, may_read],
        "coordinator": [
            reply,
            *(f"{reply}/{slug}" for slug in replies),
            f"{confirm}/bevestigen",
            f"{reply}/mag-al?tekst=binnen-de-regel",
        ],
        "workspace": [
            *("/werkruimte", "/werkruimte/voorstellen", "/werkruimte/cijfers"),
            *("/werkruimte/rapport", "/werkruimte/exporteren", "/werkruimte/afmelden"),
            *("/werkruimte/afwezig", "/werkruimte/overleg", "/werkruimte/logboek"),
            *("/werkruimte/voorstellen/nieuw", f"/werkruimte/invoer/{by_phone.uid}"),
            *(f"/werkruimte/invoer/{by_mail.uid}", f"/werkruimte/invoer/{by_mail.uid}/wijzigen"),
            f"/werkruimte/overleg?kies={waiting.reference}&kies={asked.reference}",
            *(at_work, f"/werkruimte/voorstel/{waiting.reference}"),
            f"{at_work}/meelezen",
            *(f"{at_work}/pilot", f"{at_work}/pilot/verlengen", f"{at_work}/pilot/tussenstand"),
        ],
        "sign in": ["/werkruimte/aanmelden", "/werkruimte/aanmelden/code"],
    }


def _asked_about_a_reader(everyone: Everyone) -> str:
    """Return the page that asks the applicant of a confidential proposal about a reader."""
    proposal = everyone.applicant.takes(9).has_sent()
    lets_read(everyone.bart, proposal, "regel", "alternative")
    door = everyone.applicant.visitor.visit(everyone.applicant.reads_mail().link)
    own = door.press("Verder", it_is_me="yes", reference=proposal.reference)
    return own.follow("Zeg of deze lezer mag meelezen").path
