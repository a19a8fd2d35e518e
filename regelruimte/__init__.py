"""Regelruimte: which rule stands in the way of a civil servant's work, and what would be better."""

from __future__ import annotations

import os
from pathlib import Path

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from regelruimte.applicant.views import blueprint as applicant_pages
from regelruimte.applicant.views_own import blueprint as own_pages
from regelruimte.applicant.views_pilot import blueprint as own_pilot_pages
from regelruimte.check.views import blueprint as check_pages
from regelruimte.config import ROOT, Config, read_config
from regelruimte.demo.commands import demo_command
from regelruimte.embed import keep
from regelruimte.embed.framing import ancestors_for
from regelruimte.embed.views import blueprint as embed_pages
from regelruimte.limits import guard
from regelruimte.mail import send
from regelruimte.mail.commands import mail_commands
from regelruimte.mail.mailbox import blueprint as mailbox_page
from regelruimte.proposals.views import blueprint as draft_pages
from regelruimte.proposals.views_sending import blueprint as sending_pages
from regelruimte.replies.views import blueprint as reply_pages
from regelruimte.site.views import blueprint as site_pages
from regelruimte.store import db
from regelruimte.store.commands import db_commands
from regelruimte.upkeep import chores
from regelruimte.upkeep.commands import remind_command, retention_command
from regelruimte.web import assets, compression, errors, filters, headers, one_at_a_time
from regelruimte.web.door import CleanRequest
from regelruimte.web.precompressed import with_compressed
from regelruimte.workspace import gate
from regelruimte.workspace.views import blueprint as workspace_pages
from regelruimte.workspace.views_access import blueprint as access_pages
from regelruimte.workspace.views_figures import blueprint as workspace_figure_pages
from regelruimte.workspace.views_pilot import blueprint as workspace_pilot_pages
from regelruimte.workspace.views_proposal import blueprint as workspace_proposal_pages

BLUEPRINTS = (
    site_pages,
    check_pages,
    draft_pages,
    sending_pages,
    reply_pages,
    applicant_pages,
    own_pages,
    own_pilot_pages,
    embed_pages,
    access_pages,
    workspace_pages,
    workspace_proposal_pages,
    workspace_pilot_pages,
    workspace_figure_pages,
    mailbox_page,
)
COMMANDS = (db_commands, mail_commands, remind_command, retention_command, demo_command)
# No other name: a page elsewhere could let its own name lead here, and read the mailbox page.
LOOPBACK = ("127.0.0.1", "localhost")
MEGABYTE = 1024 * 1024


def create_app(config: Config | None = None) -> Flask:
    """Return the site, everything plugged in, for this configuration or the environment's."""
    config = config or read_config()
    app = Flask(
        __name__,
        instance_path=str(config.instance_path),
        template_folder=str(ROOT / "templates"),
        static_folder=None,
    )
    app.request_class = CleanRequest
    app.config.from_mapping(_settings(config))
    framing = ancestors_for(config.embed_origins)
    db.init_app(app, config)
    guard.init_app(app, config)
    headers.init_app(app, framing, config.site_url)
    compression.init_app(app)
    errors.init_app(app)
    filters.init_app(app, config)
    send.init_app(app, config)
    chores.init_app(app)
    keep.init_app(app)
    gate.init_app(app, config)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    for command in COMMANDS:
        app.cli.add_command(command)
    one_at_a_time.init_app(app)
    assets.init_app(app, _static_files(config), framing, config.site_url)
    _trust_proxies(app, config.trusted_proxies)
    return app


def _static_files(config: Config) -> Path:
    """Return the folder to serve: while somebody works on the files, the files themselves.

    For a command too, which serves nothing and leaves nothing behind.
    """
    folder = ROOT / "static"
    as_is = config.development or os.environ.get("FLASK_RUN_FROM_CLI") == "true"
    return folder if as_is else with_compressed(folder, config.instance_path)


def _settings(config: Config) -> dict[str, object]:
    return {
        "REGELRUIMTE": config,
        "SECRET_KEY": config.secret_key,
        "SECRET_KEY_FALLBACKS": list(config.secret_key_fallbacks),
        "TRUSTED_HOSTS": [config.site_host, *(LOOPBACK if config.development else ())],
        "MAX_CONTENT_LENGTH": MEGABYTE // 4,
        "MAX_FORM_MEMORY_SIZE": MEGABYTE // 4,
        "MAX_FORM_PARTS": 100,
        "WTF_I18N_ENABLED": False,
    }


def _trust_proxies(app: Flask, hops: int) -> None:
    if hops:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops
        )
