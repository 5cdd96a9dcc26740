"""How are shares written so that they add up to 100 %?"""

from __future__ import annotations

from collections.abc import Sequence


def whole_percents(counts: Sequence[int]) -> list[int]:
    """Round the shares of some counts to whole per cent that add up to 100.

    Each share is rounded down; what is then left of 100 goes to those that lost most by it, the
    earlier of two that lost as much (largest remainder). Nobody at all gives zeros.
    """
    total = sum(counts)
    if not total:
        return [0] * len(counts)
    percents = [100 * count // total for count in counts]
    lost = [100 * count % total for count in counts]
    left = 100 - sum(percents)
    for place in sorted(range(len(counts)), key=lambda place: -lost[place])[:left]:
        percents[place] += 1
    return percents
