"""Texts to start a reply from, as data; what stands between brackets is for the coordinator.

Each has such a place, and no reply goes out with one: so nobody, and no machine, sends a text as it
is. What they say of the law is from `proposals/levels.py`, which has it from the study of the law.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from regelruimte.fields.question import Question, Value
from regelruimte.proposals.levels import group_of
from regelruimte.replies.kinds import ReplyKind

_TO_FILL_IN = re.compile(r"\[[^\[\]\n]+\]")


@dataclass(frozen=True, slots=True)
class StartText:
    """A text for one `question` of a reply of this `kind`; `key` names it in the address.

    `levels` are the groups or levels of rules that it is about; none for a rule of any level.
    """

    key: str
    kind: str
    question: str
    label: str
    text: str
    levels: tuple[str, ...] = ()

    def fits(self, kind: ReplyKind, level: str) -> bool:
        """Tell whether it begins a reply of this kind to a proposal about a rule of this level."""
        group = group_of(level)
        is_about = (
            not self.levels or level in self.levels or bool(group and group.key in self.levels)
        )
        return self.kind == kind.key and is_about


START_TEXTS: tuple[StartText, ...] = (
    StartText(
        "kennismaken",
        "in_conversation",
        "message",
        "We willen je voorstel beter begrijpen",
        "Bedankt voor je voorstel. We willen er graag met je over praten. We zijn vooral benieuwd "
        "naar [wat je wilt weten].\n\nHet gesprek duurt ongeveer [aantal] minuten. Je mag een "
        "collega meenemen die ook met de regel werkt.",
    ),
    StartText(
        "samen-zoeken",
        "in_conversation",
        "message",
        "Samen zoeken waar de regel staat",
        "Bedankt voor je voorstel. Je weet nog niet wat voor regel het is. Dat geeft niet: we "
        "zoeken het samen uit. In een gesprek willen we met je kijken waar de regel staat, en wie "
        "over de regel beslist.\n\nKijk je vast of je [het document of de naam van de regel] kunt "
        "vinden? Lukt dat niet, dan praten we toch.",
        ("unknown",),
    ),
    StartText(
        "ruimte-europa",
        "in_conversation",
        "message",
        "Samen zoeken naar ruimte in een Europese regel",
        "Bedankt voor je voorstel. Een Europese regel kunnen we niet opzij zetten. Vaak is er wel "
        "ruimte: in de regel zelf, of omdat Nederland de regel strenger maakte.\n\nWe willen met "
        "je bespreken of die ruimte er hier is. Wij denken aan [waar de ruimte kan zitten].",
        ("eu_regulation",),
    ),
    StartText(
        "waar-staat-het",
        "info_requested",
        "unclear",
        "Waar staat de regel?",
        "Bedankt voor je voorstel. We begrijpen waar je last van hebt. We weten alleen nog niet "
        "waar de regel staat.\n\nStaat de regel in [het document waar je aan denkt]? Stuur ons dan "
        "het artikel of de bladzijde. Een link mag ook. Weet je het niet, schrijf dat dan op.",
    ),
    StartText(
        "wie-beslist",
        "info_requested",
        "unclear",
        "Wie beslist over de regel?",
        "Bedankt voor je voorstel. Voor een pilot hebben we toestemming nodig van wie over de "
        "regel beslist. Wij denken dat dit [een functie] is. Klopt dat?\n\n"
        "Vertel ons ook of je er al "
        "met iemand over sprak. Noem een functie, geen naam.",
    ),
    StartText(
        "gewone-voorwaarden",
        "approved",
        "conditions",
        "Gewone voorwaarden",
        "We spreken samen af hoe lang de pilot duurt. Jullie houden bij: [wat jullie tellen]. Na "
        "[aantal] weken bellen we hoe het gaat.\n\nGaat er iets mis? Stop dan, bel ons en werk "
        "weer volgens de regel.",
    ),
    StartText(
        "ondernemingsraad",
        "approved",
        "conditions",
        "De ondernemingsraad beslist mee",
        "De regel gaat over [werktijden, beoordelen of gegevens van personeel]. Dan beslist ook de "
        "ondernemingsraad mee. Vraag die toestemming samen met de directie, voordat jullie "
        "beginnen.\n\nJullie houden bij: [wat jullie tellen].",
        ("internal_rule",),
    ),
    StartText(
        "binnen-de-regel",
        "already_allowed",
        "room",
        "Het past binnen de regel",
        "Goed nieuws: je idee mag al. In [de regel en het artikel] staat: [wat er staat]. Daarom "
        "mag je [wat er al mag]. Een pilot is dus niet nodig.\n\nVertel je leidinggevende wat je "
        "gaat doen. Houdt iemand je toch tegen? Bel ons, dan denken we mee.",
    ),
    StartText(
        "gewoonte",
        "already_allowed",
        "room",
        "Het is een gewoonte, geen regel",
        "Goed nieuws: wij vonden geen regel die je idee verbiedt. Het is een gewoonte. Die kunnen "
        "jullie samen veranderen, vaak met een ja van je leidinggevende.\n\nStel voor om het een "
        "maand anders te doen: [wat er al mag]. Vertel ons daarna hoe het ging.",
        ("team_agreement",),
    ),
    StartText(
        "afwijken-beleidsregel",
        "already_allowed",
        "room",
        "Afwijken van een beleidsregel",
        "Goed nieuws: van een beleidsregel mag het bestuur in een bijzonder geval nu al afwijken. "
        "Dat staat in artikel 4:84 van de Algemene wet bestuursrecht. Het gaat om gevallen waarin "
        "de regel te zwaar uitpakt, vergeleken met het doel van de regel.\n\nBij jou is dat zo, "
        "omdat [wat er bijzonder is]. Bespreek het eerst met [wie over de regel beslist], en "
        "schrijf op waarom jullie afwijken.",
        ("policy_rule",),
    ),
    StartText(
        "handreiking",
        "already_allowed",
        "room",
        "Een handreiking bindt vaak niet",
        "Goed nieuws: een circulaire of handreiking is vaak niet bindend. Wij lazen [de circulaire "
        "of handreiking]. Daarin staat niet dat het moet: [wat er staat].\n\nBespreek met [wie "
        "beslist] hoe jullie het anders doen, en schrijf op waarom.",
        ("guideline",),
    ),
    StartText(
        "wie-erover-beslist",
        "referred",
        "why",
        "Een ander beslist over de regel",
        "Bedankt voor je voorstel. Wij kunnen hier geen ruimte geven. Over deze regel beslist [wie "
        "over de regel beslist]. Daar kan iemand je verder helpen met [wat zij kunnen "
        "doen].\n\nZeg gerust dat wij je doorverwijzen. Kom je er niet uit? Bel ons dan.",
    ),
    StartText(
        "cao",
        "referred",
        "why",
        "Werkgevers en bonden beslissen samen",
        "Bedankt voor je voorstel. Over een cao beslissen werkgevers en bonden samen. Kijk eerst "
        "of jullie cao ruimte laat per team: [wat de cao zegt].\n\nIs die ruimte er niet, dan kan "
        "[de bond of werkgever] je idee meenemen naar het overleg.",
        ("collective_agreement",),
    ),
    StartText(
        "nu-niet",
        "declined",
        "sentence",
        "Geen pilot, en wat nu wel kan",
        "Bedankt voor je voorstel. We zien dat de regel je werk lastig maakt. Toch kunnen we geen "
        "pilot met je beginnen, omdat [de reden].\n\nWat je nu wel kunt doen: [wat wel kan]. Ben "
        "je het niet met ons eens? Bel ons, dan praten we erover.",
    ),
    StartText(
        "wet-zonder-bepaling",
        "declined",
        "sentence",
        "Een wet zonder experimenteerbepaling",
        "Bedankt voor je voorstel. Afwijken van een wet kan alleen als die wet dat toestaat, "
        "bijvoorbeeld met een experimenteerbepaling. In [de wet] vonden we zo’n bepaling niet. Dan "
        "kan alleen de wetgever de wet veranderen.\n\nWat je nu wel kunt doen: [wat wel kan].",
        ("act",),
    ),
    StartText(
        "opnieuw",
        "submitted",
        "reason",
        "We kijken opnieuw",
        "We kijken opnieuw naar je voorstel, omdat [wat er veranderd is]. Je hoeft nu niets te "
        "doen. Je krijgt van ons een nieuwe reactie.",
    ),
)


def texts_for(kind: ReplyKind, level: str) -> list[StartText]:
    """Return the texts that fit; those that are about this level of rule first."""
    fitting = (text for text in START_TEXTS if text.fits(kind, level))
    return sorted(fitting, key=lambda text: not text.levels)


def unfilled(questions: Iterable[Question], values: Mapping[str, Value]) -> dict[str, str]:
    """Return what to say of each answer in which something still stands between brackets."""
    found = ((each.key, _TO_FILL_IN.search(str(values.get(each.key) or ""))) for each in questions)
    return {key: _say(place[0]) for key, place in found if place}


def _say(place: str) -> str:
    return f"Vervang “{place}” door je eigen woorden, ook de haken."
