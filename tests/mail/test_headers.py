"""What stands in the headers of a mail is what was written, however a mail program reads it."""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes
from email.header import decode_header, make_header
from email.policy import default

import pytest
from flask import Flask
from hypothesis import HealthCheck, given
from hypothesis import settings as tries
from hypothesis import strategies as st

from regelruimte.config import Coordinator
from regelruimte.fields.text import clean, refused_character
from regelruimte.mail import kinds
from regelruimte.mail.defang import defang
from regelruimte.mail.send import _as_message
from regelruimte.mail.subject import as_subject
from regelruimte.store.models import OutgoingMail
from tests.people import Applicant
from tests.people import Coordinator as Reader
from tests.postoffice import PostOffice
from tests.queued import queued

pytestmark = pytest.mark.smtp

WORD = "=?utf-8?Q?Kwaad=E2=80=AE=0D=0ABcc:_x?="
PIECES = [WORD, "=?utf-8?B?4oCu?=", "=?", "?=", "=", "?", " ", "é", "😀", "x" * 60, "\t", "woord"]
TYPED = st.text(max_size=90).map(clean).filter(lambda text: not refused_character(text))
TITLES = st.one_of(st.lists(st.sampled_from(PIECES), max_size=9).map("".join), TYPED)
bounded = tries(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture(autouse=True)
def site(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield


@bounded
@given(title=TITLES)
def test_a_subject_is_read_as_it_was_written(title: str) -> None:
    row = OutgoingMail(
        recipient="naam@voorbeeld.example",
        subject=as_subject(f"[Regelruimte] {title}"),
        text="x",
        html="x",
        message_id="<x@x>",
    )
    sent = _as_message(row).as_bytes()

    assert row.subject.replace("=[?]", "=?") == " ".join(f"[Regelruimte] {title}".split())
    assert message_from_bytes(sent, policy=default)["Subject"] == row.subject
    raw = message_from_bytes(sent)["Subject"].replace("\n", "").lstrip()
    assert str(make_header(decode_header(raw))) == row.subject
    assert max(map(len, sent.split(b"\r\n"))) <= 998


@bounded
@given(title=TITLES)
def test_nothing_an_applicant_typed_is_decoded_a_second_time(title: str) -> None:
    once = defang(title)

    assert decode_header(once) == [(once, None)]


def test_an_encoded_word_in_a_title_arrives_as_text(
    applicant: Applicant, bart: Reader, post_office: PostOffice
) -> None:
    applicant.has_sent(title=f"Vijf {WORD}")
    message = bart.reads_mail().message

    subject = str(make_header(decode_header(str(message["Subject"]))))
    assert subject.endswith("Vijf =[?]utf-8?Q?Kwaad=E2=80=AE=0D=0ABcc:_x?=")
    assert message["Bcc"] is None


def test_a_subject_turns_no_text_around_and_breaks_no_line(site: None) -> None:
    kind = kinds.MailKind("resume", "Over {title}")
    person = Coordinator("", "naam@voorbeeld.example")
    queued(kind, person, proposal=None, title="a\u202eb\r\nBcc: x", days=1, link="https://x/1")

    assert OutgoingMail.get().subject == "Over a\ufffdb Bcc: x"


@pytest.mark.parametrize(
    ("typed", "mailed"),
    [
        ("anna@straße.nl", "anna@xn--strae-oqa.nl"),
        ("anna@münchen.nl", "anna@xn--mnchen-3ya.nl"),
        ("Anna@Voorbeeld.nl", "Anna@Voorbeeld.nl"),
    ],
)
def test_a_domain_is_mailed_and_not_its_look_alike(typed: str, mailed: str) -> None:
    row = OutgoingMail(recipient=typed, subject="x", text="x", html="x", message_id="<x@x>")

    message = _as_message(row)

    assert message.send_to == {("", mailed)}
    assert f"To: {mailed}" in message.as_string()
