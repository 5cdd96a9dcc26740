"""Which pages does a person take along on paper?"""

from balint.report.board import board_report
from balint.report.choice import Choice, chosen_figures
from balint.report.own_return import OwnReturn, Question, own_return
from balint.report.pages import own_return_pdf

__all__ = [
    "Choice",
    "OwnReturn",
    "Question",
    "board_report",
    "chosen_figures",
    "own_return",
    "own_return_pdf",
]
