"""What does an address below /f or /s ask for, and how is such an address written?"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from starlette.datastructures import QueryParams

from balint import errors
from balint.figures import Figure, definition
from balint.figures.comparing import chosen_on_page
from balint.figures.faces import SERVED
from balint.figures.look import DARK
from balint.public_address import PUBLIC, figure_path
from balint.words import DEFAULT_LANGUAGE, LANGUAGES

SHAPES: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("", *SERVED), ("",)),
    "svg": ("", "wide", "narrow", "stage"),
    "png": ("", "card"),
}
"""The pictures there are by the ending of the address, which is none for the page.

One stands alone, two are on the page, one is shown large in a hall, and one is what a pasted link
shows.
"""

MOST_ROUNDS = 20

DASHBOARD = {
    "groups": "/grupper",
    "dropouts": "/avhopp",
    "working_life": "/arbetsliv",
    "patient_centredness": "/patientcentrering",
    "context": "/om",
}
"""Where the dashboard shows the figures of a subject."""
ELSEWHERE = {"group-types": "/grupper"}


@dataclass(frozen=True, slots=True)
class Address:
    """An address below /f, or below a link's own, that may have something behind it."""

    figure_id: str
    ending: str
    round_ids: tuple[str, ...]
    language: str
    shape: str = ""
    look: str = ""
    """Of a picture on a page, where it is not for a light ground: "dark"."""
    chosen: tuple[tuple[str, str], ...] = ()
    """The codes of public options that are not the usual ones."""
    base: str = PUBLIC

    @property
    def is_public(self) -> bool:
        """Whether anybody may find it."""
        return self.base == PUBLIC

    @property
    def path(self) -> str:
        """Write the address."""
        return figure_path(
            self.figure_id,
            self.round_ids,
            self.language,
            self.ending,
            self.base,
            **dict(self.chosen),
            shape=self.shape,
            look=self.look,
        )

    def part(self, ending: str, shape: str = "", look: str = "") -> Address:
        """Give the address of a face of the same figure."""
        return replace(self, ending=ending, shape=shape, look=look)

    def spoken(self, language: str) -> Address:
        """Give the address in another language, or "" for what each reader prefers."""
        return replace(self, language=language)

    def choosing(self, name: str, code: str) -> Address:
        """Give the address of the same figure with another choice of one option."""
        chosen = dict(self.chosen) | {name: code}
        unusual = definition(self.figure_id).unusual(chosen)
        return replace(self, chosen=tuple(unusual.items()))


def read_address(rest: str, query: QueryParams, language: str, base: str = PUBLIC) -> Address:
    """Understand what follows the base; what the query has besides is ignored, as links gather it.

    Raises: UnknownFigure, NotPublic: an option was asked for that is not for everybody, or a
    choice that it does not offer, or more rounds than the figure shows, or another kind of picture
    than there is.
    """
    figure_id, dot, ending = rest.partition(".")
    defined = definition(figure_id)
    rounds = tuple(dict.fromkeys(query.getlist("round")))
    shape, look = query.get("shape", ""), query.get("look", "")
    known = bool(dot) == bool(ending) and shape in SHAPES.get(ending, ())
    known = known and look in (("", DARK.name) if ending == "svg" and shape else ("",))
    most = MOST_ROUNDS if defined.several else 1
    chosen = {name: query[name] for name in defined.options if name in query}
    offered = all(
        defined.options[name].public and code in defined.options[name].values
        for name, code in chosen.items()
    )
    if not known or len(rounds) > most or not offered:
        raise errors.NotPublic(figure_id=figure_id)
    unusual = tuple(defined.unusual(chosen).items())
    return Address(figure_id, ending, rounds, language, shape, look, unusual, base)


def reader_language(asked: str | None, accepted: str) -> str:
    """Choose the language: what the address asks for, else what the browser prefers.

    Takes: `accepted`, the header Accept-Language.
    """
    if asked in LANGUAGES:
        return str(asked)
    wish = r"(?:^|,)\s*([a-z]{2})(?:-[a-z0-9-]*)?\s*(?:;\s*q=([01](?:\.\d{0,3})?))?\s*(?=,|$)"
    found = re.findall(wish, accepted[:500].lower())
    weights = {tag: float(weight or 1) for tag, weight in reversed(found) if tag in LANGUAGES}
    best = max(weights.values(), default=0.0)
    liked = [tag for tag, _ in found if best > 0 and weights.get(tag) == best]
    return liked[0] if liked else DEFAULT_LANGUAGE


def dashboard_path(figure: Figure) -> str:
    """Give the page of the dashboard that shows the figure, with what is chosen of it."""
    asked = {"lang": figure.language}
    defined = definition(figure.id)
    one = len(figure.rounds) == 1 and not defined.several and defined.form != "background"
    if one or defined.is_change:
        asked |= chosen_on_page(defined, [found.id for found in figure.rounds])
    asked |= defined.unusual(figure.chosen)
    page = ELSEWHERE.get(figure.id, DASHBOARD[figure.subject])
    return f"{page}?{urlencode(asked)}#{figure.id}"
