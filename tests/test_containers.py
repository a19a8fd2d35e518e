"""The image holds what the site needs, runs shut in, and its examples stay true to the code."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from regelruimte.config import ROOT, unsafe_for_production
from regelruimte.server.serve import MIGRATE, PARTS
from regelruimte.version import VERSION
from tests.conftest import needs
from tests.live import health
from tests.ports import free_port

DEPLOY = ROOT / "docs" / "deploy"
CONTAINERFILE = (ROOT / "Containerfile").read_text()
COMPOSE = (DEPLOY / "compose.yaml").read_text()
KUBERNETES = (DEPLOY / "kubernetes.yaml").read_text()
HOST = "regelruimte.example:8443"
SITE = {
    "SECRET_KEY": "k" * 40,
    "SITE_URL": f"https://{HOST}",
    "MAIL_SERVER": "127.0.0.1",
    "MAIL_PORT": "9",
}


def copied() -> list[tuple[str, str]]:
    """Return what the last stage takes from this project, and where it puts that."""
    lines = re.findall(r"^COPY (?!--from|requirements)(.+) (\S+)$", CONTAINERFILE, re.MULTILINE)
    return [(source, place) for sources, place in lines for source in sources.split()]


def set_in_the_image() -> dict[str, str]:
    (block,) = re.findall(r"^ENV (.*?[^\\])$", CONTAINERFILE, re.MULTILINE | re.DOTALL)
    pairs = (pair.partition("=") for pair in block.replace("\\\n", " ").split())
    return {name: value for name, _, value in pairs}


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the Containerfile copies, in a folder: the image without its libraries."""
    folder = tmp_path_factory.mktemp("image")
    for source, place in copied():
        target = folder / place
        if (ROOT / source).is_dir():
            shutil.copytree(ROOT / source, target)  # compiled, as in the image
        else:
            target.mkdir(exist_ok=True)
            shutil.copy(ROOT / source, target)
    return folder


class Box:
    """Processes that see the machine read-only, as nobody in particular, with one volume."""

    def __init__(self, image: Path, volume: Path) -> None:
        needs("bubblewrap", shutil.which("bwrap") is not None)
        self.port = free_port()
        self.command = ["bwrap", "--unshare-user", "--uid", "10001", "--gid", "10001"]
        self.command += ["--unshare-pid", "--as-pid-1", "--die-with-parent"]
        self.command += ["--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc"]
        self.command += ["--tmpfs", "/srv", "--ro-bind", str(image), "/srv/regelruimte"]
        self.command += ["--remount-ro", "/srv", "--bind", str(volume), "/mnt"]
        self.command += ["--chdir", "/srv/regelruimte"]

    def environment(self, settings: Mapping[str, str]) -> dict[str, str]:
        """Return what the image sets, with its volume where there is a place for it here."""
        given = {f"REGELRUIMTE_{name}": value for name, value in settings.items()}
        ours = {name: value.replace("/data", "/mnt") for name, value in set_in_the_image().items()}
        bind = {"REGELRUIMTE_BIND": f"0.0.0.0:{self.port}"}
        return {**ours, **given, **bind, "PATH": os.environ["PATH"]}

    def begin(self, *words: str, **settings: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [*self.command, sys.executable, *words],
            env=self.environment({**SITE, **settings}),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def run(self, *words: str, **settings: str) -> tuple[int, str]:
        process = self.begin(*words, **settings)
        said, _ = process.communicate(timeout=60)
        return process.returncode, said

    @contextmanager
    def running(self, *words: str) -> Iterator[subprocess.Popen[str]]:
        process = self.begin(*words)
        try:
            yield process
        finally:
            with suppress(ProcessLookupError):
                process.kill()
            process.wait()

    def health(self) -> dict[str, Any]:
        """Wait until the web server answers, and return what it says of itself."""
        return health(self.port, HOST)


@pytest.fixture
def box(image: Path, tmp_path: Path) -> Box:
    """The image with an empty volume."""
    volume = tmp_path / "volume"
    volume.mkdir()
    return Box(image, volume)


def end(process: subprocess.Popen[str]) -> tuple[int, str]:
    """Send SIGTERM to the first process within, as an engine does; return its code and words."""
    (first,) = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    os.kill(int(first), signal.SIGTERM)
    said, _ = process.communicate(timeout=30)
    return process.returncode, said


# The image


def test_what_is_copied_is_let_through_and_nothing_else() -> None:
    lines = (ROOT / ".dockerignore").read_text().splitlines()
    let_through = {line.removeprefix("!") for line in lines if line.startswith("!")}

    assert "*" in lines
    assert {source for source, _ in copied()} | {"requirements/runtime.txt"} == let_through


def test_the_image_is_nobody_in_particular_with_one_volume_and_a_health_check() -> None:
    assert "\nUSER 10001:10001\n" in CONTAINERFILE
    assert re.findall(r"^VOLUME (.*)$", CONTAINERFILE, re.MULTILINE) == ["/data"]
    assert "\nSTOPSIGNAL SIGTERM\n" in CONTAINERFILE
    assert 'CMD ["python", "scripts/healthy.py"]' in CONTAINERFILE
    assert 'ENTRYPOINT ["python", "-m", "regelruimte.server"]' in CONTAINERFILE


def test_the_whole_site_runs_on_a_read_only_root_and_ends_when_told(
    box: Box, tmp_path: Path
) -> None:
    with box.running("-m", "regelruimte.server") as process:
        assert box.health()["status"] == "green"
        code, said = end(process)

    assert code == 0, said
    assert "Traceback" not in said
    assert (tmp_path / "volume" / "regelruimte.sqlite").stat().st_mode & 0o077 == 0


def test_each_part_runs_by_itself_and_waits_for_the_migration(box: Box) -> None:
    server = ("-m", "regelruimte.server")
    code, said = box.run(*server, "web")
    assert code == 1
    assert "Traceback" not in said

    assert box.run(*server, MIGRATE)[0] == 0
    with box.running(*server, "web") as web, box.running(*server, "mailer") as mailer:
        assert box.health()["status"] == "green"
        code, said = box.run("scripts/healthy.py")
        assert (code, said[:4]) == (0, "200 ")
        assert [end(part)[0] for part in (web, mailer)] == [0, 0]

    code, said = box.run("scripts/healthy.py")
    assert (code, said[:10]) == (1, "no answer:")


# The examples


@pytest.mark.parametrize("text", [CONTAINERFILE, COMPOSE, KUBERNETES])
def test_every_variable_that_is_named_exists(text: str) -> None:
    known = (ROOT / "README.md").read_text()

    named = set(re.findall(r"REGELRUIMTE_[A-Z_]+", text))
    assert named
    assert {name for name in named if f"`{name}`" not in known} == set()


@pytest.mark.parametrize("text", [COMPOSE, KUBERNETES])
def test_an_example_runs_this_version_in_all_its_parts(text: str) -> None:
    assert set(re.findall(r"image: \S*regelruimte:(\S+)", text)) == {VERSION}
    assert f'version="{VERSION}"' in CONTAINERFILE
    started = re.findall(r"(?:command|args): \[([a-z]+)\]", text)
    assert set(started) == {*PARTS, MIGRATE}


def test_in_compose_nothing_waits_for_the_end_of_another() -> None:
    """Podman 4.3 then never starts it; what begins too early ends, and is started again."""
    waits_for = re.findall(r"condition: (\w+)", COMPOSE)

    assert waits_for == ["service_healthy"]
    assert re.findall(r"^ +restart: (\S+)", COMPOSE, re.MULTILINE)[:2] == [
        "unless-stopped",  # every part of the site
        "on-failure",  # the migration, which may be too early for its database
    ]


def settings_in(text: str) -> dict[str, str]:
    pairs = re.findall(r"^ +REGELRUIMTE_(\w+): \"?([^\s\"]+)", text, re.MULTILINE)
    return dict(pairs)


@pytest.mark.parametrize("text", [COMPOSE, KUBERNETES])
def test_an_example_starts_with_the_settings_that_it_gives(text: str, tmp_path: Path) -> None:
    settings = settings_in(text)
    for name in [name for name in settings if name.endswith("_FILE")]:
        place = tmp_path / Path(settings[name]).name
        place.write_text("postgresql://u:p@db/r?sslmode=verify-full" if "URL" in name else "k" * 40)
        settings[name] = str(place)
    given = {f"REGELRUIMTE_{name}": value for name, value in settings.items()}

    assert unsafe_for_production({**set_in_the_image(), **given}) == []


def resources() -> Iterator[dict[str, Any]]:
    """Yield what is in the manifest, as Kubernetes' own program reads it; it asks no cluster."""
    program = shutil.which("kubectl")
    if program is None:
        pytest.skip("kubectl is not installed")
    command = [program, "label", "--local", "-f", DEPLOY / "kubernetes.yaml", "a=b", "-o", "json"]
    rest = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    while rest:
        found, length = json.JSONDecoder().raw_decode(rest)
        yield found
        rest = rest[length:].strip()


def test_kubernetes_reads_the_manifest_and_every_pod_is_shut_in() -> None:
    pods = {
        each["metadata"]["name"]: each["spec"]["template"]["spec"]
        for each in resources()
        if each["kind"] in {"Deployment", "Job"}
    }

    assert set(pods) == {*PARTS, MIGRATE}
    for pod in pods.values():
        assert pod["enableServiceLinks"] is False
        assert pod["securityContext"]["runAsNonRoot"] is True
        (container,) = pod["containers"]
        assert container["securityContext"] == {
            "allowPrivilegeEscalation": False,
            "capabilities": {"drop": ["ALL"]},
            "readOnlyRootFilesystem": True,
        }


def test_kubernetes_has_two_web_servers_and_one_mailer_of_one_version_at_a_time() -> None:
    found = {
        each["metadata"]["name"]: each["spec"]
        for each in resources()
        if each["kind"] == "Deployment"
    }

    assert {name: spec["replicas"] for name, spec in found.items()} == {"web": 2, "mailer": 1}
    assert {spec["strategy"]["type"] for spec in found.values()} == {"Recreate"}
