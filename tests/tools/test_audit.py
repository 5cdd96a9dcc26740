"""Does the audit pass only what was looked up and has no known weakness?"""

from __future__ import annotations

from tools.audit import verdict

SAFE = {"name": "duckdb", "version": "1.5.5", "vulns": []}
UNSAFE = {
    "name": "jinja2",
    "version": "3.1.0",
    "vulns": [{"id": "PYSEC-1", "fix_versions": ["3.1.6"]}, {"id": "PYSEC-2", "fix_versions": []}],
}
SKIPPED = {"name": "altair", "skip_reason": "Dependency not found on PyPI"}


def test_audit_passes_what_has_no_known_weakness() -> None:
    assert verdict([SAFE, SAFE]) == (
        ["No known weakness in the 2 packages of requirements.txt."],
        0,
    )


def test_audit_names_each_weakness_and_its_cure() -> None:
    assert verdict([SAFE, UNSAFE, SKIPPED]) == (
        [
            "jinja2 3.1.0: PYSEC-1 (mended in 3.1.6)",
            "jinja2 3.1.0: PYSEC-2 (mended in no version yet)",
            "2 known weaknesses in requirements.txt.",
        ],
        1,
    )


def test_audit_does_not_pass_what_was_not_looked_up() -> None:
    (line,), code = verdict([SAFE, SKIPPED])
    assert "could not be made: 1 of 2 packages" in line
    assert code == 2
