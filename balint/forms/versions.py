"""Which questions did an older version of a form ask alike, so that its answers can be compared?

Only what the form's file records counts: a question that keeps its id may have got other words.
Each `[[mapping]]` leads from one version to the next, and names what is the same as `old = new`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from balint.forms.faults import Place
from balint.forms.model import Form, Mapped

MAPPING_KEYS = {"from", "to", "fields"}


def read_mapping(table: dict[str, Any], file: str) -> Mapped:
    """Read one mapping of a form's file. Raises: FormFault."""
    place = Place(file, f"mapping from {table.get('from', '(no version)')}")
    place.keys(table, needed=MAPPING_KEYS, known=set())
    place.types(table, {"from": int, "to": int, "fields": dict})
    if table["to"] != table["from"] + 1:
        raise place.fault("a mapping leads from one version to the next")
    if len(set(table["fields"].values())) < len(table["fields"]):
        raise place.fault("two older fields stand for one newer field")
    return Mapped(version=table["from"], fields=table["fields"])


def check_mappings(form: Form, file: str) -> None:
    """Refuse mappings that the form's fields do not bear out. Raises: FormFault."""
    for mapped in form.mappings:
        place = Place(file, f"mapping from {mapped.version}")
        if not 1 <= mapped.version < form.version:
            raise place.fault(f"the form is at version {form.version}")
        if mapped.version == form.version - 1:
            for field_id in set(mapped.fields.values()) - set(form.field_ids):
                raise place.fault(f"the form has no field “{field_id}”")
    if len({mapped.version for mapped in form.mappings}) < len(form.mappings):
        raise Place(file, "mapping").fault("one version has two mappings")


def former_ids(form: Form, version: int) -> Mapping[str, str]:
    """Give each field that a version asked alike, as it is called now, the id that it had then."""
    if version == form.version:
        return {field_id: field_id for field_id in form.field_ids}
    steps = {mapped.version: mapped.fields for mapped in form.mappings}
    if version not in steps:
        return {}
    later = former_ids(form, version + 1)
    newer = {then: now for now, then in later.items()}
    return {newer[after]: before for before, after in steps[version].items() if after in newer}


def asked_alike(form: Form, versions: Iterable[int]) -> frozenset[str]:
    """Give the fields, as they are called now, that all of some versions asked alike.

    One version is like itself, whatever is recorded.
    """
    asked = set(versions)
    if len(asked) < 2:
        return frozenset(form.field_ids)
    return frozenset.intersection(*(frozenset(former_ids(form, version)) for version in asked))


def as_asked(form: Form, version: int) -> Form:
    """Give the form by which answers to a version of it are counted.

    What the version did not ask alike, it is not known to have asked in reverse.
    """
    if version == form.version:
        return form
    alike = former_ids(form, version)
    fields = (
        field if field.id in alike else replace(field, reversed=False) for field in form.fields
    )
    return replace(form, fields=tuple(fields))


def names_by_version(form: Form) -> dict[str, dict[int, str]]:
    """Give each field that once had another id those ids, by the version that had them."""
    found: dict[str, dict[int, str]] = {}
    for version in range(1, form.version):
        for now, then in former_ids(form, version).items():
            if then != now:
                found.setdefault(now, {})[version] = then
    return found
