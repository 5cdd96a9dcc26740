"""What is written when a planned file is stored?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from duckdb import DuckDBPyConnection as Cursor

from balint import trail
from balint.access import Act, Person
from balint.errors import (
    NotAllowed,
    PlanNotAccepted,
    PlanOutdated,
    UnknownRound,
)
from balint.intake.plan import Plan
from balint.intake.standing import (
    CHANGED,
    NEW,
    REFUSED,
    UNCHANGED,
    Earlier,
    Standing,
    codes_of_others,
    compare,
    find_earlier,
    find_open_round,
)
from balint.links import require_open_link
from balint.openings import make_round
from balint.rights import confirm_informed
from balint.rounds import Round, add_submission, answers, find_round, list_rounds
from balint.store import Store, utc_now


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was stored. Without a submission nothing was; `already` says when it came before."""

    round_id: str
    submission_id: str | None
    new: int
    changed: int
    unchanged: int
    left_out: int
    already: Earlier | None
    data_version: int


def commit(
    store: Store,
    plan: Plan,
    *,
    by: Person,
    new_round: Round | None = None,
    informed: bool = False,
) -> Receipt:
    """Store exactly what a plan shows, or nothing.

    The round is made first where `new_round` describes it and it does not exist yet; the board
    alone makes one. A plan that was stored already, as by a second click, stores nothing.
    Takes: `by`, who sends: the plan must have been made for the same; `informed`, whether they say
    that those who answered know what is done with it.
    Raises: PlanNotAccepted, PlanOutdated, TitleMissing, UnknownRound, RoundNotOpen,
    RoundNotCollected, RoundExists, BadRoundId, NotAllowed.
    """
    by.require(Act.SEND)
    if plan.sender != by.sender:
        raise NotAllowed
    if not plan.accepted:
        raise PlanNotAccepted(name=plan.table.name, n=len(plan.problems))
    if not plan.to_store and not plan.matching.by_hand:
        return _nothing_stored(store, plan)
    with store.transaction() as cursor:
        require_open_link(cursor, by, plan.round_id or "")
        round_id = _open_round(cursor, plan, new_round, by)
        now, already = _stand_now(cursor, plan, round_id)
        submission_id = None
        if any(standing.status != UNCHANGED for standing in now):
            submission_id = _write(cursor, plan, round_id, by)
            if informed:
                confirm_informed(cursor, submission_id, plan.form, by=by)
            trail.enter(
                cursor,
                trail.UPLOAD,
                who=by.name,
                n=len(plan.to_store),
                rounds=[round_id],
                submission_id=submission_id,
            )
        _remember(cursor, plan)
    return _receipt(store, plan, round_id, submission_id, now, already)


def _nothing_stored(store: Store, plan: Plan) -> Receipt:
    """Answer for a file that changes nothing, without a write."""
    cursor = store.cursor()
    round_id = find_round(cursor, plan.round_id or "").id
    find_open_round(cursor, plan.form, round_id)
    now, already = _stand_now(cursor, plan, round_id)
    return _receipt(store, plan, round_id, None, now, already)


def _stand_now(cursor: Cursor, plan: Plan, round_id: str) -> tuple[list[Standing], Earlier | None]:
    """Compare the file with the round once more; it stands as planned, or was stored already."""
    planned = [row for row in plan.rows if row.status != REFUSED]
    present = answers(cursor, round_id, plan.form, submitted_by=plan.sender)
    now = compare(plan.form, [row.given for row in planned], present)
    already = find_earlier(cursor, round_id, plan.table.sha256, plan.rows_sha256, plan.sender)
    taken = codes_of_others(cursor, plan.form, round_id, plan.sender)
    as_planned = taken.isdisjoint(row.code for row in planned) and now == [
        Standing(row.status, row.values, row.changes) for row in planned
    ]
    stored_already = already and all(standing.status == UNCHANGED for standing in now)
    if not as_planned and not stored_already:
        raise PlanOutdated(round_id=round_id, name=plan.table.name)
    return now, already


def _receipt(
    store: Store,
    plan: Plan,
    round_id: str,
    submission_id: str | None,
    now: Sequence[Standing],
    already: Earlier | None,
) -> Receipt:
    counts = Counter(standing.status for standing in now)
    return Receipt(
        round_id=round_id,
        submission_id=submission_id,
        new=counts[NEW],
        changed=counts[CHANGED],
        unchanged=counts[UNCHANGED],
        left_out=plan.counts[REFUSED],
        already=already,
        data_version=store.data_version,
    )


def _open_round(cursor: Cursor, plan: Plan, new_round: Round | None, by: Person) -> str:
    """Find the plan's round, or make the new one."""
    round_id = plan.round_id or (new_round.id if new_round else "")
    if find_open_round(cursor, plan.form, round_id):
        return round_id
    if new_round is None or new_round.id != round_id:
        known = ", ".join(found.id for found in list_rounds(cursor))
        raise UnknownRound(round_id=round_id, known=known)
    by.require(Act.GOVERN)
    make_round(cursor, new_round, by=by)
    return round_id


def _write(cursor: Cursor, plan: Plan, round_id: str, by: Person) -> str:
    table = plan.table
    submission_id = add_submission(
        cursor,
        round_id,
        plan.form,
        plan.to_store,
        file_name=table.name,
        file_sha256=table.sha256,
        submitted_by=by.name,
    )
    cursor.execute(
        "insert into submission_file values ($submission_id, $content, $n_bytes, $rows_sha256,"
        " $n_rows, $sheet, $header_row, $encoding, $delimiter, $purged_at)",
        {
            "submission_id": submission_id,
            "content": plan.data if plan.keeps_file else None,
            "n_bytes": table.n_bytes,
            "rows_sha256": plan.rows_sha256,
            "n_rows": len(plan.rows),
            "sheet": table.sheet,
            "header_row": table.header_row,
            "encoding": table.encoding,
            "delimiter": table.delimiter,
            "purged_at": None if plan.keeps_file else utc_now(),
        },
    )
    _write_left_out(cursor, plan, submission_id)
    _write_settled(cursor, plan, submission_id)
    return submission_id


def _write_settled(cursor: Cursor, plan: Plan, submission_id: str) -> None:
    """Record what a person decided: questions by their keys, mended cells as `cell:D17`."""
    answered = {asked.key: asked.answered for asked in plan.questions if asked.answered is not None}
    mended = {f"cell:{cell}": text for cell, text in plan.edits}
    for question, answer in {**answered, **mended}.items():
        cursor.execute(
            "insert into settled_question values ($submission_id, $question, $answer)",
            {"submission_id": submission_id, "question": question, "answer": answer},
        )


def _write_left_out(cursor: Cursor, plan: Plan, submission_id: str) -> None:
    """Record which rows were left out by choice, and why."""
    reasons = plan.reasons
    for row in plan.rows:
        if row.status == REFUSED:
            cursor.execute(
                "insert into left_out_row values ($submission_id, $file_row, $reason)",
                {
                    "submission_id": submission_id,
                    "file_row": row.file_row,
                    "reason": " ".join(reasons.get(row.number, ())),
                },
            )


def _remember(cursor: Cursor, plan: Plan) -> None:
    """Keep what was matched by hand, for the next file with these headers."""
    if not plan.matching.by_hand:
        return
    layout = {"form": plan.form.id, "headers": plan.matching.headers_sha256}
    cursor.execute(
        "delete from remembered_matching where form = $form and headers_sha256 = $headers", layout
    )
    for header, field in plan.matching.by_hand.items():
        cursor.execute(
            "insert into remembered_matching values ($form, $headers, $header, $field, $now)",
            {**layout, "header": header, "field": field, "now": utc_now()},
        )
