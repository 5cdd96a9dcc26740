"""Is what R said on record, with the versions that said it?"""

from __future__ import annotations

import json

import pytest

from tests.statistics.r_results import FOLDER

SUBJECTS = sorted(path.stem for path in FOLDER.glob("*.R") if path.stem != "write")


@pytest.mark.parametrize("subject", SUBJECTS)
def test_reference_names_its_r_and_packages(subject: str) -> None:
    stored = json.loads((FOLDER / f"{subject}.json").read_text(encoding="utf-8"))
    script = (FOLDER / f"{subject}.R").read_text(encoding="utf-8")
    assert stored["r"].startswith("R version 4")
    for package in stored["packages"]:
        assert f"library({package})" in script


def test_references_hold_at_least_sixty_answers() -> None:
    stored = [json.loads((FOLDER / f"{name}.json").read_text("utf-8")) for name in SUBJECTS]
    assert sum(case["answer"] is not None for one in stored for case in one["cases"]) >= 60
