"""The account of each quarter for everybody: a page, a table and a feed."""

from __future__ import annotations

from flask import Response
from werkzeug.exceptions import NotFound

from regelruimte.figures.account import Account, account_of, accounts
from regelruimte.figures.account_feed import (
    ATOM,
    DESCRIPTION,
    HEADING,
    PAGE,
    TITLE,
    as_atom,
    lines,
)
from regelruimte.register import public
from regelruimte.register.atom_parts import MIMETYPE
from regelruimte.register.blueprint import blueprint
from regelruimte.register.public_files import for_everybody
from regelruimte.settings import settings
from regelruimte.web.csv_file import standard_csv_lines
from regelruimte.web.headers import cacheable
from regelruimte.web.page import page
from regelruimte.web.rate_limits import costly


@blueprint.get(PAGE)
def show_accounts() -> Response:
    """List the quarters; 404 as long as the register is closed, or there is none."""
    found = _all()
    return cacheable(page("figures/accounts", title=TITLE, description=DESCRIPTION, accounts=found))


@blueprint.get(f"{PAGE}/<quarter>")
def show_account(quarter: str) -> Response:
    """Show one quarter."""
    found = _one(quarter)
    return cacheable(page("figures/account", title=TITLE, description=DESCRIPTION, account=found))


@blueprint.get(f"{PAGE}/<quarter>.csv")
@costly
def account_file(quarter: str) -> Response:
    """Give one quarter as a table."""
    body = "".join(standard_csv_lines(HEADING, lines(_one(quarter))))
    return for_everybody(body, "text/csv; charset=utf-8; header=present")


@blueprint.get(ATOM)
@costly
def account_feed() -> Response:
    """Give all quarters as a feed."""
    return for_everybody(as_atom(_all(), settings().site_url), MIMETYPE)


def _all() -> list[Account]:
    """Return every account; raises NotFound when nobody may see any."""
    found = accounts() if public.is_open() else []
    if not found:
        raise NotFound
    return found


def _one(quarter: str) -> Account:
    """Return the account of a quarter; raises NotFound in the same cases, and for no quarter."""
    found = account_of(quarter) if public.is_open() else None
    if found is None:
        raise NotFound
    return found
