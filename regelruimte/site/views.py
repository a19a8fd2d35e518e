"""The call and the pages around it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Response, jsonify, make_response, url_for

from regelruimte import clock
from regelruimte.addresses import FRESH_LINK, HEALTH, NOT_SEARCHED
from regelruimte.fields.forms import posted
from regelruimte.fields.question import Answers
from regelruimte.mail import outbox
from regelruimte.server.request_lock import needs_no_database
from regelruimte.settings import settings
from regelruimte.site.blueprint import blueprint
from regelruimte.site.fresh_link import ADDRESS, ask
from regelruimte.store import db, heartbeat, shared_clock, writable
from regelruimte.store.timeouts import wait_at_most
from regelruimte.web.headers import cacheable
from regelruimte.web.page import go_to, page
from regelruimte.web.rate_limits import limited

_PATIENCE = 2.0  # seconds: who watches the site gives up soon
_RED = {"status": "red"}


@blueprint.get("/")
@needs_no_database
def home() -> Response:
    """Show the call for proposals, the first page of the site."""
    return _public(
        "site/home",
        "Welke regel zit jou in de weg?",
        "Ambtenaren vertellen welke regel hun werk ophoudt, en hoe zij het zouden doen. "
        "Een oproep van BZK en de vakbonden.",
    )


@blueprint.get("/privacy")
@needs_no_database
def privacy() -> Response:
    """Show what is kept, why, and for how long."""
    return _public("site/privacy", "Privacy", "Wat Regelruimte bewaart, waarom en hoe lang.")


@blueprint.get("/toegankelijkheid")
@needs_no_database
def accessibility() -> Response:
    """Show how accessible the site is, and where to complain."""
    return _public(
        "site/accessibility",
        "Toegankelijkheid",
        "Hoe toegankelijk Regelruimte is, en waar je een probleem meldt.",
    )


def _public(name: str, title: str, description: str) -> Response:
    """Answer with a page that is the same for everybody, and may be found by searching."""
    return cacheable(page(name, title=title, description=description))


@blueprint.get(FRESH_LINK)
@needs_no_database
def ask_for_link() -> Response:
    """Ask for the address of whoever has a link that does not work any more."""
    return _link_page({}, {})


@blueprint.post(FRESH_LINK)
@limited
def mail_link() -> Response:
    """Mail what belongs to the address, and say the same whether it is known or not."""
    form = posted(ADDRESS)
    if messages := form.messages():
        return _link_page(form.texts(), messages)
    ask(form.texts()[ADDRESS.key])
    return page("site/link_mailed", title="Kijk in je mail")


def _link_page(values: Answers, errors: dict[str, str]) -> Response:
    return page(
        "site/fresh_link",
        title="Een nieuwe link",
        question=ADDRESS,
        values=values,
        errors=errors,
    )


@blueprint.get("/.well-known/security.txt")
@needs_no_database
def security_txt() -> Response:
    """Tell where to report a leak (RFC 9116)."""
    config = settings()
    named = config.programme.security_contact
    contacts = [named] if named else [f"mailto:{one.email}" for one in config.coordinators]
    policy = config.programme.security_policy
    lines = [f"Contact: {contact}" for contact in contacts]
    lines += [f"Policy: {policy}"] if policy else []
    lines += [
        f"Expires: {_expires()}",
        "Preferred-Languages: nl, en",
        f"Canonical: {url_for('site.security_txt', _external=True)}",
    ]
    return Response("\n".join(lines) + "\n", mimetype="text/plain")


@blueprint.get("/security.txt")
@needs_no_database
def security_txt_of_old() -> Response:
    """Lead to where the file belongs (RFC 9116, 3)."""
    return go_to("site.security_txt")


@blueprint.get("/robots.txt")
@needs_no_database
def robots_txt() -> Response:
    """Keep search engines to the pages that are the same for everybody."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in NOT_SEARCHED)]
    return Response("\n".join(lines) + "\n", mimetype="text/plain")


@blueprint.get(HEALTH)
@needs_no_database
def healthz() -> Response:
    """Tell, as JSON, whether the database takes things in and whether mail goes out.

    "amber": mail has been waiting for over half an hour, failed, or is held, the mail server
    refuses us, nothing past its term was removed for two days ("removal" is when that was done
    last), or this machine's clock and the database's differ by over half a minute. "blanks" are
    the variables that the owner did not fill in. "red", a 503: the database is away, full or
    read-only. It counts nothing: whether a mail waits would tell whose address is known.
    """
    wait_at_most(_PATIENCE)
    try:
        db.check_away()
        db.connect()
        health = _health() if writable.is_writable() else _RED
    except db.AWAY:
        db.forget_connections()
        health = _RED
    return make_response(jsonify(health), 503 if health == _RED else 200)


def _health() -> dict[str, Any]:
    removal = heartbeat.removed_at()
    trouble = (
        outbox.in_trouble() or heartbeat.removal_stands_still(removal) or shared_clock.are_apart()
    )
    health: dict[str, Any] = {"status": "amber" if trouble else "green"}
    if removal:
        health["removal"] = removal.isoformat(timespec="seconds")
    if blanks := settings().programme.blanks():
        health["blanks"] = blanks
    return health


def _expires() -> str:
    """Return half a year from today: RFC 9116, 2.5.5 wants less than a year."""
    return f"{clock.today() + timedelta(days=180)}T00:00:00Z"
