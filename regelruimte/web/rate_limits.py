"""How often one network, or one draft, may ask for a view: decorators for views.

What may be done so often by all machines together is counted in the database (`limits/count.py`).
Each process guards its own time by itself, in memory (Flask-Limiter), where nothing may be written
for it (a GET), or a page is saved again and again.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import ParamSpec

from flask import Flask, Response, abort, request
from flask_limiter import Limiter

from regelruimte.config import Config
from regelruimte.limits import count
from regelruimte.limits.network import current_network
from regelruimte.web.errors import ErrorText, error_page

P = ParamSpec("P")
TOO_MUCH = ErrorText(
    "Er komt nu te veel van jouw netwerk",
    "Vanaf jouw internetverbinding kwam het laatste uur heel veel binnen. Wat is opgeslagen, "
    "blijft bewaard. Probeer het over een uur opnieuw. Lukt het dan niet, bel of mail ons.",
    keeps=True,
)

# Where the shared store is away, each process counts by itself for as long as that lasts.
limiter = Limiter(
    current_network, storage_uri=None, headers_enabled=False, in_memory_fallback_enabled=True
)

# For a page or file that costs something to make.
costly = limiter.limit("300 per hour; 60 per minute")
_ASKED = count.Limit("asked", an_hour=300, a_minute=count.A_MINUTE)


def _draft() -> str:
    return str((request.view_args or {}).get("token"))


_each_draft = limiter.limit("60 per minute; 1200 per hour", key_func=_draft)
_each_network = limiter.limit("1200 per minute")


def saving(view: Callable[P, Response]) -> Callable[P, Response]:
    """Limit a view that saves a draft (429): nobody types a page a second for a minute.

    A whole office behind one address (NAT) may, so a network gets far more than a draft.
    """
    return _each_network(_each_draft(view))


def limited(view: Callable[P, Response]) -> Callable[P, Response]:
    """Limit a view that takes a post of anybody (429): nobody does so once a second by hand."""

    @wraps(view)
    def answer(*args: P.args, **kwargs: P.kwargs) -> Response:
        if not count.take((_ASKED, f"{request.endpoint} {current_network()}")):
            abort(429)
        return view(*args, **kwargs)

    return answer


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
    response = error_page(429, TOO_MUCH)
    response.headers["Retry-After"] = str(timedelta(hours=1) // timedelta(seconds=1))
    return response


def init_app(app: Flask, config: Config) -> None:
    """Count where RATELIMIT_STORAGE_URI says, or not at all where RATELIMIT_ENABLED is off."""
    app.config |= {
        "RATELIMIT_STORAGE_URI": config.ratelimit_storage_uri,
        "RATELIMIT_ENABLED": config.ratelimit_enabled,
    }
    limiter.init_app(app)
