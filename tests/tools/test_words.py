"""Does the check of the catalogue notice each way in which it can be incomplete?"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from tools import words
from tools.words import Use

GREETING = Use("{n} groups met", "pages/a.py", 3)
PLURAL = Use(("{n} group", "{n} groups"), "pages/a.py", 4)


def catalogue(text: str) -> Catalog:
    """Read a catalogue from its text."""
    return read_po(BytesIO(text.encode("utf-8")), locale="sv", abort_invalid=True)


def test_catalogue_of_the_app_is_complete() -> None:
    assert words.problems(words.used_texts(), words.read_catalogue()) == []


def test_texts_are_found_where_they_are_written(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "balint").mkdir()
    (tmp_path / "app.py").write_text('say("One")\nlog("Not said")\n', "utf-8")
    (tmp_path / "pages" / "a.py").write_text(
        'ask.say.plural("{n} group", "{n} groups", n)\nsay("Two " "halves", n=1)\n', "utf-8"
    )
    (tmp_path / "balint" / "errors.py").write_text(
        'class A(E):\n    message = (\n        "Three "\n        "halves"\n    )\n', "utf-8"
    )
    (tmp_path / "balint" / "b.py").write_text('Definition(id="b", question="Why?")\n', "utf-8")
    (tmp_path / "balint" / "c.py").write_text('words_in(language)("Said at once")\n', "utf-8")
    (tmp_path / "balint" / "d.py").write_text("""f"<p>{say('Said within')}</p>"\n""", "utf-8")
    assert {use.text for use in words.used_texts(tmp_path)} == {
        "Said at once",
        "Said within",
        "One",
        ("{n} group", "{n} groups"),
        "Two halves",
        "Three halves",
        "Why?",
    }


def test_whole_catalogue_has_no_problem() -> None:
    whole = catalogue(
        'msgid "{n} groups met"\nmsgstr "{n} grupper träffades"\n\n'
        'msgid "{n} group"\nmsgid_plural "{n} groups"\n'
        'msgstr[0] "{n} grupp"\nmsgstr[1] "{n} grupper"\n'
    )
    assert words.problems([GREETING, PLURAL], whole) == []


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "pages/a.py:3: no Swedish for '{n} groups met'"),
        ('msgid "{n} groups met"\nmsgstr ""\n', "no Swedish yet"),
        ('#, fuzzy\nmsgid "{n} groups met"\nmsgstr "{n} möttes"\n', "marked fuzzy"),
        ('msgid "{n} groups met"\nmsgstr "möttes"\n', "fields differ, English {n}, Swedish none"),
        ('msgid "{n} groups met"\nmsgstr "{n möttes"\n', "its braces do not match"),
        ('msgid "Old"\nmsgstr "Gammal"\n', "no source says it any more: 'Old'"),
        ('#~ msgid "Old"\n#~ msgstr "Gammal"\n', "obsolete (#~), delete it: 'Old'"),
    ],
)
def test_incomplete_catalogue_is_noticed(text: str, problem: str) -> None:
    found = words.problems([GREETING], catalogue(text))
    assert any(problem in one for one in found), found


def test_text_without_its_plural_is_noticed() -> None:
    singular = catalogue('msgid "{n} group"\nmsgstr "{n} grupp"\n')
    assert any("no Swedish for" in one for one in words.problems([PLURAL], singular))


def test_missing_entries_can_be_pasted_into_the_catalogue() -> None:
    entries = catalogue(words.missing_entries([GREETING, PLURAL], catalogue("")))
    assert [entry.id for entry in entries if entry.id] == [GREETING.text, PLURAL.text]
