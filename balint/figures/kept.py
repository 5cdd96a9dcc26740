"""How does a figure outlive the answers that it was drawn from?

Before a round's answers are erased, each figure is written down as readers see it; from then on
that is shown to everybody, since there is nothing left to draw it from.
"""

from __future__ import annotations

import copy
import json
from dataclasses import asdict, dataclass
from typing import Any, cast

from duckdb import DuckDBPyConnection as Cursor

from balint import queries
from balint.figures.look import LOOKS, Drawing, Look
from balint.figures.model import Answer, Column, Figure
from balint.rounds import Round
from balint.words import Words, in_sweden

TOLD = ("title", "subtitle", "sentence", "n", "rows", "notes", "sources", "is_hidden")


def written_down(figure: Figure) -> str:
    """Write a figure as JSON: all that is told, and its chart in each look."""
    chart = figure.chart
    charts = (
        {look.name: chart(look).to_dict(validate=False) for look in LOOKS.values()} if chart else {}
    )
    told = {name: getattr(figure, name) for name in TOLD}
    columns = [asdict(column) for column in figure.columns]
    whole = {**told, "columns": columns, "charts": charts, "chart_size": figure.chart_size}
    return json.dumps(whole, ensure_ascii=False)


def kept_answer(
    cursor: Cursor, figure_id: str, question: str, found: Round, say: Words
) -> tuple[Answer, bool]:
    """Give a figure of a round without answers, and whether it has no numbers."""
    kept = queries.rows(
        cursor,
        "rounds/kept_figure",
        round_id=found.id,
        figure_id=figure_id,
        language=say.language,
    )
    if not kept:
        return _nothing(question, say), True
    told = json.loads(kept[0]["content"])
    charts = told["charts"]
    answer = Answer(
        title=told["title"],
        subtitle=told["subtitle"],
        sentence=told["sentence"],
        n=told["n"],
        columns=tuple(Column(**column) for column in told["columns"]),
        rows=tuple(told["rows"]),
        notes=(
            *told["notes"],
            say(
                "The answers behind the figure were erased on {day}. It is shown as readers saw it "
                "then, and cannot be drawn anew.",
                day=say.date(in_sweden(kept[0]["kept_at"]).date()),
            ),
        ),
        sources=tuple(told["sources"]),
        chart=(lambda look: _drawing(charts, look)) if charts else None,
        chart_size=tuple(told["chart_size"]),
    )
    return answer, told["is_hidden"]


def _nothing(question: str, say: Words) -> Answer:
    return Answer(
        title=say("The answers have been erased"),
        subtitle=question,
        sentence=say(
            "The answers to this question have been erased, and no figure of them was released."
        ),
        n={},
        columns=(),
        rows=(),
        notes=(),
        sources=(),
    )


@dataclass(frozen=True, slots=True)
class _KeptDrawing:
    spec: dict[str, Any]

    def to_dict(self, **_: object) -> dict[str, Any]:
        """Give the specification, for the caller to change."""
        return copy.deepcopy(self.spec)


def _drawing(charts: dict[str, dict[str, Any]], look: Look) -> Drawing:
    return cast(Drawing, _KeptDrawing(charts[look.name]))
