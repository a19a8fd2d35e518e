"""Lists what a release is made of, in CycloneDX 1.6 (ecma-international.org, ECMA-424), as JSON.

The libraries come from the lock, and htmx from the table beside it. It asks nobody anything, and
says the same each time; licences are told of the libraries that are installed here.
"""

import json
import re
import uuid
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Any

NAME = "regelruimte"
_LOCKED = re.compile(
    r"^(?P<name>[\w.-]+)==(?P<version>\S+)(?P<marker> ;.*?)? \\$(?P<rest>.*?)(?=^\S|\Z)",
    re.MULTILINE | re.DOTALL,
)
_WANTED_BY = re.compile(r"^ +#(?: via)? +(?!-c |via\b)([\w.-]+)", re.MULTILINE)
_VENDORED = re.compile(r"\| htmx (?P<version>\S+) \((?P<licence>\w+),[^|]*\| `(?P<sha256>\w{64})`")
Part = dict[str, Any]


def sbom(root: Path, version: str, moment: str) -> Part:
    """Return the whole list for the sources in a folder; `moment` is when they were made."""
    lock = (root / "requirements" / "runtime.txt").read_text()
    own = own_part(version)
    parts = [*libraries(lock), htmx((root / "static" / "vendor" / "README.md").read_text())]
    told = json.dumps([own, parts, moment])
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, told)}",
        "version": 1,
        "metadata": {"timestamp": moment, "component": own},
        "components": parts,
        "dependencies": dependencies(lock, own["bom-ref"], parts),
    }


def own_part(version: str) -> Part:
    """Return what the list is about."""
    licence = [{"license": {"id": "EUPL-1.2"}}]
    own = {"type": "application", "bom-ref": NAME, "name": NAME, "version": version}
    return own | {"licenses": licence}


def libraries(lock: str) -> list[Part]:
    """Return each locked library; what only some Pythons or systems need is optional."""
    found = []
    for each in _LOCKED.finditer(lock):
        name, version = each["name"], each["version"]
        purl = f"pkg:pypi/{name.lower().replace('_', '-')}@{version}"
        part: Part = {"type": "library", "bom-ref": purl, "name": name, "version": version}
        part |= {"purl": purl, "scope": "optional" if each["marker"] else "required"}
        found.append(part | licences(name))
    return found


def licences(name: str) -> Part:
    """Return the licence that an installed library names for itself (PEP 639, or a classifier)."""
    try:
        told = metadata(name)
    except PackageNotFoundError:
        return {}
    if expression := told.get("License-Expression"):
        return {"licenses": [{"expression": expression}]}
    classifiers = told.get_all("Classifier") or []
    named = [each.rpartition(" :: ")[2] for each in classifiers if each.startswith("License ::")]
    return {"licenses": [{"license": {"name": each}} for each in named]} if named else {}


def htmx(table: str) -> Part:
    """Return the one library that is kept among our own files."""
    found = _VENDORED.search(table)
    if not found:
        raise ValueError("static/vendor/README.md names no htmx with its hash")
    purl = f"pkg:npm/htmx.org@{found['version']}"
    part: Part = {"type": "library", "bom-ref": purl, "name": "htmx.org", "purl": purl}
    part |= {"version": found["version"], "licenses": [{"license": {"id": found["licence"]}}]}
    return part | {"hashes": [{"alg": "SHA-256", "content": found["sha256"]}]}


def dependencies(lock: str, own: str, parts: list[Part]) -> list[Part]:
    """Return what needs what, from the lock's own words ("via")."""
    names = {part["name"]: part["bom-ref"] for part in parts} | {NAME: own}
    needs: dict[str, set[str]] = {ref: set() for ref in names.values()}
    for each in _LOCKED.finditer(lock):
        for user in _WANTED_BY.findall(each["rest"]):
            needs[names[user]].add(names[each["name"]])
    needs[own].add(names["htmx.org"])
    return [{"ref": ref, "dependsOn": sorted(of)} for ref, of in sorted(needs.items())]
