"""What is asked of whoever writes a message, on either side."""

from __future__ import annotations

from regelruimte.fields.kinds import AREA, FLAG
from regelruimte.fields.question import Question, always

TEXT = Question(
    key="text",
    label="Je bericht",
    kind=AREA,
    required=always,
    missing="Schrijf je bericht op.",
    maximum=2000,
)

# Not chosen beforehand: a machine that sends the form as it finds it sends no message.
SEND_IT = Question(
    key="send_it",
    label="Ja, stuur mijn bericht",
    kind=FLAG,
    required=always,
    missing="Vink aan dat je het bericht wilt sturen.",
)

MESSAGE = (TEXT, SEND_IT)
