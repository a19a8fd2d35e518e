"""Citations of rules: recognised, written one way, and only ever linked with http or https."""

from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regelruimte.fields.question import Question, Situation, error, in_words
from regelruimte.fields.text import plain
from regelruimte.proposals import citation
from regelruimte.proposals.citation import find, parse
from regelruimte.proposals.kinds import CITATION

WETTEN = "https://wetten.overheid.nl/"
LOCAL = "https://lokaleregelgeving.overheid.nl/"
AWB = "Algemene wet bestuursrecht"
SOURCE = Question("rule_source", "Waar staat de regel?", CITATION, maximum=500)

BUILDING_STONES = [
    *("BWBR0005537", "bwbv0001000", "jci1.3:c:", "jci1.31:v:", "&artikel=", "3:2", "4.1_a", "&z="),
    *("CVDR", "12345", "/1", "32016R0679", "CELEX:", "eli/", "reg/", "2016/", "679/", "oj"),
    *("http://", "https://", "wetten.overheid.nl", "voorbeeld.nl", "/", "?", "#", "@", ":", " "),
]
NEAR_CITATIONS = st.lists(
    st.one_of(st.sampled_from(BUILDING_STONES), st.text(max_size=3)), max_size=6
).map("".join)
TYPED = st.one_of(NEAR_CITATIONS, st.text(alphabet=st.characters(codec=None), max_size=40))
BOUNDED = settings(max_examples=400, deadline=None)


def written(typed: str) -> tuple[str, str]:
    """Return how a citation is written and where it can be read."""
    found = parse(typed)
    assert found is not None, typed
    return found.text, found.url


@pytest.mark.parametrize("typed", ["BWBR0005537", "bwbr0005537", "  BWBR0005537\n"])
def test_a_bwb_number_is_recognised(typed: str) -> None:
    assert written(typed) == ("BWBR0005537", WETTEN + "BWBR0005537")


def test_a_treaty_has_a_bwb_number_too() -> None:
    assert written("BWBV0001000") == ("BWBV0001000", WETTEN + "BWBV0001000")


@pytest.mark.parametrize(
    "typed",
    [
        "jci1.3:c:BWBR0005537",
        "jci1.3:c:BWBR0005537&artikel=3:2",
        "jci1.3:v:BWBR0005537&artikel=4.1_a",
        "jci1.31:c:BWBR0005537&hoofdstuk=3&afdeling=3.2&artikel=3:2&z=2026-01-01&g=2026-01-01",
    ],
)
def test_a_juriconnect_reference_is_recognised(typed: str) -> None:
    found = parse(typed)
    assert found is not None
    assert found.identity.register == "bwb"
    assert found.url == WETTEN + found.text


def test_a_juriconnect_reference_is_written_one_way() -> None:
    assert written("JCI1.3:C:bwbr0005537&artikel=3:2")[0] == "jci1.3:c:BWBR0005537&artikel=3:2"


@pytest.mark.parametrize("typed", ["CVDR123456", "cvdr123456", "CVDR 123456", "CVDR-123456"])
def test_a_local_rule_is_recognised(typed: str) -> None:
    assert written(typed) == ("CVDR123456", LOCAL + "CVDR123456")


@pytest.mark.parametrize("typed", ["32016R0679", "CELEX:32016R0679", "celex:32016r0679"])
def test_a_celex_number_is_recognised(typed: str) -> None:
    text, url = written(typed)
    assert text == "32016R0679"
    assert url.startswith("https://eur-lex.europa.eu/")
    assert url.endswith("CELEX:32016R0679")


@pytest.mark.parametrize(
    "typed",
    ["eli/reg/2016/679/oj", "/eli/reg/2016/679/oj", "http://data.europa.eu/eli/reg/2016/679/oj"],
)
def test_an_eli_is_the_rule_with_its_celex_number(typed: str) -> None:
    assert parse(typed) == parse("32016R0679")


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        (WETTEN + "BWBR0005537", "BWBR0005537"),
        (WETTEN + "BWBR0005537/2026-01-01", "BWBR0005537/2026-01-01"),
        (WETTEN + "jci1.3:c:BWBR0005537&artikel=3:2", "jci1.3:c:BWBR0005537&artikel=3:2"),
        (LOCAL + "CVDR123456/2", "CVDR123456/2"),
        ("HTTP://Wetten.Overheid.NL/bwbr0005537", "BWBR0005537"),
    ],
)
def test_a_citation_is_found_inside_an_address(typed: str, text: str) -> None:
    assert written(typed)[0] == text


@pytest.mark.parametrize(
    "typed",
    [
        "https://voorbeeld.nl/beleid?id=1#kop",
        "http://beleid.voorbeeld.nl",
        "https://voorbeeld.nl/wetten.overheid.nl/BWBR0005537",
        WETTEN + "zoeken",
    ],
)
def test_another_address_is_kept_as_it_is(typed: str) -> None:
    assert written(typed) == (typed, typed)


@pytest.mark.parametrize(
    "typed", ["http://intranet/inkoopbeleid", "https://beleid.voorbeeld.nl:8443/inkoop"]
)
def test_an_address_on_an_intranet_is_an_address_too(typed: str) -> None:
    assert written(typed) == (typed, typed)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "De Awb",
        "BWBR000553",
        "BWBR00055370",
        "BWBX0005537",
        "jci1.3:x:BWBR0005537",
        "jci1.3:c:BWBR0005537&artikel",
        "CVDR",
        "123456",
        "voorbeeld.nl",
        "https://",
        "https:///pad",
        "https://voorbeeld.nl/een pad",
        "https://voorbeeld.nl:99999/",
        "https://[::1",
    ],
)
def test_what_is_no_citation_is_not_recognised(typed: str) -> None:
    assert parse(typed) is None


@pytest.mark.parametrize(
    "typed",
    [
        "javascript:alert(1)",
        "javascript://voorbeeld.nl/%0aalert(1)",
        "data:text/html,x",
        "ftp://voorbeeld.nl/x",
        "file:///etc/passwd",
        "//voorbeeld.nl/x",
        "mailto:naam@voorbeeld.nl",
    ],
)
def test_only_http_and_https_are_addresses(typed: str) -> None:
    assert parse(typed) is None


def test_an_address_with_a_name_and_password_is_not_recognised() -> None:
    assert parse("https://wetten.overheid.nl@voorbeeld.nl/BWBR0005537") is None


@pytest.mark.parametrize(
    "typed",
    ["BWBR٠٠٠٥٥٣٧", "CVDR١٢٣٤٥٦", "jci1.3:c:BWBR٠٠٠٥٥٣٧", "3٢٠١٦R٠٦٧٩", "eli/reg/2016/679/İ"],
)
def test_only_ascii_makes_a_number(typed: str) -> None:
    assert parse(typed) is None


@BOUNDED
@given(TYPED)
def test_parsing_never_raises(typed: str) -> None:
    parse(typed)


@BOUNDED
@given(TYPED)
def test_a_citation_written_our_way_is_recognised_again(typed: str) -> None:
    found = parse(typed)
    if found is not None:
        assert parse(found.text) == found


@BOUNDED
@given(TYPED)
def test_every_link_is_http_or_https_and_names_a_host(typed: str) -> None:
    found = parse(typed)
    if found is not None:
        parts = urlsplit(found.url)
        assert parts.scheme in {"http", "https"}
        assert parts.hostname


# A citation among other words


def found_in(typed: str) -> str:
    """Return how the first citation in this text is written."""
    citation = find(typed)
    return citation.text if citation else ""


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("Algemene wet bestuursrecht, BWBR0005537", "BWBR0005537"),
        ("Artikel 3:2 Awb (bwbr0005537).", "jci1.3:c:BWBR0005537&artikel=3:2"),
        ("Awb: jci1.3:c:BWBR0005537&artikel=3:2; vooral lid 1", "jci1.3:c:BWBR0005537&artikel=3:2"),
        (f"Zie “{WETTEN}BWBR0005537”, artikel 4", "jci1.3:c:BWBR0005537&artikel=4"),
        ("De AVG is 32016R0679, artikel 5", "eli/reg/2016/679/art_5/oj"),
        (
            "Inkoopbeleid <https://intranet.voorbeeld.nl/inkoop>",
            "https://intranet.voorbeeld.nl/inkoop",
        ),
        ("Inkoop (zie https://voorbeeld.nl/inkoop).", "https://voorbeeld.nl/inkoop"),
        ("Zie https://voorbeeld.nl/inkoop_(beleid), kop 2", "https://voorbeeld.nl/inkoop_(beleid)"),
        ("De rectificatie (32016R0679(02)) van de AVG", "32016R0679(02)"),
        ("CVDR 123456", "CVDR123456"),  # a number that is the whole answer may hold a blank
        ("CVDR\xa0123456", "CVDR123456"),
        ("CVDR‑123456", "CVDR123456"),
        ("BWBR0005537 of BWBR0001854", "BWBR0005537"),
    ],
)
def test_the_first_citation_among_words_is_found(typed: str, text: str) -> None:
    assert found_in(typed) == text


@pytest.mark.parametrize(
    "typed", ["", "   ", "Inkoopbeleid, paragraaf 3.2", "artikel 3:2", "x" * 5_000, "a " * 5_000]
)
def test_where_there_is_none_none_is_found(typed: str) -> None:
    assert found_in(typed) == ""


@pytest.mark.parametrize("typed", [None, "", "  ", "n.v.t.", "Weet ik niet", "-", "Geen."])
def test_an_answer_that_says_nothing_cites_nothing(typed: str | None) -> None:
    assert citation.read(typed) is None


@BOUNDED
@given(TYPED)
def test_whatever_is_a_citation_is_found_among_words(typed: str) -> None:
    alone = parse(typed)
    if alone is not None and plain(typed) == typed.strip() and len(typed.split()) == 1:
        assert found_in(typed) == alone.text


@BOUNDED
@given(TYPED)
def test_every_link_that_is_found_is_http_or_https(typed: str) -> None:
    found = find(f"Kijk bij {typed} of daaronder")
    assert found is None or urlsplit(found.url).scheme in {"http", "https"}


# As an answer


@pytest.mark.parametrize(
    "typed",
    ["BWBR0005537", "https://voorbeeld.nl/x", "", "ergens in het beleid", "javascript:alert(1)"],
)
def test_nobody_is_told_to_write_it_another_way(typed: str) -> None:
    assert error(SOURCE, Situation({"rule_source": typed})) is None


@pytest.mark.parametrize("typed", ["javascript:alert(1)", "ergens in het beleid"])
def test_what_is_no_citation_leads_nowhere(typed: str) -> None:
    assert CITATION.source(typed) is None


@pytest.mark.parametrize("typed", ["https://voorbeeld.nl/\u2066", "https://voorbeeld.nl/\u202e"])
def test_an_address_with_a_refused_character_is_refused(typed: str) -> None:
    assert error(SOURCE, Situation({"rule_source": typed})) is not None


def test_an_address_that_is_too_long_is_refused() -> None:
    typed = "https://voorbeeld.nl/" + "x" * 480
    assert error(SOURCE, Situation({"rule_source": typed})) is not None


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("bwbr0005537", "BWBR0005537"),
        ("ergens", "ergens"),
        ("https://voorbeeld.nl/x", "https://voorbeeld.nl/x"),
        (f"{WETTEN}BWBR0005537/2024-01-01", f"{AWB}, zoals op 1 januari 2024"),
        (f"{WETTEN}BWBR0005537#Artikel6:7", f"Artikel 6:7 van de {AWB}"),
        ("jci1.3:c:BWBR0005537&artikel=6:7", f"Artikel 6:7 van de {AWB}"),
        ("Awb (bwbr0005537)", "Awb (bwbr0005537)"),  # who writes a sentence reads it back
    ],
)
def test_only_a_citation_by_itself_is_shown_as_we_write_it(typed: str, words: str) -> None:
    assert in_words(SOURCE, Situation({"rule_source": typed})) == words
