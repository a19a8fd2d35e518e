"""Every error as a Dutch page that says what to do."""

from __future__ import annotations

import traceback
from dataclasses import dataclass
from types import TracebackType

from flask import Flask, Response, current_app, request
from werkzeug.exceptions import HTTPException, NotFound
from werkzeug.wrappers import Response as WerkzeugResponse

from regelruimte.web.page import asked_for, page


@dataclass(frozen=True, slots=True)
class ErrorText:
    """What an error page says, with the endpoint and text of its link; `keeps` what was typed."""

    title: str
    advice: str
    link: tuple[str, str] = ("site.home", "Naar de startpagina")
    keeps: bool = False


TEXTS = {
    400: ErrorText(
        "Er ging iets mis met deze pagina",
        "Ga terug naar de vorige pagina en probeer het opnieuw.",
    ),
    403: ErrorText(
        "Je hebt geen toegang tot deze pagina",
        "Open de link uit je mail opnieuw.",
    ),
    404: ErrorText(
        "Deze pagina is er niet",
        "Kijk of het adres klopt, of begin bij de startpagina.",
    ),
    405: ErrorText(
        "Dit kan hier niet",
        "Ga terug naar de vorige pagina en gebruik de knop die daar staat.",
    ),
    409: ErrorText(
        "Er is intussen iets veranderd",
        "Ga terug en laad de pagina opnieuw. Dan zie je wat er is veranderd.",
    ),
    413: ErrorText(
        "Dit is te veel tekst in één keer",
        "Ga terug, maak je tekst korter en probeer het opnieuw.",
    ),
    422: ErrorText(
        "Er klopt nog iets niet",
        "Ga terug en kijk de antwoorden na.",
    ),
    429: ErrorText(
        "Even wachten",
        "Wacht een paar minuten en probeer het dan opnieuw. Wat is opgeslagen, blijft bewaard.",
    ),
    500: ErrorText(
        "Er ging bij ons iets mis",
        "Ga terug. Wat je had ingevuld, staat er meestal nog. Probeer het over een paar minuten "
        "opnieuw. Lukt het dan niet, bel of mail ons.",
    ),
    503: ErrorText(
        "De site is even niet bereikbaar",
        "Ga terug en probeer het over een minuut opnieuw. Lukt het dan niet, bel of mail ons.",
    ),
}
# Faults that pass: somebody without JavaScript would otherwise have to type everything again.
_SEND_AGAIN = {429, 500, 503}
_MOST_FIELDS = 100
DEAD_LINK = ErrorText(
    "Deze link werkt niet",
    "Links in onze mails werken een beperkte tijd. Kijk of je de hele link hebt gekopieerd, of "
    "open de nieuwste mail die je van ons kreeg. Kom je er niet uit? Bel of mail ons.",
    link=("site.ask_for_link", "Vraag een nieuwe link"),
)


class DeadLink(NotFound):
    """A link that opens nothing: unknown, damaged, expired, revoked or meant for something else."""


def init_app(app: Flask) -> None:
    """Answer every HTTP error with a page of ours, and every exception with that of a 500."""
    app.register_error_handler(DeadLink, lambda _: error_page(404, DEAD_LINK))
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, our_fault)
    app.log_exception = _log_exception  # type: ignore[assignment,method-assign]


def error_page(status: int, text: ErrorText | None = None) -> Response:
    """Answer with the page for this status, or with another text.

    Where the fault may pass it has a form with all that was posted. Behind a dead link, which takes
    nothing any more, texts are shown to be copied; not to another site, which could have sent them.
    """
    text = text or TEXTS.get(status) or TEXTS[500 if status >= 500 else 400]
    keeps = text.keeps or status in _SEND_AGAIN
    return page(
        "errors/error",
        title=text.title,
        status=status,
        text=text,
        typed=_typed() if keeps else [],
        lost=_texts() if text is DEAD_LINK and not _is_from_elsewhere() else [],
        action=asked_for(),
    )


def _typed() -> list[tuple[str, str]]:
    """Return what was posted; nothing of what is larger than any form of ours."""
    try:
        fields = list(request.form.items(multi=True))
    except HTTPException:
        return []
    return fields if len(fields) <= _MOST_FIELDS else []


def _is_from_elsewhere() -> bool:
    return request.headers.get("Sec-Fetch-Site") == "cross-site"


def _texts() -> list[str]:
    """Return what was typed in more than one word, to be copied: it cannot be sent any more."""
    return [value for _, value in _typed() if " " in value.strip()]


def _http_error(error: HTTPException) -> Response | WerkzeugResponse:
    if error.response is not None or (error.code or 500) < 400:
        return error.get_response()  # a page of ours that was raised, or a redirect
    response = error_page(error.code or 500)
    for name in ("Allow", "Retry-After"):
        if value := error.get_response().headers.get(name):
            response.headers[name] = value
    return response


def our_fault(fault: Exception) -> Response:
    """Answer with 500 for an exception that nobody caught, and log where it came from."""
    log_fault(fault)
    return error_page(500)


def _log_exception(fault: tuple[type[BaseException], BaseException, TracebackType | None]) -> None:
    # In the place of Flask's own line, which names the path and with it a token.
    log_fault(fault[1])


def log_fault(fault: BaseException) -> None:
    """Log what kind of fault it is and where; its message could hold what an applicant typed."""
    places = traceback.extract_tb(fault.__traceback__)[-6:]
    where = " > ".join(f"{place.name}:{place.lineno}" for place in places)
    current_app.logger.error("%s at %s", type(fault).__name__, where)
