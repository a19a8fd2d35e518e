"""The questions of signing in and out."""

from __future__ import annotations

from regelruimte.fields.kinds import EMAIL, LINE, one_of
from regelruimte.fields.question import NO, YES, Choice, Question, always

HERE, EVERYWHERE = "here", "everywhere"
WRONG_CODE = (
    "Deze code klopt niet of werkt niet meer. Kijk in de nieuwste mail, of vraag een nieuwe link."
)

ADDRESS = Question(
    key="email",
    label="Je e-mailadres",
    help="Het adres waarop je onze mails over voorstellen krijgt.",
    kind=EMAIL,
    required=always,
    missing="Vul je e-mailadres in.",
    maximum=254,
    autocomplete="email",
)

CODE = Question(
    key="code",
    label="Of typ de code uit de mail",
    help="De code ziet eruit als 7KQ4-M2XV.",
    kind=LINE,
    required=always,
    missing="Typ de code uit de mail.",
    maximum=40,
    autocomplete="one-time-code",
)

# Not chosen beforehand: a mail scanner that submits the form as it finds it signs nobody in.
SIGN_ME_IN = one_of(
    "sign_me_in",
    "Wil je je aanmelden op dit apparaat?",
    "Kies of je je wilt aanmelden.",
    Choice(YES, "Ja, meld mij aan"),
    Choice(NO, "Nee, ik heb dit niet gevraagd"),
)

SIGN_ME_OUT = one_of(
    "sign_me_out",
    "Waar wil je je afmelden?",
    "Kies waar je je wilt afmelden.",
    Choice(HERE, "Alleen hier"),
    Choice(EVERYWHERE, "Overal waar ik ben aangemeld"),
)
