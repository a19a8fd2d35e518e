"""The export of the list; its files opened again by other programs."""

from __future__ import annotations

import csv
import re
import shutil
import subprocess
import time as stopwatch
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from regelruimte import clock
from regelruimte.proposals.questions import QUESTIONS, is_about_applicant
from regelruimte.store.models import Proposal
from regelruimte.web.csv_file import csv_lines
from regelruimte.workspace import export
from tests.conftest import needs
from tests.downloads import Rows, download, from_csv, from_ods, from_xlsx
from tests.people import Applicant, Coordinator

RULE_TEXT = next(question for question in QUESTIONS if question.key == "rule_text")

LIST = "/werkruimte/voorstellen"
CANARY = "=cmd|' /C calc'!A0"


@pytest.fixture
def coordinator(bart: Coordinator) -> Coordinator:
    """Bart in the workspace."""
    bart.signs_in()
    return bart


READERS: dict[str, Callable[[bytes], Rows]] = {
    "csv": from_csv,
    "xlsx": from_xlsx,
    "ods": from_ods,
}
each_file = pytest.mark.parametrize("kind", READERS)


@each_file
def test_a_file_holds_what_the_list_shows(
    applicant: Applicant, coordinator: Coordinator, kind: str
) -> None:
    applicant.takes(1).has_sent()
    proposal = applicant.takes(2).has_sent(rule_level="act")

    content = download(coordinator, f"{LIST}.{kind}?niveau=act")
    head, row = READERS[kind](content)

    assert head == [column.label for column in export.COLUMNS]
    told = dict(zip(head, row, strict=True))
    assert told["Kenmerk"] == proposal.reference
    assert told["Titel"] == proposal.title
    assert told["Soort regel"] == "Wet"
    assert str(told["Verstuurd"])[:10] == clock.today().isoformat()


STRANGE = "\x00\x0b\x1f\ud800\ufffe\uffff"


@each_file
def test_days_are_days(applicant: Applicant, coordinator: Coordinator, kind: str) -> None:
    applicant.has_sent()
    head, row = READERS[kind](download(coordinator, f"{LIST}.{kind}"))
    sent = row[head.index("Verstuurd")]

    assert isinstance(sent, str if kind == "csv" else date)


@each_file
@pytest.mark.parametrize("text", [CANARY, "+31612345678", "-1 uur", "@iemand"])
def test_what_looks_like_a_formula_stays_text(
    applicant: Applicant, coordinator: Coordinator, kind: str, text: str
) -> None:
    applicant.has_sent(title=text)

    _, row = READERS[kind](download(coordinator, f"{LIST}.{kind}"))

    assert row[1] == (f"'{text}" if kind == "csv" else text)


ELSEWHERE = ["=", "+", "-", "@", "＝", "＋", "－", "＠"]


@pytest.mark.parametrize("sign", ELSEWHERE)
@pytest.mark.parametrize(
    "before", ["", " ", "\n", "\xa0", 'a;"', "a, ", "a\t", "a\r\n", "a|"], ids=ascii
)
def test_no_program_finds_a_formula_in_csv(before: str, sign: str) -> None:
    line = "".join(csv_lines(["Titel"], [[f"{before}{sign}cmd|' /C calc'!A0"]]))

    for cell in re.split(r"[;,|\t\r\n]", line):
        assert cell.strip('\ufeff \xa0"')[:1] not in ELSEWHERE


def test_a_cell_of_blanks_and_separators_takes_no_time() -> None:
    began = stopwatch.process_time()
    "".join(csv_lines(["Titel"], [["\n" * 250_000], ["\n '" * 80_000], [";-" * 1000]]))

    assert stopwatch.process_time() - began < 0.5


@each_file
def test_any_text_that_was_ever_stored_is_exported(
    applicant: Applicant, coordinator: Coordinator, kind: str
) -> None:
    proposal = applicant.has_sent()
    record = [{**entry, "text": f"a{STRANGE}b"} for entry in proposal.record]
    Proposal.update(title="a\ufffe\uffff\x02b", record=record).execute()

    head, row = READERS[kind](download(coordinator, f"{LIST}.{kind}?antwoorden=ja"))

    assert row[head.index(RULE_TEXT.label)] == row[1] == "ab"


@each_file
def test_confidential_proposals_and_persons_are_in_no_file(
    applicant: Applicant, coordinator: Coordinator, kind: str
) -> None:
    confidential = applicant.takes(9).has_sent()
    proposal = applicant.takes(1).has_sent()
    content = download(coordinator, f"{LIST}.{kind}?antwoorden=ja")
    head, row = READERS[kind](content)

    assert row[0] == proposal.reference != confidential.reference
    assert proposal.answers["alternative"] in [str(cell) for cell in row]
    for key in ("name", "email", "organisation"):
        assert proposal.answers[key] not in [str(cell) for cell in row]
    assert "Je naam" not in head


def test_every_question_that_is_not_about_the_applicant_is_exported(
    applicant: Applicant, coordinator: Coordinator
) -> None:
    head = from_csv(download(coordinator, f"{LIST}.csv?antwoorden=ja"))[0]

    in_columns = {"title", "rule_level", "pilot_form"}
    asked = [q for q in QUESTIONS if not is_about_applicant(q.step) and q.key not in in_columns]
    assert head[len(export.COLUMNS) :] == [question.label for question in asked]
    assert RULE_TEXT in asked


def test_more_than_a_batch_is_exported_once_each(
    applicant: Applicant, coordinator: Coordinator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export, "_BATCH", 3)
    sent = [applicant.has_sent(title=f"Voorstel {number}") for number in range(7)]

    for address in (f"{LIST}.csv", f"{LIST}.csv?zoek=voorstel"):
        _, *rows = from_csv(download(coordinator, address))
        assert [row[0] for row in rows] == [each.reference for each in reversed(sent)]


def test_too_much_for_a_sheet_leads_to_csv(
    applicant: Applicant, coordinator: Coordinator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export, "MOST_IN_SHEET", 2)
    for _ in range(3):
        applicant.has_sent()

    page = coordinator.browser.visit(f"{LIST}.xlsx?status=submitted")

    assert page.heading == "Exporteren"
    assert "In deze export staan 3 voorstellen." in page.text
    assert "Kies bij meer voorstellen CSV." in page.text
    assert [link.get_text() for link in page.soup.select("main ul a")] == ["CSV", "CSV"]
    assert len(from_csv(page.follow("CSV").response.data)) == 4


def test_an_address_cannot_say_where_too_much_leads_to(
    applicant: Applicant, coordinator: Coordinator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export, "MOST_IN_SHEET", 0)
    applicant.has_sent()
    query = "endpoint=site.home&_scheme=javascript&_external=1&_anchor=x&values=y&niveau="

    page = coordinator.browser.visit(f"{LIST}.xlsx?{query}")

    assert page.path == "/werkruimte/exporteren"


def test_the_page_of_the_export_tells_how_much_it_is(
    applicant: Applicant, coordinator: Coordinator
) -> None:
    applicant.takes(1).has_sent()
    applicant.takes(2).has_sent()
    applicant.takes(9).has_sent()

    page = coordinator.browser.visit(LIST).follow("Exporteer deze lijst")

    assert "In deze export staan 2 voorstellen." in page.text


def test_an_unknown_kind_of_file_is_not_there(coordinator: Coordinator) -> None:
    assert coordinator.browser.visit(f"{LIST}.exe").status == 404


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_libreoffice_opens_it_and_runs_no_formula(
    applicant: Applicant, coordinator: Coordinator, tmp_path: Path, kind: str
) -> None:
    program = shutil.which("soffice")
    needs("LibreOffice", program is not None)
    applicant.has_sent(title="=1+1 en meer")
    file = tmp_path / f"lijst.{kind}"
    file.write_bytes(download(coordinator, f"{LIST}.{kind}"))

    home = f"-env:UserInstallation=file://{tmp_path}/home"
    to_csv = "csv:Text - txt - csv (StarCalc):59,34,76,1"
    command = [str(program), home, "--headless", "--convert-to", to_csv, "--outdir", str(tmp_path)]
    subprocess.run([*command, str(file)], check=True, capture_output=True, timeout=120)

    with (tmp_path / "lijst.csv").open(encoding="utf-8") as opened:
        head, row = csv.reader(opened, delimiter=";")
    assert row[head.index("Titel")] == "=1+1 en meer"
    sent = Proposal.get().submitted_at.astimezone(clock.NETHERLANDS)
    assert f"{sent:%d}" in row[head.index("Verstuurd")]
