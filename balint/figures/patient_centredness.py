"""Which roles do physicians choose, and how patient-centred does the instrument class them?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import altair as alt
import numpy as np

from balint.figures.catalogue import figure
from balint.figures.charts import broken_labels, inline, wrapped_rows
from balint.figures.look import Look
from balint.figures.model import EVERY, Answer, Ask, Column
from balint.figures.sources import origin
from balint.forms import choice_label, label, load_form
from balint.statistics.agreement import Weights, weighted_kappa
from balint.statistics.effects import adjust_holm
from balint.statistics.ordinal import cliffs_delta, rank_sum
from balint.statistics.rates import share_difference
from balint.statistics.samples import Undefined
from balint.words import Words, later

CLASSES = ("patient_centred", "intermediary", "non_patient_centred")
"""The classes of the instrument, most patient-centred first."""

ROLE_N = {"balint": "role_n_balint", "reference": "role_n_reference"}


@figure(
    "role-choices",
    subject="patient_centredness",
    form="study2",
    draws=EVERY,
    question=later("Which roles do physicians see themselves in?"),
)
def role_choices(ask: Ask) -> Answer:
    """Compare how many of each group chose each of the 28 roles, as shares of the group."""
    say = ask.say
    rows = _role_rows(ask)
    apart = [row for row in rows if row["p_holm"] < 0.05]
    widest = max(rows, key=lambda row: abs(row["difference"]))
    n_balint, n_reference = rows[0]["balint_n"], rows[0]["reference_n"]
    choices = {arm: sum(row[arm] for row in rows) for arm in ("balint", "reference")}
    return Answer(
        title=_roles_title(say, apart, widest),
        subtitle=say(
            "Share who chose each role; {balint} Balint members, {reference} reference physicians",
            balint=n_balint,
            reference=n_reference,
        ),
        sentence=say(
            "{balint} Balint members made {balint_choices} choices and {reference} reference "
            "physicians {reference_choices}. The widest gap is {role}: {one} against {other} "
            "({low} to {high} percentage points, 95%). Of 28 roles compared, {apart} differ "
            "beyond chance after Holm's correction.",
            balint=n_balint,
            reference=n_reference,
            balint_choices=choices["balint"],
            reference_choices=choices["reference"],
            role=widest["label"].lower(),
            one=say.percent(widest["balint_share"]),
            other=say.percent(widest["reference_share"]),
            low=say.number(100 * widest["low"]),
            high=say.number(100 * widest["high"]),
            apart=len(apart),
        ),
        n={"balint": n_balint, "reference": n_reference},
        columns=_role_columns(say),
        rows=rows,
        notes=(
            say(
                "Each physician could choose several roles. The groups differ in size, so shares "
                "are compared and not counts."
            ),
            say(
                "The interval is Newcombe's hybrid score interval; p is Fisher's exact test, "
                "corrected by Holm over all 28 roles."
            ),
            say("Points are the instrument's own, 1 to 3. No test of single roles is printed."),
        ),
        sources=(origin(ask, "41", "Table 2"),),
        chart=lambda look: _roles_chart(rows, say, look),
        chart_size=(640, 900),
    )


def role_label(role: str, language: str) -> str:
    """Name one of the 28 roles."""
    return label(load_form("study2").field(f"role_{role}"), language)


def _role_rows(ask: Ask) -> list[dict[str, Any]]:
    """Give the roles with counts, shares, differences and tests, widest difference first."""
    rows = [
        {
            **row,
            **_compare(row["balint"], row["balint_n"], row["reference"], row["reference_n"]),
            "label": role_label(row["role"], ask.say.language),
        }
        for row in _role_counts(ask)
    ]
    corrected = adjust_holm([row["p"] for row in rows]).p
    for row, p_holm in zip(rows, corrected, strict=True):
        row["p_holm"] = float(p_holm)
    return sorted(rows, key=lambda row: -row["difference"])


def _role_counts(ask: Ask) -> list[dict[str, Any]]:
    if ask.round.provenance != "published":
        return ask.rows("patient_centredness/answered_roles", round_id=ask.round.id)
    facts = {row["fact"]: row["value"] for row in ask.rows("context/facts")}
    counts = ask.rows("patient_centredness/published_roles", round_id=ask.round.id)
    return [
        {
            "role": row["role"],
            "points": row["points"],
            "balint": row["balint"],
            "balint_n": int(facts[ROLE_N["balint"]]),
            "reference": row["reference"],
            "reference_n": int(facts[ROLE_N["reference"]]),
        }
        for row in counts
    ]


def _compare(a: int, n_a: int, b: int, n_b: int) -> dict[str, float]:
    found = share_difference(a, n_a, b, n_b)
    return {
        "balint_share": found.share_a,
        "reference_share": found.share_b,
        "difference": found.difference,
        "low": found.low,
        "high": found.high,
        "p": found.p,
    }


def _roles_title(say: Words, apart: Sequence[Mapping[str, Any]], widest: Mapping[str, Any]) -> str:
    if not apart:
        return say(
            "Widest gap: {role}; no role differs beyond chance", role=widest["label"].lower()
        )
    return say(
        "Beyond chance: {roles}", roles=say.join(row["label"].lower() for row in apart[:3])
    )


def _role_columns(say: Words) -> tuple[Column, ...]:
    return (
        Column("role", say("Code")),
        Column("label", say("Role")),
        Column("points", say("Points"), decimals=0),
        Column("balint", say("Balint"), say("people"), decimals=0),
        Column("balint_n", say("Balint, all"), say("people"), decimals=0),
        Column("reference", say("Reference"), say("people"), decimals=0),
        Column("reference_n", say("Reference, all"), say("people"), decimals=0),
        Column("balint_share", say("Share, Balint"), decimals=0, percent=True),
        Column("reference_share", say("Share, reference"), decimals=0, percent=True),
        Column("difference", say("Difference"), decimals=0, percent=True),
        Column("low", say("95% interval, from"), decimals=0, percent=True),
        Column("high", say("95% interval, to"), decimals=0, percent=True),
        Column("p", "p", decimals=3),
        Column("p_holm", say("p, Holm"), decimals=3),
    )


def _roles_chart(rows: Sequence[Mapping[str, Any]], say: Words, look: Look) -> alt.LayerChart:
    arms = {"balint": say("Balint members"), "reference": say("Reference group")}
    points = [
        {
            "label": row["label"],
            "arm": name,
            "share": row[f"{arm}_share"],
            "said": say(
                "{count} of {n}", count=row[arm], n=row[f"{arm}_n"]
            ),
        }
        for row in rows
        for arm, name in arms.items()
    ]
    y = wrapped_rows("label", [row["label"] for row in rows], 26)
    x = alt.X(
        "share:Q",
        title=say("share of the group"),
        scale=alt.Scale(domain=[0, 1]),
        axis=alt.Axis(format=".0%", values=[0, 0.25, 0.5, 0.75, 1], orient="top"),
    )
    spans = alt.Chart(inline(rows), height=alt.Step(28)).mark_rule(
        strokeWidth=2, color=look.line
    )
    return alt.layer(
        spans.encode(
            y=y, x=alt.X("balint_share:Q", title=say("share of the group")), x2="reference_share:Q"
        ),
        alt.Chart(inline(points))
        .mark_point(size=110, filled=True, opacity=1)
        .encode(
            y=y,
            x=x,
            color=alt.Color(
                "arm:N",
                title=None,
                scale=alt.Scale(
                    domain=list(arms.values()), range=[look.balint, look.reference]
                ),
            ),
            shape=alt.Shape(
                "arm:N",
                title=None,
                scale=alt.Scale(domain=list(arms.values()), range=["circle", "square"]),
            ),
            tooltip=[
                alt.Tooltip("label:N", title=say("Role")),
                alt.Tooltip("arm:N", title=say("Group")),
                alt.Tooltip("said:N", title=say("Chose it")),
            ],
        ),
    )


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


def class_label(code: str, language: str) -> str:
    """Name a class of the instrument."""
    return choice_label(load_form("study2").field("questions_class"), code, language)


def _base_note(ask: Ask) -> str:
    if ask.round.provenance == "published":
        return ask.say(
            "35 of 41 physicians: one Balint member and five reference physicians left the three "
            "questions blank (Table 3)."
        )
    return ask.say("Physicians without a class in both parts are left out.")


def _pilot_note(say: Words) -> str:
    return say(
        "The instrument is a pilot: the thesis asks for more validation before it is used for "
        "single people, and warns against it in accreditation and job interviews (p. 42, 59)."
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
    rows = [
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
        subtitle=say("Class by three open questions and by choice of roles, {n} physicians", n=total),
        sentence=say(
            "Of {total} physicians {same} get the same class by the three questions as by the "
            "roles. Patient-centred in both: {both_balint} Balint members and {both_reference} "
            "reference physicians; in neither: {neither_balint} and {neither_reference}.",
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
            Column("questions_class", say("Code, questions")),
            Column("questions_label", say("By the questions")),
            Column("roles_class", say("Code, roles")),
            Column("roles_label", say("By the roles")),
            Column("balint", say("Balint"), say("people"), decimals=0),
            Column("reference", say("Reference"), say("people"), decimals=0),
            Column("total", say("Both"), say("people"), decimals=0),
        ),
        rows=rows,
        notes=(_base_note(ask), _pilot_note(say)),
        sources=(origin(ask, "43", "Table 3"),),
        chart=lambda look: _cells_chart(rows, say, look),
        chart_size=(560, 330),
    )


def _cells_chart(rows: Sequence[Mapping[str, Any]], say: Words, look: Look) -> alt.LayerChart:
    order = [class_label(code, say.language) for code in CLASSES]
    most = max(row["total"] for row in rows) or 1
    told = [
        {**row, "said": [str(row["total"]), f"{row['balint']} + {row['reference']}"]}
        for row in rows
    ]
    axis = {"labelAngle": 0, "orient": "top", "labelLimit": 110}
    base = alt.Chart(inline(told), height=alt.Step(72)).encode(
        x=alt.X(
            "roles_label:N",
            sort=order,
            title=say("by the choice of roles"),
            axis=alt.Axis(**axis, labelExpr=broken_labels(order, 14)),
        ),
        y=alt.Y(
            "questions_label:N",
            sort=order,
            title=say("by the questions"),
            axis=alt.Axis(labelExpr=broken_labels(order, 14)),
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
        base.mark_text(lineHeight=18, dy=-8, fontSize=14).encode(
            text="said:N",
            color=alt.condition(
                f"datum.total > {0.55 * most}", alt.value(look.ground), alt.value(look.ink)
            ),
        ),
    )


def _expand(cells: Mapping[tuple[str, str], Mapping[str, int]], arm: str, part: int) -> list[int]:
    """Give each physician of an arm a score in one part: 2 is patient-centred, 0 is not."""
    return [
        2 - CLASSES.index(classes[part])
        for classes, counts in cells.items()
        for _ in range(counts[arm])
    ]


def _recomputed_note(ask: Ask) -> Iterable[str]:
    if ask.round.provenance == "published":
        yield ask.say(
            "Recomputed here from the printed table; the thesis prints neither the value nor its "
            "interval."
        )


@figure(
    "class-agreement",
    subject="patient_centredness",
    form="study2",
    draws=EVERY,
    question=later("How well do the two parts of the instrument agree?"),
)
def class_agreement(ask: Ask) -> Answer:
    """Give exact agreement and weighted kappa between the two parts."""
    say = ask.say
    table = _total_table(class_cells(ask))
    n = int(table.sum())
    exact = float(np.trace(table) / n) if n else None
    row = {"n": n, "exact": exact, **_kappa(table, "linear"), **_kappa(table, "quadratic")}
    known = row["kappa_linear"] is not None
    return Answer(
        title=_agreement_title(say, row),
        subtitle=say("Agreement of two parts of one instrument, {n} physicians", n=n),
        sentence=_agreement_sentence(say, row),
        n={"physicians": n},
        columns=(
            Column("n", say("Physicians"), say("people"), decimals=0),
            Column("exact", say("Same class"), decimals=0, percent=True),
            Column("kappa_linear", say("Kappa, linear weights"), decimals=3),
            Column("linear_low", say("95% interval, from"), decimals=3),
            Column("linear_high", say("95% interval, to"), decimals=3),
            Column("kappa_quadratic", say("Kappa, quadratic weights"), decimals=3),
            Column("quadratic_low", say("95% interval, from"), decimals=3),
            Column("quadratic_high", say("95% interval, to"), decimals=3),
        ),
        rows=(row,),
        notes=(
            *_recomputed_note(ask),
            _base_note(ask),
            say(
                "The interval is Wald's with the non-null standard error. Which weights the "
                "thesis used is not printed, so both are shown."
            ),
            _pilot_note(say),
        ),
        sources=(origin(ask, "43", "Table 3"),),
        chart=(lambda look: _kappa_chart(row, say, look)) if known else None,
        chart_size=(560, 170),
    )


def _total_table(cells: Mapping[tuple[str, str], Mapping[str, int]]) -> np.ndarray:
    counts = [counts["balint"] + counts["reference"] for counts in cells.values()]
    return np.array(counts).reshape(len(CLASSES), len(CLASSES))


def _kappa(table: np.ndarray, weights: Weights) -> dict[str, Any]:
    names = f"kappa_{weights}", f"{weights}_low", f"{weights}_high"
    found = weighted_kappa(table, weights=weights) if table.any() else None
    if found is None or isinstance(found, Undefined):
        return _missing(names)
    return dict(zip(names, (found.kappa, found.low, found.high), strict=True))


def _missing(names: Iterable[str]) -> dict[str, Any]:
    """Give values that the answers do not determine, each with its mark."""
    return {key: mark for name in names for key, mark in ((name, None), (f"{name}_mark", "none"))}


def _agreement_sentence(say: Words, row: Mapping[str, Any]) -> str:
    if row["kappa_linear"] is None:
        return say(
            "Weighted kappa cannot be said: one of the parts gives all {n} the same class.",
            n=row["n"],
        )
    kappas = {
        name: say.number(row[name], 2)
        for name in row
        if name.startswith(("kappa", "linear", "quadratic"))
    }
    return say(
        "The two parts give the same class to {exact} of {n} physicians. Weighted kappa is "
        "{kappa_linear} ({linear_low} to {linear_high}) with linear weights and "
        "{kappa_quadratic} ({quadratic_low} to {quadratic_high}) with quadratic; 0 is what "
        "chance gives, 1 is full agreement.",
        exact=say.percent(row["exact"]),
        n=row["n"],
        **kappas,
    )


def _kappa_chart(row: Mapping[str, Any], say: Words, look: Look) -> alt.LayerChart:
    names = {"linear": say("Linear weights"), "quadratic": say("Quadratic weights")}
    lines = [
        {
            "label": name,
            "value": row[f"kappa_{weights}"],
            "low": row[f"{weights}_low"],
            "high": row[f"{weights}_high"],
        }
        for weights, name in names.items()
    ]
    return _interval_chart(
        lines,
        title=say("weighted kappa (0 = chance, 1 = full agreement)"),
        domain=(min(0.0, *(line["low"] for line in lines)), 1.0),
        say=say,
        look=look,
    )


def _agreement_title(say: Words, row: Mapping[str, Any]) -> str:
    if row["kappa_linear"] is None:
        return say("How well the parts agree cannot be said")
    values = {
        "linear": say.number(row["kappa_linear"], 2),
        "quadratic": say.number(row["kappa_quadratic"], 2),
    }
    if min(row["linear_low"], row["quadratic_low"]) > 0:
        return say(
            "The two parts agree better than chance: kappa {linear} to {quadratic}",
            **values,
        )
    return say(
        "Whether the parts agree beyond chance is open: kappa {linear} to {quadratic}", **values
    )


@figure(
    "class-difference",
    subject="patient_centredness",
    form="study2",
    draws=EVERY,
    question=later("Are Balint members classed as more patient-centred?"),
)
def class_difference(ask: Ask) -> Answer:
    """Compare the two groups' ordered classes, part by part."""
    say = ask.say
    cells = class_cells(ask)
    parts = {"questions": say("The three questions"), "roles": say("The choice of roles")}
    rows = [
        {"part": part, "label": name, **_part_difference(cells, place)}
        for place, (part, name) in enumerate(parts.items())
    ]
    clear = [row for row in rows if row["p"] is not None and row["p"] < 0.05]
    drawn = [row for row in rows if row["effect"] is not None]
    return Answer(
        title=_difference_title(say, rows, clear),
        subtitle=say(
            "{balint} Balint members against {reference} reference physicians, Cliff's delta",
            balint=rows[0]["n_balint"],
            reference=rows[0]["n_reference"],
        ),
        sentence=" ".join(
            (
                *(_part_sentence(say, row) for row in rows),
                say(
                    "The effect is how much more often a Balint member is the more "
                    "patient-centred of two people drawn at random than the other way round: "
                    "0 is no difference, 1 always."
                ),
            )
        ),
        n={"balint": rows[0]["n_balint"], "reference": rows[0]["n_reference"]},
        columns=(
            Column("part", say("Code")),
            Column("label", say("Part")),
            Column("n_balint", say("Balint"), say("people"), decimals=0),
            Column("n_reference", say("Reference"), say("people"), decimals=0),
            Column("u", "U", decimals=1),
            Column("z", "z", decimals=2),
            Column("p", "p", decimals=3),
            Column("effect", say("Cliff's delta"), decimals=2),
            Column("effect_low", say("95% interval, from"), decimals=2),
            Column("effect_high", say("95% interval, to"), decimals=2),
        ),
        rows=rows,
        notes=(
            *_recomputed_note(ask),
            _base_note(ask),
            say(
                "Rank-sum test with ties; below 50 physicians p is exact over all permutations, "
                "else from the tie-corrected normal. Interval for the effect by Feng and Cliff."
            ),
            say("People chose to be in a group: a difference is not proof of an effect."),
            _pilot_note(say),
        ),
        sources=(origin(ask, "43", "Table 3"),),
        chart=(lambda look: _effect_chart(drawn, say, look)) if drawn else None,
        chart_size=(560, 170),
    )


def _part_difference(
    cells: Mapping[tuple[str, str], Mapping[str, int]], part: int
) -> dict[str, Any]:
    balint, reference = (_expand(cells, arm, part) for arm in ("balint", "reference"))
    sizes = {"n_balint": len(balint), "n_reference": len(reference)}
    names = ("u", "z", "p", "effect", "effect_low", "effect_high")
    if min(sizes.values()) < 2:
        return sizes | _missing(names)
    test, delta = rank_sum(balint, reference), cliffs_delta(balint, reference)
    if isinstance(test, Undefined) or isinstance(delta, Undefined):
        return sizes | _missing(names)
    values = (test.u, test.z, test.p, delta.delta, delta.low, delta.high)
    return sizes | dict(zip(names, values, strict=True))


def _part_sentence(say: Words, row: Mapping[str, Any]) -> str:
    if row["effect"] is None:
        return say("{part}: cannot be compared, all answers are alike.", part=row["label"])
    return say(
        "{part}: effect {effect} ({low} to {high}), p = {p}.",
        part=row["label"],
        effect=say.number(row["effect"], 2),
        low=say.number(row["effect_low"], 2),
        high=say.number(row["effect_high"], 2),
        p=say.number(row["p"], 3),
    )


def _effect_chart(rows: Sequence[Mapping[str, Any]], say: Words, look: Look) -> alt.LayerChart:
    lines = [
        {
            "label": row["label"],
            "value": row["effect"],
            "low": row["effect_low"],
            "high": row["effect_high"],
        }
        for row in rows
    ]
    return _interval_chart(
        lines,
        title=say("Cliff's delta (right of 0: Balint members more patient-centred)"),
        domain=(-1.0, 1.0),
        say=say,
        look=look,
    )


def _difference_title(
    say: Words, rows: Sequence[Mapping[str, Any]], clear: Sequence[Mapping[str, Any]]
) -> str:
    if len(clear) == len(rows):
        return say("The groups differ in both parts")
    if clear:
        return say(
            "The groups differ clearly by {part} only", part=clear[0]["label"].lower()
        )
    return say("Neither part tells the groups apart for certain")


def _interval_chart(
    rows: Sequence[Mapping[str, Any]],
    *,
    title: str,
    domain: tuple[float, float],
    say: Words,
    look: Look,
) -> alt.LayerChart:
    base = alt.Chart(inline(rows), height=alt.Step(46)).encode(
        y=wrapped_rows("label", [row["label"] for row in rows], 18),
        tooltip=[
            alt.Tooltip("label:N", title=say("Part")),
            alt.Tooltip("value:Q", title=say("Value"), format=".2f"),
            alt.Tooltip("low:Q", title=say("95% interval, from"), format=".2f"),
            alt.Tooltip("high:Q", title=say("95% interval, to"), format=".2f"),
        ],
    )
    zero = (
        alt.Chart(alt.InlineData(values=[{"zero": 0}]))
        .mark_rule(color=look.muted, strokeWidth=1)
        .encode(x="zero:Q")
    )
    x_scale = alt.Scale(domain=list(domain), nice=False)
    return alt.layer(
        zero,
        base.mark_rule(color=look.primary, strokeWidth=2).encode(
            x=alt.X("low:Q", title=title, scale=x_scale, axis=alt.Axis(format=".1f")),
            x2="high:Q",
        ),
        base.mark_point(size=150, color=look.primary, opacity=1).encode(x="value:Q"),
        base.mark_text(dy=-15, color=look.ink, fontWeight=600).encode(
            x="value:Q", text=alt.Text("value:Q", format=".2f")
        ),
    )
