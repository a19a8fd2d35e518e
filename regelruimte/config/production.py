"""What keeps the site from starting, and what makes it unsafe for others to use."""

from __future__ import annotations

from collections.abc import Mapping

from regelruimte.config.environment import FILE, PREFIX, Environment
from regelruimte.config.load import LOOPBACK, NO_KEY, SHORTEST_KEY, ConfigError, read_config
from regelruimte.config.model import Config
from regelruimte.database_address import may_be_read_on_the_way

CLEARTEXT = (
    "DATABASE_URL: the database is on another machine; add sslmode=verify-full (and "
    "sslrootcert), or set DATABASE_CLEARTEXT_OK to 1 if others may read along"
)
_REQUIRED = {
    "SECRET_KEY": NO_KEY,
    "SITE_URL": "is missing; every mailed link begins with it",
    "MAIL_SERVER": "is missing; without it nobody hears of a proposal",
}


def faults_in(variables: Mapping[str, str]) -> list[str]:
    """Return what `read_config` would refuse, one line per variable."""
    try:
        read_config(variables)
    except ConfigError as faults:
        return str(faults).splitlines()
    return []


def unsafe_for_production(variables: Mapping[str, str]) -> list[str]:
    """Return what is missing, wrong or unsafe for a site that others use, a line a variable."""
    env = Environment(variables)
    missing = [
        f"{PREFIX}{name}: {why}"
        for name, why in _REQUIRED.items()
        if not env.given(name) and not env.given(name + FILE)
    ]
    if problems := list(dict.fromkeys([*missing, *faults_in(variables)])):
        return problems
    return _unsafe(read_config(variables), env.given("BIND"))


def _unsafe(config: Config, bind: str) -> list[str]:
    local, mail = config.site_host in LOOPBACK, config.mail
    rules = {
        f"SECRET_KEY: is too short; give it at least {SHORTEST_KEY} characters": (
            len(config.secret_key) < SHORTEST_KEY
        ),
        "SITE_URL: must begin with https://": not (local or config.site_url.startswith("https:")),
        "SITE_URL: is this machine only, while BIND lets others in": local and _is_open(bind),
        "RATELIMIT_ENABLED: 0 is for benchmarks on loopback only": not (
            local or config.ratelimit_enabled
        ),
        "MAIL_USE_TLS: set this or MAIL_USE_SSL to 1; mail would travel in the clear": not (
            mail.use_tls or mail.use_ssl or mail.server in LOOPBACK
        ),
        "MAIL_USE_SSL: set this or MAIL_USE_TLS, not both": mail.use_tls and mail.use_ssl,
        CLEARTEXT: not config.database_cleartext_ok and may_be_read_on_the_way(config.database_url),
    }
    return [PREFIX + text for text, broken in rules.items() if broken]


def _is_open(bind: str) -> bool:
    """Tell whether others than this machine can reach an address that is listened on."""
    host = bind.rpartition(":")[0].strip("[]")
    return bool(host) and host not in LOOPBACK and not bind.startswith(("unix:", "fd:"))
