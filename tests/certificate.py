"""A certificate that nobody vouches for, made for a test."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from tests.conftest import needs


def self_signed(folder: Path, name: str) -> tuple[Path, Path]:
    """Make a certificate for this host; return its file and that of its key."""
    needs("openssl", shutil.which("openssl") is not None)
    certificate, key = folder / "regelruimte.pem", folder / "regelruimte.key"
    made = f"req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN={name}".split()
    command = ["openssl", *made, "-keyout", str(key), "-out", str(certificate)]
    subprocess.run(command, check=True, capture_output=True)
    return certificate, key
