"""A place in a rule, read from what people write ("art. 3:4, tweede lid") and put in words.

A place is written as `art=3:4;lid=2;onder=b`, or without an article as `hfst=3;afd=3.2`: chapters
say nothing more about an article than its number does. Source of the names: the locations of the
Juriconnect standard 1.3.1.
"""

from __future__ import annotations

import re

_FLAGS = re.IGNORECASE | re.ASCII
# The Kieswet letters its chapters: "artikel P 15".
NUMBER = r"(?:[a-z][ _]?)?\d{1,4}[a-z]{0,3}(?:[:._]\d{1,4}[a-z]{0,3}|_[a-z]{1,2}){0,3}"
ARTICLE = re.compile(rf"\b(?:artikel(?:en)?|artt?\.?)[ _]?({NUMBER})(?![a-z0-9])", _FLAGS)
_ORDINALS = (
    *("eerste", "tweede", "derde", "vierde", "vijfde", "zesde", "zevende", "achtste"),
    *("negende", "tiende", "elfde", "twaalfde"),
)
_PARAGRAPH = re.compile(
    rf"\b(?:lid|leden)[ _]?(\d{{1,2}}[a-z]?)\b"
    rf"|\b({'|'.join(_ORDINALS)}|\d{{1,2}}(?:ste|de|e))(?: en \w{{1,9}})? lid\b",
    _FLAGS,
)
_LETTER = re.compile(r"\b(?:onder|onderdeel|sub)[ _]?([a-z])(?![a-z0-9])", _FLAGS)
_CHAPTERS = (
    (
        "hfst",
        "hoofdstuk",
        re.compile(r"\b(?:hoofdstuk|hfd?st\.?)[ _]?(\d{1,3}[a-z]?|[IVX]{1,6})\b"),
    ),
    ("titel", "titel", re.compile(r"\btitel[ _]?(\d{1,3}(?:\.\d{1,3})?[a-z]?|[IVX]{1,6})\b")),
    ("afd", "afdeling", re.compile(r"\bafdeling[ _]?(\d{1,3}(?:\.\d{1,3}){0,3}[a-z]?)\b")),
    (
        "par",
        "paragraaf",
        re.compile(r"(?:\bparagraaf|\bpar\.|§)[ _]?(\d{1,3}(?:\.\d{1,3}){0,3}[a-z]?)\b"),
    ),
    ("bijlage", "bijlage", re.compile(r"\bbijlage[ _]?(\d{1,3}[a-z]?|[IVX]{1,6})\b")),
)
# How a place is named in an address of wetten.overheid.nl, and in words.
NAMES = {
    "art": "artikel",
    "lid": "lid",
    "onder": "onderdeel",
    **{key: name for key, name, _ in _CHAPTERS},
}


def written(places: dict[str, str]) -> str:
    """Return places as they are compared: of an article its number, paragraph and letter only."""
    keys = ("art", "lid", "onder") if places.get("art") else tuple(NAMES)[3:]
    return ";".join(f"{key}={places[key].lower()}" for key in keys if places.get(key))


def places(part: str) -> dict[str, str]:
    """Return the places of a part as `written` wrote it."""
    return dict(place.split("=", 1) for place in part.split(";") if place)


def article_of(part: str) -> str:
    """Return the article alone ("art=3:4"), or "" when the part names none."""
    return part.split(";")[0] if part.startswith("art=") else ""


def read(text: str) -> str:
    """Return the first place that a text names, or ""."""
    article = ARTICLE.search(text)
    if not article:
        return written(_chapters(text))
    # A paragraph may stand before its article: "het tweede lid van artikel 3:4".
    after = text[article.end() :]
    paragraph = _PARAGRAPH.search(after) or _PARAGRAPH.search(text)
    letter = _LETTER.search(after)
    return written(
        {
            "art": article[1].replace(" ", "_"),
            "lid": _counted(paragraph) if paragraph else "",
            "onder": letter[1] if letter else "",
        }
    )


def in_words(part: str) -> str:
    """Return a part as Dutch says it: "artikel 3:4, lid 2, onder b"; "" when there is none."""
    named = {**NAMES, "onder": "onder"}
    told = ((named[key], _capitals(value)) for key, value in places(part).items())
    return ", ".join(f"{name} {value.replace('_', ' ')}" for name, value in told)


def in_address(part: str) -> str:
    """Return a part as a Juriconnect reference names it: "&artikel=3:4&lid=2"."""
    return "".join(f"&{NAMES[key]}={_capitals(value)}" for key, value in places(part).items())


def _capitals(value: str) -> str:
    """Return Roman numbers, and the letter before an article of the Kieswet, in capitals."""
    return value.upper() if re.fullmatch("[ivx]{1,6}|[a-z]_[0-9]+", value) else value


def without(text: str) -> str:
    """Return a text without the places it names."""
    for pattern in (ARTICLE, _PARAGRAPH, _LETTER, *(pattern for *_, pattern in _CHAPTERS)):
        text = pattern.sub(" ", text)
    return text


def _chapters(text: str) -> dict[str, str]:
    lowered = text.replace("Hoofdstuk", "hoofdstuk").replace("Afdeling", "afdeling")
    lowered = lowered.replace("Paragraaf", "paragraaf").replace("Titel", "titel")
    lowered = lowered.replace("Bijlage", "bijlage").replace("_", " ")
    found = ((key, pattern.search(lowered)) for key, _, pattern in _CHAPTERS)
    return {key: match[1] for key, match in found if match}


def _counted(paragraph: re.Match[str]) -> str:
    if paragraph[1]:
        return paragraph[1]
    word = paragraph[2].lower()
    return str(_ORDINALS.index(word) + 1) if word in _ORDINALS else re.sub(r"\D", "", word)
