"""How often one network, or one draft, may ask for a view: decorators for views.

Flask-Limiter counts what is cheap and frequent, in memory or in the configured store; what must
survive a restart is counted in the database (`limits/count.py`).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import ParamSpec

from flask import Flask, Response, request
from flask_limiter import Limiter

from regelruimte.config import Config
from regelruimte.limits import count
from regelruimte.limits.network import current_network
from regelruimte.web.errors import ErrorText, error_page

P = ParamSpec("P")
_TOO_MUCH = ErrorText(
    "Er komt nu te veel van jouw netwerk",
    "Vanaf jouw internetverbinding kwam het laatste uur heel veel binnen. Wat is opgeslagen, "
    "blijft bewaard. Probeer het over een uur opnieuw. Lukt het dan niet, bel of mail ons.",
    keeps=True,
)

# Where the shared store is away, each process counts by itself for as long as that lasts.
limiter = Limiter(
    current_network, storage_uri=None, headers_enabled=False, in_memory_fallback_enabled=True
)

# For a view that costs something and asks for no token; each process counts by itself.
limited = limiter.limit("300 per hour; 60 per minute")


def _draft() -> str:
    return str((request.view_args or {}).get("token"))


_each_draft = limiter.limit("60 per minute; 1200 per hour", key_func=_draft)
_each_network = limiter.limit("1200 per minute")


def saving(view: Callable[P, Response]) -> Callable[P, Response]:
    """Limit a view that saves a draft (429): nobody types a page a second for a minute.

    A whole office behind one address (NAT) may, so a network gets far more than a draft.
    """
    return _each_network(_each_draft(view))


def counted(limit: count.Limit) -> Callable[[Callable[P, Response]], Callable[P, Response]]:
    """Limit a view by what this network did, which the database keeps; past it see `too_much`."""

    def decorate(view: Callable[P, Response]) -> Callable[P, Response]:
        @wraps(view)
        def answer(*args: P.args, **kwargs: P.kwargs) -> Response:
            return view(*args, **kwargs) if count.take((limit, current_network())) else too_much()

        return answer

    return decorate


def too_much() -> Response:
    """Answer 429 with Retry-After (RFC 6585, 4), on a page that holds what was typed."""
    response = error_page(429, _TOO_MUCH)
    response.headers["Retry-After"] = str(timedelta(hours=1) // timedelta(seconds=1))
    return response


def init_app(app: Flask, config: Config) -> None:
    """Count where RATELIMIT_STORAGE_URI says, or not at all where RATELIMIT_ENABLED is off."""
    app.config |= {
        "RATELIMIT_STORAGE_URI": config.ratelimit_storage_uri,
        "RATELIMIT_ENABLED": config.ratelimit_enabled,
    }
    limiter.init_app(app)
