"""Prefixes stand once: whoever sees an address without its blueprint knows what it asks for."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.robotparser import RobotFileParser

import pytest
from flask import Flask

from regelruimte.addresses import is_within
from regelruimte.config import ROOT
from regelruimte.embed.framing import ancestors_for
from regelruimte.register.files import FILES
from regelruimte.server.log import access_line
from tests.visitor import Visitor

TOKEN = "half"  # what was copied in part; a whole one the log would know by its length
BEHIND_A_LINK = {"applicant", "drafts", "readers", "replies", "second_opinion"}
FOR_COORDINATORS = {"figures", "replies", "second_opinion", "sign_in", "workspace"}
WRITTEN_OUT = re.compile(r"[\"']/[\w{]|\}\}/")


def paths(app: Flask, *blueprints: str, needs: str = "") -> list[str]:
    """Return the addresses of these blueprints, or of all, that have the value they need."""
    return [
        re.sub(r"<[^>]+>", "x", rule.rule.replace("<token>", TOKEN))
        for rule in app.url_map.iter_rules()
        if not blueprints or rule.endpoint.split(".")[0] in blueprints
        if not needs or needs in rule.arguments
    ]


@pytest.mark.parametrize(
    ("path", "expected"),
    [("/mijn", True), ("/mijn/abc", True), ("/mijnheer", False), ("/x/mijn", False), ("", False)],
)
def test_a_prefix_ends_where_a_word_does(path: str, expected: bool) -> None:
    assert is_within(path, ["/mijn"]) is expected


def test_the_log_leaves_every_token_out(app: Flask) -> None:
    lines = [access_line("GET", path, "200", 1, 1) for path in paths(app, needs="token")]

    assert lines
    assert [line for line in lines if TOKEN in line] == []


def test_search_engines_are_kept_out_of_all_that_is_somebody_s(app: Flask) -> None:
    robots = RobotFileParser()
    robots.parse(app.test_client().get("/robots.txt").text.splitlines())

    closed = paths(app, *BEHIND_A_LINK, *FOR_COORDINATORS)
    assert [path for path in closed if robots.can_fetch("*", path)] == []
    assert robots.can_fetch("*", "/check")


def test_only_the_check_a_draft_and_the_register_stand_in_the_frames_of_others(app: Flask) -> None:
    ancestors = ancestors_for(("https://host.example",))
    framed = {path for path in paths(app) if "host.example" in ancestors(path)}

    pages = {*paths(app, "check", "drafts", "register")} - {file.path for file in FILES}
    assert framed == pages


def test_nothing_that_coordinators_read_is_compressed(app: Flask) -> None:
    for path in paths(app, *FOR_COORDINATORS):
        answer = app.test_client().get(path, headers={"Accept-Encoding": "br, gzip"})
        assert "Content-Encoding" not in answer.headers, path


def test_the_scripts_hear_what_to_keep_out_of_a_print(app: Flask, visitor: Visitor) -> None:
    prefixes = str(visitor.visit("/privacy").soup.html["data-with-token"]).split()

    missed = [path for path in paths(app, needs="token") if not is_within(path, prefixes)]
    assert missed == []


def test_the_scripts_hear_which_pages_do_not_come_back(app: Flask, visitor: Visitor) -> None:
    prefixes = str(visitor.visit("/privacy").soup.html["data-private"]).split()

    theirs = paths(app, *BEHIND_A_LINK, *FOR_COORDINATORS)
    assert {path for path in paths(app) if is_within(path, prefixes)} == {*theirs}


# Nobody writes an address out


TEMPLATES = sorted(path for path in (ROOT / "templates").rglob("*.*"))
SCRIPTS = sorted((ROOT / "static").glob("*.js"))
MODULES = sorted((ROOT / "regelruimte").rglob("*.py"))


def first_words(app: Flask) -> str:
    words = {rule.rule.split("/")[1] for rule in app.url_map.iter_rules()} - {""}
    return "|".join(map(re.escape, sorted(words)))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_templates_ask_for_their_addresses(path: Path) -> None:
    assert WRITTEN_OUT.findall(path.read_text(encoding="utf-8")) == []


def test_scripts_are_told_their_addresses(app: Flask) -> None:
    written = re.compile(rf"\\?/\(?(?:{first_words(app)})\b")

    found = {path.name: written.findall(path.read_text(encoding="utf-8")) for path in SCRIPTS}
    assert {name: each for name, each in found.items() if each} == {}


def test_the_prefixes_stand_in_one_module(app: Flask) -> None:
    written = re.compile(rf"(?<![\w.<>:/])/(?:{first_words(app)})\b")

    found = {
        f"{path.relative_to(ROOT)}: {text}"
        for path in MODULES
        if path.name != "addresses.py"
        for text in strings(path)
        if written.search(text)
    }
    assert found == set()


def strings(path: Path) -> Iterator[str]:
    """Return what a module says, without its docstrings and the routes of its views."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    apart = {
        id(each)
        for node in ast.walk(tree)
        for part in [*getattr(node, "decorator_list", []), *docstring(node)]
        for each in ast.walk(part)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in apart:
            yield node.value


def docstring(node: ast.AST) -> list[ast.stmt]:
    body = getattr(node, "body", None)
    is_text = isinstance(body, list) and body and isinstance(body[0], ast.Expr)
    return body[:1] if is_text else []
