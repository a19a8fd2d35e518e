"""The variables with our prefix, the files that they name, and all that is wrong with them."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

PREFIX = "REGELRUIMTE_"
FILE = "_FILE"  # behind a secret's name: the variable that names the file it is in
# What cannot be seen in a file of settings: controls, formats such as U+200B, lone surrogates,
# line and paragraph separators (Unicode's general categories).
_UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}


class Environment:
    """The variables with our prefix, and what turned out to be wrong with them."""

    def __init__(self, variables: Mapping[str, str]) -> None:
        self.variables = variables
        self.problems: list[str] = []
        self.known: set[str] = set()  # the names that were read, without our prefix

    def given(self, name: str) -> str:
        """Return the text of a variable; one that is not there, or blank, is ""."""
        return self.variables.get(PREFIX + name, "").strip()

    def read(self, name: str, default: str, parse: Callable[[str], T]) -> T:
        """Return the parsed variable; a faulty one is noted and read as its default."""
        self.known.add(name)
        return self._parsed(name, lambda: self.given(name) or default, default, parse)

    def secret(self, name: str, default: str, parse: Callable[[str], T]) -> T:
        """Return the same of a variable that a file may hold in its place.

        Others on a machine may see the environment of a process; of a file, its owner decides.
        """
        path = self.read(name + FILE, "", str)
        if not path:
            return self.read(name, default, parse)
        self.known.add(name)
        return self._parsed(name + FILE, lambda: self._held_by(path, name), default, parse)

    def _held_by(self, path: str, name: str) -> str:
        if self.given(name):
            raise ValueError(f"is given beside {PREFIX}{name}; give one of the two")
        return text_of(path)

    def _parsed(
        self, name: str, text: Callable[[], str], default: str, parse: Callable[[str], T]
    ) -> T:
        try:
            return parse(_seen(text()))
        except ValueError as fault:
            self.refuse(name, str(fault))
            return parse(default)

    def refuse(self, name: str, why: str) -> None:
        """Note what is wrong with a variable."""
        self.problems.append(f"{PREFIX}{name}: {why}")

    def refuse_unknown(self) -> None:
        """Note each variable with our prefix that nothing has read: it is misspelt, or gone."""
        ours = (name for name in sorted(self.variables) if name.upper().startswith(PREFIX))
        for name in ours:
            rest = name[len(PREFIX) :]
            if name != name.upper() or rest not in self.known:
                close = get_close_matches(rest.upper(), self.known, n=1)
                hint = f"; did you mean {PREFIX}{close[0]}?" if close else ""
                self.problems.append(f"{name}: no variable of this site{hint}")


def text_of(path: str) -> str:
    """Return what a file holds, without its last line end.

    Raises ValueError when it cannot be read or is empty. Its message names neither the file nor
    what is in it: somebody may have put the secret where the path belongs.
    """
    file = Path(path)
    try:
        if file.exists() and not file.is_file():
            raise ValueError("names something that is not a file")
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise ValueError("names a file that is not text (UTF-8)") from None
    except OSError as fault:
        raise ValueError(f"names a file that cannot be read: {fault.strerror}") from None
    if not text.strip():
        raise ValueError("names a file that is empty")
    return text.removesuffix("\n")


def _seen(value: str) -> str:
    """Refuse what cannot be seen, without telling the value: it may be a password."""
    for place, character in enumerate(value, start=1):
        if unicodedata.category(character) in _UNSEEN:
            code = f"U+{ord(character):04X}"
            raise ValueError(f"holds an invisible character ({code}) at place {place}")
    return value
