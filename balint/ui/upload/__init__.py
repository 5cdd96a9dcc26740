"""How does a leader's file become answers in a round? One module per step of the page."""

from balint.ui.upload.needs import needs
from balint.ui.upload.reading import read
from balint.ui.upload.receipt import receipt
from balint.ui.upload.sending import choose_file
from balint.ui.upload.still_runs import still_runs
from balint.ui.upload.storing import store_file
from balint.ui.upload.templates import templates
from balint.ui.upload.understood import understood

__all__ = [
    "choose_file",
    "needs",
    "read",
    "receipt",
    "still_runs",
    "store_file",
    "templates",
    "understood",
]
