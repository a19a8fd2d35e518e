"""The words: no officialese, nobody is called *u*, short sentences, one name for a thing."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

from regelruimte.applicant import questions as own_questions
from regelruimte.check.criteria import CRITERIA
from regelruimte.check.verdict import OUTCOMES as VERDICTS
from regelruimte.config import ROOT
from regelruimte.drafts import entry_questions
from regelruimte.pilots import condition_questions
from regelruimte.pilots.conditions import OFFERED, WHO
from regelruimte.pilots.status import MANDATES, PILOT_STATUSES, ROOMS
from regelruimte.pilots.steps import STEPS
from regelruimte.proposals.outcomes import OUTCOMES
from regelruimte.proposals.questions import QUESTIONS
from regelruimte.proposals.status import STATUSES
from regelruimte.readers import questions as reader_questions
from regelruimte.register import questions as card_questions
from regelruimte.register.status import CARD_ANSWERS, CARD_STATES, CARD_STATUSES, THEMES
from regelruimte.replies.kinds import REPLIES
from regelruimte.replies.texts import START_TEXTS
from regelruimte.web.errors import TEXTS
from regelruimte.workspace import questions as workspace_questions
from regelruimte.workspace.waiting import REASONS

# What somebody would not say aloud to a colleague, and what that person would say.
OFFICIALESE = {
    "aangaande": "over",
    "abusievelijk": "per ongeluk",
    "alsmede": "en ook",
    "behoudens": "behalve",
    "betreffende": "over",
    "bovenstaande": "hierboven",
    "conform": "volgens",
    "derhalve": "daarom",
    "dient te": "moet",
    "dienen te": "moeten",
    "doch": "maar",
    "gaarne": "graag",
    "gelieve": "wil je",
    "heden": "nu",
    "hieromtrent": "hierover",
    "inzake": "over",
    "met betrekking tot": "over",
    "middels": "met",
    "mits": "als",
    "omtrent": "over",
    "onverwijld": "meteen",
    "te allen tijde": "altijd",
    "ten behoeve van": "voor",
    "teneinde": "om",
    "tevens": "ook",
    "uitsluitend": "alleen",
    "verstrekken": "geven",
    "voornoemde": "deze",
    "wederom": "weer",
    "zulks": "dat",
}
MOST_WORDS = 20
# Terms of the Awb: a voorstel is no aanvraag, a reactie no besluit. Only to say so they are named.
_AWB = re.compile(r"aanvra|aangevraagd|besluit", re.IGNORECASE)
_SAYS_SO = re.compile("(Je voorstel is geen officiële aanvraag en o|O)nze reactie is geen besluit.")
_FORMAL = re.compile(r"\b(u|uw|uzelf)\b", re.IGNORECASE)
_TAGS = re.compile(r"{%.*?%}|{#.*?#}|<(style|script|svg)\b.*?</\1>", re.DOTALL)
_BREAKS = re.compile(
    r"</?(p|li|h\d|dt|dd|div|section|label|legend|option|td|th|summary|title)\b[^>]*>"
)
_SENTENCE = re.compile(r"(?<=[.?!:;])\s+|\n+")
_WORD = re.compile(r"[^\W\d_]+")


def _strings(value: object) -> Iterator[str]:
    """Yield every text in a piece of data, those of what it holds included."""
    if isinstance(value, str):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from _strings(getattr(value, field.name))
    elif isinstance(value, tuple | list):
        for each in value:
            yield from _strings(each)
    elif isinstance(value, dict):
        yield from _strings(list(value.values()))


DATA = (
    *(CRITERIA, VERDICTS, QUESTIONS, STATUSES, REPLIES, list(TEXTS.values()), REASONS),
    START_TEXTS,
    *(PILOT_STATUSES, OUTCOMES, MANDATES, ROOMS, STEPS, OFFERED, WHO),
    list(vars(condition_questions).values()),
    *(THEMES, CARD_STATUSES, CARD_STATES, CARD_ANSWERS, list(vars(card_questions).values())),
    *(list(vars(own_questions).values()), list(vars(workspace_questions).values())),
    list(vars(entry_questions).values()),
    list(vars(reader_questions).values()),
)
TEMPLATES = sorted((ROOT / "templates").rglob("*.*"))


def _texts() -> Iterator[tuple[str, str]]:
    for number, data in enumerate(DATA):
        yield from ((f"data {number}", text) for text in _strings(data))
    for path in TEMPLATES:
        yield str(path.relative_to(ROOT)), _readable(path)


def _readable(path: Path) -> str:
    """Return what a template shows, a line for each block; what is filled in counts as a word."""
    text = _TAGS.sub(" ", path.read_text(encoding="utf-8"))
    text = re.sub(r"{{.*?}}", "iets", text, flags=re.DOTALL)
    return re.sub(r"<[^>]*>", " ", _BREAKS.sub("\n", text))


def _sentences() -> Iterator[tuple[str, str]]:
    for where, text in _texts():
        for sentence in _SENTENCE.split(text):
            if " " in sentence.strip():
                yield where, " ".join(sentence.split())


@pytest.mark.parametrize("word", OFFICIALESE)
def test_nobody_writes_officialese(word: str) -> None:
    found = [where for where, text in _sentences() if re.search(rf"\b{word}\b", text.lower())]

    assert found == [], f"write {OFFICIALESE[word]!r}"


def test_a_proposal_is_no_aanvraag_and_a_reply_no_besluit() -> None:
    named = [(where, text) for where, text in _sentences() if _AWB.search(text)]

    assert [each for each in named if not _SAYS_SO.fullmatch(each[1])] == []
    assert named, "it is said somewhere"


def test_everybody_is_je() -> None:
    assert [(where, text) for where, text in _sentences() if _FORMAL.search(text)] == []


def test_no_sentence_is_too_long() -> None:
    long = [(w, text) for w, text in _sentences() if len(_WORD.findall(text)) > MOST_WORDS]

    assert long == []


# One word for a thing

# What was said otherwise before, and the word that was chosen (docs/glossary.md).
REJECTED = {
    r"\bproe[fv]": "pilot",
    r"gegeven reacti|reactie (niet |wilt? )?ge(geven|ven)\b|geef (de|deze|je|een) reactie"
    r"|niets gegeven|niet gegeven": "een reactie sturen",
    r"\baan(ge)?vul": "een vraag, een antwoord",
    r"regeleigenaar|over de regel gaat|wie erover gaat": "wie over de regel beslist",
    r"\bgooi|weggooi|weghal": "wissen, verwijderen, anoniem maken",
    r"op één regel|[eé]én regel per|regel eerst": "regel is a rule, and nothing else",
    r"bevestig je keuze|leg dit vast": "what the button does",
    r"jij zei": "jij koos",
    r"beste lezer|er is nieuws": "who writes, and about what",
    r"\(meer\)": "meer, or nothing",
}
# The development page alone is called so; what a coordinator has is a mailbox.
MAILBOX_PAGE = ("templates/site/", "templates/layout.html", "regelruimte/site/")
# What these say is English, for operators and developers.
_ENGLISH = ("config", "database_address.py", "demo", "maintenance", "server", "store")
_STRAIGHT = re.compile(r"""(?<=\w)'(?=\w)|"(?=\w)|(?<=\w)\"""")
_MARKUP = re.compile("[<>=]|^:")
_QUOTED = re.compile(r"\"([^\"]* [^\"]*)\"")


def _written() -> Iterator[tuple[str, str]]:
    """Yield every text that somebody may read, with its file: of templates and of modules."""
    for path in TEMPLATES:
        yield _place(path), _readable(path)
        for block in re.findall(r"{[{%].*?[%}]}", path.read_text(encoding="utf-8"), re.DOTALL):
            yield from ((_place(path), text) for text in _QUOTED.findall(block))
    for path in sorted((ROOT / "regelruimte").rglob("*.py")):
        if path.parts[len(ROOT.parts) + 1] not in _ENGLISH:
            yield from ((_place(path), text) for text in _constants(path))


def _place(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _constants(path: Path) -> Iterator[str]:
    """Yield the texts of a module but for its docstrings; keys and addresses have no capital."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    alone = {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    constants = (node for node in ast.walk(tree) if isinstance(node, ast.Constant))
    texts = (node.value for node in constants if node not in alone)
    return (each for each in texts if isinstance(each, str) and (" " in each or each.istitle()))


@pytest.mark.parametrize("words", REJECTED)
def test_a_thing_has_one_name(words: str) -> None:
    rejected = re.compile(words, re.IGNORECASE)
    found = [(where, text) for where, text in _written() if rejected.search(text)]

    assert found == [], f"write {REJECTED[words]!r}"


def test_only_the_page_for_developers_is_a_postbak() -> None:
    found = [where for where, text in _written() if "postbak" in text.lower()]

    assert [where for where in found if not where.startswith(MAILBOX_PAGE)] == []
    assert found, "there is one"


def test_quotes_and_apostrophes_are_curly() -> None:
    lines = [(where, line) for where, text in _written() for line in text.splitlines()]

    found = [(where, line) for where, line in lines if _STRAIGHT.search(line)]
    assert [each for each in found if not _MARKUP.search(each[1])] == []


def test_there_is_something_to_read() -> None:
    assert len(list(_sentences())) > 500
    assert len(list(_written())) > 500
