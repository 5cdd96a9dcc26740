"""What is each part of a figure called: origin of its numbers, units, what is missing?"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from balint.figures.model import Figure
from balint.rounds import Round
from balint.words import Words, words_in

Write = Callable[[Words, float, int], str]
"""How a number is written with so many decimals."""


def badge(figure: Figure) -> str:
    """Name where a figure's numbers come from."""
    return badge_words(words_in(figure.language))[figure.provenance]


def badge_words(say: Words) -> dict[str, str]:
    """Name each provenance."""
    return {
        "published": say("Published"),
        "collected": say("Collected answers"),
        "demo": say("Demo data, made up"),
        "none": say("No data"),
    }


def mark_words(say: Words) -> dict[str, str]:
    """Say why a value is missing."""
    return {
        "hidden": say("hidden: too few people"),
        "none": "–",
        "not_asked": say("not asked"),
        "not_printed": say("not printed"),
    }


def unit_words(say: Words) -> dict[str, str]:
    """Name the units that figures count their n in."""
    return {
        "answered": say("People who answered"),
        "asked": say("People asked"),
        "balint": say("Balint members"),
        "events": say("Events"),
        "experienced": say("Balint members, more years in the group"),
        "facts": say("Facts"),
        "groups": say("Groups"),
        "leaders": say("Leaders"),
        "members": say("Members"),
        "physicians": say("Physicians"),
        "ranked": say("Leaders who ranked"),
        "reference": say("Reference group"),
        "regions": say("Regions"),
        "rounds": say("Rounds"),
        "short": say("Balint members, fewer years in the group"),
        "sources": say("Sources"),
        "types": say("Kinds of groups"),
    }


def counted(figure: Figure) -> str:
    """Say how many were counted, by unit: "Leaders: 52 · Leaders who ranked: 46".

    Rounds are named beside it wherever it stands.
    """
    say = words_in(figure.language)
    units = unit_words(say)
    return " · ".join(
        f"{units.get(unit, unit)}: {say.number(n)}"
        for unit, n in figure.n.items()
        if n and unit != "rounds"
    )


def who_answered(n: Mapping[str, int], say: Words) -> str:
    """Say in a sentence how many of each arm of a study answered."""
    return say("{balint} Balint members and {reference} reference physicians answered.", **n)


def signed(say: Words, value: float, decimals: int = 0) -> str:
    """Write a change with its sign, which one that is written as 0 does not have."""
    return ("+" if round(value, decimals) > 0 else "") + say.number(value, decimals)


def told_interval(
    low: float, high: float, say: Words, *, decimals: int, write: Write = Words.number
) -> str:
    """Write an interval, with up to two decimals more where an end beside zero would be 0."""
    beside = [end for end in (low, high) if end]
    exact = (decimals, decimals + 1)
    enough = next((n for n in exact if all(round(end, n) for end in beside)), decimals + 2)
    return say("{low} to {high}", low=write(say, low, enough), high=write(say, high, enough))


def dated_title(found: Round, language: str) -> str:
    """Name a round and the day on which it was held, where that is known."""
    if found.held_on is None:
        return found.title(language)
    return f"{found.title(language)}, {words_in(language).date(found.held_on)}"
