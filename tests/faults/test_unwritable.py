"""Files and places that an ordinary user may not write: told in one line, over when mended."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from regelruimte.config import ROOT
from tests.conftest import needs
from tests.faults.processes import Site
from tests.faults.test_kill import wait_until

NOBODY = 65534
FLASK = [sys.executable, "-m", "flask", "--app", "wsgi"]
AS_NOBODY = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]


@contextmanager
def a_folder() -> Iterator[Path]:
    """A folder that belongs to an ordinary user."""
    needs("the right to become an ordinary user", os.geteuid() == 0)
    place = Path(tempfile.mkdtemp(prefix="regelruimte-"))
    os.chown(place, NOBODY, NOBODY)
    yield place
    shutil.rmtree(place)


def site_in(folder: Path) -> Site:
    return Site(folder, f"sqlite:///{folder}/test.sqlite", 25)


@pytest.fixture(scope="module")
def migrated() -> Iterator[Path]:
    """An instance folder with a database that is ready."""
    with a_folder() as folder:
        assert run(site_in(folder), "db", "migrate").returncode == 0
        yield folder


@pytest.fixture
def folder(migrated: Path) -> Iterator[Path]:
    """An instance folder that is that of one test alone."""
    with a_folder() as folder:
        for path in migrated.iterdir():
            copy = shutil.copy2(path, folder)
            os.chown(copy, NOBODY, NOBODY)
        yield folder


@pytest.fixture
def site(folder: Path) -> Iterator[Site]:
    """The site, on a database of that user; it is not started yet."""
    site = site_in(folder)
    yield site
    site.kill()


def run(site: Site, *words: str) -> subprocess.CompletedProcess[str]:
    """Run an operator's command as that user."""
    command = [*AS_NOBODY, *FLASK, *words]
    return subprocess.run(
        command, cwd=ROOT, env=site.environment, capture_output=True, text=True, check=False
    )


def refusal(site: Site, *words: str) -> str:
    """Run a command that must fail, and return the one line that it says."""
    result = run(site, *words)
    assert result.returncode != 0
    (line,) = result.stderr.splitlines()
    return line


def test_a_database_that_may_not_be_written_is_refused_at_start(site: Site, folder: Path) -> None:
    (folder / "test.sqlite").chmod(0o400)

    assert f"{folder}/test.sqlite cannot be written" in refusal(site, "db", "migrate")
    assert not list(folder.glob("*-shm"))


def test_a_folder_that_may_not_be_written_is_refused_at_start(site: Site, folder: Path) -> None:
    folder.chmod(0o500)

    assert f"{folder} cannot be written" in refusal(site, "db", "migrate")


def test_files_that_belong_to_somebody_else_are_named(site: Site, folder: Path) -> None:
    (folder / "test.sqlite-shm").write_bytes(b"")
    (folder / "test.sqlite-shm").chmod(0o600)

    assert "test.sqlite-shm cannot be written" in refusal(site, "db", "migrate")


def test_an_instance_folder_that_cannot_be_made_is_told(site: Site, folder: Path) -> None:
    (folder / "closed").mkdir(mode=0o555)
    where = f"sqlite:///{folder}/closed/new/test.sqlite"
    site.environment["REGELRUIMTE_DATABASE_URL"] = where

    assert "Permission denied" in refusal(site, "db", "migrate")


def test_what_mail_waits_where_there_is_no_database_is_told(site: Site, folder: Path) -> None:
    site.environment["REGELRUIMTE_DATABASE_URL"] = f"sqlite:///{folder}/elsewhere.sqlite"

    for words in (("mail", "status"), ("mail", "retry"), ("mail", "send"), ("remind",)):
        assert f"there is no database at {folder}" in refusal(site, *words)


def test_a_site_recovers_when_its_database_may_be_written_again(site: Site, folder: Path) -> None:
    (folder / "test.sqlite").chmod(0o400)
    (folder / "test.sqlite-shm").write_bytes(b"")
    os.chown(folder / "test.sqlite-shm", NOBODY, NOBODY)
    (folder / "test.sqlite-shm").chmod(0o400)  # as SQLite makes it for such a database
    site.start("web server", under=AS_NOBODY)
    assert site.get("/healthz")[0] == 503
    assert site.get("/")[0] == 200
    status, text = site.ask("/voorstel", {"alternative": "blijft staan"})
    assert (status, "blijft staan" in text) == (503, True)

    (folder / "test.sqlite").chmod(0o600)

    wait_until(lambda: site.get("/healthz")[0] == 200, seconds=15)


# Back-ups


@contextmanager
def a_full_disk(folder: Path) -> Iterator[Path]:
    """A disk of 64 KB, too small for a back-up."""
    place = folder / "full"
    place.mkdir()
    options = f"size=64k,uid={NOBODY},mode=700"
    mount = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(place)]
    mounted = subprocess.run(mount, check=False, capture_output=True).returncode == 0
    needs("the right to mount a disk", mounted)
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)


def test_a_back_up_on_a_full_disk_is_told_and_leaves_nothing(site: Site, folder: Path) -> None:
    with a_full_disk(folder) as place:
        assert "no back-up was made" in refusal(site, "db", "backup", f"{place}/b.sqlite")
        assert list(place.iterdir()) == []


@pytest.mark.parametrize("mode", [0o500, None])
def test_a_back_up_to_nowhere_is_told(site: Site, folder: Path, mode: int | None) -> None:
    place = folder / "place"
    if mode:
        place.mkdir(mode=mode)
        os.chown(place, NOBODY, NOBODY)

    assert f"no back-up was made in {place}" in refusal(site, "db", "backup", f"{place}/b.sqlite")


def test_what_is_kept_is_for_its_owner_only(site: Site, folder: Path) -> None:
    run(site, "retention")

    names = {path.name: path.stat().st_mode & 0o077 for path in folder.glob("test.sqlite*")}
    assert {"test.sqlite", "test.sqlite.lock", "test.sqlite.made"} <= set(names)
    assert set(names.values()) == {0}


# In a mount namespace of its own nothing but the instance folder can be written.
READ_ONLY = """
mount --bind {folder} {folder} && mount --rbind /tmp /tmp && mount -o remount,bind,ro /tmp &&
mount --bind /var/tmp /var/tmp && mount -o remount,bind,ro /var/tmp && exec "$@"
"""


def test_without_a_temporary_folder_it_starts_all_the_same(site: Site, folder: Path) -> None:
    alone = ["unshare", "--mount", "sh", "-c", READ_ONLY.format(folder=folder), "sh"]
    tried = [*alone, *AS_NOBODY, "mktemp"]
    assert subprocess.run(tried, check=False, capture_output=True).returncode != 0

    site.start("web server", under=[*alone, *AS_NOBODY])

    assert site.get("/healthz")[0] == 200
