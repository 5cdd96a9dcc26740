"""Do the two parts of Study II's instrument class physicians alike?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import altair as alt

from balint.disclosure import Crowd
from balint.figures.catalogue import figure
from balint.figures.charts import above_plot, inline, lines_by_name, text_on_scale
from balint.figures.look import LINE, NARROW, Drawing, Look, wrap
from balint.figures.model import EVERY, Answer, Ask, Column
from balint.figures.sources import origin
from balint.forms import choice_label, load_form
from balint.words import Words, later

CLASSES = ("patient_centred", "intermediary", "non_patient_centred")
"""The classes of the instrument, most patient-centred first."""

MAY_BREAK = {"wide": ("Icke", "Non"), "narrow": ("patient", "Mellan", "Inter", "Icke", "Non")}
"""What the names of the classes begin words with; columns break the words there."""
LETTERS = {"wide": 16, "narrow": 9}
"""Length of a line of a class's name."""


def class_cells(ask: Ask) -> dict[tuple[str, str], dict[str, int]]:
    """Give the nine cells of questions by roles, each with both arms; nobody is 0."""
    published = ask.round.provenance == "published"
    query = "published_classes" if published else "answered_classes"
    found = {
        (row["questions_class"], row["roles_class"]): row
        for row in ask.rows(f"patient_centredness/{query}", round_id=ask.round.id)
    }
    nobody = {"balint": 0, "reference": 0}
    return {
        (questions, roles): {arm: found.get((questions, roles), nobody)[arm] for arm in nobody}
        for questions in CLASSES
        for roles in CLASSES
    }


def class_crowds(ask: Ask) -> list[Crowd]:
    """Give the people with a class by both parts, in each arm of the ask's round."""
    found = ask.rows("patient_centredness/groups", round_id=ask.round.id)
    return [
        Crowd.by_group({row["group_code"]: row["classed"] for row in found if row["arm"] == arm})
        for arm in ("balint", "reference")
    ]


def class_label(code: str, language: str) -> str:
    """Name a class of the instrument."""
    return choice_label(load_form("study2").field("questions_class"), code, language)


def base_note(ask: Ask) -> str:
    """Say who is in the base."""
    if ask.round.provenance == "published":
        return ask.say(
            "35 of 41 physicians: one Balint member and five reference physicians left the three "
            "questions blank (Table 3)."
        )
    return ask.say("Physicians without a class in both parts are left out.")


def pilot_note(say: Words) -> str:
    """Say what the instrument must not be used for."""
    return say(
        "The instrument is a pilot: the thesis asks for more validation before it is used for "
        "single people, and warns against it in accreditation and job interviews (pp. 42, 59)."
    )


@figure(
    "class-table",
    subject="patient_centredness",
    form="study2",
    draws=EVERY,
    question=later("Do the two parts of the instrument class physicians alike?"),
)
def class_table(ask: Ask) -> Answer:
    """Cross the class by three questions with the class by roles, for both groups."""
    say = ask.say
    cells = class_cells(ask)
    rows: list[dict[str, Any]] = [
        {
            "questions_class": questions,
            "roles_class": roles,
            "questions_label": class_label(questions, say.language),
            "roles_label": class_label(roles, say.language),
            **counts,
            "total": counts["balint"] + counts["reference"],
        }
        for (questions, roles), counts in cells.items()
    ]
    total = sum(row["total"] for row in rows)
    same = sum(row["total"] for row in rows if row["questions_class"] == row["roles_class"])
    both = cells["patient_centred", "patient_centred"]
    neither = cells["non_patient_centred", "non_patient_centred"]
    return Answer(
        title=say(
            "{same} of {total} physicians are classed alike by both parts",
            same=same,
            total=total,
        ),
        subtitle=say(
            "Class by three open questions and by choice of roles, {n} physicians; below each "
            "number Balint members + reference group",
            n=total,
        ),
        sentence=say(
            "Of {total} physicians {same} get the same class by the three questions as by the "
            "roles. Patient-centred in both: {both_balint} Balint members and {both_reference} "
            "reference physicians; non-patient-centred in both: {neither_balint} and "
            "{neither_reference}.",
            total=total,
            same=same,
            both_balint=both["balint"],
            both_reference=both["reference"],
            neither_balint=neither["balint"],
            neither_reference=neither["reference"],
        ),
        n={
            "physicians": total,
            "balint": sum(row["balint"] for row in rows),
            "reference": sum(row["reference"] for row in rows),
        },
        columns=(
            Column("questions_class", say("Code, questions"), code=True),
            Column("questions_label", say("By the questions")),
            Column("roles_class", say("Code, roles"), code=True),
            Column("roles_label", say("By the roles")),
            Column("balint", say("Balint"), say("people"), decimals=0),
            Column("reference", say("Reference"), say("people"), decimals=0),
            Column("total", say("Both"), say("people"), decimals=0),
        ),
        rows=rows,
        notes=(base_note(ask), pilot_note(say)),
        sources=(origin(ask, "43", 3),),
        chart=lambda look: _cells_chart(rows, say, look),
        chart_size=(560, 330),
        crowds=class_crowds(ask),
    )


def _cells_chart(rows: Sequence[Mapping[str, Any]], say: Words, look: Look) -> Drawing:
    order = [class_label(code, say.language) for code in CLASSES]
    most = max(row["total"] for row in rows) or 1
    told = [
        {**row, "said": [str(row["total"]), f"{row['balint']} + {row['reference']}"]}
        for row in rows
    ]
    lines = {
        room: {name: wrap(_softened(name, MAY_BREAK[room]), LETTERS[room]) for name in order}
        for room in LETTERS
    }
    most_lines = max(map(len, lines["narrow"].values()))
    lowered = {
        room: {name: [""] * (most_lines - len(found)) + found for name, found in names.items()}
        for room, names in lines.items()
    }
    base = alt.Chart(inline(told), height=alt.Step(72)).encode(
        x=alt.X(
            "roles_label:N",
            sort=order,
            title=say("by the choice of roles"),
            axis=alt.Axis(
                **above_plot(lowered["narrow"].values()),
                labelExpr=_by_room(lowered),
                titleAnchor="middle",
                titleAlign="center",
            ),
        ),
        y=alt.Y(
            "questions_label:N",
            sort=order,
            title=say("by the questions"),
            axis=alt.Axis(
                labelExpr=_by_room(lines),
                labelLineHeight=LINE,
                labelBaseline="bottom",
            ),
        ),
        tooltip=[
            alt.Tooltip("questions_label:N", title=say("By the questions")),
            alt.Tooltip("roles_label:N", title=say("By the roles")),
            alt.Tooltip("balint:Q", title=say("Balint members")),
            alt.Tooltip("reference:Q", title=say("Reference group")),
        ],
    )
    return alt.layer(
        base.mark_rect(cornerRadius=3, stroke=look.card, strokeWidth=3).encode(
            color=alt.Color(
                "total:Q",
                legend=None,
                scale=alt.Scale(domain=[0, most], range=list(look.sequence)),
            )
        ),
        base.mark_text(lineHeight=LINE, dy=-8).encode(
            text="said:N",
            color=text_on_scale("datum.total", most, look),
        ),
    )


def _by_room(lines: Mapping[str, Mapping[str, Sequence[str]]]) -> str:
    """Write the Vega expression that shows each name in its lines for how wide the plot is."""
    narrow, wide = (lines_by_name(lines[room]) for room in ("narrow", "wide"))
    return f"{NARROW} ? ({narrow}) : ({wide})"


def _softened(name: str, parts: Sequence[str]) -> str:
    """Let a long word break behind its first part."""
    for part in parts:
        name = re.sub(rf"\b({part})-?(?=\w)", r"\1- ", name, flags=re.IGNORECASE)
    return name


def recomputed_note(ask: Ask) -> Iterator[str]:
    """Say of a printed round that we reckoned what its source does not print."""
    if ask.round.provenance == "published":
        yield ask.say(
            "Recomputed here from the printed table; the thesis prints neither the value nor its "
            "interval."
        )
