"""Which numbers does the board want first, and what must be said beside each?

A headline rests on the latest released round of collected answers, else on print, and never on
both. Where neither says anything, the headline says that nothing is known.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from balint import queries
from balint.disclosure import BOARD, Audience
from balint.figures.counties import short_region
from balint.figures.dropout_leaders import may_be_first, reason_names
from balint.figures.dropout_rate import widest
from balint.figures.looking import Looking
from balint.figures.model import Figure
from balint.figures.study1_answers import beyond_chance, quoted
from balint.store import Store
from balint.words import Words, inside_sentence, words_in


@dataclass(frozen=True, slots=True)
class Headline:
    """One number with what it counts, where it comes from, and the figure that says more."""

    value: str
    label: str
    basis: str
    subject: str
    figure_id: str = ""
    """The figure that the number is from; none where nothing is known."""
    rounds: tuple[str, ...] = ()
    provenance: str = "none"


def headlines(store: Store, language: str, audience: Audience = BOARD) -> list[Headline]:
    """Give the overview's numbers, each from the figure that its page shows."""
    looking = Looking(store, words_in(language), audience)
    return [find(looking) for find in HEADLINES]


def demo_headlines(store: Store, language: str, audience: Audience = BOARD) -> list[Headline]:
    """Give the same numbers of made-up answers, for what no collected round says yet."""
    looking = Looking(store, words_in(language), audience, ("demo",))
    answered = Looking(store, words_in(language), audience, ("collected",))
    found = [each for each in (find(looking) for find in HEADLINES) if each.figure_id]
    return [each for each in found if not answered.rounds(each.figure_id)]


def _from(figure: Figure, value: str, label: str, basis: str) -> Headline:
    return Headline(
        value=value,
        label=label,
        basis=basis,
        subject=figure.subject,
        figure_id=figure.id,
        rounds=tuple(found.id for found in figure.rounds),
        provenance=figure.provenance,
    )


def _unknown(say: Words, what: str) -> Headline:
    """Say that nothing is known, and what is missing."""
    ask_for_congress = say("No congress questionnaire is here: ask the leaders")
    label, missing = {
        "groups": (
            say("how many Balint groups there are in Sweden"),
            say("No inventory is here: ask the leaders"),
        ),
        "where": (
            say("which regions have no group"),
            say("No inventory says where the groups are: ask the leaders"),
        ),
        "leavers": (say("how many members leave"), ask_for_congress),
        "reasons": (say("why members leave"), ask_for_congress),
        "working_life": (
            say("whether members see their working life differently"),
            say("No questionnaire on working life is here"),
        ),
        "patient_centredness": (
            say("whether members are more patient-centred"),
            say("No questionnaire on roles is here"),
        ),
    }[what]
    return Headline(say("Not known"), label, missing, subject="upload")


def _hidden(figure: Figure, label: str, say: Words) -> Headline:
    """Say that there are answers, and too few of them for those who look."""
    return _from(figure, say("Not shown"), label, say("Too few people have answered yet"))


def _round_name(figure: Figure) -> str:
    return figure.rounds[0].title(figure.language)


def _groups(looking: Looking) -> Headline:
    say, label = looking.say, looking.say("active Balint groups in Sweden")
    figure = looking.figure("groups-by-region")
    if figure:
        reported = sum(row["groups"] > 0 for row in figure.rows)
        basis = say(
            "{round}; reported from {some} of {all} regions",
            round=_round_name(figure),
            some=reported,
            all=len(figure.rows),
        )
        return _from(figure, say.number(figure.n["groups"]), label, basis)
    printed = looking.figure("groups-over-time")
    dated = [row for row in printed.rows if row["groups"] and row["year_low"]] if printed else []
    if printed is None or not dated:
        return _unknown(say, "groups")
    rough = dated[-1]["approximate"]
    basis = say("rough count, {time}", time=dated[-1]["label"]) if rough else dated[-1]["label"]
    value = ("≈ " if rough else "") + say.number(dated[-1]["groups"])
    return _from(printed, value, label, basis)


def _without(looking: Looking) -> Headline:
    say, figure = looking.say, looking.figure("groups-by-region")
    if figure is None:
        return _unknown(say, "where")
    empty = [short_region(row["region"]) for row in figure.rows if not row["groups"]]
    named = [*empty[:3], *([say("{n} more", n=len(empty) - 3)] if len(empty) > 3 else [])]
    return _from(
        figure,
        say("{n} of {all}", n=len(empty), all=len(figure.rows)),
        say("regions without a reported group"),
        say.join(named) if empty else say("Every region has reported one"),
    )


def _leavers(looking: Looking) -> Headline:
    say, figure = looking.say, looking.figure("dropout-rate")
    if figure is None:
        return _printed_leavers(looking)
    label = say("of the members have left, by their leaders' count")
    if figure.is_hidden:
        return _hidden(figure, label, say)
    row = figure.rows[0]
    if row["rate"] is None:
        return _from(figure, say("Not known"), label, figure.title)
    basis = say(
        "{dropouts} of {members} members, {leaders} leaders; 95% interval {low} to {high}",
        dropouts=row["dropouts"],
        members=row["members"],
        leaders=row["n_leaders"],
        low=say.percent(widest(row, "low")),
        high=say.percent(widest(row, "high")),
    )
    return _from(figure, say.percent(row["rate"]), label, basis)


def _printed_leavers(looking: Looking) -> Headline:
    say, printed = looking.say, looking.figure("dropout-reasons-2005")
    facts = {row["fact"]: row for row in queries.rows(looking.store.cursor(), "context/facts")}
    if printed is None or "dropout_estimate" not in facts:
        return _unknown(say, "leavers")
    return _from(
        printed,
        "≈ " + say.percent(facts["dropout_estimate"]["value"] / 100),
        say("of members drop out, by the leaders' estimate"),
        say(
            "{n} leaders at an international congress, 2005; without interval",
            n=int(facts["dropout_leaders"]["value"]),
        ),
    )


def _reason(looking: Looking) -> Headline:
    say, figure = looking.say, looking.figure("dropout-reasons")
    if figure is None:
        return _printed_reason(looking)
    label = say("first among the reasons that leaders assume")
    if figure.is_hidden:
        return _hidden(figure, label, say)
    first = may_be_first(figure.rows, say)
    basis = say.plural(
        "1 leader ranked seven reasons", "{n} leaders ranked seven reasons", figure.n["ranked"]
    )
    if not first:
        few = say("too few for an order")
        return _from(figure, say("Not known"), label, f"{basis}; {few}")
    if len(first) == 1:
        certain = say("certain at 95%")
        return _from(figure, first[0].capitalize(), label, f"{basis}; {certain}")
    together = say("{reasons} cannot be told apart (95%)", reasons=say.join(first).capitalize())
    return _from(
        figure,
        say("{n} reasons", n=len(first)),
        say("may come first among those that leaders assume"),
        f"{basis}. {together}",
    )


def _printed_reason(looking: Looking) -> Headline:
    say, printed = looking.say, looking.figure("dropout-reasons-2005")
    first = [row for row in printed.rows if row["rank"] == 1] if printed else []
    if printed is None or not first:
        return _unknown(say, "reasons")
    return _from(
        printed,
        reason_names(say)[first[0]["reason"]].capitalize(),
        say("first among the reasons that leaders assume"),
        say(
            "printed order of {n} leaders at an international congress, 2005; without interval",
            n=printed.n["leaders"],
        ),
    )


def _working_life(looking: Looking) -> Headline:
    say, figure = looking.say, looking.figure("study1-effects")
    if figure is None:
        return _printed_working_life(looking)
    label = say("categories of working life differ beyond chance between members and others")
    if figure.is_hidden:
        return _hidden(figure, label, say)
    known = [row for row in figure.rows if row["difference"] is not None]
    apart = [row for row in known if beyond_chance(row)]
    people = say(
        "{a} members, {b} reference physicians", a=figure.n["balint"], b=figure.n["reference"]
    )
    if not known:
        few = say("too few to compare")
        return _from(figure, say("Not known"), label, f"{people}; {few}")
    value = say("{better} of {all}", better=len(apart), all=len(known))
    return _from(figure, value, label, f"{people}; {_widest(known, say)}")


def _widest(rows: Sequence[Any], say: Words) -> str:
    """Tell the largest difference with its interval."""
    row = max(rows, key=lambda row: abs(row["difference"]))
    return say(
        "largest: {category} {difference} scale points (95% interval {interval})",
        category=inside_sentence(row["label"]),
        difference=say.number(row["difference"], 1),
        interval=quoted(row, rows, say),
    )


def _printed_working_life(looking: Looking) -> Headline:
    say, figure = looking.say, looking.figure("study1-published")
    if figure is None or not figure.rows:
        return _unknown(say, "working_life")
    better = sum(row["significance"] != "not_significant" for row in figure.rows)
    return _from(
        figure,
        say("{better} of {all}", better=better, all=len(figure.rows)),
        say("categories of working life are rated higher by experienced members"),
        say(
            "{a} members, {b} reference physicians",
            a=figure.n["experienced"],
            b=figure.n["reference"],
        ),
    )


def _patient_centredness(looking: Looking) -> Headline:
    say, figure = looking.say, looking.figure("patient-centred-over-rounds")
    if figure is None:
        return _unknown(say, "patient_centredness")
    label = say("of Balint members are classed as patient-centred by three questions")
    if figure.is_hidden:
        return _hidden(figure, label, say)
    by_arm = {row["arm"]: row for row in figure.rows if row["part"] == "questions"}
    balint, reference = (by_arm[arm] for arm in ("balint", "reference"))
    if balint["share"] is None or reference["share"] is None:
        return _from(figure, say("Not known"), label, say("too few to compare"))
    basis = say(
        "{n} members, 95% interval {low} to {high}; in the reference group {centred} of {others}, "
        "{share}",
        n=balint["n"],
        low=say.percent(balint["low"]),
        high=say.percent(balint["high"]),
        centred=reference["centred"],
        share=say.percent(reference["share"]),
        others=reference["n"],
    )
    return _from(figure, say.percent(balint["share"]), label, basis)


HEADLINES: Sequence[Callable[[Looking], Headline]] = (
    _groups,
    _without,
    _leavers,
    _reason,
    _working_life,
    _patient_centredness,
)
