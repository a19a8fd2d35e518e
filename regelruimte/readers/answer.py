"""The applicant's yes or no to somebody who would read along with a confidential proposal."""

from __future__ import annotations

from regelruimte import clock
from regelruimte.config import Config
from regelruimte.readers import mails
from regelruimte.readers.invite import told_of
from regelruimte.readers.lookup import is_readable
from regelruimte.readers.revoke import close
from regelruimte.store import events
from regelruimte.store.db import transaction
from regelruimte.store.hold import TooLate, hold
from regelruimte.store.models import Reader

_YES, _NO = "de indiener laat een lezer toe", "de indiener wil niet dat een lezer meeleest"


def answer(reader: Reader, config: Config, *, may: bool) -> None:
    """Let the reader in and mail the link, or keep them out; a yes can be taken back by a no.

    Raises TooLate, and stores nothing, when it was ended or answered otherwise meanwhile.
    """
    with transaction():
        if not hold(reader.proposal, is_readable()) or not _note(reader, may=may):
            raise TooLate
        events.add(
            reader.proposal,
            "reader_allowed" if may else "reader_refused",
            "applicant",
            **told_of(reader),
        )
        if may:
            mails.invite(reader)
        else:
            close(reader)
        mails.tell_coordinators(reader.proposal, _YES if may else _NO, config)


def _note(reader: Reader, *, may: bool) -> bool:
    """Store the answer if it is one to what is still open; tell whether it was stored."""
    is_open = Reader.refused_at.is_null() & Reader.revoked_at.is_null()
    is_open &= Reader.until >= clock.today()
    if may:
        is_open &= Reader.allowed_at.is_null()
    noted = Reader.update({"allowed_at" if may else "refused_at": clock.now()})
    return bool(noted.where(Reader.id == reader.id, is_open).execute())
