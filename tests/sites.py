"""The site, made once for each configuration and handed to every test that leaves it as it was."""

from __future__ import annotations

from typing import Any

from flask import Flask
from jinja2 import BytecodeCache
from peewee import Database

from regelruimte import create_app
from regelruimte.config import Config
from regelruimte.store import writable
from regelruimte.store.db import database
from regelruimte.store.migrate import migrate
from regelruimte.store.models import TABLES
from regelruimte.web.rate_limits import limiter


class Sites:
    """All sites that one process of the tests has made, and the databases that have tables."""

    def __init__(self, templates: BytecodeCache) -> None:
        self.templates = templates
        self.made: dict[Config, Flask] = {}
        self.databases: dict[str, Database] = {}
        self.migrated: set[str] = set()

    def shared(self, config: Config) -> Flask:
        """Return the site for this configuration, as a new one would be, on an empty database."""
        if config.ratelimit_enabled:  # the limiter is one for all sites, and keeps its counts
            return self.own(config)
        app = self.as_it_is(config)
        self._empty(app)
        return app

    def as_it_is(self, config: Config) -> Flask:
        """Return the same on whatever its database holds, which is nobody else's."""
        app = self.made.get(config) or self._make(config)
        self.made[config] = app
        limiter.enabled = False
        database.initialize(self.databases.setdefault(config.database_url, database.obj))
        writable._answers.clear()
        return app

    def own(self, config: Config) -> Flask:
        """Return a site that nobody else gets, on an empty database."""
        app = self._make(config)
        self._empty(app)
        return app

    def _make(self, config: Config) -> Flask:
        app = create_app(config)
        app.jinja_env.bytecode_cache = self.templates
        return app

    def _empty(self, app: Flask) -> None:
        address = app.config["REGELRUIMTE"].database_url
        with app.app_context():
            if address not in self.migrated:
                migrate(address)
                self.migrated.add(address)
            with database.atomic():
                for table in reversed(TABLES):
                    table.delete().execute()


def parts(app: Flask) -> dict[str, Any]:
    """Return what a test could change of a site, to compare before and after."""
    return {
        "config": dict(app.config),
        "extensions": dict(app.extensions),
        "mail": dict(vars(app.extensions["mail"])),
        "templates": (app.jinja_env.loader, dict(app.jinja_env.globals)),
        "addresses": len(list(app.url_map.iter_rules())),
        "doors": app.wsgi_app,
    }
