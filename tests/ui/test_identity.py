"""Is somebody who signs in taken for who they are, and only where the provider vouches for it?"""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from tests.readers import BOARD, ROLES


def tell_who_looks() -> None:
    import streamlit as st

    from balint.ui.identity import current_person

    person = current_person()
    st.text(f"{person.audience.name} <{person.name}>")


def taken_for(claims: dict[str, object], settings: dict[str, object]) -> str:
    test = AppTest.from_function(tell_who_looks, default_timeout=300)
    test.secrets["roles"] = ROLES
    if settings:
        test.secrets["balint"] = settings
    test.user = {"is_logged_in": True, "email": BOARD, **claims}
    test.run()
    assert [found.value for found in test.exception] == []
    return str(test.text[0].value)


TRUSTING = {"trust_unverified_email": True}


@pytest.mark.parametrize(
    ("claims", "settings", "believed"),
    [
        ({"email_verified": True}, {}, True),
        ({"email_verified": "true"}, {}, True),
        ({"email_verified": "True"}, {}, True),
        ({"email_verified": False}, TRUSTING, False),
        ({"email_verified": "false"}, TRUSTING, False),
        ({"email_verified": "1"}, TRUSTING, False),
        ({"email_verified": None}, {}, False),
        ({}, {}, False),
        ({}, {"trust_unverified_email": "false"}, False),
        ({}, {"trust_unverified_email": False}, False),
        ({}, TRUSTING, True),
        ({"email_verified": None}, TRUSTING, True),
    ],
)
def test_email_counts_only_if_the_provider_vouches_for_it(
    claims: dict[str, object], settings: dict[str, object], believed: bool
) -> None:
    assert taken_for(claims, settings) == (f"board <{BOARD}>" if believed else "viewer <>")
