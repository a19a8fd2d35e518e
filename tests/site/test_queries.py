"""What the pages for everybody ask the database: nothing, but for what watches the site.

They open while the database is away. A number that changed is no fault by itself: see whether what
is asked more was read already, and write down the new number.
"""

from __future__ import annotations

import pytest

from tests.people import Applicant
from tests.queries import is_read, queries_of, repeated
from tests.stored import mails
from tests.visitor import Visitor


@pytest.mark.parametrize(
    ("path", "number"),
    [
        ("/", 0),
        ("/privacy", 0),
        ("/toegankelijkheid", 0),
        ("/nieuwe-link", 0),
        ("/robots.txt", 0),
        ("/insluiten", 0),
        ("/insluiten/kaart", 2),
        ("/regels/uitleg", 1),
        ("/oembed", 0),
        ("/postbak", 1),
    ],
)
def test_a_page_asks_each_thing_once(visitor: Visitor, path: str, number: int) -> None:
    asked = queries_of(visitor, "GET", path)

    assert repeated(asked) == []
    assert len(asked) == number


def test_health_reads_each_thing_once(visitor: Visitor) -> None:
    asked = queries_of(visitor, "GET", "/healthz")

    reads = [statement for statement in asked if is_read(statement)]
    assert repeated(asked) == []
    assert len(reads) == 3  # beside these it writes, once in five seconds


def test_asking_for_a_new_link_notes_it_and_looks_nothing_up(visitor: Visitor) -> None:
    asked = queries_of(visitor, "POST", "/nieuwe-link", email="iemand@voorbeeld.example")

    assert len(asked) == 1


def test_a_mail_in_the_mailbox_is_read_once(applicant: Applicant, visitor: Visitor) -> None:
    applicant.has_sent()
    applicant.everyone.post_for("")
    address = f"/postbak/{mails(applicant.everyone.app)[0].id}"

    for path in (address, f"{address}/html"):
        assert len(queries_of(visitor, "GET", path)) == 1
