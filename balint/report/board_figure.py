"""How does one figure stand in the board's report?"""

from __future__ import annotations

from dataclasses import asdict

from balint.figures.chart_only import chart_svg
from balint.figures.labels import badge, counted
from balint.figures.model import Figure
from balint.report.paper_table import SET_AS_WORDS, paper_table
from balint.words import Words


def set_figure(figure: Figure, number: int, say: Words) -> dict[str, object]:
    """Give all that the template sets of a figure, in words."""
    table, as_words = paper_table(figure, say), figure.id in SET_AS_WORDS
    return {
        "number": number,
        "label": say("No. {n}", n=number),
        "title": figure.title,
        "badge": badge(figure),
        "rounds": say.join(found.title(say.language) for found in figure.rounds),
        "demo": figure.provenance == "demo",
        "subtitle": figure.subtitle,
        "chart": chart_svg(figure) if figure.chart and not as_words else None,
        "sentence": figure.sentence,
        "basis": _basis(figure, say),
        "table": asdict(table) if table else None,
        "elsewhere": say(
            "The table, {rows}, is in the app, beside the chart of this figure.",
            rows=say.plural("1 row", "{n} rows", len(figure.rows)),
        ),
    }


def _basis(figure: Figure, say: Words) -> str:
    counts = counted(figure)
    return say("Basis – {counts}", counts=counts) if counts else ""
