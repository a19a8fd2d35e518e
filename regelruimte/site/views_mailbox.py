"""The mailbox of a development site: the newest mails, and each as a mail program shows it.

In production these pages do not exist.
"""

from __future__ import annotations

from flask import Response, abort, make_response

from regelruimte.addresses import MAILBOX
from regelruimte.mail import outbox
from regelruimte.settings import settings
from regelruimte.site.blueprint import blueprint
from regelruimte.store.models import OutgoingMail
from regelruimte.web.headers import as_mail
from regelruimte.web.page import page

_MOST = 100
# A link in the frame opens in the place of the page around it.
_HEAD, _LEADS_OUT = "<head>", '<head><base target="_top">'


@blueprint.get(MAILBOX)
def mailbox() -> Response:
    """Show the newest mails: to whom, about what, when, and where their links lead."""
    _only_in_development()
    return page("site/mailbox", title="Postbak", mails=outbox.latest(_MOST), most=_MOST)


@blueprint.get(f"{MAILBOX}/<int:number>")
def mail(number: int) -> Response:
    """Show both parts of one mail."""
    return page("site/mail", title="Een mail", mail=_mail(number))


@blueprint.get(f"{MAILBOX}/<int:number>/html")
def mail_html(number: int) -> Response:
    """Show the HTML part by itself, for the frame on the page of the mail."""
    return as_mail(make_response(_mail(number).html.replace(_HEAD, _LEADS_OUT, 1)))


def _mail(number: int) -> OutgoingMail:
    _only_in_development()
    return outbox.shown(number) or abort(404)


def _only_in_development() -> None:
    if not settings().development:
        abort(404)
