"""In production the static files are there compressed too, of the very version that is served."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import brotli
import pytest
from flask import Flask

from regelruimte.config import ROOT
from regelruimte.web import precompressed
from regelruimte.web.precompressed import with_compressed
from tests.markup import check_headers

STATIC = ROOT / "static"
production = pytest.mark.settings(
    DEVELOPMENT="0", SECRET_KEY="a-key-that-is-long-enough-for-this", SITE_URL="http://localhost"
)


@production
@pytest.mark.parametrize(
    ("accepted", "unpack"), [("br", brotli.decompress), ("gzip", gzip.decompress), ("", bytes)]
)
def test_a_browser_gets_what_it_can_read(app: Flask, accepted: str, unpack: type[bytes]) -> None:
    name = app.jinja_env.globals["asset"]("site.css")

    response = app.test_client().get(name, headers={"Accept-Encoding": accepted})

    check_headers(response)
    assert response.headers.get("Content-Encoding", "") == accepted
    assert "Accept-Encoding" in response.headers["Vary"]
    assert "immutable" in response.headers["Cache-Control"]
    assert unpack(response.data) == (STATIC / "site.css").read_bytes()


def test_the_first_view_fits_in_the_first_round_trip(app: Flask) -> None:
    """14,000 bytes for HTML and CSS: what TCP sends before it waits for an answer."""
    page = app.test_client().get("/check", headers={"Accept-Encoding": "br"})
    styles = [STATIC / "tokens.css", STATIC / "site.css"]

    assert len(page.data) + sum(len(brotli.compress(path.read_bytes())) for path in styles) < 14000


def test_they_are_made_once_for_each_version(tmp_path: Path) -> None:
    folder = tmp_path / "static"
    folder.mkdir()
    (folder / "a.css").write_text("a { color: red } " * 20)
    first = with_compressed(folder, tmp_path / "kept")
    again = with_compressed(folder, tmp_path / "kept")
    (folder / "a.css").write_text("a { color: blue } " * 20)
    other = with_compressed(folder, tmp_path / "kept")

    assert first == again != other
    for made, color in ((first, "red"), (other, "blue")):
        assert color in brotli.decompress((made / "a.css.br").read_bytes()).decode()


def test_where_nothing_can_be_written_the_files_themselves_are_served(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")

    assert with_compressed(STATIC, tmp_path / "file") == STATIC


def emptied(made: Path, ending: str) -> None:
    """Leave what a power cut leaves of what was never synced: names without content."""
    for path in made.rglob(f"*{ending}"):
        path.write_bytes(b"")


@pytest.mark.parametrize("ending", [".css", ".css.br", ".css.gz"])
def test_copies_that_a_power_cut_emptied_are_made_anew(tmp_path: Path, ending: str) -> None:
    emptied(with_compressed(STATIC, tmp_path), ending)

    made = with_compressed(STATIC, tmp_path)

    content = (STATIC / "site.css").read_bytes()
    assert (made / "site.css").read_bytes() == content
    assert brotli.decompress((made / "site.css.br").read_bytes()) == content
    assert gzip.decompress((made / "site.css.gz").read_bytes()) == content


def test_every_copy_is_on_the_disk_before_it_bears_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[str] = []
    sync, rename = precompressed.sync, Path.rename
    monkeypatch.setattr(precompressed, "sync", lambda path: synced.append(path.name) or sync(path))
    monkeypatch.setattr(Path, "rename", lambda *names: synced.append("named") or rename(*names))

    made = with_compressed(STATIC, tmp_path)

    assert {path.name for path in made.rglob("*")} <= set(synced[: synced.index("named")])
    assert synced[-1] == tmp_path.name, "and the name itself"


def test_what_a_killed_process_was_making_does_not_stay(tmp_path: Path) -> None:
    old, new = tmp_path / "unfinished-static-old", tmp_path / "unfinished-static-new"
    for folder in (old, new):
        folder.mkdir()
        (folder / "site.css").write_text("a")
    os.utime(old, (0, 0))

    with_compressed(STATIC, tmp_path)

    assert [old.exists(), new.exists()] == [False, True], "another process may be at it"
