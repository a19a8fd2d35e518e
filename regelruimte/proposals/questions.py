"""The questions of a proposal as data: the one file to edit to add or change a question."""

from __future__ import annotations

from dataclasses import dataclass

from regelruimte.check.verdict import is_signal
from regelruimte.fields.kinds import (
    AREA,
    CHOICE,
    CHOICES,
    EMAIL,
    FLAG,
    LINE,
    MONTH,
    NUMBER,
    PHONE,
)
from regelruimte.fields.question import Choice, Condition, Question, Situation, always
from regelruimte.proposals.kinds import CITATION, LEVEL
from regelruimte.proposals.levels import LEVELS


@dataclass(frozen=True, slots=True)
class Step:
    """One screen: its place in the address, its heading, and the button that leads to it."""

    slug: str
    title: str
    button: str
    intro: str = ""


ABOUT_YOU = "over-jou"

STEPS: tuple[Step, ...] = (
    Step(
        "regel",
        "De regel",
        "Verder naar de regel",
        "Zet geen namen of geheime informatie in je voorstel. Soms moet de overheid stukken "
        "openbaar maken. In de laatste stap kies je wie het mag lezen.",
    ),
    Step("kosten", "Wat het kost", "Verder naar wat het kost"),
    Step("aanpak", "De aanpak", "Verder naar je aanpak"),
    Step("idee", "Je idee", "Verder naar je idee"),
    Step("grenzen", "Grenzen", "Verder naar de grenzen"),
    Step("pilot", "De pilot", "Verder naar de pilot"),
    Step(ABOUT_YOU, "Over jou", "Verder naar je gegevens"),
)


def _no_signal(situation: Situation) -> bool:
    """Hold unless the check says "nu nog niet": a signaal asks for no pilot."""
    return not is_signal(situation.check)


def _form_is(form: str) -> Condition:
    return lambda situation: situation.answers.get("pilot_form") == form


def _mandate_is(answer: str) -> Condition:
    return lambda situation: _no_signal(situation) and situation.check.get("mandate") == answer


QUESTIONS: tuple[Question, ...] = (
    Question(
        key="title",
        step="regel",
        short="Titel",
        label="Geef je voorstel een korte titel",
        help="Bijvoorbeeld: Eén handtekening bij kleine aankopen",
        kind=LINE,
        required=always,
        missing="Geef je voorstel een titel.",
        minimum=5,
        maximum=80,
    ),
    Question(
        key="rule_text",
        step="regel",
        short="De regel",
        label="Welke regel zit je in de weg?",
        help="Schrijf op wat er volgens de regel moet. Eén regel per voorstel.",
        kind=AREA,
        required=always,
        missing="Schrijf op welke regel je in de weg zit.",
        minimum=30,
        maximum=1500,
    ),
    Question(
        key="rule_level",
        step="regel",
        short="Soort regel",
        label="Wat voor regel is het?",
        help='Weet je het niet? Kies dan "Weet ik niet".',
        kind=LEVEL,
        choices=LEVELS,
        required=always,
        missing='Kies wat voor regel het is. Twijfel je? Kies "Weet ik niet".',
    ),
    Question(
        key="rule_source",
        step="regel",
        short="Waar het staat",
        label="Waar staat de regel?",
        help="Bijvoorbeeld: Inkoopbeleid, paragraaf 3.2.",
        kind=LINE,
        maximum=300,
    ),
    Question(
        key="rule_link",
        step="regel",
        short="Link of nummer",
        label="Link of nummer van de regel",
        help="Plak een link naar wetten.overheid.nl, of een nummer zoals BWBR0005537.",
        kind=CITATION,
        maximum=500,
    ),
    Question(
        key="rule_owner",
        step="regel",
        short="Wie erover gaat",
        label="Wie gaat over deze regel?",
        help="Dus: wie kan de regel veranderen?",
        kind=CHOICE,
        choices=(
            Choice("team", "Mijn team"),
            Choice("organisation", "Mijn organisatie"),
            Choice("management", "De directie"),
            Choice("executive_board", "Het bestuur (college, GS)"),
            Choice("council", "Raad of Staten"),
            Choice("ministry", "Een ministerie"),
            Choice("social_partners", "De sociale partners"),
            Choice("eu", "De Europese Unie"),
            Choice("unknown", "Weet ik niet"),
        ),
        required=always,
        missing='Kies wie over de regel gaat. Twijfel je? Kies "Weet ik niet".',
    ),
    Question(
        key="example",
        step="kosten",
        short="Voorbeeld",
        label="Wat merk je ervan in je werk?",
        help="Geef een voorbeeld uit de afgelopen maand. Noem geen namen.",
        kind=AREA,
        required=always,
        missing="Geef een voorbeeld van wat je ervan merkt.",
        minimum=30,
        maximum=1500,
    ),
    Question(
        key="frequency",
        step="kosten",
        short="Hoe vaak",
        label="Hoe vaak heb je met de regel te maken?",
        kind=CHOICE,
        choices=(
            Choice("day", "Elke dag"),
            Choice("week", "Elke week"),
            Choice("month", "Elke maand"),
            Choice("year", "Een paar keer per jaar"),
        ),
        required=always,
        missing="Kies hoe vaak je met de regel te maken hebt.",
    ),
    Question(
        key="hours_per_month",
        step="kosten",
        short="Uren per maand",
        label="Hoeveel uur kost de regel je team per maand?",
        help="Een schatting is goed genoeg.",
        kind=NUMBER,
        unit=("uur", "uur"),
        maximum=2000,
    ),
    Question(
        key="affected",
        step="kosten",
        short="Wie er last van heeft",
        label="Wie heeft er last van?",
        help="Je kunt meer antwoorden kiezen.",
        kind=CHOICES,
        choices=(
            Choice("me", "Ikzelf"),
            Choice("team", "Mijn team"),
            Choice("departments", "Andere afdelingen"),
            Choice("residents", "Inwoners"),
            Choice("businesses", "Bedrijven en instellingen"),
            Choice("governments", "Andere overheden"),
        ),
        required=always,
        missing="Kies wie er last van heeft.",
    ),
    Question(
        key="rule_purpose",
        step="kosten",
        short="Waarom de regel er is",
        label="Waarom is deze regel ooit bedacht, denk je?",
        help="Bijna elke regel had een goede reden. Als je die kent, is je alternatief sterker.",
        kind=AREA,
        required=always,
        missing="Schrijf op waarom de regel er is, of wat je vermoedt.",
        minimum=20,
        maximum=800,
    ),
    Question(
        key="already_tried",
        step="kosten",
        short="Al geprobeerd",
        label="Wat heb je al geprobeerd?",
        help="Is het echt verboden, of doen we het altijd zo?",
        kind=AREA,
        maximum=800,
    ),
    Question(
        key="pilot_form",
        step="aanpak",
        short="Aanpak",
        label="Hoe wil je het aanpakken?",
        help="Weet je het nog niet? Dan bespreken we het samen.",
        kind=CHOICE,
        choices=(
            Choice("right_to_challenge", "De regel tijdelijk loslaten, met een alternatief"),
            Choice(
                "doe_tank",
                "Samen uitzoeken in een Doe Tank",
                "Je zoekt met anderen uit wat er wel kan, en probeert dat meteen.",
            ),
            Choice("other", "Iets anders"),
            Choice("unsure", "Weet ik nog niet"),
        ),
        required=always,
        missing='Kies een aanpak. Twijfel je? Kies "Weet ik nog niet".',
    ),
    Question(
        key="alternative",
        step="idee",
        short="Alternatief",
        label="Hoe wil je het in plaats daarvan doen?",
        variants=((_form_is("doe_tank"), "Wat wil je samen uitzoeken?"),),
        help="Schrijf het zo op dat een collega er morgen mee kan beginnen.",
        kind=AREA,
        required=always,
        missing="Schrijf op wat je wilt doen.",
        minimum=50,
        maximum=2000,
    ),
    Question(
        key="safeguard",
        step="idee",
        short="Doel van de regel",
        label="Hoe blijft het doel van de regel overeind?",
        help="Bijvoorbeeld met een controle achteraf of een steekproef.",
        kind=AREA,
        required=_form_is("right_to_challenge"),
        missing="Schrijf op hoe het doel van de regel overeind blijft.",
        minimum=20,
        maximum=1000,
    ),
    Question(
        key="expected_gain",
        step="idee",
        short="Wat het oplevert",
        label="Wat levert het op?",
        help="Denk aan tijd, kwaliteit, geld of plezier in je werk.",
        kind=AREA,
        required=always,
        missing="Schrijf op wat het oplevert.",
        minimum=20,
        maximum=1000,
    ),
    Question(
        key="measure",
        step="idee",
        short="Waaraan je het ziet",
        label="Waaraan zie je dat het werkt?",
        help="Noem iets wat je nu kunt tellen en straks weer.",
        kind=AREA,
        maximum=600,
    ),
    Question(
        key="boundaries",
        step="grenzen",
        short="Grenzen",
        label="Raakt je idee een van deze dingen?",
        help="Je kunt meer antwoorden kiezen. Ja is geen probleem. Dan kijken we er samen naar.",
        kind=CHOICES,
        choices=(
            Choice("residents_rights", "Rechten van inwoners"),
            Choice("safety", "Veiligheid of gezondheid"),
            Choice("privacy", "Privacy"),
            Choice("eu_rules", "Europese regels"),
            Choice("constitution", "De Grondwet"),
            Choice("cost_to_others", "Kosten voor anderen"),
            Choice("none", "Geen van deze"),
            Choice("unknown", "Weet ik niet"),
        ),
        exclusive="none",
        required=always,
        missing='Kies wat je idee raakt. Raakt het niets? Kies "Geen van deze".',
    ),
    Question(
        key="risk",
        step="grenzen",
        short="Wat er mis kan gaan",
        label="Wat kan er misgaan en wat doe je dan?",
        kind=AREA,
        maximum=1000,
    ),
    Question(
        key="start_month",
        step="pilot",
        short="Begin",
        label="Wanneer wil je beginnen?",
        kind=MONTH,
        maximum=24,
        applies=_no_signal,
    ),
    Question(
        key="duration_months",
        step="pilot",
        short="Duur",
        label="Hoe lang wil je het proberen?",
        help="Het aantal maanden, bijvoorbeeld 3, 6, 9 of 12. Zo kort als kan, lang genoeg om "
        "verschil te zien.",
        kind=NUMBER,
        unit=("maand", "maanden"),
        required=_form_is("right_to_challenge"),
        missing="Vul in hoeveel maanden je het wilt proberen.",
        minimum=1,
        maximum=24,
        applies=_no_signal,
    ),
    Question(
        key="colleagues",
        step="pilot",
        short="Collega's",
        label="Hoeveel collega's doen mee?",
        help="Tel jezelf niet mee.",
        kind=NUMBER,
        unit=("collega", "collega's"),
        required=always,
        missing="Vul in hoeveel collega's meedoen. Nog niemand? Vul dan 0 in.",
        maximum=50,
        applies=_no_signal,
    ),
    Question(
        key="hours_per_week",
        step="pilot",
        short="Uren per week",
        label="Hoeveel uur per week kun jij erin steken?",
        kind=NUMBER,
        unit=("uur", "uur"),
        maximum=40,
        applies=_no_signal,
    ),
    Question(
        key="mandate_holder",
        step="pilot",
        short="Mandaat van",
        label="Wie heeft ja gezegd?",
        help="Vul een functie in, geen naam.",
        kind=LINE,
        required=always,
        missing="Vul de functie in van wie ja heeft gezegd.",
        minimum=2,
        maximum=120,
        applies=_mandate_is("yes"),
    ),
    Question(
        key="mandate_help",
        step="pilot",
        short="Hulp van BZK",
        label="Waar kan BZK bij helpen?",
        help="Vertel ook wie er moet instemmen. Bijvoorbeeld: een gesprek met de directeur.",
        kind=AREA,
        required=always,
        missing="Schrijf op waar BZK bij kan helpen.",
        maximum=800,
        applies=_mandate_is("with_bzk"),
    ),
    Question(
        key="manager_knows",
        step="pilot",
        short="Leidinggevende weet het",
        label="Weet je leidinggevende van dit voorstel?",
        help="We nemen nooit contact op met je leidinggevende zonder jouw toestemming.",
        kind=CHOICE,
        choices=(
            Choice("yes", "Ja"),
            Choice("not_yet", "Nog niet"),
            Choice("rather_not", "Nee, en dat wil ik liever niet"),
        ),
        required=always,
        missing="Kies of je leidinggevende ervan weet.",
    ),
    Question(
        key="name",
        step=ABOUT_YOU,
        short="Naam",
        label="Je naam",
        kind=LINE,
        required=always,
        missing="Vul je naam in.",
        minimum=2,
        maximum=120,
        autocomplete="name",
    ),
    Question(
        key="email",
        step=ABOUT_YOU,
        short="E-mailadres",
        label="Je e-mailadres",
        help="Je mag ook je privéadres gebruiken.",
        kind=EMAIL,
        required=always,
        missing="Vul je e-mailadres in. Daar sturen we een bericht heen als er een reactie is.",
        maximum=254,
        autocomplete="email",
    ),
    Question(
        key="phone",
        step=ABOUT_YOU,
        short="Telefoonnummer",
        label="Je telefoonnummer",
        help="Handig als we je willen bellen. Dit mag ook je privénummer zijn.",
        kind=PHONE,
        maximum=30,
        autocomplete="tel",
    ),
    Question(
        key="organisation",
        step=ABOUT_YOU,
        short="Organisatie",
        label="Bij welke organisatie werk je?",
        kind=LINE,
        required=always,
        missing="Vul in bij welke organisatie je werkt.",
        minimum=2,
        maximum=120,
        autocomplete="organization",
    ),
    Question(
        key="job_title",
        step=ABOUT_YOU,
        short="Functie",
        label="Wat is je functie?",
        kind=LINE,
        maximum=120,
        autocomplete="organization-title",
    ),
    Question(
        key="confidential",
        step=ABOUT_YOU,
        short="Wie het mag lezen",
        label="Wie mag dit voorstel lezen?",
        help="Soms moet de overheid stukken openbaar maken. Zet dus geen namen of geheime "
        "informatie in je voorstel.",
        kind=CHOICE,
        choices=(
            Choice(
                "normal",
                "Gewoon: IMI en BZK",
                "De coördinatoren van IMI lezen het. Zij bespreken het met BZK.",
            ),
            Choice(
                "confidential",
                "Vertrouwelijk: alleen IMI",
                "Alleen de coördinatoren lezen het. We overleggen eerst met jou. Na het versturen "
                "krijg je een kenmerk. Schrijf dat op: je hebt het nodig voor onze reactie.",
            ),
        ),
        required=always,
        missing="Kies wie je voorstel mag lezen.",
    ),
    Question(
        key="may_share",
        step=ABOUT_YOU,
        short="Delen zonder naam",
        label="Jullie mogen mijn voorbeeld zonder mijn naam delen",
        help="Je kunt dit later intrekken.",
        kind=FLAG,
    ),
)


def question_of(key: str) -> Question | None:
    """Return the question with this key; None for an answer to what is asked no more."""
    return next((question for question in QUESTIONS if question.key == key), None)
