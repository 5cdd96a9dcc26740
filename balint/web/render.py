"""How does a figure become a plain page that needs nothing but a browser?"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from balint import __version__
from balint.figures import DEFINITIONS, Figure, definition
from balint.figures.citation import citation
from balint.figures.context import subject_names
from balint.figures.faces import FACES, face_words
from balint.figures.labels import badge, badge_words, counted
from balint.figures.look import DARK, LIGHT
from balint.figures.tables import holds_numbers, shown_columns, shown_table
from balint.glossary import terms_in
from balint.links import Link
from balint.public_address import figure_path, public_url
from balint.report.choice import Choice
from balint.rounds import known_rounds
from balint.store import Store
from balint.web.addresses import DASHBOARD, Address, dashboard_path
from balint.web.codes import code_svg
from balint.web.hall import least_code, least_type
from balint.web.pictures import CARD, Picture
from balint.web.shows import Show, new_show
from balint.words import LANGUAGE_NAMES, LANGUAGES, Words, in_sweden, unbroken, words_in

LOCALES = {"sv": "sv_SE", "en": "en_GB"}
MOST_LINKS = 6
"""An option with more choices than this has no links on a light page."""

# Escaped by hand (`|e`), an address or what is copied keeps its signs as they are.
TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).with_name("templates")),
    autoescape=True,
    undefined=StrictUndefined,
    finalize=lambda part: unbroken(part) if type(part) is str else part,
    trim_blocks=True,
    lstrip_blocks=True,
)
TEMPLATES.globals |= {
    "light": LIGHT,
    "dark": DARK,
    "locales": LOCALES,
    "names": LANGUAGE_NAMES,
    "card": CARD,
    "version": __version__,
    "hall": {"type": least_type(), "code": least_code()},
}


def hash_of(part: str) -> str:
    """Give the SHA-256 under which a policy allows a style or script that stands in a page."""
    text = TEMPLATES.get_template(part).render()
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a figure as a page sets them: numbers to the right, each row named."""

    headings: tuple[str, ...]
    numeric: tuple[bool, ...]
    names: int
    """Which column names the rows: the first that has words."""
    rows: tuple[tuple[str, ...], ...]


def table_of(figure: Figure) -> Table:
    """Give the table that a person reads."""
    shown = shown_table(figure)
    columns = shown_columns(figure).values()
    worded = [any(_has_letters(row.get(each.name)) for row in figure.rows) for each in columns]
    return Table(
        headings=tuple(shown[0]) if shown else (),
        numeric=tuple(holds_numbers(figure, column) for column in columns),
        names=worded.index(True) if True in worded else 0,
        rows=tuple(tuple(row.values()) for row in shown),
    )


def _has_letters(value: object) -> bool:
    return isinstance(value, str) and any(map(str.isalpha, value))


def figure_page(
    figure: Figure, address: Address, pictures: Mapping[str, Picture], link: Link | None = None
) -> bytes:
    """Write the page of a figure; `pictures` by shape, none where nothing can be drawn.

    A page that a link opens says until when, and tells services and search engines nothing.
    """
    say = words_in(figure.language)
    names = face_words(say)
    return _page(
        "figure.html",
        figure.language,
        {language: address.spoken(language).path for language in (*LANGUAGES, "")},
        figure=figure,
        address=address,
        pictures=pictures,
        badge=badge(figure),
        rounds=say.join(found.title(figure.language) for found in figure.rounds),
        table=table_of(figure),
        files=[
            (names[name], address.part(face.ending).path)
            for name, face in FACES.items()
            if pictures or not face.picture
        ],
        choices=choices_of(figure, address),
        terms=terms_in(figure.text, figure.language),
        dashboard=dashboard_path(figure),
        citation=citation(figure),
        show=new_show(figure.id, round_ids=address.round_ids, language=figure.language).path,
        is_public=address.is_public,
        shared=_shared(link, address.base, say) if link else None,
    )


@dataclass(frozen=True, slots=True)
class Shared:
    """What a page says of the link that opens it."""

    path: str
    """Of the list of all that the link shows."""
    validity: str


def _shared(link: Link, base: str, say: Words) -> Shared:
    return Shared(
        f"{base}?lang={say.language}",
        say(
            "Shared by the board with those who have the link, until the end of {last_day}. The "
            "answers are as they were on {made}.",
            last_day=say.date(link.last_day),
            made=say.date(in_sweden(link.made_at).date()),
        ),
    )


def shared_page(
    store: Store, link: Link, choices: Sequence[Choice], base: str, language: str
) -> bytes:
    """Write the list of what a link shows, by round where a figure shows one alone."""
    say = words_in(language)
    rounds = {found.id: found for found in known_rounds(store) if found.id in link.rounds}
    titles = {round_id: rounds[round_id].title(language) for round_id in link.rounds}
    listed: dict[str, list[tuple[str, str]]] = {}
    for choice in choices:
        asked = choice.round_ids if len(choice.round_ids) == 1 else ()
        address = Address(choice.figure_id, "", asked, language, base=base)
        heading = say.join(titles[round_id] for round_id in choice.round_ids)
        question = say(definition(choice.figure_id).question)
        listed.setdefault(heading, []).append((question, address.path))
    return _page(
        "shared.html",
        language,
        {each: f"{base}?lang={each}" for each in (*LANGUAGES, "")},
        is_public=False,
        shared=_shared(link, base, say),
        badge=badge_words(say)[rounds[link.rounds[0]].provenance],
        provenance=rounds[link.rounds[0]].provenance,
        subjects=listed.items(),
    )


def choices_of(figure: Figure, address: Address) -> list[tuple[str, list[tuple[str, str]]]]:
    """Give each short public option with the address of each choice, "" for the one shown."""
    say, defined = words_in(figure.language), definition(figure.id)
    return [
        (
            say(option.label),
            [
                (
                    say(label),
                    "" if figure.chosen.get(name) == code else address.choosing(name, code).path,
                )
                for code, label in option.values.items()
            ],
        )
        for name, option in defined.options.items()
        if option.public and len(option.values) <= MOST_LINKS
    ]


def index_page(language: str) -> bytes:
    """Write the list of all figures by subject."""
    say = words_in(language)
    subjects = [
        (
            name,
            [
                (say(defined.question), Address(defined.id, "", (), language).path)
                for defined in DEFINITIONS.values()
                if defined.subject == subject
            ],
        )
        for subject, name in subject_names(say).items()
        if subject in DASHBOARD
    ]
    paths = {"sv": "/f?lang=sv", "en": "/f?lang=en", "": "/f"}
    return _page("index.html", language, paths, subjects=subjects)


def missing_page(language: str) -> bytes:
    """Write the page that says that there is nothing, and not why."""
    return _page("missing.html", language, {})


def closed_page(language: str) -> bytes:
    """Write the page for a link that opens nothing, the same whether it ever did."""
    say = words_in(language)
    return refused_page(
        language,
        say("The link has been closed or has run out"),
        say(
            "Part of its address may be missing; otherwise ask whoever gave it to you for a new "
            "one."
        ),
    )


def refused_page(language: str, heading: str, what_to_do: str) -> bytes:
    """Write the page for a request that was turned away."""
    return _page("refused.html", language, {}, heading=heading, what_to_do=what_to_do)


def failed_page(language: str, incident: str) -> bytes:
    """Write the page that says that something broke, with the number to report."""
    return _page("failed.html", language, {}, incident=incident)


def stage_page(
    figure: Figure, show: Show, usual: tuple[str, ...], pictures: Mapping[str, Picture]
) -> bytes:
    """Write the page that shows a figure large in a hall.

    Takes: `usual`, the rounds that the figure shows to whoever names none; `pictures` by shape,
    none where nothing can be drawn.
    """
    say = words_in(figure.language)
    rounds = tuple(found.id for found in figure.rounds)
    public, spoken = figure_path(figure.id, rounds, figure.language), public_url()
    short = figure_path(figure.id, () if rounds == usual else rounds)
    return _page(
        "present.html",
        figure.language,
        {language: show.spoken(language).path for language in LANGUAGES},
        figure=figure,
        show=show,
        pictures=pictures,
        address=Address(figure.id, "", rounds, figure.language),
        badge=badge(figure),
        rounds=say.join(found.title(figure.language) for found in figure.rounds),
        counted=counted(figure),
        public=public,
        code=Markup(code_svg(spoken + public).decode()) if spoken else "",  # noqa: S704 - ours
        short=f"{urlsplit(spoken).netloc}{urlsplit(spoken).path}{short}" if spoken else "",
    )


def _page(
    template: str,
    language: str,
    paths: Mapping[str, str],
    *,
    is_public: bool = True,
    **parts: object,
) -> bytes:
    """Fill a template.

    Takes: `paths`, those of the same page by language, "" for the reader's own; `is_public`,
    whether search engines and services that show pasted links may know of it.
    """
    page = TEMPLATES.get_template(template).render(
        say=words_in(language),
        language=language,
        others=[other for other in LANGUAGES if other != language],
        paths=paths,
        is_public=is_public,
        base=public_url() or "",
        **parts,
    )
    return page.encode()
