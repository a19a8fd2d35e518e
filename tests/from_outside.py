"""The same people at a site that runs elsewhere: they come over HTTP, their mail by SMTP."""

from __future__ import annotations

import time

from werkzeug.middleware.http_proxy import ProxyMiddleware

from regelruimte import create_app
from regelruimte.config import read_config
from tests.people import Everyone
from tests.postoffice import Letter, PostOffice

_PATIENCE = 60  # seconds for a mail
_AS_IT_IS = {"remove_prefix": False, "headers": {}, "ssl_context": None}


class EveryoneOutside(Everyone):
    """The people of the story, at the site that answers at an address.

    The site in this process only says which addresses there are; it answers nothing.
    """

    def __init__(self, address: str, office: PostOffice) -> None:
        settings = {"REGELRUIMTE_DEVELOPMENT": "1", "REGELRUIMTE_SITE_URL": address}
        app = create_app(read_config(settings))
        there = ProxyMiddleware(app.wsgi_app, {}, timeout=30)
        # Said to it as it begins, "/" would be made "//".
        there.targets["/"] = {"target": address, "host": None, **_AS_IT_IS}
        app.wsgi_app = there  # type: ignore[method-assign]
        super().__init__(app, office)
        self.read: dict[str, int] = {}

    def post_for(self, address: str) -> list[Letter]:
        """Wait until something new arrives, and return the letters to this address."""
        until = time.monotonic() + _PATIENCE
        while len(letters := self.post_office.to(address)) <= self.read.get(address, 0):
            assert time.monotonic() < until, f"no mail for {address}"
            time.sleep(0.1)
        self.read[address] = len(letters)
        return letters
