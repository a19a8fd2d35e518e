"""What the last page of a draft posts when it is sent, for tests that press without a browser."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from regelruimte.proposals.questions import ABOUT_YOU, QUESTIONS
from tests.people import SAMPLES, answers_to_type

LAST_STEP = f"/{ABOUT_YOU}"


def sending(sample: Mapping[str, Any], **changed: str) -> dict[str, str]:
    """Say who one is, as this sample does, and that the address is right."""
    answers = {**answers_to_type(sample), **changed}
    asked = [question.key for question in QUESTIONS if question.step == ABOUT_YOU]
    return {key: str(answers[key]) for key in asked if key in answers} | {"address_is_right": "yes"}


SENDING = sending(SAMPLES[0])
