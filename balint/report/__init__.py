"""Which pages does a person take along on paper?"""

from balint.report.own_return import OwnReturn, Question, own_return
from balint.report.pages import own_return_pdf

__all__ = ["OwnReturn", "Question", "own_return", "own_return_pdf"]
