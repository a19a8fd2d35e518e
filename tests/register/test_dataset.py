"""What data portals read of the register: what DCAT-AP-NL 3.0 and schema.org make mandatory."""

from __future__ import annotations

import json
import os
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from regelruimte.config import ROOT
from regelruimte.register import files
from tests.cards import public_cards
from tests.conftest import needs
from tests.visitor import Visitor

SITE = "https://regelruimte.example"
PUBLISHER = "https://identifier.overheid.nl/tooi/id/ministerie/mnre0000"
# Geonovum's shapes are not ours to spread: whoever has them says where (docs/testing.md).
SHAPES = Path(os.environ.get("DCAT_SHAPES", ROOT.parent / "shared" / "dcat"))
SHACL = "http://www.w3.org/ns/shacl#"

pytestmark = pytest.mark.settings(SITE_URL=SITE, PUBLISHER=f"Ministerie van X <{PUBLISHER}>")

MANDATORY = {
    "dct:title",
    "dct:description",
    "dct:identifier",
    "dct:creator",
    "dct:publisher",
    "dct:accessRights",
    "dcat:contactPoint",
    "dcat:theme",
    "dcat:distribution",
}
OF_A_DISTRIBUTION = {"dct:title", "dct:license", "dcat:accessURL", "dcat:downloadURL"}
OF_SCHEMA_ORG = {"schema:name", "schema:description"}
# From which list a value has to be (DCAT-AP-NL 3.0, "Waardelijsten").
LISTS = {
    "dcat:theme": "http://publications.europa.eu/resource/authority/data-theme/",
    "dct:accessRights": "http://publications.europa.eu/resource/authority/access-right/",
    "dct:accrualPeriodicity": "http://publications.europa.eu/resource/authority/frequency/",
    "dct:language": "http://publications.europa.eu/resource/authority/language/",
    "dct:format": "http://publications.europa.eu/resource/authority/file-type/",
    "dct:license": "http://creativecommons.org/",
    "dct:publisher": "https://identifier.overheid.nl/tooi/id/",
}


@pytest.fixture
def described(app: Flask, visitor: Visitor) -> dict[str, Any]:
    """The description, as a portal fetches it."""
    with app.app_context():
        public_cards(5)
    answer = visitor.client.get(files.DATASET.path)
    assert answer.mimetype == "application/ld+json"
    return json.loads(answer.data)


def test_it_tells_what_is_mandatory(described: dict[str, Any]) -> None:
    assert (MANDATORY | OF_SCHEMA_ORG) - described.keys() == set()
    for file in described["dcat:distribution"]:
        assert OF_A_DISTRIBUTION - file.keys() == set()


def test_what_has_a_list_is_from_that_list(described: dict[str, Any]) -> None:
    nodes = [described, *described["dcat:distribution"]]
    told = [(key, node[key]["@id"]) for node in nodes for key in LISTS if key in node]

    assert {key for key, _ in told} == LISTS.keys()
    assert [each for each in told if not each[1].startswith(LISTS[each[0]])] == []


def test_whoever_is_set_publishes_it(described: dict[str, Any]) -> None:
    publisher = described["dct:publisher"]

    assert (publisher["@id"], publisher["schema:name"]) == (PUBLISHER, "Ministerie van X")
    assert described["dct:creator"] == described["schema:publisher"] == {"@id": PUBLISHER}


def test_each_distribution_is_there_as_it_is_described(
    described: dict[str, Any], visitor: Visitor
) -> None:
    for file in described["dcat:distribution"]:
        address = file["dcat:downloadURL"]["@id"]
        answer = visitor.client.get(address.removeprefix(SITE))
        assert (answer.status_code, answer.mimetype) == (200, file["schema:encodingFormat"])


def test_schema_org_has_enough_of_it_for_a_search_engine(described: dict[str, Any]) -> None:
    """Google wants from 50 to 5,000 characters in a description."""
    assert 50 <= len(described["schema:description"]) <= 5000
    addresses = {file["@id"] for file in described["dcat:distribution"]}
    assert {file["@id"] for file in described["schema:distribution"]} == addresses


def test_reading_it_fetches_nothing_from_elsewhere(described: dict[str, Any]) -> None:
    assert isinstance(described["@context"], dict)
    assert all(isinstance(meaning, str) for meaning in described["@context"].values())


def found_by_the_shapes(description: dict[str, Any]) -> dict[str, set[str]]:
    """Return the paths that Geonovum's shapes object to, by how badly."""
    from pyshacl import validate
    from rdflib import Graph, URIRef

    shapes = Graph()
    for file in sorted(SHAPES.glob("*.ttl")):
        shapes.parse(file)
    data = Graph().parse(data=json.dumps(description), format="json-ld")
    _, report, _ = validate(data, shacl_graph=shapes)
    found: dict[str, set[str]] = {"Violation": set(), "Warning": set()}
    for result, severity in report.subject_objects(URIRef(f"{SHACL}resultSeverity")):
        path = report.value(result, URIRef(f"{SHACL}resultPath"))
        found[str(severity).removeprefix(SHACL)].add(str(path))
    return found


def needs_the_shapes() -> None:
    needs("pySHACL", find_spec("pyshacl") is not None)
    if not list(SHAPES.glob("*.ttl")):
        pytest.skip("the SHACL shapes of DCAT-AP-NL are not here: set DCAT_SHAPES to their folder")


def test_the_shapes_of_dcat_ap_nl_have_nothing_against_it(described: dict[str, Any]) -> None:
    needs_the_shapes()

    assert found_by_the_shapes(described) == {
        "Violation": set(),
        "Warning": {
            "http://www.w3.org/ns/dcat#accessService",  # there is none, these are files
            "http://purl.org/dc/terms/conformsTo",  # the whole follows no standard of its subject
        },
    }


@pytest.mark.parametrize("name", ["dcat:theme", "dct:creator", "dct:identifier"])
def test_the_shapes_would_notice_what_is_missing(described: dict[str, Any], name: str) -> None:
    needs_the_shapes()
    del described[name]

    assert len(found_by_the_shapes(described)["Violation"]) == 1
