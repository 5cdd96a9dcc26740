"""What does every figure look like, in each language, look and width of its card?"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit
import vl_convert

from balint.figures import DEFINITIONS, Figure, draw, drawable_rounds
from balint.figures.labels import badge
from balint.figures.look import LOOKS, Look
from balint.figures.pictures import page_spec
from balint.rounds import known_rounds
from balint.store import Store
from balint.words import unbroken

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CARD_WIDTHS = {1280: 520, 390: 326}
"""Room for a chart in a card, by the width of the window, px."""
PER_SHEET = 12
COLUMNS = {520: 3, 326: 4}
"""How many cards stand abreast on a sheet, by the room for their chart."""
FONTS = {"Source Sans": "SourceSansVF-Upright", "Source Serif": "SourceSerifVariable-Roman"}
"""The fonts that pages have, by what their files in Streamlit begin with."""

TOLERANCE = {"edge": 1.5, "top": 3.5, "across": 2.0, "down": 4.0}
"""In px: how far the box of a text may stand out of its picture, at the top or elsewhere, and how
far two may lie over each other. A box is as high as its font: 14 px type has 4 px above its
letters and 1 px below them."""

# Draws each shot into a card of its own; returns when all are drawn.
_DRAW = """async shots => {
    document.body.replaceChildren()
    for (const shot of shots) {
        const card = document.createElement('figure')
        card.id = shot.id
        card.style.width = shot.width + 'px'
        for (const [tag, text] of [['code', shot.id], ['small', shot.badge], ['h3', shot.title],
                ['p', shot.subtitle], ['div', ''], ['p', shot.sentence]]) {
            const part = document.createElement(tag)
            part.textContent = text
            card.append(part)
        }
        document.body.append(card)
        if (shot.spec !== null)
            await vegaEmbed(card.querySelector('div'), shot.spec, {
                actions: false, renderer: 'svg' })
    }
}"""

# Which texts of which chart stand out of their picture or lie over each other?
_MEASURE = """({ edge, top, across, down }) => {
    const found = []
    for (const svg of document.querySelectorAll('svg.marks')) {
        const card = svg.closest('figure, [class*="st-key-figure"]')
        const name = card?.id || card?.className.match(/st-key-(\\S+)/)[1]
        const frame = svg.getBoundingClientRect()
        if (!frame.width) continue
        const texts = [...svg.querySelectorAll('text')]
            .filter(text => text.textContent.trim()
                && text.checkVisibility({ opacityProperty: true }))
            .map(text => [text.textContent, text.getBoundingClientRect()])
        for (const [text, box] of texts) {
            // A text turned upwards has the tops of its letters to the left.
            const turned = box.height > box.width ? top - edge : 0
            const out = Math.max(frame.left - box.left - turned, box.right - frame.right,
                frame.top - box.top - top + edge, box.bottom - frame.bottom)
            if (out > edge) found.push([name, 'clipped', text, Math.round(out)])
        }
        for (const [at, [one, a]] of texts.entries())
            for (const [two, b] of texts.slice(at + 1)) {
                if (one === two && a.x === b.x && a.y === b.y) continue  // the lining of a number
                const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left)
                const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)
                if (wide > across && high > down)
                    found.push([name, 'over each other', one + ' / ' + two, Math.round(high)])
            }
    }
    return found
}"""


@dataclass(frozen=True)
class Shot:
    """One figure in one look and one width."""

    figure: Figure
    look: Look
    width: int

    @property
    def id(self) -> str:
        """Name it: figure, round or rounds, what was chosen."""
        figure = self.figure
        rounds = [found.id for found in figure.rounds]
        named = rounds if len(rounds) == 1 else [f"{len(rounds)}-rounds"]
        return "-".join((figure.id, *figure.chosen.values(), *named, figure.language))

    def as_json(self) -> dict[str, Any]:
        """Give what the page in the browser draws."""
        figure = self.figure
        return {
            "id": self.id,
            "width": self.width,
            "badge": badge(figure),
            "title": unbroken(figure.title),
            "subtitle": unbroken(figure.subtitle),
            "sentence": unbroken(figure.sentence),
            "spec": page_spec(figure, self.look) if figure.chart else None,
        }


def every_figure(store: Store, language: str, *, thorough: bool = False) -> Iterator[Figure]:
    """Draw each figure from a round of each provenance, or from every round and in every way."""
    rounds = known_rounds(store)
    for figure_id, defined in DEFINITIONS.items():
        by_kind: dict[str, list[str]] = {}
        for found in drawable_rounds(defined, rounds):
            by_kind.setdefault(found.provenance, []).append(found.id)
        for ids in by_kind.values():
            sets = (
                [ids] if defined.several else [[found] for found in (ids if thorough else ids[:1])]
            )
            for wanted in sets:
                yield draw(store, figure_id, wanted, language)
        if thorough:
            for name, option in defined.options.items():
                for value in option.values.keys() - {option.default}:
                    yield draw(store, figure_id, (), language, {name: value})


@contextmanager
def empty_gallery(browser: Browser) -> Iterator[Page]:
    """Open a page that can draw charts as Streamlit's pages do, in their fonts."""
    page = browser.new_page(viewport={"width": 1800, "height": 1200}, reduced_motion="reduce")
    page.set_content(f"<!doctype html><html><head><style>{_fonts()}</style></head><body></body>")
    page.add_script_tag(content=vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed"))
    page.evaluate("Promise.all([...document.fonts].map(font => font.load()))")
    try:
        yield page
    finally:
        page.close()


def hang(page: Page, shots: Sequence[Shot]) -> None:
    """Draw some figures of one look and width into the page."""
    look, width = shots[0].look, shots[0].width
    page.set_viewport_size({"width": COLUMNS[width] * (width + 56) + 32, "height": 1200})
    page.evaluate(
        "style => (document.querySelector('#own') ?? document.head.appendChild("
        "Object.assign(document.createElement('style'), { id: 'own' }))).textContent = style",
        _style(look),
    )
    page.evaluate(_DRAW, [shot.as_json() for shot in shots])


def crowded_texts(page: Page) -> list[list[Any]]:
    """List the texts within charts that are clipped or lie over each other."""
    found: list[list[Any]] = page.evaluate(_MEASURE, TOLERANCE)
    return found


def contact_sheets(browser: Browser, store: Store, folder: Path) -> Iterator[Path]:
    """Write sheets with every figure in both languages, looks and widths, and give each file."""
    figures = {language: [*every_figure(store, language)] for language in ("sv", "en")}
    with empty_gallery(browser) as page:
        for look, (language, drawn), (window, width) in product(
            LOOKS.values(), figures.items(), CARD_WIDTHS.items()
        ):
            for number, first in enumerate(range(0, len(drawn), PER_SHEET), 1):
                some = drawn[first : first + PER_SHEET]
                hang(page, [Shot(figure, look, width) for figure in some])
                file = folder / f"figures-{language}-{window}-{look.name}-{number}.png"
                page.screenshot(path=file, full_page=True, animations="disabled")
                yield file


def _fonts() -> str:
    """Write the fonts that Streamlit brings into a style, as a page from nowhere cannot ask."""
    media = Path(streamlit.__file__).parent / "static" / "static" / "media"
    return "".join(
        f"@font-face {{ font-family: '{name}'; font-weight: 200 900; src: url(data:font/woff2;"
        f"base64,{base64.b64encode(next(media.glob(f'{begin}*')).read_bytes()).decode()}) }}"
        for name, begin in FONTS.items()
    )


def _style(look: Look) -> str:
    return f"""
        body {{ margin: 16px; background: {look.ground}; color: {look.ink}; display: flex;
            flex-wrap: wrap; gap: 16px; align-items: flex-start; font: 16px 'Source Sans' }}
        figure {{ margin: 0; padding: 16px; border: 1px solid {look.line}; border-radius: 8px }}
        h3 {{ font: 600 1.15rem 'Source Serif'; margin: 4px 0 }}
        p, small, code {{ color: {look.muted}; font-size: 14px; margin: 4px 0; display: block }}
        div {{ width: 100% }}
        p:last-child {{ color: {look.ink} }}
    """
