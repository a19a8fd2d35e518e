"""The filters and globals of all templates: how things are written in Dutch and in HTML."""

from __future__ import annotations

import re

from flask import Flask
from jinja2 import StrictUndefined
from markupsafe import Markup, escape

from regelruimte import addresses, clock
from regelruimte.config import Config
from regelruimte.fields.question import Situation, Value, is_empty
from regelruimte.fields.text import visible
from regelruimte.mail.defang import defang

_NOT_DIGIT = re.compile("[^0-9]")
_ABROAD = re.compile(r"[\s(]*(?:\+|0[\s-]*0)")
_TRUNK = re.compile(r"\(\s*0\s*\)")
_DUTCH_ZERO = re.compile("^310")


def init_app(app: Flask, config: Config) -> None:
    """Register them with Jinja, beside Flask's own such as `url_for`."""
    app.jinja_env.undefined = StrictUndefined  # a mistyped name is a fault, not nothing
    app.jinja_env.filters |= {
        "dutch_date": clock.dutch_date,
        "dutch_moment": clock.dutch_moment,
        "dutch_time": clock.dutch_time,
        "days_away": clock.days_away,
        "typed": typed,
        "defang": defang,
        "tel": tel,
        "coordinator_name": config.name_of,
        "in_lines": in_lines,
        "linked": lambda text: linked(text, config.site_url),
        "own_links": lambda text: own_links(text, config.site_url),
    }
    app.jinja_env.globals |= {
        "addresses": addresses,
        "coordinators": config.coordinators,
        "development": config.development,
        "embed_origins": config.embed_origins,
        "in_workspace": False,
        "is_empty": is_empty,
        "no_situation": Situation(),
        "now": clock.now,
        "today": clock.today,
        "archive_term": config.archive_term,
        "is_archived": config.archive is not None,
        "programme": config.programme,
        "site_url": config.site_url,
        "terms": config.terms,
    }


def typed(value: Value) -> str:
    """Return an answer to write back into its input, without signs that HTML cannot hold."""
    return "" if is_empty(value) else visible(str(value))


def tel(phone: str) -> str:
    """Write a telephone number, Dutch unless it says otherwise, as the address of a link.

    The zero of a trunk call goes behind a country's number: "+31 (0)6-…" (E.123, 6).
    """
    digits = _NOT_DIGIT.sub("", _TRUNK.sub("", phone) if _ABROAD.match(phone) else phone)
    if _ABROAD.match(phone):
        return f"tel:+{_DUTCH_ZERO.sub('31', digits.removeprefix('00'))}"
    return f"tel:+31{digits.removeprefix('0')}"


def in_lines(text: str) -> Markup:
    """Return plain text as HTML that keeps its lines, in mail programs without styles too."""
    return Markup("<br>").join(text.splitlines())  # which escapes each


def linked(text: str, origin: str) -> Markup:
    """Return plain text as HTML in which addresses of our own site, and no others, are links."""
    safe = str(escape(text))
    address = _addresses(str(escape(origin)))
    return Markup(address.sub(_link, safe))  # noqa: S704 - escaped in the first line


def own_links(text: str, origin: str) -> list[str]:
    """Return the addresses of our own site in a plain text."""
    return _addresses(origin).findall(text)


def _addresses(origin: str) -> re.Pattern[str]:
    return re.compile(rf"{re.escape(origin)}/[\w/.?=&;%-]*\w")


def _link(found: re.Match[str]) -> str:
    return f'<a href="{found[0]}">{found[0]}</a>'
