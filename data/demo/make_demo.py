"""What could new answers look like? Makes the demo rounds, all of them invented, from seeds.

Run by hand from the project's folder: `python -m data.demo.make_demo`. The same seeds give the
same files, and a test holds the files beside this script to that. Nothing here is estimated
from anything real: the numbers were chosen so that each figure has something to show. Ties in a
ranking stand last only, where counting 1, 2, 2 and counting 1, 2, 2, 4 agree.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np

from balint.forms import Form, Value, format_canonical, load_form

HERE = Path(__file__).parent

Row = dict[str, Value]
Random = np.random.Generator

BLANK = ""  # in weights: no answer

# Two-digit county codes; the regions left out have no group at all.
REGIONS = {"01": 8.0, "03": 3, "05": 3, "06": 4, "07": 2, "08": 2, "12": 7, "13": 2, "14": 8}
REGIONS |= {"17": 1.5, "18": 2, "20": 1.5, "21": 1, "22": 1, "24": 2, "25": 1.5}
KINDS = {
    "gp_specialists": 34,
    "residents": 28,
    "interns": 6,
    "other_specialists": 7,
    "mixed_physicians": 12,
    "students": 4,
    "physiotherapists": 4,
    "psychologists": 3,
}
IN_TRAINING = ("residents", "interns", "students")
COUNTRIES = {"SE": 9, "DK": 4, "NO": 3, "FI": 2, "DE": 4, "GB": 3, "FR": 2}

# How strongly a reason is felt, by congress; not the order of any published ranking.
FELT_A = {"practical": 1.5, "personal": 0.3, "fit": 0.6, "progress": 1.7}
FELT_A |= {"leadership": -0.6, "hurt": -0.3, "conflict": -1.0}
FELT_B = {"practical": 1.8, "personal": 0.2, "fit": 0.5, "progress": 1.1}
FELT_B |= {"leadership": 0.9, "hurt": -0.5, "conflict": -1.2}

# Per category of Study I: mean of the reference, what Balint members have more, and the
# correlation between two items, which with its number of items gives an alpha of about 0.8.
CATEGORIES = {
    "workload": (4.6, 0.5, 0.60),
    "control": (5.2, 0.2, 0.30),
    "satisfaction": (6.1, 0.6, 0.40),
    "quality": (6.3, 0.0, 0.48),
    "cooperation": (6.0, 0.8, 0.42),
    "training": (5.0, -0.2, 0.47),
    "health": (5.7, 0.3, 0.30),
    "psychosomatic": (5.4, 0.5, 0.38),
}

# Each role: how common it is, and how much more so with a patient-centred physician.
ROLES = {
    "tutor": (-0.6, 0.9),
    "parent": (-1.8, 0.2),
    "container": (-0.1, 0.8),
    "social_welfare_officer": (-0.4, 0.3),
    "limit_maker": (-0.9, 0.2),
    "fixer": (-1.0, 0.0),
    "wastepaper_basket": (-1.9, -0.5),
    "judge": (-2.4, -0.4),
    "medical_consultant": (0.2, 0.3),
    "clergyman": (-1.2, 0.3),
    "child": (-2.8, 0.0),
    "prisoner": (-2.8, -0.4),
    "confidant": (0.0, 0.4),
    "comforter": (0.4, 0.2),
    "taxi_bill_signer": (-2.2, -0.6),
    "co_worker": (-0.4, 0.7),
    "psychologist": (-0.2, 0.1),
    "contra_worker": (-2.8, -0.4),
    "conversation_partner": (0.7, 0.4),
    "teacher": (-0.8, -0.1),
    "certificate_writer": (0.3, -0.6),
    "repairman": (-1.6, -0.5),
    "medical_treater": (1.1, -0.3),
    "medical_investigator": (1.0, -0.2),
    "referral_writer": (0.0, -0.6),
    "administrator": (-0.4, -0.5),
    "friend": (-1.0, 0.2),
    "prescription_writer": (0.2, -0.7),
}


def random_from(seed: int) -> Random:
    """Start the numbers of one round."""
    return np.random.Generator(np.random.PCG64(seed))


def happens(rng: Random, chance: float) -> bool:
    """Draw whether something of that chance happens."""
    return bool(rng.random() < chance)


def drawn(rng: Random, weights: Mapping[str, float]) -> str | None:
    """Draw one answer by its weight."""
    share = np.array(list(weights.values()), dtype=float)
    return str(rng.choice(list(weights), p=share / share.sum())) or None


def number_drawn(rng: Random, weights: Mapping[float, float], blank: float) -> float | None:
    """Draw one number by its weight, or no answer."""
    words = {repr(number): weight for number, weight in weights.items()} | {BLANK: blank}
    word = drawn(rng, words)
    return float(word) if word else None


def group(rng: Random, code: str, first_year: int, last_year: int) -> Row:
    """Invent one group; about one in five lies outside some frame of the definition."""
    kind = drawn(rng, KINDS)
    takes_part: Mapping[str, float] = {"voluntary": 14, "obligatory_unrecorded": 1, BLANK: 1}
    began: Mapping[str, float] = {"members": 8, "leader": 6, "employer": 2, BLANK: 2}
    if kind in IN_TRAINING:
        takes_part = {"voluntary": 1, "obligatory_recorded": 4, "obligatory_unrecorded": 3}
        takes_part = {**takes_part, BLANK: 1}
        began = {"members": 1, "leader": 2, "employer": 3, "training_programme": 8}
    leaders = number_drawn(rng, {1: 11, 2: 8, 3: 0.6}, blank=0)
    year = int(rng.integers(first_year, last_year + 1))
    return {
        "group_code": code,
        "region": drawn(rng, REGIONS),
        "members_kind": kind,
        "members": None if happens(rng, 0.06) else int(np.clip(rng.normal(7.4, 2.2), 3, 14)),
        "leaders": int(leaders or 1),
        "started_year": None if happens(rng, 0.08) else year,
        "interval_weeks": number_drawn(rng, {1: 2, 2: 9, 3: 4, 4: 4, 6: 1.2}, blank=0.8),
        "session_hours": number_drawn(rng, {1: 3, 1.5: 9, 2: 6, 2.5: 1.5, 3: 1.2}, blank=0.6),
        "participation": drawn(rng, takes_part),
        "initiated_by": drawn(rng, began),
        "setting": drawn(rng, {"on_site": 14, "online": 2, "hybrid": 2, BLANK: 1}),
        "status": drawn(rng, {"active": 12, "resting": 1.5}),
    }


def confirmed(rows: list[Row], round_id: str) -> list[Row]:
    """Add when each group was last confirmed: 1 to 30 months before, one in ten without a day."""
    rng = random_from(SEEDS[round_id] + 10)
    for row in rows:
        ago = dt.timedelta(days=int(30 + 880 * rng.beta(1, 1.4)))
        row["confirmed_on"] = None if happens(rng, 0.1) else HELD[round_id] - ago
    return rows


def inventory_a(rng: Random) -> list[Row]:
    """Invent 40 groups."""
    rows = [group(rng, f"D{number:02d}", 1994, 2016) for number in range(1, 41)]
    return confirmed(rows, "demo-inventory-a")


def inventory_b(rng: Random) -> list[Row]:
    """Carry the groups on: 3 are not heard of, 4 have ended, 9 are new; 46 in all."""
    rows = inventory_a(random_from(SEEDS["demo-inventory-a"]))
    chosen = rng.permutation(len(rows))[:7].tolist()
    silent, ended = chosen[:3], chosen[3:]
    for number, row in enumerate(rows):
        if isinstance(row["members"], int):
            row["members"] = int(np.clip(row["members"] + rng.integers(-2, 3), 3, 14))
        if happens(rng, 0.5):
            row["status"] = "active"
        if number in ended:
            row["status"] = "ended"
    new = [group(rng, f"D{number:02d}", 2017, 2022) for number in range(41, 50)]
    heard_of = [row for number, row in enumerate(rows) if number not in silent]
    return confirmed(heard_of + new, "demo-inventory-b")


def places(rng: Random, felt: Mapping[str, float]) -> dict[str, int]:
    """Rank the reasons as one leader might: all, the first three, with a tie, or not at all."""
    if happens(rng, 0.07):
        return {}
    today = {reason: strength + rng.gumbel() for reason, strength in felt.items()}
    ranked = sorted(today, key=lambda reason: -today[reason])
    ranked = ranked[:3] if happens(rng, 0.22) else ranked
    result = {reason: place for place, reason in enumerate(ranked, start=1)}
    if happens(rng, 0.15):
        result[ranked[-1]] = len(ranked) - 1
    return result


def leader(rng: Random, code: str, felt: Mapping[str, float], follow_up: float) -> Row:
    """Invent one leader; leaders differ in how many members they lose."""
    years = int(np.clip(rng.gamma(2.2, 5.5), 1, 36))
    groups = max(1, int(rng.poisson(0.45 * years)))
    members = int(rng.integers(5, 10, size=groups).sum())
    dropouts = int(rng.binomial(members, rng.beta(1.8, 10.5)))
    ranked = places(rng, felt)
    yes_no = {
        "obligatory_groups": drawn(rng, {"yes": 6, "no": 11, BLANK: 1}),
        "selection_interviews": drawn(rng, {"yes": 3, "no": 12}),
        "follows_up_leavers": drawn(rng, {"yes": follow_up, "no": 1 - follow_up, BLANK: 0.04}),
    }
    return {
        "leader_code": code,
        "country": drawn(rng, COUNTRIES),
        "years_leading": years,
        "groups_led": groups,
        "members_led": None if happens(rng, 0.05) else members,
        "dropouts": None if happens(rng, 0.08) else dropouts,
        **{field: answer and answer == "yes" for field, answer in yes_no.items()},
        **{f"reason_{reason}": ranked.get(reason) for reason in felt},
    }


def congress_a(rng: Random) -> list[Row]:
    """Invent 24 leaders."""
    return [leader(rng, f"DA{number:02d}", FELT_A, 0.35) for number in range(1, 25)]


def congress_b(rng: Random) -> list[Row]:
    """Invent 52 leaders, for whom leadership has become a more common reason."""
    return [leader(rng, f"DB{number:02d}", FELT_B, 0.5) for number in range(1, 53)]


def physicians(rng: Random, prefix: str, n_balint: int, n_reference: int, groups: int) -> list[Row]:
    """Invent the physicians of a study; four Balint members have been there 1 to 1.5 years."""
    longer = np.clip(1.6 + rng.gamma(1.6, 3.0, size=n_balint - 4), 1.6, 14.0)
    tenures: list[float | None] = [1.0, 1.2, 1.3, 1.5, *(round(float(t), 1) for t in longer)]
    tenures += [None] * n_reference
    rows: list[Row] = []
    for number, tenure in enumerate(tenures):
        specialist = int(np.clip((tenure or 3) + rng.gamma(1.5, 4.0), 1, 30))
        age = 34 + specialist + int(rng.integers(0, 5))
        rows.append(
            {
                "physician_code": f"{prefix}{number + 1:02d}",
                "arm": "reference" if tenure is None else "balint",
                "years_in_group": tenure,
                "group_code": None if tenure is None else f"{prefix}G{number * 5 % groups + 1}",
                "sex": drawn(rng, {"woman": 10, "man": 9, BLANK: 1}),
                "age": None if happens(rng, 0.05) else age,
                "years_as_specialist": specialist,
                "workplace_physicians": None if happens(rng, 0.04) else int(rng.integers(2, 13)),
                "workplace_setting": drawn(rng, {"urban": 8, "rural": 5, "mixed": 6}),
            }
        )
    return rows


def answer_scales(rng: Random, rows: list[Row]) -> None:
    """Add the 49 answers of each: the arm's mean, the group, the item, the person, and chance."""
    mood = rng.normal(size=len(rows))
    codes = sorted({str(row["group_code"]) for row in rows if row["group_code"]})
    for category, (mean, gain, correlation) in CATEGORIES.items():
        items = load_form("study1").in_category(category)
        of_group = dict(zip(codes, rng.normal(scale=0.3, size=len(codes)), strict=True))
        of_item = rng.normal(scale=0.5, size=len(items))
        for person, row in enumerate(rows):
            own = 0.5 * mood[person] + 0.87 * rng.normal()
            centre = mean + of_group.get(str(row["group_code"]), 0.0)
            centre += gain if row["arm"] == "balint" else 0.0
            chance = rng.normal(size=len(items))
            spread = correlation**0.5 * own + (1 - correlation) ** 0.5 * chance
            answers = np.clip(centre + of_item + 1.7 * spread, 0, 10).tolist()
            for item, answer in zip(items, answers, strict=True):
                row[item.id] = None if happens(rng, 0.012) else round(answer, 1)


def study1_a(rng: Random) -> list[Row]:
    """Invent 24 Balint members in 6 groups and 24 others."""
    rows = physicians(rng, "DP", 24, 24, groups=6)
    answer_scales(rng, rows)
    return rows


def study1_b(rng: Random) -> list[Row]:
    """Invent 36 Balint members in 8 groups and 34 others."""
    rows = physicians(rng, "DQ", 36, 34, groups=8)
    answer_scales(rng, rows)
    return rows


def study2_a(rng: Random) -> list[Row]:
    """Invent 30 Balint members in 7 groups and 30 others; four left a part unanswered."""
    rows = physicians(rng, "DR", 30, 30, groups=7)
    answer_both_parts(rng, rows)
    for number in (11, 38, 47, 55):
        rows[number]["questions_class"] = None
    rows[47] |= {"roles_class": None} | {f"role_{role}": None for role in ROLES}
    return rows


def study2_b(rng: Random) -> list[Row]:
    """Invent 36 Balint members in 8 groups and 34 others; two left a part unanswered."""
    rows = physicians(rng, "DS", 36, 34, groups=8)
    answer_both_parts(rng, rows)
    for number in (9, 52):
        rows[number]["questions_class"] = None
    return rows


def answer_both_parts(rng: Random, rows: list[Row]) -> None:
    """Add the classes and the roles of each: the arm's leaning, the person, and chance."""
    classes = ("non_patient_centred", "intermediary", "patient_centred")
    for row in rows:
        leaning = rng.normal() + (0.4 if row["arm"] == "balint" else -0.4)
        for part in ("questions", "roles"):
            judged = leaning + 0.6 * rng.normal()
            row[f"{part}_class"] = classes[int(judged > -0.5) + int(judged > 0.5)]
        for role, (common, centred) in ROLES.items():
            row[f"role_{role}"] = happens(rng, float(1 / (1 + np.exp(-common - centred * leaning))))


SEEDS = {
    "demo-inventory-a": 1101,
    "demo-inventory-b": 1102,
    "demo-congress-a": 1201,
    "demo-congress-b": 1202,
    "demo-study1-a": 1301,
    "demo-study1-b": 1302,
    "demo-study2-a": 1401,
    "demo-study2-b": 1402,
}
HELD = {"demo-inventory-a": dt.date(2024, 10, 1), "demo-inventory-b": dt.date(2026, 10, 1)}
"""Up to which day the groups of an inventory had been asked whether its answers hold."""
ROUNDS = {
    "demo-inventory-a": (inventory_a, "inventory", "inventering A", "inventory A"),
    "demo-inventory-b": (inventory_b, "inventory", "inventering B", "inventory B"),
    "demo-congress-a": (congress_a, "congress", "kongress A", "congress A"),
    "demo-congress-b": (congress_b, "congress", "kongress B", "congress B"),
    "demo-study1-a": (study1_a, "study1", "studie I A", "study I A"),
    "demo-study1-b": (study1_b, "study1", "studie I B", "study I B"),
    "demo-study2-a": (study2_a, "study2", "studie II A", "study II A"),
    "demo-study2-b": (study2_b, "study2", "studie II B", "study II B"),
}


def csv_text(form: Form, rows: Iterable[Row]) -> str:
    """Write rows in canonical form; no answer here needs quoting."""
    cells = ([format_canonical(field, row.get(field.id)) for field in form.fields] for row in rows)
    return "".join(",".join(line) + "\n" for line in (form.field_ids, *cells))


def rounds_text() -> str:
    """Write what the app needs to know about each round."""
    parts = ["# Made by make_demo.py: invented rounds, each from its seed.\n"]
    for round_id, (_, form, swedish, english) in ROUNDS.items():
        parts.append(
            f'[[round]]\nid = "{round_id}"\nform = "{form}"\nfile = "{round_id}.csv"\n'
            f'title_sv = "Demo: {swedish} (påhittade svar)"\n'
            f'title_en = "Demo: {english} (made-up answers)"\n'
            f"seed = {SEEDS[round_id]}\n"
        )
    return "\n".join(parts)


def files() -> dict[str, str]:
    """Make every file of this folder: its name and its text."""
    made = {"rounds.toml": rounds_text()}
    for round_id, (make, form, _, _) in ROUNDS.items():
        rows = make(random_from(SEEDS[round_id]))
        made[f"{round_id}.csv"] = csv_text(load_form(form), rows)
    return made


if __name__ == "__main__":
    for name, text in files().items():
        (HERE / name).write_text(text, encoding="utf-8", newline="\n")
