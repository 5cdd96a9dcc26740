"""What has changed since the last round, and what is missing, as the data stand?"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from balint.disclosure import BOARD, Audience
from balint.figures.catalogue import nothing_yet
from balint.figures.counties import short_region
from balint.figures.looking import Looking
from balint.releases import n_waiting
from balint.rounds import Round, known_rounds
from balint.store import Store
from balint.words import Words, words_in

CHANGES = (
    "groups-change",
    "dropout-rate-change",
    "dropout-reasons-change",
    "study1-change",
    "patient-centred-change",
)
ANSWERED_BY = {
    "inventory": "groups-by-region",
    "congress": "dropout-rate",
    "study1": "study1-effects",
    "study2": "patient-centred-over-rounds",
}
"""Each form that people answer, with a figure that its answers give."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of how things stand, what it rests on, and where to go from it."""

    text: str
    basis: str
    subject: str
    figure_id: str = ""
    rounds: tuple[str, ...] = ()


def what_has_changed(store: Store, language: str, audience: Audience = BOARD) -> list[Statement]:
    """State each change between the two latest released rounds of one form, else its lack."""
    looking = Looking(store, words_in(language), audience, ("collected",))
    found = []
    for figure_id in CHANGES:
        rounds = looking.rounds(figure_id)[:2]
        figure = looking.figure(figure_id, rounds) if len(rounds) == 2 else None
        if figure:
            ids = tuple(each.id for each in rounds)
            stated = Statement(figure.title, figure.subtitle, figure.subject, figure.id, ids)
            found.append(stated)
    return found or [_nothing_to_compare(looking.say)]


def _nothing_to_compare(say: Words) -> Statement:
    return Statement(
        say("There are no two rounds of one form to compare yet."),
        say("A change is shown here when the same form has been answered twice."),
        "upload",
    )


def what_is_missing(store: Store, language: str, audience: Audience = BOARD) -> list[Statement]:
    """List what the figures lack: rounds, regions, answers, and for the board releases."""
    looking = Looking(store, words_in(language), audience, ("collected",))
    answered = _answered_rounds(store) if audience is BOARD else []
    return [
        *_waiting_rounds(store, looking.say, answered),
        *_unanswered_forms(looking, {found.form for found in answered}),
        *_silent_regions(looking),
        *_coverage(looking),
    ]


def _answered_rounds(store: Store) -> list[Round]:
    """List the rounds of our own that have answers, released or not."""
    return [
        found
        for found in known_rounds(store)
        if found.provenance == "collected" and found.state != "withdrawn" and found.n_rows
    ]


def _unanswered_forms(looking: Looking, answered: Collection[str]) -> Iterator[Statement]:
    """List the forms that nobody has answered; `answered` names those known to have been."""
    missing = nothing_yet(looking.say)
    for form, figure_id in ANSWERED_BY.items():
        if form not in answered and not looking.rounds(figure_id):
            yield Statement(missing[form], "", "upload")


def _silent_regions(looking: Looking) -> Iterator[Statement]:
    say, figure = looking.say, looking.figure("groups-by-region")
    silent = (
        [short_region(row["region"]) for row in figure.rows if not row["groups"]] if figure else []
    )
    if figure and silent:
        yield Statement(
            say.plural(
                "1 region has reported no group.",
                "{n} regions have reported no group.",
                len(silent),
            ),
            say("No report is not proof that there is none: {regions}.", regions=say.join(silent)),
            figure.subject,
            figure.id,
            tuple(found.id for found in figure.rounds),
        )


def _coverage(looking: Looking) -> Iterator[Statement]:
    """Say how many answers left out what a number rests on."""
    say, figure = looking.say, looking.figure("dropout-rate")
    if figure and not figure.is_hidden:
        row = figure.rows[0]
        if row["n_leaders"] < row["leaders"]:
            yield Statement(
                say(
                    "{n} of {all} leaders did not state both members and dropouts.",
                    n=row["leaders"] - row["n_leaders"],
                    all=row["leaders"],
                ),
                figure.rounds[0].title(say.language),
                figure.subject,
                figure.id,
                (figure.rounds[0].id,),
            )
    frames = looking.figure("group-frames")
    for row in frames.rows if frames and not frames.is_hidden else ():
        if frames and row["frame"] == "members" and row["not_stated"]:
            yield Statement(
                say.plural(
                    "1 group did not state its members.",
                    "{n} groups did not state their members.",
                    row["not_stated"],
                ),
                frames.rounds[0].title(say.language),
                frames.subject,
                frames.id,
                (frames.rounds[0].id,),
            )


def _waiting_rounds(store: Store, say: Words, answered: Sequence[Round]) -> Iterator[Statement]:
    """List the rounds with answers that readers do not see, as only the board may know."""
    for found in answered:
        title = found.title(say.language)
        if found.state != "released":
            yield Statement(
                say.plural(
                    "{round} waits for release, with 1 answer.",
                    "{round} waits for release, with {n} answers.",
                    found.n_rows,
                    round=title,
                ),
                say("Readers do not see it yet."),
                "rounds",
            )
        elif changed := n_waiting(store, found):
            yield Statement(
                say.plural(
                    "{round}: 1 answer has changed since its release.",
                    "{round}: {n} answers have changed since its release.",
                    changed,
                    round=title,
                ),
                say("Readers see it as it was when released."),
                "rounds",
            )
