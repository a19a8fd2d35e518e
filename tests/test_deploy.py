"""The examples for a server stay true to the code, and let no token into a log."""

from __future__ import annotations

import os
import re
import shutil
import socket
import ssl
import subprocess
import time
import warnings
from collections.abc import Iterator
from contextlib import suppress
from http.client import HTTPConnection, HTTPResponse, HTTPSConnection
from pathlib import Path

import pytest

from regelruimte.config import ROOT, read_config
from regelruimte.server.serve import main
from regelruimte.web.errors import TEXTS, ErrorText
from regelruimte.web.filters import tel
from regelruimte.web.headers import ALWAYS, SECURE
from tests.certificate import self_signed
from tests.conftest import needs
from tests.live import running_site
from tests.ports import free_port

HOST = "regelruimte.example"
DEPLOY = ROOT / "docs" / "deploy"
NGINX = (DEPLOY / "nginx.conf").read_text()
SERVICE = (DEPLOY / "regelruimte.service").read_text()


def test_the_service_runs_what_make_serve_runs() -> None:
    assert main.__module__ == "regelruimte.server.serve"
    assert "ExecStart=/srv/regelruimte/.venv/bin/python -m regelruimte.server\n" in SERVICE
    assert "-m regelruimte.server\n" in (ROOT / "Makefile").read_text()


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


class Proxy:
    """nginx as its example says, on free ports, with nothing behind it unless told."""

    def __init__(self, folder: Path, upstream: str) -> None:
        needs("nginx", shutil.which("nginx") is not None)
        self_signed(folder, HOST)
        self.folder, self.plain, self.secure = folder, free_port(), free_port()
        site = NGINX.replace("/etc/ssl/", f"{folder}/").replace("/var/log/nginx/", f"{folder}/")
        site = site.replace("/srv/regelruimte/", f"{ROOT}/").replace("127.0.0.1:8000", upstream)
        site = re.sub(r"listen (\[::\]:)?80;", rf"listen \g<1>{self.plain};", site)
        site = re.sub(r"listen (\[::\]:)?443 ", rf"listen \g<1>{self.secure} ", site)
        (folder / "site.conf").write_text(site)
        # Its processes must be able to read what tests write.
        (folder / "nginx.conf").write_text(
            f"{'user root;' if os.geteuid() == 0 else ''} daemon off; pid {folder}/pid;\n"
            f"error_log {folder}/log; events {{}} http {{ include {folder}/site.conf; }}\n"
        )
        command = ["nginx", "-c", folder / "nginx.conf", "-p", folder]
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE)
        self._wait()

    def _wait(self) -> None:
        for _ in range(100):
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.secure), 1):
                return
            time.sleep(0.05)
        self.stop()
        raise AssertionError(self.process.stderr and self.process.stderr.read())

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=10)

    def connection(self, to: str = "127.0.0.1") -> HTTPSConnection:
        trusting = ssl.create_default_context()
        trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
        return HTTPSConnection(to, self.secure, context=trusting, timeout=20)

    def asks(self, path: str, method: str = "GET", body: bytes = b"") -> tuple[HTTPResponse, str]:
        connection = self.connection()
        connection.request(method, path, body, {"Host": HOST})
        answer = connection.getresponse()
        return answer, answer.read().decode()


@pytest.fixture
def proxy(tmp_path: Path) -> Iterator[Proxy]:
    """The proxy while the site is away."""
    proxy = Proxy(tmp_path, f"127.0.0.1:{free_port()}")
    yield proxy
    proxy.stop()


def check_our_page(answer: HTTPResponse, page: str, text: ErrorText) -> None:
    assert f"<h1>{text.title}</h1>" in page
    assert f"<p>{text.advice}</p>" in page
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert ("frame-ancestors 'none'" in policy) == (answer.headers["X-Frame-Options"] == "DENY")
    for name, value in {**ALWAYS, **SECURE, "Cache-Control": "no-store"}.items():
        assert answer.headers.get_all(name) == [value], name
    assert answer.headers["Server"] == "nginx"


@pytest.mark.parametrize("path", ["/", "/voorstel/abc/regel", "/werkruimte"])
def test_while_the_site_is_away_the_proxy_says_so_in_our_words(proxy: Proxy, path: str) -> None:
    for method in ("GET", "POST"):
        answer, page = proxy.asks(path, method, b"title=x")

        assert answer.status == 503
        check_our_page(answer, page, TEXTS[503])


def test_what_is_too_large_or_no_request_is_answered_in_our_words(proxy: Proxy) -> None:
    answer, page = proxy.asks("/voorstel/abc/regel", "POST", b"x" * 400_000)
    assert answer.status == 413
    check_our_page(answer, page, TEXTS[413])

    answer, page = proxy.asks(f"/check?{'x' * 20_000}")
    assert answer.status == 414
    check_our_page(answer, page, TEXTS[400])


def test_fifty_colleagues_are_let_through_and_a_flood_is_told_so(proxy: Proxy) -> None:
    connection = proxy.connection()

    def asks() -> tuple[HTTPResponse, str]:
        nonlocal connection
        connection.request("GET", "/check", headers={"Host": HOST})
        answer = connection.getresponse()
        page = answer.read().decode()
        if answer.will_close:
            connection = proxy.connection()
        return answer, page

    answers = [asks() for _ in range(1500)]

    assert {answer.status for answer, _ in answers[:500]} == {503}
    refused = [each for each in answers if each[0].status == 429]
    assert refused
    check_our_page(*refused[0], TEXTS[429])


def test_the_proxy_speaks_tls_of_today_and_leads_there(proxy: Proxy) -> None:
    for version in (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3):
        assert proxy_speaks(proxy, version)
    assert not proxy_speaks(proxy, ssl.TLSVersion.TLSv1_1)

    plain = HTTPConnection("127.0.0.1", proxy.plain, timeout=20)
    plain.request("POST", "/mijn/abc?x=1", headers={"Host": "kwaad.example"})
    answer = plain.getresponse()
    assert (answer.status, answer.headers["Location"]) == (308, f"https://{HOST}/mijn/abc?x=1")


def proxy_speaks(proxy: Proxy, version: ssl.TLSVersion) -> bool:
    """Tell whether a browser that knows only this version can come in."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    context.set_ciphers("ALL:@SECLEVEL=0")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        context.minimum_version = context.maximum_version = version
    with socket.create_connection(("127.0.0.1", proxy.secure), 10) as plain:
        try:
            context.wrap_socket(plain).close()
        except ssl.SSLError:
            return False
        return True


@pytest.mark.skipif(not socket.has_ipv6, reason="this machine has no IPv6")
def test_the_proxy_listens_on_ipv6_too(proxy: Proxy) -> None:
    connection = proxy.connection("::1")
    connection.request("GET", "/", headers={"Host": HOST})

    assert connection.getresponse().status == 503


def test_the_log_of_the_proxy_holds_no_token_wherever_it_stands(proxy: Proxy) -> None:
    token = "q7w3e5r2t6y4u8i9o7p2a3s4d5f6g7h8"
    rooms = [
        "voorstel",
        "MIJN",
        "mijn/x",
        "reactie",
        "%6dijn",
        "instemmen",
        "lezen",
        "x",
        "werkruimte",
    ]
    for path in (f"/{token}", *(f"/{room}/{token}" for room in rooms), f"/check?a={token}", "//x/"):
        proxy.asks(path)
    proxy.asks("/privacy")

    log = (proxy.folder / "regelruimte.log").read_text()
    assert token not in log
    assert "127.0.0.1" not in log
    assert "GET /mijn/... 503" in log
    assert "GET /check 503" in log
    assert "GET /privacy 503" in log


def test_the_answers_of_the_site_go_through_as_they_are(tmp_path: Path) -> None:
    with running_site(tmp_path, TRUSTED_PROXIES="1", SITE_URL=f"https://{HOST}") as address:
        proxy = Proxy(tmp_path, address.removeprefix("http://"))
        try:
            answer, page = proxy.asks("/mijn/abc")
        finally:
            proxy.stop()

    assert answer.status == 404
    assert '<section id="error"' in page
    for name, value in {**ALWAYS, **SECURE}.items():
        assert answer.headers.get_all(name) == [value], name


def test_the_page_that_says_to_call_says_whom() -> None:
    page = (DEPLOY / "errors" / "503.html").read_text()

    for coordinator in read_config({"REGELRUIMTE_DEVELOPMENT": "1"}).coordinators:
        assert f'href="mailto:{coordinator.email}"' in page
        assert f'href="{tel(coordinator.phone)}"' in page


# The service


def test_systemd_finds_the_service_shut_in() -> None:
    program = shutil.which("systemd-analyze")
    if program is None:
        pytest.skip("systemd-analyze is not installed")
    command = [program, "security", "--offline=true", "--threshold=20", "--no-pager"]
    found = subprocess.run(
        [*command, str(DEPLOY / "regelruimte.service")], capture_output=True, text=True, check=False
    )

    assert found.returncode == 0, found.stdout


@pytest.mark.parametrize(
    "line", ["LimitCORE=0", "ProtectProc=invisible", "RestrictSUIDSGID=yes", "NoNewPrivileges=yes"]
)
def test_the_service_has(line: str) -> None:
    assert f"\n{line}\n" in SERVICE


def test_the_service_and_its_page_agree_on_what_installs_and_starts() -> None:
    text = " ".join((ROOT / "docs" / "operating.md").read_text().split())

    for command in ("scripts/bootstrap runtime", "python -m regelruimte.server"):
        assert command in text
        assert command in SERVICE
    assert "make run" not in SERVICE


# Back-ups by the clock


BACKUP = (DEPLOY / "regelruimte-backup.service").read_text()


def test_a_back_up_is_made_and_restored_on_trial_by_the_operators_command() -> None:
    given = re.findall(
        r"^ExecStart=/srv/regelruimte/scripts/regelruimte (.*) %t", BACKUP, re.MULTILINE
    )

    assert given == ["db backup", "db check-backup"]
    assert os.access(ROOT / "scripts/regelruimte", os.X_OK)


def test_it_has_the_settings_of_the_service() -> None:
    about = ("User=", "WorkingDirectory=", "Environment", "LoadCredential=", "UMask=")

    wanted = [line for line in SERVICE.splitlines() if line.startswith(about)]
    assert [line for line in wanted if f"\n{line}\n" not in BACKUP] == []


def test_systemd_knows_when_it_is_made() -> None:
    program = shutil.which("systemd-analyze")
    needs("systemd-analyze", program is not None)
    timer = (DEPLOY / "regelruimte-backup.timer").read_text()
    (when,) = re.findall(r"^OnCalendar=(.*)$", timer, re.MULTILINE)

    command = [str(program), "calendar", when]
    assert subprocess.run(command, check=False, capture_output=True).returncode == 0
