"""Which figures are there, and how does a question become a figure that may be shown?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from balint import errors
from balint.figures.model import Answer, Ask, Definition, Figure, Option
from balint.rounds import PROVENANCES, Round, find_round, list_rounds
from balint.store import Store
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
    somebody asks for it, or when there is nothing else.
    """
    fit = [
        found
        for found in rounds
        if found.form == defined.form
        and found.provenance in defined.draws
        and found.state not in ("draft", "withdrawn")
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
) -> Figure:
    """Answer a figure's question from the named rounds, else from the one it prefers.

    Takes: `options`, a code for each option that is not to have its default.
    Raises: UnknownFigure, UnknownOption, OptionValue, UnknownRound, WrongRound, MixedProvenance.
    """
    defined, say, cursor = definition(figure_id), words_in(language), store.cursor()
    version, chosen = store.data_version, choose(defined, options or {})
    if round_ids:
        rounds = [find_round(cursor, round_id) for round_id in dict.fromkeys(round_ids)]
        _check(defined, rounds, say)
    else:
        rounds = _preferred(defined, list_rounds(cursor, defined.form))
    if not rounds:
        return _empty(defined, say, version, chosen)
    found = defined.answer(Ask(cursor, tuple(rounds), say, chosen))
    provenance = rounds[0].provenance
    title = say("Demo: {title}", title=found.title) if provenance == "demo" else found.title
    return Figure(
        id=defined.id,
        subject=defined.subject,
        question=say(defined.question),
        title=title,
        subtitle=found.subtitle,
        sentence=found.sentence,
        rounds=tuple(rounds),
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
    )


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


def _preferred(defined: Definition, rounds: Sequence[Round]) -> list[Round]:
    fit = drawable_rounds(defined, rounds)
    if not defined.several:
        return fit[:1]
    return [found for found in fit if found.provenance == fit[0].provenance]


def _check(defined: Definition, rounds: Sequence[Round], say: Words) -> None:
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


def _empty(defined: Definition, say: Words, version: int, chosen: Mapping[str, str]) -> Figure:
    missing = {
        "inventory": say("No inventory has been uploaded since 2003."),
        "congress": say("No congress questionnaire has been uploaded since 2005."),
        "study1": say("No questionnaire on working life has been uploaded since the thesis."),
        "study2": say("No questionnaire on roles has been uploaded since the thesis."),
        "background": say("The published record has not been loaded."),
    }
    todo = say("The figure is drawn as soon as a round with answers has been added.")
    return Figure(
        id=defined.id,
        subject=defined.subject,
        question=say(defined.question),
        title=missing[defined.form],
        subtitle=say(defined.question),
        sentence=f"{missing[defined.form]} {todo}",
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
