"""Builds a release in dist/: the sources, what they are made of (SBOM), and the hashes of both.

Built again from the same commit it is the same, byte for byte. It refuses what is not committed, a
version that is not told everywhere, a migration that could still be edited, and to go without the
database that later versions upgrade in their tests. With `--freeze` it only writes down the
migrations that come with this release: from then on a test holds them.
"""

import argparse
import gzip
import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path

from sbom import sbom

ROOT = Path.cwd()
MIGRATIONS = ROOT / "regelruimte" / "store" / "migrations"
RELEASED = MIGRATIONS / "RELEASED"
FILLED = ROOT / "tests" / "store" / "databases"
VERSION = re.compile(r'^VERSION = "(.+)"$', re.MULTILINE)
# Every file that tells the version, and how.
TOLD = {
    "pyproject.toml": 'version = "{}"',
    "publiccode.yml": "softwareVersion: {}",
    "CHANGELOG.md": "## [{}] - ",
    "Containerfile": 'version="{}"',
    "docs/deploy/compose.yaml": "regelruimte:{}",
    "docs/deploy/kubernetes.yaml": "regelruimte:{}",
}


def git(*words: str) -> bytes:
    """Return what git says."""
    return subprocess.run(["git", *words], cwd=ROOT, check=True, capture_output=True).stdout  # noqa: S607


def hashes() -> dict[str, str]:
    """Return the hash of each migration that is here, in their order."""
    found = sorted(MIGRATIONS.glob("[0-9]*.py"))
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in found}


def frozen() -> dict[str, str]:
    """Return the hashes that were written down."""
    lines = RELEASED.read_text().splitlines() if RELEASED.exists() else []
    pairs = (line.split() for line in lines if not line.startswith("#"))
    return {name: digest for digest, name in pairs}


def freeze() -> None:
    """Write down every migration that is here: after this it is never edited."""
    head = "# Migrations that were released, never edited: a change is a new number.\n"
    lines = [f"{digest}  {name}\n" for name, digest in hashes().items()]
    RELEASED.write_text(head + "".join(lines))


def problems(version: str) -> list[str]:
    """Return what stands in the way of a release, a line each."""
    found = ["commit first: " + line for line in git("status", "--porcelain").decode().splitlines()]
    found += [
        f"{name} does not say {text.format(version)}"
        for name, text in TOLD.items()
        if text.format(version) not in (ROOT / name).read_text()
    ]
    if hashes() != frozen():
        found.append("migrations: look what changed, then scripts/release.py --freeze, and commit")
    if not (FILLED / f"{version}.json").exists():
        found.append("no filled database: python -m tests.store.fill_release, and commit")
    return found


def build(version: str) -> list[Path]:
    """Write the files of the release; return them."""
    folder, name = ROOT / "dist", f"regelruimte-{version}"
    folder.mkdir(exist_ok=True)
    sources, parts = folder / f"{name}.tar.gz", folder / f"{name}.cdx.json"
    tar = git("archive", "--format=tar", f"--prefix={name}/", "HEAD")
    sources.write_bytes(gzip.compress(tar, mtime=0))
    moment = git("show", "--no-patch", "--format=%cI", "HEAD").decode().strip()
    parts.write_text(json.dumps(sbom(ROOT, version, moment), indent=1) + "\n")
    return [sources, parts]


def main() -> int:
    """Build, unless something stands in the way."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--freeze", action="store_true", help="write down today's migrations")
    if parser.parse_args().freeze:
        freeze()
        return 0
    (version,) = VERSION.findall((ROOT / "regelruimte" / "version.py").read_text())
    if found := problems(version):
        print("\n".join(found), file=sys.stderr)
        return 1
    files = build(version)
    sums = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files]
    (ROOT / "dist" / f"regelruimte-{version}.sha256").write_text("".join(sums))
    print("".join(sums) + f"Now sign and tell it: git tag -s v{version}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
