"""Rounds of every form drawn by lot: few people, few groups, extreme answers, much left blank."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from balint.forms import Value, load_form
from balint.rounds import Round, add_submission, create_round, new_submission_id
from balint.store import Store, utc_now

Chance = np.random.Generator
Person = dict[str, Value]
People = list[Person]

REGIONS = {
    "01": "stockholm",
    "03": "mellansverige",
    "12": "sodra",
    "14": "vastra",
    "20": "mellansverige",
    "25": "norra",
}
"""Regions in which groups are drawn, each with its health-care region."""
CLASSES = ("patient_centred", "intermediary", "non_patient_centred")
SECRET, CODE = "HEMLIGT", "QX"
"""What each text in a person's own words begins with, and each code."""


@dataclass(frozen=True, slots=True)
class Made:
    """One round of made-up answers in a store."""

    id: str
    form: str
    people: People


def random_people(form_id: str, chance: Chance, most: int = 40) -> People:
    """Draw up to so many answers to a form, each with a code of its own."""
    form, n = load_form(form_id), int(chance.integers(0, most + 1))
    people = [DRAWN[form_id](chance) for _ in range(n)]
    for place, person in enumerate(people):
        person[form.code_field] = code_of(chance, place)
        for field in form.fields:
            if field.kind == "text":
                person[field.id] = f"{SECRET} {person[form.code_field]} {field.id}"
    return people


def code_of(chance: Chance, place: int) -> str:
    """Give a code that nothing else is called."""
    return f"{CODE}{place:02}{int(chance.integers(10**6)):06}"


def put_in(store: Store, rounds: Sequence[Made], sent: Mapping[str, People] | None = None) -> None:
    """Write released rounds in one transaction, and what was sent to them after the release."""
    with store.transaction() as cursor:
        for made in rounds:
            form = load_form(made.form)
            titles = ("Omgången", "The round")
            create_round(
                cursor,
                Round(
                    made.id, made.form, form.version, *titles, None, None, "collected", "released"
                ),
            )
            if not made.people:
                continue
            first = send(cursor, made.id, made.form, made.people)
            seen = {"release": new_submission_id(), "round": made.id, "now": utc_now()}
            cursor.execute(
                "insert into release values ($release, $round, 1, $now, 'board', null)", seen
            )
            cursor.execute(
                "insert into release_submission values ($release, $first)",
                {"release": seen["release"], "first": first},
            )
            if sent and sent.get(made.id):
                send(cursor, made.id, made.form, sent[made.id])


def send(cursor: object, round_id: str, form_id: str, people: People) -> str:
    """Write a submission of some answers, and give its id."""
    form = load_form(form_id)
    rows = [[person.get(field_id) for field_id in form.field_ids] for person in people]
    return add_submission(
        cursor,  # type: ignore[arg-type]
        round_id,
        form,
        rows,
        file_name="a.csv",
        file_sha256="",
        submitted_by="board",
    )


def leader(chance: Chance) -> Person:
    """Draw a leader, who may have ranked nothing or stated no members."""
    person: Person = {}
    if chance.random() < 0.85:
        places = chance.permutation(7) + 1
        ranked = int(chance.integers(1, 8))
        reasons = [field.id for field in load_form("congress").in_block("reason")]
        person |= {
            reason: int(place)
            for reason, place in zip(reasons, places, strict=True)
            if place <= ranked
        }
    if chance.random() < 0.85:
        members = int(chance.choice([1, 8, 20, 40, 400], p=[0.1, 0.4, 0.3, 0.15, 0.05]))
        left = int(chance.binomial(members, chance.choice([0.0, 0.1, 0.5])))
        person |= {"members_led": members, "dropouts": left}
    return person


def group(chance: Chance) -> Person:
    """Draw a Balint group, mostly active, in one of six regions."""
    return {
        "region": str(chance.choice(list(REGIONS))),
        "members": int(chance.choice([4, 5, 6, 8, 10, 25])) if chance.random() < 0.9 else None,
        "leaders": int(chance.integers(1, 4)),
        "status": "active" if chance.random() < 0.9 else "resting",
        "members_kind": str(chance.choice(["residents", "gp_specialists"])),
        "participation": "voluntary" if chance.random() < 0.9 else None,
    }


def physician(chance: Chance) -> Person:
    """Draw who answered Study I or II: an arm, years and, for some, a group."""
    arm = "balint" if chance.random() < 0.6 else "reference"
    person: Person = {"arm": arm}
    if arm == "balint":
        person["years_in_group"] = float(chance.choice([1.0, 1.5, 2.0, 6.0]))
        if chance.random() < 0.6:
            person["group_code"] = f"G{int(chance.choice(5, p=[0.4, 0.3, 0.1, 0.1, 0.1]))}"
        if chance.random() < 0.03:
            person["years_in_group"] = None
    return person


def working(chance: Chance) -> Person:
    """Draw a physician's answers on working life, each a number that nobody else gave."""
    items = [field.id for field in load_form("study1").fields if field.kind == "vas"]
    values = chance.uniform(0, 10, len(items))
    skips = chance.random(len(items)) < (0.2 if chance.random() < 0.05 else 0)
    return {
        **physician(chance),
        "sex": str(chance.choice(["woman", "man"])),
        "age": int(chance.integers(30, 66)),
        **{
            item: None if skipped else float(value)
            for item, value, skipped in zip(items, values, skips, strict=True)
        },
    }


def patient_centred(chance: Chance) -> Person:
    """Draw a physician's classes and roles."""
    person = physician(chance)
    person |= {
        name: str(chance.choice(CLASSES)) if chance.random() < 0.95 else None
        for name in ("questions_class", "roles_class")
    }
    if chance.random() < 0.9:
        likes = chance.choice([0.05, 0.5, 0.95])
        for field in load_form("study2").in_block("role"):
            if chance.random() < 0.99:
                person[field.id] = bool(chance.random() < likes)
    return person


DRAWN: Mapping[str, Callable[[Chance], Person]] = {
    "congress": leader,
    "inventory": group,
    "study1": working,
    "study2": patient_centred,
}
