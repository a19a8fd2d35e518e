"""The register as files that anybody may take over: three forms of it, and what it is."""

from __future__ import annotations

from flask import Response
from werkzeug.exceptions import NotFound

from regelruimte.register import atom, dataset, files, json_feed, open_data, public
from regelruimte.register.blueprint import blueprint
from regelruimte.register.public_files import for_everybody
from regelruimte.settings import settings
from regelruimte.web.csv_file import standard_csv_lines
from regelruimte.web.rate_limits import costly

_CSV_TYPE = "text/csv; charset=utf-8; header=present"  # RFC 4180, section 3


@blueprint.get(files.CSV.path)
@costly
def csv_file() -> Response:
    """Give every public card as a row; 404 as long as there are too few cards."""
    heading = [field.label for field in open_data.FIELDS]
    rows = (list(open_data.fields_of(card).values()) for card in _cards())
    return for_everybody("".join(standard_csv_lines(heading, rows)), _CSV_TYPE)


@blueprint.get(files.JSON_FEED.path)
@costly
def json_file() -> Response:
    """Give every public card as an item of a JSON Feed; 404 as long as there are too few."""
    feed = json_feed.as_json_feed(_cards(), settings().site_url)
    return for_everybody(feed, files.JSON_FEED.mimetype)


@blueprint.get(files.ATOM.path)
@costly
def atom_file() -> Response:
    """Give every public card as an entry of an Atom feed; 404 as long as there are too few."""
    return for_everybody(atom.as_atom(_cards(), settings().site_url), files.ATOM.mimetype)


@blueprint.get(files.DATASET.path)
def described() -> Response:
    """Describe the files for data portals; 404 until there are any and it is set who publishes."""
    publisher = settings().programme.publisher
    if publisher is None or not public.is_open():
        raise NotFound
    return for_everybody(dataset.as_json_ld(publisher, settings().site_url), files.DATASET.mimetype)


def _cards() -> list[public.PublicCard]:
    cards = list(public.everything())
    if not cards:
        raise NotFound
    return cards
