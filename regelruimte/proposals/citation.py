"""Citations of rules: read from what people paste, written one way, never fetched, never refused.

A number or an address says which rule is meant; a name only suggests it (`is_suggested`), and
whoever reads is asked. What is neither is kept as text. Sources stand in juriconnect.py,
european.py, gazettes.py and abbreviations.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

from regelruimte.fields.base import Source
from regelruimte.fields.text import plain
from regelruimte.proposals import article, european, gazettes, juriconnect, named, web_link
from regelruimte.proposals.identity import BWB, CVDR, EU, LINK, TEXT, Identity
from regelruimte.proposals.wording import in_a_sentence, in_words

# Counts up when an answer is read otherwise than before: what is stored is then read again.
READING = 1
_LONGEST = 1_000  # characters; what is longer is no citation, and no work is done on it
_LONGEST_TEXT = 200  # characters of a text by which proposals are compared
_AROUND = "(),.;:<>[]\"'“”‘’"  # what stands about a word in a sentence
_WORDS = re.compile(r"\s+|(?<=[(<\[“‘\"])(?=https?://)")
_CVDR = re.compile(r"\bCVDR[ -]?\d{1,8}(?:[/_]\d{1,3})?\b", re.IGNORECASE | re.ASCII)
_KINDS = {
    BWB: "wetten.overheid.nl",
    CVDR: "lokaleregelgeving.overheid.nl",
    EU: "EUR-Lex",
}
# What people fill in where they have nothing to fill in.
_NOTHING = {
    "nvt",
    "geen",
    "niets",
    "niet",
    "onbekend",
    "weetikniet",
    "weetniet",
    "geenidee",
    "nee",
    "",
}


@dataclass(frozen=True, slots=True)
class Citation(Source):
    """A rule that was cited: `text` is how we write it, `url` where it is read, "" without a link.

    `is_suggested` when only a name was typed: nobody said yet that this rule is meant.
    """

    identity: Identity
    is_suggested: bool = False

    @property
    def wording(self) -> str:
        """Return the citation in words: "Artikel 3:4 van de Algemene wet bestuursrecht"."""
        return in_words(self.identity, self.text)

    @property
    def phrase(self) -> str:
        """Return the same as it stands in a sentence: "artikel 3:4 van de Gemeentewet"."""
        return in_a_sentence(self.identity, self.text)

    @property
    def said(self) -> str:
        """Return the wording, and whether it is only suggested; of a link nothing."""
        if self.identity.register == LINK:
            return ""
        return f"Waarschijnlijk {self.phrase}" if self.is_suggested else self.wording

    @property
    def number(self) -> str:
        """Return the number that makes a name a sure citation, to be added behind it."""
        return self.identity.number

    @property
    def host(self) -> str:
        """Return the host that a link leads to, "" of one of the government's own registers."""
        return web_link.host(self.url) if self.identity.register == LINK else ""


def parse(typed: str) -> Citation | None:
    """Return the citation that somebody typed or pasted, or None when it is none we know."""
    typed = typed.strip()
    identity = _read(typed) if len(typed) <= _LONGEST else None
    return _cite(identity) if identity else None


@lru_cache(maxsize=32)  # a page, a save and each part of a mail ask the same
def find(typed: str) -> Citation | None:
    """Return the first citation in a text of one line, which may hold other words as well.

    A number is taken before an address, and both before a name.
    """
    line = plain(typed)[:_LONGEST]
    identity = _read(line) or _numbered(line)
    if identity:
        return _cite(identity)
    meant = named.suggested(line)
    return replace(_cite(meant), is_suggested=True) if meant else None


def read(typed: object) -> Citation | None:
    """Return the citation in an answer; any other text as what it is, without a link.

    None where nothing was filled in, in one word or another.
    """
    line = plain(typed) if isinstance(typed, str) else ""
    found = find(line)
    if found or "".join(re.findall(r"\w", line.casefold())) in _NOTHING:
        return found
    folded = " ".join(line.casefold().split())[:_LONGEST_TEXT]
    return Citation("Tekst", line, "", Identity(f"{TEXT}:{folded}"))


def written(answer: object) -> str:
    """Return the sure citation in an answer, written one way and without its day, or "".

    Two answers are about one part of one rule when these are equal; `find` reads it back.
    """
    found = find(answer) if isinstance(answer, str) else None
    if found is None or found.is_suggested or not found.url:
        return ""
    return _cite(replace(found.identity, as_of="")).text


def confirmed(typed: str) -> str:
    """Return an answer with the number of the rule that its name suggests, which makes it sure."""
    found = find(typed)
    return f"{typed} ({found.number})" if found and found.is_suggested else typed


def _read(typed: str) -> Identity | None:
    """Return the rule that a number or an address alone names."""
    return next((known for reader in _READERS if (known := reader(typed))), None)


def _numbered(line: str) -> Identity | None:
    """Return the first rule that a line names by number, and the part that it names beside it."""
    for word in _WORDS.split(line):
        identity = _read(_bare(word))
        if identity:
            return _with_part(identity, line.replace(word, " "))
    for reader in _AMONG_WORDS:
        if identity := reader(line):
            return _with_part(identity, line)
    return None


def _with_part(identity: Identity, line: str) -> Identity:
    if identity.part or identity.register == LINK:
        return identity
    return named.in_its_book(replace(identity, part=_part(line)), line)


def _part(line: str) -> str:
    return article.read(line) or named.bare_article(line)


def _local(line: str) -> Identity | None:
    found = _CVDR.search(line)
    return juriconnect.read(found[0]) if found else None


def _bare(word: str) -> str:
    """Return a word without what stands about it in a sentence; a bracket it opens is closed."""
    bare = word.strip(_AROUND)
    return f"{bare})" if bare.count("(") > bare.count(")") else bare


def _cite(identity: Identity) -> Citation:
    register = identity.register
    if register == LINK:
        return Citation("Link", identity.number, identity.number, identity)
    written = next(
        (each for each in (juriconnect, european) if register in each.REGISTERS), gazettes
    )
    kind = _KINDS.get(register) or gazettes.NAMES[register]
    return Citation(kind, written.text(identity), written.address(identity), identity)


_READERS: tuple[Callable[[str], Identity | None], ...] = (
    juriconnect.read,
    european.read,
    gazettes.read,
    web_link.read,
)
_AMONG_WORDS: tuple[Callable[[str], Identity | None], ...] = (
    _local,
    european.among_words,
    gazettes.among_words,
)
