"""An identity provider on this machine, and an app that people sign in to through it."""

from __future__ import annotations

import re
import secrets
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

from playwright.sync_api import Page

from tests.readers import NO_ROLE, ROLES
from tools.browser import DRAWN_SECONDS, wait_until_drawn
from tools.running_app import RunningApp, free_port, running_app

SERVE = (sys.executable, "-m", "balint", "serve")
SLOW = DRAWN_SECONDS * 1000


@contextmanager
def identity_provider() -> Iterator[str]:
    """Run a provider of OpenID Connect that believes everybody; give its address."""
    with warnings.catch_warnings(record=True):  # what the provider is made of warns of itself
        from oidc_provider_mock import User, run_server_in_thread
    people = [
        User(sub=email, claims={"email": email, "email_verified": True})
        for email in (*chain.from_iterable(ROLES.values()), NO_ROLE)
    ]
    with run_server_in_thread(user_claims=people) as server:
        yield f"http://localhost:{server.server_port}"


def secrets_text(app_address: str, provider: str) -> str:
    """Write the secrets that docs/hosting.md describes, with secrets made up now."""
    roles = "\n".join(f"{role} = {emails!r}" for role, emails in ROLES.items())
    return f"""
[auth]
redirect_uri = "{app_address}/oauth2callback"
cookie_secret = "{secrets.token_urlsafe(32)}"
client_id = "dashboard"
client_secret = "{secrets.token_urlsafe(16)}"
server_metadata_url = "{provider}/.well-known/openid-configuration"

[roles]
{roles}
"""


@contextmanager
def app_with_sign_in(folder: Path, **environment: str) -> Iterator[RunningApp]:
    """Run the app as a server does: nobody is the board who has not signed in."""
    port = free_port()
    secrets_file = folder / "secrets.toml"
    with identity_provider() as provider:
        secrets_file.write_text(secrets_text(f"http://127.0.0.1:{port}", provider), "utf-8")
        with running_app(
            folder / "balint.duckdb",
            log_file=folder / "app.log",
            command=SERVE,
            port=port,
            STREAMLIT_SECRETS_FILES=str(secrets_file),
            **environment,
        ) as app:
            yield app


def sign_in(page: Page, email: str) -> None:
    """Press the button, say who one is, and wait for the page that one is brought back to."""
    page.get_by_role("button", name=re.compile("^.*(Logga in|Sign in)$")).click(timeout=SLOW)
    page.locator("input[name=sub]").fill(email, timeout=SLOW)
    page.get_by_role("button", name="Authorize").click()
    page.wait_for_url("http://127.0.0.1:*/**", timeout=SLOW)
    wait_until_drawn(page)


def sign_out(page: Page) -> None:
    """Press the button, and let the provider end its session too."""
    page.get_by_role("button", name=re.compile("^.*(Logga ut|Sign out)$")).click(timeout=SLOW)
    page.get_by_role("button", name="End session").click(timeout=SLOW)
    page.wait_for_url("http://127.0.0.1:*/", timeout=SLOW)
    wait_until_drawn(page)
