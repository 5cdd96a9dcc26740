"""What does a browser fetch at once that Streamlit would ask for only with the first chart?"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from pathlib import Path

STATIC = Path(str(files("streamlit"))) / "static" / "static"
CHUNKS = ("Html", "ButtonGroup", "PageLink", "ArrowVegaLiteChart")
"""What pages show first, each a file of Streamlit's front end with files that it imports."""
FONTS = ("MaterialSymbols-Rounded", "SourceSerifVariable-Roman")

IMPORTED = re.compile(r'(?:import|from)"\./([\w.-]+\.js)"')


@cache
def preload_tags() -> str:
    """Write the tags that let a browser fetch code and fonts while the page still connects.

    Streamlit names none of them in its page, so they would come one after the other, each when an
    element needs it. What a version of Streamlit no longer has is left out.
    """
    page = (STATIC.parent / "index.html").read_text("utf-8")
    code = "".join(
        f'<link rel="modulepreload" crossorigin href="./static/js/{name}">'
        for name in _with_imports(CHUNKS)
        if name not in page
    )
    fonts = "".join(
        '<link rel="preload" as="font" type="font/woff2" crossorigin'
        f' href="./static/media/{path.name}">'
        for name in FONTS
        for path in STATIC.glob(f"media/{name}.*.woff2")
    )
    return code + fonts


def _with_imports(chunks: tuple[str, ...]) -> list[str]:
    """List the files of some chunks, and all that these import in turn."""
    waiting = [path.name for chunk in chunks for path in STATIC.glob(f"js/{chunk}.*.js")]
    found: dict[str, None] = {}
    while waiting:
        name = waiting.pop(0)
        if name not in found:
            found[name] = None
            waiting += IMPORTED.findall((STATIC / "js" / name).read_text("utf-8"))
    return list(found)
