"""The examples for a server stay true to the code, and let no token into a log."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from regelruimte.config import ROOT
from regelruimte.serve import main
from tests.certificate import self_signed

pytestmark = pytest.mark.any_database

DEPLOY = ROOT / "docs" / "deploy"
NGINX = (DEPLOY / "nginx.conf").read_text()
SERVICE = (DEPLOY / "regelruimte.service").read_text()


def test_the_service_runs_what_make_serve_runs() -> None:
    assert main.__module__ == "regelruimte.serve"
    assert "ExecStart=/srv/regelruimte/.venv/bin/python -m regelruimte.serve\n" in SERVICE
    assert "-m regelruimte.serve\n" in (ROOT / "Makefile").read_text()


@pytest.mark.parametrize("text", [NGINX, SERVICE])
def test_every_variable_that_is_named_exists(text: str) -> None:
    known = (ROOT / "README.md").read_text()

    named = set(re.findall(r"REGELRUIMTE_[A-Z_]+", text))
    assert named
    assert {name for name in named if f"`{name}`" not in known} == set()


def test_the_log_of_the_proxy_holds_no_address_as_it_was_asked() -> None:
    (format_,) = re.findall(r"log_format \w+ '(.*)';", NGINX)

    written = set(re.findall(r"\$(\w+)", format_))
    assert written.isdisjoint({"request", "request_uri", "uri", "args", "remote_addr"})
    assert "quiet_uri" in written
    assert "access_log /var/log/nginx/regelruimte.log quiet;" in NGINX


def test_the_proxy_lets_through_what_the_site_takes() -> None:
    (kilobytes,) = re.findall(r"client_max_body_size (\d+)k;", NGINX)

    assert int(kilobytes) * 1024 > 256 * 1024


@pytest.mark.skipif(shutil.which("nginx") is None, reason="nginx is not installed")
def test_nginx_can_read_it(tmp_path: Path) -> None:
    self_signed(tmp_path, "regelruimte.example")
    site = NGINX.replace("/etc/ssl/", f"{tmp_path}/").replace("/var/log/nginx/", f"{tmp_path}/")
    (tmp_path / "site.conf").write_text(site)
    (tmp_path / "nginx.conf").write_text(
        f"pid {tmp_path}/pid; error_log {tmp_path}/log; events {{}}\n"
        f"http {{ include {tmp_path}/site.conf; }}\n"
    )

    command = ["nginx", "-t", "-c", tmp_path / "nginx.conf", "-p", tmp_path]
    result = subprocess.run(command, capture_output=True, text=True, check=False)

    assert result.returncode == 0, result.stderr
