"""Rounds that a test makes up to see what a figure says of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from balint.access import LOCAL_BOARD
from balint.forms import Value, load_form
from balint.releases import release
from balint.rounds import Round, add_submission, create_round, set_state
from balint.store import Store

REASONS = ("practical", "personal", "fit", "progress", "leadership", "hurt", "conflict")
ITEMS = tuple(field.id for field in load_form("study1").fields if field.kind == "vas")

Answer = Mapping[str, Value]


def add_round(
    store: Store,
    round_id: str,
    form_id: str,
    answers: Sequence[Answer],
    provenance: str = "collected",
    *,
    released: bool = True,
    held_on: dt.date | None = None,
) -> str:
    """Write a round with these answers, blank where they say nothing, and release it or not."""
    form = load_form(form_id)
    titles = (f"Omgång {round_id}", f"Round {round_id}")
    state = "open" if provenance == "collected" else "released"
    new = Round(round_id, form_id, form.version, *titles, None, held_on, provenance, state)
    rows = [
        [{form.code_field: f"X{place:03}", **answer}.get(field) for field in form.field_ids]
        for place, answer in enumerate(answers)
    ]
    with store.transaction() as cursor:
        create_round(cursor, new)
        if rows:
            add_submission(
                cursor,
                round_id,
                form,
                rows,
                file_name="a.csv",
                file_sha256="",
                submitted_by="board",
            )
        if released and provenance == "collected":
            set_state(cursor, round_id, "released")
    if released and provenance == "collected" and rows:
        release(store, round_id, by=LOCAL_BOARD)
    return round_id


def leader(*places: int | None, **more: Value) -> Answer:
    """Give a leader who wrote these places of the seven reasons, in the order of REASONS."""
    ranked = {f"reason_{reason}": place for reason, place in zip(REASONS, places, strict=False)}
    return {**ranked, **more}


def physician(arm: str, score: float | None, **more: Value) -> Answer:
    """Give a physician who answered all 49 questions alike."""
    return {"arm": arm, **dict.fromkeys(ITEMS, score), **more}
