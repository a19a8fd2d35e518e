"""The supervisor of `make run` and `make serve`: it refuses in plain lines, leaves nothing."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

import psycopg
import pytest

from regelruimte.config import ROOT
from regelruimte.version import VERSION
from tests.ports import free_port

SERVE = [sys.executable, "-m", "regelruimte.server"]


def environment(folder: Path, **variables: object) -> dict[str, str]:
    """Only what is said here: no variable of the machine that runs the tests."""
    port = str(variables.pop("PORT", free_port()))
    ours = {"INSTANCE_PATH": str(folder), **variables}
    named = {f"REGELRUIMTE_{name}": str(value) for name, value in ours.items()}
    return {"PATH": os.environ["PATH"], "PORT": port, **named}


def refusal(folder: Path, *options: str, **variables: str) -> str:
    """Start it where it must refuse, and return what it says."""
    result = subprocess.run(
        [*SERVE, *options],
        cwd=ROOT,
        env=environment(folder, **variables),
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert result.returncode == 1
    return result.stderr


def test_an_unsafe_configuration_is_refused_in_plain_lines(tmp_path: Path) -> None:
    lines = refusal(tmp_path, SECRET_KEY="kort").splitlines()

    assert [line.partition(":")[0] for line in lines] == [
        "REGELRUIMTE_SITE_URL",
        "REGELRUIMTE_MAIL_SERVER",
    ]


def test_in_development_a_faulty_variable_is_refused_in_a_plain_line(tmp_path: Path) -> None:
    said = refusal(tmp_path, "--development", UNDO_MINUTES="straks")

    assert said == "REGELRUIMTE_UNDO_MINUTES: 'straks' is not a whole number from 0 to 36500\n"


def test_metrics_at_the_port_of_the_site_are_refused(tmp_path: Path) -> None:
    port = str(free_port())

    said = refusal(tmp_path, "--development", PORT=port, METRICS_BIND=f"127.0.0.1:{port}")

    assert said.startswith("REGELRUIMTE_METRICS_BIND: ")


def test_it_tells_its_version_and_asks_for_no_settings(tmp_path: Path) -> None:
    said = subprocess.run(
        [*SERVE, "--version"], cwd=ROOT, env=environment(tmp_path), capture_output=True, check=True
    )

    assert said.stdout.decode() == f"Regelruimte {VERSION}\n"


@pytest.mark.postgres
def test_a_part_waits_for_the_migration_and_says_so(tmp_path: Path, postgresql: str) -> None:
    with psycopg.connect(postgresql, autocommit=True) as connection:
        connection.execute("CREATE DATABASE nothing_yet")
    address = f"{postgresql.rpartition('/')[0]}/nothing_yet"
    settings = {"SECRET_KEY": "k" * 40, "SITE_URL": "https://regelruimte.example"}

    said = refusal(tmp_path, "mailer", **settings, DATABASE_URL=address, MAIL_SERVER="127.0.0.1")

    assert "Error: the database waits for 0001_" in said
    assert "Traceback" not in said


def test_a_port_that_is_taken_is_named_with_another_to_try(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        said = refusal(tmp_path, "--development", PORT=str(port))

    assert said == f"Port {port} is in use. Choose another one, such as PORT={port + 1}\n"


def test_the_commands_of_flask_say_what_is_wrong_in_plain_lines(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "mail", "status"]
    given = environment(tmp_path, SITE_URL="regelruimte")
    result = subprocess.run(
        command, cwd=ROOT, env=given, capture_output=True, text=True, check=False
    )

    assert result.returncode != 0
    assert "Traceback" not in result.stderr
    assert "REGELRUIMTE_SITE_URL" in result.stderr


COMMANDS = (
    ["mail", "status"],
    ["mail", "retry"],
    ["mail", "send"],
    ["db", "backup", "backup.sqlite"],
    ["remind"],
    ["retention"],
)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_in_the_wrong_folder_each_command_says_so_in_one_line_and_leaves_nothing(
    tmp_path: Path, command: list[str]
) -> None:
    wrong = tmp_path / "wrong"
    given = environment(wrong, SECRET_KEY="k" * 40, SITE_URL="https://regelruimte.example")
    result = subprocess.run(
        [sys.executable, "-m", "flask", "--app", f"{ROOT}/wsgi.py", *command],
        cwd=tmp_path,
        env=given | {"PYTHONPATH": str(ROOT), "REGELRUIMTE_MAIL_SERVER": "127.0.0.1"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert result.returncode == 1
    (line,) = result.stderr.splitlines()
    assert f"{wrong}/regelruimte.sqlite" in line
    assert "REGELRUIMTE_INSTANCE_PATH" in line
    assert list(tmp_path.rglob("*")) == []


def test_it_serves_with_its_secrets_in_files(tmp_path: Path) -> None:
    database, port = tmp_path / "elsewhere.sqlite", free_port()
    held = {"SECRET_KEY": "k" * 40, "DATABASE_URL": f"sqlite:///{database}", "MAIL_PASSWORD": "x"}
    for name, text in held.items():
        (tmp_path / name).write_text(f"{text}\n")
    files = {f"{name}_FILE": str(tmp_path / name) for name in held}
    origin = f"http://127.0.0.1:{port}"
    given = environment(
        tmp_path, PORT=port, SITE_URL=origin, MAIL_SERVER="127.0.0.1", MAIL_USERNAME="x", **files
    )
    site = subprocess.Popen([*SERVE], cwd=ROOT, env=given)
    try:
        until = time.monotonic() + 30
        while not is_open(port):
            assert site.poll() is None, "it did not start"
            assert time.monotonic() < until, "nobody listens"
            time.sleep(0.1)
        with urlopen(f"{origin}/check") as page:
            assert page.status == 200
    finally:
        site.terminate()
        site.wait(timeout=30)

    assert database.exists()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_when_it_ends_nothing_of_it_stays(tmp_path: Path, number: signal.Signals) -> None:
    given = environment(tmp_path)
    output = tmp_path / "output.txt"
    with output.open("w") as file:
        site = subprocess.Popen([*SERVE, "--development"], cwd=ROOT, env=given, stdout=file)
    wait_for("Klik hier", output)

    site.send_signal(number)
    site.wait(timeout=30)

    until = time.monotonic() + 15
    while is_open(int(given["PORT"])):
        assert time.monotonic() < until, "the web server went on by itself"
        time.sleep(0.1)


def wait_for(text: str, output: Path) -> None:
    until = time.monotonic() + 30
    while text not in output.read_text():
        assert time.monotonic() < until, output.read_text()
        time.sleep(0.1)


def is_open(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
