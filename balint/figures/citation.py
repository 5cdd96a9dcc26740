"""How is a figure cited by somebody who uses it?"""

from __future__ import annotations

from collections.abc import Iterator

from balint.figures.catalogue import definition
from balint.figures.model import Figure
from balint.public_address import figure_path, public_url
from balint.rounds import Round
from balint.words import Words, in_sweden, words_in

ORGANISATION = "Balint i siffror"


def citation(figure: Figure) -> str:
    """Write how to cite a figure; what is printed is cited by its own source first.

    Returns: nothing where there is no round to draw it from.
    """
    return " ".join(f"{part.removesuffix('.')}." for part in _parts(figure)) + _address(figure)


def _parts(figure: Figure) -> Iterator[str]:
    say = words_in(figure.language)
    if figure.is_empty:
        return
    if figure.provenance == "published":
        yield "; ".join(figure.sources)
        yield say("Shown by {organisation}: {title}", organisation=ORGANISATION, title=figure.title)
    else:
        yield ORGANISATION
        yield figure.title
        yield "; ".join(_dated(found, say, figure) for found in figure.rounds)
    yield say("Data version {data}", data=str(figure.data_version))


def _dated(found: Round, say: Words, figure: Figure) -> str:
    """Name a round and since when readers see it as it is cited."""
    title = found.title(say.language)
    if figure.by_link and found.released_at:
        day = say.date(in_sweden(found.released_at).date())
        return say("{round}, as it was on {day}", round=title, day=day)
    if found.provenance == "demo":
        return title
    if found.released_on is None:
        return say("{round}, not released", round=title)
    return say("{round}, released on {day}", round=title, day=say.date(found.released_on))


def _address(figure: Figure) -> str:
    """Give the figure's address, where it shows to everybody what is cited."""
    defined = definition(figure.id)
    released = bool(figure.rounds) and all(found.state == "released" for found in figure.rounds)
    is_public = released and defined.is_public(figure.chosen) and not figure.by_link
    if not public_url() or not is_public:
        return ""
    rounds, unusual = [found.id for found in figure.rounds], defined.unusual(figure.chosen)
    return f" {public_url()}{figure_path(figure.id, rounds, figure.language, **unusual)}"
