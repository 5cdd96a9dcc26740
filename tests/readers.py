"""Who opens a page in a test without a browser?"""

from __future__ import annotations

import re

from streamlit.testing.v1 import AppTest

BOARD = "ordf@balint.example"
LEADER = "ledare@balint.example"
OTHER_LEADER = "annan@balint.example"
NO_ROLE = "nagon@balint.example"
ROLES = {"board": [BOARD], "leader": [LEADER, OTHER_LEADER]}


def sign_in(test: AppTest, email: str) -> AppTest:
    """Let a page be opened by somebody who signed in, before its first run."""
    test.secrets["roles"] = ROLES
    test.user = {"is_logged_in": True, "email": email, "email_verified": True}
    return test


def inform(test: AppTest) -> AppTest:
    """Confirm that those who answered know what is done with their answers, where that is asked."""
    for box in [box for box in test.checkbox if str(box.key).startswith("upload_informed_")]:
        box.check().run()
    return test


def as_read(written: str) -> str:
    """Give what a person reads of a text that is kept from being taken for markup."""
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", written)
