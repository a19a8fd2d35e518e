"""Which version of the site this is."""

from __future__ import annotations

import tomllib

from regelruimte.config.model import ROOT


def version() -> str:
    """Return the version that pyproject.toml gives."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    return str(tomllib.loads(text)["project"]["version"])
