"""The Nu HTML checker, which knows more of HTML than a parser does, reads every page once."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from regelruimte.config import ROOT
from tests.conftest import needs
from tests.pages import all_pages
from tests.people import Everyone
from tests.visitor import Page, Visitor

_NU = ROOT / "requirements" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


@pytest.mark.settings(EMBED_ORIGINS="http://localhost:1")
def test_the_nu_checker_finds_nothing_on_any_page(everyone: Everyone, tmp_path: Path) -> None:
    needs("The Nu HTML checker", _NU.exists() and shutil.which("java") is not None)
    seen: list[Page] = []
    folder = tmp_path / "html"
    folder.mkdir()
    everyone.bart.signs_in()
    for path in [path for paths in all_pages(everyone).values() for path in paths]:
        for page in _as_seen_and_sent_empty(everyone.bart.browser, path):
            seen.append(page)
            name = f"{len(seen):03}.html"
            (folder / name).write_text(page.response.get_data(as_text=True), encoding="utf-8")

    assert len(seen) > 90
    assert _said_of(folder, seen) == []


def _as_seen_and_sent_empty(visitor: Visitor, path: str) -> list[Page]:
    page = visitor.visit(path)
    assert page.status in {200, 404, 422}
    button = page.soup.select_one("main form[method=post] button.button:not(.button--quiet)")
    form = button and button.find_parent("form")
    if not button or not form:
        return [page]
    empty = {str(field["name"]): "" for field in form.select("textarea, input[type=text]")}
    answer = page.press(button.get_text(strip=True), **empty)
    assert answer.status in {200, 422}
    return [page, answer]


def _said_of(folder: Path, seen: list[Page]) -> list[str]:
    command = ["java", "-Xss4m", "-jar", str(_NU), "--format", "json", "--stdout", str(folder)]
    said = json.loads(subprocess.run(command, capture_output=True, text=True).stdout)
    return [
        f"{seen[int(Path(each['url']).stem) - 1].path}: {each['message']} {each.get('extract')}"
        for each in said["messages"]
    ]
