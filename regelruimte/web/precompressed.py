"""Copies of the static files with compressed ones beside them, made once for each version."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path
from tempfile import mkdtemp

from whitenoise.compress import Compressor


def with_compressed(folder: Path, keep_in: Path) -> Path:
    """Return a folder in `keep_in` that holds the files of `folder` and .br and .gz of each.

    The copies are named after what is in them: those of another version are never served. Where
    nothing can be written the files are served as they are.
    """
    made = keep_in / f"static-{_digest(folder)}"
    if not made.is_dir():
        try:
            _make(folder, made)
        except OSError:
            return folder
    return made


def _make(folder: Path, made: Path) -> None:
    made.parent.mkdir(parents=True, exist_ok=True)
    unfinished = Path(mkdtemp(prefix="static-", dir=made.parent))
    shutil.copytree(folder, unfinished, dirs_exist_ok=True)
    compressor = Compressor(quiet=True)
    for path in _files(unfinished):
        compressor.compress(str(path))
    try:
        unfinished.rename(made)
    except OSError:  # another process was first
        shutil.rmtree(unfinished)


def _digest(folder: Path) -> str:
    content = hashlib.sha256()
    for path in _files(folder):
        content.update(path.relative_to(folder).as_posix().encode())
        content.update(path.read_bytes())
    return content.hexdigest()[:12]


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())
