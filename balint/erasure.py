"""How is what people sent erased for good: one person's answers, a round's files, all its answers?

What is erased must be nowhere any more: neither in the answers, sent or undone, nor in the files
as they came, nor in the copies beside the database, nor in what DuckDB leaves of deleted rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from duckdb import ColumnExpression, ConstantExpression
from duckdb import DuckDBPyConnection as Cursor

from balint import errors, queries, trail
from balint.access import Act, Person
from balint.disclosure import BOARD, VIEWER, Audience
from balint.figures import DEFINITIONS, Definition, Figure, draw
from balint.figures.kept import written_down
from balint.forms import Form, Value, load_form, plain, table_name
from balint.rounds import Round, answers_of, digest_rows, find_round, new_submission_id
from balint.store import Store, utc_now
from balint.words import LANGUAGES, Words, later

NAMELESS = "–"
"""Stands where a file had a name that may tell of a person who is erased."""


@dataclass(frozen=True, slots=True)
class NamedFigure:
    """A figure by what it asks."""

    id: str
    question: str


@dataclass(frozen=True, slots=True)
class Erasure:
    """What erasing one person's answers changes, or has changed."""

    round_id: str
    n_answers: int
    """Rows with the code, in all submissions, the undone ones too."""
    n_files: int
    """Files that are deleted as they came, since any may have the person's row."""
    board: tuple[NamedFigure, ...]
    """Figures that change for the board."""
    readers: tuple[NamedFigure, ...]
    """Figures that change for readers, at once and by one person."""


def plan_erasure(store: Store, round_id: str, code: str, *, by: Person, language: str) -> Erasure:
    """Say what erasing the answers with a code in a round would change; nothing is written.

    Raises: UnknownRound, RoundNotCollected, UnknownCode, NotAllowed.
    """
    by.require(Act.GOVERN)  # whether somebody has a code is not for others
    asked = _collected(store.cursor(), round_id)
    before = _figures(store, asked, language)
    with store.rehearsal() as tried, tried.transaction() as cursor:
        n_answers, n_files = _erase_code(cursor, asked, code)
        after = _figures(tried, asked, language)
    board, readers = (_changed(before[who.name], after[who.name]) for who in (BOARD, VIEWER))
    return Erasure(round_id, n_answers, n_files, board, readers)


def erase_person(store: Store, round_id: str, code: str, *, by: Person, language: str) -> Erasure:
    """Erase the answers with a code in a round for good, wherever the app has them.

    Files as they came are deleted for the whole round: any of them may have the person's row, also
    one that brought nothing new. What was sent can still be taken back and brought in again.
    Raises: UnknownRound, RoundNotCollected, UnknownCode, StillReading, NotWritten, NotAllowed.
    """
    planned = plan_erasure(store, round_id, code, by=by, language=language)

    def erase(cursor: Cursor) -> None:
        n_answers, n_files = _erase_code(cursor, _collected(cursor, round_id), code)
        _record(cursor, round_id, "person", n_answers, n_files, by)

    store.rewrite(erase)
    return planned


def erasure_words(done: Erasure, say: Words) -> Iterator[str]:
    """Say what erasing one person's answers changes, and what the board must do itself."""
    yield say.plural(
        "1 row with the code is erased from all that was sent to {round}.",
        "{n} rows with the code are erased from all that was sent to {round}.",
        done.n_answers,
        round=done.round_id,
    )
    if done.n_files:
        yield say.plural(
            "1 file is deleted as it came, since it may have the person's row. What it brought "
            "stays, and can still be taken back and brought in again.",
            "{n} files are deleted as they came, since any may have the person's row. What they "
            "brought stays, and can still be taken back and brought in again.",
            done.n_files,
        )
    yield say("All copies that the app keeps beside the database are replaced by a new one.")
    board, readers = _named(done.board), _named(done.readers)
    if board and board != readers:
        yield say("Figures that change for the board: {figures}", figures=board)
    if readers:
        text = later("Figures that change for readers, at once: {figures}")
        if board == readers:
            text = later("Figures that change, for readers too and at once: {figures}")
        yield say(text, figures=readers)
        yield say(
            "They change by one person, and fewer than {people}: whoever has kept the numbers from "
            "before can tell by subtraction what the person answered. That cannot be avoided if "
            "the answers are to be gone.",
            people=VIEWER.people,
        )
    else:
        yield say("No figure changes for readers.")
    yield say(
        "Copies made with “backup” or taken along as files are elsewhere and still have the "
        "answers: the board must delete them itself. If the same file is sent again, the answers "
        "come back."
    )


def _named(figures: Sequence[NamedFigure]) -> str:
    return "; ".join(f"{figure.question} ({figure.id})" for figure in figures)


def purge_files(store: Store, round_id: str, *, by: Person) -> int:
    """Delete all files of a round as they came; its answers stay. Gives how many there were.

    Raises: UnknownRound, RoundNotCollected, StillReading, NotWritten, NotAllowed.
    """
    by.require(Act.GOVERN)

    def purge(cursor: Cursor) -> int:
        asked = _collected(cursor, round_id)
        n_files = _purge(cursor, asked)
        _forget_decisions(cursor, asked)
        _record(cursor, round_id, "files", 0, n_files, by)
        return n_files

    return store.rewrite(purge)


def erase_answers(store: Store, round_id: str, *, by: Person) -> int:
    """Erase all answers of a round and its files; what readers see of it stays as it is.

    The figures are kept as they were released, in words, numbers and charts; nobody sees more,
    the board neither, and nothing can be drawn anew. Gives how many answers there were, those of
    undone submissions too.
    Raises: UnknownRound, RoundNotCollected, StillReading, NotWritten, NotAllowed.
    """
    by.require(Act.GOVERN)
    asked = _collected(store.cursor(), round_id)
    kept = _kept_figures(store, asked) if asked.state == "released" else []

    def erase(cursor: Cursor) -> int:
        _collected(cursor, round_id)
        cursor.execute("delete from kept_figure where round_id = $id", {"id": round_id})
        for figure_id, language, content in kept:
            cursor.execute(
                "insert into kept_figure values ($round_id, $figure_id, $language, $content, $now)",
                {
                    "round_id": round_id,
                    "figure_id": figure_id,
                    "language": language,
                    "content": content,
                    "now": utc_now(),
                },
            )
        form = load_form(asked.form)
        sent = queries.rows(cursor, "rounds/submissions", round_id=round_id)
        n_answers = len(answers_of(cursor, form, [row["submission_id"] for row in sent]))
        cursor.execute(
            f"delete from {table_name(form)} where round_id = $id",  # noqa: S608 - a form's own table
            {"id": round_id},
        )
        n_files = _purge(cursor, asked)
        _forget_decisions(cursor, asked)
        cursor.execute(
            "update submission set n_rows = 0, rows_sha256 = '', file_sha256 = '',"
            " file_name = $name where round_id = $id",
            {"name": NAMELESS, "id": round_id},
        )
        cursor.execute(
            "update round set state = 'closed' where round_id = $id and state in ('draft', 'open')",
            {"id": round_id},
        )
        _record(cursor, round_id, "answers", n_answers, n_files, by)
        return n_answers

    return store.rewrite(erase)


def _kept_figures(store: Store, asked: Round) -> list[tuple[str, str, str]]:
    """Write down what readers see of a round: each figure in each language, as JSON."""
    return [
        (defined.id, language, written_down(figure))
        for defined in _drawn_from(asked)
        for language in LANGUAGES
        for figure in [draw(store, defined.id, [asked.id], language, audience=VIEWER)]
    ]


def _drawn_from(asked: Round) -> list[Definition]:
    return [
        defined
        for defined in DEFINITIONS.values()
        if defined.form == asked.form and "collected" in defined.draws
    ]


def _collected(cursor: Cursor, round_id: str) -> Round:
    found = find_round(cursor, round_id)
    if found.provenance != "collected":
        raise errors.RoundNotCollected(round_id=round_id, provenance=found.provenance)
    return found


def _erase_code(cursor: Cursor, asked: Round, code: str) -> tuple[int, int]:
    """Delete the rows with a code, and what else could tell of them; counts rows and files."""
    form = load_form(asked.form)
    with_code = (
        cursor.table(table_name(form))
        .filter(ColumnExpression("round_id") == ConstantExpression(asked.id))
        .filter(ColumnExpression(form.code_field) == ConstantExpression(code))
        .select("submission_id")
        .fetchall()
    )
    if not with_code:
        raise errors.UnknownCode(round_id=asked.id, code=code)
    cursor.execute(
        f"delete from {table_name(form)} where round_id = $id and {form.code_field} = $code",  # noqa: S608 - a form's own names
        {"id": asked.id, "code": code},
    )
    for submission_id in sorted({submission for (submission,) in with_code}):
        rest = _rows_of(cursor, form, submission_id)
        cursor.execute(
            "update submission set n_rows = $n, rows_sha256 = $digest, file_sha256 = ''"
            " where submission_id = $id",
            {
                "n": len(rest),
                "digest": digest_rows(form, rest) if rest else "",
                "id": submission_id,
            },
        )
    n_files = _purge(cursor, asked)
    _forget_decisions(cursor, asked)
    _forget_name(cursor, asked, code)
    return len(with_code), n_files


def _rows_of(cursor: Cursor, form: Form, submission_id: str) -> list[tuple[Value, ...]]:
    return (
        cursor.table(table_name(form))
        .filter(ColumnExpression("submission_id") == ConstantExpression(submission_id))
        .select(*[ColumnExpression(field.id) for field in form.fields])
        .fetchall()
    )


def _purge(cursor: Cursor, asked: Round) -> int:
    """Delete the files of a round as they came; gives how many there were."""
    held = queries.rows(cursor, "intake/holding", round_id=asked.id)
    cursor.execute(
        "update submission_file set content = null, rows_sha256 = '', purged_at = $now"
        " where content is not null and submission_id in"
        " (select submission_id from submission where round_id = $id)",
        {"now": utc_now(), "id": asked.id},
    )
    return sum(row["kept"] for row in held)


def _forget_decisions(cursor: Cursor, asked: Round) -> None:
    """Delete what was typed into cells and why rows were left out, which repeat what was sent."""
    of_round = "submission_id in (select submission_id from submission where round_id = $id)"
    cursor.execute(f"delete from settled_question where {of_round}", {"id": asked.id})  # noqa: S608 - ours
    cursor.execute(f"update left_out_row set reason = '' where {of_round}", {"id": asked.id})  # noqa: S608 - ours


def _forget_name(cursor: Cursor, asked: Round, code: str) -> None:
    """Rename files that carry the code in their name."""
    for row in queries.rows(cursor, "intake/holding", round_id=asked.id):
        if plain(code) in plain(row["file_name"]):
            cursor.execute(
                "update submission set file_name = $name where submission_id = $id",
                {"name": NAMELESS, "id": row["submission_id"]},
            )


ACTS = {"person": trail.ERASURE, "files": trail.FILES_DELETED, "answers": trail.ANSWERS_ERASED}
"""How the trail names what was erased; whose answers they were it does not say."""


def _record(
    cursor: Cursor, round_id: str, what: str, n_answers: int, n_files: int, by: Person
) -> None:
    n = n_files if what == "files" else n_answers
    trail.enter(cursor, ACTS[what], who=by.name, n=n, rounds=[round_id])
    (version,) = cursor.execute("select version + 1 from data_version").fetchall()[0]
    cursor.execute(
        "insert into erasure values ($id, $round_id, $what, $n_answers, $n_files, $version, $now,"
        " $by)",
        {
            "id": new_submission_id(),
            "round_id": round_id,
            "what": what,
            "n_answers": n_answers,
            "n_files": n_files,
            "version": version,
            "now": utc_now(),
            "by": by.name,
        },
    )


Drawn = Mapping[str, Figure]


def _figures(store: Store, asked: Round, language: str) -> dict[str, Drawn]:
    """Draw the figures of a round, for the board and, where they see it, for readers."""
    seen_by: Sequence[Audience] = (BOARD, VIEWER) if asked.state == "released" else (BOARD,)
    drawn: dict[str, Drawn] = {BOARD.name: {}, VIEWER.name: {}}
    for audience in seen_by:
        drawn[audience.name] = {
            defined.id: draw(store, defined.id, [asked.id], language, audience=audience)
            for defined in _drawn_from(asked)
        }
    return drawn


def _changed(before: Drawn, after: Drawn) -> tuple[NamedFigure, ...]:
    return tuple(
        NamedFigure(figure.id, figure.question)
        for figure in before.values()
        if _told(figure) != _told(after[figure.id])
    )


def _told(figure: Figure) -> tuple[object, ...]:
    rows = [dict(row) for row in figure.rows]
    return (figure.text, dict(figure.n), rows)
