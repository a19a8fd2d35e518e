"""The settings: what each means, how each is read and judged, and what may serve others."""

from regelruimte.config.environment import PREFIX, Environment
from regelruimte.config.load import ConfigError, read_config
from regelruimte.config.model import (
    ROOT,
    Config,
    Coordinator,
    MailServer,
    Policy,
    Programme,
    Terms,
)
from regelruimte.config.production import CLEARTEXT, faults_in, unsafe_for_production

__all__ = [
    "CLEARTEXT",
    "PREFIX",
    "ROOT",
    "Config",
    "ConfigError",
    "Coordinator",
    "Environment",
    "MailServer",
    "Policy",
    "Programme",
    "Terms",
    "faults_in",
    "read_config",
    "unsafe_for_production",
]
