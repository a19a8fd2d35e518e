"""Text of applicants in a mail: written so that no mail program makes a link of it."""

from __future__ import annotations

import re

_SCHEME = re.compile(r"(?<=[A-Za-z]):(?=//)")
_DOT = re.compile(r"(?<=[\w-])\.(?=[^\W\d_])")


def unlinked(text: str) -> str:
    """Return `text` with the dots, schemes and @ of addresses in brackets.

    A coordinator trusts what is clickable in a mail from this site; only the site's own link is.
    """
    return _DOT.sub("[.]", _SCHEME.sub("[:]", text)).replace("@", "[at]")
