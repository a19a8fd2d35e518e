"""The image, really built: the story through it, in one container and in its parts."""

from __future__ import annotations

import socket
import time
from contextlib import ExitStack

import pytest

from regelruimte.server.serve import MIGRATE
from regelruimte.version import VERSION
from tests.faults.podman import Box, build, podman, said
from tests.from_outside import EveryoneOutside
from tests.postoffice import PostOffice

pytestmark = [pytest.mark.seldom, pytest.mark.timed]
STORES = {"LICENSE", "gunicorn.conf.py", "regelruimte", "scripts", "static", "templates", "wsgi.py"}
_STOPS_WITHIN = 30  # seconds, as docs/going-live.md tells engines to wait


@pytest.fixture(scope="module")
def image() -> str:
    return build()


@pytest.fixture
def box(image: str, post_office_server: PostOffice) -> Box:
    """Containers with SQLite."""
    post_office_server.begins_anew()
    return Box(image, post_office_server.port)


def tell_the_story(address: str, office: PostOffice) -> EveryoneOutside:
    """Send a proposal, reply to it by the link in the alert, and read the reply."""
    everyone = EveryoneOutside(address, office)
    everyone.applicant.does_it_all()
    assert everyone.applicant.reads_mail().subject
    everyone.bart.replies("Het mag al", room="Artikel 7:3 laat dit nu al toe.")
    assert "Status: Het mag al" in everyone.applicant.opens_own_page().text
    return everyone


def test_it_says_its_version(image: str) -> None:
    assert podman("run", "--rm", "--read-only", image, "--version").stdout == (
        f"Regelruimte {VERSION}\n"
    )


def test_it_holds_what_runs_and_nothing_else(image: str) -> None:
    listed = podman("run", "--rm", "--entrypoint", "ls", image, "-A", "/srv/regelruimte")
    strange = podman("run", "--rm", "--entrypoint", "find", image, "/", "-name", "test_house*")

    assert set(listed.stdout.split()) == STORES | {".venv", "__pycache__"}
    assert strange.stdout == ""


def test_the_story_in_one_container_and_all_of_it_is_there_after_a_restart(
    box: Box, post_office_server: PostOffice
) -> None:
    with box.running() as container:
        assert box.health()["status"] == "green"
        everyone = tell_the_story(box.address, post_office_server)
        assert podman("healthcheck", "run", container).returncode == 0

        podman("restart", "--time", _STOPS_WITHIN, container)
        assert box.health()["status"] == "green"
        own_page = everyone.applicant.page.path
        page = everyone.applicant.visitor.visit(own_page)

    assert "Status: Het mag al" in page.text


def test_what_is_in_flight_when_it_is_told_to_end_is_answered(box: Box) -> None:
    with box.running() as container, ExitStack() as open_ones:
        box.health()
        caller = open_ones.enter_context(socket.create_connection(("127.0.0.1", box.port), 30))
        caller.sendall(b"POST /voorstel HTTP/1.1\r\nHost: %s\r\n" % box.address[7:].encode())
        caller.sendall(b"Content-Type: application/x-www-form-urlencoded\r\n")
        caller.sendall(b"Content-Length: 3\r\n\r\na")
        time.sleep(0.5)

        begun = time.monotonic()
        podman("kill", "--signal", "TERM", container)
        time.sleep(1)
        caller.sendall(b"=b")
        answer = caller.recv(1000)
        code = podman("wait", container).stdout.strip()

        assert answer.startswith(b"HTTP/1.1 "), said(container)
        assert code == "0", said(container)
        assert time.monotonic() - begun < _STOPS_WITHIN


def test_a_volume_that_cannot_be_written_is_named_in_a_line(box: Box) -> None:
    found = box.run(options=("--mount", "type=tmpfs,destination=/data,ro"))

    assert found.returncode == 1
    assert "Traceback" not in found.stderr
    assert "/data" in found.stderr


def test_the_story_with_two_web_servers_a_mailer_and_postgresql(
    image: str, post_office_server: PostOffice, postgresql: str
) -> None:
    post_office_server.begins_anew()
    first = Box(image, post_office_server.port, DATABASE_URL=postgresql)
    second = Box(image, post_office_server.port, DATABASE_URL=postgresql)
    second.settings["SITE_URL"] = first.address
    assert first.run("web").returncode == 1, "it waits for the migration"
    assert first.run(MIGRATE).returncode == 0

    with first.running("web"), second.running("web"), first.running("mailer"):
        first.health()
        assert second.health()["status"] == "green"
        tell_the_story(first.address, post_office_server)
