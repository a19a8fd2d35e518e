"""Keeping a record for the owner who must (Archiefwet), before we erase: a sealed dossier."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

from flask import render_template
from peewee import Model

from regelruimte import clock
from regelruimte.archive.dossier import dossier
from regelruimte.config import Config
from regelruimte.store.durable import sync
from regelruimte.store.models import TABLES, Link, OutgoingMail, Proposal

# Secrets, and copies of what stands elsewhere.
_NOT_KEPT = (Link, OutgoingMail)
_READ_ONLY = 0o400


def seal(proposal: Proposal, config: Config) -> None:
    """Write the dossier of a sent proposal into the owner's folder; without one do nothing.

    A ZIP with a page to read, the rows as JSON and a list of both with their SHA-256; beside it
    the SHA-256 of the whole, so that whoever has it can see that nothing was changed. It is on
    the disk when this returns. Raises OSError where it cannot be written: then erase nothing.
    """
    if config.archive is None or proposal.submitted_at is None:
        return
    files = {"dossier.html": _page(proposal), "dossier.json": _rows(proposal)}
    files["inhoud.json"] = _contents(proposal, files)
    content = _zipped(files)
    name = f"{proposal.reference}-{proposal.uid}.zip"
    _write(config.archive / name, content)
    _write(config.archive / f"{name}.sha256", f"{_hash(content)}  {name}\n".encode())
    sync(config.archive)


def _page(proposal: Proposal) -> bytes:
    return render_template("archive/sealed.html", dossier=dossier(proposal)).encode()


def _rows(proposal: Proposal) -> bytes:
    rows = {"Proposal": [proposal.__data__], **dict(_about(proposal))}
    return json.dumps(rows, default=str, ensure_ascii=False, indent=1).encode()


def _about(proposal: Proposal) -> Iterator[tuple[str, list[dict[str, object]]]]:
    for table in TABLES:
        column = table._meta.fields.get("proposal")
        if column and table not in _NOT_KEPT:
            found: list[Model] = list(table.select().where(column == proposal))
            yield table.__name__, [row.__data__ for row in found]


def _contents(proposal: Proposal, files: dict[str, bytes]) -> bytes:
    told = {
        "kenmerk": proposal.reference,
        "verstuurd": proposal.submitted_at,
        "bewaard": clock.now(),
        "sha256": {name: _hash(content) for name, content in files.items()},
    }
    return json.dumps(told, default=str, ensure_ascii=False, indent=1).encode()


def _zipped(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _write(path: Path, content: bytes) -> None:
    """Write a file that is whole or not there, also after a power cut, and then read-only."""
    unfinished = path.with_name(path.name + ".unfinished")
    unfinished.write_bytes(content)
    unfinished.chmod(_READ_ONLY)
    sync(unfinished)
    unfinished.replace(path)
