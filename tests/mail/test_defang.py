"""Text of applicants in a mail: readable, and nothing in it that a mail program links."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regelruimte.mail.defang import defang

# What mail programs make a link of, written down apart from the package.
LINKED = re.compile(
    r"""\w://                    # a scheme
      | \bwww\d*\.               # a bare www
      | @                        # a mail address
      | [^\s.]\.[^\W\d_][^\s.]   # a domain of any script: a dot, a letter and a sign
      | \\\\\w                   # a Windows share, linked by Outlook
      | \b(tel|sms|skype|callto): # a telephone
      | [。．｡]                   # dots that a browser reads as one
      | \d\.\d+\.\d+\.\d          # an address in numbers
    """,
    re.VERBOSE | re.IGNORECASE,
)
ADDRESSES = [
    "https://voorbeeld.nl/pad?x=1#kop",
    "http://voorbeeld.nl",
    "HTTPS://VOORBEELD.NL",
    "http://localhost/x",
    "http://127.0.0.1:8000/x",
    "https://[2001:db8::1]/x",
    "https://naam:wachtwoord@voorbeeld.nl/",
    "ftp://voorbeeld.nl",
    "file://server/map",
    "things3://open",
    "www.voorbeeld.nl",
    "www2.voorbeeld.nl",
    "voorbeeld.nl",
    "voorbeeld.nl.",
    "(voorbeeld.nl)",
    "sub.sub.voorbeeld.co.uk/pad",
    "voorbeeld.museum",
    "voor-beeld.amsterdam",
    "123.nl",
    "a_b.nl",
    "xn--caf-dma.nl",
    "café.nl",
    "voorbeeld.рф",
    "परीक्षा.भारत",
    "i❤.ws",
    "naam@voorbeeld.nl",
    "mailto:naam@voorbeeld.nl",
    "naam@localhost",
    "<https://voorbeeld.nl>",
    '<a href="https://voorbeeld.nl">klik</a>',
    "[klik](https://voorbeeld.nl)",
    "https:\\\\voorbeeld.nl",
    "//voorbeeld.nl/x",
    "\\\\server\\map",
    "tel:0906-1234",
    "Skype:iemand",
    "sms:1234",
    "callto:1234",
    "voorbeeld。nl",
    "voorbeeld．nl",
    "voorbeeld｡nl",
    "192.168.1.1/beheer",
    "10.0.0.1",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_mail_program_links_an_address(address: str) -> None:
    assert LINKED.search(address) or "//" in address  # so that the test itself can fail
    assert not LINKED.search(defang(address))


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_mail_program_links_an_address_within_a_text(address: str) -> None:
    assert not LINKED.search(defang(f"Zie\n{address}, of bel.Dat mag ook."))


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("https://www.voorbeeld.nl/a.pdf", "https[:]//www[.]voorbeeld[.]nl/a[.]pdf"),
        ("naam@voorbeeld.nl", "naam[at]voorbeeld[.]nl"),
    ],
)
def test_an_address_can_still_be_read(address: str, words: str) -> None:
    assert defang(address) == words


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Eén handtekening is genoeg. Twee is te veel!",
        "Artikel 3.2, lid 1: kosten tot € 1.500,50.",
        "Wie? Ik... en jij",
        "Om 14.05 uur: begin",
        "Regel 1.\nRegel 2.",
    ],
)
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert defang(text) == text


LABEL = st.text("abcdefghijklmnopqrstuvwxyz0123456789-", min_size=1, max_size=8)
ENDING = st.sampled_from(["nl", "com", "amsterdam", "xn--p1ai", "eu"])
DOMAIN = st.builds(
    lambda labels, end: ".".join([*labels, end]), st.lists(LABEL, min_size=1, max_size=3), ENDING
)
BEFORE = st.sampled_from(
    ["", "http://", "https://", "www.", "naam@", "mailto:naam@", "(", "zie:", "\n"]
)
AFTER = st.sampled_from(["", "/", "/pad.html", "?q=a.b", ":8080/x", ".", ")", ", en"])


@settings(max_examples=200, deadline=None)
@given(BEFORE, DOMAIN, AFTER)
def test_no_address_of_any_shape_is_linked(before: str, domain: str, after: str) -> None:
    assert not LINKED.search(defang(before + domain + after))


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_unlinking_twice_is_unlinking_once(text: str) -> None:
    assert defang(defang(text)) == defang(text)


@settings(max_examples=200, deadline=None)
@given(st.text("abAB .:/@-\n", max_size=40))
def test_nothing_of_a_text_is_lost(text: str) -> None:
    read = defang(text).replace("[.]", ".").replace("[:]", ":").replace("[at]", "@")
    assert read == text


@pytest.mark.parametrize("word", ["=?utf-8?Q?=E2=80=AE?=", "=?utf-8?B?4oCu?= =?utf-8?B?DQo=?="])
def test_nothing_begins_like_an_encoded_word(word: str) -> None:
    assert "=?" not in defang(word)
    assert defang(word).replace("=[?]", "=?") == word
