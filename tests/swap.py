"""Changing the data that the site is made from, for the length of a test."""

from __future__ import annotations

import sys
from typing import Any

import pytest


def swap(monkeypatch: pytest.MonkeyPatch, old: object, new: Any) -> None:
    """Let every module of the site that holds `old` under some name hold `new` there."""
    found = 0
    for module_name, module in list(sys.modules.items()):
        if module_name.split(".")[0] == "regelruimte":
            for name, value in list(vars(module).items()):
                if value is old:
                    monkeypatch.setattr(module, name, new)
                    found += 1
    assert found, "nobody holds what was to be changed"
