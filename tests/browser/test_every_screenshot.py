"""Can every page be pictured, in each language, width and theme?"""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tools.browser import WIDTHS
from tools.running_app import RunningApp
from tools.screenshots import every_view, take

PNG_SIZE = slice(16, 24)
"""Where a PNG says its width and height, four bytes each, the highest first."""


@pytest.mark.soak
def test_every_view_can_be_pictured_down_to_its_end(
    app_server: RunningApp, browser: Browser, tmp_path: Path
) -> None:
    pictures = {tmp_path / view.file_name: view for view in every_view()}
    taken = list(take(browser, app_server.address, pictures))
    assert taken == list(pictures)
    for file, view in pictures.items():
        size = file.read_bytes()[PNG_SIZE]
        assert int.from_bytes(size[:4], "big") == view.width
        assert int.from_bytes(size[4:], "big") >= WIDTHS[view.width]
