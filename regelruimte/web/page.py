"""A page, or only the fragment of it that htmx asked for; both from one template and address."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from flask import Response, make_response, render_template, request, url_for

from regelruimte.settings import settings
from regelruimte.web.frame import is_framed, is_light, without_words

# Signs that may stand in a path, and in a query, without being escaped (RFC 3986, 3.3 and 3.4).
_IN_PATH = "/:@!$&'()*+,;=-._~"
_IN_QUERY = _IN_PATH + "?%"

# What a template is filled with, or an address, where it is put together beforehand.
Context = dict[str, Any]


def page(
    name: str,
    *,
    title: str,
    errors: Mapping[str, str] | None = None,
    status: int | None = None,
    push: str = "",
    **context: object,
) -> Response:
    """Answer with the page `name` ("check/question"), or only with its fragment for htmx.

    `errors` are the messages by the name of their field; with one the status is 422 unless told.

    Both come from templates/check/question.html: the layout includes it, the fragment is it.
    `title` is neutral, because it may be read over somebody's shoulder. `push` is the address
    that htmx then shows in the address bar: after a GET its own, which may be that of a redirect.
    """
    status = status or (422 if errors else 200)
    template = "fragment.html" if wants_fragment() else "layout.html"
    title = f"Fout: {title}" if status == 422 else title
    context |= {
        "title": title,
        "errors": errors or {},
        "framed": is_framed(),
        "light": is_light(),
        "own_address": _own_address(),
    }
    response = make_response(render_template(template, fragment=f"{name}.html", **context), status)
    if not push and request.method == "GET" and status == 200:
        push = asked_for()
    if push and wants_fragment():
        response.headers["HX-Push-Url"] = push
    return response


def wants_fragment() -> bool:
    """Tell whether htmx asks for a part of the page, not for a whole one (history, boosting)."""
    headers = request.headers
    return headers.get("HX-Request") == "true" and headers.get("HX-Request-Type") == "partial"


def asked_for() -> str:
    """Return the path and query of this request, written so that a header and a link can hold it.

    It begins with one slash: two would name another site. What needs no escape (RFC 3986,
    section 2) is left as it was; a path comes in without its escapes and gets them back.
    """
    path = "/" + quote(request.path.lstrip("/"), safe=_IN_PATH)
    query = quote(request.query_string, safe=_IN_QUERY)
    return f"{path}?{query}" if query else path


def _own_address() -> str:
    """Return where to go on with this outside a frame: a draft by its token, a page by itself.

    Whole, because where a frame may open nothing it is there to be copied.
    """
    site_url = settings().site_url
    token = (request.view_args or {}).get("token")
    if token:
        before, _, _ = request.path.partition(token)
        return site_url + quote(before + token, safe=_IN_PATH)
    return site_url + without_words(asked_for())


def go_to(endpoint: str, **values: Any) -> Response:
    """Answer a finished post with a redirect (303) to an endpoint: a reload posts nothing."""
    return redirect_to(url_for(endpoint, **values))


def leave_to(address: str) -> Response:
    """Answer with 303, or let htmx open the address as a page of its own, not as a part of this."""
    if request.headers.get("HX-Request") == "true":
        return Response(headers={"HX-Redirect": address})
    return redirect_to(address)


def redirect_to(address: str) -> Response:
    """Answer with 303 to a path of ours; not `flask.redirect`, which writes a body nobody reads."""
    return Response(status=303, headers={"Location": address})
