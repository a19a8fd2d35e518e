"""Ask the web server of this container or machine how it is: the exit code says if it is well.

It asks in the name of SITE_URL, as the proxy does: another name is refused. Amber is well enough,
because starting again mends nothing then; what it prints says more.
"""

import http.client
import os
import sys
from urllib.parse import urlsplit

PATIENCE = 8.0  # seconds; the site answers within five, whatever its database does


def main() -> int:
    """Print what /healthz says; return 0 unless it says that nothing can be written."""
    bind = os.environ.get("REGELRUIMTE_BIND") or "127.0.0.1:8000"
    name = urlsplit(os.environ.get("REGELRUIMTE_SITE_URL", "")).netloc or bind
    here, _, port = bind.rpartition(":")
    host = "127.0.0.1" if here in {"0.0.0.0", "[::]"} else here.strip("[]")  # noqa: S104
    connection = http.client.HTTPConnection(host, int(port), timeout=PATIENCE)
    try:
        connection.request("GET", "/healthz", headers={"Host": name})
        answer = connection.getresponse()
        print(answer.status, answer.read().decode())
    except OSError as fault:
        print(f"no answer: {fault}")
        return 1
    return 0 if answer.status == http.client.OK else 1


if __name__ == "__main__":
    sys.exit(main())
