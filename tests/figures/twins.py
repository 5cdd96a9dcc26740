"""Rounds that differ only behind hidden numbers: whoever sees all that is public sees the same.

If two rounds look alike from outside, nothing outside tells what is hidden in either.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from balint.forms import load_form
from tests.figures.random_rounds import REGIONS, Chance, Made, People

ON_ITEMS = {
    "study1-effects",
    "study1-estimation",
    "study1-experience",
    "study1-items",
    "study1-reliability",
}

UNIONS = "groups-by-health-care-region"
"""The figure that sums what the regions of a health-care region have."""

Hidden = frozenset[str]
"""The figures of a round that have no numbers, and the regions, of both kinds, whose members are
hidden.

One figure of those that rest on the same answers stands for all.
"""


def twin(made: Made, hidden: Hidden, shown: Hidden, chance: Chance) -> People:
    """Give the answers anew, with others behind what is hidden and the same behind the rest."""
    people = [dict(person) for person in made.people]
    return TWINS[made.form](people, hidden, shown, chance)


def _congress(people: People, hidden: Hidden, _: Hidden, chance: Chance) -> People:
    reasons = [field.id for field in load_form("congress").in_block("reason")]
    for person in people:
        if "dropout-reasons" in hidden and any(person.get(reason) for reason in reasons):
            places = chance.permutation(7) + 1
            person |= {reason: int(at) for reason, at in zip(reasons, places, strict=True)}
        if "dropout-rate" in hidden and person.get("members_led"):
            person["dropouts"] = int(chance.integers(0, int(str(person["members_led"])) + 1))
    return people


def _inventory(people: People, hidden: Hidden, shown: Hidden, chance: Chance) -> People:
    """Let the groups of hidden regions change places, as many members staying where sums show."""
    inside: dict[str, People] = {}
    for person in people:
        if person["region"] in hidden and person["status"] == "active" and person["members"]:
            union = REGIONS[str(person["region"])]
            kept = union if UNIONS in shown and union not in hidden else ""
            inside.setdefault(kept, []).append(person)
    for those in inside.values():
        sizes = [person["members"] for person in those]
        for person, place in zip(those, chance.permutation(len(sizes)), strict=True):
            person["members"] = sizes[place]
    return people


def _study1(people: People, hidden: Hidden, shown: Hidden, chance: Chance) -> People:
    if "study1-experience" in hidden:
        _shuffle(people, ("years_in_group",), chance)
    if "reference-fit" in hidden:
        _shuffle(people, ("sex", "age"), chance)
    if not shown & ON_ITEMS:
        items = [field.id for field in load_form("study1").fields if field.kind == "vas"]
        for person in people:
            given = [item for item in items if person.get(item) is not None]
            person |= {item: float(chance.uniform(0, 10)) for item in given}
    return people


def _study2(people: People, hidden: Hidden, _: Hidden, chance: Chance) -> People:
    if "class-table" in hidden:
        _shuffle(people, ("questions_class",), chance)
    if "role-choices" in hidden:
        for person in people:
            person |= {
                field.id: bool(chance.integers(2))
                for field in load_form("study2").in_block("role")
                if person.get(field.id) is not None
            }
    return people


def _shuffle(people: People, names: tuple[str, ...], chance: Chance) -> None:
    """Let those of one arm who answered something exchange their answers."""
    for name in names:
        for arm in ("balint", "reference"):
            those = [
                person for person in people if person["arm"] == arm and person.get(name) is not None
            ]
            drawn = [those[place][name] for place in chance.permutation(len(those))]
            for person, value in zip(those, drawn, strict=True):
                person[name] = value


TWINS: Mapping[str, Callable[[People, Hidden, Hidden, Chance], People]] = {
    "congress": _congress,
    "inventory": _inventory,
    "study1": _study1,
    "study2": _study2,
}
