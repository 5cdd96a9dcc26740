"""What many tests need: the real app as a process, and a real browser to look at it."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from streamlit.components.v2 import manifest_scanner

from tools.browser import Colours, Complaints, chromium, new_tab, new_visitor
from tools.running_app import RunningApp, running_app

RUNNING: list[RunningApp] = []
WAITED_IN_VAIN = ["[Tt]imeout", "PageNotDrawn"]
"""What a browser's failure says, Playwright's or ours, when something did not come in time."""
PUBLIC_URL = "https://siffror.balint.example"
"""Under which address others would reach the app that all tests share."""

StartServer = Callable[..., RunningApp]
FirstTab = Callable[..., tuple[Page, Complaints]]


@pytest.fixture(scope="session", autouse=True)
def packages_are_read_once() -> Iterator[None]:
    """Let Streamlit ask once which packages bring components, as a server does when it starts.

    Its test harness asks anew for each app; reading a hundred packages is half of a short test.
    """
    with pytest.MonkeyPatch.context() as patch:
        found = cache(manifest_scanner.scan_component_manifests)
        patch.setattr(manifest_scanner, "scan_component_manifests", found)
        yield


@pytest.fixture(scope="session")
def app_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningApp]:
    """Start the app once for all tests that change nothing, with a new database of its own."""
    folder = tmp_path_factory.mktemp("app")
    log_file = folder / "app.log"
    database = folder / "balint.duckdb"
    with running_app(database, log_file=log_file, BALINT_PUBLIC_URL=PUBLIC_URL) as app:
        RUNNING.append(app)
        yield app
        RUNNING.remove(app)


@pytest.fixture
def start_server(tmp_path: Path) -> Iterator[StartServer]:
    """Give a function that starts an app for this test alone; each ends with the test."""
    started: list[RunningApp] = []
    with ExitStack() as stack:

        def start(database: Path, **environment: str) -> RunningApp:
            log_file = tmp_path / f"app-{len(started)}.log"
            app = stack.enter_context(running_app(database, log_file=log_file, **environment))
            started.append(app)
            RUNNING.append(app)
            return app

        yield start
        for app in started:
            RUNNING.remove(app)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start one Chromium for all tests; each visitor has cookies and storage of its own."""
    with chromium() as started:
        yield started


@pytest.fixture
def first_tab(browser: Browser) -> Iterator[FirstTab]:
    """Give a function that opens an empty page of a new visitor, and collects complaints."""
    with ExitStack() as stack:

        def open_tab(width: int = 1280, colours: Colours = "light") -> tuple[Page, Complaints]:
            visitor = stack.enter_context(new_visitor(browser, width, colours))
            return stack.enter_context(new_tab(visitor))

        yield open_tab


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test that asks for the browser, so that `-m "not browser"` leaves it out.

    Such a test may try once more when it waited in vain. Streamlit loses a click or a file that
    comes while a busy machine's browser makes its connection anew, and a person would press
    again; the summary names each test that did.
    """
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.flaky(reruns=1, only_rerun=WAITED_IN_VAIN))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Show the log of the app beside a failure of a test that used it, and what a page showed."""
    report = yield
    if report.failed and report.when == "call":
        report.sections += map(_shown, _open_pages(item))
    if report.failed and {"app_server", "start_server"} & set(getattr(item, "fixturenames", ())):
        for app in RUNNING:
            report.sections.append((f"log of the app at {app.address}", app.log()))
    return report


def _open_pages(item: pytest.Item) -> list[Page]:
    """Find what a test's browser has open, where it has one."""
    browser = getattr(item, "funcargs", {}).get("browser")
    return [page for visitor in browser.contexts for page in visitor.pages] if browser else []


def _shown(page: Page) -> tuple[str, str]:
    """Give a page's address, and its text as a reader sees it: begin and end, where dialogs are."""
    text = page.locator("body").inner_text()
    return f"page at {page.url}", text if len(text) < 3000 else f"{text[:2000]} […] {text[-1000:]}"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Show the tables that tests have made of what they found."""
    for outcome in ("passed", "failed"):
        for report in terminalreporter.getreports(outcome):
            for name, text in report.user_properties:
                if name == "table":
                    terminalreporter.section(report.nodeid)
                    terminalreporter.write_line(str(text))
