"""A rule that is called by its name: which one may be meant, if only one can be."""

from __future__ import annotations

import re
from collections.abc import Iterator

from regelruimte.proposals import article
from regelruimte.proposals.abbreviations import CIVIL_CODE, LAWS, Law, law_of
from regelruimte.proposals.identity import Identity

_WORD = re.compile(r"[^\W_]+(?:[-’'.&][^\W_]+)*")
# An abbreviation of two letters, or one that is a word or a name too, needs an article beside it.
_WORDLIKE = {"bal", "bkl", "bbl", "ob", "who", "wor", "woo", "wob", "atw", "wia", "rvv", "nis2"}
_SHORT = 2
_LONGEST = 12  # words of a name
_NEAR, _NEAR_LETTERS = 8, 120  # words beside it that may tell an article
_LONGEST_ALONE = 200  # characters of a line that says nothing but a name
# What may stand between an article and the name it is of.
_BETWEEN = re.compile(
    r"[\s,.()“”‘’\"':;]|\b(?:van|de|het|in|uit|en|aanhef|jo|juncto|eerste|tweede|derde|zin|volzin|wet)\b",
    re.IGNORECASE,
)
_AROUND = re.compile(
    r"\b(?:zie|volgens|op|grond|de|het|in|uit|van|o\.a|onder|andere|nederlandse?)\b", re.IGNORECASE
)
_BARE = re.compile(
    r"(?<![\w.:/-])\d{1,2}[a-z]?[:.]\d{1,3}[a-z]{0,2}(?:\.\d{1,2}[a-z]?)?(?![\w:/-])"
)
_CIVIL = re.compile(r"\b(?:BW|Burgerlijk Wetboek)\b")
_BOOK = re.compile(r"\bboek (\d{1,2}a?)\b", re.IGNORECASE | re.ASCII)
_IN_BOOK = re.compile(
    r"(?<![\d:.])(10|[1-8]|7a):(\d{1,4}[a-z]{0,2})(?!\d)", re.IGNORECASE | re.ASCII
)


def _folded(word: str) -> str:
    return word.casefold().replace("’", "").replace("'", "").replace("-", "").replace(".", "")


def _names() -> Iterator[tuple[tuple[str, ...], Law]]:
    for law in LAWS:
        for name in (law.name, *law.names):
            yield tuple(map(_folded, _WORD.findall(name))), law


_NAMES = dict(_names())
_SHORTS = {tuple(_WORD.findall(short)): law for law in LAWS for short in law.shorts}
# Also in small letters, where they cannot be a word.
_LONGER_SHORTS = {
    tuple(map(_folded, short)): law
    for short, law in _SHORTS.items()
    if len("".join(short)) > _SHORT and "".join(short).casefold() not in _WORDLIKE
}


def suggested(line: str) -> Identity | None:
    """Return the rule that a line calls by name, and the part of it that it names.

    None when two are named: whoever reads must choose then. A full name stands for itself. An
    abbreviation must be all there is, or have an article, a chapter or "de" beside it.
    """
    civil = _civil(line)
    found = _rules(line)
    if civil:
        return None if found else civil
    if len(found) != 1:
        return None
    return Identity(found.pop(), article.read(line) or bare_article(line))


def in_its_book(identity: Identity, line: str) -> Identity:
    """Return an article of the Civil Code by its number within its book, as the register has it."""
    law = law_of(identity.rule)
    book = next((book for book, each in CIVIL_CODE.items() if each is law), None)
    article_there = _IN_BOOK.search(line)
    if book is None or not article_there or article_there[1].lower() != book:
        return identity
    places = article.places(identity.part) | {"art": article_there[2]}
    return Identity(identity.rule, article.written(places), identity.as_of)


def bare_article(line: str) -> str:
    """Return the article of "3:2 Awb", where nothing says that it is one."""
    bare = _BARE.search(line)
    return f"art={bare[0].lower()}" if bare else ""


def _civil(line: str) -> Identity | None:
    """Return the book of the Civil Code that is meant, or None when no book is told."""
    if not _CIVIL.search(line):
        return None
    there, book = _IN_BOOK.search(line), _BOOK.search(line)
    law = CIVIL_CODE.get((there or book or ("", ""))[1].lower())
    return in_its_book(Identity(law.rule, article.read(line)), line) if law else None


def _rules(line: str) -> set[str]:
    """Return the rules that a line names; the search ends with the second."""
    words, found, at = list(_WORD.finditer(line)), set[str](), 0
    while at < len(words) and len(found) < 2:
        law, length = _named_at(line, words[at : at + _LONGEST], found)
        found |= {law.rule} if law else set()
        at += length
    return found


def _named_at(line: str, words: list[re.Match[str]], known: set[str]) -> tuple[Law | None, int]:
    """Return the rule with the longest name that these words begin with, and how many those are.

    An abbreviation of a rule that is known by now is not judged again.
    """
    written = tuple(word[0] for word in words)
    folded = tuple(map(_folded, written))
    for length in range(len(words), 0, -1):
        if law := _NAMES.get(folded[:length]):
            return law, length
        short = _SHORTS.get(written[:length]) or _LONGER_SHORTS.get(folded[:length])
        if short and short.rule not in known:
            before, after = line[: words[0].start()], line[words[length - 1].end() :]
            if _is_meant(before, written[:length], after):
                return short, length
    return None, 1


def _is_meant(before: str, short: tuple[str, ...], after: str) -> bool:
    """Tell whether an abbreviation here stands for a rule, by what stands beside it."""
    if _is_beside(before, after) or _is_alone(before, after):
        return True
    written = "".join(short)
    is_wordlike = len(written) <= _SHORT or written.casefold() in _WORDLIKE
    return short in _SHORTS and not is_wordlike and before.lower().endswith("de ")


def _is_beside(before: str, after: str) -> bool:
    """Tell whether only an article, or a chapter, and small words stand next to it."""
    near = _told(before[-_NEAR_LETTERS:].split()[-_NEAR:], from_end=True)
    far = _told(after[:_NEAR_LETTERS].split()[:_NEAR], from_end=False)
    return bool(article.read(near) or _BARE.search(near) or article.read(far) or _BARE.search(far))


def _told(words: list[str], *, from_end: bool) -> str:
    """Return the longest run of words beside a name that holds nothing but places."""
    if not any(character.isdigit() for word in words for character in word):
        return ""
    for length in range(len(words), 0, -1):
        run = " ".join(words[-length:] if from_end else words[:length])
        left = _BETWEEN.sub("", _BARE.sub("", article.without(run)))
        if not left:
            return run
    return ""


def _is_alone(before: str, after: str) -> bool:
    """Tell whether a line says nothing else than the name, in one way or another."""
    rest = f"{before} {after}"
    return len(rest) < _LONGEST_ALONE and not _AROUND.sub("", _BETWEEN.sub(" ", rest)).strip()
