"""How gunicorn serves the site; what may differ between machines comes from the environment."""

import os

_development = os.environ.get("REGELRUIMTE_DEVELOPMENT") == "1"

bind = os.environ.get("REGELRUIMTE_BIND") or f"127.0.0.1:{os.environ.get('PORT') or 8000}"
workers = int(os.environ.get("REGELRUIMTE_WORKERS") or (1 if _development else 2))
worker_class = "gthread"
threads = 4
preload_app = False  # each worker opens its own database
graceful_timeout = 20
limit_request_line = 8190  # the check's answers travel in the address

# Only TRUSTED_PROXIES decides whose X-Forwarded-* counts, not gunicorn as well.
forwarded_allow_ips = ""
control_socket_disable = True  # nobody uses it

logger_class = "regelruimte.server_log.Logger"
accesslog = "-"
loglevel = "warning" if _development else "info"
