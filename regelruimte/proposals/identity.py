"""Which rule a citation means, which part of it, and as of when: what two citations share."""

from __future__ import annotations

from dataclasses import dataclass

BWB, CVDR, EU, LINK, TEXT = "bwb", "cvdr", "eu", "link", "text"


@dataclass(frozen=True, slots=True)
class Identity:
    """A rule in a register, such as `bwb:BWBR0005537`, `eu:32016R0679` or `stb:2018-141`.

    `part` is a place in it ("art=3:4;lid=2"), `as_of` a day (2024-05-01), or the version of a
    local rule (2); both may be empty. Two citations are of one rule when `rule` is equal.
    """

    rule: str
    part: str = ""
    as_of: str = ""

    @property
    def register(self) -> str:
        """Return what stands before the colon: where the rule is registered."""
        return self.rule.partition(":")[0]

    @property
    def number(self) -> str:
        """Return what stands after the colon: the rule's number in that register."""
        return self.rule.partition(":")[2]
