"""What can a leader fill in, where there is no file yet?"""

from __future__ import annotations

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
from balint.spreadsheets import as_excel_csv
from balint.ui.cards import by_two
from balint.ui.consent import consent_list
from balint.ui.upload.sending import own_form
from balint.ui.view import View
from balint.words import Words

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def templates(view: View) -> None:
    """Offer each form as an empty file, with its codebook."""
    say = view.say
    st.header(say("Templates and codebooks"), anchor="templates")
    forms = [own_form(view)] if view.person.only_round else [*map(load_form, form_ids())]
    for two in by_two(forms):
        for column, form in zip(st.columns(2), two, strict=False):
            with column.container(border=True, height="stretch"):
                _template(say, form)


def _template(say: Words, form: Form) -> None:
    st.subheader(form.title.in_language(say.language), anchor=False)
    st.caption(form.description.in_language(say.language))
    with st.expander(say("What those who answer must know"), icon=":material/how_to_reg:"):
        consent_list(say, form)
    files = (
        (say("Excel template"), lambda: template_xlsx(form, say.language), "xlsx", XLSX),
        (say("CSV template"), lambda: template_csv(form, say.language), "csv", "text/csv"),
        (say("Codebook"), lambda: codebook_csv(form, say), "codebook.csv", "text/csv"),
    )
    with st.container(horizontal=True, gap="xsmall"):
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
    """Write a form's codebook as Excel on a Swedish computer opens it; consent stands below it."""
    headings = codebook_headings(say.language)
    lines = [[line[key] for key in headings] for line in codebook(form, say.language)]
    heading, consent = say("What those who answer must know"), form.consent_points(say.language)
    return as_excel_csv([headings.values(), *lines, [], [heading], *consent])
