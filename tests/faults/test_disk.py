"""The disk has what was sent before the answer says so: a power cut keeps it too."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from flask import Flask

from tests.conftest import needs
from tests.faults.processes import Site
from tests.faults.sending import LAST_STEP, SENDING
from tests.people import Applicant

pytestmark = pytest.mark.timed

# A line of strace -f: "1234 sendto(8, "HTTP/1.1 303 SEE OTHER\r\n"..., 290, 0, NULL, 0) = 290".
# What another thread interrupts ends on a later one: "1234 <... recvfrom resumed>"POST …"...".
CALLS = "trace=recvfrom,sendto,fsync,fdatasync"
RECEIVED = re.compile(r'recvfrom.*"POST /voorstel')
SYNCED = re.compile(r"f(?:data)?sync.*= 0$")
ANSWERED = re.compile(r'sendto\(.*"HTTP/1\.1 303')


def test_a_sync_stands_between_reading_a_submit_and_answering_it(
    app: Flask, site: Site, applicant: Applicant, tmp_path: Path
) -> None:
    needs("strace", shutil.which("strace") is not None)
    log = tmp_path / "strace.txt"
    site.start("web server", under=["strace", "-f", "-e", CALLS, "-s", "60", "-o", str(log)])
    applicant.has_written_it_all()

    status = site.post(f"/voorstel/{applicant.token}{LAST_STEP}", SENDING)
    site.stop()

    assert status == 303
    lines = log.read_text().splitlines()
    received = first(RECEIVED, lines)
    answered = first(ANSWERED, lines)
    assert received < first(SYNCED, lines, after=received) < answered


def first(wanted: re.Pattern[str], lines: list[str], after: int = -1) -> int:
    """The number of the first line of this kind."""
    found = (n for n, line in enumerate(lines) if n > after and wanted.search(line))
    number = next(found, None)
    assert number is not None, f"no {wanted.pattern} in {len(lines)} lines"
    return number
