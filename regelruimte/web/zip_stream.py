"""A ZIP file in pieces, each given away as soon as it is there, however large the whole is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_PIECE = 64 * 1024  # bytes
_SIZE_FOLLOWS = 0x08  # APPNOTE.TXT 4.4.4, bit 3: size and checksum stand behind what is packed


class _Following(ZipInfo):
    """A file in the package whose size is known when it is over, and stands behind it.

    `zipfile` would go back and write it before the file, which is gone by then.
    """

    @property
    def flag_bits(self) -> int:
        """Return how its header is to be read."""
        return _SIZE_FOLLOWS

    @flag_bits.setter
    def flag_bits(self, value: int) -> None:
        pass


class _Sink(BytesIO):
    """What was written and not given away yet; places count from the start of the whole."""

    given = 0

    def tell(self) -> int:
        """Return the place in the whole file."""
        return self.given + super().tell()

    def seek(self, place: int, whence: int = 0, /) -> int:
        """Go to a place in the whole file; raises ValueError for one that was given away."""
        return self.given + super().seek(place - self.given, whence)

    def take(self) -> bytes:
        """Give away what there is."""
        piece = self.getvalue()
        self.given += len(piece)
        super().seek(0)
        self.truncate()
        return piece


def zip_in_pieces(
    small: Iterable[tuple[str | ZipInfo, str]], name: str, texts: Iterable[str], *, is_huge: bool
) -> Iterator[bytes]:
    """Return a package of some small files and then a large one, `name`, that comes in `texts`.

    One of over two gigabytes `is_huge` (ZIP64), which some older programs cannot read.
    """
    sink = _Sink()
    with ZipFile(sink, "w", ZIP_DEFLATED) as package:
        for each, content in small:
            package.writestr(each, content)
        large = _Following(name)
        large.compress_type = ZIP_DEFLATED
        with package.open(large, "w", force_zip64=is_huge) as file:
            for text in texts:
                file.write(text.encode())
                if sink.tell() - sink.given >= _PIECE:
                    yield sink.take()
    yield sink.take()
