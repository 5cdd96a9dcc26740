"""Does `make check` run everything, and say how much of it failed?"""

from __future__ import annotations

import pytest

from tools.check import Check, main

PASSES = Check("first", ("this",))
FAILS = Check("second", ("tools.no_such_module",))


def test_check_runs_on_after_a_failure(capfd: pytest.CaptureFixture[str]) -> None:
    assert main((FAILS, PASSES, FAILS)) == 1
    printed = capfd.readouterr().out
    assert [line.split()[:2] for line in printed.splitlines() if " s" in line[-3:]] == [
        ["second", "FAILED"],
        ["first", "ok"],
        ["second", "FAILED"],
    ]
    assert "No module named tools.no_such_module" in printed
    assert printed.endswith("2 of 3 checks failed: second, second.\n")


def test_check_says_that_all_passed(capfd: pytest.CaptureFixture[str]) -> None:
    assert main((PASSES,)) == 0
    assert capfd.readouterr().out.endswith("All 1 checks passed.\n")
