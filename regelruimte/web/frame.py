"""What a frame asks of the page in it: its layout and its colours, as words in the address."""

from __future__ import annotations

from flask import request

FRAMED = "ingesloten=1"
DEVICE_COLOURS = "kleuren=auto"
_WORDS = (FRAMED, DEVICE_COLOURS)


def is_framed() -> bool:
    """Tell whether the page stands in a frame of somebody else's page."""
    return request.headers.get("Sec-Fetch-Dest") == "iframe" or _asks(FRAMED)


def is_light() -> bool:
    """Tell whether the page is light on any device: in a frame, unless its host asks otherwise.

    Most host pages are light always; a dark block in them looks broken.
    """
    return is_framed() and not _asks(DEVICE_COLOURS)


def words_asked() -> list[str]:
    """Return the words of this request that every address in its frame has to keep."""
    return [word for word in _WORDS if _asks(word)]


def without_words(address: str) -> str:
    """Return the address as it is outside a frame."""
    path, _, query = address.partition("?")
    kept = "&".join(part for part in query.split("&") if part not in _WORDS)
    return f"{path}?{kept}" if kept else path


def _asks(word: str) -> bool:
    name, _, value = word.partition("=")
    return request.args.get(name) == value
