"""The placebo: the site as it must not be, whose commits do not wait until the disk has them."""

from regelruimte.store import db

db._PRAGMAS["synchronous"] = "normal"

from wsgi import app  # noqa: E402, F401 - what it makes opens the database
