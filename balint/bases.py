"""Whose answers stand behind each number that readers see of a round?

Two releases of a round are two views of its numbers: what lies between them is a crowd of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from itertools import combinations
from typing import Any, NamedTuple

from duckdb import DuckDBPyConnection as Cursor

from balint import queries
from balint.disclosure import VIEWER, Crowd, enough, hidden_regions, hidden_unions
from balint.forms import Form

LEAST_ANSWERED = 0.5
"""A physician's category score needs answers to at least this share of its questions."""

SHORT_YEARS = 1.5
"""Members with up to so many years in a group count as short, unless the board asks otherwise."""

ARM, GROUP = "arm", "group_code"
BACKGROUND = (
    "sex",
    "age",
    "years_as_specialist",
    "workplace_physicians",
    "workplace_setting",
)
"""What the arms of Study I are compared by beside their answers."""

Row = Mapping[str, Any]


class Told(NamedTuple):
    """What one answer adds to a number: its values, and how many people it stands for."""

    values: tuple[Any, ...]
    people: int = 1
    group: str | None = None
    """The Balint group of the one who answered, where it is known."""
    is_group: bool = False
    """Whether the answer stands for a leader's or a group's people."""


Base = tuple[str, Told]
"""A number's name, and what an answer adds to it."""
Bases = dict[str, Counter[Told]]
Sums = Sequence[Set[str]]
"""Which numbers readers see summed beside the numbers themselves, by name."""
States = tuple[Counter[Told], Counter[Told]]
"""What makes a number before, and after."""


def crowds_between(
    form: Form, before: Iterable[Row], after: Iterable[Row], sums: Sums = ()
) -> list[Crowd]:
    """Give the people who make the difference between two states of a round, number by number.

    A number that readers do not see in both states makes no difference that they could know of,
    unless a sum that they see in both has it as its rest.
    Takes: the form as the round asked it; `sums`, as `sums_of` gives them.
    """
    old, new = (_by_base(form, rows) for rows in (before, after))
    both = [(old[name], new[name]) for name in old.keys() & new.keys()]
    seen = [(then, now) for then, now in both if _is_shown(then) and _is_shown(now)]
    return [
        max((_crowd(now - then), _crowd(then - now)), key=_worth_asking)
        for then, now in (*seen, *_rests(sums, old, new))
    ]


def _is_shown(told: Counter[Told]) -> bool:
    return enough(_crowd(told), VIEWER)


def _rests(unions: Sums, old: Bases, new: Bases) -> Iterator[States]:
    """Give what whoever takes parts from sums, and one state from the other, is left with.

    Parts that are shown in both states are taken away. Those that are hidden in one can be, or
    not, as the other state shows them: all choices count, for one may leave a single part.
    """
    (dark, sums), (dark_now, sums_now) = (_hidden(unions, state) for state in (old, new))
    for place, names in enumerate(unions):
        then, now = names & dark, names & dark_now
        for taken in _choices(then ^ now):
            if place in sums:
                yield _sum(old, then), _sum(new, taken & then)
            if place in sums_now:
                yield _sum(old, taken & now), _sum(new, now)
            if place in sums & sums_now:
                yield _sum(old, then | taken), _sum(new, now | taken)
        if place in sums & sums_now:
            yield _sum(old, names), _sum(new, names)


def _choices(names: Set[str]) -> Iterator[Set[str]]:
    for n in range(len(names) + 1):
        yield from map(set, combinations(sorted(names), n))


def _hidden(unions: Sums, state: Bases) -> tuple[Set[str], Set[int]]:
    """Choose the parts that readers do not see, and by their place the unions that they do see."""
    sizes = [
        {name: [told.people for told in state[name].elements()] for name in names & state.keys()}
        for names in unions
    ]
    every = {name: found for part in sizes for name, found in part.items()}
    shown = set(range(len(unions))) - hidden_unions(sizes, VIEWER)
    return hidden_regions(every, VIEWER), shown


def _sum(state: Bases, names: Set[str]) -> Counter[Told]:
    return sum((state[name] for name in names & state.keys()), Counter())


def _worth_asking(crowd: Crowd) -> tuple[int, bool]:
    """Let the larger side of a difference count; of two as large, one that is not enough."""
    return crowd.people, not enough(crowd, VIEWER)


def too_few(crowds: Iterable[Crowd]) -> list[Crowd]:
    """Choose the crowds by which two releases differ, and whose answers follow from both."""
    return [crowd for crowd in crowds if not enough(crowd, VIEWER)]


def sums_of(cursor: Cursor, form: Form) -> Sums:
    """Give the sums that readers see of a form: the members in each health-care region.

    A region that lies in two of them stands alone.
    """
    if form.id != "inventory":
        return ()
    sums: dict[str, set[str]] = {}
    for row in queries.rows(cursor, "groups/health_care_regions"):
        sums.setdefault(row["together"], set()).add(_members_in(row["region_code"]))
    return tuple(sums.values())


def _by_base(form: Form, rows: Iterable[Row]) -> Bases:
    told_by = BASES.get(form.id, _each_field)
    bases: Bases = {}
    for row in rows:
        for name, told in told_by(form, row):
            bases.setdefault(name, Counter())[told] += 1
    return bases


def _crowd(told: Counter[Told]) -> Crowd:
    every = list(told.elements())
    if any(each.is_group for each in every):
        sizes = tuple(each.people for each in every if each.people)
        return Crowd(sum(sizes), sizes)
    return Crowd.by_group(Counter(each.group for each in every))


def _congress(form: Form, row: Row) -> Iterator[Base]:
    reasons = tuple(row[field.id] for field in form.in_block("reason"))
    if any(place is not None for place in reasons):
        yield "ranked", Told(reasons)
    members, left = row["members_led"], row["dropouts"]
    if members is not None and left is not None:
        yield "rate", Told((members, left))
        for name, people in (("members", members), ("left", left), ("stayed", members - left)):
            yield name, Told((members, left), people, is_group=True)


def _inventory(_: Form, row: Row) -> Iterator[Base]:
    members = row["members"]
    if row["status"] == "active" and members is not None and row["region"] is not None:
        yield _members_in(row["region"]), Told((), members, is_group=True)


def _members_in(region: str) -> str:
    return f"members in {region}"


def _study1(form: Form, row: Row) -> Iterator[Base]:
    arm, group = row[ARM], row[GROUP]
    for name in BACKGROUND:
        if row[name] is not None:
            yield f"{arm} {name}", Told((row[name],), group=group)
    for category in form.categories:
        answers = {field.id: row[field.id] for field in form.in_category(category.id)}
        given = {
            name: form.field(name).counted(value)
            for name, value in answers.items()
            if value is not None
        }
        for name, value in given.items():
            yield f"{arm} {name}", Told((value,), group=group)
        if given and len(given) >= LEAST_ANSWERED * len(answers):
            score = Told((sum(given.values()) / len(given),), group=group)
            yield f"{arm} {category.id}", score
            yield f"{_stage(row)} {category.id}", score
        if len(given) == len(answers):
            yield f"whole {category.id}", Told(tuple(given.values()), group=group)


def _stage(row: Row) -> str:
    if row[ARM] != "balint" or row["years_in_group"] is None:
        return f"no stage, {row[ARM]},"
    return "short" if row["years_in_group"] <= SHORT_YEARS else "experienced"


def _study2(form: Form, row: Row) -> Iterator[Base]:
    arm, group = row[ARM], row[GROUP]
    classes = (row["questions_class"], row["roles_class"])
    if None not in classes:
        yield f"{arm} classes", Told(classes, group=group)
    for field in form.in_block("role"):
        if row[field.id] is not None:
            yield f"{arm} {field.id}", Told((row[field.id],), group=group)


def _each_field(form: Form, row: Row) -> Iterator[Base]:
    """Take each answer of a form without bases of its own for a number."""
    for name in form.field_ids:
        if name != form.code_field and row[name] is not None:
            yield name, Told((row[name],), group=row.get(GROUP))


BASES: Mapping[str, Callable[[Form, Row], Iterator[Base]]] = {
    "congress": _congress,
    "inventory": _inventory,
    "study1": _study1,
    "study2": _study2,
}
