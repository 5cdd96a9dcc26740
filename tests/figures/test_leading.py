"""Rows that are equal are named all or none."""

from __future__ import annotations

import pytest

from balint.figures.leading import leading, sharing_first


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ([], []),
        ([2, 7], [7, 2]),
        ([1, 11, 4, 5], [11, 5, 4]),
        ([4, 11, 4, 5, 1], [11, 5, 4, 4]),
        ([4, 11, 4, 5, 4], [11, 5, 4, 4, 4]),
        ([4, 11, 4, 5, 4, 4], [11, 5]),
        ([1, 1, 1, 1, 1, 0], [1, 1, 1, 1, 1]),
        ([1, 1, 1, 1, 1, 1], []),
    ],
)
def test_equals_of_the_last_are_named_unless_they_are_many(
    values: list[int], named: list[int]
) -> None:
    assert leading(values, float) == named


def test_all_that_share_the_first_place_are_given_in_their_order() -> None:
    assert sharing_first(["bb", "a", "cc", "dd"], len) == ["bb", "cc", "dd"]
