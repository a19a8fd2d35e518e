"""Defanging, as security reports call it: what applicants typed becomes no link in a mail."""

from __future__ import annotations

import re
from functools import lru_cache

# Schemes that mail programs and telephones link without a "//" behind them.
_BARE = "callto|data|facetime|file|javascript|mailto|sips?|skype|sms|tel|whatsapp|xmpp"
_SCHEME = re.compile(rf"(\b(?:{_BARE})\s*):|:(?=//)", re.IGNORECASE)
_DOT = re.compile(r"(?<=[wW]{3})\.|(?<=[^\s.])\.(?=[^\W\d_])|(?<=[^\W\d_])\.(?=\d)")
_OTHER_DOTS = re.compile("[\u3002\uff0e\uff61]")  # browsers read these as dots (UTS #46)
_IP = re.compile(r"(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])")
_BACKSLASH = re.compile(r"\\(?=\\)")


@lru_cache(maxsize=32)  # of one proposal: two coordinators read it, in two forms each
def defang(text: str) -> str:
    """Return `text` with the dots, schemes and @ of addresses in brackets.

    A coordinator trusts what is clickable in a mail from this site; only the site's own link is.
    What begins like an encoded word (RFC 2047, 2) is taken apart too: mail programs decode it.
    """
    text = text.replace("=?", "=[?]")
    text = _BACKSLASH.sub(r"[\\]", _SCHEME.sub(lambda found: f"{found[1] or ''}[:]", text))
    text = _IP.sub(lambda found: found[0].replace(".", "[.]"), _OTHER_DOTS.sub(".", text))
    return _DOT.sub("[.]", text).replace("@", "[at]")
