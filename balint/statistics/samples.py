"""Is what was handed in a sample that can be reckoned with?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from balint import errors

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]

Reason = Literal[
    "all_tied",  # everyone gave everything the same place or class
    "no_overlap",  # the arms share no category along some direction
    "no_variance",  # all values are equal
    "nothing_counted",  # both counts are 0, so neither is a multiple of the other
    "one_degree_of_freedom",  # the small-sample correction would make any difference 0
    "one_group",  # an arm or a round has a single group, so groups cannot be compared
]


@dataclass(frozen=True, slots=True)
class Undefined:
    """A statistic that these answers do not determine, with a reason free of language."""

    reason: Reason


def as_floats(values: ArrayLike) -> Floats:
    """Read `values` as floats, blanks (None, masked, NaN) as NaN."""
    return np.ma.filled(np.ma.asarray(values, dtype=np.float64), np.nan)


def as_sample(values: ArrayLike, *, what: str, at_least: int) -> Floats:
    """Read `values` as one row of known numbers.

    Missing: refused. Raises: MissingValues, TooFewValues.
    """
    sample = as_floats(values).ravel()
    refuse_blanks(sample, what=what)
    if len(sample) < at_least:
        raise errors.TooFewValues(what=what, found=len(sample), needed=at_least)
    return sample


def refuse_blanks(values: Floats, *, what: str) -> None:
    """Refuse values that are blank or infinite. Raises: MissingValues."""
    blanks = int(np.count_nonzero(~np.isfinite(values)))
    if blanks:
        raise errors.MissingValues(what=what, found=blanks)


def is_constant(values: Floats) -> bool:
    """Say whether a sample varies by no more than the rounding of its numbers."""
    return bool(np.ptp(values) <= 10 * np.finfo(np.float64).eps * np.max(np.abs(values)))
