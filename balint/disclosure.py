"""What may be shown to whom?

A number shows how many people there are behind it, and so does what can be worked out from it and
its neighbours. Two rules follow: a figure is shown only if each crowd behind it is large enough,
and of the parts of a whole as many are hidden as make a crowd of their own.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

Row = TypeVar("Row")

Sizes = Mapping[str, Sequence[int] | None]
"""The sizes of the groups that stated them in each region."""

ENDS = (1, 4, 10)
"""The fewest members that a form takes, and the ends of the frame of 4 to 10: how many groups keep
it is public, so that three groups with 12 members are known to have 4 each."""


@dataclass(frozen=True, slots=True)
class Audience:
    """Someone who looks, and how many people must stand behind each number that is shown."""

    name: str
    people: int
    groups: int
    """The fewest leaders or groups among those people, where they are known; none over half."""
    single: bool
    """Whether single people's answers may be drawn."""


VIEWER = Audience("viewer", people=10, groups=3, single=False)
LEADER = Audience("leader", people=5, groups=1, single=False)
BOARD = Audience("board", people=1, groups=1, single=True)
AUDIENCES = {audience.name: audience for audience in (VIEWER, LEADER, BOARD)}


@dataclass(frozen=True, slots=True)
class Crowd:
    """The people behind one number."""

    people: int
    groups: tuple[int, ...] | None = None
    """How many of them each leader or group stands for; None where that is not known."""

    @classmethod
    def by_group(cls, counts: Mapping[Hashable, int]) -> Crowd:
        """Put the people of several groups together; those under None stand each alone."""
        named = tuple(n for group, n in counts.items() if group is not None and n)
        people = sum(counts.values())
        return cls(people, (*named, *(1,) * counts.get(None, 0)) if named else None)

    def __add__(self, other: Crowd) -> Crowd:
        """Put two crowds together; what is not known of one is not known of both."""
        known = self.groups is not None and other.groups is not None
        groups = (*(self.groups or ()), *(other.groups or ())) if known else None
        return Crowd(self.people + other.people, groups)


def enough(crowd: Crowd, audience: Audience) -> bool:
    """Say whether a number with these people behind it may be shown; nobody hides nothing."""
    if crowd.people == 0:
        return True
    if crowd.people < audience.people:
        return False
    if crowd.groups is None or audience.groups == 1:
        return True
    return len(crowd.groups) >= audience.groups and 2 * max(crowd.groups) <= crowd.people


def hidden_parts(parts: Sequence[Crowd], audience: Audience) -> frozenset[int]:
    """Choose which parts of a whole to hide, by their place.

    Those too small, and then the smallest others, until what all hidden parts have together is
    itself enough to be shown: whoever subtracts the visible parts from the whole learns no more.
    """
    hidden = {place for place, part in enumerate(parts) if not enough(part, audience)}
    left = sorted(
        (place for place, part in enumerate(parts) if part.people and place not in hidden),
        key=lambda place: parts[place].people,
    )
    for place in left:
        if enough(sum((parts[found] for found in hidden), Crowd(0, ())), audience):
            break
        hidden.add(place)
    return frozenset(hidden)


def crowd_of_groups(sizes: Sequence[int] | None) -> Crowd:
    """Give the people of some groups; groups whose sizes follow from their sum count as one."""
    people = sum(sizes or ())
    if sizes and len(set(sizes)) == 1 and sizes[0] in ENDS:
        return Crowd(people, (people,))
    return Crowd(people, tuple(sizes or ()))


def hidden_regions(sizes: Sizes, audience: Audience) -> frozenset[str]:
    """Choose the regions whose members are hidden, the same wherever they are asked for."""
    codes = sorted(sizes)
    crowds = [crowd_of_groups(sizes[code]) for code in codes]
    return frozenset(codes[place] for place in hidden_parts(crowds, audience))


def hidden_unions(parts: Sequence[Sizes], audience: Audience) -> frozenset[int]:
    """Choose the unions of regions, by their place, from which too few people could be told.

    Whoever takes the regions that are shown from a union is left with its hidden ones: these must
    be a crowd together, and so must those of all unions that are hidden. No region is in two.
    """
    closed = hidden_regions({code: part[code] for part in parts for code in part}, audience)
    left = [
        crowd_of_groups([size for code in part if code in closed for size in part[code] or ()])
        for part in parts
    ]
    return hidden_parts(left, audience)


def whole_batches(rows: Sequence[Row], least: int = LEADER.people) -> Sequence[Row]:
    """Give as many rows, oldest first, as fill batches of the least number.

    Whoever looks before and after somebody has answered then sees the same, or a difference
    made of `least` people, and can subtract nobody's answer.
    """
    return rows[: len(rows) - len(rows) % least]


def mean_of(values: Sequence[float], least: int = LEADER.people) -> float | None:
    """Give the mean of numbers that enough people gave, None of fewer."""
    return sum(values) / len(values) if len(values) >= least else None


def share_of(
    values: Sequence[bool], *, sensitive: bool, least: int = LEADER.people
) -> float | None:
    """Give the share of yes, None where too few answered.

    Where the question is sensitive, those who said yes and those who said no must be enough too,
    or nobody.
    """
    yes, n = sum(values), len(values)
    few = sensitive and any(0 < part < least for part in (yes, n - yes))
    return None if n < least or few else yes / n
