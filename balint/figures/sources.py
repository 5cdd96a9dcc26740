"""How does a figure cite what it was drawn from?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from balint.figures.model import Ask
from balint.words import Words

THESIS = "kjeldmand2006"


def round_source(ask: Ask) -> str:
    """Cite the rounds a figure was drawn from."""
    titles = ask.say.join(found.title(ask.say.language) for found in ask.rounds)
    return ask.say("Answers sent to the round: {titles}", titles=titles)


def cite(say: Words, row: Mapping[str, Any]) -> str:
    """Cite the source of a printed row, with its page where it has one."""
    citation = say.pick(row["citation_sv"], row["citation_en"]).removesuffix(".")
    return f"{citation}, {on_pages(say, row['page'])}" if row["page"] else citation


def on_pages(say: Words, page: str) -> str:
    """Say on which page or pages something is printed, as "22", "22, 24" or "22-23"."""
    n = 1 if page.isdigit() else 2
    return say.plural("p. {pages}", "pp. {pages}", n, pages=page.replace("-", "–"))


def in_brackets(say: Words, page: str | None) -> str:
    """Say after a sentence where it is printed, if that is known."""
    return f" ({on_pages(say, page)})" if page else ""


def cite_briefly(say: Words, row: Mapping[str, Any]) -> str:
    """Cite a printed row's source beside it, where the thesis goes by its author and year."""
    return thesis_pages(say, row["page"]) if row["source"] == THESIS else cite(say, row)


def cite_all(say: Words, rows: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    """Cite each source of some printed rows once, with all their pages."""
    pages: dict[tuple[str, str], dict[str, None]] = {}
    for row in rows:
        named = pages.setdefault((row["citation_sv"], row["citation_en"]), {})
        if row["page"]:
            named |= dict.fromkeys(row["page"].split(", "))
    return tuple(
        cite(
            say,
            {
                "citation_sv": swedish,
                "citation_en": english,
                "page": ", ".join(sorted(named, key=_page_number)),
            },
        )
        for (swedish, english), named in pages.items()
    )


def _page_number(page: str) -> int:
    return int("".join(filter(str.isdigit, page.partition("-")[0])) or 0)


def thesis_table(say: Words, page: str, table: int) -> str:
    """Cite a table of the thesis."""
    return say("Kjeldmand 2006, p. {page}, Table {table}", page=page, table=table)


def thesis_pages(say: Words, page: str) -> str:
    """Cite running text of the thesis."""
    return f"Kjeldmand 2006, {on_pages(say, page)}"


def computed_here(ask: Ask, subtitle: str) -> str:
    """Say after the subtitle of a printed round that its source does not print what is shown."""
    if ask.round.provenance == "published":
        return ask.say("{subtitle}; computed here from the printed table", subtitle=subtitle)
    return subtitle


def origin(ask: Ask, page: str, table: int) -> str:
    """Cite the table of the thesis that a printed round rests on, else the round itself."""
    if ask.round.provenance == "published":
        return thesis_table(ask.say, page, table)
    return round_source(ask)
