"""How does a leader's return lie on its page?"""

from __future__ import annotations

from dataclasses import asdict

from balint.disclosure import LEADER
from balint.figures.look import LIGHT
from balint.report.own_return import ARM, OwnReturn
from balint.report.typesetting import typeset
from balint.words import Words

LONG, SHORT = 30, 18
"""Questions on a page; more of them lie closer."""


def own_return_pdf(found: OwnReturn, say: Words) -> bytes:
    """Set a leader's return on one page of A4, tagged for screen readers (PDF/UA-1).

    The same answers give the same bytes.
    """
    return typeset(
        "own_return.typ",
        {
            "language": say.language,
            "title": say("Your answers beside the others’"),
            "subtitle": say(
                "{round}. {own} in your file, {others} from others.",
                round=found.round.title(say.language),
                own=say.plural("1 answer", "{n} answers", found.n_own),
                others=say.plural("1 answer", "{n} answers", found.n_others),
            ),
            "headings": [say("Question"), say("Yours"), say("The others"), say("On the scale")],
            "questions": [asdict(question) for question in found.questions],
            "notes": _notes(found, say),
            "footer": say(
                "Balint in figures: {form}", form=found.form.title.in_language(say.language)
            ),
            "colours": [LIGHT.ink, LIGHT.muted, LIGHT.line, LIGHT.balint, LIGHT.reference],
            "inset": 5
            if len(found.questions) <= SHORT
            else 2.6
            if len(found.questions) > LONG
            else 4,
        },
    )


def _notes(found: OwnReturn, say: Words) -> list[str]:
    notes = [
        say("Of several answers the mean or the share is shown; of a list, the commonest answer."),
        say(
            "The others count in batches of {n}, in the order in which they came, and no number "
            "has fewer than {n} people behind it, so that nobody’s answer can be worked out.",
            n=LEADER.people,
        ),
    ]
    if any(field.id == ARM for field in found.form.fields):
        notes.insert(
            0, say("Members of Balint groups are laid beside members, others beside others.")
        )
    if any(question.low is not None for question in found.questions):
        notes.insert(0, say("On the scale: the filled dot is yours, the ring is the others’ mean."))
    if found.n_others == 0:
        notes.insert(0, say("Too few others have answered so far. Fetch the page again later."))
    return notes
