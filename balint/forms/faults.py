"""What makes a form's file unusable?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from balint.errors import FormFault, NotAccepted
from balint.forms.model import Field, Form, plain
from balint.forms.values import parse_canonical

Table = dict[str, Any]

SQL_NAME = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True)
class Place:
    """Where in which file something was read, to name it in a fault."""

    file: str
    field: str

    def fault(self, reason: str) -> FormFault:
        """Make the error that names this place."""
        return FormFault(file=self.file, field=self.field, reason=reason)

    def types(self, table: Table, types: Mapping[str, type | tuple[type, ...]]) -> None:
        """Refuse a value of a type that its key does not take."""
        for key, wanted in types.items():
            if key in table and not isinstance(table[key], wanted):
                raise self.fault(f"“{key}” cannot be {table[key]!r}")

    def keys(self, table: Table, *, needed: set[str], known: set[str]) -> None:
        """Refuse a table that lacks a key, or has one that nothing would read."""
        for key in sorted(needed - table.keys()):
            raise self.fault(f"“{key}” is missing")
        for key in sorted(table.keys() - needed - known):
            raise self.fault(
                f"“{key}” is not among the known keys: {', '.join(sorted(needed | known))}"
            )


def check_form(form: Form, file: str) -> None:
    """Refuse a form whose parts contradict each other. Raises: FormFault."""
    for field_id in (form.id, *form.field_ids):
        if not SQL_NAME.fullmatch(field_id):
            raise Place(file, field_id).fault("an id has only lower-case letters, digits and _")
    for field_id in _repeated(form.field_ids):
        raise Place(file, field_id).fault("the id is used twice")
    if form.code_field not in form.field_ids:
        raise Place(file, form.code_field).fault("the form's “code_field” is not among its fields")
    for field_id in form.twin_fields:
        if field_id not in form.field_ids or field_id == form.code_field:
            raise Place(file, str(field_id)).fault("“twin_fields” has fields other than the code")
    for field in form.fields:
        _check_field(form, field, Place(file, field.id))
    headers = (plain(w) for f in form.fields for w in {plain(word) for word in f.header_words})
    for header in _repeated(headers):
        raise Place(file, form.headers[header]).fault(f"another field too is called “{header}”")


def _check_field(form: Form, field: Field, place: Place) -> None:
    if field.category and field.category not in {category.id for category in form.categories}:
        raise place.fault(f"the category “{field.category}” is not in the file")
    if field.reversed and not (field.kind == "vas" and field.category):
        raise place.fault("only a scale that counts in a category can be “reversed”")
    words = (w for choice in field.choices for w in {plain(word) for word in choice.words})
    for word in _repeated(words):
        raise place.fault(f"“{word}” stands for two choices")
    try:
        parse_canonical(field, field.example)
    except NotAccepted as error:
        raise place.fault(f"its example does not fit ({error})") from error


def _repeated(words: Iterable[str]) -> list[str]:
    return [word for word, count in Counter(words).items() if count > 1]
