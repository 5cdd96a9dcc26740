"""Is a file one for the form that it was sent as?"""

from __future__ import annotations

from balint.errors import Unreadable
from balint.forms import Form, form_ids, load_form
from balint.intake.decode import decode
from balint.intake.headings import Headings
from balint.intake.match import Matching
from balint.intake.problems import Findings

FEW_COLUMNS = "few_columns"
CLEARLY = 2
"""How many times as many columns another form must know."""


def is_doubtful(matching: Matching) -> bool:
    """Say whether the form knows fewer than half of the columns that people filled in.

    Those that a survey system adds of its own and those left out by hand do not count.
    """
    return not matching.n_matched or 2 * matching.n_matched < matching.n_asked


def better_form(name: str, data: bytes, form: Form, known: int) -> Form | None:
    """Find the form that knows clearly more columns of a file than the `known` of its own.

    Returns: None where no form does.
    """
    others = [load_form(form_id) for form_id in form_ids() if form_id != form.id]
    found = {each.id: n_known(name, data, each) for each in others}
    best = max(others, key=lambda each: found[each.id], default=form)
    return best if found.get(best.id, 0) >= max(CLEARLY * known, CLEARLY) else None


def n_known(name: str, data: bytes, form: Form) -> int:
    """Count the columns of a file that a form knows; none where it cannot be read as one."""
    try:
        table = decode(name, data, form)
    except Unreadable:
        return 0
    headings = Headings(form)
    return len({headings.target(header) for header in table.headers if header} - {None})


def ask_form(form: Form, matching: Matching, better: Form | None, findings: Findings) -> None:
    """Refuse a file of which the form knows no column; ask of one of which it knows few."""
    say = findings.say
    title = form.title.in_language(say.language)
    hint, accepted = [], []
    if better:
        other = better.title.in_language(say.language)
        hint, accepted = [say("The form “{form}” knows more of them.", form=other)], [better.id]
    if not matching.n_matched:
        text = say(
            "No column of the file is one that the form “{form}” asks for. "
            "Choose another form, or say which column holds what.",
            form=title,
        )
        findings.error("no_known_column", " ".join((text, *hint)), accepted=accepted)
        return
    text = say(
        "The form “{form}” knows only {matched} of the {n} columns.",
        form=title,
        matched=matching.n_matched,
        n=matching.n_asked,
    )
    asked = say("Should the file be read as “{form}” all the same?", form=title)
    answers = {"yes": say("Yes, leave the other columns out"), "no": say("No")}
    answer = findings.ask(FEW_COLUMNS, " ".join((text, *hint, asked)), answers)
    if answer == "no":
        text = say("Choose the form that the file answers, or another file.")
        findings.error("other_form", text, accepted=accepted)
    elif answer is None:
        findings.question(FEW_COLUMNS)
