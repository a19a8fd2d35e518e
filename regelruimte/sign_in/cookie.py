"""The cookie of the workspace: signed, and of no age, because the database says what has ended.

itsdangerous takes a cookie of a machine whose clock is a second ahead for one of tomorrow.
"""

from __future__ import annotations

from typing import Any

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import TimestampSigner, URLSafeTimedSerializer


class _OfAnyAge(TimestampSigner):
    def unsign(self, signed_value: Any, max_age: Any = None, return_timestamp: Any = False) -> Any:
        """Return what was signed, whenever that was; raises BadSignature when nobody of us did."""
        return super().unsign(signed_value, None, return_timestamp)


class SignedSessions(SecureCookieSessionInterface):
    """Flask's own sessions, whose cookie is as good on a machine with another clock."""

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """Return what signs a cookie, and reads it."""
        serializer = super().get_signing_serializer(app)
        if serializer:
            serializer.signer = _OfAnyAge
        return serializer
