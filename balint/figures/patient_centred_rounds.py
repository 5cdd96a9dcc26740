"""How large a share is classed as patient-centred, round after round?"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from balint.figures.catalogue import figure
from balint.figures.charts import inline, lane_step, rows_in_lines
from balint.figures.class_table import CLASSES, base_note, class_cells, class_crowds, pilot_note
from balint.figures.comparing import in_time, of_round
from balint.figures.look import Drawing, Look, wrap
from balint.figures.model import EVERY, Answer, Ask, Column, undetermined
from balint.figures.sources import computed_here, origin
from balint.rounds import Round
from balint.statistics.rates import share_difference, wilson_share
from balint.words import Words, later


@figure(
    "patient-centred-over-rounds",
    subject="patient_centredness",
    form="study2",
    draws=EVERY,
    question=later("Is the share of patient-centred physicians the same from round to round?"),
    several=True,
    compares=("arm", "questions_class", "roles_class"),
)
def patient_centred_over_rounds(ask: Ask) -> Answer:
    """Give the share classed as patient-centred by each part, in both groups of each round."""
    say = ask.say
    rounds = in_time(ask.rounds)
    rows = [row for found in rounds for row in round_shares(ask, found)]
    known = [row for row in rows if row["share"] is not None]
    people = {row["round"]: 0 for row in rows}
    for row in rows:
        people[row["round"]] += row["n"] if row["part"] == "questions" else 0
    return Answer(
        title=of_round(ask, rounds[-1], _centred_title(say, rows, rounds[-1].id)),
        subtitle=computed_here(
            ask,
            say.plural(
                "Share classed as patient-centred by each part of the instrument, 1 physician, "
                "with 95% intervals",
                "Share classed as patient-centred by each part of the instrument, {n} physicians, "
                "with 95% intervals",
                sum(people.values()),
            ),
        ),
        sentence=_centred_sentence(say, rows, len(rounds)),
        n={"rounds": len(rounds), "physicians": sum(people.values())},
        columns=(
            Column("round", say("Code, round"), code=True),
            Column("label", say("Round")),
            Column("part", say("Code, part"), code=True),
            Column("part_label", say("Part")),
            Column("arm", say("Code, group"), code=True),
            Column("arm_label", say("Group")),
            Column("n", say("People"), say("people"), decimals=0),
            Column("centred", say("Patient-centred"), say("people"), decimals=0),
            Column("share", say("Share"), decimals=0, percent=True),
            Column("low", say("95% interval, from"), decimals=0, percent=True),
            Column("high", say("95% interval, to"), decimals=0, percent=True),
        ),
        rows=rows,
        notes=(
            say(
                "Wilson's interval for each share; the title compares the groups of the latest "
                "round by Newcombe's interval. A change has a figure of its own."
            ),
            base_note(ask),
            say(
                "Each round asks other people, who chose to be in a group or not: rounds beside "
                "each other follow nobody's development."
            ),
            pilot_note(say),
        ),
        sources=(origin(ask, "43", 3),),
        chart=(lambda look: _centred_chart(known, say, look)) if known else None,
        chart_size=(640, 90 + 110 * len(rounds)),
        crowds=[crowd for found in rounds for crowd in class_crowds(ask.alone(found))],
    )


def round_shares(ask: Ask, found: Round) -> list[dict[str, Any]]:
    """Give the share classed as patient-centred in one round, by each part, in both groups."""
    say = ask.say
    cells = class_cells(ask.alone(found))
    parts = {"questions": say("The three questions"), "roles": say("The choice of roles")}
    arms = {"balint": say("Balint members"), "reference": say("Reference group")}
    return [
        {
            "round": found.id,
            "label": found.title(say.language),
            "part": part,
            "part_label": part_label,
            "arm": arm,
            "arm_label": arm_label,
            **_share(
                sum(counts[arm] for classes, counts in cells.items() if classes[at] == CLASSES[0]),
                sum(counts[arm] for counts in cells.values()),
            ),
        }
        for at, (part, part_label) in enumerate(parts.items())
        for arm, arm_label in arms.items()
    ]


def _share(centred: int, n: int) -> dict[str, Any]:
    if not n:
        return {"n": 0, "centred": 0} | undetermined(("share", "low", "high"))
    found = wilson_share(centred, n)
    return {
        "n": n,
        "centred": centred,
        "share": found.share,
        "low": found.low,
        "high": found.high,
    }


def _centred_title(say: Words, rows: Sequence[Mapping[str, Any]], latest: str) -> str:
    """Compare the groups of the latest round by the questions."""
    found = {
        row["arm"]: row for row in rows if row["round"] == latest and row["part"] == "questions"
    }
    balint, reference = found["balint"], found["reference"]
    if not balint["n"] or not reference["n"]:
        return say("The share of patient-centred physicians cannot be compared")
    gap = share_difference(balint["centred"], balint["n"], reference["centred"], reference["n"])
    shares = {
        "balint": say.percent(balint["share"]),
        "reference": say.percent(reference["share"]),
    }
    if gap.low > 0 or gap.high < 0:
        return say(
            "The questions class {balint} of members as patient-centred, {reference} of the "
            "reference group",
            **shares,
        )
    return say(
        "No clear difference by the questions: {balint} of members, {reference} of the reference "
        "group",
        **shares,
    )


def _centred_sentence(say: Words, rows: Sequence[Mapping[str, Any]], n_rounds: int) -> str:
    parts = []
    for _, told in itertools.groupby(rows, key=lambda row: row["round"]):
        found = list(told)
        parts += [f"{found[0]['label']}."] if n_rounds > 1 else []
        for part, shares in itertools.groupby(found, key=lambda row: row["part_label"]):
            parts.append(f"{part}: {', '.join(_share_words(say, row) for row in shares)}.")
    if any(row["n"] for row in rows):
        parts.append(say("In brackets: 95% intervals."))
    parts.append(say("People chose to be in a group: a difference is not proof of an effect."))
    return " ".join(parts)


def _share_words(say: Words, row: Mapping[str, Any]) -> str:
    arm = {"balint": say("members"), "reference": say("reference group")}[row["arm"]]
    if row["share"] is None:
        return say("{arm}: nobody answered", arm=arm)
    return say(
        "{arm} {centred} of {n}, {share} ({low} to {high})",
        arm=arm,
        centred=row["centred"],
        n=row["n"],
        share=say.percent(row["share"]),
        low=say.number(100 * row["low"]),
        high=say.percent(row["high"]),
    )


def _row_lines(named: Sequence[Mapping[str, Any]], *, several: bool) -> dict[str, Sequence[str]]:
    """Give what stands beside each row: its part, and above a round's first the round."""
    lines: dict[str, Sequence[str]] = {}
    before = None
    for row in named:
        if row["name"] not in lines:
            heading = wrap(row["label"]) if several and row["round"] != before else []
            lines[row["name"]] = [*heading, row["part_label"]]
            before = row["round"]
    return lines


def _centred_chart(rows: Sequence[Mapping[str, Any]], say: Words, look: Look) -> Drawing:
    several = len({row["round"] for row in rows}) > 1
    named = [
        {**row, "name": f"{row['label']}: {row['part_label']}" if several else row["part_label"]}
        for row in rows
    ]
    arms = list(dict.fromkeys(row["arm_label"] for row in rows))
    colours = {"balint": look.balint, "reference": look.reference}
    shapes = {"balint": "circle", "reference": "square"}
    codes = list(dict.fromkeys(row["arm"] for row in rows))
    lines = _row_lines(named, several=several)
    base = alt.Chart(inline(named), height=lane_step(64)).encode(
        y=rows_in_lines("name", lines),
        yOffset=alt.YOffset("arm_label:N", sort=arms),
        color=alt.Color(
            "arm_label:N",
            title=None,
            scale=alt.Scale(domain=arms, range=[colours[code] for code in codes]),
        ),
        tooltip=[
            alt.Tooltip("arm_label:N", title=say("Group")),
            alt.Tooltip("centred:Q", title=say("Patient-centred")),
            alt.Tooltip("n:Q", title=say("People")),
        ],
    )
    x = alt.X(
        "low:Q",
        title=say("share classed as patient-centred"),
        scale=alt.Scale(domain=[0, 1], nice=False),
        axis=alt.Axis(format=".0%", values=[0, 0.25, 0.5, 0.75, 1]),
    )
    return alt.layer(
        base.mark_rule(strokeWidth=2.5).encode(x=x, x2="high:Q"),
        base.mark_point(size=130, filled=True, opacity=1).encode(
            x="share:Q",
            shape=alt.Shape(
                "arm_label:N",
                title=None,
                scale=alt.Scale(domain=arms, range=[shapes[code] for code in codes]),
            ),
        ),
    )
