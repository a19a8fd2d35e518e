"""The version is said once, and told to those who run the site or work with it."""

from __future__ import annotations

from regelruimte.config import ROOT, version
from tests.people import Coordinator
from tests.visitor import Visitor


def test_the_catalogue_tells_the_version_of_the_project() -> None:
    assert f'\nsoftwareVersion: "{version()}"\n' in (ROOT / "publiccode.yml").read_text()


def test_coordinators_see_it_at_the_foot_of_their_pages(bart: Coordinator) -> None:
    assert f"Versie {version()}" in str(bart.signs_in().soup.footer)


def test_nobody_else_does(visitor: Visitor) -> None:
    for path in ("/", "/werkruimte/aanmelden", "/healthz"):
        answer = visitor.client.get(path, base_url=visitor.origin)
        assert version() not in answer.text.replace("htmx-4.0.1", "")
        assert version() not in str(answer.headers)
