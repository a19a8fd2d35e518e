"""The Flask-WTF form that is made from questions; templates draw its inputs themselves."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, cast

from flask import request
from flask_wtf import FlaskForm
from wtforms import Field
from wtforms.form import BaseForm
from wtforms.validators import StopValidation

from regelruimte.fields import question as rules
from regelruimte.fields.question import Question, Situation, Value


class QuestionField(Field):
    """A field that reads and checks its value as its question's kind says."""

    def __init__(self, question: Question, **kwargs: Any) -> None:
        super().__init__(question.label, **kwargs)
        self.question = question

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Take what was posted; a field that was left out is an empty answer."""
        self.data = self.question.kind.read(valuelist)

    def pre_validate(self, form: BaseForm) -> None:
        """Raise StopValidation with the Dutch message when the answer is not right."""
        message = rules.error(self.question, cast(QuestionForm, form).situation)
        if message:
            raise StopValidation(message)


class QuestionForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """A form over some questions, checked in the situation that its answers make.

    It carries no CSRF token: the address it is posted to is a secret by itself
    (docs/decisions/0003-no-csrf-token-for-secret-addresses.md).
    """

    class Meta:
        csrf = False

    def __init__(self, situation: Situation) -> None:
        super().__init__(formdata=request.form)
        self.situation = Situation({**situation.answers, **self.values()}, situation.check)

    def values(self) -> dict[str, Value]:
        """Return each answer as its question's kind read it, by the key of the question."""
        return {name: field.data for name, field in self._fields.items()}

    def texts(self) -> dict[str, str]:
        """Return the same where every question is answered with one text or one choice."""
        return {key: str(value) for key, value in self.values().items()}

    def messages(self) -> dict[str, str]:
        """Return the message of each field that is not right, in the order of the questions."""
        return {} if self.validate() else {key: found[0] for key, found in self.errors.items()}


@lru_cache(maxsize=128)
def form_class(questions: tuple[Question, ...]) -> type[QuestionForm]:
    """Return the form for these questions; made once for each set of them."""
    fields = {question.key: QuestionField(question) for question in questions}
    return type("Form", (QuestionForm,), fields)


def posted(
    asked: Question | tuple[Question, ...], situation: Situation | None = None
) -> QuestionForm:
    """Return the form for one question or several, filled with what this request posted.

    `situation` is what their conditions look at besides the answers posted with them.
    """
    questions = (asked,) if isinstance(asked, Question) else asked
    return form_class(questions)(situation or Situation())
