"""Regelruimte: which rule stands in the way of a civil servant's work, and what would be better."""

from __future__ import annotations

import os
from pathlib import Path

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from regelruimte.applicant import views as applicant_views
from regelruimte.applicant import (
    views_card,
    views_contact,
    views_message,
    views_own,
    views_pilot,
    views_tell,
)
from regelruimte.applicant import views_consents as applicant_consent_views
from regelruimte.applicant import views_readers as applicant_reader_views
from regelruimte.audit.commands import audit_commands
from regelruimte.check import views as check_views
from regelruimte.config import ROOT, Config, read_config
from regelruimte.consents import views as consent_views
from regelruimte.demo.commands import demo_command
from regelruimte.drafts import views as draft_views
from regelruimte.drafts import views_begin, views_entered, views_sending
from regelruimte.embed import framed_parameter
from regelruimte.embed import views as embed_views
from regelruimte.embed.framing import ancestors_for
from regelruimte.figures import views as figure_views
from regelruimte.figures import views_account
from regelruimte.mail import send
from regelruimte.mail.commands import mail_commands
from regelruimte.maintenance import jobs
from regelruimte.maintenance.commands import remind_command, retention_command
from regelruimte.metrics import address as metrics
from regelruimte.proposals.effort import MINUTES_TO_SEND
from regelruimte.proposals.levels import WAYS_ROUND
from regelruimte.proposals.questions import question_of
from regelruimte.readers import views as reader_views
from regelruimte.register import views as register_views
from regelruimte.register import views_feeds as register_views_feeds
from regelruimte.register.public import card_for
from regelruimte.replies import views as reply_views
from regelruimte.replies import views_message as reply_message_views
from regelruimte.second_opinion import views as second_views
from regelruimte.server import request_lock
from regelruimte.sign_in import gate
from regelruimte.sign_in import views as sign_in_views
from regelruimte.site import views as site_views
from regelruimte.site import views_mailbox
from regelruimte.store.commands import db_commands
from regelruimte.version import VERSION
from regelruimte.web import (
    assets,
    compression,
    database,
    drawn_once,
    errors,
    filters,
    headers,
    rate_limits,
)
from regelruimte.web.app import App
from regelruimte.web.precompressed import with_compressed
from regelruimte.workspace import views as workspace_views
from regelruimte.workspace import (
    views_absence,
    views_audit,
    views_briefing,
    views_cards,
    views_conditions,
    views_dossier,
    views_entry,
    views_export,
    views_group,
    views_joint,
    views_proposal,
)
from regelruimte.workspace import views_card as workspace_card_views
from regelruimte.workspace import views_pilot as workspace_pilot_views
from regelruimte.workspace import views_readers as workspace_reader_views

# Whatever answers an address; several of one room share its blueprint.
VIEWS = (
    site_views,
    views_mailbox,
    check_views,
    views_begin,
    draft_views,
    views_sending,
    views_entered,
    reply_views,
    reply_message_views,
    applicant_views,
    views_own,
    views_pilot,
    views_tell,
    applicant_reader_views,
    reader_views,
    second_views,
    applicant_consent_views,
    consent_views,
    views_message,
    views_card,
    views_contact,
    register_views,
    register_views_feeds,
    embed_views,
    sign_in_views,
    workspace_views,
    views_proposal,
    views_entry,
    workspace_pilot_views,
    views_conditions,
    views_dossier,
    workspace_reader_views,
    views_absence,
    views_briefing,
    views_export,
    views_audit,
    views_cards,
    workspace_card_views,
    views_group,
    views_joint,
    figure_views,
    views_account,
)
COMMANDS = (
    db_commands,
    mail_commands,
    audit_commands,
    remind_command,
    retention_command,
    demo_command,
)
# No other name: a page elsewhere could let its own name lead here, and read the mailbox page.
LOOPBACK = ("127.0.0.1", "localhost")
MEGABYTE = 1024 * 1024


def create_app(config: Config | None = None) -> Flask:
    """Return the site, everything plugged in, for this configuration or the environment's."""
    config = config or read_config()
    app = App(
        __name__,
        instance_path=str(config.instance_path),
        template_folder=str(ROOT / "templates"),
        static_folder=None,
    )
    app.config.from_mapping(_settings(config))
    framing = ancestors_for(config.embed_origins)
    database.init_app(app, config)
    rate_limits.init_app(app, config)
    headers.init_app(app, framing, config.site_url)
    compression.init_app(app)
    errors.init_app(app)
    filters.init_app(app, config)
    drawn_once.init_app(app)
    app.jinja_env.globals["question_of"] = question_of  # for lists of what was answered
    app.jinja_env.globals["card_for"] = card_for  # beside the place where a rule is cited
    app.jinja_env.globals |= {"minutes_to_send": MINUTES_TO_SEND, "ways_round": WAYS_ROUND}
    app.jinja_env.globals["version"] = VERSION
    send.init_app(app, config)
    jobs.init_app(app)
    framed_parameter.init_app(app)
    gate.init_app(app, config)
    for blueprint in dict.fromkeys(views.blueprint for views in VIEWS):
        app.register_blueprint(blueprint)
    for command in COMMANDS:
        app.cli.add_command(command)
    request_lock.init_app(app)
    assets.init_app(app, _static_files(config), framing, config.site_url)
    _trust_proxies(app, config.trusted_proxies)
    metrics.init_app(app, config)
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
