"""The public pages of the register: the list, one card, and how it is made."""

from __future__ import annotations

from flask import Response, request
from werkzeug.exceptions import NotFound

from regelruimte.addresses import REGISTER
from regelruimte.register import files, open_data, public
from regelruimte.register.blueprint import blueprint
from regelruimte.register.lookup import has_account
from regelruimte.register.objections import ANSWER_DAYS, FEWEST
from regelruimte.settings import settings
from regelruimte.web.headers import cacheable
from regelruimte.web.page import page


@blueprint.get(REGISTER)
def cards() -> Response:
    """Show a page of the list, by title; 404 as long as there are too few cards."""
    args = request.args
    found = public.listing(args)
    if not found and not public.is_open():
        raise NotFound
    number = public.page_of(args)
    return _public(
        page(
            "register/cards",
            title=open_data.TITLE,
            description=open_data.DESCRIPTION,
            filters=public.FILTERS,
            chosen=public.chosen(args),
            searched=args.get(public.SEARCH, ""),
            cards=found[: public.A_PAGE],
            page_number=number,
            before=public.query_of(args, number - 1) if number > 1 else None,
            after=public.query_of(args, number + 1) if len(found) > public.A_PAGE else None,
            alternates=_files(),
        )
    )


@blueprint.get(f"{REGISTER}/uitleg")
def explain() -> Response:
    """Say how a card is made, what is left out and how to object; also before there are any."""
    is_open = public.is_open()
    return _public(
        page(
            "register/explain",
            title="Hoe we over regels schrijven",
            description="Hoe een regel op deze site komt, en wat we weglaten.",
            answer_days=ANSWER_DAYS,
            fewest=FEWEST,
            files=_files() if is_open else (),
            has_account=is_open and has_account(),
        )
    )


@blueprint.get(f"{REGISTER}/<slug>")
def card(slug: str) -> Response:
    """Show one card; 404 for what is not public, whether it ever was or not."""
    found = public.find(slug)
    if found is None:
        raise NotFound
    return _public(
        page("register/card", title=found.title, description=found.rule_says, card=found)
    )


def _files() -> tuple[files.File, ...]:
    return files.listed(settings().programme.publisher)


def _public(response: Response) -> Response:
    """Let caches keep the page for five minutes, and search engines no copy of what it said."""
    response.headers["X-Robots-Tag"] = "noarchive"
    return cacheable(response)
