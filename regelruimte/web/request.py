"""The request class, which everything typed comes in by: few fields, each of them clean text."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import IO, TYPE_CHECKING
from urllib.parse import quote

from flask import Request
from werkzeug.datastructures import FileStorage, ImmutableMultiDict, MultiDict
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.formparser import FormDataParser
from werkzeug.routing import UnicodeConverter

from regelruimte.fields.text import clean

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

Parsed = tuple[IO[bytes], MultiDict[str, str], MultiDict[str, FileStorage]]

_UNREADABLE = "\ufffd"
_FORM = "application/x-www-form-urlencoded"
# All that may stand in a query (RFC 3986, 3.4) or that browsers leave as it is.
_LEFT = "".join(chr(sign) for sign in range(0x21, 0x7F))


class Typed(ImmutableMultiDict[str, object]):
    """Names and values of a form or a query, each through `fields.text.clean`; not of files."""

    def __init__(self, mapping: Iterable[tuple[str, object]] | None = None) -> None:
        typed = ImmutableMultiDict(mapping)
        super().__init__((name, _cleaned(value)) for name, value in typed.items(multi=True))


class CleanPart(UnicodeConverter):
    """A part of a path that a view is given: clean text, or what names nothing.

    A NUL is an error to PostgreSQL; taken out it would make another link of a broken one.
    """

    def to_python(self, value: str) -> str:
        """Return the part as it stands, or the sign for what cannot be read."""
        return value if clean(value) == value else _UNREADABLE


class FewFields(FormDataParser):
    """Werkzeug's parser, with its limit on the parts of a multipart form for all forms."""

    def parse(
        self,
        stream: IO[bytes],
        mimetype: str,
        content_length: int | None,
        options: dict[str, str] | None = None,
    ) -> Parsed:
        """Return stream, form and files; raises RequestEntityTooLarge (413) past MAX_FORM_PARTS."""
        if mimetype == _FORM:
            body = stream.read()
            if self.max_form_parts and body.count(b"&") >= self.max_form_parts:
                raise RequestEntityTooLarge
            stream = io.BytesIO(body)
        return super().parse(stream, mimetype, content_length, options)


class CleanRequest(Request):
    """A request that gives its views `args` and `form` as clean text, whatever bytes came in."""

    parameter_storage_class = Typed
    form_data_parser_class = FewFields

    def __init__(
        self, environ: WSGIEnvironment, populate_request: bool = True, shallow: bool = False
    ) -> None:
        # A server hands raw bytes on as they came, and Werkzeug raises on what is no UTF-8.
        query = environ.get("QUERY_STRING", "")
        environ["QUERY_STRING"] = quote(query, safe=_LEFT, encoding="latin-1")
        super().__init__(environ, populate_request, shallow)


def _cleaned(value: object) -> object:
    return clean(value) if isinstance(value, str) else value
