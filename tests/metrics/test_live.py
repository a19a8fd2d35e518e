"""The metrics of a site that runs: two processes of its web server tell one number."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from tests.live import running_site
from tests.ports import free_port


def test_two_processes_tell_what_both_of_them_answered(tmp_path: Path) -> None:
    port = free_port()
    with running_site(tmp_path, WORKERS="2", METRICS_BIND=f"127.0.0.1:{port}") as address:
        for _ in range(40):
            urlopen(f"{address}/check").close()
        tellings = {urlopen(f"http://127.0.0.1:{port}/metrics").read().decode() for _ in range(6)}
        with pytest.raises(HTTPError, match="404"):
            urlopen(f"{address}/metrics")

    counts = {re.findall(r'page="check",status="200"} (\d+)', text)[0] for text in tellings}
    assert counts == {"40"}
