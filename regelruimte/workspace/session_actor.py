"""Who takes a step of a pilot in the workspace."""

from __future__ import annotations

from regelruimte.pilots.steps import COORDINATOR
from regelruimte.pilots.take import Actor
from regelruimte.sign_in import gate


def me() -> Actor:
    """Return the coordinator of this session, as one who takes steps of a pilot."""
    coordinator = gate.current_coordinator()
    return Actor(COORDINATOR, coordinator.name, coordinator.email)
