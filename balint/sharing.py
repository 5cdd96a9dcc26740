"""What does a link show that the board makes for rounds that are not for everybody yet?

A fixed list of figures, from some rounds of one provenance, as they are when the link is made.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from balint import errors
from balint.access import Act, Person
from balint.figures import DEFINITIONS, definition
from balint.links import SHARE, Link, NewLink, write_link
from balint.releases import Release, freeze, plan_showing
from balint.report.choice import Choice, chosen_figures
from balint.rounds import Round, find_round
from balint.store import Store


def plan_share(store: Store, round_ids: Sequence[str], figure_ids: Sequence[str]) -> list[Release]:
    """Say of each collected round what a link would show that others have not been shown.

    Raises: NothingToShare, UnknownFigure, UnknownRound, RoundWithdrawn, UnusedRound,
    UnusedFigure, MixedProvenance, NothingToRelease.
    """
    if not round_ids or not figure_ids:
        raise errors.NothingToShare
    rounds = [find_round(store.cursor(), round_id) for round_id in dict.fromkeys(round_ids)]
    _check_rounds(rounds)
    for choice in chosen_figures(store, round_ids, figure_ids):
        if not choice.round_ids:
            form = definition(choice.figure_id).form
            raise errors.UnusedFigure(figure_id=choice.figure_id, form=form)
    return [plan_showing(store, found) for found in rounds if found.provenance == "collected"]


def make_share_link(
    store: Store,
    round_ids: Sequence[str],
    figure_ids: Sequence[str],
    *,
    by: Person,
    expires_at: dt.datetime,
    label: str | None = None,
    anyway: bool = False,
) -> NewLink:
    """Make a link that shows some figures of some rounds as they are now.

    Takes: `anyway`, to show also what differs by so few answers from what others have been shown
    that whoever compares may tell whose they are.
    Raises: as `plan_share`; BadExpiry, ChangeTooSmall, NotAllowed.
    """
    by.require(Act.GOVERN)
    with store.transaction() as cursor:
        for planned in plan_share(store, round_ids, figure_ids):
            planned.check(anyway=anyway)
        rounds, figures = list(dict.fromkeys(round_ids)), list(dict.fromkeys(figure_ids))
        made = write_link(cursor, SHARE, rounds, figures, by=by, expires_at=expires_at, label=label)
        for round_id in rounds:
            if find_round(cursor, round_id).provenance == "collected":
                freeze(cursor, round_id, store.data_version, by=by, link_id=made.id)
    return made


def shared_figures(store: Store, link: Link) -> list[Choice]:
    """List what a link shows, in reading order: each figure with the rounds it is drawn from."""
    return chosen_figures(store, link.rounds, link.figures)


def figures_of(rounds: Sequence[Round]) -> list[str]:
    """List the figures that can be drawn from any of some rounds."""
    return [
        defined.id
        for defined in DEFINITIONS.values()
        if any(found.form == defined.form and found.provenance in defined.draws for found in rounds)
    ]


def _check_rounds(rounds: Sequence[Round]) -> None:
    kinds = sorted({found.provenance for found in rounds})
    if len(kinds) > 1:
        raise errors.MixedProvenance(
            rounds=", ".join(found.id for found in rounds), kinds=", ".join(kinds)
        )
    for found in rounds:
        if found.state == "withdrawn":
            raise errors.RoundWithdrawn(round_id=found.id)
