"""What the environment decided, for whoever answers a request or sends mail."""

from __future__ import annotations

from typing import cast

from flask import current_app

from regelruimte.config import Config


def settings() -> Config:
    """Return the configuration that `create_app` was given; needs the application's context."""
    return cast(Config, current_app.config["REGELRUIMTE"])
