"""The replies that a coordinator can give, as data: add one here and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass, replace

from regelruimte.fields.kinds import AREA, CHOICE, CHOICES, LINE, MOMENT, MONTH, NUMBER
from regelruimte.fields.question import (
    Answers,
    Choice,
    Condition,
    Question,
    Situation,
    Value,
    always,
    asked,
    error,
    is_empty,
    never,
)
from regelruimte.proposals.levels import is_european
from regelruimte.proposals.questions import QUESTIONS, is_about_applicant
from regelruimte.proposals.status import leading_to, may_become, status

# What a question to the applicant is about: words only, all that a pilot needs, or some answers.
SCOPE, UNCLEAR_QUESTIONS = "scope", "unclear_questions"
LOOSE, ALL, CHOSEN = "loose", "all", "chosen"


@dataclass(frozen=True, slots=True)
class ReplyQuestion(Question):
    """A question to a coordinator; `told` is the heading above its answer for the applicant."""

    told: str = ""


@dataclass(frozen=True, slots=True)
class ReplyKind:
    """One reply: `key` is the status it leads to.

    `told` says to the other coordinator what somebody did, `told_applicant` to the applicant.
    `for_closed` ones can be given when a proposal is closed, all others only before that. The
    `by_policy` ones may need a second, as the settings say.
    """

    key: str
    slug: str
    label: str
    help: str
    told: str
    told_applicant: str
    questions: tuple[ReplyQuestion, ...]
    for_signal: bool = True
    for_closed: bool = False
    by_policy: bool = False


def _text(
    key: str, label: str, told: str, missing: str, *, help: str = "", maximum: int = 1500
) -> ReplyQuestion:
    return ReplyQuestion(
        key=key,
        label=label,
        told=told,
        help=help,
        kind=AREA,
        required=always if missing else never,
        missing=missing,
        maximum=maximum,
    )


def _scope_is(scope: str) -> Condition:
    return lambda situation: situation.answers.get(SCOPE) == scope


def _needs_words(situation: Situation) -> bool:
    """Tell whether the question must be written out: the list of all for a pilot needs none."""
    return situation.answers.get(SCOPE) != ALL


# What a pilot can be; its agreement asks the same. A European rule is not let go of.
PILOT_FORM, LETS_GO = "pilot_form", "right_to_challenge"
PILOT_FORMS = (
    Choice(LETS_GO, "Een tijd anders werken dan de regel zegt"),
    Choice("doe_tank", "Doe Tank"),
    Choice("other", "Een andere vorm"),
)
REPLIES: tuple[ReplyKind, ...] = (
    ReplyKind(
        "in_conversation",
        "gesprek",
        "Uitnodigen voor een gesprek",
        "Voor een gesprek: bellen, langskomen of online. Ook om een afspraak te verzetten.",
        "nodigde de indiener uit voor een gesprek",
        "wil je voorstel met je bespreken",
        (
            _text(
                "message",
                "Wat wil je bespreken?",
                "Wat we willen bespreken",
                "Schrijf op wat je wilt bespreken.",
            ),
            ReplyQuestion(
                key="moment",
                label="Is er al een dag en tijd?",
                told="Dag en tijd",
                help="Jullie en de indiener krijgen dan een bestand voor de agenda.",
                kind=MOMENT,
            ),
            ReplyQuestion(
                key="when",
                label="Hoe spreken jullie elkaar?",
                told="Hoe we elkaar spreken",
                help="Bijvoorbeeld: ik bel je op je privénummer.",
                kind=LINE,
                maximum=200,
            ),
        ),
    ),
    ReplyKind(
        "info_requested",
        "aanvulling",
        "Een vraag stellen",
        "Als je iets nog niet weet, of als je alles wilt weten voor een pilot.",
        "stelde de indiener een vraag",
        "heeft een vraag aan je",
        (
            ReplyQuestion(
                key=SCOPE,
                label="Wat vraag je?",
                told="Wat we vragen",
                kind=CHOICE,
                choices=(
                    Choice(LOOSE, "Eén losse vraag"),
                    Choice(ALL, "Alles wat nodig is voor een pilot"),
                    Choice(CHOSEN, "Bepaalde antwoorden aanpassen"),
                ),
                required=always,
                missing="Kies wat je vraagt.",
            ),
            ReplyQuestion(
                key=UNCLEAR_QUESTIONS,
                label="Welke antwoorden mag de indiener aanpassen?",
                told="Deze antwoorden kun je aanpassen",
                kind=CHOICES,
                required=_scope_is(CHOSEN),
                missing="Kies welke antwoorden de indiener mag aanpassen.",
            ),
            ReplyQuestion(
                key="unclear",
                label="Wat is je vraag?",
                told="Onze vraag",
                kind=AREA,
                required=_needs_words,
                missing="Schrijf je vraag op.",
                maximum=1500,
            ),
        ),
    ),
    ReplyKind(
        "approved",
        "goedkeuren",
        "Goedkeuren als pilot",
        "De indiener mag meedoen. De regel blijft gelden tot er toestemming is.",
        "keurde het voorstel goed als pilot",
        "keurde je voorstel goed als pilot",
        (
            ReplyQuestion(
                key="pilot_form",
                label="Welke vorm krijgt de pilot?",
                told="De vorm van de pilot",
                kind=CHOICE,
                choices=PILOT_FORMS,
                required=always,
                missing="Kies de vorm van de pilot.",
            ),
            ReplyQuestion(
                key="start_month",
                label="Wanneer begint de pilot?",
                told="De pilot begint in",
                kind=MONTH,
                maximum=24,
            ),
            ReplyQuestion(
                key="duration_months",
                label="Hoeveel maanden duurt de pilot?",
                told="Hoe lang de pilot duurt",
                kind=NUMBER,
                unit=("maand", "maanden"),
                required=always,
                missing="Vul in hoeveel maanden de pilot duurt.",
                minimum=1,
                maximum=24,
            ),
            _text(
                "conditions",
                "Welke voorwaarden horen erbij?",
                "De voorwaarden",
                "",
                help="Onder je voorwaarden staat altijd: “Begin pas als je toestemming hebt.”",
            ),
        ),
        for_signal=False,
        by_policy=True,
    ),
    ReplyKind(
        "already_allowed",
        "mag-al",
        "Het mag al",
        "Als het ook kan binnen de regels die er nu zijn.",
        "antwoordde: “het mag al”",
        "laat weten dat het al mag",
        (
            _text(
                "room",
                "Waarom mag het al, en waar staat dat?",
                "Waarom het al mag",
                "Schrijf op waarom het al mag, en waar dat staat.",
            ),
        ),
    ),
    ReplyKind(
        "referred",
        "doorverwijzen",
        "Doorverwijzen",
        "Als iemand anders beter kan helpen.",
        "verwees de indiener door",
        "verwijst je door",
        (
            ReplyQuestion(
                key="to",
                label="Naar wie verwijs je?",
                told="Naar wie",
                help="Een organisatie of functie, en hoe je die bereikt.",
                kind=LINE,
                required=always,
                missing="Vul in naar wie je verwijst.",
                maximum=300,
            ),
            _text(
                "why",
                "Waarom verwijs je de indiener daarnaartoe?",
                "Waarom we je doorverwijzen",
                "Schrijf op waarom je de indiener daarnaartoe verwijst.",
            ),
        ),
    ),
    ReplyKind(
        "declined",
        "gaat-niet-door",
        "Sluiten zonder pilot",
        "Met een reden die de indiener verder helpt.",
        "sloot het voorstel zonder pilot",
        "sluit je voorstel zonder pilot",
        (
            ReplyQuestion(
                key="reason",
                label="Wat is de reden?",
                told="De reden",
                kind=CHOICE,
                choices=(
                    Choice("not_civil_servant", "De oproep is alleen voor ambtenaren"),
                    Choice("not_primary_process", "Het gaat niet over het primaire proces"),
                    Choice("too_little_gain", "Het levert te weinig op"),
                    Choice("no_mandate", "Er is geen toestemming voor een pilot"),
                    Choice("no_time", "Er is geen tijd voor een pilot"),
                    Choice("eu_or_constitution", "Het is een Europese regel of de Grondwet"),
                    Choice("rights_at_stake", "Anderen verliezen dan een recht"),
                    Choice("rule_is_changing", "De regel verandert al"),
                    Choice("too_broad", "Het voorstel is te breed"),
                    Choice("not_a_rule", "Het gaat niet over een regel"),
                    Choice("duplicate", "Er loopt al een pilot met deze regel"),
                    Choice("no_answer", "We kregen geen antwoord op onze vraag"),
                    Choice("other", "Een andere reden"),
                ),
                required=always,
                missing="Kies de reden.",
            ),
            _text(
                "sentence",
                "Leg het uit in je eigen woorden",
                "Waarom niet",
                "Leg uit waarom niet.",
            ),
            _text("would_change", "Wanneer zou het wel kunnen?", "Wanneer het wel kan", ""),
        ),
        by_policy=True,
    ),
    ReplyKind(
        "submitted",
        "heropenen",
        "Heropenen",
        "Als er iets veranderd is, of als de reactie niet goed was.",
        "heropende het voorstel",
        "kijkt opnieuw naar je voorstel",
        (
            _text(
                "reason",
                "Waarom heropen je dit voorstel?",
                "Waarom we opnieuw kijken",
                "Schrijf op waarom je het voorstel heropent.",
            ),
        ),
        for_closed=True,
    ),
)


def possible_replies(old: str, *, is_signal: bool) -> tuple[ReplyKind, ...]:
    """Return the replies that can be given to a proposal with this status now."""
    return tuple(
        kind
        for kind in REPLIES
        if may_become(old, kind.key)
        and kind.for_closed == status(old).is_closed
        and (kind.for_signal or not is_signal)
    )


def replies_lead_from(kind: ReplyKind) -> tuple[str, ...]:
    """Return the statuses in which this reply can be given."""
    return tuple(old for old in leading_to(kind.key) if status(old).is_closed == kind.for_closed)


def reply_kind(key: str) -> ReplyKind:
    """Return the reply with this key; raises KeyError for an unknown one."""
    for kind in REPLIES:
        if kind.key == key:
            return kind
    raise KeyError(key)


def questions_for(kind: ReplyKind, proposal: Situation) -> tuple[ReplyQuestion, ...]:
    """Return the questions of a reply, each with what can be chosen for this proposal."""
    offered = {UNCLEAR_QUESTIONS: _unclear(proposal), PILOT_FORM: _forms(proposal)}
    return tuple(
        replace(question, choices=offered.get(question.key, question.choices))
        for question in kind.questions
    )


def _forms(proposal: Situation) -> tuple[Choice, ...]:
    level, owner = (str(proposal.answers.get(key) or "") for key in ("rule_level", "rule_owner"))
    if not is_european(level, owner):
        return PILOT_FORMS
    return tuple(form for form in PILOT_FORMS if form.key != LETS_GO)


def _unclear(proposal: Situation) -> tuple[Choice, ...]:
    """Return what can be asked again.

    Not what applicants say of themselves: that decides who hears of the proposal.
    """
    return tuple(
        Choice(question.key, question.short or question.label)
        for question in asked(QUESTIONS, proposal)
        if not is_about_applicant(question.step)
    )


def asked_answers(request: Answers) -> set[str]:
    """Return the questions of which this request for more asks the answers, by key.

    A request from before there was a choice names them always.
    """
    is_chosen = request.get(SCOPE, CHOSEN) == CHOSEN
    named = request.get(UNCLEAR_QUESTIONS) if is_chosen else None
    return set(named) if isinstance(named, list) else set()


def asks_for_all(request: Answers) -> bool:
    """Tell whether this request for more asks for all that a pilot needs."""
    return request.get(SCOPE) == ALL


def begun_with(kind: ReplyKind, answers: Answers) -> dict[str, Value]:
    """Return what a reply is filled in with beforehand: what the applicant told already.

    Only what would be a right answer by now: a month may be over. Not the form of the pilot: a
    machine that sends the page as it finds it must prepare nothing.
    """
    if kind.key != "approved":
        return {}
    told = {key: answers.get(key) for key in ("start_month", "duration_months")}
    asked_again = (question for question in kind.questions if not is_empty(told.get(question.key)))
    return {q.key: told[q.key] for q in asked_again if error(q, Situation(told)) is None}
