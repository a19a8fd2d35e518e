"""Signing in and out: the only pages of the workspace that open without a session."""

from __future__ import annotations

from flask import Blueprint, Response

from regelruimte.addresses import SIGN_IN, WORKSPACE
from regelruimte.fields.forms import posted
from regelruimte.fields.question import YES, Question
from regelruimte.settings import settings
from regelruimte.sign_in import gate, sessions
from regelruimte.sign_in.questions import (
    ADDRESS,
    CODE,
    EVERYWHERE,
    SIGN_ME_IN,
    SIGN_ME_OUT,
    WRONG_CODE,
)
from regelruimte.web.errors import ErrorText, error_page
from regelruimte.web.page import go_to, page, redirect_to
from regelruimte.web.rate_limits import limited

blueprint = Blueprint("sign_in", __name__)
blueprint.context_processor(gate.template_context)
Errors = dict[str, str]
_NOT_HERE = ErrorText(
    "Deze link werkt hier niet",
    "Een link om je aan te melden werkt een kwartier, één keer, en alleen in de browser waarin je "
    "hem hebt gevraagd. Vraag een nieuwe, of typ de code uit de mail in die browser.",
    link=("sign_in.ask", "Vraag een nieuwe link"),
)


@blueprint.get(SIGN_IN)
def ask() -> Response:
    """Ask for the address of whoever wants to come in."""
    return _page("sign_in", "Aanmelden", ADDRESS)


@blueprint.post(SIGN_IN)
@limited
def mail_link() -> Response:
    """Mail a link to a coordinator, and say the same to everybody."""
    form = posted(ADDRESS)
    if messages := form.messages():
        return _page("sign_in", "Aanmelden", ADDRESS, form.texts()[ADDRESS.key], messages)
    browser = gate.ensure_browser_secret()
    sessions.mail_sign_in_link(form.texts()[ADDRESS.key], browser, settings())
    return go_to("sign_in.code")


@blueprint.get(f"{SIGN_IN}/code")
def code() -> Response:
    """Show the page that says to look in the mail, with a field for the code of that mail."""
    return _page("code", "Kijk in je mail", CODE)


@blueprint.post(f"{SIGN_IN}/code")
@limited
def take_code() -> Response:
    """Sign in with the code from the mail."""
    form = posted(CODE)
    typed = form.texts()[CODE.key]
    if messages := form.messages():
        return _page("code", "Kijk in je mail", CODE, typed, messages)
    session = sessions.sign_in_by_code(typed, gate.browser_secret(), settings())
    if session is None:
        return _page("code", "Kijk in je mail", CODE, typed, {CODE.key: WRONG_CODE})
    return redirect_to(gate.log_in(session))


@blueprint.get(f"{SIGN_IN}/<token>")
def confirm(token: str) -> Response:
    """Ask whether to sign in, in the browser that asked for the link."""
    if not sessions.can_sign_in(token, gate.browser_secret()):
        return error_page(404, _NOT_HERE)
    return _page("confirm_sign_in", "Aanmelden", SIGN_ME_IN, token=token)


@blueprint.post(f"{SIGN_IN}/<token>")
@limited
def sign_in(token: str) -> Response:
    """Sign in when a person chose to: a mail scanner that only sends the form chose nothing."""
    if not sessions.can_sign_in(token, gate.browser_secret()):
        sessions.note_dead_link(gate.browser_secret())
        return error_page(404, _NOT_HERE)
    form = posted(SIGN_ME_IN)
    if messages := form.messages():
        return _page("confirm_sign_in", "Aanmelden", SIGN_ME_IN, None, messages, token=token)
    if form.texts()[SIGN_ME_IN.key] != YES:
        return go_to("sign_in.ask")
    session = sessions.sign_in_by_link(token, gate.browser_secret(), settings())
    return redirect_to(gate.log_in(session)) if session else error_page(404, _NOT_HERE)


@blueprint.get(f"{WORKSPACE}/afmelden")
@gate.login_required
def ask_sign_out() -> Response:
    """Ask whether to sign out here, or everywhere."""
    return _page("sign_out", "Afmelden", SIGN_ME_OUT)


@blueprint.post(f"{WORKSPACE}/afmelden")
@gate.login_required
def sign_out() -> Response:
    """End the session here, or all of them."""
    form = posted(SIGN_ME_OUT)
    if messages := form.messages():
        return _page("sign_out", "Afmelden", SIGN_ME_OUT, None, messages)
    if form.texts()[SIGN_ME_OUT.key] == EVERYWHERE:
        sessions.sign_out_everywhere(gate.current_coordinator())
    sessions.sign_out(gate.current_session())
    gate.log_out()
    return go_to("sign_in.ask")


def _page(
    name: str,
    title: str,
    question: Question,
    value: object = None,
    errors: Errors | None = None,
    token: str = "",
) -> Response:
    return page(
        f"sign_in/{name}",
        title=title,
        question=question,
        value=value,
        errors=errors,
        token=token,
    )
