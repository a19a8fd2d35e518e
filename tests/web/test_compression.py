"""Pages are sent compressed to whom they are no secret from."""

from __future__ import annotations

import gzip

import brotli
import pytest
from flask import Flask

from tests.people import Applicant, Coordinator


@pytest.mark.parametrize(
    ("accepted", "unpack"), [("br, gzip", brotli.decompress), ("gzip", gzip.decompress)]
)
def test_a_public_page_is_compressed_as_the_browser_can_read_it(
    app: Flask, accepted: str, unpack: object
) -> None:
    plain = app.test_client().get("/")
    packed = app.test_client().get("/", headers={"Accept-Encoding": accepted})

    assert packed.headers["Content-Encoding"] == accepted.split(",")[0]
    assert len(packed.data) < len(plain.data) / 2
    assert unpack(packed.data) == plain.data
    assert "Accept-Encoding" in packed.headers["Vary"]


def test_a_step_is_compressed(app: Flask, applicant: Applicant) -> None:
    address = applicant.has_written(until="regel").path

    packed = app.test_client().get(address, headers={"Accept-Encoding": "br"})

    assert packed.headers["Content-Encoding"] == "br"


def test_a_coordinator_s_page_is_not(app: Flask, applicant: Applicant, bart: Coordinator) -> None:
    applicant.has_sent()

    plain = app.test_client().get(bart.reads_mail().link, headers={"Accept-Encoding": "br"})

    assert "Content-Encoding" not in plain.headers
