"""Ask for known vulnerabilities in the locked libraries, and for versions that were withdrawn.

Where the databases of advisories cannot be reached, that is said. The package index can be asked
all the same whether a locked version was withdrawn by its makers (PEP 592): what is broken or
harmful often is. With REQUIRE_ALL a library of which neither is known is a failure.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

LOCK = "requirements/dev.txt"
AUDIT = ["-m", "pip_audit", "--disable-pip", "--progress-spinner=off", "--format=json"]
# Reads what the index says of each locked file; installs nothing.
LOOK = ["-m", "pip", "install", "--dry-run", "--ignore-installed", "--no-deps", "--quiet"]
LOOK += ["--only-binary=:all:", "--report=-"]
Found = list[dict[str, Any]]


def asked(command: list[str], lock: str, part: str) -> Found | str:
    """Return what a command says of each library of the lock; why not, where it says nothing."""
    run = subprocess.run(
        [sys.executable, *command, "--require-hashes", "--requirement", lock],
        capture_output=True,
        text=True,
        check=False,
    )
    try:
        found: Found = json.loads(run.stdout)[part]
    except ValueError:
        return (run.stderr.strip() or "no answer").splitlines()[-1]
    return found


def tell_vulnerable(found: Found | str) -> bool:
    """Print which libraries have known vulnerabilities, and of which that is not known."""
    if isinstance(found, str):
        print(f"NOT AUDITED for known vulnerabilities: all libraries ({found})")
        return False
    unknown = [library["name"] for library in found if "skip_reason" in library]
    if unknown:
        told = f"{len(unknown)} of {len(found)} libraries: {', '.join(unknown)}"
        print(f"NOT AUDITED for known vulnerabilities: {told}")
    wrong = [(library, each) for library in found for each in library.get("vulns", ())]
    for library, problem in wrong:
        fixed = ", ".join(problem["fix_versions"]) or "no version yet"
        print(f"{library['name']} {library['version']}: {problem['id']}, fixed in {fixed}")
    return bool(wrong)


def tell_withdrawn(found: Found | str) -> bool:
    """Print which locked versions were withdrawn; true also when REQUIRE_ALL and nobody knows."""
    if isinstance(found, str):
        print(f"NOT ASKED whether a version was withdrawn: all libraries ({found})")
        return bool(os.environ.get("REQUIRE_ALL"))
    wrong = [library["metadata"] for library in found if library["is_yanked"]]
    print(f"withdrawn by their makers: {len(wrong)} of {len(found)} locked versions")
    for library in wrong:
        print(f"{library['name']} {library['version']}: withdrawn; lock another version")
    return bool(wrong)


def main(lock: str = LOCK) -> int:
    """Tell both; 1 when something is wrong."""
    wrong = tell_vulnerable(asked(AUDIT, lock, "dependencies"))
    wrong |= tell_withdrawn(asked(LOOK, lock, "install"))
    return int(wrong)


if __name__ == "__main__":
    os.chdir(Path(__file__).resolve().parent.parent)
    sys.exit(main(*sys.argv[1:]))
