"""A figure whose every text tries to be a formula."""

from __future__ import annotations

from balint.figures import Column, Figure

RUN_AS_FORMULA = (
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1;1)",
    "\t=1+1",
    "\r=1+1",
    "+46 70",
    '=HYPERLINK("http://example.org";"x")',
    "=cmd|' /C calc'!A0",
    "first;=1+1",  # a formula of its own where semicolons separate
    "first,=1+1",
    "＝1+1",
)
LEFT_AS_THEY_ARE = ("-0,5", "-0.5", "\u22120,5", "-12", "+46", "-3 %", "1e-05", "-1e-05", "a = b")
EVERY_TEXT = RUN_AS_FORMULA + LEFT_AS_THEY_ARE


def attacking_figure(language: str = "sv") -> Figure:
    """Give a figure with each text as a heading, as a column's name and as a cell."""
    return Figure(
        id="group-types",
        subject="context",
        question="?",
        title="=1+1",
        subtitle="=1+1",
        sentence="@SUM(1;1)",
        rounds=(),
        provenance="none",
        n={"groups": 1},
        columns=(
            *(Column(text, text) for text in EVERY_TEXT),
            Column("low", "low", decimals=2),
            Column("share", "share", decimals=1, percent=True),
        ),
        rows=(
            {**{text: text for text in EVERY_TEXT}, "low": -1234.5678, "share": -0.0512},
            {**dict.fromkeys(EVERY_TEXT), "low": None, "low_mark": "hidden", "share": 1e-05},
        ),
        notes=("=1+1", "https://example.org"),
        sources=("-1+1",),
        language=language,
        data_version=7,
    )
