"""The levels of a rule and who can make room at each; the site never suspends a rule itself."""

from __future__ import annotations

from dataclasses import dataclass

from regelruimte.fields.question import Choice


@dataclass(frozen=True, slots=True)
class Level(Choice):
    """A kind of rule, and who can make room for a pilot with it."""

    room: str = ""


LEVELS: tuple[Level, ...] = (
    Level(
        "unwritten",
        'Ongeschreven regel ("zo doen we dat hier")',
        room="iedereen met mandaat: vaak de snelste winst",
    ),
    Level("team_agreement", "Afspraak in mijn team", room="het team of de teamleider"),
    Level("procedure", "Procedure of werkinstructie", room="de organisatie"),
    Level("internal_rule", "Interne regel van mijn organisatie", room="de directie"),
    Level("policy_rule", "Beleidsregel", room="het bestuursorgaan dat de regel maakte"),
    Level(
        "guideline",
        "Circulaire of handreiking",
        room="meestal is die niet bindend: kijk eerst of het al mag",
    ),
    Level(
        "collective_agreement",
        "Cao of afspraak met de bonden",
        room="de sociale partners, mede-afzender van deze oproep",
    ),
    Level("municipal_ordinance", "Verordening van de gemeente", room="de gemeenteraad"),
    Level("provincial_ordinance", "Verordening van de provincie", room="Provinciale Staten"),
    Level(
        "water_authority_ordinance",
        "Verordening van het waterschap",
        room="het algemeen bestuur van het waterschap",
    ),
    Level(
        "ministerial_regulation",
        "Ministeriële regeling",
        room="de minister, met het vakdepartement",
    ),
    Level(
        "order_in_council",
        "Algemene maatregel van bestuur",
        room="de regering; er moet een grondslag voor zijn",
    ),
    Level("act", "Wet", room="de wetgever, alleen met een experimenteerbepaling in de wet"),
    Level(
        "eu_regulation",
        "Europese regel",
        room="niemand, want hij is niet buiten werking te stellen: zoek de ruimte die er is, of "
        "kies een Doe Tank",
    ),
    Level("unknown", "Weet ik niet", room="dat zoeken we samen uit"),
)


def who_can_make_room(level: str) -> str:
    """Return who can make room at this level; "" for an unknown key."""
    return next((known.room for known in LEVELS if known.key == level), "")
