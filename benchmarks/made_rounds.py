"""A database with rounds of our own of any size, made by drawing from the demo rounds' answers."""

from __future__ import annotations

import random
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from balint.access import LOCAL_BOARD
from balint.bundle import load_bundle
from balint.forms import load_form
from balint.releases import release
from balint.rounds import Round, add_submission, answers, create_round, list_rounds
from balint.store import Store

PLACE_IN_ADDRESS = {"inventory": "inventory", "congress": "congress", "study1": "study1"}
"""The word in a page's address that chooses a round, by form."""


def make_database(path: Path, n_answers: int) -> None:
    """Make a database in which each demo round has a released double of so many answers."""
    with closing(Store.open(path)) as store:
        load_bundle(store)
        for demo in list_rounds(store.cursor()):
            if demo.provenance == "demo":
                _double(store, demo, n_answers)


def _double(store: Store, demo: Round, n_answers: int) -> None:
    """Make a collected round whose answers are drawn, with replacement, from a demo round's."""
    form = load_form(demo.form)
    chance = random.Random(demo.id)  # noqa: S311 - nothing secret is drawn
    code = form.field_ids.index(form.code_field)
    drawn = chance.choices(answers(store.cursor(), demo.id, form), k=n_answers)
    rows = [(*row[:code], f"M{number:05}", *row[code + 1 :]) for number, row in enumerate(drawn, 1)]
    title = f"{n_answers} svar, {demo.id}"
    made = replace(
        demo,
        id=demo.id.replace("demo-", "made-"),
        title_sv=title,
        title_en=title,
        provenance="collected",
        state="open",
    )
    with store.transaction() as cursor:
        create_round(cursor, made)
        add_submission(
            cursor,
            made.id,
            form,
            rows,
            file_name=f"{made.id}.csv",
            file_sha256="",
            submitted_by="board",
        )
    release(store, made.id, by=LOCAL_BOARD)
