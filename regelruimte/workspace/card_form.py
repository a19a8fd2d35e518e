"""What was posted of a card, and what is not right of it."""

from __future__ import annotations

from regelruimte.fields.forms import QuestionForm
from regelruimte.register.objections import Linked, borrowed_in
from regelruimte.register.questions import TEXTS


def messages(form: QuestionForm, linked: tuple[Linked, ...]) -> dict[str, str]:
    """Return what is not right: an applicant's own words are not even kept on a card."""
    values = form.values()
    taken = ((q.key, next(borrowed_in(str(values[q.key]), linked), "")) for q in TEXTS)
    return {key: message for key, message in taken if message} | form.messages()
