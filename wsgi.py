"""The WSGI application, as a web server imports it: `wsgi:app`."""

import sys

from regelruimte import create_app
from regelruimte.config import ConfigError

try:
    app = create_app()
except ConfigError as faults:
    sys.exit(str(faults))  # what is wrong, one line per variable
