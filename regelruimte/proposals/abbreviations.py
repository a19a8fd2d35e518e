"""Rules by the names that civil servants give them: a name only suggests a number.

Lists that can be found hold wrong pairs (the Gemeentewet with the number of the Algemene wet
inzake rijksbelastingen). Each number was therefore looked up where the register itself was read,
and most in two places; the letters behind a line say where:

* L: github.com/statengeneraal/laws-markdown, the national register of 2014 as files; each law
  has its number in its path;
* R: github.com/MinBZK/regelrecht-corpus, read from wetten.overheid.nl in 2026; each law has its
  number and name in a status.yaml;
* P: other public repositories that link the name to that number at wetten.overheid.nl or EUR-Lex.

An abbreviation that means two laws (Wpg, Aw, Mw, Wvo) is not here.
"""

from __future__ import annotations

from dataclasses import dataclass

from regelruimte.proposals.identity import BWB, EU


@dataclass(frozen=True, slots=True)
class Law:
    """A rule, its official name with the article before it, and what else it is called.

    `names` are so long that they mean nothing else; `shorts` are abbreviations, written so.
    """

    rule: str
    the: str
    names: tuple[str, ...] = ()
    shorts: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Return the official name, without "de" or "het"."""
        return self.the.partition(" ")[2]


def _law(number: str, the: str, shorts: str = "", names: str = "") -> Law:
    register = BWB if number.startswith("BWB") else EU
    more = tuple(filter(None, names.split("; ")))
    return Law(f"{register}:{number}", the, more, tuple(filter(None, shorts.split("; "))))


LAWS = (
    # The state, and how it works
    _law("BWBR0001840", "de Grondwet"),  # L R
    _law(
        "BWBR0005537",
        "de Algemene wet bestuursrecht",
        "Awb; AWB",
        "Algemene wet op het bestuursrecht; Algemene bestuurswet",
    ),  # L R
    _law("BWBR0005416", "de Gemeentewet", "Gemw; Gem.wet"),  # L R
    _law("BWBR0005645", "de Provinciewet", "Provw; Prov.wet"),  # L R
    _law("BWBR0005108", "de Waterschapswet", "Wschw"),  # L R
    _law("BWBR0003740", "de Wet gemeenschappelijke regelingen", "Wgr; WGR"),  # L R
    _law("BWBR0045754", "de Wet open overheid", "Woo; WOO"),  # R P
    _law("BWBR0005252", "de Wet openbaarheid van bestuur", "Wob; WOB"),  # L R
    _law("BWBR0036795", "de Wet hergebruik van overheidsinformatie", "Who"),  # L R
    _law("BWBR0007376", "de Archiefwet 1995", "", "Archiefwet"),  # L R
    _law("BWBR0007748", "het Archiefbesluit 1995", "", "Archiefbesluit"),  # L R
    _law("BWBR0027041", "de Archiefregeling"),  # L R
    _law("BWBR0004287", "de Bekendmakingswet"),  # L R
    _law("BWBR0002448", "de Algemene termijnenwet"),  # L R
    _law(
        "BWBR0020495",
        "de Kaderwet zelfstandige bestuursorganen",
        "",
        "Kaderwet zbo’s; Kaderwet zbo",
    ),  # L R
    _law("BWBR0003372", "de Wet Nationale ombudsman", "WNo"),  # L R
    _law("BWBR0004627", "de Kieswet"),  # L R
    _law("BWBR0048156", "de Wet digitale overheid", "Wdo; WDO"),  # R P
    _law(
        "BWBR0013798",
        "de Wet bevordering integriteitsbeoordelingen door het openbaar bestuur",
        "",
        "Wet Bibob; Bibob",
    ),  # L R
    _law("BWBR0006502", "de Algemene wet gelijke behandeling", "Awgb; AWGB"),  # L P
    _law("BWBR0006763", "de Algemene wet op het binnentreden", "Awbi"),  # L R
    # Privacy and personal data
    _law(
        "32016R0679",
        "de Algemene verordening gegevensbescherming",
        "AVG; GDPR",
    ),  # P
    _law(
        "BWBR0040940",
        "de Uitvoeringswet Algemene verordening gegevensbescherming",
        "UAVG; Uavg",
        "Uitvoeringswet AVG",
    ),  # R P
    _law("BWBR0011468", "de Wet bescherming persoonsgegevens", "Wbp; WBP"),  # L P
    _law("BWBR0022463", "de Wet politiegegevens"),  # L R
    _law("BWBR0033715", "de Wet basisregistratie personen", "Wbrp", "Wet BRP"),  # L R
    _law(
        "BWBR0023466",
        "de Wet basisregistratie adressen en gebouwen",
        "",
        "Wet basisregistraties adressen en gebouwen; Wet BAG",
    ),  # L R
    _law("BWBR0005212", "de Paspoortwet"),  # L R
    _law(
        "32024R1689",
        "de AI-verordening",
        "",
        "AI Act; AI-act; Verordening artificiële intelligentie",
    ),  # P
    _law("32022L2555", "de NIS2-richtlijn", "", "NIS2; NIS 2-richtlijn"),  # P
    _law("32006L0123", "de Dienstenrichtlijn"),  # P
    # Working for the government
    _law("BWBR0001947", "de Ambtenarenwet 2017", "AW 2017; Aw 2017", "Ambtenarenwet"),  # L R
    _law("BWBR0001950", "het Algemeen Rijksambtenarenreglement", "ARAR"),  # L R
    _law("BWBR0002747", "de Wet op de ondernemingsraden", "WOR; Wor"),  # L R
    _law("BWBR0010346", "de Arbeidsomstandighedenwet", "", "Arbowet; Arbo-wet"),  # L R
    _law("BWBR0008498", "het Arbeidsomstandighedenbesluit", "", "Arbobesluit; Arbo-besluit"),  # L P
    _law("BWBR0007671", "de Arbeidstijdenwet", "Atw; ATW"),  # L R
    _law("BWBR0007687", "het Arbeidstijdenbesluit"),  # L R
    _law("BWBR0011173", "de Wet flexibel werken", "Wfw"),  # L R
    _law("BWBR0013008", "de Wet arbeid en zorg", "Wazo; WAZO"),  # L R
    _law(
        "BWBR0002638", "de Wet minimumloon en minimumvakantiebijslag", "Wml; WML", "Wet minimumloon"
    ),  # L R
    _law(
        "BWBR0032249",
        "de Wet normering topinkomens",
        "WNT; Wnt",
        "Wet normering bezoldiging topfunctionarissen publieke en semipublieke sector",
    ),  # L R
    _law("BWBR0037852", "de Wet bescherming klokkenluiders", "Wbk"),  # R
    _law(
        "BWBR0022141", "het Besluit voorschrift informatiebeveiliging rijksdienst 2007", "VIR 2007"
    ),  # L R
    # Money and buying
    _law(
        "BWBR0032203",
        "de Aanbestedingswet 2012",
        "Aw 2012; AW 2012",
        "Aanbestedingswet",
    ),  # L R
    _law("BWBR0032919", "het Aanbestedingsbesluit"),  # L P
    _law("32014L0024", "de Aanbestedingsrichtlijn"),  # P
    _law("BWBR0039429", "de Comptabiliteitswet 2016", "CW 2016", "Comptabiliteitswet"),  # R
    _law(
        "BWBR0008290",
        "de Financiële-verhoudingswet",
        "Fvw",
        "Financiële verhoudingswet; Financiele verhoudingswet",
    ),  # L R
    _law(
        "BWBR0014606",
        "het Besluit begroting en verantwoording provincies en gemeenten",
        "BBV",
        "Besluit begroting en verantwoording",
    ),  # L R
    _law("BWBR0011987", "de Wet financiering decentrale overheden", "", "Wet fido"),  # L R
    _law("BWBR0008691", "de Mededingingswet"),  # L R
    _law("BWBR0007119", "de Wet waardering onroerende zaken", "", "Wet WOZ"),  # L R
    _law("BWBR0002320", "de Algemene wet inzake rijksbelastingen", "AWR"),  # L P
    _law("BWBR0004770", "de Invorderingswet 1990", "", "Invorderingswet"),  # L R
    # Care, work and income
    _law(
        "BWBR0035362",
        "de Wet maatschappelijke ondersteuning 2015",
        "Wmo 2015; Wmo; WMO; WMO 2015",
        "Wet maatschappelijke ondersteuning",
    ),  # L R
    _law("BWBR0034925", "de Jeugdwet", "Jw"),  # L R
    _law("BWBR0015703", "de Participatiewet", "Pw; PW"),  # L R
    _law("BWBR0031331", "de Wet gemeentelijke schuldhulpverlening", "Wgs; WGS"),  # L R
    _law("BWBR0035917", "de Wet langdurige zorg", "Wlz; WLZ"),  # L R
    _law("BWBR0018450", "de Zorgverzekeringswet", "Zvw; ZVW"),  # L P
    _law("BWBR0024705", "de Wet publieke gezondheid"),  # L R
    _law(
        "BWBR0040635",
        "de Wet verplichte geestelijke gezondheidszorg",
        "Wvggz; WvGGZ",
        "Wet verplichte ggz",
    ),  # R P
    _law(
        "BWBR0040632",
        "de Wet zorg en dwang psychogeriatrische en verstandelijk gehandicapte cliënten",
        "Wzd",
        "Wet zorg en dwang",
    ),  # R P
    _law(
        "BWBR0013060",
        "de Wet structuur uitvoeringsorganisatie werk en inkomen",
        "",
        "Wet SUWI; Wet suwi",
    ),  # L R
    _law("BWBR0004045", "de Werkloosheidswet", "WW"),  # L R
    _law("BWBR0019057", "de Wet werk en inkomen naar arbeidsvermogen", "WIA", "Wet WIA"),  # L P
    _law("BWBR0044770", "de Wet inburgering 2021", "Wi2021; Wi 2021", "Wet inburgering"),  # R P
    _law("BWBR0011823", "de Vreemdelingenwet 2000", "Vw 2000; Vw", "Vreemdelingenwet"),  # L R
    _law("BWBR0017017", "de Wet kinderopvang", "Wko"),  # L R
    _law("BWBR0003420", "de Wet op het primair onderwijs", "WPO"),  # L R
    _law("BWBR0044212", "de Wet voortgezet onderwijs 2020", "WVO 2020"),  # R P
    _law("BWBR0002628", "de Leerplichtwet 1969", "Lpw", "Leerplichtwet"),  # L R
    # Where people live, build and drive
    _law("BWBR0037885", "de Omgevingswet", "Ow; OW"),  # R P
    _law("BWBR0041278", "het Omgevingsbesluit", "Ob; OB"),  # R P
    _law("BWBR0041330", "het Besluit activiteiten leefomgeving", "Bal; BAL"),  # R P
    _law("BWBR0041313", "het Besluit kwaliteit leefomgeving", "Bkl; BKL"),  # R P
    _law("BWBR0041297", "het Besluit bouwwerken leefomgeving", "Bbl; BBL"),  # R P
    _law("BWBR0045528", "de Omgevingsregeling"),  # P
    _law("BWBR0024779", "de Wet algemene bepalingen omgevingsrecht", "Wabo; WABO"),  # L P
    _law("BWBR0020449", "de Wet ruimtelijke ordening", "Wro; WRO"),  # L R
    _law("BWBR0003245", "de Wet milieubeheer", "Wm"),  # L R
    _law("BWBR0025458", "de Waterwet", "Wtw"),  # L R
    _law("BWBR0005181", "de Woningwet"),  # L R
    _law("BWBR0035303", "de Huisvestingswet 2014", "", "Huisvestingswet"),  # L R
    _law("BWBR0003403", "de Leegstandwet"),  # L R
    _law("BWBR0037521", "de Erfgoedwet"),  # R P
    _law("BWBR0002458", "de Alcoholwet", "", "Drank- en Horecawet"),  # L R
    _law("BWBR0001941", "de Opiumwet"),  # L R
    _law("BWBR0027466", "de Wet veiligheidsregio’s", "Wvr"),  # L R
    _law("BWBR0031788", "de Politiewet 2012", "", "Politiewet"),  # L R
    _law(
        "BWBR0006622", "de Wegenverkeerswet 1994", "WVW 1994; WVW; Wvw", "Wegenverkeerswet"
    ),  # L P
    _law(
        "BWBR0004825", "het Reglement verkeersregels en verkeerstekens 1990", "RVV 1990; RVV"
    ),  # L R
    _law(
        "BWBR0004826",
        "het Besluit administratieve bepalingen inzake het wegverkeer",
        "BABW",
    ),  # L R
    # Codes
    _law("BWBR0001854", "het Wetboek van Strafrecht", "Sr; WvSr"),  # L R
    _law("BWBR0001903", "het Wetboek van Strafvordering", "Sv; WvSv"),  # L R
    _law("BWBR0001827", "het Wetboek van Burgerlijke Rechtsvordering", "Rv"),  # L R
)
_BOOKS = {  # L, and R too but for 4, 7A, 8 and 10
    "1": "BWBR0002656",
    "2": "BWBR0003045",
    "3": "BWBR0005291",
    "4": "BWBR0002761",
    "5": "BWBR0005288",
    "6": "BWBR0005289",
    "7": "BWBR0005290",
    "7a": "BWBR0006000",
    "8": "BWBR0005034",
    "10": "BWBR0030068",
}
# The Civil Code is a law for each book; the articles of a book begin with its number.
CIVIL_CODE = {
    book: Law(f"{BWB}:{number}", f"het Burgerlijk Wetboek, boek {book}")
    for book, number in _BOOKS.items()
}
_BY_RULE = {law.rule: law for law in (*LAWS, *CIVIL_CODE.values())}


def law_of(rule: str) -> Law | None:
    """Return what we know of the rule with this number."""
    return _BY_RULE.get(rule)
