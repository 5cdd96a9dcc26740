"""What R said: the cases that tests/reference/*.R stored."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

FOLDER = Path(__file__).parents[1] / "reference"

ESTIMATE = 1e-6
INTERVAL = 1e-4
EFFECT_INTERVAL = 1e-3


def cases(subject: str, *asked: str) -> list[Any]:
    """Find the cases of one subject that R answered, as parameters named for what they hold."""
    return [_parameter(case) for case in _all(subject, asked) if case["answer"] is not None]


def unanswered(subject: str, *asked: str) -> list[Any]:
    """Find the cases of one subject that R refused or could not say."""
    return [_parameter(case) for case in _all(subject, asked) if case["answer"] is None]


def values(entry: object) -> np.ndarray:
    """Read a stored number, row or table, null as a blank."""
    return np.array(entry, dtype=float)


def _all(subject: str, asked: tuple[str, ...]) -> list[dict[str, Any]]:
    stored = json.loads((FOLDER / f"{subject}.json").read_text(encoding="utf-8"))
    return [case for case in stored["cases"] if case["ask"] in asked]


def _parameter(case: dict[str, Any]) -> Any:
    return pytest.param(
        case["ask"], case["given"], case["answer"], id=f"{case['ask']}: {case['name']}"
    )
