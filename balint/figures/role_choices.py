"""Which roles do physicians see themselves in?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import altair as alt

from balint.disclosure import Crowd
from balint.figures.catalogue import figure
from balint.figures.charts import inline, told_apart, wrapped_rows
from balint.figures.corrected import correct_holm
from balint.figures.leading import FEW, PAIR, sharing_first
from balint.figures.look import Drawing, Look
from balint.figures.model import EVERY, Answer, Ask, Column, undetermined
from balint.figures.points import Told, told_shares
from balint.figures.sources import computed_here, origin
from balint.forms import label, load_form
from balint.statistics.rates import share_difference
from balint.words import Words, inside_sentence, later

COMPARED = ("balint_share", "reference_share", "difference", "low", "high", "p", "p_holm")

ARMS = ("balint", "reference")

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
    known = [row for row in rows if row["difference"] is not None]
    apart = [row for row in known if row["p_holm"] < 0.05]
    widest = sharing_first(known, _gap)
    n_balint, n_reference = rows[0]["balint_n"], rows[0]["reference_n"]
    choices = {arm: sum(row[arm] for row in rows) for arm in ARMS}
    return Answer(
        title=_roles_title(say, known, apart, widest),
        subtitle=computed_here(
            ask,
            say(
                "Share who chose each role; {balint} Balint members, {reference} reference "
                "physicians",
                balint=n_balint,
                reference=n_reference,
            ),
        ),
        sentence=say(
            "{balint} Balint members and {reference} reference physicians answered; both groups "
            "are needed to compare.",
            balint=n_balint,
            reference=n_reference,
        )
        if not widest
        else say(
            "{balint} Balint members made {balint_choices} choices and {reference} reference "
            "physicians {reference_choices}. Widest gap: {gaps}. Of {all} roles compared, {apart} "
            "differ beyond chance after Holm's correction.",
            balint=n_balint,
            reference=n_reference,
            balint_choices=choices["balint"],
            reference_choices=choices["reference"],
            gaps=_gap_words(say, widest),
            apart=len(apart) or say("none"),
            all=len(known),
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
            say(
                "Points are the instrument's own, 1 to 3. The thesis prints no test of single "
                "roles."
            ),
        ),
        sources=(origin(ask, "41", 2),),
        chart=(lambda look: _roles_chart(rows, say, look)) if known else None,
        chart_size=(640, 900),
        crowds=list(_role_crowds(ask)),
    )


def _role_crowds(ask: Ask) -> Iterator[Crowd]:
    """Give the people who answered about roles in each arm, and about each single role."""
    if ask.round.provenance == "published":
        return
    groups = ask.rows("patient_centredness/groups", round_id=ask.round.id)
    by_role = ask.rows("patient_centredness/role_groups", round_id=ask.round.id)
    for arm in ARMS:
        yield _crowd(row for row in groups if row["arm"] == arm)
        for role in {row["role"] for row in by_role}:
            yield _crowd(row for row in by_role if (row["arm"], row["role"]) == (arm, role))


def _crowd(rows: Iterable[Mapping[str, Any]]) -> Crowd:
    return Crowd.by_group({row["group_code"]: row["answered"] for row in rows})


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
    correct_holm(rows)
    return sorted(rows, key=lambda row: -(row["difference"] or 0))


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


def _compare(a: int, n_a: int, b: int, n_b: int) -> dict[str, Any]:
    if not n_a or not n_b:
        return undetermined(COMPARED)
    found = share_difference(a, n_a, b, n_b)
    return {
        "balint_share": found.share_a,
        "reference_share": found.share_b,
        "difference": found.difference,
        "low": found.low,
        "high": found.high,
        "p": found.p,
    }


def _gap(row: Mapping[str, Any]) -> float:
    """Give how far a role's shares lie apart, the same whichever is larger."""
    return abs(round(float(row["difference"]), 9))


def _gap_words(say: Words, widest: Sequence[Mapping[str, Any]]) -> str:
    """Say how far apart the shares of the roles with the widest gap are, of each if they are few.

    The difference of a role that is named is below zero where the reference group has the larger
    share; of many only its size is told.
    """
    if len(widest) > FEW:
        return say(
            "{n} roles, {difference} percentage points each",
            n=len(widest),
            difference=say.number(100 * _gap(widest[0])),
        )
    return "; ".join(
        say(
            "{role}, {one} against {other}, {difference} percentage points (95% interval "
            "{interval})",
            role=inside_sentence(row["label"]),
            **_told(say, row)._asdict(),
        )
        for row in widest
    )


def _told(say: Words, row: Mapping[str, Any]) -> Told:
    interval = (row["low"], row["high"])
    return told_shares(say, row["balint_share"], row["reference_share"], interval, decimals=0)


def _roles_title(
    say: Words,
    known: Sequence[Mapping[str, Any]],
    apart: Sequence[Mapping[str, Any]],
    widest: Sequence[Mapping[str, Any]],
) -> str:
    if not widest:
        return say("Too few answers to compare the groups")
    if not apart and len(widest) > PAIR:
        return say("No role differs beyond chance after correction")
    if not apart:
        return say(
            "Widest gap: {roles}; none beyond chance",
            roles=say.join(inside_sentence(row["label"]) for row in widest),
        )
    if len(apart) > FEW:
        return say("{n} of {all} roles differ beyond chance", n=len(apart), all=len(known))
    return say(
        "Beyond chance: {roles}",
        roles=say.join(inside_sentence(row["label"]) for row in apart),
    )


def _role_columns(say: Words) -> tuple[Column, ...]:
    return (
        Column("role", say("Code"), code=True),
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


def _roles_chart(rows: Sequence[Mapping[str, Any]], say: Words, look: Look) -> Drawing:
    arms = {"balint": say("Balint members"), "reference": say("Reference group")}
    points = [
        {
            "label": row["label"],
            "arm": name,
            "share": row[f"{arm}_share"],
            "said": say("{count} of {n}", count=row[arm], n=row[f"{arm}_n"]),
        }
        for row in rows
        for arm, name in reversed(arms.items())  # what is drawn last lies on top
    ]
    names = list(arms.values())
    y = wrapped_rows("label", [row["label"] for row in rows], 26)
    spans = alt.Chart(inline(rows), height=alt.Step(28)).mark_rule(strokeWidth=2, color=look.line)
    drawn: Drawing = alt.layer(
        spans.encode(
            y=y, x=_share_axis("balint_share", say, orient="bottom"), x2="reference_share:Q"
        ),
        alt.Chart(inline(points))
        .mark_point(filled=True, opacity=1)
        .encode(
            y=y,
            x=_share_axis("share", say, orient="top", grid=False),
            # Equal shares lie over each other: the square is then seen around the dot.
            color=told_apart("Color", "arm", names, [look.balint, look.reference]),
            shape=told_apart("Shape", "arm", names, ["circle", "square"]),
            size=told_apart("Size", "arm", names, [80, 110]),
            tooltip=[
                alt.Tooltip("label:N", title=say("Role")),
                alt.Tooltip("arm:N", title=say("Group")),
                alt.Tooltip("said:N", title=say("Chose it")),
            ],
        ),
    ).resolve_axis(x="independent")
    return drawn


def _share_axis(field: str, say: Words, **axis: Any) -> alt.X:
    return alt.X(
        f"{field}:Q",
        title=say("share of the group"),
        scale=alt.Scale(domain=[-0.03, 1], nice=False),
        axis=alt.Axis(format=".0%", values=[0, 0.25, 0.5, 0.75, 1], **axis),
    )
