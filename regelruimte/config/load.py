"""The environment, read once into one checked configuration."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from regelruimte.config import values
from regelruimte.config.environment import FILE, PREFIX, Environment
from regelruimte.config.model import (
    ROOT,
    Config,
    Coordinator,
    MailServer,
    Policy,
    Programme,
    Terms,
)

BART_AND_RENSE = "Bart Krull <b.krull@imi.nu>, Rense Bos <r.bos@imi.nu>"
PROGRAMMES = "de Kwaliteitsagenda, het programma “Beter werken in het openbaar bestuur”"
LOOPBACK = {"127.0.0.1", "localhost", "::1"}
SHORTEST_KEY = 32  # characters of a secret that others may guess at
NO_KEY = "is missing; give it a long random value"


class ConfigError(Exception):
    """What is wrong with the environment, one line per variable."""


def read_config(variables: Mapping[str, str] | None = None) -> Config:
    """Return the configuration that the environment describes.

    Raises ConfigError naming every faulty variable at once.
    """
    env = Environment(os.environ if variables is None else variables)
    try:
        config = _read(env)
    except ValueError as fault:  # a default that follows from another variable is wrong
        raise ConfigError("\n".join(env.problems)) from fault
    if not config.secret_key and not env.given("SECRET_KEY" + FILE):
        env.refuse("SECRET_KEY", NO_KEY)
    _judge_together(env, config)
    if env.problems:
        raise ConfigError("\n".join(env.problems))
    return config


def _judge_together(env: Environment, config: Config) -> None:
    """Note what is wrong with one variable only because of another, and names nobody reads."""
    env.read("BIND", "127.0.0.1:8000", str)  # read by the processes, see server/serve.py
    env.read("WORKERS", "2", values.whole_number(1, 64))
    env.read("COPY_TO", "", lambda value: value and values.database(value))  # read by `db copy`
    env.refuse_unknown()
    terms, mail = config.terms, config.mail
    rules = {
        "DRAFT_WARNING_DAYS: must be less than DRAFT_DAYS": (
            terms.draft_warning_days >= terms.draft_days
        ),
        "UNTOUCHED_DAYS: must be more than ANSWER_DAYS": terms.untouched_days <= terms.answer_days,
        "MAIL_PASSWORD: is missing beside MAIL_USERNAME": (
            mail.username and not mail.password and not env.given("MAIL_PASSWORD" + FILE)
        ),
        "MAIL_USERNAME: is missing beside MAIL_PASSWORD": mail.password and not mail.username,
        "METRICS_TOKEN: is missing or short; METRICS_BIND lets other machines in": (
            config.metrics_bind
            and config.metrics_bind[0] not in LOOPBACK
            and len(config.metrics_token) < SHORTEST_KEY
        ),
    }
    env.problems += [PREFIX + text for text, broken in rules.items() if broken]


def _read(env: Environment) -> Config:
    development = env.read("DEVELOPMENT", "0", values.flag)
    folder = env.read("INSTANCE_PATH", str(ROOT / "instance"), values.folder)
    site_url = env.read("SITE_URL", f"http://127.0.0.1:{_port(env)}", values.origin)
    sqlite = f"sqlite:///{folder / 'regelruimte.sqlite'}"
    return Config(
        development=development,
        secret_key=env.secret("SECRET_KEY", "", str) or _kept_key(folder, development),
        secret_key_fallbacks=env.secret("SECRET_KEY_FALLBACKS", "", values.parts),
        site_url=site_url,
        database_url=env.secret("DATABASE_URL", sqlite, values.database),
        database_cleartext_ok=env.read("DATABASE_CLEARTEXT_OK", "0", values.flag),
        instance_path=folder,
        coordinators=_coordinators(env),
        embed_origins=env.read("EMBED_ORIGINS", "", values.origins),
        mail=_mail_server(env, urlsplit(site_url).hostname or "localhost"),
        undo_minutes=env.read("UNDO_MINUTES", "15", values.whole_number()),
        decision_policy=env.read("DECISION_POLICY", Policy.ONE, values.one_of(Policy)),
        trusted_proxies=env.read("TRUSTED_PROXIES", "0", values.whole_number(0, 20)),
        ratelimit_storage_uri=env.read("RATELIMIT_STORAGE_URI", "memory://", values.limit_store),
        ratelimit_enabled=env.read("RATELIMIT_ENABLED", "1", values.flag),
        terms=_terms(env),
        programme=_programme(env),
        archive=env.read("ARCHIVE", "", values.writable_folder),
        archive_term=env.read("ARCHIVE_TERM", "", str),
        metrics_bind=env.read("METRICS_BIND", "", values.host_and_port),
        metrics_token=env.secret("METRICS_TOKEN", "", str),
    )


def _terms(env: Environment) -> Terms:
    """Read the terms; none may be 0, which would end at once what it should keep for a while."""
    some = values.whole_number(1)
    draft_days = env.read("DRAFT_DAYS", "60", values.whole_number(2))
    warning = str(max(draft_days - 7, 1))  # a week before, unless told otherwise
    return Terms(
        reply_working_days=env.read("REPLY_WORKING_DAYS", "10", some),
        draft_days=draft_days,
        sent_page_hours=env.read("SENT_PAGE_HOURS", "24", some),
        applicant_link_days=env.read("APPLICANT_LINK_DAYS", "90", some),
        coordinator_link_days=env.read("COORDINATOR_LINK_DAYS", "90", some),
        draft_warning_days=env.read("DRAFT_WARNING_DAYS", warning, some),
        closed_days=env.read("CLOSED_DAYS", "365", some),
        untouched_days=env.read("UNTOUCHED_DAYS", "365", some),
        pilot_days=env.read("PILOT_DAYS", "730", some),
        mail_days=env.read("MAIL_DAYS", "30", some),
        answer_days=env.read("ANSWER_DAYS", "28", some),
        audit_days=env.read("AUDIT_DAYS", "180", some),
    )


def _programme(env: Environment) -> Programme:
    return Programme(
        names=env.read("PROGRAMMES", PROGRAMMES, values.parts),
        host_page=env.read(
            "HOST_PAGE", "Ambtenaar 2.0 <https://ambtenaar20.ning.com>", values.named_address
        ),
        controller=env.read("CONTROLLER", "", str),
        legal_basis=env.read("LEGAL_BASIS", "", str),
        recipients=env.read("RECIPIENTS", "", str),
        privacy_officer=env.read("PRIVACY_OFFICER", "", str),
        backup_days=env.read("BACKUP_DAYS", "0", values.whole_number()),
        accessibility_audit=env.read("ACCESSIBILITY_AUDIT", "", str),
        accessibility_statement=env.read("ACCESSIBILITY_STATEMENT", "", values.web_address),
        complaints=env.read("COMPLAINTS", "", str),
        security_contact=env.read("SECURITY_CONTACT", "", values.contact_address),
        security_policy=env.read("SECURITY_POLICY", "", values.web_address),
        publisher=env.read("PUBLISHER", "", values.publisher),
    )


def _mail_server(env: Environment, ours: str) -> MailServer:
    sender = f"Regelruimte <regelruimte@{ours}>"
    return MailServer(
        server=env.read("MAIL_SERVER", "", values.host),
        port=env.read("MAIL_PORT", "25", values.whole_number(1, 65_535)),
        use_tls=env.read("MAIL_USE_TLS", "0", values.flag),
        use_ssl=env.read("MAIL_USE_SSL", "0", values.flag),
        username=env.read("MAIL_USERNAME", "", values.ascii_only),
        password=env.secret("MAIL_PASSWORD", "", values.ascii_only),
        default_sender=env.read("MAIL_DEFAULT_SENDER", sender, values.mailbox),
        return_path=env.read("MAIL_RETURN_PATH", "", values.optional_address),
    )


def _coordinators(env: Environment) -> tuple[Coordinator, ...]:
    named = env.read("COORDINATORS", BART_AND_RENSE, values.people)
    theirs = "" if env.given("COORDINATORS") else "06-41838941, 06-44548828"
    phones = env.read("COORDINATOR_PHONES", theirs, values.places)
    if len(phones) > len(named) and any(phones):
        env.refuse("COORDINATOR_PHONES", "holds more numbers than there are coordinators")
    phones += ("",) * len(named)
    return tuple(
        Coordinator(name, email, phone) for (name, email), phone in zip(named, phones, strict=False)
    )


def _port(env: Environment) -> str:
    """Return the port that development listens on; PORT is known to every host, so no prefix."""
    port = env.variables.get("PORT", "").strip() or "8000"
    try:
        return str(values.whole_number(1, 65_535)(port))
    except ValueError as fault:
        env.problems.append(f"PORT: {fault}")
    return "8000"


def _kept_key(instance_path: Path, development: bool) -> str:
    """Return the key kept in the instance folder; in development it is made once."""
    path = instance_path / "secret_key"
    if development and not path.exists():
        instance_path.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_hex(32))
    return path.read_text().strip() if path.exists() else ""
