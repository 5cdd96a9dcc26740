"""Under which number does the log have what went wrong by our own mistake?"""

from __future__ import annotations

import logging
import secrets

log = logging.getLogger("balint.incident")


def record(error: BaseException) -> str:
    """Write a traceback to the log under a new incident number, which a person can report."""
    number = secrets.token_hex(4).upper()
    log.error("Incident %s", number, exc_info=error)
    return number
