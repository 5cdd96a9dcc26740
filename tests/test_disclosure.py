"""Can anything be worked out that is meant to be hidden? The attacker knows all that is public."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing

import numpy as np
import pytest

from balint.access import LOCAL_BOARD
from balint.bases import crowds_between, sums_of
from balint.disclosure import BOARD, LEADER, VIEWER, Audience, Crowd, enough, hidden_parts
from balint.figures import Figure
from balint.figures.model import Ask
from balint.figures.protection import hide_members, hide_members_of_unions
from balint.figures.study1_answers import ARMS, Answers, categories, every_score, scored_crowds
from balint.figures.study1_experience import stage_flags
from balint.figures.study1_items import item_crowds
from balint.forms import Value, load_form
from balint.releases import plan_release, release
from balint.rounds import Selection
from balint.sharing import make_share_link, plan_share
from balint.store import Store, utc_now
from balint.words import words_in
from tests.figures.public_views import WORDS, faces, figures_of, long_numbers, seen
from tests.figures.random_rounds import (
    CODE,
    REGIONS,
    SECRET,
    Made,
    People,
    put_in,
    random_people,
    send,
)
from tests.figures.twins import UNIONS, twin
from tests.stores import bundled_store, new_store

TABLES, SOAK_TABLES = 200, 10_000
SHARES = {"inventory": 0.44, "congress": 0.4, "study2": 0.1, "study1": 0.06}
"""How many of the tables are rounds of each form; those that take longest are fewest."""
EVERY_FACE = 0.005
"""Of so many figures every face is read; of all others their words and their JSON."""
BATCH = 40
"""So many rounds lie in one store at a time."""


@pytest.mark.parametrize(
    ("crowd", "audience", "shown"),
    [
        (Crowd(9), VIEWER, False),
        (Crowd(10), VIEWER, True),
        (Crowd(4), LEADER, False),
        (Crowd(5), LEADER, True),
        (Crowd(1), BOARD, True),
        (Crowd(0), VIEWER, True),
        (Crowd(20, (10, 10)), VIEWER, False),
        (Crowd(20, (10, 5, 5)), VIEWER, True),
        (Crowd(21, (11, 5, 5)), VIEWER, False),
        (Crowd(20, (18, 2)), LEADER, True),
    ],
)
def test_a_number_needs_people_and_groups(crowd: Crowd, audience: Audience, shown: bool) -> None:
    assert enough(crowd, audience) is shown


def test_people_who_name_no_group_stand_alone_beside_those_who_do() -> None:
    assert Crowd.by_group({"a": 4, None: 3}) == Crowd(7, (4, 1, 1, 1))
    assert Crowd.by_group({None: 3}) == Crowd(3, None)


def test_one_small_part_is_not_hidden_alone() -> None:
    parts = [Crowd(8, (8,)), Crowd(40, (10,) * 4), Crowd(30, (10,) * 3)]

    assert hidden_parts(parts, VIEWER) == {0, 2}


def test_small_parts_that_make_a_crowd_are_enough() -> None:
    parts = [Crowd(8, (8,)), Crowd(9, (9,)), Crowd(8, (8,)), Crowd(40, (10,) * 4)]

    assert hidden_parts(parts, VIEWER) == {0, 1, 2}


def test_an_empty_part_hides_nothing() -> None:
    assert hidden_parts([Crowd(0, ()), Crowd(40, (10,) * 4)], VIEWER) == frozenset()


@pytest.mark.parametrize("seed", range(TABLES // 100))
def test_no_hidden_number_of_members_follows_from_those_shown(seed: int) -> None:
    for place in range(100):
        _attack_inventory(np.random.default_rng(1000 * seed + place))


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(SOAK_TABLES // 1000))
def test_no_hidden_number_follows_in_many_tables(seed: int) -> None:
    for place in range(1000):
        _attack_inventory(np.random.default_rng(10**6 + 1000 * seed + place))
        if place % 10 == 0:
            _attack_study(np.random.default_rng(10**6 + 1000 * seed + place))


@pytest.mark.parametrize("seed", range(30))
def test_nobody_follows_from_the_means_of_two_figures(seed: int) -> None:
    _attack_study(np.random.default_rng(seed))


def _attack_inventory(chance: np.random.Generator) -> None:
    """Solve for each hidden sum of members from their total and all sums that are shown."""
    groups = [
        (int(chance.integers(8)), int(chance.integers(4, 11)))
        for _ in range(chance.integers(1, 41))
    ]
    members = [[size for region, size in groups if region == part] for part in range(8)]
    crowds = [Crowd(sum(sizes), tuple(sizes)) for sizes in members]
    closed = hidden_parts(crowds, VIEWER)
    assert closed >= {part for part in range(8) if not enough(crowds[part], VIEWER)}
    rows = {part: [float(region == part) for region, _ in groups] for part in range(8)}
    everybody = [[1.0] * len(groups)] if enough(sum(crowds, Crowd(0, ())), VIEWER) else []
    visible = [rows[part] for part in rows if part not in closed]
    shown = np.array(everybody + visible).reshape(-1, len(groups))
    rank = np.linalg.matrix_rank(shown)
    for part in closed:
        follows = np.linalg.matrix_rank(np.vstack([shown, rows[part]])) == rank
        assert not follows or enough(crowds[part], VIEWER) or not any(rows[part])


@pytest.mark.parametrize("seed", range(TABLES // 100))
def test_no_hidden_number_follows_from_regions_and_their_unions(seed: int) -> None:
    for place in range(100):
        _attack_two_levels(np.random.default_rng(2000 * seed + place))


def _attack_two_levels(chance: np.random.Generator) -> None:
    """Solve for the members of each hidden region, and of those in one union, from all shown."""
    n_groups, codes, unions = int(chance.integers(1, 41)), range(12), chance.integers(4, size=12)
    region, size = chance.integers(12, size=n_groups), chance.integers(3, 11, size=n_groups)
    sizes = {code: size[region == code].tolist() or None for code in codes}
    rows = [{"region_code": code, "members": 0, "sizes": sizes[code]} for code in codes]
    whole = [
        {"members": 0, "sizes": {code: sizes[code] for code in np.flatnonzero(unions == union)}}
        for union in range(4)
    ]
    ask = Ask(bundled_store().cursor(), (), words_in("en"), {}, VIEWER, today=dt.date.min)
    hide_members(rows, ask)
    hide_members_of_unions(whole, ask)
    hidden = {row["region_code"] for row in rows if row["members"] is None}
    shown = [region == code for code in codes if code not in hidden]
    shown += [unions[region] == n for n in range(4) if whole[n]["members"] is not None]
    if enough(_crowd(size), VIEWER):
        shown.append(np.ones(n_groups))
    known = np.array(shown, dtype=float).reshape(-1, n_groups)
    left = [np.isin(region, list(hidden)) & (unions[region] == union) for union in range(4)]
    for behind in (*(region == code for code in hidden), *left):
        follows = np.linalg.matrix_rank(np.vstack([known, behind])) == np.linalg.matrix_rank(known)
        assert not follows or enough(_crowd(size[behind]), VIEWER)


PARTS = {"norra": ("22", "23", "24", "25"), "sydostra": ("05", "06", "08")}
"""Two health-care regions and their regions."""


@pytest.mark.parametrize("seed", range(TABLES // 100))
def test_no_hidden_number_follows_from_unions_in_two_releases(seed: int) -> None:
    asked = [_attack_two_states(np.random.default_rng(3000 * seed + place)) for place in range(100)]
    assert asked.count(True) < 50  # what is always asked about is not attacked


@pytest.mark.soak
def test_no_hidden_number_follows_from_unions_in_many_pairs_of_releases() -> None:
    for seed in range(SOAK_TABLES):
        _attack_two_states(np.random.default_rng(10**7 + seed))


def _attack_two_states(chance: np.random.Generator) -> bool:
    """Solve for few groups from all that two releases show; say whether the board is asked first.

    Each group's size, and what it has become, is one unknown: no two are the same, so that what
    is shown leaves nothing to luck.
    """
    codes = np.array([code for names in PARTS.values() for code in names])
    n = int(chance.integers(3, 30))
    region, sizes = chance.choice(codes, n), chance.permutation(np.arange(4, 4 + 2 * n))
    before, after = sizes[:n].copy(), sizes[:n].copy()
    for code in codes:
        inside, fate = region == code, chance.choice(5, p=[0.5, 0.1, 0.1, 0.15, 0.15])
        some = inside & (chance.random(n) < 0.5)
        before[inside & (fate == 1)] = 0
        after[inside & (fate == 2)] = 0
        after = np.where(inside & (fate == 3) | some & (fate == 4), sizes[n:], after)
    states = [
        [
            {"region": code, "members": int(size), "status": "active"}
            for code, size in zip(region, found, strict=True)
            if size
        ]
        for found in (before, after)
    ]
    form = load_form("inventory")
    sums = sums_of(bundled_store().cursor(), form)
    if any(not enough(crowd, VIEWER) for crowd in crowds_between(form, *states, sums)):
        return True
    unknown = np.concatenate([before, np.where(after == before, 0, after)])
    as_it_was = np.hstack([np.eye(n), np.zeros((n, n))])
    as_it_is = np.where((after == before)[:, None], as_it_was, np.roll(as_it_was, n, axis=1))
    as_it_was, as_it_is = as_it_was * (before > 0)[:, None], as_it_is * (after > 0)[:, None]
    shown = [
        found[np.isin(region, part)].sum(axis=0)
        for found, size in ((as_it_was, before), (as_it_is, after))
        for part in _shown_in(region, size)
    ]
    known = np.array(shown).reshape(-1, 2 * n)
    behind = [
        each
        for names in PARTS.values()
        for few in range(1, len(names))
        for part in itertools.combinations(names, few)
        for inside in [np.isin(region, part)]
        for then, now in [(as_it_was[inside].sum(axis=0), as_it_is[inside].sum(axis=0))]
        for each in (then, now, then - now)
    ]
    for number in (*behind, *np.eye(2 * n)[unknown > 0]):
        follows = np.linalg.matrix_rank(np.vstack([known, number])) == np.linalg.matrix_rank(known)
        sides = [_crowd(unknown[number * sign > 0]) for sign in (1, -1)]
        assert not follows or enough(max(sides, key=lambda side: side.people), VIEWER)
    return False


def _shown_in(region: np.ndarray, size: np.ndarray) -> Iterator[Sequence[str]]:
    """Give the regions and the unions of them whose members readers see."""
    sizes = {
        code: size[(region == code) & (size > 0)].tolist() or None
        for names in PARTS.values()
        for code in names
    }
    rows = [{"region_code": code, "members": 0, "sizes": sizes[code]} for code in sizes]
    whole = [
        {"members": 0, "sizes": {name: sizes[name] for name in names}} for names in PARTS.values()
    ]
    ask = Ask(bundled_store().cursor(), (), words_in("en"), {}, VIEWER, today=dt.date.min)
    hide_members(rows, ask)
    hide_members_of_unions(whole, ask)
    yield from ([str(row["region_code"])] for row in rows if row["members"] is not None)
    for names, row in zip(PARTS.values(), whole, strict=True):
        if row["members"] is not None:
            yield names


def _crowd(sizes: np.ndarray) -> Crowd:
    return Crowd(int(sizes.sum()), tuple(sizes.tolist()))


def _attack_study(chance: np.random.Generator) -> None:
    """Subtract the crowds behind all means that are shown; no difference is of a few people."""
    answers = _random_answers(chance)
    say = words_in("en")
    named = categories(answers, say)
    stages = stage_flags(answers, 1.5)
    rest = ~np.any(list(stages.values()), axis=0)
    arms = [answers.in_arm(arm) for arm in ARMS]
    effects = _shown(scored_crowds(answers, named, arms))
    experience = _shown(scored_crowds(answers, named, (*stages.values(), rest)))
    items = _shown(list(item_crowds(answers, say)))
    for category in named:
        scored = ~np.isnan(every_score(answers.values, category.columns))
        crowds = [arm & scored for arm in arms] if effects else []
        crowds += [stage & scored for stage in stages.values()] if experience else []
        if items:
            column = category.columns[0]
            crowds += [arm & ~np.isnan(answers.values[:, column]) for arm in arms]
        for difference in _differences(crowds):
            people = np.count_nonzero(difference)
            assert people == 0 or people >= VIEWER.people


def _shown(crowds: Sequence[Crowd]) -> bool:
    return all(enough(crowd, VIEWER) for crowd in crowds)


def _differences(crowds: Sequence[np.ndarray]) -> Iterator[np.ndarray]:
    for signs in itertools.product((-1, 0, 1), repeat=len(crowds)):
        if any(signs):
            yield sum(sign * crowd.astype(int) for sign, crowd in zip(signs, crowds, strict=True))


def _random_answers(chance: np.random.Generator) -> Answers:
    items = tuple(field.id for field in load_form("study1").fields if field.kind == "vas")
    n = int(chance.integers(20, 80))
    arms = tuple(chance.choice(ARMS, n).tolist())
    years = np.where(np.array(arms) == "balint", chance.uniform(0, 5, n), np.nan)
    years[chance.random(n) < chance.choice([0.0, 0.02, 0.3])] = np.nan
    values = chance.uniform(0, 10, (n, len(items)))
    values[chance.random(values.shape) < chance.choice([0.0, 0.001, 0.05])] = np.nan
    return Answers(arms, years, (None,) * n, items, values)


@pytest.mark.parametrize("form_id", SHARES)
def test_whoever_knows_all_that_is_public_learns_nothing_hidden(form_id: str) -> None:
    _attack_many(form_id, round(SHARES[form_id] * TABLES), seed=1)


@pytest.mark.soak
@pytest.mark.parametrize("form_id", SHARES)
@pytest.mark.parametrize("part", range(20))
def test_nothing_hidden_is_learnt_of_many_rounds(form_id: str, part: int) -> None:
    _attack_many(form_id, round(SHARES[form_id] * SOAK_TABLES / 20), seed=1000 + part)


def _attack_many(form_id: str, tables: int, seed: int) -> None:
    for start in range(0, tables, BATCH):
        chance = np.random.default_rng([seed, start, list(SHARES).index(form_id)])
        rounds = [
            Made(f"a-{start + place:05}", form_id, random_people(form_id, chance))
            for place in range(min(BATCH, tables - start))
        ]
        with closing(new_store(without_demo=True)) as store:
            store.cursor().execute("set threads = 1")  # so small a question takes longer with two
            later = {made.id: _sent_later(made, chance) for made in rounds}
            put_in(store, rounds, later)
            _attack(store, rounds, later, chance)


def _sent_later(made: Made, chance: np.random.Generator) -> People:
    """Draw what came after the release: new answers, and others by some who had answered."""
    code, people = load_form(made.form).code_field, random_people(made.form, chance, 16)
    for old, new in zip(made.people, people, strict=False):
        if chance.random() < 0.2:
            new[code] = old[code]
    return people


def _attack(
    store: Store,
    rounds: Sequence[Made],
    later: Mapping[str, People],
    chance: np.random.Generator,
) -> None:
    """Try on each round what somebody could who has all faces of its figures, of two releases."""
    public = {made.id: _seen_of(store, made, _some_figures(made, chance)) for made in rounds}
    for made in rounds:
        for figure in public[made.id].values():
            _read_faces(figure, made, every=chance.random() < EVERY_FACE)
    twins = [
        Made(f"b{made.id[1:]}", made.form, twin(made, hidden, shown, chance))
        for made in rounds
        for hidden, shown in [_hidden(public[made.id])]
        if hidden
    ]
    put_in(store, twins)
    for other in twins:
        every = chance.random() < EVERY_FACE
        _tell_apart(store, public[f"a{other.id[1:]}"], other, every=every)
    for made in rounds:
        _subtract(store, made, public[made.id], later[made.id], chance)


STAND_FOR_OTHERS = {
    "congress": ("dropout-reasons", "dropout-rate"),
    "inventory": ("groups-by-region", UNIONS),
    "study1": ("study1-effects", "study1-experience"),
    "study2": ("class-table", "role-choices"),
}
"""Figures of each form that between them rest on all the answers that any figure rests on."""


def _some_figures(made: Made, chance: np.random.Generator) -> list[tuple[str, str]]:
    """Choose those figures, for every second round another too, each with its language."""
    chosen = STAND_FOR_OTHERS[made.form]
    others = [figure_id for figure_id in figures_of(made.form) if figure_id not in chosen]
    every = (*chosen, *(chance.choice(others, 1) if chance.random() < 0.5 else ()))
    return [(str(figure_id), str(chance.choice(["sv", "en"]))) for figure_id in every]


def _seen_of(
    store: Store,
    made: Made,
    asked: Sequence[tuple[str, str]],
    selection: Selection | None = None,
) -> dict[str, Figure]:
    return {
        figure_id: seen(store, figure_id, made.id, VIEWER, language, selection)
        for figure_id, language in asked
    }


def _hidden(public: Mapping[str, Figure]) -> tuple[frozenset[str], frozenset[str]]:
    """Name the figures and the regions of both kinds without numbers, and the figures with them."""
    closed = {
        row[code]
        for figure_id, code in (("groups-by-region", "region_code"), (UNIONS, "health_care_region"))
        if figure_id in public
        for row in public[figure_id].rows
        if row["members_mark"] == "hidden"
    }
    hidden = {name for name, figure in public.items() if figure.is_hidden}
    return frozenset(hidden | closed), frozenset(public.keys() - hidden)


def _read_faces(figure: Figure, made: Made, *, every: bool) -> None:
    """Look for a number in a figure without numbers, somebody's own words, a single answer."""
    told = faces(figure, every=every)
    answers = {
        f"{value:.9f}"
        for person in made.people
        for name, value in person.items()
        if isinstance(value, float) and name != "years_in_group"
    }
    for face in told.values():
        assert SECRET not in face
        assert CODE not in face
        assert not long_numbers(face) & answers
    if figure.is_hidden:
        assert figure.chart is None
        said = told[WORDS].replace(figure.question, "")
        assert set(re.findall(r"\d+", said)) <= {str(VIEWER.people), str(VIEWER.groups)}


def _tell_apart(store: Store, public: Mapping[str, Figure], other: Made, *, every: bool) -> None:
    """Compare with a round that is another only behind what is hidden, and hidden there too."""
    asked = [(figure_id, figure.language) for figure_id, figure in public.items()]
    again = _seen_of(store, other, asked)
    if _hidden(again) != _hidden(public):
        return
    for figure_id, figure in public.items():
        before, after = (faces(found, every=every) for found in (figure, again[figure_id]))
        for name, face in before.items():
            assert face.replace(f"a{other.id[1:]}", other.id) == after[name], (figure_id, name)


def _subtract(
    store: Store,
    made: Made,
    public: Mapping[str, Figure],
    later: People,
    chance: np.random.Generator,
) -> None:
    """Subtract what is public of two figures, and of what is shown later if the board is not asked.

    That is a second release, a link, or one after the other with new answers between them.
    """
    people = _laid_over(made, {}, made.people)
    views = [_sums(made.form, public, list(people.values()))]
    people = _laid_over(made, people, later)
    ways = [_by_release] if chance.random() < ONE_RELEASE else _two_ways(chance)
    for number, show in enumerate(ways if made.people else ()):
        if number and (more := _sent_later(made, chance)):
            people = _laid_over(made, people, more)
            with store.transaction() as cursor:
                send(cursor, made.id, made.form, more)
        if people and (again := show(store, made)):
            views.append(_sums(made.form, again, list(people.values())))
    sums: dict[str, list[Sum]] = {}
    for view in views:
        for name, found in view:
            sums.setdefault(name, []).append(found)
    for name, found in sums.items():
        for between in _combined(found):
            assert not between or _rests_on_a_crowd(between), (made.id, name)


def _laid_over(
    made: Made, people: Mapping[object, dict[str, Value]], later: People
) -> dict[object, dict[str, Value]]:
    """Lay what came later over what there was under the same code; a blank changes nothing."""
    code, newest = load_form(made.form).code_field, dict(people)
    for person in later:
        given = {name: value for name, value in person.items() if value is not None}
        newest[person[code]] = person | newest.get(person[code], {}) | given
    return newest


def _two_ways(chance: np.random.Generator) -> list[Show]:
    return [WAYS[int(way)] for way in chance.choice(len(WAYS), 2)]


def _by_release(store: Store, made: Made) -> dict[str, Figure]:
    """Release the round, and see it as everybody does; nothing where the board is asked first."""
    if plan_release(store, made.id).is_small:
        return {}
    release(store, made.id, by=LOCAL_BOARD)
    return _seen_of(store, made, _stand_for_others(made))


def _by_link(store: Store, made: Made) -> dict[str, Figure]:
    """Share the round, and see it as who holds the link; nothing where the board is asked first."""
    figures = STAND_FOR_OTHERS[made.form]
    if any(planned.is_small for planned in plan_share(store, [made.id], figures)):
        return {}
    link = make_share_link(
        store, [made.id], figures, by=LOCAL_BOARD, expires_at=utc_now() + dt.timedelta(days=1)
    )
    return _seen_of(store, made, _stand_for_others(made), Selection(link.id, (made.id,)))


def _stand_for_others(made: Made) -> list[tuple[str, str]]:
    return [(figure_id, "sv") for figure_id in STAND_FOR_OTHERS[made.form]]


Show = Callable[[Store, Made], dict[str, Figure]]
WAYS: tuple[Show, ...] = (_by_link, _by_release)
ONE_RELEASE = 0.6
"""Of so many rounds there is but one release more; of the others there are two showings."""

Key = tuple[object, ...]
"""One person's answer: who, what they said, how many people it stands for, and their group."""
Sum = frozenset[Key]
"""The answers behind one number that is public."""


def _combined(sums: Sequence[Sum]) -> Iterator[Counter[Key]]:
    """Give each number, each difference of two, and of one and two others that share nobody."""
    yield from map(Counter, sums)
    for whole, part in itertools.combinations(sums, 2):
        yield _less(Counter(whole), Counter(part))
    for whole, *parts in itertools.permutations(sums, 3):
        if parts == sorted(parts, key=len) and parts[0].isdisjoint(parts[1]):
            yield _less(Counter(whole), Counter(parts[0]) + Counter(parts[1]))


def _less(whole: Counter[Key], part: Counter[Key]) -> Counter[Key]:
    left = Counter(whole)
    left.subtract(part)
    for more in [key for key, n in left.items() if n > 0]:
        less = next((key for key in left if left[key] < 0 and key[1:-1] == more[1:-1]), None)
        if less:  # somebody went and another came who says the same: no number tells of it
            left[more], left[less] = left[more] - 1, left[less] + 1
    return Counter({key: n for key, n in left.items() if n})


def _rests_on_a_crowd(between: Counter[Key]) -> bool:
    """Say whether enough people make a difference: its larger side alone, or both together."""
    more, less = ([key for key, n in between.items() if n * sign > 0] for sign in (1, -1))
    sides = [_crowd_of(more), _crowd_of(less)]
    most = max(side.people for side in sides)
    larger = [side for side in sides if side.people == most]
    # Whoever answers otherwise than before stands on both sides, and is one person.
    everybody = {key[0]: key for key in sorted((*more, *less), key=lambda key: int(str(key[-2])))}
    return any(enough(crowd, VIEWER) for crowd in (*larger, _crowd_of(list(everybody.values()))))


def _crowd_of(keys: Sequence[Key]) -> Crowd:
    people: Counter[object] = Counter()
    for *_, n, group in keys:
        people[group] += int(str(n))
    return Crowd.by_group(people)


def _sums(form_id: str, public: Mapping[str, Figure], people: People) -> list[tuple[str, Sum]]:
    """Give the answers behind each number that is shown, and check that it is their number."""
    shown = {name: figure for name, figure in public.items() if not figure.is_hidden}
    return list(SUMS[form_id](shown, people))


def _sums_of_congress(shown: Mapping[str, Figure], people: People) -> Iterator[tuple[str, Sum]]:
    reasons = [field.id for field in load_form("congress").in_block("reason")]
    if "dropout-reasons" in shown:
        ranked = [person for person in people if any(person.get(name) for name in reasons)]
        assert shown["dropout-reasons"].n["ranked"] == len(ranked)
        told = [(row["leader_code"], *(row.get(name) for name in reasons)) for row in ranked]
        yield "ranked", frozenset((*row, 1, None) for row in told)
    if "dropout-rate" in shown:
        (row,) = shown["dropout-rate"].rows
        stated = [person for person in people if person.get("members_led") is not None]
        assert row["n_leaders"] == len(stated)
        told = {
            str(person["leader_code"]): (
                int(str(person["members_led"])),
                int(str(person["dropouts"])),
            )
            for person in stated
        }
        assert row["members"] == sum(members for members, _ in told.values())
        assert row["dropouts"] == sum(left for _, left in told.values())
        for at, name in enumerate(("members", "left", "stayed")):
            yield (
                name,
                frozenset(
                    (code, members, left, (members, left, members - left)[at], code)
                    for code, (members, left) in told.items()
                ),
            )


def _sums_of_inventory(shown: Mapping[str, Figure], people: People) -> Iterator[tuple[str, Sum]]:
    """Give the sums of regions and of health-care regions, and what is left of the latter."""
    parts = {code: _inside(people, code) for code in REGIONS}
    regions, unions = (
        {row[code]: row["members"] for row in shown[figure_id].rows if row["members"] is not None}
        for figure_id, code in (("groups-by-region", "region_code"), (UNIONS, "health_care_region"))
    )
    for code, members in regions.items():
        assert members == sum(int(str(size)) for _, size, *_ in parts[code])
        yield f"members in {code}", parts[code]
    for union, members in unions.items():
        inside = {code: part for code, part in parts.items() if REGIONS[code] == union}
        whole = frozenset().union(*inside.values())
        assert members == sum(int(str(size)) for _, size, *_ in whole)
        yield f"members in {union}", whole
        seen_alone = [part for code, part in inside.items() if code in regions]
        yield f"left in {union}", whole.difference(*seen_alone)


def _inside(people: People, region: str) -> Sum:
    return frozenset(
        (person["group_code"], person["members"], person["members"], person["group_code"])
        for person in people
        if person["region"] == region and person["status"] == "active" and person["members"]
    )


def _sums_of_study1(shown: Mapping[str, Figure], people: People) -> Iterator[tuple[str, Sum]]:
    for category in load_form("study1").categories:
        fields = [field.id for field in load_form("study1").in_category(category.id)]
        scored = {}
        for person in people:
            given = [person[name] for name in fields if person.get(name) is not None]
            if 2 * len(given) >= len(fields):
                scored[str(person["physician_code"])] = (person, given)
        for figure_id, split in (("study1-effects", _arm), ("study1-experience", _stage)):
            for row in shown[figure_id].rows if figure_id in shown else ():
                if row["category"] != category.id:
                    continue
                for part, count in _counts(row):
                    inside = frozenset(
                        (code, *given, 1, person.get("group_code"))
                        for code, (person, given) in scored.items()
                        if split(person) == part
                    )
                    assert count == len(inside)
                    yield category.id, inside


def _counts(row: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    if "stage" in row:
        yield str(row["stage"]), row["n"]
    else:
        yield from (("balint", row["n_balint"]), ("reference", row["n_reference"]))


def _arm(person: Mapping[str, object]) -> str:
    return str(person["arm"])


def _stage(person: Mapping[str, object]) -> str:
    if person["arm"] == "reference":
        return "reference"
    years = person.get("years_in_group")
    return "unplaced" if years is None else "short" if float(str(years)) <= 1.5 else "experienced"


def _sums_of_study2(shown: Mapping[str, Figure], people: People) -> Iterator[tuple[str, Sum]]:
    names = ("questions_class", "roles_class")
    for arm in ARMS:
        inside = [person for person in people if person["arm"] == arm]
        if "class-table" in shown:
            classed = [person for person in inside if all(person[name] for name in names)]
            assert shown["class-table"].n[arm] == len(classed)
            yield f"{arm} classes", _keys(classed, *names)
        for row in shown["role-choices"].rows if "role-choices" in shown else ():
            name = f"role_{row['role']}"
            answered = [person for person in inside if person.get(name) is not None]
            assert row[f"{arm}_n"] == len(answered)
            yield f"{arm} {name}", _keys(answered, name)


def _keys(people: Sequence[Mapping[str, object]], *names: str) -> Sum:
    return frozenset(
        (
            person["physician_code"],
            *(person[name] for name in names),
            1,
            person.get("group_code"),
        )
        for person in people
    )


SUMS = {
    "congress": _sums_of_congress,
    "inventory": _sums_of_inventory,
    "study1": _sums_of_study1,
    "study2": _sums_of_study2,
}
