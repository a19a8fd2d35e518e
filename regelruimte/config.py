"""The environment, read once into one typed and checked value."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from regelruimte.database_address import POSTGRESQL, keywords, may_be_read_on_the_way
from regelruimte.environment import (
    PREFIX,
    Environment,
    ascii_only,
    host,
    limit_store,
    mailbox,
    optional_address,
    people,
    whole_number,
)

BART_AND_RENSE = "Bart Krull <b.krull@imi.nu>, Rense Bos <r.bos@imi.nu>"
PROGRAMMES = "de Kwaliteitsagenda, het programma “Beter werken in het openbaar bestuur”"
ROOT = Path(__file__).resolve().parent.parent
_ORIGIN = re.compile(r"https?://[a-z0-9.-]+(:(?P<port>\d{1,5}))?", re.IGNORECASE)

_PLACE = re.compile(r"(?P<name>[^<>]+?) *<(?P<address>[^<>]+)>")


class ConfigError(Exception):
    """What is wrong with the environment, one line per variable."""


@dataclass(frozen=True, slots=True)
class Coordinator:
    """Somebody who is alerted and may reply."""

    name: str
    email: str
    phone: str = ""


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail goes out; without a `server` it stays on the mailbox page (development)."""

    server: str
    port: int
    use_tls: bool
    use_ssl: bool
    username: str
    password: str
    default_sender: str
    return_path: str  # where refusals come back; "": to the sender


@dataclass(frozen=True, slots=True)
class Terms:
    """How long things may take; days, unless the name says working days."""

    reply_working_days: int
    draft_days: int
    sent_page_hours: int
    applicant_link_days: int
    coordinator_link_days: int
    draft_warning_days: int
    closed_days: int
    untouched_days: int
    pilot_days: int
    mail_days: int
    answer_days: int


@dataclass(frozen=True, slots=True)
class Programme:
    """What only the owner of the programme can say; pages show what is "" as not filled in yet."""

    names: tuple[str, ...]
    host_page: tuple[str, str]  # the name and the address of the page where the call stands
    controller: str
    legal_basis: str
    recipients: str
    privacy_officer: str
    backup_days: int  # 0: not said yet
    accessibility_audit: str
    accessibility_statement: str


@dataclass(frozen=True, slots=True)
class Config:
    """All that the environment decides."""

    development: bool
    secret_key: str
    secret_key_fallbacks: tuple[str, ...]
    site_url: str
    database_url: str
    database_cleartext_ok: bool
    instance_path: Path
    coordinators: tuple[Coordinator, ...]
    embed_origins: tuple[str, ...]
    mail: MailServer
    undo_minutes: int
    trusted_proxies: int
    ratelimit_storage_uri: str
    ratelimit_enabled: bool
    terms: Terms
    programme: Programme

    @property
    def site_host(self) -> str:
        """Return the host that every mailed link names, without its port."""
        return urlsplit(self.site_url).hostname or "localhost"


def read_config(variables: Mapping[str, str] | None = None) -> Config:
    """Return the configuration that the environment describes.

    Raises ConfigError naming every faulty variable at once.
    """
    env = Environment(os.environ if variables is None else variables)
    config = _read(env)
    if not config.secret_key:
        env.refuse("SECRET_KEY", _REQUIRED["SECRET_KEY"])
    _judge_together(env, config)
    if env.problems:
        raise ConfigError("\n".join(env.problems))
    return config


def _judge_together(env: Environment, config: Config) -> None:
    """Note what is wrong with one variable only because of another, and names nobody reads."""
    env.read("BIND", "127.0.0.1:8000", str)  # read by the processes, see serve.py and gunicorn's
    env.read("WORKERS", "2", whole_number(1, 64))
    env.read("COPY_TO", "", lambda value: value and _database(value))  # read by `db copy`
    env.refuse_unknown()
    terms, mail = config.terms, config.mail
    rules = {
        "DRAFT_WARNING_DAYS: must be less than DRAFT_DAYS": (
            terms.draft_warning_days >= terms.draft_days
        ),
        "UNTOUCHED_DAYS: must be more than ANSWER_DAYS": terms.untouched_days <= terms.answer_days,
        "MAIL_PASSWORD: is missing beside MAIL_USERNAME": mail.username and not mail.password,
        "MAIL_USERNAME: is missing beside MAIL_PASSWORD": mail.password and not mail.username,
    }
    env.problems += [PREFIX + text for text, broken in rules.items() if broken]


def _read(env: Environment) -> Config:
    development = env.read("DEVELOPMENT", "0", _flag)
    folder = env.read("INSTANCE_PATH", str(ROOT / "instance"), _folder)
    site_url = env.read("SITE_URL", f"http://127.0.0.1:{_port(env)}", _origin)
    sqlite = f"sqlite:///{folder / 'regelruimte.sqlite'}"
    return Config(
        development=development,
        secret_key=env.read("SECRET_KEY", "", str) or _kept_key(folder, development),
        secret_key_fallbacks=env.read("SECRET_KEY_FALLBACKS", "", _list),
        site_url=site_url,
        database_url=env.read("DATABASE_URL", sqlite, _database),
        database_cleartext_ok=env.read("DATABASE_CLEARTEXT_OK", "0", _flag),
        instance_path=folder,
        coordinators=_coordinators(env),
        embed_origins=env.read("EMBED_ORIGINS", "", _origins),
        mail=_mail_server(env, urlsplit(site_url).hostname or "localhost"),
        undo_minutes=env.read("UNDO_MINUTES", "15", _number),
        trusted_proxies=env.read("TRUSTED_PROXIES", "0", whole_number(0, 20)),
        ratelimit_storage_uri=env.read("RATELIMIT_STORAGE_URI", "memory://", limit_store),
        ratelimit_enabled=env.read("RATELIMIT_ENABLED", "1", _flag),
        terms=_terms(env),
        programme=_programme(env),
    )


def faults_in(variables: Mapping[str, str]) -> list[str]:
    """Return what `read_config` would refuse, one line per variable."""
    try:
        read_config(variables)
    except ConfigError as faults:
        return str(faults).splitlines()
    return []


def unsafe_for_production(variables: Mapping[str, str]) -> list[str]:
    """Return what is missing, wrong or unsafe for a site that others use, a line a variable."""
    missing = [
        f"{PREFIX}{name}: {why}"
        for name, why in _REQUIRED.items()
        if not variables.get(PREFIX + name, "").strip()
    ]
    if problems := list(dict.fromkeys([*missing, *faults_in(variables)])):
        return problems
    return _unsafe(read_config(variables), variables.get(PREFIX + "BIND", ""))


_LOOPBACK = {"127.0.0.1", "localhost", "::1"}
CLEARTEXT = (
    "DATABASE_URL: the database is on another machine; add sslmode=verify-full (and "
    "sslrootcert), or set DATABASE_CLEARTEXT_OK to 1 if others may read along"
)
_REQUIRED = {
    "SECRET_KEY": "is missing; give it a long random value",
    "SITE_URL": "is missing; every mailed link begins with it",
    "MAIL_SERVER": "is missing; without it nobody hears of a proposal",
}


def _unsafe(config: Config, bind: str) -> list[str]:
    local, mail = config.site_host in _LOOPBACK, config.mail
    rules = {
        "SECRET_KEY: is too short; give it at least 32 characters": len(config.secret_key) < 32,
        "SITE_URL: must begin with https://": not (local or config.site_url.startswith("https:")),
        "SITE_URL: is this machine only, while BIND lets others in": local and _is_open(bind),
        "RATELIMIT_ENABLED: 0 is for benchmarks on loopback only": not (
            local or config.ratelimit_enabled
        ),
        "MAIL_USE_TLS: set this or MAIL_USE_SSL to 1; mail would travel in the clear": not (
            mail.use_tls or mail.use_ssl or mail.server in _LOOPBACK
        ),
        "MAIL_USE_SSL: set this or MAIL_USE_TLS, not both": mail.use_tls and mail.use_ssl,
        CLEARTEXT: not config.database_cleartext_ok and may_be_read_on_the_way(config.database_url),
    }
    return [PREFIX + text for text, broken in rules.items() if broken]


def _is_open(bind: str) -> bool:
    """Tell whether others than this machine can reach an address that is listened on."""
    host = bind.rpartition(":")[0].strip("[]")
    return bool(host) and host not in _LOOPBACK and not bind.startswith(("unix:", "fd:"))


def _terms(env: Environment) -> Terms:
    """Read the terms; none may be 0, which would end at once what it should keep for a while."""
    some = whole_number(1)
    draft_days = env.read("DRAFT_DAYS", "60", whole_number(2))
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
    )


def _programme(env: Environment) -> Programme:
    return Programme(
        names=env.read("PROGRAMMES", PROGRAMMES, _list),
        host_page=env.read("HOST_PAGE", "Ambtenaar 2.0 <https://ambtenaar20.ning.com>", _place),
        controller=env.read("CONTROLLER", "", str),
        legal_basis=env.read("LEGAL_BASIS", "", str),
        recipients=env.read("RECIPIENTS", "", str),
        privacy_officer=env.read("PRIVACY_OFFICER", "", str),
        backup_days=env.read("BACKUP_DAYS", "0", _number),
        accessibility_audit=env.read("ACCESSIBILITY_AUDIT", "", str),
        accessibility_statement=env.read("ACCESSIBILITY_STATEMENT", "", _address),
    )


def _mail_server(env: Environment, ours: str) -> MailServer:
    sender = f"Regelruimte <regelruimte@{ours}>"
    return MailServer(
        server=env.read("MAIL_SERVER", "", host),
        port=env.read("MAIL_PORT", "25", whole_number(1, 65_535)),
        use_tls=env.read("MAIL_USE_TLS", "0", _flag),
        use_ssl=env.read("MAIL_USE_SSL", "0", _flag),
        username=env.read("MAIL_USERNAME", "", ascii_only),
        password=env.read("MAIL_PASSWORD", "", ascii_only),
        default_sender=env.read("MAIL_DEFAULT_SENDER", sender, mailbox),
        return_path=env.read("MAIL_RETURN_PATH", "", optional_address),
    )


def _coordinators(env: Environment) -> tuple[Coordinator, ...]:
    named = env.read("COORDINATORS", BART_AND_RENSE, people)
    theirs = "" if env.variables.get(PREFIX + "COORDINATORS") else "06-41838941, 06-44548828"
    phones = env.read("COORDINATOR_PHONES", theirs, _numbered)
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
        return str(whole_number(1, 65_535)(port))
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


def _flag(value: str) -> bool:
    if value.lower() not in {"0", "1", "true", "false"}:
        raise ValueError(f"{value!r} is not 0 or 1")
    return value.lower() in {"1", "true"}


_number = whole_number()


def _list(value: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in value.split(",") if part.strip())


def _numbered(value: str) -> tuple[str, ...]:
    """Return the parts with blanks kept: the second number is the second person's."""
    return tuple(part.strip() for part in value.split(","))


def _folder(value: str) -> Path:
    return Path(value).expanduser().absolute()


def _origin(value: str) -> str:
    value = value.rstrip("/")
    found = _ORIGIN.fullmatch(value)
    if not found or int(found["port"] or 80) not in range(1, 65536):
        raise ValueError(f"{value!r} is not an origin such as https://regelruimte.example")
    return value.lower()


def _origins(value: str) -> tuple[str, ...]:
    return tuple(_origin(part) for part in value.split())


def _address(value: str) -> str:
    """Take an address that a page can lead to; none at all is fine."""
    if value and not (urlsplit(value).hostname and value.startswith(("https://", "http://"))):
        raise ValueError(f"{value!r} is not an address such as https://voorbeeld.example/pagina")
    return value


def _place(value: str) -> tuple[str, str]:
    found = _PLACE.fullmatch(value)
    if not found:
        raise ValueError(f"{value!r} is not like: Ambtenaar 2.0 <https://ambtenaar20.ning.com>")
    return found["name"], _address(found["address"])


def _database(value: str) -> str:
    if value.startswith(POSTGRESQL):
        keywords(value)
    elif not value.startswith("sqlite:///"):
        raise ValueError("must begin with sqlite:/// or postgresql://")
    return value
