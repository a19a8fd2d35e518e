"""Text of applicants in a mail: written so that no mail program makes a link of it."""

from __future__ import annotations

import re

_SCHEME = re.compile(r":(?=//)")
_DOT = re.compile(r"(?<=[wW]{3})\.|(?<=[^\s.])\.(?=[^\W\d_])|(?<=[^\W\d_])\.(?=\d)")
_BACKSLASH = re.compile(r"\\(?=\\)")


def unlinked(text: str) -> str:
    """Return `text` with the dots, schemes and @ of addresses in brackets.

    A coordinator trusts what is clickable in a mail from this site; only the site's own link is.
    """
    text = _BACKSLASH.sub(r"[\\]", _SCHEME.sub("[:]", text))
    return _DOT.sub("[.]", text).replace("@", "[at]")
