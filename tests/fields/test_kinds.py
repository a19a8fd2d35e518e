"""The kinds of question: what is read, what is refused and in which words, what is shown."""

from dataclasses import replace
from datetime import date

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st

from regelruimte import clock
from regelruimte.fields.base import Kind
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
from regelruimte.fields.question import Choice, Question, is_empty
from regelruimte.fields.text import clean, one_line
from regelruimte.proposals.kinds import CITATION, LEVEL

KINDS = (LINE, AREA, CHOICE, CHOICES, NUMBER, MONTH, EMAIL, PHONE, FLAG)
FRUIT = (Choice("apple", "Appel"), Choice("pear", "Peer"), Choice("none", "Geen fruit"))
BOUNDED = settings(max_examples=150, deadline=None)
POSTED = st.lists(st.text(alphabet=st.characters(codec=None), max_size=40), max_size=3)


def question(kind: Kind, **changes: object) -> Question:
    """Return a question of this kind with room for everything but what is changed."""
    plain = Question("q", "Vraag?", kind, choices=FRUIT, exclusive="none", maximum=100)
    return replace(plain, **changes)


def message(kind: Kind, value: object, **changes: object) -> str | None:
    return kind.check(question(kind, **changes), value)


@pytest.fixture
def in_march(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let it be 31 March 2026."""
    monkeypatch.setattr(clock, "today", lambda: date(2026, 3, 31))


# Reading


@pytest.mark.parametrize("kind", [LINE, AREA])
def test_text_is_read_as_typed(kind: Kind) -> None:
    assert kind.read(["  een\ntwee "]) == "  een\ntwee "


@pytest.mark.parametrize("kind", [CHOICE, EMAIL, PHONE, MONTH])
def test_blanks_around_a_short_answer_are_dropped(kind: Kind) -> None:
    assert kind.read([" abc \n"]) == "abc"


@pytest.mark.parametrize("kind", [LINE, AREA, CHOICE, NUMBER, MONTH, EMAIL, PHONE, CHOICES, FLAG])
def test_a_field_that_was_left_out_is_an_empty_answer(kind: Kind) -> None:
    assert is_empty(kind.read([]))


@pytest.mark.parametrize(("typed", "value"), [("0", 0), (" 12 ", 12), ("007", 7)])
def test_digits_are_read_as_a_number(typed: str, value: int) -> None:
    assert NUMBER.read([typed]) == value


@pytest.mark.parametrize("typed", ["twee", "1,5", "-3", "1e3", "١٢", "9" * 5000])
def test_what_is_no_number_is_left_as_typed(typed: str) -> None:
    assert NUMBER.read([typed]) == typed


def test_several_choices_are_read_once_each_in_their_order() -> None:
    assert CHOICES.read(["pear", "apple", "pear"]) == ["pear", "apple"]


@pytest.mark.parametrize(("posted", "value"), [(["yes"], True), ([], False), (["on"], False)])
def test_a_tick_is_read_as_yes(posted: list[str], value: bool) -> None:
    assert FLAG.read(posted) is value


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.widget)
@BOUNDED
@given(posted=POSTED)
def test_whatever_is_posted_nothing_raises(kind: Kind, posted: list[str]) -> None:
    value, asked = kind.read(posted), question(kind)
    assert kind.check(asked, value) is None or kind.check(asked, value)
    assert isinstance(kind.display(asked, value), str)


@pytest.mark.parametrize("kind", [LINE, AREA], ids=lambda kind: kind.widget)
@BOUNDED
@given(typed=st.text(alphabet=st.characters(codec=None), max_size=60))
def test_text_comes_back_equal_or_is_refused(kind: Kind, typed: str) -> None:
    value, asked = kind.read([clean(typed)]), question(kind)
    if kind.check(asked, value) is None:
        expected = one_line(clean(typed)) if kind is LINE else clean(typed)
        assert kind.display(asked, value) == expected


@BOUNDED
@given(st.text(max_size=40))
def test_what_is_accepted_as_a_number_lies_within_its_limits(typed: str) -> None:
    value = NUMBER.read([typed])
    if message(NUMBER, value, minimum=1, maximum=24) is None:
        assert value in range(1, 25)


# Text


def test_a_text_within_its_limits_is_right() -> None:
    assert message(AREA, "een\ntwee", minimum=8, maximum=8) is None


def test_a_text_that_is_too_short_is_told_how_long_it_must_be() -> None:
    assert message(LINE, "vier", minimum=5) == "Dit zijn 4 tekens. Schrijf er minstens 5."


def test_one_character_is_told_in_the_singular() -> None:
    assert message(LINE, "a", minimum=5) == "Dit is 1 teken. Schrijf er minstens 5."


def test_blanks_do_not_make_a_text_longer() -> None:
    assert message(LINE, "   vier   ", minimum=5) is not None


def test_a_text_that_is_too_long_is_told_by_how_much() -> None:
    told = message(AREA, "a" * 12, maximum=10)
    assert told == "Dit is 2 tekens te lang. Er passen 10 tekens."


def test_one_character_too_many_is_told_in_the_singular() -> None:
    assert "1 teken te lang" in (message(AREA, "a" * 11, maximum=10) or "")


def test_a_character_outside_the_basic_plane_counts_as_one() -> None:
    assert message(AREA, "🌳" * 10, maximum=10) is None


@pytest.mark.parametrize("kind", [LINE, AREA, EMAIL])
def test_an_invisible_character_is_refused(kind: Kind) -> None:
    assert "onzichtbaar teken" in (message(kind, "naam\u202e@voorbeeld.nl") or "")


@pytest.mark.parametrize("kind", [LINE, AREA, EMAIL])
def test_more_accents_on_a_letter_than_any_language_has_are_refused(kind: Kind) -> None:
    assert "accenten" in (message(kind, "a" + "\u0323" * 31) or "")
    assert message(AREA, "a" + "\u0323" * 30) is None


@pytest.mark.parametrize("kind", [LINE, AREA, EMAIL, PHONE, CITATION], ids=lambda kind: kind.widget)
def test_what_is_too_long_is_refused_for_that_before_anything_else(kind: Kind) -> None:
    assert message(kind, "06" + "\u0323\u202e" * 90) is not None


@pytest.mark.parametrize("kind", [LINE, AREA], ids=lambda kind: kind.widget)
@pytest.mark.parametrize("nothing", ["\u200b" * 9, "\u2800" * 9, "\u3164 " * 9, "\xad\xa0\ufeff"])
def test_what_nobody_sees_is_no_answer(kind: Kind, nothing: str) -> None:
    assert is_empty(kind.read([nothing]))


def test_a_text_is_counted_by_what_is_seen_of_it() -> None:
    assert message(LINE, "vier" + "\u3164" * 9, minimum=5) == (
        "Dit zijn 4 tekens. Schrijf er minstens 5."
    )


@pytest.mark.parametrize("value", ["een\ntwee", "een\ttwee"])
def test_a_line_holds_no_enters_or_tabs(value: str) -> None:
    assert message(LINE, value) == "Schrijf dit achter elkaar, zonder Enter of Tab."


@pytest.mark.parametrize("kind", [LINE, AREA])
def test_what_is_no_text_is_no_answer(kind: Kind) -> None:
    assert message(kind, ["een"]) == "Vul hier tekst in."


# Choices


def test_an_offered_choice_is_right() -> None:
    assert message(CHOICE, "apple") is None


@pytest.mark.parametrize("value", ["plum", "Appel", 1, ["apple"], {"apple": 1}])
def test_a_choice_that_was_not_offered_is_refused(value: object) -> None:
    assert message(CHOICE, value) == "Kies een van de antwoorden."


def test_several_offered_choices_are_right() -> None:
    assert message(CHOICES, ["apple", "pear"]) is None


@pytest.mark.parametrize("value", [["apple", "plum"], "apple", [["apple"]]])
def test_choices_that_were_not_offered_are_refused(value: object) -> None:
    assert message(CHOICES, value) == "Kies uit de antwoorden die er staan."


def test_an_exclusive_choice_stands_alone() -> None:
    told = message(CHOICES, ["apple", "none"])
    assert told == "Je koos “Geen fruit” en nog iets anders. Haal een van de twee weg."


def test_an_exclusive_choice_by_itself_is_right() -> None:
    assert message(CHOICES, ["none"]) is None


# Numbers, months and ticks


@pytest.mark.parametrize("value", [1, 12, 24])
def test_a_number_within_its_limits_is_right(value: int) -> None:
    assert message(NUMBER, value, minimum=1, maximum=24) is None


@pytest.mark.parametrize("value", [0, 25, "twaalf", 1.5, [3]])
def test_another_number_is_told_its_limits(value: object) -> None:
    told = message(NUMBER, value, minimum=1, maximum=24)
    assert told == "Vul een heel getal in, van 1 tot en met 24."


@pytest.mark.usefixtures("in_march")
@pytest.mark.parametrize("value", ["2026-03", "2027-01", "2028-03"])
def test_a_month_from_this_one_on_is_right(value: str) -> None:
    assert message(MONTH, value, maximum=24) is None


@pytest.mark.usefixtures("in_march")
@pytest.mark.parametrize("value", ["2026-02", "2028-04", "2026-3", "maart", "2026-13", 3])
def test_another_month_is_refused(value: object) -> None:
    assert message(MONTH, value, maximum=24) == "Kies een maand uit de lijst."


@pytest.mark.usefixtures("in_march")
def test_the_months_to_pick_from_are_written_in_dutch() -> None:
    offered = MONTH.choices(question(MONTH, maximum=24))
    assert (len(offered), offered[0]) == (25, Choice("2026-03", "maart 2026"))
    assert offered[-1] == Choice("2028-03", "maart 2028")


@pytest.mark.parametrize(("value", "right"), [(True, True), (False, True), ("yes", False)])
def test_a_tick_is_yes_or_no(value: object, right: bool) -> None:
    assert (message(FLAG, value) is None) is right


# Addresses and telephone numbers


@pytest.mark.parametrize("value", ["naam@voorbeeld.nl", "n.a-m+x@sub.organisatie.nl"])
def test_an_address_that_can_be_mailed_is_right(value: str) -> None:
    assert message(EMAIL, value) is None


@pytest.mark.parametrize(
    "value",
    [
        "naam",
        "naam@organisatie",
        "na am@organisatie.nl",
        "josé@organisatie.nl",
        "naam@voorbeeld.nl, ander@organisatie.nl",
        "Naam <naam@voorbeeld.nl>",
        "naam@voorbeeld.nl\nBcc: ander@organisatie.nl",
        "naam@",
        "naam@-organisatie.nl",
        "naam@[127.0.0.1]",
    ],
)
def test_an_address_that_cannot_be_mailed_is_refused(value: str) -> None:
    assert message(EMAIL, value, maximum=254)


@pytest.mark.parametrize(
    ("value", "named"),
    [
        ("na am@organisatie.nl", "een spatie"),
        ("josé@organisatie.nl", "“é”"),
        ("naam", "zoals naam@voorbeeld.nl"),
    ],
)
def test_what_is_wrong_with_an_address_is_named(value: str, named: str) -> None:
    assert named in (message(EMAIL, value, maximum=254) or "")


@pytest.mark.parametrize(
    "unseen", ["\u200b", "\ufeff", "\xad", "\u200e", "\u202a", "\u202c"], ids=ascii
)
def test_what_nobody_sees_is_taken_out_of_an_address(unseen: str) -> None:
    assert EMAIL.read([f"{unseen}na{unseen}am@voorbeeld.nl{unseen}"]) == "naam@voorbeeld.nl"


@pytest.mark.parametrize(
    "typed", ["06‑41838941", "06–41838941", "\u202a06-41838941\u202c", "06−41838941"]
)
def test_a_pasted_telephone_number_is_made_plain(typed: str) -> None:
    assert PHONE.read([typed]) == "06-41838941"


def test_a_space_that_does_not_break_is_a_space_in_a_number() -> None:
    assert PHONE.read(["06\xa041838941\u202f"]) == "06 41838941"
    assert NUMBER.read(["\u200b12\xa0"]) == 12


def test_a_pasted_citation_is_made_plain() -> None:
    pasted = "\ufeffhttps://voor\xadbeeld.nl/a‑b\u200b"

    assert CITATION.read([pasted]) == "https://voorbeeld.nl/a-b"


def test_the_words_around_a_pasted_citation_stay_as_they_were_typed() -> None:
    pasted = "Inkoopbeleid – artikel 3, zie https://voor\xadbeeld.nl/a‑b\u200b op intranet"

    assert CITATION.read([pasted]) == (
        "Inkoopbeleid – artikel 3, zie https://voorbeeld.nl/a-b op intranet"
    )


@pytest.mark.parametrize("title", ["👩\u200d👩\u200d👧", "می\u200cخواهم", "❤\ufe0f"])
def test_a_line_keeps_what_joins_and_varies_letters(title: str) -> None:
    assert LINE.read([title]) == title


def test_an_address_has_its_longest_length() -> None:
    assert message(EMAIL, f"{'n' * 60}@{'o' * 50}.nl", maximum=100) is not None


@pytest.mark.parametrize(
    "value", ["06-41838941", "+31 6 41838941", "(030) 123 45 67", "06.41838941"]
)
def test_a_telephone_number_is_right(value: str) -> None:
    assert message(PHONE, value, maximum=30) is None


@pytest.mark.parametrize("value", ["1234567", "1" * 16, "06-vier", "bel me", "06-4183894١", "+-()"])
def test_another_telephone_number_is_refused(value: str) -> None:
    told = message(PHONE, value, maximum=30) or ""
    assert told.endswith("Vul een telefoonnummer in zoals 06-12345678, of laat het veld leeg.")


def test_what_cannot_be_in_a_telephone_number_is_named() -> None:
    assert "“x”" in (message(PHONE, "06-1234x678", maximum=30) or "")


def test_a_telephone_number_has_its_longest_length() -> None:
    assert message(PHONE, f"06{' ' * 1000}41838941", maximum=30) is not None


# In words


@pytest.mark.parametrize(
    ("kind", "value", "words"),
    [
        (LINE, "Eén regel", "Eén regel"),
        (NUMBER, 0, "0"),
        (NUMBER, "twee", "twee"),
        (CHOICE, "apple", "Appel"),
        (CHOICE, "plum", "plum"),
        (CHOICES, ["apple", "pear"], "Appel, Peer"),
        (CHOICES, ["apple", "plum"], "Appel, plum"),
        (FLAG, True, "Ja"),
        (FLAG, False, ""),
    ],
)
def test_an_answer_is_put_in_words(kind: Kind, value: object, words: str) -> None:
    assert kind.display(question(kind), value) == words


@pytest.mark.usefixtures("in_march")
@pytest.mark.parametrize(("value", "words"), [("2026-05", "mei 2026"), ("straks", "straks")])
def test_a_month_is_put_in_words(value: str, words: str) -> None:
    assert MONTH.display(question(MONTH), value) == words


def test_kinds_have_different_widgets() -> None:
    assert len({kind.widget for kind in KINDS}) == len(KINDS)


@pytest.mark.parametrize("kind", [*KINDS, CITATION, LEVEL], ids=lambda kind: kind.widget)
def test_a_kind_has_a_macro_that_draws_it(app: Flask, kind: Kind) -> None:
    widgets = app.jinja_env.get_template("macros/widgets.html").module

    assert callable(getattr(widgets, kind.widget))


# What a kind adds


def test_a_kind_adds_nothing_by_itself() -> None:
    assert (LINE.note(question(LINE), "BWBR0005537"), LINE.source("BWBR0005537")) == ("", None)


def test_a_level_tells_who_can_make_room() -> None:
    note = LEVEL.note(question(LEVEL), "municipal_ordinance")

    assert note.startswith("Wie ruimte kan geven: de gemeenteraad.")
    assert note.endswith(".")
    assert ".." not in note


@pytest.mark.parametrize("value", [None, "", "verzonnen", ["act"]])
def test_no_level_tells_nothing(value: object) -> None:
    assert LEVEL.note(question(LEVEL), value) == ""


def test_a_citation_leads_to_its_source() -> None:
    source = CITATION.source("bwbr0005537")
    assert source is not None
    assert (source.text, source.url) == ("BWBR0005537", "https://wetten.overheid.nl/BWBR0005537")


@pytest.mark.parametrize("value", [None, "", "ergens", 3, ["BWBR0005537"]])
def test_what_is_no_citation_leads_nowhere(value: object) -> None:
    assert CITATION.source(value) is None
