"""The house keeps its own rules: layers, docstrings, and a word for who may open each address."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
from flask import Flask

from regelruimte.config import ROOT
from tests.people import Applicant, Everyone
from tests.visitor import Visitor

MODULES = sorted(path.relative_to(ROOT) for path in (ROOT / "regelruimte").rglob("*.py"))
TOKEN = "a" * 32

# Who may open each address. A new address without a word here fails the first test below.
PUBLIC = {
    "GET /",
    "GET /privacy",
    "GET /toegankelijkheid",
    "GET /nieuwe-link",
    "POST /nieuwe-link",
    "GET /.well-known/security.txt",
    "GET /security.txt",
    "GET /robots.txt",
    "GET /insluiten",
    "GET /insluiten/kaart",
    "GET /oembed",
    "GET /healthz",
    "GET /check",
    "POST /check",
    "GET /voorstel",
    "POST /voorstel",
    "GET /regels/uitleg",
}
# Opens for everybody once there are enough cards; until then it is not there.
REGISTER = {
    "GET /regels/verantwoording",
    "GET /regels/verantwoording/<quarter>",
    "GET /regels/verantwoording/<quarter>.csv",
    "GET /regels/verantwoording.atom",
    "GET /regels",
    "GET /regels/<slug>",
    "GET /regels.csv",
    "GET /regels.json",
    "GET /regels.atom",
    "GET /regels/dataset.jsonld",
}
DRAFT = {
    "GET /voorstel/<token>",
    "GET /voorstel/<token>/check",
    "POST /voorstel/<token>/check",
    "GET /voorstel/<token>/<slug>",
    "POST /voorstel/<token>/<slug>",
    "POST /voorstel/<token>/<slug>/bewaar",
    "GET /voorstel/<token>/openen",
    "POST /voorstel/<token>/openen",
    "GET /voorstel/<token>/later",
    "POST /voorstel/<token>/later",
    "POST /voorstel/<token>/over-jou",
    "GET /voorstel/<token>/ben-jij-dit",
    "POST /voorstel/<token>/ben-jij-dit",
    "GET /voorstel/<token>/nakijken",
    "POST /voorstel/<token>/nakijken",
    "GET /voorstel/<token>/verstuurd",
    "POST /voorstel/<token>/verstuurd",
}
APPLICANT = {
    "GET /mijn/<token>",
    "POST /mijn/<token>",
    "GET /mijn/<token>/aanvulling",
    "POST /mijn/<token>/aanvulling",
    "GET /mijn/<token>/bericht",
    "POST /mijn/<token>/bericht",
    "GET /mijn/<token>/vertel-meer",
    "GET /mijn/<token>/vertel-meer/<slug>",
    "POST /mijn/<token>/vertel-meer/<slug>",
    "GET /mijn/<token>/downloaden",
    "GET /mijn/<token>/afdrukken",
    "GET /mijn/<token>/samenvatting",
    "GET /mijn/<token>/gesprek.ics",
    "GET /mijn/<token>/intrekken",
    "POST /mijn/<token>/intrekken",
    "GET /mijn/<token>/wissen",
    "POST /mijn/<token>/wissen",
    "GET /mijn/<token>/delen",
    "POST /mijn/<token>/delen",
    "GET /mijn/<token>/nieuw",
    "POST /mijn/<token>/nieuw",
    "GET /mijn/<token>/regelkaart",
    "POST /mijn/<token>/regelkaart",
    "GET /mijn/<token>/contact/<uid>",
    "POST /mijn/<token>/contact/<uid>",
    "POST /mijn/<token>/contact/<uid>/nieuws",
    "GET /mijn/<token>/pilot",
    "GET /mijn/<token>/pilot/afdrukken",
    "GET /mijn/<token>/pilot/<slug>",
    "POST /mijn/<token>/pilot/<slug>",
    "GET /mijn/<token>/meelezen/<uid>",
    "POST /mijn/<token>/meelezen/<uid>",
    "GET /mijn/<token>/toestemming",
    "POST /mijn/<token>/toestemming",
    "GET /mijn/<token>/toestemming/<made>",
    "GET /mijn/<token>/toestemming/<uid>/intrekken",
    "POST /mijn/<token>/toestemming/<uid>/intrekken",
}
READER = {
    "GET /lezen/<token>",
    "POST /lezen/<token>",
    "GET /lezen/<token>/code",
    "POST /lezen/<token>/code",
    "POST /lezen/<token>/opmerking",
}
SECOND = {"GET /oordeel/<token>", "POST /oordeel/<token>"}
APPROVER = {
    "GET /instemmen/<token>",
    "POST /instemmen/<token>",
    "GET /instemmen/<token>/code",
    "POST /instemmen/<token>/code",
    "GET /instemmen/<token>/intrekken",
    "POST /instemmen/<token>/intrekken",
}
COORDINATOR = {
    "GET /reactie/<token>",
    "GET /reactie/<token>/bericht",
    "POST /reactie/<token>/bericht",
    "GET /reactie/<token>/<slug>",
    "POST /reactie/<token>/<slug>",
    "GET /reactie/<token>/bevestigen",
    "POST /reactie/<token>/bevestigen",
    "GET /reactie/<token>/ongedaan",
    "POST /reactie/<token>/ongedaan",
}
SIGN_IN = {
    "GET /werkruimte/aanmelden",
    "POST /werkruimte/aanmelden",
    "GET /werkruimte/aanmelden/code",
    "POST /werkruimte/aanmelden/code",
}
SIGN_IN_LINK = {
    "GET /werkruimte/aanmelden/<token>",
    "POST /werkruimte/aanmelden/<token>",
}
WORKSPACE = {
    "GET /werkruimte",
    "GET /werkruimte/afmelden",
    "POST /werkruimte/afmelden",
    "GET /werkruimte/volgende",
    "GET /werkruimte/overleg",
    "GET /werkruimte/afwezig",
    "POST /werkruimte/afwezig",
    "GET /werkruimte/voorstellen",
    "GET /werkruimte/voorstellen/nieuw",
    "POST /werkruimte/voorstellen/nieuw",
    "GET /werkruimte/invoer/<uid>",
    "GET /werkruimte/invoer/<uid>/wijzigen",
    "POST /werkruimte/invoer/<uid>/wijzigen",
    "POST /werkruimte/invoer/<uid>/mailen",
    "POST /werkruimte/invoer/<uid>/telefoon",
    "POST /werkruimte/invoer/<uid>/wissen",
    "GET /werkruimte/voorstellen.csv",
    "GET /werkruimte/voorstellen.<kind>",
    "GET /werkruimte/exporteren",
    "GET /werkruimte/cijfers",
    "GET /werkruimte/rapport",
    "GET /werkruimte/rapport.ods",
    "GET /werkruimte/logboek",
    "GET /werkruimte/logboek.csv",
    "GET /werkruimte/voorstel/<ref>",
    "POST /werkruimte/voorstel/<ref>/reageren",
    "POST /werkruimte/voorstel/<ref>/geen-antwoord",
    "POST /werkruimte/voorstel/<ref>/ongedaan",
    "POST /werkruimte/voorstel/<ref>/oordeel",
    "POST /werkruimte/voorstel/<ref>/notitie",
    "POST /werkruimte/voorstel/<ref>/oppakken",
    "POST /werkruimte/voorstel/<ref>/terugkomen",
    "POST /werkruimte/voorstel/<ref>/adres",
    "POST /werkruimte/voorstel/<ref>/zelfde-regel",
    "POST /werkruimte/voorstel/<ref>/eigen-regel",
    "GET /werkruimte/voorstel/<ref>/dossier",
    "GET /werkruimte/voorstel/<ref>/pilot",
    "GET /werkruimte/voorstel/<ref>/pilot/afdrukken",
    "GET /werkruimte/voorstel/<ref>/pilot/voorwaarden",
    "POST /werkruimte/voorstel/<ref>/pilot/voorwaarden",
    "GET /werkruimte/voorstel/<ref>/pilot/voorwaarden/<uid>",
    "POST /werkruimte/voorstel/<ref>/pilot/voorwaarden/<uid>",
    "GET /werkruimte/voorstel/<ref>/pilot/<slug>",
    "POST /werkruimte/voorstel/<ref>/pilot/<slug>",
    "GET /werkruimte/voorstel/<ref>/meelezen",
    "POST /werkruimte/voorstel/<ref>/meelezen",
    "POST /werkruimte/voorstel/<ref>/meelezen/<uid>/intrekken",
    "GET /werkruimte/regels",
    "POST /werkruimte/regels/plaatsen",
    "GET /werkruimte/regels/nieuw",
    "POST /werkruimte/regels/nieuw",
    "GET /werkruimte/regels/<slug>",
    "POST /werkruimte/regels/<slug>",
    "POST /werkruimte/regels/<slug>/vraag",
    "POST /werkruimte/regels/<slug>/klaar",
    "POST /werkruimte/regels/<slug>/koppel",
    "POST /werkruimte/regels/<slug>/ontkoppel",
    "POST /werkruimte/regels/<slug>/van-de-site",
    "GET /werkruimte/groep/<group>",
    "POST /werkruimte/groep/<group>/contact",
    "POST /werkruimte/groep/<group>/gezamenlijk",
    "GET /werkruimte/gezamenlijk/<joint>",
    "POST /werkruimte/gezamenlijk/<joint>/afspraken",
    "POST /werkruimte/gezamenlijk/<joint>/alleen",
}
DEVELOPMENT = {"GET /postbak", "GET /postbak/<int:number>", "GET /postbak/<int:number>/html"}
STATIC = {"GET /static/<path:name>"}
SECRET = sorted(DRAFT | APPLICANT | COORDINATOR | SECOND | READER | APPROVER | SIGN_IN_LINK)
ALL = (
    PUBLIC
    | REGISTER
    | DRAFT
    | APPLICANT
    | COORDINATOR
    | SECOND
    | READER
    | APPROVER
    | SIGN_IN
    | SIGN_IN_LINK
    | WORKSPACE
)


def test_every_address_has_a_word_for_who_may_open_it(app: Flask) -> None:
    known = {
        f"{method} {rule.rule}"
        for rule in app.url_map.iter_rules()
        for method in rule.methods - {"HEAD", "OPTIONS"}
    }

    assert known == ALL | DEVELOPMENT | STATIC


@pytest.mark.parametrize("address", sorted(PUBLIC | SIGN_IN))
def test_what_is_public_opens_for_everybody(visitor: Visitor, address: str) -> None:
    method, path = address.split()

    assert visitor.client.open(path, method=method).status_code in {200, 303, 422}


@pytest.mark.parametrize("address", sorted(REGISTER))
def test_the_register_is_not_there_before_there_are_five_cards(
    visitor: Visitor, address: str
) -> None:
    path = address.split()[1].replace("<slug>", "bcdfghjk")

    assert visitor.client.get(path).status_code == 404


@pytest.mark.parametrize("address", SECRET)
def test_what_is_secret_opens_for_nobody_without_a_link(visitor: Visitor, address: str) -> None:
    method, path = address.split()
    path = path.replace("<token>", TOKEN).replace("<slug>", "regel")

    assert visitor.client.open(path, method=method).status_code == 404


def test_what_is_secret_opens_for_the_right_link_only(
    everyone: Everyone, applicant: Applicant
) -> None:
    applicant.has_sent()
    paths = {
        "/mijn/": applicant.reads_mail().link.split("/")[-1],
        "/reactie/": everyone.bart.reads_mail().link.split("/")[-1],
        "/voorstel/": applicant.token,
    }

    for prefix in paths:
        statuses = {
            of: applicant.visitor.client.get(prefix + token, follow_redirects=True).status_code
            for of, token in paths.items()
        }
        assert statuses == {of: 200 if of == prefix else 404 for of in paths}


@pytest.mark.parametrize("address", sorted(WORKSPACE))
def test_nobody_comes_into_the_workspace_without_a_session(
    applicant: Applicant, address: str
) -> None:
    """Neither with nothing, nor with a cookie of somebody who only asked for a link."""
    proposal = applicant.has_sent()
    method, path = address.split()
    path = path.replace("<ref>", str(proposal.reference)).replace("<slug>", "start")
    stranger = Visitor(applicant.everyone.app, keeps_cookies=True)
    stranger.visit("/werkruimte/aanmelden").press("Mail mij", email="b.krull@imi.nu")

    for client in (applicant.visitor.client, stranger.client):
        answer = client.open(path, method=method)
        assert answer.status_code == (303 if method == "GET" else 403)
        assert str(proposal.title) not in answer.get_data(as_text=True)
        if method == "GET":
            assert answer.headers["Location"] == "/werkruimte/aanmelden"


@pytest.mark.settings(
    DEVELOPMENT="0", SECRET_KEY="a-key-that-is-long-enough-for-this", SITE_URL="http://localhost"
)
@pytest.mark.parametrize("address", sorted(DEVELOPMENT))
def test_what_is_for_development_opens_for_nobody_in_production(
    visitor: Visitor, address: str
) -> None:
    method, path = address.split()

    assert visitor.client.open(path, method=method).status_code == 404


# The code


def test_no_template_trusts_a_text_to_be_html() -> None:
    trust = re.compile(r"\|\s*safe\b|autoescape\s+false")
    templates = [path for path in (ROOT / "templates").rglob("*") if path.is_file()]

    assert templates
    assert [path.name for path in templates if trust.search(path.read_text())] == []


def test_imports_go_the_way_the_house_was_drawn() -> None:
    command = [Path(sys.executable).with_name("lint-imports"), "--no-cache"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert result.returncode == 0, result.stdout
    contracts = (ROOT / "pyproject.toml").read_text().count("[[tool.importlinter.contracts]]")
    assert f"Contracts: {contracts} kept, 0 broken." in result.stdout


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_every_module_begins_with_a_sentence(module: Path) -> None:
    docstring = ast.get_docstring(ast.parse((ROOT / module).read_text(encoding="utf-8")))

    assert docstring, f"{module} has no docstring"
    assert docstring.splitlines()[0].endswith((".", "?"))
