"""The description of the register for data portals: DCAT-AP-NL 3.0 and schema.org in one. Pure.

Every value is from the list that DCAT-AP-NL names for it; each node is of the classes of both.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from regelruimte.addresses import REGISTER
from regelruimte.register import files, open_data

Node = Mapping[str, object]

_EU = "http://publications.europa.eu/resource/authority"
_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
}
_KEYWORDS = ("regels", "regeldruk", "ambtenaren", "openbaar bestuur")


# What the EU calls them, in its list of file types.
_FILE_TYPES = {files.CSV: "CSV", files.JSON_FEED: "JSON", files.ATOM: "ATOM"}


def as_json_ld(publisher: tuple[str, str], site_url: str) -> str:
    """Return the description; `publisher` is the name and the URI of who answers for the data."""
    name = f"{site_url}{files.DATASET.path}#dataset"
    whole = {
        "@context": _CONTEXT,
        "@id": name,
        "@type": ["dcat:Dataset", "schema:Dataset"],
        "dct:identifier": name,
        "schema:identifier": name,
        **_told(site_url),
        **_agent(*publisher),
        "dcat:distribution": [_distribution(file, site_url) for file in files.FILES],
        "schema:distribution": [{"@id": site_url + file.path} for file in files.FILES],
    }
    return json.dumps(whole, ensure_ascii=False, indent=1)


def _told(site_url: str) -> Node:
    page = _of("foaf:Document", site_url + REGISTER)
    return {
        **_named(open_data.TITLE, open_data.DESCRIPTION),
        "dcat:keyword": [_dutch(word) for word in _KEYWORDS],
        "schema:keywords": list(_KEYWORDS),
        "dcat:theme": _of("skos:Concept", f"{_EU}/data-theme/GOVE"),
        "dct:accessRights": _of("dct:RightsStatement", f"{_EU}/access-right/PUBLIC"),
        "dct:accrualPeriodicity": _of("dct:Frequency", f"{_EU}/frequency/QUARTERLY"),
        "dct:language": _language(),
        "schema:inLanguage": open_data.LANGUAGE,
        "dcat:landingPage": page,
        "schema:url": {"@id": site_url + REGISTER},
        "foaf:page": _of("foaf:Document", site_url + open_data.EXPLAINED),
        "dcat:contactPoint": _contact(site_url),
        "schema:license": {"@id": open_data.LICENCE},
        "schema:isAccessibleForFree": True,
    }


def _agent(name: str, uri: str) -> Node:
    agent = {
        "@id": uri,
        "@type": ["foaf:Agent", "schema:Organization"],
        "foaf:name": _dutch(name),
        "schema:name": name,
    }
    reference = {"@id": uri}
    return {
        "dct:publisher": agent,
        "dct:creator": reference,
        "schema:publisher": reference,
        "schema:creator": reference,
    }


def _contact(site_url: str) -> Node:
    """Return where questions go: the page that names the coordinators, not their own addresses."""
    return {
        "@type": "vcard:Organization",
        "vcard:fn": _dutch("Regelruimte"),
        "vcard:hasURL": {"@id": site_url + open_data.EXPLAINED},
    }


def _distribution(file: files.File, site_url: str) -> Node:
    address = site_url + file.path
    return {
        "@id": address,
        "@type": ["dcat:Distribution", "schema:DataDownload"],
        **_named(f"{open_data.TITLE} ({file.name})"),
        "dcat:accessURL": {"@id": address},
        "dcat:downloadURL": {"@id": address},
        "schema:contentUrl": {"@id": address},
        "dct:format": _of("dct:MediaTypeOrExtent", f"{_EU}/file-type/{_FILE_TYPES[file]}"),
        "schema:encodingFormat": file.mimetype,
        "dct:license": _of("dct:LicenseDocument", open_data.LICENCE),
        "dct:language": _language(),
        "dct:conformsTo": _of("dct:Standard", file.standard),
    }


def _named(title: str, description: str = "") -> Node:
    named = {"dct:title": _dutch(title), "schema:name": title}
    if not description:
        return named
    return {**named, "dct:description": _dutch(description), "schema:description": description}


def _language() -> Node:
    return _of("dct:LinguisticSystem", f"{_EU}/language/NLD")


def _of(kind: str, uri: str) -> dict[str, object]:
    return {"@id": uri, "@type": kind}


def _dutch(text: str) -> Node:
    return {"@value": text, "@language": open_data.LANGUAGE}
