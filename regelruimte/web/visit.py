"""What a secret address opens during one request: read once, and passed on openly."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import Response, url_for

from regelruimte.web.page import go_to

if TYPE_CHECKING:
    from regelruimte.config import Config
    from regelruimte.store.models import Link, Proposal


@dataclass(frozen=True)
class LinkVisit:
    """The token in the address, its link with the proposal loaded, and the configuration.

    A room's `Visit` adds what its pages show, each asked of the database when it is first needed.
    """

    token: str
    link: Link
    config: Config

    @property
    def proposal(self) -> Proposal:
        """Return the proposal of the link, read together with it."""
        proposal: Proposal = self.link.proposal
        return proposal

    def address(self, endpoint: str, **values: Any) -> str:
        """Return the path of another page behind this link, with these values in it."""
        return url_for(endpoint, token=self.token, **values)

    def go_to(self, endpoint: str, **values: Any) -> Response:
        """Answer with a redirect (303) to another page behind this link."""
        return go_to(endpoint, token=self.token, **values)
