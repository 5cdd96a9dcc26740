"""How long does a warm run of each page take, beside two floors in the same process?

The floors: an empty page, and a bare page that only sends the chart specifications and tables
which the page itself sends. All three run the way Streamlit's own test harness runs them, each
several times in turn, so that a busy machine slows all alike; the medians and their ratio are
printed.

    python -m benchmarks.pages [RUNS]
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import patch

import streamlit as st
from streamlit.testing.v1 import AppTest

from balint.bundle import load_bundle
from balint.store import close_process_store, process_store
from balint.ui import cards

ROOT = Path(__file__).parent.parent
MAIN = ROOT / "balint" / "ui" / "main.py"
PAGES = sorted((ROOT / "pages").glob("*.py"))
RUNS = 15
AIM = 2.0
"""At most this many times the bare page."""


def empty() -> None:
    """Show a title and nothing else."""
    import streamlit as st

    st.title("Balint i siffror")


def bare(specs: list[dict[str, Any]], tables: list[Any]) -> None:
    """Send finished charts and tables, and nothing else."""
    import streamlit as st

    for spec in specs:
        st.vega_lite_chart(spec=spec, theme=None, width="stretch")
    for table in tables:
        st.table(table, hide_index=True, border="horizontal")


def opened(page: Path) -> AppTest:
    """Open a page through the entry script, and run it once so that its figures are drawn."""
    test = AppTest.from_file(str(MAIN), default_timeout=300).run()
    if page.stem != "overview":
        test.switch_page(str(page)).run()
    return test


def sent(page: Path) -> tuple[list[dict[str, Any]], list[Any]]:
    """Record which charts and tables a page sends."""
    specs: list[dict[str, Any]] = []
    tables: list[Any] = []
    chart, table = st.vega_lite_chart, st.table

    def record_chart(*words: Any, **named: Any) -> Any:
        specs.append(named["spec"])
        return chart(*words, **named)

    def record_table(data: Any, **named: Any) -> Any:
        tables.append(data)
        return table(data, **named)

    with (
        patch.object(cards.st, "vega_lite_chart", record_chart),
        patch.object(cards.st, "table", record_table),
    ):
        opened(page)
    return specs, tables


def milliseconds(run: Callable[[], object]) -> float:
    """Time one run."""
    start = time.perf_counter()
    run()
    return 1000 * (time.perf_counter() - start)


def main() -> int:
    """Print a line per page: its median, the floors' medians, and the ratio to the bare page."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else RUNS
    with tempfile.TemporaryDirectory() as folder:
        os.environ["BALINT_DATABASE"] = str(Path(folder) / "balint.duckdb")
        load_bundle(process_store())
        print(f"{'page':22}{'empty ms':>10}{'bare ms':>10}{'page ms':>10}{'page/bare':>11}")
        for page in PAGES:
            specs, tables = sent(page)
            rivals = {
                "empty": AppTest.from_function(empty, default_timeout=300).run(),
                "bare": AppTest.from_function(
                    bare, kwargs={"specs": specs, "tables": tables}, default_timeout=300
                ).run(),
                "page": opened(page),
            }
            times: dict[str, list[float]] = {name: [] for name in rivals}
            for _ in range(runs):
                for name, test in rivals.items():
                    times[name].append(milliseconds(test.run))
            medians = {name: statistics.median(found) for name, found in times.items()}
            ratio = medians["page"] / medians["bare"]
            print(
                f"{page.stem:22}{medians['empty']:>10.1f}{medians['bare']:>10.1f}"
                f"{medians['page']:>10.1f}{ratio:>11.2f}",
                flush=True,
            )
        print(f"Aim: page/bare at most {AIM}; medians of {runs} runs.")
        close_process_store()
    return 0


if __name__ == "__main__":
    sys.exit(main())
