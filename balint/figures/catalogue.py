"""Which figures are there, and how does a question become a figure that may be shown?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from duckdb import DuckDBPyConnection as Cursor

from balint import errors
from balint.disclosure import BOARD, Audience, enough
from balint.figures.comparing import comparable, left_out, why_not_compared
from balint.figures.kept import kept_answer
from balint.figures.model import Answer, Ask, Definition, Figure, Option
from balint.figures.protection import groups_note, hide
from balint.rights import coverage_note, coverage_of, coverage_words
from balint.rounds import PROVENANCES, Round, Selection, known_rounds, pick_round
from balint.store import Store, today_in_sweden
from balint.words import Words, words_in

DEFINITIONS: dict[str, Definition] = {}


def figure(
    figure_id: str,
    *,
    subject: str,
    form: str,
    draws: frozenset[str],
    question: str,
    several: bool = False,
    is_change: bool = False,
    compares: Sequence[str] = (),
    options: Mapping[str, Option] | None = None,
) -> Callable[[Callable[[Ask], Answer]], Callable[[Ask], Answer]]:
    """Enter the function below as a figure of a subject, drawn from rounds with a form."""

    def enter(answer: Callable[[Ask], Answer]) -> Callable[[Ask], Answer]:
        DEFINITIONS[figure_id] = Definition(
            id=figure_id,
            subject=subject,
            form=form,
            draws=draws,
            question=question,
            answer=answer,
            several=several,
            is_change=is_change,
            compares=compares,
            options=dict(options or {}),
        )
        return answer

    return enter


def definition(figure_id: str) -> Definition:
    """Give the definition of a figure.

    Raises: UnknownFigure.
    """
    if figure_id not in DEFINITIONS:
        raise errors.UnknownFigure(figure_id=figure_id, known=", ".join(DEFINITIONS))
    return DEFINITIONS[figure_id]


def drawable_rounds(defined: Definition, rounds: Iterable[Round]) -> list[Round]:
    """Choose the rounds that a figure can be drawn from, the one it prefers first.

    What is released comes before what is not: a round that still takes answers is shown when
    somebody asks for it, or when there is nothing else, and one that waits for its first answer
    not at all.
    """
    fit = [
        found
        for found in rounds
        if found.form == defined.form
        and found.provenance in defined.draws
        and found.state not in ("draft", "withdrawn")
        and (found.state == "released" or found.n_rows)
    ]
    return sorted(
        fit, key=lambda found: (found.state != "released", PROVENANCES.index(found.provenance))
    )


def draw(
    store: Store,
    figure_id: str,
    round_ids: Sequence[str] = (),
    language: str = "sv",
    options: Mapping[str, str] | None = None,
    audience: Audience = BOARD,
    *,
    demo: bool = True,
    today: dt.date | None = None,
    selection: Selection | None = None,
) -> Figure:
    """Answer a figure's question from the named rounds, else from the one it prefers.

    Takes: `options`, a code for each option that is not to have its default, of which only the
    board chooses those that are not public; `demo`, whether a demo round that nobody named may
    stand in where there is no other; `today`, the day of looking if it is another; `selection`,
    the rounds of the link by which others than the board came.
    Others than the board see released rounds alone, as they were when released, and a figure with
    too few people behind it comes without its numbers.
    Raises: UnknownFigure, UnknownOption, OptionValue, OnlyForTheBoard, UnknownRound, WrongRound,
    MixedProvenance.
    """
    defined, say = definition(figure_id), words_in(language)
    cursor = store.cursor(
        released=audience is not BOARD, link_id=selection.link_id if selection else None
    )
    version, chosen = store.data_version, choose(defined, options or {})
    if audience is not BOARD and not defined.is_public(chosen):
        raise errors.OnlyForTheBoard(figure_id=defined.id)
    known = known_rounds(store, audience, selection)
    if round_ids:
        rounds = _named(defined, known, round_ids)
    else:
        others = [found for found in known if demo or found.provenance != "demo"]
        rounds = _preferred(defined, others, by_link=selection is not None)
    if not rounds:
        return _empty(defined, say, version, chosen)
    today = today or today_in_sweden()
    if answered := [found for found in rounds if not found.is_erased]:
        kept = comparable(defined, answered)
        found, shown = _answer_to(
            defined, Ask(cursor, tuple(kept), say, chosen, audience, today=today)
        )
        found = _with_coverage(found, cursor, shown, say)
    else:
        kept, chosen = tuple(rounds[:1]), choose(defined, {})
        answered = list(kept)
        found, hidden = kept_answer(cursor, defined.id, say(defined.question), kept[0], say)
        shown = () if hidden else kept
    provenance, title = rounds[0].provenance, found.title
    if round_ids and len(shown) == 1 < len(rounds):
        title = why_not_compared(answered, kept, say)
    if provenance == "demo" and not title.startswith(say("Demo: {title}", title="")):
        title = say("Demo: {title}", title=title)  # a round's own title may begin so
    return Figure(
        id=defined.id,
        subject=defined.subject,
        question=say(defined.question),
        title=title,
        subtitle=found.subtitle,
        sentence=" ".join((found.sentence, *left_out(rounds, answered, kept, shown, say))),
        rounds=tuple(kept),
        provenance=provenance,
        n=dict(found.n),
        columns=tuple(found.columns),
        rows=tuple(found.rows),
        notes=tuple(found.notes),
        sources=tuple(found.sources),
        language=language,
        data_version=version,
        chart=found.chart,
        chart_size=found.chart_size,
        chosen=chosen,
        by_link=selection is not None,
        is_hidden=not shown,
    )


def _with_coverage(answer: Answer, cursor: Cursor, shown: Sequence[Round], say: Words) -> Answer:
    """Say how many of those asked have answered, where the board has stated it."""
    found = {each: coverage_of(cursor, each) for each in shown if each.provenance == "collected"}
    known = {each: coverage for each, coverage in found.items() if coverage}
    if not known:
        return answer
    notes = [
        note if len(shown) == 1 else f"{each.title(say.language)}: {note}"
        for each, coverage in known.items()
        for note in [coverage_note(coverage, say)]
    ]
    said = [coverage_words(coverage, say) for coverage in known.values() if len(shown) == 1]
    subtitle = "; ".join((answer.subtitle, *said))
    return replace(answer, subtitle=subtitle, notes=(*answer.notes, *notes))


def _answer_to(defined: Definition, ask: Ask) -> tuple[Answer, Sequence[Round]]:
    """Answer from those rounds that may be shown; where none may, without numbers.

    Returns: the answer, and the rounds whose numbers are in it.
    """
    answers = {
        found: defined.answer(replace(ask, rounds=(found,)))
        for found in (ask.rounds if len(ask.rounds) > 1 and ask.audience is not BOARD else ())
    }
    shown = tuple(
        found for found in ask.rounds if found not in answers or _open(answers[found], ask.audience)
    )
    asked = replace(ask, rounds=shown or ask.rounds)
    answer = defined.answer(asked)
    if asked.round.provenance == "published":
        return answer, asked.rounds
    if _open(answer, ask.audience):
        drawn = [answers.get(found, answer) for found in asked.rounds]
        notes = (*answer.notes, *groups_note(defined.form, drawn, ask.audience, ask.say))
        return replace(answer, notes=notes), asked.rounds
    return hide(answer, ask.say(defined.question), ask.audience, ask.say), ()


def _open(answer: Answer, audience: Audience) -> bool:
    return all(enough(crowd, audience) for crowd in answer.crowds)


def choose(defined: Definition, options: Mapping[str, str]) -> dict[str, str]:
    """Give each option of a figure the code that was asked for, else its default.

    Raises: UnknownOption, OptionValue.
    """
    for name, value in options.items():
        if name not in defined.options:
            known = ", ".join(defined.options) or "–"
            raise errors.UnknownOption(figure_id=defined.id, option=name, known=known)
        if value not in defined.options[name].values:
            accepted = ", ".join(defined.options[name].values)
            raise errors.OptionValue(
                figure_id=defined.id, option=name, value=value, accepted=accepted
            )
    return {name: options.get(name, option.default) for name, option in defined.options.items()}


def _preferred(defined: Definition, rounds: Sequence[Round], *, by_link: bool) -> list[Round]:
    """Choose what a figure is drawn from where nobody named a round; a link has chosen already."""
    fit = drawable_rounds(defined, rounds)
    if not defined.several:
        return fit[:1]
    same = [found for found in fit if found.provenance == fit[0].provenance]
    return same if by_link else released_if_any(same)


def released_if_any(rounds: Sequence[Round]) -> list[Round]:
    """Keep those of some rounds that are released; all where none is."""
    return [found for found in rounds if found.state == "released"] or list(rounds)


def _named(defined: Definition, known: Sequence[Round], round_ids: Sequence[str]) -> list[Round]:
    """Give the rounds with some ids. Raises: UnknownRound, WrongRound, MixedProvenance."""
    rounds = [pick_round(known, round_id) for round_id in dict.fromkeys(round_ids)]
    for asked in rounds:
        if asked.form != defined.form or asked.provenance not in defined.draws:
            raise errors.WrongRound(
                figure_id=defined.id,
                round_id=asked.id,
                accepted=f"{defined.form} ({', '.join(sorted(defined.draws))})",
            )
    kinds = sorted({asked.provenance for asked in rounds})
    if len(kinds) > 1:
        raise errors.MixedProvenance(
            rounds=", ".join(asked.id for asked in rounds), kinds=", ".join(kinds)
        )
    return rounds


def nothing_yet(say: Words) -> dict[str, str]:
    """Say of each form that nobody has answered it here."""
    return {
        "inventory": say("No inventory later than 2003 has been uploaded."),
        "congress": say("No congress questionnaire later than 2005 has been uploaded."),
        "study1": say("No questionnaire on working life later than the thesis has been uploaded."),
        "study2": say("No questionnaire on roles later than the thesis has been uploaded."),
        "background": say("The published record has not been loaded."),
    }


def _empty(defined: Definition, say: Words, version: int, chosen: Mapping[str, str]) -> Figure:
    missing = nothing_yet(say).get(defined.form, say("Nobody has answered yet."))
    todo = say("The figure is drawn as soon as a round with answers has been added.")
    return Figure(
        id=defined.id,
        subject=defined.subject,
        question=say(defined.question),
        title=missing,
        subtitle=say(defined.question),
        sentence=f"{missing} {todo}",
        rounds=(),
        provenance="none",
        n={},
        columns=(),
        rows=(),
        notes=(),
        sources=(),
        language=say.language,
        data_version=version,
        chosen=chosen,
    )
