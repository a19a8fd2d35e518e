"""The documentation is held to the code: variables, commands, paths, links, rooms and words."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from regelruimte.config import PREFIX, ROOT, Environment, read_config

DOCS = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
]
DECISIONS = sorted((ROOT / "docs/decisions").glob("*.md"))
each_doc = pytest.mark.parametrize("doc", DOCS, ids=lambda doc: str(doc.relative_to(ROOT)))

_CODE = re.compile(r"```.*?```|`[^`\n]+`", re.DOTALL)
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_PATH = re.compile(
    r"(?<![\w./-])(?:regelruimte|templates|static|tests|scripts|docs|requirements|\.ci)/[\w./-]*"
)
_ROW = re.compile(r"^\| `(?P<name>\w+)` \| (?P<default>.*?) \|", re.MULTILINE)


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def code_in(doc: Path) -> str:
    """Return what is shown as code."""
    return "\n".join(_CODE.findall(doc.read_text(encoding="utf-8")))


# The environment


@pytest.fixture
def variables(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The variables that the configuration reads, with their defaults as README writes them."""
    found: dict[str, str] = {}
    read = Environment.read

    def note(self: Environment, name: str, default: str, parse: Callable[[str], Any]) -> Any:
        found[PREFIX + name] = default.replace(f"{ROOT}/", "")
        return read(self, name, default, parse)

    monkeypatch.setattr(Environment, "read", note)
    read_config({f"{PREFIX}SECRET_KEY": "k" * 32})
    return found


def variables_of_the_processes() -> set[str]:
    texts = text_of("regelruimte/server/serve.py") + text_of("gunicorn.conf.py")
    return set(re.findall(rf"{PREFIX}\w+", texts))


def table() -> dict[str, str]:
    """Return the defaults in README's table, by variable."""
    environment = text_of("README.md").split("\n## Environment\n")[1]
    return {row["name"]: row["default"] for row in _ROW.finditer(environment)}


def test_the_table_names_every_variable_and_no_other(variables: dict[str, str]) -> None:
    assert set(table()) == {"PORT"} | set(variables) | variables_of_the_processes()


def test_the_table_gives_the_defaults_of_the_code(variables: dict[str, str]) -> None:
    written = {name: "" if cell == "none" else cell.strip("`") for name, cell in table().items()}

    assert {name: written[name] for name in variables} == variables


@each_doc
def test_no_variable_is_named_that_does_not_exist(doc: Path) -> None:
    named = set(re.findall(rf"{PREFIX}\w+", doc.read_text(encoding="utf-8")))

    assert named <= set(table())


# Commands, paths and links


@each_doc
def test_every_make_target_that_is_named_exists(doc: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", text_of("Makefile"), re.MULTILINE))

    assert set(re.findall(r"\bmake ([a-z]+)", code_in(doc))) <= targets


@each_doc
def test_every_path_that_is_named_exists(doc: Path) -> None:
    missing = {path for path in _PATH.findall(code_in(doc)) if not (ROOT / path).exists()}

    assert not missing


@each_doc
def test_every_link_leads_somewhere(doc: Path) -> None:
    links = _LINK.findall(doc.read_text(encoding="utf-8"))
    own = {link.partition("#")[0] for link in links if ":" not in link}

    assert not {link for link in own if not (doc.parent / link).exists()}


# The house, the words and the decisions


def test_the_house_has_a_line_for_every_room() -> None:
    rooms = {path.parent.name for path in (ROOT / "regelruimte").glob("*/__init__.py")}

    assert set(re.findall(r"^\| `(\w+)/` \|", text_of("docs/house.md"), re.MULTILINE)) == rooms


def test_the_house_draws_the_layers_as_they_are_held() -> None:
    contracts = tomllib.loads(text_of("pyproject.toml"))["tool"]["importlinter"]["contracts"]
    (layers,) = (contract["layers"] for contract in contracts if contract["type"] == "layers")

    assert "```\n{}\n```".format("\n".join(layers)) in text_of("docs/house.md")


def test_every_word_of_the_glossary_is_used() -> None:
    places = [*ROOT.glob("regelruimte/**/*.py"), *ROOT.glob("tests/*.py")]
    source = "\n".join(place.read_text(encoding="utf-8") for place in places)
    words = re.findall(r"`([^`]+)`", text_of("docs/glossary.md"))

    assert not [word for word in words if not re.search(rf"(?<![\w-]){word}(?![\w-])", source)]


def test_decisions_are_numbered_without_gaps() -> None:
    numbers = [path.name[:4] for path in DECISIONS]

    assert numbers == [f"{number:04}" for number in range(1, len(DECISIONS) + 1)]


@pytest.mark.parametrize("doc", DECISIONS, ids=lambda doc: doc.stem)
def test_a_decision_says_why_and_what_it_costs(doc: Path) -> None:
    headings = re.findall(r"^#+ (.*)", doc.read_text(encoding="utf-8"), re.MULTILINE)

    assert headings[0].startswith(f"{doc.name[:4]} ")
    assert headings[1:] == ["Context", "Decision", "Why", "Cost"]
