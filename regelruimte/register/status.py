"""What a card of the register can be about and how it stands, as data: add a theme here."""

from __future__ import annotations

from regelruimte.fields.question import Choice

THEMES: tuple[Choice, ...] = (
    Choice("procurement", "Inkoop"),
    Choice("personnel", "Personeel"),
    Choice("grants", "Subsidies"),
    Choice("permits", "Vergunningen"),
    Choice("data", "Gegevens"),
    Choice("accountability", "Verantwoording"),
    Choice("services", "Dienstverlening"),
    Choice("ict", "ICT"),
    Choice("objections", "Bezwaar"),
    Choice("finance", "Financiën"),
    Choice("cooperation", "Samenwerking"),
    Choice("other", "Overig"),
)

OUTCOME = "outcome"
CARD_STATUSES: tuple[Choice, ...] = (
    Choice("already_allowed", "Het mag al"),
    Choice("running", "Er loopt een pilot"),
    Choice("waiting", "De pilot is klaar. Wie over de regel beslist, moet nog kiezen"),
    Choice(OUTCOME, "Er is een uitkomst"),
    Choice("stopped", "De pilot is gestopt"),
)

# How many proposals a card is about, and from which number on it is called so.
REPORTERS: tuple[Choice, ...] = (
    Choice("few", "minder dan 3"),
    Choice("some", "3 tot 9"),
    Choice("many", "10 of meer"),
)
_SOME, _MANY = 3, 10

# How a version stands, as coordinators read it.
CARD_STATES: tuple[Choice, ...] = (
    Choice("draft", "Concept"),
    Choice("asked", "Wacht op toestemming"),
    Choice("ready", "Klaar voor de site"),
    Choice("public", "Op de site"),
    Choice("replaced", "Vervangen"),
    Choice("withdrawn", "Van de site gehaald"),
)

# What an applicant says of a version.
NONE, ASKED, YES, LATER, NO = "none", "asked", "yes", "later", "no"
CARD_ANSWERS: tuple[Choice, ...] = (
    Choice(NONE, "nog niet gevraagd"),
    Choice(ASKED, "gevraagd, nog geen antwoord"),
    Choice(YES, "ja"),
    Choice(LATER, "ja, later"),
    Choice(NO, "nee"),
)


def reporters(proposals: int) -> str:
    """Return the key of the number that is told of so many proposals."""
    if proposals >= _MANY:
        return "many"
    return "some" if proposals >= _SOME else "few"
