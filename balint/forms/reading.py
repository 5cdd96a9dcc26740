"""What does a questionnaire's TOML file say, and does it say all that a form needs?"""

from __future__ import annotations

import functools
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

from balint.errors import UnknownForm
from balint.forms.faults import Place, check_form
from balint.forms.lists import LISTS
from balint.forms.model import KINDS, Block, Category, Choice, Field, Form, Wording
from balint.forms.versions import check_mappings, read_mapping

FORMS = Path(__file__).resolve().parents[2] / "data" / "forms"

Table = dict[str, Any]

FORM_KEYS = {"id", "version", "code_field", "subject", "title", "description", "consent"}
FORM_LISTS = {"category", "field", "mapping"}
FORM_OPTIONS: dict[str, type | tuple[type, ...]] = {
    "kept_years": int,
    "twin_fields": list,
}
FIELD_KEYS = {"id", "kind", "label", "help"}
FIELD_OPTIONS: dict[str, type | tuple[type, ...]] = {
    "unit": dict,
    "required": bool,
    "low": (int, float),
    "high": (int, float),
    "private": bool,
    "sensitive": bool,
    "reversed": bool,
    "category": str,
    "synonyms": list,
    "choices": list,
    "choices_from": str,
    "options": list,
    "items": int,
    "example": str,
}
FLAGS = ("required", "private", "sensitive", "reversed")
NUMBERS = ("integer", "decimal", "date")
EXAMPLES = {"yes_no": "yes", "vas": "7.5"}


def form_ids() -> tuple[str, ...]:
    """List the forms that there are."""
    return tuple(sorted(path.stem for path in FORMS.glob("*.toml")))


@functools.cache
def load_form(form_id: str) -> Form:
    """Read a form that ships with the app, once. Raises: UnknownForm, FormFault."""
    if form_id not in form_ids():
        raise UnknownForm(form=form_id, known=", ".join(form_ids()))
    return read_form(FORMS / f"{form_id}.toml")


def read_form(path: Path) -> Form:
    """Read one form from its file and check that it hangs together. Raises: FormFault."""
    place = Place(path.name, "(form)")
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise place.fault(f"the file is not TOML in UTF-8 ({error})") from error
    place.keys(table, needed=FORM_KEYS | {"field"}, known=FORM_LISTS | set(FORM_OPTIONS))
    place.types(table, FORM_OPTIONS)
    if table["id"] != path.stem:
        raise place.fault(f"the id is “{table['id']}”, unlike the name of the file")
    categories = tuple(_category(part, path.name) for part in table.get("category", ()))
    fields: list[Field] = []
    blocks: list[Block] = []
    for part in table["field"]:
        columns, block = _columns(part, Place(path.name, str(part.get("id", "(no id)"))))
        fields += columns
        blocks += [block] if block else []
    form = Form(
        id=table["id"],
        version=table["version"],
        code_field=table["code_field"],
        subject=table["subject"],
        title=_wording(table, "title", place),
        description=_wording(table, "description", place),
        consent=_wording(table, "consent", place),
        fields=tuple(fields),
        blocks=tuple(blocks),
        categories=categories,
        kept_years=table.get("kept_years", 10),
        twin_fields=tuple(table.get("twin_fields", ())),
        mappings=tuple(read_mapping(part, path.name) for part in table.get("mapping", ())),
    )
    check_form(form, path.name)
    check_mappings(form, path.name)
    return form


def _columns(table: Table, place: Place) -> tuple[list[Field], Block | None]:
    """Read one field of the file: one column, or a block of them."""
    place.keys(table, needed=FIELD_KEYS, known=set(FIELD_OPTIONS))
    place.types(table, FIELD_OPTIONS)
    field = _field(table, place)
    if field.kind in ("ranking", "multi"):
        columns = _options(field, table, place)
    elif "items" in table:
        columns = _items(field, table["items"], place)
    else:
        return [field], None
    block_fields = [replace(column, block=field.id) for column in columns]
    block = Block(
        id=field.id,
        kind=field.kind,
        label=field.label,
        help=field.help,
        synonyms=field.synonyms,
        field_ids=tuple(column.id for column in columns),
    )
    return block_fields, block


def _field(table: Table, place: Place) -> Field:
    kind = table["kind"]
    if kind not in KINDS:
        raise place.fault(f"the kind “{kind}” is not one of {', '.join(KINDS)}")
    if kind in NUMBERS and not ("low" in table and "high" in table):
        raise place.fault("a number or date needs “low” and “high”")
    low, high = (0, 10) if kind == "vas" else (table.get("low"), table.get("high"))
    flags = {flag: table.get(flag, flag == "private" and kind == "text") for flag in FLAGS}
    choices = _choices(table, place)
    return Field(
        id=table["id"],
        kind=kind,
        label=_wording(table, "label", place),
        help=_wording(table, "help", place),
        unit=_wording(table, "unit", place) if "unit" in table else None,
        low=low,
        high=high,
        category=table.get("category"),
        synonyms=tuple(table.get("synonyms", ())),
        choices=choices,
        example=table.get("example", choices[0].code if choices else EXAMPLES.get(kind, "")),
        **flags,
    )


def _choices(table: Table, place: Place) -> tuple[Choice, ...]:
    """Read the choices of a field, its own or a shared list."""
    if table["kind"] != "choice":
        if "choices" in table or "choices_from" in table:
            raise place.fault("only a field of kind choice has choices")
        return ()
    if "choices_from" in table:
        if table["choices_from"] not in LISTS:
            raise place.fault(f"“choices_from” is not one of {', '.join(LISTS)}")
        return LISTS[table["choices_from"]]()
    if not table.get("choices"):
        raise place.fault("a choice needs “choices” or “choices_from”")
    return tuple(_choice(part, "code", place) for part in table["choices"])


def _choice(table: Table, key: str, place: Place) -> Choice:
    place.keys(table, needed={key, "sv", "en"}, known={"synonyms"})
    wording = Wording(table["sv"], table["en"])
    return Choice(table[key], wording, tuple(table.get("synonyms", ())))


def _options(field: Field, table: Table, place: Place) -> list[Field]:
    """Spread a ranking or a list of several choices into one column per option."""
    if not table.get("options"):
        raise place.fault(f"a {field.kind} needs “options”")
    options = [_choice(part, "id", place) for part in table["options"]]
    ranks = field.kind == "ranking"
    return [
        replace(
            field,
            id=f"{field.id}_{option.code}",
            label=option.label,
            low=1 if ranks else None,
            high=len(options) if ranks else None,
            synonyms=option.synonyms,
            example=str(number) if ranks else str(int(number <= 2)),
        )
        for number, option in enumerate(options, start=1)
    ]


def _items(field: Field, count: int, place: Place) -> list[Field]:
    """Spread a scale into its numbered items."""
    if field.kind != "vas" or count < 1:
        raise place.fault(
            "“items” counts the items of a scale, so it needs kind vas and at least 1"
        )
    return [
        replace(
            field,
            id=f"{field.id}_{number}",
            label=Wording(f"{field.label.sv} {number}", f"{field.label.en} {number}"),
            synonyms=tuple(f"{synonym} {number}" for synonym in field.synonyms),
        )
        for number in range(1, count + 1)
    ]


def _category(table: Table, file: str) -> Category:
    place = Place(file, f"category {table.get('id', '(no id)')}")
    place.keys(table, needed={"id", "label"}, known=set())
    return Category(table["id"], _wording(table, "label", place))


def _wording(table: Table, key: str, place: Place) -> Wording:
    texts = table[key] if isinstance(table[key], dict) else {}
    for language in ("sv", "en"):
        if not str(texts.get(language, "")).strip():
            raise place.fault(f"“{key}” has no text in {language}")
    return Wording(texts["sv"], texts["en"])
