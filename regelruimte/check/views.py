"""Reading the check: its five questions on one page, their answers in the address."""

from __future__ import annotations

from flask import Response, request

from regelruimte.check import pages
from regelruimte.check.blueprint import blueprint
from regelruimte.check.verdict import is_finished, known_answers
from regelruimte.server.request_lock import needs_no_database


@blueprint.get("")
@needs_no_database
def show() -> Response:
    """Show the questions, with the answers that the address holds; or the verdict on all of them.

    With `vraag` the questions come back to be changed, or while they are being answered.
    """
    answers = known_answers(request.args)
    if is_finished(answers) and "vraag" not in request.args:
        return pages.verdict_page(answers)
    if pages.wants_reasons():
        return pages.reasons_fragment(answers)
    return pages.questions_page(answers)
