"""gunicorn's log, without tokens, queries or anything about the visitor.

A log is read by more people than the database, kept longer, and copied to other machines.
"""

import logging
import re
from collections.abc import Mapping
from datetime import timedelta
from urllib.parse import quote

from gunicorn.config import Config
from gunicorn.glogging import Logger as GunicornLogger
from gunicorn.http import Request
from gunicorn.http.wsgi import Response

from regelruimte.addresses import WITH_TOKEN

HIDDEN = "…"
# Our own tokens have 32 of these signs; no word in our addresses has so many as 20.
TOKEN = re.compile(r"[A-Za-z0-9%]{20,}")
# The reference of a proposal, which the page of a confidential one asks for.
REFERENCE = re.compile(r"RR-[A-Z0-9]{4}-[A-Z0-9]{4}", re.IGNORECASE)
# What follows these is a token, also when half of it was left out.
SECRET = re.compile(rf"((?:{'|'.join(map(re.escape, WITH_TOKEN))})/)[^/\s?]+")
QUERY = re.compile(r"(?<=[\w/…])\?[^\s'\"]+")
# gunicorn quotes the visitor's address and what was wrong, which may hold a link or a cookie.
BAD_REQUEST = re.compile(r"Invalid request from ip=\S*: ([^:'\"]*).*", re.DOTALL)


def redact(text: str) -> str:
    """Return any text without what may be a token, a query string or what a bad request held.

    >>> redact("Error handling request GET /mijn/0a1b2c3d4e5f6g7h8i?stap=2")
    'Error handling request GET /mijn/…'
    """
    text = BAD_REQUEST.sub(r"Invalid request: \1", text)
    return QUERY.sub("", _without_tokens(text))


def access_line(method: str, path: str, status: str, sent: int | None, milliseconds: int) -> str:
    """Return the line of one answered request; `path` has its bytes as Latin-1 (PEP 3333).

    >>> access_line("GET", "/mijn/0a1b2c3d4e5f6g7h8i", "200", 5120, 12)
    'GET /mijn/… 200 5120 12ms'
    """
    # Quoting undoes every disguise of a token and keeps line ends out of the log.
    quoted = _without_tokens(quote(path, encoding="latin-1"))
    return f"{method} {quoted} {status} {sent or 0} {milliseconds}ms"


def _without_tokens(text: str) -> str:
    return REFERENCE.sub(HIDDEN, TOKEN.sub(HIDDEN, SECRET.sub(rf"\1{HIDDEN}", text)))


class RedactingFormatter(logging.Formatter):
    """A formatter whose every line, tracebacks included, has been redacted."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, with its traceback, redacted as a whole."""
        return redact(super().format(record))


class Logger(GunicornLogger):
    """gunicorn's logger with our access line and a redacted error log."""

    def setup(self, cfg: Config) -> None:
        """Let gunicorn make its handlers, then give those of the error log our formatter."""
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(RedactingFormatter(self.error_fmt, self.datefmt))

    def access(
        self, resp: Response, req: Request, environ: Mapping[str, object], request_time: timedelta
    ) -> None:
        """Log one answer; of a request that gunicorn refused there is no path, and no method."""
        if not self.access_log_enabled:
            return
        method, path = (str(environ.get(key, "-")) for key in ("REQUEST_METHOD", "PATH_INFO"))
        status = str(resp.status).split(None, 1)[0]
        milliseconds = int(request_time.total_seconds() * 1000)
        self.access_log.info(access_line(method, path, status, resp.sent, milliseconds))
