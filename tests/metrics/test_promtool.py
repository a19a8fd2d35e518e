"""Prometheus' own program reads our metrics and our rules, and the rules call when they should."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from urllib.request import urlopen

import pytest

from regelruimte.config import ROOT
from tests.conftest import needs
from tests.live import running_site
from tests.ports import free_port

pytestmark = pytest.mark.seldom  # its package is 96 MB


def promtool(*words: object, told: str = "") -> None:
    """Let it judge; it ends with another code than 0 when something is wrong."""
    program = shutil.which("promtool")
    needs("promtool (package prometheus)", program is not None)
    command = [str(program), *map(str, words)]
    found = subprocess.run(command, input=told, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stdout + found.stderr


def test_it_finds_nothing_wrong_with_the_metrics(tmp_path: Path) -> None:
    port = free_port()
    with running_site(tmp_path, METRICS_BIND=f"127.0.0.1:{port}") as address:
        urlopen(f"{address}/check").close()
        told = urlopen(f"http://127.0.0.1:{port}/metrics").read().decode()

    promtool("check", "metrics", told=told)


def test_it_finds_nothing_wrong_with_the_rules() -> None:
    promtool("check", "rules", ROOT / "docs/deploy/alerts.yml")


def test_each_rule_calls_when_it_should_and_not_before() -> None:
    promtool("test", "rules", Path(__file__).with_name("alerts.yaml"))
