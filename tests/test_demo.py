"""Are the demo rounds what their script makes, fit for their forms, and plainly made up?"""

from __future__ import annotations

import csv
import datetime as dt
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from balint.forms import Value, load_form, parse_canonical
from data.demo.make_demo import HELD, files

FOLDER = Path(__file__).parent.parent / "data" / "demo"
ROUNDS = {
    found["id"]: found
    for found in tomllib.loads((FOLDER / "rounds.toml").read_text(encoding="utf-8"))["round"]
}
REASONS = ("practical", "personal", "fit", "progress", "leadership", "hurt", "conflict")


@cache
def rows_of(round_id: str) -> tuple[dict[str, Value], ...]:
    """Read a demo round as its form does."""
    form = load_form(ROUNDS[round_id]["form"])
    with (FOLDER / f"{round_id}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            {field.id: parse_canonical(field, row[field.id]) for field in form.fields}
            for row in csv.DictReader(file)
        )


def counted(round_id: str, field: str) -> Counter[Value]:
    """Count the answers to one field."""
    return Counter(row[field] for row in rows_of(round_id))


def cronbach_alpha(answers: list[list[float]]) -> float:
    """Reckon alpha from its definition: k / (k - 1) x (1 - sum of variances / variance of sums)."""
    table = np.array(answers)
    k = table.shape[1]
    variances, total = table.var(axis=0, ddof=1).sum(), table.sum(axis=1).var(ddof=1)
    return float(k / (k - 1) * (1 - variances / total))


def test_demo_files_are_what_the_script_makes() -> None:
    made = files()
    found = {path.name for path in FOLDER.iterdir() if path.suffix in (".csv", ".toml")}
    assert found == set(made)
    for name, text in made.items():
        assert (FOLDER / name).read_bytes() == text.encode("utf-8"), name


@pytest.mark.parametrize("round_id", ROUNDS)
def test_demo_files_have_the_columns_of_their_form(round_id: str) -> None:
    header = (FOLDER / f"{round_id}.csv").read_text(encoding="utf-8").split("\n", 1)[0]
    assert header == ",".join(load_form(ROUNDS[round_id]["form"]).field_ids)


def test_demo_titles_say_that_answers_are_made_up() -> None:
    for found in ROUNDS.values():
        assert found["title_sv"].startswith("Demo: ")
        assert found["title_sv"].endswith("(påhittade svar)")
        assert found["title_en"].startswith("Demo: ")
        assert found["title_en"].endswith("(made-up answers)")
        assert not any(sign.isdigit() for sign in found["title_sv"] + found["title_en"])
        assert not found.get("held_on")
        assert not found.get("place")


@pytest.mark.parametrize("round_id", ROUNDS)
def test_demo_rounds_name_no_person_or_place(round_id: str) -> None:
    form = load_form(ROUNDS[round_id]["form"])
    silent = [field.id for field in form.fields if field.kind == "text"]
    assert {row[field] for row in rows_of(round_id) for field in silent} <= {None}


@pytest.mark.parametrize("round_id", ROUNDS)
def test_demo_rounds_fill_what_their_form_requires(round_id: str) -> None:
    form = load_form(ROUNDS[round_id]["form"])
    rows = rows_of(round_id)
    assert all(row[field.id] is not None for row in rows for field in form.fields if field.required)
    codes = [row[form.code_field] for row in rows]
    assert len(set(codes)) == len(codes)


def test_demo_inventories_have_groups_that_come_and_go() -> None:
    before = {row["group_code"]: row for row in rows_of("demo-inventory-a")}
    after = {row["group_code"]: row for row in rows_of("demo-inventory-b")}
    assert (len(before), len(after)) == (40, 46)
    assert len(after.keys() - before.keys()) == 9
    assert len(before.keys() - after.keys()) == 3
    assert sum(row["status"] == "ended" for row in after.values()) == 4
    assert all(before[code]["region"] == after[code]["region"] for code in before.keys() & after)


@pytest.mark.parametrize("round_id", ["demo-inventory-a", "demo-inventory-b"])
def test_demo_inventories_were_confirmed_one_to_thirty_months_before(round_id: str) -> None:
    days = [row["confirmed_on"] for row in rows_of(round_id)]
    ages = [(HELD[round_id] - day).days for day in days if isinstance(day, dt.date)]
    assert 1 <= days.count(None) <= 8
    assert 30 <= min(ages) < 2 * 31
    assert 26 * 30 < max(ages) < 31 * 30


@pytest.mark.parametrize("round_id", ["demo-inventory-a", "demo-inventory-b"])
def test_demo_inventories_show_every_kind_of_group(round_id: str) -> None:
    kinds = counted(round_id, "participation")
    assert set(kinds) == {"voluntary", "obligatory_recorded", "obligatory_unrecorded", None}
    assert {"members", "leader", "employer", "training_programme"} <= set(
        counted(round_id, "initiated_by")
    )
    assert {"on_site", "online", "hybrid"} <= set(counted(round_id, "setting"))
    assert 3 <= 21 - len(counted(round_id, "region")) <= 12


@pytest.mark.parametrize("round_id", ["demo-inventory-a", "demo-inventory-b"])
@pytest.mark.parametrize(
    ("field", "low", "high"),
    [
        ("members", 4, 10),
        ("leaders", 1, 2),
        ("interval_weeks", 1, 4),
        ("session_hours", 1, 2.5),
    ],
)
def test_demo_inventories_have_groups_outside_each_frame(
    round_id: str, field: str, low: float, high: float
) -> None:
    values = [float(str(row[field])) for row in rows_of(round_id) if row[field] is not None]
    outside = sum(not low <= value <= high for value in values)
    assert 1 <= outside <= len(values) / 4


@pytest.mark.parametrize(("round_id", "n"), [("demo-congress-a", 24), ("demo-congress-b", 52)])
def test_demo_congresses_lose_no_more_than_they_led(round_id: str, n: int) -> None:
    rows = rows_of(round_id)
    both = [(row["dropouts"], row["members_led"]) for row in rows]
    stated = [(int(str(d)), int(str(m))) for d, m in both if d is not None and m is not None]
    assert len(rows) == n
    assert len(stated) < n
    assert all(dropouts <= members for dropouts, members in stated)


@pytest.mark.parametrize("round_id", ["demo-congress-a", "demo-congress-b"])
def test_demo_rankings_have_ties_blanks_and_top_threes(round_id: str) -> None:
    lengths: Counter[int] = Counter()
    tied = 0
    for row in rows_of(round_id):
        given = sorted(int(str(row[f"reason_{r}"])) for r in REASONS if row[f"reason_{r}"])
        lengths[len(given)] += 1
        tied += len(set(given)) < len(given)
        # Every place up to the last is given, so that no ranking has a gap to ask about.
        assert set(given) == set(range(1, max(given, default=0) + 1))
    assert set(lengths) == {0, 3, 7}
    assert tied >= 1


@pytest.mark.parametrize("round_id", ["demo-congress-a", "demo-congress-b"])
def test_demo_rankings_do_not_copy_the_published_order(round_id: str) -> None:
    published = ["practical", "personal", "fit", "progress", "leadership", "hurt", "conflict"]
    complete = [row for row in rows_of(round_id) if all(row[f"reason_{r}"] for r in REASONS)]
    order = sorted(REASONS, key=lambda r: sum(int(str(row[f"reason_{r}"])) for row in complete))
    assert sum(one != other for one, other in zip(order, published, strict=True)) >= 3


@pytest.mark.parametrize(
    ("round_id", "n_balint", "n_reference", "n_groups"),
    [
        ("demo-study1-a", 24, 24, 6),
        ("demo-study1-b", 36, 34, 8),
        ("demo-study2-a", 30, 30, 7),
        ("demo-study2-b", 36, 34, 8),
    ],
)
def test_demo_studies_place_balint_members_in_groups(
    round_id: str, n_balint: int, n_reference: int, n_groups: int
) -> None:
    assert counted(round_id, "arm") == {"balint": n_balint, "reference": n_reference}
    balint = [row for row in rows_of(round_id) if row["arm"] == "balint"]
    reference = [row for row in rows_of(round_id) if row["arm"] == "reference"]
    assert len({row["group_code"] for row in balint} - {None}) == n_groups
    assert {(row["group_code"], row["years_in_group"]) for row in reference} == {(None, None)}
    years = [float(str(row["years_in_group"])) for row in balint]
    assert 1 == min(years) < max(years) <= 14
    assert sum(value <= 1.5 for value in years) == 4


@pytest.mark.parametrize("round_id", ["demo-study1-a", "demo-study1-b"])
def test_demo_scales_hang_together_as_scales_do(round_id: str) -> None:
    form = load_form("study1")
    for category in form.categories:
        ids = [field.id for field in form.in_category(category.id)]
        rows = [[row[item] for item in ids] for row in rows_of(round_id)]
        complete = [[float(str(x)) for x in row] for row in rows if None not in row]
        assert 0.65 < cronbach_alpha(complete) < 0.93, category.id


@pytest.mark.parametrize("round_id", ["demo-study1-a", "demo-study1-b"])
def test_demo_scales_have_few_missing_answers(round_id: str) -> None:
    form = load_form("study1")
    items = [field.id for field in form.fields if field.kind == "vas"]
    missing = sum(row[item] is None for row in rows_of(round_id) for item in items)
    assert 0 < missing < 0.03 * len(items) * len(rows_of(round_id))


def test_demo_classes_occur_in_both_arms() -> None:
    for part in ("questions_class", "roles_class"):
        seen = {(row["arm"], row[part]) for row in rows_of("demo-study2-a") if row[part]}
        assert len(seen) == 6
    assert counted("demo-study2-a", "questions_class")[None] == 4


def test_demo_role_choices_are_all_or_nothing_answered() -> None:
    roles = [field.id for field in load_form("study2").in_block("role")]
    answered = Counter(sum(row[r] is not None for r in roles) for row in rows_of("demo-study2-a"))
    assert answered == {28: 59, 0: 1}
