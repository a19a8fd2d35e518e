"""The audit of the libraries says what it could not ask, and finds what was withdrawn."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from regelruimte.config import ROOT

METADATA = "Metadata-Version: 2.1\nName: thing\nVersion: 1.0\n"
WHEEL = "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"


class Index:
    """A package index with one library, and a lock of it."""

    def __init__(self, folder: Path) -> None:
        self.shelf, self.lock = folder / "thing", folder / "lock.txt"
        self.shelf.mkdir()
        self.file = self.shelf / "thing-1.0-py3-none-any.whl"
        with zipfile.ZipFile(self.file, "w") as wheel:
            wheel.writestr("thing-1.0.dist-info/METADATA", METADATA)
            wheel.writestr("thing-1.0.dist-info/WHEEL", WHEEL)
            wheel.writestr("thing-1.0.dist-info/RECORD", "")
        digest = hashlib.sha256(self.file.read_bytes()).hexdigest()
        self.lock.write_text(f"thing==1.0 --hash=sha256:{digest}\n")

    def shows(self, attribute: str = "") -> None:
        link = f'<a href="{self.file.name}"{attribute}>{self.file.name}</a>'
        (self.shelf / "index.html").write_text(f"<!doctype html>{link}")

    def audit(self, **variables: str) -> subprocess.CompletedProcess[str]:
        """Run the audit with this index; advisories cannot be reached."""
        own = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
        own.pop("REQUIRE_ALL", None)
        nowhere = {"HTTPS_PROXY": "http://127.0.0.1:9", "PIP_CONFIG_FILE": os.devnull}
        return subprocess.run(
            [sys.executable, ROOT / "scripts" / "audit.py", self.lock],
            env=own | nowhere | {"PIP_INDEX_URL": self.shelf.parent.as_uri()} | variables,
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture
def index(tmp_path: Path) -> Index:
    """The index."""
    return Index(tmp_path)


def test_what_was_not_audited_is_said_and_what_can_be_asked_is_asked(index: Index) -> None:
    index.shows()

    told = index.audit(REQUIRE_ALL="1")

    assert "NOT AUDITED for known vulnerabilities: all libraries" in told.stdout
    assert "withdrawn by their makers: 0 of 1 locked versions" in told.stdout
    assert told.returncode == 0, told.stderr


def test_a_version_that_was_withdrawn_is_a_failure(index: Index) -> None:
    index.shows(' data-yanked="It sends your keys away."')

    told = index.audit()

    assert "thing 1.0: withdrawn" in told.stdout
    assert told.returncode == 1


@pytest.mark.parametrize(("variables", "code"), [({}, 0), ({"REQUIRE_ALL": "1"}, 1)])
def test_where_nothing_can_be_asked_requiring_all_fails(
    index: Index, variables: dict[str, str], code: int
) -> None:
    told = index.audit(**variables)

    assert "NOT ASKED whether a version was withdrawn: all libraries" in told.stdout
    assert told.returncode == code
