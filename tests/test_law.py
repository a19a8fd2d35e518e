"""What the site says about the law: each sentence stands in docs/law.md, with its source."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "law.md").read_text()

# A sentence with one of these says something about the law, or about what a law asks of us.
_LEGAL = re.compile(
    r"\bartikel \d|\bAwb\b|\bAVG\b|\bWoo\b|\bWOR\b|\bwet\b|\bwettelijk|ondernemingsraad|"
    r"bestuursorgaan|hardheidsclausule|ontheffing|experimenteerbepaling|\bklacht\b|"
    r"officiële aanvraag|\bgeen besluit\b|stukken openbaar|Autoriteit Persoonsgegevens|"
    r"Nationale ombudsman|Klokkenluiders|\bbindend\b|de wetgever|de regering|"
    r"gezondheid of|Niemand verplicht je|computer beslist|werkgevers en bonden|"
    r"algemeen bestuur|gemeenteraad|Provinciale Staten|de minister|Europese Unie|"
    r"wat jij daarvan vindt|het algemeen bestuur|de directie|\bWCAG\b|toestemming geeft",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.?!”])\s+")
_JINJA = re.compile(r"\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_VALUE = re.compile(r"\{\{.*?\}\}", re.DOTALL)
_TEXT_IN_VALUE = re.compile(r'"([^"]{20,})"')
_INLINE = re.compile(r"</?(?:a|strong|span|em|br|abbr)\b[^>]*>")
_TAG = re.compile(r"<[^>]+>")


def _sentences(text: str) -> Iterator[str]:
    for sentence in _SENTENCE.split(" ".join(unescape(text).split())):
        if _LEGAL.search(sentence) and len(sentence.split()) > 3:
            yield sentence.strip(" .")


def _of_template(path: Path) -> Iterator[str]:
    source = path.read_text()
    for value in _VALUE.findall(source):
        for text in _TEXT_IN_VALUE.findall(value):
            yield from _sentences(text)
    text = _VALUE.sub("…", _JINJA.sub(" ", source))
    for block in _TAG.split(_INLINE.sub("", text)):
        yield from _sentences(block)


def _of_module(path: Path) -> Iterator[str]:
    tree = ast.parse(path.read_text())
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docstrings = {
        ast.get_docstring(node, clean=False)
        for node in ast.walk(tree)
        if isinstance(node, documented)
    }
    for node in ast.walk(tree):
        text = node.value if isinstance(node, ast.Constant) else None
        if isinstance(text, str) and text not in docstrings:
            yield from _sentences(text)


def _is_left_out(path: Path) -> bool:
    # Samples are invented; the names of laws have a source each beside them.
    return "demo" in path.parts or path.name in {"abbreviations.py", "european.py"}


def _said() -> set[str]:
    modules = (path for path in (ROOT / "regelruimte").rglob("*.py") if not _is_left_out(path))
    templates = (ROOT / "templates").rglob("*.*")
    return {sentence for path in modules for sentence in _of_module(path)} | {
        sentence for path in templates for sentence in _of_template(path)
    }


def test_each_sentence_about_the_law_stands_in_the_page_about_it() -> None:
    assert sorted(sentence for sentence in _said() if sentence not in PAGE) == []


def test_the_page_about_the_law_quotes_nothing_that_the_site_no_longer_says() -> None:
    quoted = re.findall(r"^\| “(.+?)” \|", PAGE, re.MULTILINE)
    said = _said()

    assert quoted
    assert [text for text in quoted if text not in said] == []


def test_each_statement_has_a_source_and_a_day_on_which_it_was_looked_at() -> None:
    rows = [line.split(" | ") for line in PAGE.splitlines() if line.startswith("| “")]

    assert [row[0] for row in rows if len(row) != 3 or not row[1].strip()] == []
    assert [row[0] for row in rows if not re.search(r"\d{4}-\d\d-\d\d", row[2])] == []
