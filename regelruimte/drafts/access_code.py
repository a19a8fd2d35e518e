"""The door before a confidential draft: whoever reads the mailbox must know a code as well.

The code follows from the draft and our key; it is shown to whoever asks for the mail.
"""

from __future__ import annotations

from regelruimte.fields.kinds import LINE
from regelruimte.fields.question import Question, always
from regelruimte.limits.count import hashed
from regelruimte.settings import settings
from regelruimte.store import links
from regelruimte.store.models import Link, Proposal
from regelruimte.store.reference import ALPHABET, in_two, signs_in

_SIGNS = 8  # of 25: with ten guesses a link nobody finds one
_BYTES = 16

DRAFT_CODE = Question(
    key="draft_code",
    label="Wat is de code van je voorstel?",
    help="Je zag de code toen je ons vroeg de link te mailen. Hij ziet eruit als 7KQ4-M2XV. "
    "Kwijt? Open dan de link die je zelf bewaarde.",
    kind=LINE,
    required=always,
    missing="Vul de code in die je zag toen je ons vroeg de link te mailen.",
    maximum=40,
)
WRONG_CODE = "Deze code hoort niet bij deze link. Kijk hem na en probeer het opnieuw."


def is_confidential(draft: Proposal) -> bool:
    """Tell whether its writer chose that only the coordinators may read it."""
    return draft.confidential or draft.answers.get("confidential") == "confidential"


def has_door(link: Link) -> bool:
    """Tell whether this link lies in a mailbox, and a confidential draft behind it."""
    return link.recipient == links.MAILED and is_confidential(link.proposal)


def code_of(draft: Proposal) -> str:
    """Return the code that opens the door of this draft, as it is shown: "7KQ4-M2XV"."""
    return in_two(_code(draft, settings().secret_key))


def knows_code(link: Link, typed: str) -> bool:
    """Tell whether somebody knows the code; a wrong guess is counted."""
    config = settings()
    signs = signs_in(typed)
    # A code that was shown before the key was replaced is still right.
    keys = (config.secret_key, *config.secret_key_fallbacks)
    right = signs in [_code(link.proposal, key) for key in keys]
    if not right:
        links.note_wrong_guess(link)
    return right


def _code(draft: Proposal, key: str) -> str:
    # Far more bits than a code holds: each is about as likely.
    number = int(hashed(f"code of a draft|{draft.uid}", key)[: 2 * _BYTES], 16)
    places = (number // len(ALPHABET) ** place for place in range(_SIGNS))
    return "".join(ALPHABET[each % len(ALPHABET)] for each in places)
