"""Does the code pass every check? Runs them all, then says how many failed."""

from __future__ import annotations

import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Check:
    """One command, run by this interpreter as `python -m …`; 0 means that it passed."""

    name: str
    module: tuple[str, ...]


CHECKS = (
    Check("format", ("ruff", "format", "--check", "--quiet", ".")),
    Check("lint", ("ruff", "check", "--quiet", ".")),
    Check("types", ("mypy", "--no-error-summary")),
    Check("queries", ("tools.sql_headers",)),
    Check("words", ("tools.words",)),
    Check("glossary", ("tools.glossary",)),
)


def main(checks: tuple[Check, ...] = CHECKS) -> int:
    """Run each check, show what the failing ones print, and return the exit code."""
    failed = [check.name for check in checks if not passes(check)]
    if failed:
        print(f"{len(failed)} of {len(checks)} checks failed: {', '.join(failed)}.")
        return 1
    print(f"All {len(checks)} checks passed.")
    return 0


def passes(check: Check) -> bool:
    """Run one check; a silent pass is one line, a failure is followed by all it printed."""
    started = time.perf_counter()
    result = subprocess.run(
        [sys.executable, "-m", *check.module],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        check=False,
    )
    seconds = time.perf_counter() - started
    verdict = "ok" if result.returncode == 0 else "FAILED"
    print(f"{check.name:<8} {verdict:<6} {seconds:5.1f} s", flush=True)
    if result.returncode:
        print(result.stdout.rstrip() or f"(nothing printed, exit code {result.returncode})")
    return result.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
