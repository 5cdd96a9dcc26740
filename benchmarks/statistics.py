"""How fast are our statistics beside libraries that people use? `python -m benchmarks.statistics`.

In one run: the whole of study1-effects with 5,000 bootstrap draws beside DABEST, rank intervals of
2,000 draws beside 2,000 refits with choix, 49 Welch tests beside pingouin; then how each of ours
grows from 50 to 50,000 answers. requirements-benchmark.txt has choix and pingouin. DABEST asks for
older pandas and NumPy than the app has, so it runs in an environment of its own, whose interpreter
`--dabest-python` names. A library that is not there is shown as "not installed".

Measured at 50 answers on two slow, shared cores: DABEST took some eighty times as long as the
eight effects (38 s beside 0.5 s, its minutes of compiling not counted), choix thousands of times as
long as the rank intervals, pingouin between once and ten times as long as the 49 tests. From 50 to
50,000 answers the 49 tests grow a few times. Rank intervals grow from hundredths of a second to
some ten seconds, and the eight effects with their 5,000 draws from a tenth of a second to half a
minute, both mostly before 5,000 answers: from there on equal answers are counted together.
"""

from __future__ import annotations

import argparse
import importlib
import json
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from balint.statistics.effects import (
    adjust_holm,
    bootstrap_difference,
    hedges_g,
    welch_difference,
)
from balint.statistics.ranking import positions, rank_intervals

CATEGORIES, ITEMS, REASONS = 8, 49, 7
ITEMS_EACH = 6
EFFECT_DRAWS, RANK_DRAWS = 5_000, 2_000
SIZES = (50, 500, 5_000, 50_000)
DABEST = Path(__file__).with_name("dabest_timed.py")

Floats = np.ndarray
Arms = tuple[Floats, Floats]


def main() -> None:
    """Print what each takes beside its library, then how ours grow."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dabest-python", help="an interpreter that has DABEST")
    parser.add_argument("--answers", type=int, default=50)
    parser.add_argument("--sizes", type=int, nargs="*", default=SIZES)
    asked = parser.parse_args()
    n = asked.answers
    arms, rankings = scores(n), ranks(n)
    print(f"{n} answers{'':22}{'ours s':>10}{'theirs s':>14}{'ratio':>10}")
    compare(
        "study1-effects, DABEST",
        seconds(lambda: effects(arms)),
        by_dabest(arms, asked.dabest_python),
    )
    compare(
        "rank intervals, choix",
        seconds(lambda: rank_intervals(positions(rankings).places, draws=RANK_DRAWS)),
        by_choix(rankings),
    )
    compare("49 Welch tests, pingouin", seconds(lambda: tests(arms)), by_pingouin(arms))
    print(f"\n{'answers':>10}{'effects s':>14}{'ranks s':>14}{'tests s':>14}")
    for size in asked.sizes:
        arms, rankings = scores(size), ranks(size)
        took = (
            seconds(lambda: effects(arms)),  # noqa: B023 - called at once
            seconds(lambda: rank_intervals(positions(rankings).places)),  # noqa: B023
            seconds(lambda: tests(arms)),  # noqa: B023
        )
        print(f"{size:10}" + "".join(f"{each:14.3f}" for each in took), flush=True)


def compare(name: str, ours: float, theirs: float | None) -> None:
    """Print one line; the ratio says how many times longer the library takes."""
    if theirs is None:
        print(f"{name:32}{ours:10.3f}{'not installed':>14}", flush=True)
    else:
        print(f"{name:32}{ours:10.3f}{theirs:14.3f}{theirs / ours:10.1f}", flush=True)


def seconds(work: Callable[[], object], *, repeats: int = 3) -> float:
    """Time the quickest of a few runs, after one that does not count."""
    work()
    return min(timed(work) for _ in range(repeats))


def timed(work: Callable[[], object]) -> float:
    """Time one run."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def scores(n: int) -> Arms:
    """Draw half of the answers in each arm: 49 items from 0 to 10, one decimal."""
    generator = np.random.default_rng(n)
    half = (n // 2, ITEMS)
    balint, reference = generator.normal(7, 2, half), generator.normal(6.4, 2, half)
    return tuple(np.clip(arm, 0, 10).round(1) for arm in (balint, reference))  # type: ignore[return-value]


def category_means(arm: Floats) -> Floats:
    """Take the mean of six items for each of the eight categories."""
    items = arm[:, : CATEGORIES * ITEMS_EACH]
    return items.reshape(len(arm), CATEGORIES, ITEMS_EACH).mean(axis=2).round(3)


def ranks(n: int) -> Floats:
    """Draw leaders who rank all reasons, the first the likeliest."""
    arrival = np.random.default_rng(n).exponential(1 / np.geomspace(8, 1, REASONS), (n, REASONS))
    return arrival.argsort(axis=1).argsort(axis=1) + 1.0


def effects(arms: Arms) -> object:
    """Do all that study1-effects computes, and the bootstrap beside it."""
    balint, reference = map(category_means, arms)
    found = [
        (
            welch_difference(a, b),
            hedges_g(a, b),
            bootstrap_difference(a, b, draws=EFFECT_DRAWS),
        )
        for a, b in zip(balint.T, reference.T, strict=True)
    ]
    return found, adjust_holm([welch.p for welch, _, _ in found])  # type: ignore[union-attr]


def tests(arms: Arms) -> object:
    """Test each of the 49 items, with its effect."""
    return [
        (welch_difference(a, b), hedges_g(a, b)) for a, b in zip(arms[0].T, arms[1].T, strict=True)
    ]


def by_dabest(arms: Arms, python: str | None) -> float | None:
    """Let DABEST resample the same eight differences in its own interpreter."""
    if python is None:
        return None
    given = {"draws": EFFECT_DRAWS, "arms": [category_means(arm).T.tolist() for arm in arms]}
    # -P keeps this folder off the path, where our module would pass for Python's `statistics`.
    done = subprocess.run(
        [python, "-P", "-W", "ignore", str(DABEST)],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        check=True,
    )
    return float(done.stdout.splitlines()[-1])


def by_choix(rankings: Floats) -> float | None:
    """Fit Plackett and Luce's model to as many resamples as we draw."""
    try:
        choix = importlib.import_module("choix")
    except ImportError:
        return None
    orders = rankings.argsort(axis=1)
    generator = np.random.default_rng(1)

    def refit() -> None:
        for _ in range(RANK_DRAWS):
            drawn = orders[generator.integers(0, len(orders), len(orders))]
            choix.ilsr_rankings(REASONS, drawn.tolist(), alpha=0.01)

    return timed(refit)


def by_pingouin(arms: Arms) -> float | None:
    """Let pingouin do the 49 tests."""
    try:
        pingouin = importlib.import_module("pingouin")
    except ImportError:
        return None
    pairs = list(zip(arms[0].T, arms[1].T, strict=True))
    return seconds(lambda: [pingouin.ttest(a, b, correction=True) for a, b in pairs])


if __name__ == "__main__":
    main()
