"""Does each part of the house know only what lies below it?"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MODULES = sorted((ROOT / "balint").rglob("*.py"))
PAGES = sorted((ROOT / "pages").glob("*.py"))

# What a part must not import, by the folder or file that it is.
FORBIDDEN = {
    "statistics": ("duckdb", "streamlit", "pandas", "altair", "balint.figures", "balint.store"),
    "forms": ("streamlit", "balint.store", "balint.intake", "balint.figures"),
    "intake": ("streamlit", "altair", "balint.figures", "balint.ui"),
    "figures": ("streamlit", "balint.ui", "balint.intake", "balint.commands"),
    "store.py": ("streamlit", "balint.intake", "balint.figures", "balint.ui"),
    "backups.py": ("streamlit", "balint.intake", "balint.figures", "balint.ui"),
    "copying.py": ("duckdb", "streamlit", "balint.store"),
    "schema.py": ("streamlit", "balint.store", "balint.intake", "balint.figures", "balint.ui"),
    "snapshots.py": ("duckdb", "streamlit", "balint.store"),
    "rounds.py": ("streamlit", "balint.intake", "balint.figures", "balint.ui"),
}


def imported(path: Path) -> set[str]:
    """Name every module that a file imports, wherever in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def imports(path: Path, module: str) -> bool:
    """Say whether a file imports a module or a part of it."""
    return any(name == module or name.startswith(f"{module}.") for name in imported(path))


def test_only_ui_imports_streamlit() -> None:
    outside = [path for path in MODULES if "ui" not in path.relative_to(ROOT / "balint").parts]
    assert [path.name for path in outside if imports(path, "streamlit")] == []


def test_only_store_opens_duckdb() -> None:
    opening = [path.name for path in MODULES if "duckdb.connect(" in path.read_text("utf-8")]
    assert opening == ["store.py"]


@pytest.mark.parametrize("part", FORBIDDEN)
def test_part_imports_nothing_above_it(part: str) -> None:
    place = ROOT / "balint" / part
    files = [place] if place.is_file() else sorted(place.rglob("*.py"))
    assert files
    found = [
        (path.name, module) for path in files for module in FORBIDDEN[part] if imports(path, module)
    ]
    assert found == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_page_has_no_query_and_stays_short(page: Path) -> None:
    assert not imports(page, "duckdb")
    assert not imports(page, "balint.queries")
    assert len(page.read_text("utf-8").splitlines()) <= 80
