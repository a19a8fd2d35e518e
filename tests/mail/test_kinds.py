"""Every kind of mail has its templates, is sent by something, and is a proper mail."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from regelruimte.config import ROOT
from regelruimte.mail.kinds import KINDS, MailKind
from tests.every_mail import Sent, all_that_is_sent
from tests.markup import text_of, tree_of
from tests.people import Everyone

pytestmark = pytest.mark.smtp

# A reference, a date, a number, what is quoted.
_FACT = re.compile(r"[\w-]*\d[\w-]*|“[^”]*”")
TO_APPLICANTS = {kind.key for kind in KINDS if kind.answerable}


@pytest.mark.parametrize("part", ["txt", "html"])
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_a_kind_has_both_templates(kind: MailKind, part: str) -> None:
    assert (ROOT / "templates" / "mail" / f"{kind.key}.{part}").is_file()


def test_no_template_belongs_to_no_kind() -> None:
    found = {path.stem for path in (ROOT / "templates" / "mail").iterdir()}

    assert {name for name in found if not name.startswith("_")} - {"layout"} == {
        kind.key for kind in KINDS
    }


@pytest.fixture(scope="module")
def once() -> Sent:
    """What was sent, for all tests here: they only read it."""
    return {}


@pytest.fixture
def everything(app: Flask, everyone: Everyone, once: Sent) -> Sent:
    """Whatever makes the site send mail has happened; a letter of each kind that was seen."""
    if not once:
        once.update(all_that_is_sent(app, everyone))
    return once


def test_every_kind_is_sent_by_something(everything: Sent) -> None:
    assert set(everything) == {kind.key for kind in KINDS}


def test_every_mail_has_plain_text_first_and_html_beside_it(everything: Sent) -> None:
    for letter in everything.values():
        parts = [part.get_content_type() for part in letter.message.walk()]
        assert parts[1:4] == ["multipart/alternative", "text/plain", "text/html"]


def test_only_an_appointment_has_a_file_with_it(everything: Sent) -> None:
    files = {
        kind: [part.get_filename() for part in letter.message.iter_attachments()]
        for kind, letter in everything.items()
    }

    assert {kind: names for kind, names in files.items() if any(names)} == {
        "appointment": ["gesprek.ics"],
        "appointment_ended": ["gesprek.ics"],
    }


def test_every_mail_says_that_a_machine_sent_it(everything: Sent) -> None:
    assert {letter.message["Auto-Submitted"] for letter in everything.values()} == {
        "auto-generated"
    }


def test_every_mail_has_an_identity_of_its_own_on_our_host(everything: Sent) -> None:
    ids = [letter.message["Message-ID"] for letter in everything.values()]

    assert len(set(ids)) == len(KINDS)
    assert all(re.fullmatch(r"<[0-9a-f]{32}@127\.0\.0\.1>", found) for found in ids)


def test_every_mail_comes_from_the_site(everything: Sent) -> None:
    assert {letter.message["From"] for letter in everything.values()} == {
        "Regelruimte <regelruimte@127.0.0.1>"
    }


def test_only_applicants_can_answer_and_then_both_coordinators_read_it(everything: Sent) -> None:
    answered = {kind: letter.message["Reply-To"] for kind, letter in everything.items()}

    assert {kind for kind, reply_to in answered.items() if reply_to} == TO_APPLICANTS
    assert {answered[kind] for kind in TO_APPLICANTS} == {
        "Bart Krull <b.krull@imi.nu>, Rense Bos <r.bos@imi.nu>"
    }


def test_every_mail_holds_one_link_to_the_site(everything: Sent) -> None:
    # Of what was erased there is nothing left to see; the warning is a mail nobody asked for; a
    # reader's code is for the page that is open.
    without = {"erased", "ending", "entry_erased", "reader_code", "consent_code"}
    assert [everything[kind].links for kind in without] == [[]] * len(without)
    for letter in (everything[kind] for kind in everything.keys() - without):
        assert letter.link.startswith("http://127.0.0.1:8000/")
        assert letter.html.count("<a ") == 1
        assert f'href="{letter.link}"' in letter.html


def test_an_applicant_reads_at_once_whose_mail_it_is(everything: Sent) -> None:
    for letter in (everything[kind] for kind in TO_APPLICANTS):
        assert "Regelruimte" in letter.subject
        for part in (letter.text, letter.html):
            assert "Dit is een mail van Regelruimte, een oproep van BZK en de vakbonden." in part


def test_both_parts_end_with_how_to_reach_us(everything: Sent) -> None:
    for letter in everything.values():
        for part in (letter.text, letter.html):
            assert "Bart Krull, 06-41838941" in part
            assert "Rense Bos, 06-44548828" in part


def test_both_parts_say_the_same(everything: Sent) -> None:
    for letter in everything.values():
        html = re.sub(r"<title>.*?</title>|<[^>]+>", " ", letter.html)
        words = set(re.findall(r"RR-[\w-]+|\d+ \w+ 20\d\d|werkdagen|dagen", letter.text))
        assert words == set(re.findall(r"RR-[\w-]+|\d+ \w+ 20\d\d|werkdagen|dagen", html))


# The HTML part: what mail programs read


def test_the_html_part_asks_nothing_of_a_mail_program_that_many_lack(everything: Sent) -> None:
    for letter in everything.values():
        page = tree_of(letter.html)
        assert page.xpath("//script | //style | //link | //img | //*[@class] | //form") == []
        assert page.xpath("//*[@*[starts-with(name(), 'on')]]") == []
        assert "white-space:pre" not in letter.html, "Outlook does not know it"
        assert "url(" not in letter.html


def test_the_html_part_is_as_wide_as_a_mail_and_no_wider(everything: Sent) -> None:
    for letter in everything.values():
        widths = tree_of(letter.html).xpath("//table/@width")
        assert widths[:2] == ["100%", "600"]
        assert "max-width:600px" in letter.html


def test_tables_that_only_hold_the_width_are_read_as_no_tables(everything: Sent) -> None:
    for letter in everything.values():
        for table in tree_of(letter.html).iter("table"):
            assert (table.get("role") == "presentation") == (not table.xpath("./tr/th"))


def test_the_html_part_stands_in_the_dark_too(everything: Sent) -> None:
    """No colour of a text is set but beside that of what is under it."""
    for letter in everything.values():
        assert '<meta name="color-scheme" content="light dark">' in letter.html
        for coloured in tree_of(letter.html).xpath("//*[@style]"):
            if re.search(r"(^|;)color:", coloured.get("style")):
                assert "background-color:" in coloured.getparent().get("style")


def test_each_part_tells_the_facts_of_the_other(everything: Sent) -> None:
    for kind, letter in everything.items():
        page = tree_of(letter.html)
        text = " ".join(re.sub(r"https?://\S+", "", letter.text).split())
        for told in page.xpath("//body//strong | //body//h2 | //body//th | //body//td[../th]"):
            assert text_of(told) in text, kind
        assert set(_FACT.findall(text)) == set(_FACT.findall(text_of(page.body))), kind
