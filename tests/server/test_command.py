"""The operators' command uses the settings of the service, wherever those come from."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from regelruimte.config import ROOT
from regelruimte.server import service as services
from regelruimte.server.command import _become, _readable
from regelruimte.server.service import NoServiceError, Service, _of_unit, service
from regelruimte.version import VERSION
from tests.conftest import needs

COMMAND = ROOT / "scripts" / "regelruimte"
UNIT = (ROOT / "docs/deploy/regelruimte.service").read_text()
KEY = "k" * 40
as_root = pytest.mark.skipif(os.getuid() != 0, reason="only root can become somebody else")


def given(*arguments: str, cwd: Path, command: Path = COMMAND, **variables: str) -> str:
    """Return what the command says with these variables and no others."""
    result = subprocess.run(
        [command, *arguments],
        cwd=cwd,
        env={"PATH": os.environ["PATH"], **variables},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return result.stdout + result.stderr


@contextmanager
def running(folder: Path, *options: str, **variables: str) -> Iterator[subprocess.Popen[bytes]]:
    """A process that looks like the site of this folder, started with these variables."""
    code = "print(flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", code, "-m", "regelruimte.server", *options],
        cwd=folder,
        env={"PATH": os.environ["PATH"], **variables},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        assert process.stdout
        process.stdout.readline()
        yield process
        process.communicate(b"\n")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that the site is in, with no service of systemd to fall back on."""
    monkeypatch.setattr(services, "ROOT", tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path / "no-systemctl"))
    return tmp_path


def test_it_tells_its_version(tmp_path: Path) -> None:
    assert given("--version", cwd=tmp_path) == f"regelruimte {VERSION}\n"


def test_it_works_from_any_folder_and_by_a_link(tmp_path: Path) -> None:
    link, folder = tmp_path / "regelruimte", tmp_path / "elsewhere"
    link.symlink_to(COMMAND)
    folder.mkdir()
    (folder / "flask.py").write_text("raise SystemExit('not ours')")
    ours = {"REGELRUIMTE_SECRET_KEY": KEY, "REGELRUIMTE_INSTANCE_PATH": str(tmp_path)}

    given("db", "migrate", cwd=folder, command=link, **ours)
    said = given("db", "backup", "copy.sqlite", cwd=folder, command=link, **ours)

    assert "backed up to copy.sqlite" in said
    assert (folder / "copy.sqlite").exists()


def test_variables_of_this_environment_come_first(folder: Path) -> None:
    with running(folder, REGELRUIMTE_SITE_URL="http://other"):
        found = service({"REGELRUIMTE_SITE_URL": "http://mine", "HOME": "/root"})

    assert found == Service({"REGELRUIMTE_SITE_URL": "http://mine"}, "this environment")


def test_the_site_that_runs_from_this_folder_tells_its_settings(folder: Path) -> None:
    needs("/proc", Path("/proc/self/environ").exists())
    with running(folder, REGELRUIMTE_SITE_URL="http://other", HOME="/x") as process:
        found = service({})

    assert found.variables == {"REGELRUIMTE_SITE_URL": "http://other"}
    assert str(process.pid) in found.found


def test_where_to_copy_to_is_added_to_its_settings(folder: Path) -> None:
    needs("/proc", Path("/proc/self/environ").exists())
    with running(folder, REGELRUIMTE_SITE_URL="http://other"):
        found = service({"REGELRUIMTE_COPY_TO": "postgresql://other"})

    assert found.variables == {
        "REGELRUIMTE_SITE_URL": "http://other",
        "REGELRUIMTE_COPY_TO": "postgresql://other",
    }


def test_in_development_it_is_development(folder: Path) -> None:
    needs("/proc", Path("/proc/self/environ").exists())
    with running(folder, "--development"):
        assert service({}).variables == {"REGELRUIMTE_DEVELOPMENT": "1"}


def test_a_site_of_another_folder_is_another_site(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with (
        running(tmp_path_factory.mktemp("other"), REGELRUIMTE_SITE_URL="http://other"),
        pytest.raises(NoServiceError, match="runs here"),
    ):
        service({})


def test_of_two_sites_with_other_settings_none_is_chosen(folder: Path) -> None:
    needs("/proc", Path("/proc/self/environ").exists())
    with (
        running(folder, REGELRUIMTE_SITE_URL="http://one"),
        running(folder, REGELRUIMTE_SITE_URL="http://two"),
        pytest.raises(NoServiceError, match="other settings"),
    ):
        service({})


def test_without_any_settings_it_says_so_in_one_line(folder: Path) -> None:
    with pytest.raises(NoServiceError) as fault:
        service({})

    assert len(str(fault.value).splitlines()) == 1


# A service of systemd that stands still


def unit(tmp_path: Path, *lines: str) -> Service:
    (tmp_path / "regelruimte.env").write_text(
        "# ours\nREGELRUIMTE_SITE_URL='https://regelruimte.example'\nLANG=C\n\n"
    )
    text = UNIT.replace("/etc/", f"{tmp_path}/")
    return _of_unit("\n".join([text, *lines]))


def test_the_unit_of_the_example_is_read(tmp_path: Path) -> None:
    found = unit(tmp_path)

    assert found.user == "regelruimte"
    assert found.variables == {
        "REGELRUIMTE_INSTANCE_PATH": "/var/lib/regelruimte",
        "REGELRUIMTE_SECRET_KEY_FILE": "%d/secret_key",
        "REGELRUIMTE_SITE_URL": "https://regelruimte.example",
    }
    assert found.credentials == {
        "REGELRUIMTE_SECRET_KEY_FILE": f"{tmp_path}/regelruimte/secret_key"
    }


def test_an_override_comes_after_the_unit(tmp_path: Path) -> None:
    more = tmp_path / "more.env"
    more.write_text('REGELRUIMTE_MAIL_SERVER="smtp.example"\n')

    found = unit(
        tmp_path,
        "[Service]",
        'Environment=REGELRUIMTE_INSTANCE_PATH=/srv/data "REGELRUIMTE_CONTROLLER=BZK, Den Haag"',
        f"EnvironmentFile=-{more}",
        f"EnvironmentFile=-{tmp_path}/none.env",
        "User=somebody",
    )

    assert found.user == "somebody"
    assert found.variables["REGELRUIMTE_INSTANCE_PATH"] == "/srv/data"
    assert found.variables["REGELRUIMTE_CONTROLLER"] == "BZK, Den Haag"
    assert found.variables["REGELRUIMTE_MAIL_SERVER"] == "smtp.example"


def test_a_line_goes_on_behind_a_backslash_and_an_empty_one_undoes(tmp_path: Path) -> None:
    found = unit(
        tmp_path,
        "Environment=",
        "EnvironmentFile=",
        "Environment=REGELRUIMTE_SITE_URL=https://a.example \\",
        "  REGELRUIMTE_MAIL_SERVER=smtp.example",
    )

    assert found.variables == {
        "REGELRUIMTE_SITE_URL": "https://a.example",
        "REGELRUIMTE_MAIL_SERVER": "smtp.example",
    }


def test_what_only_systemd_can_fill_in_is_not_guessed(tmp_path: Path) -> None:
    with pytest.raises(NoServiceError, match="INSTANCE_PATH"):
        unit(tmp_path, "Environment=REGELRUIMTE_INSTANCE_PATH=%S/regelruimte")


@as_root
def test_root_reads_the_key_that_the_user_of_the_service_cannot(tmp_path: Path) -> None:
    found = unit(tmp_path)
    key = Path(found.credentials["REGELRUIMTE_SECRET_KEY_FILE"])
    key.parent.mkdir()
    key.write_text(f"{KEY}\n")

    variables = _readable(found)

    assert variables["REGELRUIMTE_SECRET_KEY"] == KEY
    assert "REGELRUIMTE_SECRET_KEY_FILE" not in variables


@as_root
def test_root_reads_no_file_for_a_process_that_only_looks_like_the_site(folder: Path) -> None:
    with running(folder, REGELRUIMTE_SECRET_KEY_FILE="/etc/shadow"):
        found = service({})

    assert _readable(found) == {"REGELRUIMTE_SECRET_KEY_FILE": "/etc/shadow"}


@as_root
def test_it_goes_on_as_the_user_of_the_service() -> None:
    reads, writes = os.pipe()
    child = os.fork()
    if child == 0:
        _become("nobody")
        os.write(writes, f"{os.getuid()} {os.getgid()} {os.getgroups()}".encode())
        os._exit(0)
    os.waitpid(child, 0)

    assert os.read(reads, 100) == b"65534 65534 [65534]"


@as_root
def test_a_user_whom_nobody_knows_is_named() -> None:
    with pytest.raises(NoServiceError, match="niemand-hier"):
        _become("niemand-hier")
