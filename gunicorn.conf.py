"""How gunicorn serves the site; what may differ between machines comes from the environment."""

import gc
import os

_development = os.environ.get("REGELRUIMTE_DEVELOPMENT") == "1"

_site = os.environ.get("REGELRUIMTE_BIND") or f"127.0.0.1:{os.environ.get('PORT') or 8000}"
bind = [_site, *filter(None, [os.environ.get("REGELRUIMTE_METRICS_BIND")])]
workers = int(os.environ.get("REGELRUIMTE_WORKERS") or (1 if _development else 2))
worker_class = "gthread"
# One for pages (regelruimte/server/request_lock.py), and one for an export that is streamed; with
# more, some wait longer for their turn (docs/performance.md).
threads = 2
# Where the one sign of life of each worker is; a container may have no other place to write.
worker_tmp_dir = os.environ.get("REGELRUIMTE_INSTANCE_PATH") or None
preload_app = True  # workers share what is the same for all; each opens its own database
graceful_timeout = 20
limit_request_line = 8190  # the check's answers travel in the address

# Only TRUSTED_PROXIES decides whose X-Forwarded-* counts, not gunicorn as well.
forwarded_allow_ips = ""
control_socket_disable = True  # nobody uses it

logger_class = "regelruimte.server.log.Logger"
accesslog = "-"
loglevel = "warning" if _development else "info"


def when_ready(_server: object) -> None:
    """Load what every worker will need, and let it stay shared: the collector leaves it alone."""
    import email_validator  # noqa: F401

    gc.collect()
    gc.freeze()
