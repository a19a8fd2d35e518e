"""How often one address may ask for something that costs; fifty colleagues share one address."""

from __future__ import annotations

from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from regelruimte.config import Config

# Where the shared store is away, each process counts by itself for as long as that lasts.
limiter = Limiter(
    get_remote_address, storage_uri=None, headers_enabled=False, in_memory_fallback_enabled=True
)

# For what writes a row or sends a mail without any other key than being asked.
limited = limiter.limit("300 per hour; 60 per minute")


def init_app(app: Flask, config: Config) -> None:
    """Count in the configured store, or not at all when the guards are off."""
    app.config |= {
        "RATELIMIT_STORAGE_URI": config.ratelimit_storage_uri,
        "RATELIMIT_ENABLED": config.ratelimit_enabled,
    }
    limiter.init_app(app)
