"""The one remark that a reader may leave, for the coordinators."""

from __future__ import annotations

from regelruimte import clock
from regelruimte.config import Config
from regelruimte.readers import mails
from regelruimte.readers.lookup import is_readable
from regelruimte.store import events
from regelruimte.store.db import transaction
from regelruimte.store.hold import TooLate, hold
from regelruimte.store.models import Reader

_TOLD = "een lezer stuurde een opmerking"


def send_remark(reader: Reader, text: str, config: Config) -> None:
    """Store the remark and tell the coordinators that there is one; not what it says.

    Raises TooLate when there is another already, or reading along was ended meanwhile.
    """
    with transaction():
        if not hold(reader.proposal, is_readable()) or not _store(reader, text):
            raise TooLate
        events.add(reader.proposal, "reader_remarked", "reader", function=reader.function)
        mails.tell_coordinators(reader.proposal, _TOLD, config)


def _store(reader: Reader, text: str) -> bool:
    first = Reader.update(remark=text, remark_at=clock.now()).where(
        Reader.id == reader.id,
        Reader.remark_at.is_null(),
        Reader.revoked_at.is_null(),
        Reader.refused_at.is_null(),
    )
    return bool(first.execute())
