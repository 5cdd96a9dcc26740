"""What does each column of a form mean, in words a reader of the data needs?"""

from __future__ import annotations

from balint.forms.model import Field, Form
from balint.forms.values import accepted_words, shown_number
from balint.words import Words, words_in


def codebook_headings(language: str) -> dict[str, str]:
    """Name the codebook's own columns in a language."""
    say = words_in(language)
    return {
        "field": say("Column"),
        "label": say("Label"),
        "help": say("Explanation"),
        "kind": say("Kind of answer"),
        "accepted": say("Accepted"),
        "codes": say("Codes"),
        "unit": say("Unit"),
        "low": say("Lowest"),
        "high": say("Highest"),
        "required": say("Required"),
        "private": say("Private"),
        "sensitive": say("Sensitive"),
        "category": say("Category"),
        "block": say("Question"),
    }


def kind_words(say: Words) -> dict[str, str]:
    """Say each kind of answer as a reader would."""
    return {
        "code": say("code"),
        "text": say("own words"),
        "choice": say("one choice"),
        "yes_no": say("yes or no"),
        "integer": say("whole number"),
        "decimal": say("number"),
        "date": say("date"),
        "vas": say("scale from 0 to 10"),
        "ranking": say("place in a ranking"),
        "multi": say("one of several choices"),
    }


def codebook(form: Form, language: str) -> list[dict[str, str]]:
    """Describe every column of a form: one row per column, keyed as in `codebook_headings`."""
    return [_describe(form, field, words_in(language)) for field in form.fields]


def _describe(form: Form, field: Field, say: Words) -> dict[str, str]:
    categories = {category.id: category.label for category in form.categories}
    category = categories.get(field.category or "")
    block = form.block(field.block) if field.block else None
    return {
        "field": field.id,
        "label": field.label.in_language(say.language),
        "help": field.help.in_language(say.language),
        "kind": kind_words(say)[field.kind],
        "accepted": accepted_words(field, say.language),
        "codes": _codes(field, say),
        "unit": field.unit.in_language(say.language) if field.unit else "",
        "low": "" if field.low is None else shown_number(field.low, say),
        "high": "" if field.high is None else shown_number(field.high, say),
        "required": _yes_or_no(field.required, say),
        "private": _yes_or_no(field.private, say),
        "sensitive": _yes_or_no(field.sensitive, say),
        "category": category.in_language(say.language) if category else "",
        "block": block.label.in_language(say.language) if block else "",
    }


def _codes(field: Field, say: Words) -> str:
    if field.kind == "yes_no":
        return f"yes = {say('Yes')}; no = {say('No')}"
    if field.kind == "multi":
        return f"1 = {say('Yes')}; 0 = {say('No')}"
    return "; ".join(f"{c.code} = {c.label.in_language(say.language)}" for c in field.choices)


def _yes_or_no(answer: bool, say: Words) -> str:
    return say("Yes") if answer else say("No")
