"""A ZIP file that is given away while it is made."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from random import Random
from zipfile import ZIP_STORED, ZipFile, ZipInfo

import pytest

from regelruimte.web.zip_stream import zip_in_pieces

TYPE = "application/x-test"


def noise(number: int) -> Iterator[str]:
    """Texts that hardly become smaller, the same ones each time."""
    random = Random(number)
    for _ in range(number):
        yield random.randbytes(5_000).hex()


def package(texts: Iterator[str], *, is_huge: bool = False) -> Iterator[bytes]:
    small = [(ZipInfo("mimetype"), TYPE), ("small.xml", "<a/>")]
    return zip_in_pieces(small, "large.xml", texts, is_huge=is_huge)


@pytest.mark.parametrize("is_huge", [False, True])
def test_it_is_whole(is_huge: bool) -> None:
    with ZipFile(BytesIO(b"".join(package(noise(50), is_huge=is_huge)))) as opened:
        assert opened.testzip() is None
        assert opened.namelist() == ["mimetype", "small.xml", "large.xml"]
        assert opened.read("large.xml").decode() == "".join(noise(50))


def test_a_type_that_stands_first_can_be_read_without_unpacking() -> None:
    content = b"".join(package(noise(1)))

    # OpenDocument 1.2, part 3, 3.3: at these places, so that `file` and others know it.
    assert content[30:38] == b"mimetype"
    assert content[38 : 38 + len(TYPE)].decode() == TYPE
    assert ZipFile(BytesIO(content)).getinfo("mimetype").compress_type == ZIP_STORED


def test_it_is_given_away_as_it_comes() -> None:
    asked = 0

    def texts() -> Iterator[str]:
        nonlocal asked
        for text in noise(200):
            asked += 1
            yield text

    pieces = package(texts())
    first = next(pieces)

    assert asked < 50
    assert max(map(len, [first, *pieces])) < 200_000


def test_nothing_at_all_is_a_whole_file_too() -> None:
    with ZipFile(BytesIO(b"".join(package(iter(()))))) as opened:
        assert opened.testzip() is None
