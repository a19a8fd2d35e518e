"""Which site may show which path in a frame: the value of `frame-ancestors` (CSP level 3)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from regelruimte.addresses import CARD, FRAMABLE, is_within


def ancestors_for(embed_origins: Sequence[str]) -> Callable[[str], str]:
    """Return the function from a path to its sources, `'none'` where nobody may frame it.

    The check and the proposal, their error pages included, may be framed by the configured
    origins and our own; the card, which holds no form, by anybody; the call by our own only;
    everything else by nobody.
    """
    embedding = " ".join(("'self'", *embed_origins)) if embed_origins else "'self'"

    def ancestors(path: str) -> str:
        if path in _EXACTLY:
            return _EXACTLY[path]
        return embedding if is_within(path, FRAMABLE) else "'none'"

    return ancestors


_EXACTLY = {"/": "'self'", CARD: "*"}
