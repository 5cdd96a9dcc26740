"""Do the intervals cover the truth as often as they say? `python -m benchmarks.coverage`.

Draws many samples from worlds whose truth is known and counts how often the interval holds it.
A level holds where the observed share lies within two Monte Carlo errors of it, or above.
Takes a few minutes; `--repeats` sets how many samples.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from functools import partial

import numpy as np
from scipy import stats

from balint.statistics.agreement import weighted_kappa
from balint.statistics.effects import (
    bootstrap_difference,
    cluster_difference,
    hedges_g,
    welch_difference,
)
from balint.statistics.ordinal import cliffs_delta
from balint.statistics.ranking import positions, rank_intervals
from balint.statistics.rates import bootstrap_share, clustered_share
from balint.statistics.reliability import cronbach_alpha
from balint.statistics.samples import Undefined

SIZES = (8, 20, 40)
NOMINAL = 0.95

Trial = Callable[[np.random.Generator], bool | None]
"""Draws one sample; says whether the interval held the truth, or None where it said nothing."""


def main() -> None:
    """Print one line per world: what was said, what was seen, and how sure that is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=1000)
    repeats = parser.parse_args().repeats
    print(f"{'world':62} {'nominal':>7} {'seen':>6} {'error':>6} {'silent':>6}")
    for name, trial in worlds():
        seen, error, silent = coverage(trial, repeats=repeats)
        print(f"{name:62} {NOMINAL:7.3f} {seen:6.3f} {error:6.3f} {silent:6d}", flush=True)


def coverage(trial: Trial, *, repeats: int) -> tuple[float, float, int]:
    """Repeat a trial: the share that held, its Monte Carlo error, how many said nothing."""
    generator = np.random.Generator(np.random.PCG64(1))
    answers = [trial(generator) for _ in range(repeats)]
    held = [answer for answer in answers if answer is not None]
    seen = float(np.mean(held))
    error = float(np.sqrt(seen * (1 - seen) / len(held)))
    return seen, error, len(answers) - len(held)


def worlds() -> Iterator[tuple[str, Trial]]:
    """Name every world and how one sample of it is drawn and judged."""
    for n in SIZES:
        yield f"ranks of 7 equal reasons, {n} leaders", partial(equal_reasons, n=n)
        yield f"ranks of 7 reasons, best 8 times worst, {n} leaders", partial(unequal_reasons, n=n)
    for n in SIZES:
        yield (
            f"share under {n} leaders of 9, truth 10 %, icc 0.1",
            partial(share_in_clusters, n=n, method="wilson"),
        )
        yield (
            f"share under {n} leaders, as if each alone",
            partial(share_in_clusters, n=n, method="alone"),
        )
        yield (
            f"share under {n} leaders, bootstrap",
            partial(share_in_clusters, n=n, method="bootstrap"),
        )
    for n in SIZES:
        yield f"g of {n} + {n}, truth 0.8, equal spread", partial(effect, n=n, spread=1.0)
        yield f"g of {n} + {n}, truth 0.8, spread 1 to 3", partial(effect, n=n, spread=3.0)
        yield f"difference of {n} + {n} at the ceiling, Welch", partial(ceiling, n=n, bca=False)
        yield f"difference of {n} + {n} at the ceiling, BCa", partial(ceiling, n=n, bca=True)
    for groups in (3, 4, 8):
        yield (
            f"difference, {groups} groups of 6 against 21, icc 0.2, CR2",
            partial(grouped, groups=groups),
        )
    for n in SIZES:
        yield f"kappa of {n}, linear, truth 0.59", partial(kappa, n=n)
        yield f"alpha of {n} people, 6 items, truth 0.8", partial(alpha, n=n)
        yield f"Cliff's delta of {n} + {n} in three classes", partial(delta, n=n)


def equal_reasons(generator: np.random.Generator, *, n: int) -> bool:
    """Hold if no reason is told apart: each may have any rank."""
    found = rank_intervals(positions(generator.random((n, 7))).places)
    return not found.precedes.any()


def unequal_reasons(generator: np.random.Generator, *, n: int) -> bool:
    """Hold if every true rank lies in its interval (Plackett and Luce's world)."""
    strength = np.geomspace(8, 1, 7)
    arrival = generator.exponential(1 / strength, (n, 7))  # who comes first is ranked first
    found = rank_intervals(positions(arrival).places)
    truth = np.arange(1, 8)
    return bool(((found.rank_low <= truth) & (truth <= found.rank_high)).all())


def share_in_clusters(generator: np.random.Generator, *, n: int, method: str) -> bool | None:
    """Hold if the true share of 10 % lies in the interval; leaders differ, and lead 4 to 14."""
    truth, icc = 0.1, 0.1
    spread = (1 - icc) / icc
    people = generator.integers(4, 15, n)
    events = generator.binomial(people, generator.beta(truth * spread, (1 - truth) * spread, n))
    if method == "bootstrap":
        found = bootstrap_share(events, people)
        return None if isinstance(found, Undefined) else found.low <= truth <= found.high
    whole = clustered_share(events, people)
    share = whole.clustered if method == "wilson" else whole.alone
    return None if isinstance(share, Undefined) else share.low <= truth <= share.high


def effect(generator: np.random.Generator, *, n: int, spread: float) -> bool | None:
    """Hold if the true standardised difference lies in the interval of g."""
    truth = 0.8
    unit = np.sqrt((1 + spread**2) / 2)
    found = hedges_g(generator.normal(truth * unit, 1, n), generator.normal(0, spread, n))
    return None if isinstance(found, Undefined) else found.low <= truth <= found.high


def ceiling(generator: np.random.Generator, *, n: int, bca: bool) -> bool | None:
    """Hold if the true difference lies in the interval, where many answer 10."""
    higher = np.minimum(10, generator.normal(8.5, 2, n))
    lower = np.minimum(10, generator.normal(7, 2, n))
    truth = mean_at_ceiling(8.5, 2) - mean_at_ceiling(7, 2)
    method = bootstrap_difference if bca else welch_difference
    found = method(higher, lower)
    return None if isinstance(found, Undefined) else bool(found.low <= truth <= found.high)


def mean_at_ceiling(mean: float, spread: float) -> float:
    """Work out the mean of min(10, X) where X is normal."""
    reach = (10 - mean) / spread
    below = stats.norm.cdf(reach)
    return float(mean * below - spread * stats.norm.pdf(reach) + 10 * (1 - below))


def grouped(generator: np.random.Generator, *, groups: int) -> bool | None:
    """Hold if the true difference of 0 lies in the interval, though people share groups."""
    icc, members = 0.2, 6
    shared = np.repeat(generator.normal(0, np.sqrt(icc), groups), members)
    people = shared + generator.normal(0, np.sqrt(1 - icc), groups * members)
    labels = np.repeat(np.arange(groups), members).tolist()
    found = cluster_difference(people, generator.normal(0, 1, 21), groups_a=labels)
    return None if isinstance(found, Undefined) else found.low <= 0 <= found.high


def kappa(generator: np.random.Generator, *, n: int) -> bool | None:
    """Hold if kappa lies in its interval, where the world is Table 3 of the thesis."""
    table = np.array([[11, 2, 1], [2, 6, 4], [1, 1, 7]])
    truth = weighted_kappa(table, weights="linear")
    drawn = generator.multinomial(n, table.ravel() / table.sum()).reshape(3, 3)
    found = weighted_kappa(drawn, weights="linear")
    if isinstance(found, Undefined) or isinstance(truth, Undefined):
        return None
    return found.low <= truth.kappa <= found.high


def alpha(generator: np.random.Generator, *, n: int) -> bool | None:
    """Hold if alpha lies in its interval; six items share so much that alpha is 0.8."""
    truth, items = 0.8, 6
    shared = truth / (items - truth * (items - 1))
    person = np.sqrt(shared) * generator.normal(size=(n, 1))
    found = cronbach_alpha(person + np.sqrt(1 - shared) * generator.normal(size=(n, items)))
    return None if isinstance(found, Undefined) else found.low <= truth <= found.high


def delta(generator: np.random.Generator, *, n: int) -> bool | None:
    """Hold if delta lies in its interval, where the world is the questions of Table 3."""
    higher, lower = np.array([11, 7, 1]) / 19, np.array([3, 5, 8]) / 16
    above = sum(higher[i] * lower[j] * np.sign(j - i) for i in range(3) for j in range(3))
    a, b = generator.choice([3, 2, 1], n, p=higher), generator.choice([3, 2, 1], n, p=lower)
    found = cliffs_delta(a, b)
    return None if isinstance(found, Undefined) else bool(found.low <= above <= found.high)


if __name__ == "__main__":
    main()
