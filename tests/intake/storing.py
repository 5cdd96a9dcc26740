"""A process that stores one round after another until it is killed."""

from __future__ import annotations

from itertools import count
from multiprocessing.connection import Connection

from balint.access import LOCAL_BOARD
from balint.intake import commit, plan_file
from balint.rounds import Round
from balint.store import Store
from tests.intake.files import CONGRESS, TODAY, Row, as_csv

LEADERS: list[Row] = [
    {"leader_code": f"L{number}", "country": "SE", "members_led": str(number), "dropouts": "0"}
    for number in range(60)
]


def new_round(round_id: str) -> Round:
    """Describe a new round."""
    return Round(
        id=round_id,
        form="congress",
        form_version=1,
        title_sv="Kongress",
        title_en="Congress",
        place=None,
        held_on=None,
        provenance="collected",
        state="open",
    )


def store_round(store: Store, round_id: str) -> None:
    """Read the leaders' file and store it as a round of its own."""
    data = as_csv(CONGRESS, LEADERS)
    cursor = store.cursor()
    plan = plan_file(cursor, CONGRESS, round_id, "leaders.csv", data, language="en", today=TODAY)
    cursor.close()
    commit(store, plan, by=LOCAL_BOARD, new_round=new_round(round_id))


def store_until_killed(path: str, prefix: str, told: Connection) -> None:
    """Store rounds without end; tell of each when it is begun and when it is committed."""
    store = Store.open(path)
    for number in count():
        round_id = f"{prefix}-{number}"
        told.send(("begun", round_id))
        store_round(store, round_id)
        told.send(("stored", round_id))
