"""The accounts of all quarters as a table and as an Atom feed (RFC 4287). Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from regelruimte.addresses import REGISTER
from regelruimte.register.atom_parts import add, document, feed, link

if TYPE_CHECKING:
    from regelruimte.figures.account import Account

PAGE = f"{REGISTER}/verantwoording"
ATOM = f"{PAGE}.atom"
TITLE = "Wat er binnenkwam, per kwartaal"
DESCRIPTION = "Over welke regels ambtenaren ons schreven, ongeveer geteld."
HEADING = ("Kwartaal", "Wat", "Naam", "Aantal voorstellen")


def lines(account: Account) -> Iterator[list[str]]:
    """Yield each line of the table of one quarter."""
    quarter = account.quarter.label
    yield [quarter, "Samen", "", account.total or "te weinig om te noemen"]
    for what, rows in (("Soort regel", account.levels), ("Onderwerp", account.themes)):
        yield from ([quarter, what, name, count] for name, count in rows)


def as_atom(accounts: Sequence[Account], site_url: str) -> str:
    """Return the feed as an XML document, an entry for each quarter; `accounts` are not empty."""
    made = feed(site_url, PAGE, ATOM, TITLE, DESCRIPTION, _moment(accounts[0]))
    for account in accounts:
        entry, address = ET.SubElement(made, "entry"), f"{site_url}{PAGE}/{account.quarter.key}"
        add(entry, "id", address)
        add(entry, "title", f"Het {account.quarter.label}")
        add(entry, "updated", _moment(account))
        link(entry, "alternate", address, type="text/html")
        add(entry, "content", "\n".join(_in_words(account)))
    return document(made)


def _in_words(account: Account) -> Iterator[str]:
    for _, what, name, count in lines(account):
        yield f"{name or what}: {count}"


def _moment(account: Account) -> str:
    """Return the first moment after the quarter: the same for each, whenever it was made."""
    return f"{account.quarter.next.first}T00:00:00Z"
