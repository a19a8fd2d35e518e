"""Whether the rule that a name suggests is the one that is meant: asked once, never assumed."""

from __future__ import annotations

from regelruimte.drafts.save import new_base_version, save
from regelruimte.fields.question import Answers
from regelruimte.proposals.citation import Citation, confirmed, find
from regelruimte.proposals.questions import RULE, question_of
from regelruimte.store.models import Proposal

SOURCE = "rule_source"
MEANT = "meant"  # the box on the page that sends


def suggestion(answers: Answers) -> Citation | None:
    """Return the rule that the answer only suggests, if its number fits behind the answer."""
    typed = str(answers.get(SOURCE) or "")
    found, question = find(typed), question_of(SOURCE)
    if not (found and found.is_suggested and question):
        return None
    return found if len(confirmed(typed)) <= question.maximum else None


def confirm(proposal: Proposal, ticked: str) -> None:
    """Add the number of the rule to the answer, when it still suggests what was `ticked`.

    The answer then says it by itself; whoever meant another rule changes the answer. What another
    window stored meanwhile stays.
    """
    found = suggestion(proposal.answers)
    if found and ticked == found.text:
        answer = confirmed(str(proposal.answers[SOURCE]))
        save(proposal, RULE, {SOURCE: answer}, new_base_version(proposal, RULE))
