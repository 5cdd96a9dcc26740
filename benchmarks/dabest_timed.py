"""How long does DABEST take for differences and effects? Run by benchmarks.statistics.

Reads the two arms and the number of draws from standard input, and prints seconds. It runs in
an environment of DABEST's own, so it imports nothing of the app.
"""

from __future__ import annotations

import importlib
import json
import sys
import time


def main() -> None:
    """Time the second run: the first compiles."""
    pandas, dabest = importlib.import_module("pandas"), importlib.import_module("dabest")
    given = json.load(sys.stdin)
    arms = zip(("balint", "reference"), given["arms"], strict=True)
    columns = {f"{arm}_{n}": column for arm, rows in arms for n, column in enumerate(rows)}
    frame = pandas.DataFrame(columns)
    pairs = tuple((f"reference_{n}", f"balint_{n}") for n in range(len(given["arms"][0])))
    for _ in range(2):
        started = time.perf_counter()
        loaded = dabest.load(frame, idx=pairs, resamples=given["draws"])
        _ = loaded.mean_diff.results, loaded.hedges_g.results
        seconds = time.perf_counter() - started
    print(seconds)


if __name__ == "__main__":
    main()
