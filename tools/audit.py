"""Is any package that the app installs known to be unsafe? Asks the network; run by hand."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
ASK = ("pip_audit", "--no-deps", "--disable-pip", "--progress-spinner=off", "--format=json")


def main() -> int:
    """Look every pin of requirements.txt up; exit 0 all looked up, 1 one is unsafe, 2 not done."""
    asked = subprocess.run(
        [sys.executable, "-m", *ASK, "--requirement", "requirements.txt"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    try:
        found: list[dict[str, Any]] = json.loads(asked.stdout)["dependencies"]
    except ValueError:
        reason = (asked.stderr.strip() or "it said nothing").splitlines()[-1]
        print(f"The audit could not be made: {reason}")
        return 2
    lines, code = verdict(found)
    print("\n".join(lines))
    return code


def verdict(found: list[dict[str, Any]]) -> tuple[list[str], int]:
    """Say in lines what was found of each package, and give the exit code.

    A package that was not looked up counts as not audited: pip-audit itself passes it.
    """
    unsafe = [
        f"{each['name']} {each['version']}: {flaw['id']}"
        f" (mended in {', '.join(flaw['fix_versions']) or 'no version yet'})"
        for each in found
        for flaw in each.get("vulns", ())
    ]
    if unsafe:
        return [*unsafe, f"{len(unsafe)} known weaknesses in requirements.txt."], 1
    skipped = [each["name"] for each in found if "skip_reason" in each]
    if skipped:
        n = f"{len(skipped)} of {len(found)} packages"
        return [f"The audit could not be made: {n} could not be looked up ({skipped[0]} first)."], 2
    return [f"No known weakness in the {len(found)} packages of requirements.txt."], 0


if __name__ == "__main__":
    sys.exit(main())
