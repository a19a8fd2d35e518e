"""Parts of pages that look the same to many, drawn once: HTML is most of what a page costs."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from flask import Flask
from markupsafe import Markup

from regelruimte import clock
from regelruimte.fields.question import Question, Situation, Value

_MOST = 1000  # parts kept by each process, of some kilobytes at most; then it begins anew


def init_app(app: Flask) -> None:
    """Let templates write `{% call drawn_once(what it depends on) %}` around such a part."""
    parts: dict[Hashable, Markup] = {}

    def drawn_once(*depends_on: Hashable, caller: Callable[[], Markup]) -> Markup:
        if depends_on in parts:
            return parts[depends_on]
        if len(parts) >= _MOST:
            parts.clear()
        parts[depends_on] = caller()
        return parts[depends_on]

    app.jinja_env.globals |= {"drawn_once": drawn_once, "field_depends_on": field_depends_on}


def field_depends_on(question: Question, value: Value, situation: Situation) -> Hashable:
    """Return what the field of a question without an error depends on; None for a typed answer.

    A list of months begins today; levels are those of a workplace.
    """
    if value and not (isinstance(value, str) and question.choice(value)):
        return None
    workplace = situation.check.get("workplace")
    return question, value or "", question.required(situation), workplace, clock.today()
