"""What can a leader fill in, where there is no file yet?"""

from __future__ import annotations

import csv
import io

import streamlit as st

from balint.forms import (
    Form,
    codebook,
    codebook_headings,
    form_ids,
    load_form,
    template_csv,
    template_xlsx,
)
from balint.ui.view import View
from balint.words import Words

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def templates(view: View) -> None:
    """Offer each form as an empty file, with its codebook."""
    say = view.say
    st.header(say("Templates and codebooks"), anchor="templates")
    left, right = st.columns(2)
    for place, form in enumerate(map(load_form, form_ids())):
        with (left, right)[place % 2].container(border=True):
            _template(say, form)


def _template(say: Words, form: Form) -> None:
    st.subheader(form.title.in_language(say.language), anchor=False)
    st.caption(form.description.in_language(say.language))
    files = (
        (say("Excel template"), lambda: template_xlsx(form, say.language), "xlsx", XLSX),
        (say("CSV template"), lambda: template_csv(form, say.language), "csv", "text/csv"),
        (say("Codebook"), lambda: codebook_csv(form, say), "codebook.csv", "text/csv"),
    )
    with st.container(horizontal=True):
        for name, write, ending, mime in files:
            st.download_button(
                name,
                write,
                file_name=f"{form.id}-{say.language}.{ending}",
                mime=mime,
                key=f"template-{form.id}-{ending}",
                on_click="ignore",
                icon=":material/download:",
            )


def codebook_csv(form: Form, say: Words) -> bytes:
    """Write a form's codebook as Excel on a Swedish computer opens it."""
    headings = codebook_headings(say.language)
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(headings), delimiter=";")
    writer.writerow(headings)
    writer.writerows(codebook(form, say.language))
    return out.getvalue().encode("utf-8-sig")
