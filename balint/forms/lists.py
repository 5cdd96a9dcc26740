"""Which regions and countries can be chosen, and by which names?"""

from __future__ import annotations

import csv
import functools
from pathlib import Path

from babel import Locale

from balint.forms.model import Choice, Wording

REFERENCE = Path(__file__).resolve().parents[2] / "data" / "reference"

# Two-letter codes in CLDR that name no country of their own in ISO 3166-1. Kosovo's XK is
# not in ISO either, but is what everyone writes, so it stays.
NOT_COUNTRIES = frozenset(
    ["AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"]
)

COUNTRY_SYNONYMS = {
    "BA": ("Bosnia", "Bosnien"),
    "BY": ("Vitryssland",),
    "CN": ("People's Republic of China", "Folkrepubliken Kina"),
    "CZ": ("Czech Republic", "Tjeckiska republiken"),
    "DE": ("Federal Republic of Germany",),
    "GB": (
        "UK",
        "U.K.",
        "Great Britain",
        "Britain",
        "England",
        "Scotland",
        "Wales",
        "Northern Ireland",
        "Skottland",
        "Nordirland",
        "Förenade kungariket",
    ),
    "HK": ("Hong Kong", "Hongkong"),
    "IE": ("Republic of Ireland", "Eire"),
    "KR": ("Korea", "Republic of Korea", "Republiken Korea"),
    "MK": ("Macedonia", "Makedonien"),
    "NL": ("Holland", "The Netherlands", "Nederländerna"),
    "RU": ("Russian Federation", "Ryska federationen"),
    "TR": ("Turkey",),
    "US": (
        "USA",
        "U.S.A.",
        "U.S.",
        "United States of America",
        "America",
        "Amerika",
        "Förenta staterna",
    ),
}


@functools.cache
def regions() -> tuple[Choice, ...]:
    """List the 21 regions by their two-digit county code.

    A code without its leading zero is understood: a spreadsheet takes it away.
    """
    synonyms: dict[str, list[str]] = {}
    for row in _rows(REFERENCE / "region_synonyms.csv"):
        synonyms.setdefault(row["region_code"], []).append(row["synonym"])
    return tuple(
        Choice(
            code=row["region_code"],
            label=Wording(row["region"], row["region"]),
            synonyms=_distinct(
                row["county"],
                row["name_2003"],
                row["region_code"].lstrip("0"),
                *synonyms.get(row["region_code"], ()),
            ),
        )
        for row in _rows(REFERENCE / "regions.csv")
    )


@functools.cache
def countries() -> tuple[Choice, ...]:
    """List the countries by their ISO 3166 code, with their names in CLDR."""
    swedish, english = _territories("sv"), _territories("en")
    codes = sorted(code for code in english if _is_country(code))
    return tuple(
        Choice(
            code=code,
            label=Wording(swedish[code], english[code]),
            synonyms=COUNTRY_SYNONYMS.get(code, ()),
        )
        for code in codes
    )


LISTS = {"regions": regions, "countries": countries}


def _territories(language: str) -> dict[str, str]:
    return {str(code): str(name) for code, name in Locale(language).territories.items()}


def _is_country(code: str) -> bool:
    return len(code) == 2 and code.isalpha() and code not in NOT_COUNTRIES


def _distinct(*words: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for word in words if word))


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
