"""The criteria of the call as data: add or change a criterion here and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass

from regelruimte.fields.kinds import CHOICE
from regelruimte.fields.question import Choice, Question, always


@dataclass(frozen=True, slots=True)
class Answer(Choice):
    """An answer with its severity (0 no obstacle … 4 the call does not fit) and its reason."""

    severity: int = 0
    reason: str = ""


def _criterion(key: str, label: str, missing: str, *answers: Answer) -> Question:
    return Question(
        key=key,
        label=label,
        kind=CHOICE,
        choices=answers,
        required=always,
        missing=missing,
    )


CRITERIA: tuple[Question, ...] = (
    _criterion(
        "workplace",
        "Waar werk je?",
        "Kies waar je werkt.",
        Answer("national", "Rijk"),
        Answer("province", "Provincie"),
        Answer("municipality", "Gemeente"),
        Answer("water_authority", "Waterschap"),
        Answer("joint_body", "Samenwerking, zoals een GGD"),
        Answer("independent_agency", "Zelfstandig bestuursorgaan"),
        Answer(
            "police_defence_judiciary",
            "Politie, Defensie of rechtspraak",
            severity=2,
            reason="Deze oproep is vooral voor Rijk, provincies, gemeenten en waterschappen. "
            "Bel ons, dan kijken we of je mee kunt doen.",
        ),
        Answer(
            "education_care",
            "Onderwijs of zorg",
            severity=4,
            reason="Deze oproep is voor het openbaar bestuur. Vraag je eigen organisatie of "
            "vakbond waar je met je idee terechtkunt.",
        ),
        Answer(
            "not_government",
            "Niet bij de overheid",
            severity=4,
            reason="Deze oproep is voor ambtenaren. Wil je als inwoner een taak van je gemeente "
            "overnemen? Zoek op “uitdaagrecht” bij je gemeente.",
        ),
    ),
    _criterion(
        "role",
        "Wat doe je vooral?",
        "Kies wat je vooral doet.",
        Answer("policy", "Beleid"),
        Answer("execution", "Uitvoering"),
        Answer("both", "Allebei"),
        Answer(
            "management",
            "Ik geef leiding",
            severity=2,
            reason="Misschien mag je zelf toestemming geven. Neem een collega mee die elke dag met "
            "de regel werkt.",
        ),
        Answer(
            "support",
            "Ondersteuning (HR, ICT)",
            severity=2,
            reason="Jouw werk ondersteunt het werk van collega’s. Kun je het samen doen met een "
            "collega die zelf met de regel werkt?",
        ),
        Answer(
            "hired",
            "Ik word ingehuurd",
            severity=3,
            reason="Vraag een collega met een vaste of tijdelijke aanstelling om het voorstel te "
            "sturen. Jij kunt wel meedoen in de pilot.",
        ),
    ),
    _criterion(
        "gain",
        "Levert het genoeg tijd, geld of plezier op zonder de regel?",
        "Kies of het genoeg oplevert.",
        Answer("yes", "Ja"),
        Answer(
            "unsure",
            "Ik twijfel",
            severity=2,
            reason="Schrijf een week lang op hoeveel tijd de regel kost. Dan weet je of een pilot "
            "genoeg oplevert.",
        ),
        Answer(
            "no",
            "Nee",
            severity=4,
            reason="Een pilot kost tijd. Als het weinig oplevert, raden we het af.",
        ),
    ),
    _criterion(
        "mandate",
        "Mag je van je organisatie een tijd zonder de regel werken?",
        "Kies of je een tijd zonder de regel mag werken.",
        Answer("yes", "Ja"),
        Answer(
            "with_bzk",
            "Nog niet, wel met hulp van BZK",
            severity=1,
            reason="Na het versturen kun je vertellen wie er toestemming moet geven. Wij bespreken "
            "met BZK hoe we kunnen helpen.",
        ),
        Answer(
            "unknown",
            "Dat weet ik niet",
            severity=2,
            reason="Zoek uit wie over de regel beslist, bijvoorbeeld bij je leidinggevende of je "
            "jurist. Of bel eerst met ons.",
        ),
        Answer(
            "no",
            "Nee",
            severity=3,
            reason="Zonder toestemming mag je niet van de regel afwijken. Bel ons als je "
            "wilt weten hoe je die krijgt.",
        ),
    ),
    _criterion(
        "time",
        "Heb je tijd voor een pilot?",
        "Kies of je er tijd voor hebt.",
        Answer("with_colleagues", "Ja, samen met collega’s"),
        Answer(
            "alone",
            "Ja, maar alleen",
            severity=2,
            reason="Zoek twee collega’s die ook last hebben van deze regel. Je mag het voorstel "
            "alvast schrijven.",
        ),
        Answer(
            "no",
            "Nee",
            severity=3,
            reason="Begin op een moment dat je wel tijd hebt.",
        ),
    ),
)
