"""A release is the same each time, tells what it is made of, and edits no migration of before."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path
from typing import Any

import pytest
from cyclonedx.model.bom import Bom

from regelruimte.config import ROOT
from regelruimte.store.migrate import FOLDER
from regelruimte.version import VERSION

RELEASE = ROOT / "scripts" / "release.py"
NEEDED = (
    *("CHANGELOG.md", "Containerfile", "publiccode.yml", "pyproject.toml"),
    *("requirements/runtime.txt", "static/vendor/README.md", "regelruimte/version.py"),
    *("docs/deploy/compose.yaml", "docs/deploy/kubernetes.yaml"),
    f"tests/store/databases/{VERSION}.json",
)


def git(folder: Path, *words: str) -> None:
    who = ["-c", "user.name=x", "-c", "user.email=x@voorbeeld.nl", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *words], cwd=folder, check=True, capture_output=True)


def release(folder: Path, *options: str) -> tuple[int, str]:
    result = subprocess.run(
        [sys.executable, RELEASE, *options], cwd=folder, capture_output=True, text=True, check=False
    )
    return result.returncode, result.stdout + result.stderr


def commit(folder: Path) -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "x")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """What a release looks at, all committed and its migrations written down."""
    folder = tmp_path / "project"
    for name in NEEDED:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, folder / name)
    shutil.copytree(FOLDER, folder / "regelruimte/store/migrations")
    (folder / ".gitignore").write_text("dist/\n__pycache__/\n")
    release(folder, "--freeze")
    git(folder, "init", "--quiet")
    commit(folder)
    return folder


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (folder / "dist").iterdir()}


def test_a_release_is_the_same_each_time_and_its_hashes_are_right(project: Path) -> None:
    assert release(project)[0] == 0
    first = files(project)
    assert release(project)[0] == 0
    assert files(project) == first

    name = f"regelruimte-{VERSION}"
    for line in first[f"{name}.sha256"].decode().splitlines():
        digest, of = line.split()
        assert hashlib.sha256(first[of]).hexdigest() == digest
    with tarfile.open(project / "dist" / f"{name}.tar.gz") as sources:
        assert f"{name}/CHANGELOG.md" in sources.getnames()


def bom(folder: Path) -> dict[str, Any]:
    code, said = release(folder)
    assert code == 0, said
    found: dict[str, Any] = json.loads(files(folder)[f"regelruimte-{VERSION}.cdx.json"])
    return found


def test_it_names_every_locked_library_and_htmx(project: Path) -> None:
    locked = re.findall(
        r"^([\w.-]+)==(\S+)", (ROOT / "requirements/runtime.txt").read_text(), re.MULTILINE
    )
    (htmx,) = ROOT.glob("static/vendor/htmx-*.min.js")

    found = bom(project)["components"]

    named = {(part["name"], part["version"]) for part in found}
    assert {pair for pair in named if pair[0] != "htmx.org"} == set(locked)
    (own,) = (part for part in found if part["name"] == "htmx.org")
    assert own["hashes"][0]["content"] == hashlib.sha256(htmx.read_bytes()).hexdigest()


def test_others_can_read_what_it_is_made_of(project: Path) -> None:
    read = Bom.from_json(bom(project))  # type: ignore[attr-defined]

    read.validate()
    assert read.metadata.component.version == VERSION
    needed = {
        ref.ref.value: {each.ref.value for each in ref.dependencies} for ref in read.dependencies
    }
    assert any(ref.startswith("pkg:pypi/flask@") for ref in needed["regelruimte"])
    (flask,) = (of for ref, of in needed.items() if ref.startswith("pkg:pypi/flask@"))
    assert any(ref.startswith("pkg:pypi/werkzeug@") for ref in flask)


def test_a_version_that_is_not_told_everywhere_is_refused(project: Path) -> None:
    (project / "regelruimte/version.py").write_text('VERSION = "99.0.0"\n')
    commit(project)

    code, said = release(project)

    assert code == 1
    for name in ("CHANGELOG.md", "publiccode.yml", "pyproject.toml", "Containerfile"):
        assert f"{name} does not say " in said
    assert not (project / "dist").exists()


def test_what_is_not_committed_is_refused(project: Path) -> None:
    (project / "CHANGELOG.md").write_text("x")

    code, said = release(project)

    assert code == 1
    assert "commit first:  M CHANGELOG.md" in said


def test_a_release_without_its_filled_database_is_refused(project: Path) -> None:
    git(project, "rm", "--quiet", f"tests/store/databases/{VERSION}.json")
    commit(project)

    code, said = release(project)

    assert code == 1
    assert "no filled database: " in said


@pytest.mark.parametrize("change", ["edited", "new"])
def test_a_migration_that_is_not_written_down_is_refused(project: Path, change: str) -> None:
    name = "0001_tables_of_1_0_0.py" if change == "edited" else "9999_more.py"
    (project / "regelruimte/store/migrations" / name).write_text("x = 1\n")
    commit(project)

    code, said = release(project)

    assert code == 1
    assert "--freeze" in said


def test_no_migration_that_was_released_was_edited_since() -> None:
    lines = (FOLDER / "RELEASED").read_text().splitlines()
    released = [line.split() for line in lines if not line.startswith("#")]

    assert released
    for digest, name in released:
        assert hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() == digest, name
