"""The cookie of the workspace: signed, and of no age, because the database says what has ended.

itsdangerous takes a cookie of a machine whose clock is a second ahead for one of tomorrow.
"""

from __future__ import annotations

from typing import Any

from flask import Flask, Request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from itsdangerous import TimestampSigner, URLSafeTimedSerializer

from regelruimte.addresses import WORKSPACE, is_within


class _OfAnyAge(TimestampSigner):
    def unsign(self, signed_value: Any, max_age: Any = None, return_timestamp: Any = False) -> Any:
        """Return what was signed, whenever that was; raises BadSignature when nobody of us did."""
        return super().unsign(signed_value, None, return_timestamp)


class WorkspaceSessions(SecureCookieSessionInterface):
    """Flask's own sessions, in the workspace only: elsewhere nothing sets a cookie or reads one.

    A cookie is as good on a machine with another clock.
    """

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """Return the session of a request to the workspace; None lets no other have one."""
        if not is_within(request.path, [WORKSPACE]):
            return None
        return super().open_session(app, request)

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """Return what signs a cookie, and reads it."""
        serializer = super().get_signing_serializer(app)
        if serializer:
            serializer.signer = _OfAnyAge
        return serializer
