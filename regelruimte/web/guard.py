"""What stands before a view: how often one network, or one draft, may post to it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import ParamSpec

from flask import Flask, Response, request
from flask_limiter import Limiter

from regelruimte.config import Config
from regelruimte.limits import count
from regelruimte.limits.network import here
from regelruimte.web.errors import ErrorText, error_page

P = ParamSpec("P")
_TOO_MUCH = ErrorText(
    "Er komt nu te veel van jouw netwerk",
    "Vanaf jouw internetverbinding kwam het laatste uur heel veel binnen. Wat is opgeslagen, "
    "blijft bewaard. Probeer het over een uur opnieuw. Lukt het dan niet, bel of mail ons.",
    keeps=True,
)

# Where the shared store is away, each process counts by itself for as long as that lasts.
limiter = Limiter(here, storage_uri=None, headers_enabled=False, in_memory_fallback_enabled=True)

# For what is asked without any other key than asking; each process counts by itself.
limited = limiter.limit("300 per hour; 60 per minute")


def _draft() -> str:
    return str((request.view_args or {}).get("token"))


_each_draft = limiter.limit("60 per minute; 1200 per hour", key_func=_draft)
_each_network = limiter.limit("1200 per minute")


def saving(view: Callable[P, Response]) -> Callable[P, Response]:
    """Guard a view that stores what was typed: nobody types a page a second for a minute."""
    return _each_network(_each_draft(view))


def counted(limit: count.Limit) -> Callable[[Callable[P, Response]], Callable[P, Response]]:
    """Guard a view with a limit that is counted for the network in the database."""

    def guard(view: Callable[P, Response]) -> Callable[P, Response]:
        @wraps(view)
        def answer(*args: P.args, **kwargs: P.kwargs) -> Response:
            return view(*args, **kwargs) if count.take((limit, here())) else too_much()

        return answer

    return guard


def too_much() -> Response:
    """Answer that this network asked too much; what was typed can be sent again."""
    response = error_page(429, _TOO_MUCH)
    response.headers["Retry-After"] = str(timedelta(hours=1) // timedelta(seconds=1))
    return response


def init_app(app: Flask, config: Config) -> None:
    """Count in the configured store, or not at all when the guards are off."""
    app.config |= {
        "RATELIMIT_STORAGE_URI": config.ratelimit_storage_uri,
        "RATELIMIT_ENABLED": config.ratelimit_enabled,
    }
    limiter.init_app(app)
