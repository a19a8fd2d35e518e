"""European rules: CELEX numbers, ELI addresses and "Verordening (EU) …", which are one rule.

Sources: the structure of CELEX numbers and of ELI as EUR-Lex describes them.
"""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import quote

from regelruimte.proposals import article
from regelruimte.proposals.identity import EU, Identity

REGISTERS = (EU,)
_FLAGS = re.IGNORECASE | re.ASCII
_YEAR = r"(?:19|20)\d\d"
_NUMBER = rf"[0-9CE]{_YEAR}[A-Z]{{1,2}}\d{{4}}(?:\(\d{{1,3}}\))?"
_CELEX = re.compile(rf"(?:CELEX[: ]?\s?)?({_NUMBER})(?:-((?:19|20)\d{{6}}))?", _FLAGS)
_TREATY = re.compile(rf"(?:CELEX[: ]?\s?)?(1{_YEAR}[EMPA])(\d{{3}})", _FLAGS)
_IN_ADDRESS = re.compile(rf"CELEX:(1{_YEAR}[EMPA]\d{{3}}|{_NUMBER}(?:-\d{{8}})?)", _FLAGS)
_AMONG_WORDS = re.compile(rf"\bCELEX[: -]{{1,3}}({_NUMBER}(?:-\d{{8}})?)(?![a-z0-9])", _FLAGS)
_ELI = re.compile(
    rf"(?:/|https?://data\.europa\.eu/)?eli/([a-z_]{{1,20}})/({_YEAR})/(\d{{1,5}})((?:/[a-z0-9_-]+)*)/?",
    _FLAGS,
)
_ELI_ARTICLE = re.compile(r"/art_(\d{1,3}[a-z]?)(?=/|$)", _FLAGS)
_ELI_DAY = re.compile(r"/(\d{4}-\d\d-\d\d)(?=/|$)", re.ASCII)
# What the letter in a CELEX number stands for, in an ELI and in Dutch.
_TYPES = {"R": "reg", "L": "dir", "D": "dec"}
_NAMES = {"R": "Verordening", "L": "Richtlijn", "D": "Besluit"}
_TREATIES = {
    "E": "het Verdrag betreffende de werking van de Europese Unie",
    "M": "het Verdrag betreffende de Europese Unie",
    "P": "het Handvest van de grondrechten van de Europese Unie",
    "A": "het Euratomverdrag",
}
_NAMED = re.compile(
    r"\b(?:gedelegeerde |uitvoerings)?(verordening|richtlijn|besluit|regulation|directive)"
    r" ?(\((?:EU|EG|EEG|EC)\) ?)?(n[ro]\.? ?)?(\d{1,4})/(\d{1,4})(/(?:EU|EG|EEG|EC)\b)?",
    _FLAGS,
)
_LETTERS = {
    "verordening": "R",
    "regulation": "R",
    "richtlijn": "L",
    "directive": "L",
    "besluit": "D",
}
_YEAR_FIRST = 2015
_FIRST_YEAR, _LAST_YEAR = 1957, 2099


def read(typed: str) -> Identity | None:
    """Return the rule that a CELEX number or an ELI alone names."""
    if treaty := _TREATY.fullmatch(typed):
        return Identity(f"{EU}:{treaty[1].upper()}", f"art={int(treaty[2])}")
    if number := _CELEX.fullmatch(typed):
        return _by_celex(number[1].upper(), number[2] or "")
    eli = _ELI.fullmatch(typed)
    return _by_eli(eli[1], eli[2], eli[3], eli[4]) if eli else None


def among_words(line: str) -> Identity | None:
    """Return the rule that a line calls by its name ("Richtlijn 2014/24/EU"), or by its number."""
    if number := _AMONG_WORDS.search(line):
        return read(number[1])
    return next((known for each in _NAMED.finditer(line) if (known := _by_name(each))), None)


def in_address(place: str) -> Identity | None:
    """Return the rule in an address of EUR-Lex, read after its host, decoded."""
    if number := _IN_ADDRESS.search(place):
        known = read(number[1])
        part = re.search(r"#art_(\d{1,3}[a-z]?)\b", place, _FLAGS)
        return replace(known, part=f"art={part[1].lower()}") if known and part else known
    eli = _ELI.search(place)
    return _by_eli(eli[1], eli[2], eli[3], eli[4]) if eli else None


def text(identity: Identity) -> str:
    """Return how such a rule is written: a CELEX number, or an ELI where that says more."""
    number, day = identity.number, identity.as_of
    if number.startswith("eli/"):
        return f"{number}/oj"
    if identity.part and number[0] == "1":
        return f"{number}{int(article.places(identity.part).get('art', '0')):03}"
    if identity.part and (eli := _eli(identity)):
        return eli
    return f"0{number[1:]}-{day.replace('-', '')}" if day else number


def address(identity: Identity) -> str:
    """Return where such a rule can be read, in Dutch where EUR-Lex has it."""
    written = text(identity)
    if written.startswith("eli/"):
        return f"https://data.europa.eu/{written}"
    return f"https://eur-lex.europa.eu/legal-content/NL/TXT/?uri=CELEX:{quote(written)}"


def in_words(number: str) -> str:
    """Return what sort of rule a CELEX number is of, with its own number: "Richtlijn 2014/24"."""
    if number[0] == "1":
        return _TREATIES.get(number[-1], number)
    known = re.fullmatch(rf"3({_YEAR})([RLD])(\d{{4}})", number)
    if not known:
        return number
    year, letter, count = known[1], known[2], int(known[3])
    # Until 2015 the number of a regulation stood before its year.
    is_old = letter == "R" and int(year) < _YEAR_FIRST
    return f"{_NAMES[letter]} {count}/{year}" if is_old else f"{_NAMES[letter]} {year}/{count}"


def _by_celex(number: str, day: str) -> Identity:
    """Return the rule; a consolidated text (sector 0) is its rule (sector 3) as of a day."""
    if number[0] == "0":
        number = f"3{number[1:]}"
    as_of = f"{day[:4]}-{day[4:6]}-{day[6:]}" if day else ""
    return Identity(f"{EU}:{number}", "", as_of)


def _by_eli(kind: str, year: str, number: str, rest: str) -> Identity:
    letter = next((k for k, v in _TYPES.items() if kind.lower().split("_")[0] == v), "")
    if not letter or len(number) > 4:
        # The series of the Official Journal are capitals; what they number has no CELEX in it.
        kind = kind.upper() if len(kind) == 1 else kind.lower()
        return Identity(f"{EU}:eli/{kind}/{year}/{int(number)}")
    part, day = _ELI_ARTICLE.search(rest), _ELI_DAY.search(rest)
    rule = f"{EU}:3{year}{letter}{int(number):04}"
    return Identity(rule, f"art={part[1].lower()}" if part else "", day[1] if day else "")


def _by_name(found: re.Match[str]) -> Identity | None:
    """Return the rule that is named, or None: before 2015 a regulation's number came first."""
    kind, union, is_numbered, first, second, after = found.groups()
    if not (union or after):
        return None
    is_number_first = not _is_year(first) or (is_numbered and _is_year(second))
    year, number = (second, first) if is_number_first else (first, second)
    if len(year) == 2:
        year = f"19{year}"
    if not _is_year(year) or len(number) > 4:
        return None
    return Identity(f"{EU}:3{year}{_LETTERS[kind.lower()]}{int(number):04}")


def _is_year(digits: str) -> bool:
    century = {2: 1900, 4: 0}.get(len(digits))
    return century is not None and _FIRST_YEAR <= century + int(digits) <= _LAST_YEAR


def _eli(identity: Identity) -> str:
    known = re.fullmatch(rf"3({_YEAR})([RLD])(\d{{4}})", identity.number)
    part = article.places(identity.part).get("art")
    if not known or not part:
        return ""
    day = identity.as_of or "oj"
    return f"eli/{_TYPES[known[2]]}/{known[1]}/{int(known[3])}/art_{part}/{day}"
