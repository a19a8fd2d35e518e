"""The levels of a rule, the groups an applicant chooses from, and who can make room at each.

The texts are from the study of the law behind this site; the site never suspends a rule itself.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from regelruimte.fields.question import Choice

EUROPEAN = "eu_regulation"
AWB_4_84 = "https://wetten.overheid.nl/jci1.3:c:BWBR0005537&artikel=4:84"
WOR_27 = "https://wetten.overheid.nl/jci1.3:c:BWBR0002747&artikel=27"
TRIAL_CLAUSES = "https://wetten.overheid.nl/jci1.3:c:BWBR0005730&paragraaf=2.7"
ROOM_IN_EU_RULES = "https://eur-lex.europa.eu/eli/reg/2024/903/oj"


@dataclass(frozen=True, slots=True)
class Level(Choice):
    """A kind of rule, as everybody reads it, and who can make room for a pilot with it."""

    room: str = ""


LEVELS: tuple[Level, ...] = (
    Level(
        "unwritten",
        "Ongeschreven regel (“zo doen we dat hier”)",
        room="de leidinggevende. Vaak is dit de snelste winst",
    ),
    Level("team_agreement", "Gewoonte of afspraak in een team", room="het team of de teamleider"),
    Level(
        "procedure",
        "Procedure of werkinstructie",
        room="wie de procedure beheert, vaak een directeur of proceseigenaar",
    ),
    Level(
        "internal_rule",
        "Regel, procedure of afspraak binnen een organisatie",
        room="de directie, of wie de procedure beheert. Gaat de regel over werktijden, beoordelen "
        "of gegevens van personeel? Dan moet ook de ondernemingsraad instemmen",
    ),
    Level(
        "policy_rule",
        "Beleidsregel",
        room="het bestuursorgaan dat de regel maakte. In een bijzonder geval mag je er nu al van "
        "afwijken (artikel 4:84 Awb)",
    ),
    Level(
        "guideline",
        "Circulaire of handreiking",
        room="wie hem schreef. Vaak is hij niet bindend. Kijk eerst of het al mag",
    ),
    Level(
        "authority_rule",
        "Beleidsregel of verordening",
        room="het bestuur dat de regel maakte. Welk bestuur dat is, zoeken we samen uit",
    ),
    Level(
        "collective_agreement",
        "Cao of afspraak met de bonden",
        room="werkgevers en bonden samen. Voor het Rijk zijn dat BZK en de bonden, voor gemeenten "
        "de VNG en de bonden",
    ),
    Level(
        "municipal_ordinance",
        "Verordening van de gemeente",
        room="de gemeenteraad. Soms mag het college al afwijken: zoek een hardheidsclausule of "
        "ontheffing",
    ),
    Level(
        "provincial_ordinance",
        "Verordening van de provincie",
        room="Provinciale Staten. Soms mogen Gedeputeerde Staten al afwijken: zoek een "
        "hardheidsclausule of ontheffing",
    ),
    Level(
        "water_authority_ordinance",
        "Verordening van het waterschap",
        room="het algemeen bestuur van het waterschap. Soms mag het dagelijks bestuur al afwijken: "
        "zoek een hardheidsclausule of ontheffing",
    ),
    Level(
        "joint_rule",
        "Regel van een samenwerkingsverband",
        room="het algemeen bestuur van de samenwerking",
    ),
    Level(
        "national_rule",
        "Wet of regel van het Rijk",
        room="de minister, de regering of de wetgever. Wie precies, zoeken we samen uit",
    ),
    Level(
        "ministerial_regulation",
        "Ministeriële regeling",
        room="de minister, met het vakdepartement",
    ),
    Level(
        "order_in_council",
        "Algemene maatregel van bestuur",
        room="de regering. In de wet moet staan dat dat mag",
    ),
    Level(
        "act",
        "Wet",
        room="de regering, als in de wet een experimenteerbepaling staat. Zo niet, dan alleen de "
        "wetgever. Kijk eerst of de wet een ontheffing of uitzondering kent",
    ),
    Level(
        "other_body",
        "Regel van een toezichthouder of andere organisatie",
        room="die organisatie. Vraag of je voor een tijd een afspraak kunt maken",
    ),
    Level(
        "eu_regulation",
        "Europese regel",
        room="alleen de Europese Unie. Vaak is er wel ruimte: in de regel zelf, of omdat Nederland "
        "hem strenger maakte. Een Doe Tank kan dat uitzoeken",
    ),
    Level("unknown", "Weet ik niet", room="dat zoeken we samen uit"),
)


@dataclass(frozen=True, slots=True)
class LevelGroup(Choice):
    """What an applicant chooses from: its `key` is the level as long as nobody knows it finer.

    `finer` are the levels among which it matters who can make room. `former` are
    levels that an older form offered. `already` says in two sentences what may be possible without
    a pilot; `source` is the title and address of a page that says more.
    """

    finer: tuple[Choice, ...] = ()
    former: tuple[str, ...] = ()
    already: str = ""
    source: tuple[str, str] = ("", "")

    def holds(self, level: str) -> bool:
        """Tell whether a level belongs to this group."""
        return level in (self.key, *self.former, *(finer.key for finer in self.finer))


_BY_KEY = {level.key: level for level in LEVELS}
_ORDINANCES = {
    "municipality": ("municipal_ordinance",),
    "province": ("provincial_ordinance",),
    "water_authority": ("water_authority_ordinance",),
    "joint_body": ("joint_rule", "municipal_ordinance"),
}
# A workplace that the check does not know by now is offered all of them.
_ALL = tuple(key for keys in _ORDINANCES.values() for key in keys)
_OF_AUTHORITIES = ("policy_rule", *dict.fromkeys(_ALL), "guideline")
_OF_THE_STATE = ("act", "order_in_council", "ministerial_regulation", "other_body")


def _levels(*keys: str) -> tuple[Choice, ...]:
    return tuple(_BY_KEY[key] for key in keys)


GROUPS: tuple[LevelGroup, ...] = (
    LevelGroup(
        "team_agreement",
        "Gewoonte of afspraak in ons team",
        former=("unwritten",),
        already="Hiervoor is vaak geen pilot nodig. Vraag of je het een maand anders mag doen.",
    ),
    LevelGroup(
        "internal_rule",
        "Regel of afspraak van onze organisatie",
        former=("procedure",),
        already="De directie kan een uitzondering maken. Over werktijden en personeel beslist de "
        "ondernemingsraad mee.",
        source=("Artikel 27 WOR", WOR_27),
    ),
    LevelGroup(
        "authority_rule",
        "Beleidsregel, verordening of circulaire",
        finer=_levels(*_OF_AUTHORITIES),
        already="Van een beleidsregel mag je in een bijzonder geval afwijken. Een verordening "
        "heeft soms een ontheffing.",
        source=("Artikel 4:84 Awb", AWB_4_84),
    ),
    LevelGroup(
        "collective_agreement",
        "Cao",
        already="Kijk of de cao ruimte laat per team. Anders beslissen werkgevers en bonden samen.",
    ),
    LevelGroup(
        "national_rule",
        "Wet, of regel van een toezichthouder",
        finer=_levels(*_OF_THE_STATE),
        already="Kijk of de wet een uitzondering kent. Een toezichthouder kan soms een afspraak "
        "maken.",
        source=("Wat een experimenteerbepaling is", TRIAL_CLAUSES),
    ),
    LevelGroup(
        "eu_regulation",
        "Europese regel",
        already="Vaak laat de regel keuzes open. Of Nederland maakte hem strenger.",
        source=("Ruimte in Verordening 2024/903", ROOM_IN_EU_RULES),
    ),
    LevelGroup(
        "unknown",
        "Weet ik niet",
        already="Dat zoeken we samen uit.",
    ),
)

# The ways round a rule that need no pilot: whoever finds one is done sooner.
WAYS_ROUND: tuple[str, ...] = (
    "Lees de regel nog eens. Staat er echt wat iedereen denkt?",
    "Voer de regel anders uit. Vaak ligt het doel vast en de werkwijze niet.",
    "Vraag een ontheffing aan: toestemming om in jouw geval af te wijken.",
    "Zoek een hardheidsclausule: die staat een uitzondering toe als de regel onredelijk uitpakt.",
    "Zoek een experimenteerbepaling: die staat toe om iets tijdelijk te proberen.",
    "Maak een afspraak met de toezichthouder.",
)


@cache
def _offered(left_out: frozenset[str]) -> tuple[LevelGroup, ...]:
    return tuple(
        replace(group, finer=tuple(level for level in group.finer if level.key not in left_out))
        for group in GROUPS
    )


def groups_for(workplace: str, picked: str = "") -> tuple[LevelGroup, ...]:
    """Return the groups to choose from at this workplace, a key of the check; "" when unknown.

    Ordinances of other authorities are left out: their makers are not who the applicant works for.
    A level that was picked before stays, or the answer would change by itself.
    """
    own = _ORDINANCES.get(workplace, () if workplace else _ALL)
    return _offered(frozenset(_ALL) - {*own, picked})


def group_of(level: str) -> LevelGroup | None:
    """Return the group that a level belongs to; None for an unknown key."""
    return next((group for group in GROUPS if group.holds(level)), None)


def is_european(level: str, owner: str) -> bool:
    """Tell whether only the European Union can let go of a rule, by its level or who owns it."""
    return level == EUROPEAN or owner == "eu"


def who_can_make_room(level: str) -> str:
    """Return who can make room at this level; "" for an unknown key."""
    return next((known.room for known in LEVELS if known.key == level), "")
