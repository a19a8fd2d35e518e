"""Ask for known vulnerabilities in the locked libraries; what could not be asked is only told."""

import json
import subprocess
import sys
from typing import Any

COMMAND = ["-m", "pip_audit", "--requirement", "requirements/dev.txt"]
OPTIONS = ["--require-hashes", "--disable-pip", "--progress-spinner=off", "--format=json"]


def ask() -> list[dict[str, Any]]:
    """Return what pip-audit says of each library; nothing when it could not ask at all."""
    run = subprocess.run(
        [sys.executable, *COMMAND, *OPTIONS], capture_output=True, text=True, check=False
    )
    try:
        found: list[dict[str, Any]] = json.loads(run.stdout)["dependencies"]
    except ValueError:
        reason = (run.stderr.strip() or "no answer").splitlines()[-1]
        print(f"not audited: all libraries ({reason})")
        return []
    return found


def tell(libraries: list[dict[str, Any]]) -> int:
    """Print what is wrong and what is unknown; 1 when a vulnerability was found."""
    unknown = [library["name"] for library in libraries if "skip_reason" in library]
    if unknown:
        print(f"not audited: {len(unknown)} of {len(libraries)} libraries: {', '.join(unknown)}")
    wrong = [library for library in libraries if library.get("vulns")]
    for library in wrong:
        for problem in library["vulns"]:
            fixed = ", ".join(problem["fix_versions"]) or "no version yet"
            print(f"{library['name']} {library['version']}: {problem['id']}, fixed in {fixed}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(tell(ask()))
