"""The title of a proposal: what its applicant wrote, or else the first words of the rule."""

from __future__ import annotations

import re
import textwrap
from functools import lru_cache

from regelruimte.fields.question import Answers
from regelruimte.fields.text import visible

_LONGEST = 80
_SENTENCE = re.compile(r"(.{15,}?)[.!?;](?=\s|$)")  # long enough to say something


def title_of(answers: Answers) -> str:
    """Return the title that was written, or else the first words of the rule.

    Of a draft neither is checked yet: it may be any text, or "".
    """
    written = visible(str(answers.get("title") or ""))
    return written if written.strip() else _first_words(str(answers.get("rule_text") or ""))


# The same words are asked for by each page of a draft, and by each save.
@lru_cache(maxsize=32)
def _first_words(text: str) -> str:
    """Return the first sentence, cut after a whole word where it is too long for a title."""
    line = " ".join(visible(text).split())
    sentence = _SENTENCE.match(line)
    short = textwrap.shorten(sentence[1] if sentence else line, _LONGEST, placeholder=" …")
    return short if len(short) > 1 else line[:_LONGEST]
