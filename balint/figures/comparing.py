"""Which rounds may stand beside each other, and what is said of those that may not?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from balint.figures.model import Ask, Column, Definition, undetermined
from balint.forms import asked_alike, load_form
from balint.rounds import Round
from balint.words import Words, later


def chosen_on_page(defined: Definition, round_ids: Sequence[str]) -> dict[str, str]:
    """Give what the address of a figure's page says to choose these rounds, the base first."""
    base, beside = ",".join(round_ids[:1]), ",".join(round_ids[1:])
    asked = {defined.form: base, f"{defined.form}_beside": beside}
    return {name: value for name, value in asked.items() if value}


def in_time(rounds: Sequence[Round]) -> list[Round]:
    """Put rounds in the order in which they were held, else made."""
    return sorted(rounds, key=lambda found: found.place_in_time)


def pairs(ask: Ask) -> list[tuple[Round | None, Round]]:
    """Set the first round, the base, against each other one: the earlier, then the later.

    A round alone has nothing before it.
    """
    base, *others = ask.rounds
    if not others:
        return [(None, base)]
    return [(earlier, later) for earlier, later in (in_time((base, other)) for other in others)]


def pair_row(earlier: Round | None, later: Round, say: Words) -> dict[str, Any]:
    """Name the two rounds of a comparison."""
    names = [found.title(say.language) for found in (earlier, later) if found]
    told: dict[str, Any] = {"earlier": earlier.id} if earlier else undetermined(("earlier",))
    return {**told, "later": later.id, "label": " → ".join(names)}


def pair_columns(say: Words) -> tuple[Column, ...]:
    """Name the columns that say which rounds a row compares."""
    return (
        Column("earlier", say("Code, earlier round"), code=True),
        Column("later", say("Code, later round"), code=True),
        Column("label", say("Rounds")),
    )


def pair_subtitle(ask: Ask, what: str) -> str:
    """Say what is compared, and from which round to which."""
    named = [
        ask.say("from {earlier} to {later}", earlier=earlier.title(ask.say.language), later=title)
        if earlier
        else title
        for earlier, later in pairs(ask)
        for title in [later.title(ask.say.language)]
    ]
    return f"{what}, {'; '.join(named)}"


def of_round(ask: Ask, found: Round, title: str) -> str:
    """Name the round that a title speaks of, where there are several."""
    return f"{found.title(ask.say.language)}: {title}" if len(ask.rounds) > 1 else title


def of_pair(row: Mapping[str, Any], rows: Sequence[Mapping[str, Any]], said: str) -> str:
    """Name the rounds before what is said of them, where there are more than two."""
    return f"{row['label']}: {said}" if _are_several(rows) else said


def named_with_pair(row: Mapping[str, Any], rows: Sequence[Mapping[str, Any]], name: str) -> str:
    """Name the rounds after what has changed between them, where there are more than two."""
    return f"{name}, {row['label']}" if _are_several(rows) else name


def _are_several(rows: Sequence[Mapping[str, Any]]) -> bool:
    return len({row["label"] for row in rows}) > 1


def apart_note(say: Words) -> str:
    """Say that the intervals take the rounds as samples of different people."""
    return say(
        "The rounds are taken as separate samples. Whoever answered in both is counted in both, "
        "and codes do not tell who that is, so nobody is followed from one to the other."
    )


def title_without_change(
    say: Words, n_rounds: int, known: Sequence[Mapping[str, Any]], *, too_few: str
) -> str:
    """Give the title where there is no change to speak of; nothing where there is one."""
    if n_rounds < 2:
        return say("One round of answers: no change can be seen yet")
    return "" if known else too_few


def one_round_sentence(say: Words) -> str:
    """Say that a change needs two rounds."""
    return say("Only one round has answers. A change can be seen when there are two.")


def ask_alike(rounds: Sequence[Round], field_ids: Sequence[str]) -> bool:
    """Say whether the forms of some rounds are recorded to ask these fields alike."""
    versions = {found.form_version for found in rounds}
    if len(versions) == 1:
        return True
    return set(field_ids) <= asked_alike(load_form(rounds[0].form), versions)


def comparable(defined: Definition, rounds: Sequence[Round]) -> tuple[Round, ...]:
    """Keep of some rounds those whose questions are recorded to be the first one's."""
    return tuple(found for found in rounds if ask_alike((rounds[0], found), defined.compares))


def left_out(
    rounds: Sequence[Round],
    answered: Sequence[Round],
    kept: Sequence[Round],
    shown: Sequence[Round],
    say: Words,
) -> Iterator[str]:
    """Say which of the rounds that were asked for are not compared, and why.

    Takes: those asked for, of them those whose answers are kept, of them those whose forms ask
    alike, of them those that may be shown.
    """
    for text, out in (
        (
            later("Not compared: {rounds}. The answers have been erased."),
            [found for found in rounds if found not in answered],
        ),
        (
            later(
                "Not compared: {rounds}. Another version of the form was used there, and nobody "
                "has recorded that its questions are the same."
            ),
            [found for found in answered if found not in kept],
        ),
        (
            later("Not compared: {rounds}. Too few people answered there to be shown."),
            [found for found in kept if shown and found not in shown],
        ),
    ):
        if out:
            yield say(text, rounds=say.join(found.title(say.language) for found in out))


def why_not_compared(answered: Sequence[Round], kept: Sequence[Round], say: Words) -> str:
    """Give the title of a comparison of which one round is left."""
    if len(answered) == 1:
        return say("The rounds cannot be compared: the answers of the others are erased")
    if len(kept) == 1:
        return say("The rounds cannot be compared: their forms differ")
    return say("The rounds cannot be compared: too few people in one of them")
