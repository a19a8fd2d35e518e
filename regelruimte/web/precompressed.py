"""Copies of the static files with compressed ones beside them, made once for each version."""

from __future__ import annotations

import gzip
import hashlib
import shutil
import time
import zlib
from contextlib import suppress
from pathlib import Path
from tempfile import mkdtemp

import brotli
from whitenoise.compress import Compressor

from regelruimte.store.durable import sync

_UNFINISHED = "unfinished-static-"
_FORGOTTEN = 3600  # seconds after which nobody is still making it
_UNPACK = {".br": brotli.decompress, ".gz": gzip.decompress}
_SPOILT = (brotli.error, OSError, EOFError, zlib.error)


def with_compressed(folder: Path, keep_in: Path) -> Path:
    """Return a folder in `keep_in` that holds the files of `folder` and .br and .gz of each.

    The copies are named after what is in them: those of another version are never served, nor
    those that a disk lost a part of. Where nothing can be written the files are served as they are.
    """
    made = keep_in / f"static-{_digest(folder)}"
    try:
        _tidy(keep_in)
        if not _is_whole(made, folder):
            _make(folder, made)
    except OSError:
        return folder
    return made


def _tidy(keep_in: Path) -> None:
    """Remove what was being made by a process that was killed."""
    for path in keep_in.glob(f"{_UNFINISHED}*"):
        with suppress(OSError):
            if path.stat().st_mtime < time.time() - _FORGOTTEN:
                shutil.rmtree(path)


def _make(folder: Path, made: Path) -> None:
    """Make the copies under another name, and give them theirs when the disk has them."""
    made.parent.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(made, ignore_errors=True)
    unfinished = Path(mkdtemp(prefix=_UNFINISHED, dir=made.parent))
    _fill(unfinished, folder)
    try:
        unfinished.rename(made)
        sync(made.parent)
    except OSError:  # another process was first
        shutil.rmtree(unfinished, ignore_errors=True)


def _fill(unfinished: Path, folder: Path) -> None:
    shutil.copytree(folder, unfinished, dirs_exist_ok=True)
    compressor = Compressor(quiet=True)
    for path in _files(unfinished):
        compressor.compress(str(path))
    for path in (*unfinished.rglob("*"), unfinished):
        sync(path)


def _is_whole(made: Path, folder: Path) -> bool:
    """Tell whether every copy holds what its file does, the compressed ones unpacked."""
    names = [path.relative_to(folder) for path in _files(folder)]
    return made.is_dir() and all(_holds(made / name, folder / name) for name in names)


def _holds(copy: Path, original: Path) -> bool:
    content = original.read_bytes()
    packed = {end: copy.with_name(f"{copy.name}{end}") for end in _UNPACK}
    try:
        whole = [_UNPACK[end](path.read_bytes()) for end, path in packed.items() if path.exists()]
        return [copy.read_bytes(), *whole] == [content] * (1 + len(whole))
    except _SPOILT:
        return False


def _digest(folder: Path) -> str:
    content = hashlib.sha256()
    for path in _files(folder):
        content.update(path.relative_to(folder).as_posix().encode())
        content.update(path.read_bytes())
    return content.hexdigest()[:12]


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())
