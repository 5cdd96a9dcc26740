"""Is GLOSSARY.md what data/reference/glossary.csv says? `--write` makes it so."""

from __future__ import annotations

import csv
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "data" / "reference" / "glossary.csv"
TARGET = ROOT / "GLOSSARY.md"
HEAD = """# Glossary

Each word once, as code, pages and texts use it. Made from data/reference/glossary.csv, which the
page About shows too, by `python -m tools.glossary --write`.

| English | Swedish | Meaning |
|---|---|---|
"""


def glossary_text() -> str:
    """Write the glossary from its source, by the English word."""
    with SOURCE.open(encoding="utf-8", newline="") as file:
        words = sorted(csv.DictReader(file), key=lambda word: word["en"].casefold())
    return HEAD + "".join(f"| {w['en']} | {w['sv']} | {w['meaning_en']} |\n" for w in words)


def main() -> int:
    """Compare, or write; gives the exit code."""
    if "--write" in sys.argv[1:]:
        TARGET.write_text(glossary_text(), encoding="utf-8")
        return 0
    if TARGET.exists() and TARGET.read_text("utf-8") == glossary_text():
        return 0
    print("GLOSSARY.md is not what data/reference/glossary.csv says: run tools.glossary --write")
    return 1


if __name__ == "__main__":
    sys.exit(main())
