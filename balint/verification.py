"""Do the printed numbers follow from each other? Each is recomputed and compared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from duckdb import DuckDBPyConnection as Cursor

from balint import queries
from balint.figures.class_table import class_label
from balint.figures.context import subject_names
from balint.figures.role_choices import role_label
from balint.figures.sources import on_pages
from balint.store import Store
from balint.words import Words


@dataclass(frozen=True, slots=True)
class Check:
    """One printed number beside what the rest of the print makes it."""

    what: str
    place: str
    printed: str
    ours: str
    verdict: str
    """agrees; explained (it does not agree, and we know and say so); or differs."""
    explanation: str = ""

    def as_json(self) -> dict[str, str]:
        """Give the check as data."""
        return asdict(self)


def verify(store: Store, say: Words) -> list[Check]:
    """Recompute every printed number that can be recomputed."""
    cursor = store.cursor()
    return [
        *_role_checks(cursor, say),
        *_class_checks(cursor, say),
        *_study1_checks(cursor, say),
        *_dropout_checks(cursor, say),
        *_background_checks(cursor, say),
        *_open_contradictions(cursor, say),
    ]


def verdict_words(say: Words) -> dict[str, str]:
    """Name the verdicts."""
    return {
        "agrees": say("agrees"),
        "explained": say("explained"),
        "differs": say("differs"),
    }


def _compare(what: str, place: str, printed: float, ours: float) -> Check:
    verdict = "agrees" if printed == ours else "differs"
    return Check(what, place, f"{printed:g}", f"{ours:g}", verdict)


def _facts(cursor: Cursor) -> dict[str, float]:
    return {
        row["fact"]: row["value"]
        for row in queries.rows(cursor, "context/facts")
        if row["value"] is not None
    }


def _role_checks(cursor: Cursor, say: Words) -> Iterator[Check]:
    place = say("p. {page}, Table {table}", page="41", table=2)
    query = "patient_centredness/published_roles"
    for row in queries.rows(cursor, query, round_id="published-study2"):
        yield _compare(
            say("{role}: difference", role=role_label(row["role"], say.language)),
            place,
            row["difference"],
            row["balint"] - row["reference"],
        )


def _class_checks(cursor: Cursor, say: Words) -> Iterator[Check]:
    place = say("p. {page}, Table {table}", page="43", table=3)
    query = "patient_centredness/published_classes"
    cells = queries.rows(cursor, query, round_id="published-study2")
    for cell in cells:
        yield _compare(
            say(
                "{questions} (questions), {roles} (roles): total",
                questions=class_label(cell["questions_class"], say.language),
                roles=class_label(cell["roles_class"], say.language),
            ),
            place,
            cell["total"],
            cell["balint"] + cell["reference"],
        )
    facts = _facts(cursor)
    for arm, name in (("balint", say("Balint members")), ("reference", say("Reference group"))):
        yield _compare(
            say("{group}: answered minus those without classes", group=name),
            place,
            facts[f"role_n_{arm}"] - facts[f"class_no_answer_{arm}"],
            sum(cell[arm] for cell in cells),
        )


def _study1_checks(cursor: Cursor, say: Words) -> Iterator[Check]:
    place = on_pages(say, "36–37")
    facts = _facts(cursor)
    query = "working_life/published_design"
    arms = {row["arm"]: row for row in queries.rows(cursor, query, round_id="published-study1")}
    for column, name in (("allocated", say("asked")), ("answered", say("answered"))):
        yield _compare(
            say("Study I: {what} in all", what=name),
            place,
            arms["total"][column],
            arms["balint"][column] + arms["reference"][column],
        )
    query = "working_life/published_categories"
    categories = queries.rows(cursor, query, round_id="published-study1")
    yield _compare(
        say("Study I: questions in the eight categories"),
        place,
        facts["study1_items"],
        sum(row["items"] for row in categories),
    )
    yield _compare(
        say("Study I: borrowed, psychosomatic and relation questions"),
        place,
        facts["study1_items"],
        facts["study1_borrowed_items"]
        + facts["study1_psychosomatic_items"]
        + facts["study1_relation_items"],
    )


def _dropout_checks(cursor: Cursor, say: Words) -> Iterator[Check]:
    facts = _facts(cursor)
    query = "dropouts/published_reasons"
    reasons = queries.rows(cursor, query, round_id="published-congress-2005")
    place = say("p. {page}, Table {table}", page="50", table=4)
    yield _compare(
        say("Reasons that were ranked"), place, facts["dropout_preset_reasons"], len(reasons)
    )


def _background_checks(cursor: Cursor, say: Words) -> Iterator[Check]:
    facts = _facts(cursor)
    place = on_pages(say, "49")
    yield _compare(
        say("Leaders interviewed: women and men"),
        place,
        facts["leaders_interviewed"],
        facts["leaders_interviewed_women"] + facts["leaders_interviewed_men"],
    )
    yield _compare(
        say("Leaders interviewed: basic professions"),
        place,
        facts["leaders_interviewed"],
        facts["leaders_interviewed_general_practitioners"]
        + facts["leaders_interviewed_psychiatrists"]
        + facts["leaders_interviewed_psychologists"],
    )


def _open_contradictions(cursor: Cursor, say: Words) -> Iterator[Check]:
    """Give the contradictions that the record itself lists and explains."""
    names = subject_names(say)
    for row in queries.rows(cursor, "context/inconsistencies"):
        yield Check(
            what=names[row["subject"]],
            place=on_pages(say, row["page"]) if row["page"] else say("another source"),
            printed=say.pick(row["printed_sv"], row["printed_en"]),
            ours=say.pick(row["against_sv"], row["against_en"]),
            verdict="explained",
            explanation=say.pick(row["what_sv"], row["what_en"]),
        )
