"""Do secrets stand in the secrets file alone, and does the app hold without one?"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from balint.bundle import load_bundle
from balint.store import MEMORY, close_process_store, process_store

ROOT = Path(__file__).parent.parent
MAIN = ROOT / "balint" / "ui" / "main.py"
OF_A_RUN = {".git", ".venv", "var", "build", "node_modules", ".mypy_cache", ".ruff_cache"}
OF_A_RUN |= {"__pycache__", ".pytest_cache", ".hypothesis"}

# A name, then a value of eight characters or more that is written out; or a value whose form
# gives it away: a private key, a signed token, a key of a large provider.
NAMED = re.compile(
    r"""(?ix) [\w-]* (?: secret | password | passwd | api_?key | access_?key | private_?key )
    ["']? \s* [:=]+ \s* ["'] (?P<value> [^"'{}\n]{8,} ) ["']"""
)
TELLING = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY|AKIA[0-9A-Z]{16}|gh[pousr]_\w{30,}|github_pat_\w{30,}"
    r"|xox[abprs]-[\w-]{10,}|eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}|sk-[A-Za-z0-9]{30,}"
)
TO_BE_FILLED_IN = re.compile(r"[A-Z ]+")
"""What docs/hosting.md writes where each puts in their own."""


def secrets_in(text: str) -> list[str]:
    """List what looks like a secret."""
    named = [found["value"] for found in NAMED.finditer(text)]
    return [value for value in named if not TO_BE_FILLED_IN.fullmatch(value)] + TELLING.findall(
        text
    )


def ours() -> list[Path]:
    """List the files of the project that are text."""
    files = [
        path
        for path in ROOT.rglob("*")
        if path.is_file() and not OF_A_RUN & set(path.relative_to(ROOT).parts)
    ]
    return [path for path in files if path != ROOT / ".streamlit" / "secrets.toml"]


def test_no_secret_stands_in_the_project() -> None:
    found = {}
    for path in ours():
        data = path.read_bytes()
        if b"\0" not in data and (secrets := secrets_in(data.decode("utf-8", "replace"))):
            found[str(path.relative_to(ROOT))] = secrets
    assert found == {}


@pytest.mark.parametrize(
    "text",
    [
        "cookie_sec" + 'ret = "k3Jd9-fj2Lq8sPz0"',
        "client_sec" + "ret: 'abcdefgh12345678'",
        "PASS" + 'WORD = "hunter2hunter2"',
        '{"api' + '_key": "0123456789abcdef"}',
        "-----BEGIN RSA " + "PRIVATE KEY-----",
        "gh" + "p_" + "a1B2" * 9,
        "ey" + "JhbGciOiJIUzI1NiJ9.ey" + "JzdWIiOiIxMjM0In0.c2lnbmF0dXJl",
    ],
)
def test_secret_would_be_found(text: str) -> None:
    assert len(secrets_in(f"x = 1\n{text}\n")) == 1


@pytest.mark.parametrize(
    "text", ['cookie_secret = "A LONG RANDOM TEXT"', "client_secret = {made_up}", "secret: str"]
)
def test_place_for_a_secret_is_none(text: str) -> None:
    assert secrets_in(text) == []


def test_secrets_file_is_not_kept_in_the_repository() -> None:
    ignored = (ROOT / ".gitignore").read_text("utf-8").splitlines()
    assert "/.streamlit/secrets.toml" in ignored
    if (ROOT / ".git").exists():
        kept = subprocess.run(
            ["git", "ls-files", ".streamlit"], cwd=ROOT, capture_output=True, text=True, check=True
        )
        assert kept.stdout.split() == [".streamlit/config.toml"]


def test_app_without_secrets_knows_nobody_and_offers_no_sign_in(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    close_process_store()
    monkeypatch.setenv("BALINT_DATABASE", str(MEMORY))
    load_bundle(process_store(), without_demo=True)
    test = AppTest.from_file(str(MAIN), default_timeout=300).run()
    assert [found.value for found in test.exception] == []
    names = [button.label for button in test.button]
    assert not {"Logga in", "Logga ut"} & set(names)
    test.switch_page(str(ROOT / "pages" / "rounds.py")).run()
    assert "styrelsen" in test.info[0].value
    assert not [button for button in test.button if str(button.key).startswith("rounds_")]
    close_process_store()
