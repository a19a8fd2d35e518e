"""A mail as bytes: a mail program reads every part of it as it was written."""

from __future__ import annotations

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from hypothesis import given
from hypothesis import strategies as st

from regelruimte.mail import mime

# Mail has no other line ends than its own, and a last line always ends.
LINES = st.lists(st.text(st.characters(exclude_characters="\r\n", exclude_categories=("Cs",))))
TEXTS = LINES.map(lambda lines: "\n".join([*lines, ""]))


def read(*parts: bytes, **headers: str) -> EmailMessage:
    written = mime.mail(headers, *parts)
    assert max(map(len, written.split(b"\r\n"))) <= 998
    assert b"\n" not in written.replace(b"\r\n", b"")
    message = message_from_bytes(written, policy=default)
    assert isinstance(message, EmailMessage)
    assert [part.defects for part in message.walk() if part.defects] == []
    return message


@given(text=TEXTS)
def test_a_text_is_read_as_it_was_written(text: str) -> None:
    (part,) = read(mime.text("plain", text)).iter_parts()

    assert part.get_content_type() == "text/plain"
    assert part.get_content().replace("\r\n", "\n") == text


def test_a_text_may_end_its_lines_either_way() -> None:
    parts = [mime.text("plain", f"een{end}twee{end}" + "x" * 200) for end in ("\n", "\r\n")]

    assert parts[0] == parts[1]


def test_a_file_is_read_as_it_was_written() -> None:
    content = "BEGIN:VCALENDAR\r\nSUMMARY:één\r\n" * 40
    (part,) = read(mime.file("gesprek.ics", "text/calendar; charset=UTF-8", content)).iter_parts()

    assert (part.get_filename(), part.get_content_type()) == ("gesprek.ics", "text/calendar")
    assert part.get_payload(decode=True) == content.encode()


def test_parts_within_a_part_keep_their_order() -> None:
    both = mime.multipart("alternative", mime.text("plain", "een"), mime.text("html", "twee"))
    message = read(both, mime.text("plain", "drie"))

    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "text/plain",
    ]


def test_a_header_with_other_letters_is_read_as_it_was_written() -> None:
    title = "Één regel te veel, “waarom” toch 😀 " * 5

    message = read(mime.text("plain", "x"), Subject=mime.encoded(title.strip()))
    assert message["Subject"] == title.strip()
