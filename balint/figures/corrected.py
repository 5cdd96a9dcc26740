"""How are the p-values of a figure's rows corrected for being many?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from balint.statistics.effects import adjust_holm


def correct_holm(rows: Sequence[dict[str, Any]], *, family: int | None = None) -> None:
    """Give each row that was tested its `p_holm`, Holm's correction of its `p`.

    Takes: `family`, how many tests the figure makes whatever could be tested; all rows otherwise.
    """
    tested = [row for row in rows if row["p"] is not None]
    corrected = adjust_holm([row["p"] for row in tested], family=family or len(rows)).p
    for row, p_holm in zip(tested, corrected, strict=True):
        row["p_holm"] = float(p_holm)
        row.pop("p_holm_mark", None)
