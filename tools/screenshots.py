"""What does every page and every figure look like, in each language, width and theme?"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from balint.bundle import load_bundle
from balint.store import Store
from tools.browser import (
    LANGUAGES,
    PAGES,
    WIDTHS,
    Colours,
    chromium,
    new_tab,
    new_visitor,
    open_page,
    take_picture,
)
from tools.gallery import contact_sheets
from tools.running_app import running_app

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "build" / "screenshots"
README_PICTURE = ROOT / "docs" / "overview-sv.png"


@dataclass(frozen=True)
class View:
    """One page as one reader sees it."""

    page: str
    language: str
    width: int
    colours: Colours = "light"

    @property
    def path(self) -> str:
        """The address within the app; Swedish is what an address without a language shows."""
        return PAGES[self.page] + ("" if self.language == "sv" else f"?lang={self.language}")

    @property
    def file_name(self) -> str:
        """The name of the view's picture."""
        dark = "" if self.colours == "light" else "-dark"
        return f"{self.page}-{self.language}-{self.width}{dark}.png"


def every_view() -> Iterator[View]:
    """List every page in each language, width and theme."""
    for colours, page, language, width in product(get_args(Colours), PAGES, LANGUAGES, WIDTHS):
        yield View(page, language, width, colours)


def take(browser: Browser, address: str, pictures: Mapping[Path, View]) -> Iterator[Path]:
    """Write views of the app at `address` as PNG files, and give each file when it is there."""
    with ExitStack() as stack:
        visitors: dict[tuple[int, Colours], BrowserContext] = {}
        for file, view in pictures.items():
            window = (view.width, view.colours)
            if window not in visitors:
                visitors[window] = stack.enter_context(new_visitor(browser, *window))
            with new_tab(visitors[window]) as (page, _complaints):
                open_page(page, address + view.path)
                take_picture(page, file)
            yield file


def main(arguments: list[str] | None = None) -> int:
    """Start the app with a new database, take the pictures, and say where they are."""
    parser = argparse.ArgumentParser(prog="python -m tools.screenshots", description=__doc__)
    parser.add_argument("--readme", action="store_true", help="only the README's picture")
    parser.add_argument("--page", choices=PAGES, help="only this page")
    parser.add_argument("--figures", action="store_true", help="only the sheets of all figures")
    options = parser.parse_args(arguments)
    if options.readme:
        wanted = {README_PICTURE: View("overview", "sv", 1280)}
    else:
        views = (view for view in every_view() if options.page in (None, view.page))
        wanted = {FOLDER / view.file_name: view for view in views}
    with (
        tempfile.TemporaryDirectory() as made,
        running_app(Path(made) / "balint.duckdb", log_file=Path(made) / "app.log") as app,
        chromium() as browser,
    ):
        for folder in {file.parent for file in wanted}:
            folder.mkdir(parents=True, exist_ok=True)
        if not options.figures:
            for file in take(browser, app.address, wanted):
                print(file.relative_to(ROOT), flush=True)
        if not options.readme and not options.page:
            store = Store.open(":memory:")
            load_bundle(store)
            for file in contact_sheets(browser, store, FOLDER):
                print(file.relative_to(ROOT), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
