"""Does who signs in come back to the page where they were, and never to another site?"""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest

from balint.web.wanted import COOKIE, own_page
from tests.web.asking import Answer, ask
from tests.web.doors import door

SAFE = "; HttpOnly; SameSite=Lax"
HOST = {"Host": "balint.example"}
PAGES = (
    "/",
    "/?lang=en",
    "/avhopp",
    "/avhopp?lang=en&congress=demo-congress-a",
    "/lamna-in?link=abc_DEF-123",
    "/grupper?a=%C3%A5&b=%2F%2Fevil.example",
)
NOT_OURS = (
    "",
    "avhopp",
    "//evil.example",
    "//evil.example/avhopp",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/%5Cevil.example",
    "/%2F%2Fevil.example",
    "/./evil",
    "/../evil",
    "/avhopp/../../evil",
    "/.evil.example",
    "/@evil.example",
    "https://evil.example",
    "https:evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "/avhopp?a=\\evil",
    "/avhopp\r\nSet-Cookie: a=b",
    "/avhopp?a=\r\nLocation: https://evil.example",
    "/avhopp?a=\x00",
    "/avhopp?a=\tb",
    "/avhopp?a= b",
    "/avhopp#x",
    "/avhopp?å",
    "/åvhopp",
    "/oauth2callback?code=a&state=b",
    "/auth/logout",
    "/f/timeline",
    "/avhopp?" + "a" * 1_500,
)


def our(answer: Answer) -> str:
    """Give the cookie that the door sets; Streamlit's stays beside it."""
    streamlit, ours = answer.cookies
    assert streamlit.startswith("_streamlit_user=")
    return ours.removesuffix("; Secure")


def kept_after(referer: str, host: dict[str, str] = HOST) -> str:
    """Go to sign in from a page, and give the cookie that comes back."""
    answer = ask(door(), "/auth/login", headers={**host, "Referer": referer})
    kept = re.fullmatch(rf"{COOKIE}=([^;]*); Max-Age=900; Path=/oauth2callback{SAFE}", our(answer))
    assert kept
    return kept[1]


def led_to(kept: str) -> str:
    """Come back from the provider with a kept page, and give where the answer leads."""
    answer = ask(door(), "/oauth2callback", headers={"Cookie": f"a=b; {COOKIE}={kept}; c=d"})
    assert answer.status == 302
    assert our(answer) == f"{COOKIE}=; Max-Age=0; Path=/oauth2callback{SAFE}"
    return answer.headers["location"]


@pytest.mark.parametrize("page", PAGES)
def test_page_of_ours_is_come_back_to(page: str) -> None:
    assert led_to(kept_after(f"https://balint.example{page}")) == page


@pytest.mark.parametrize("address", NOT_OURS)
def test_whatever_is_no_page_of_ours_leads_to_the_first(address: str) -> None:
    assert own_page(address) == "/"
    assert led_to(quote(address, safe="")) == "/"


@pytest.mark.parametrize(
    "referer",
    [
        "",
        "https://evil.example/avhopp",
        "https://balint.example.evil.example/avhopp",
        "https://balint.example@evil.example/avhopp",
        "https://evil.example/?https://balint.example/avhopp",
        "//evil.example/avhopp",
        "javascript:alert(1)",
        "https://[/avhopp",
        "/avhopp",
    ],
)
def test_page_of_another_site_is_not_kept(referer: str) -> None:
    assert led_to(kept_after(referer)) == "/"


def test_public_address_is_ours_whatever_the_proxy_calls_us(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("BALINT_PUBLIC_URL", "https://balint.example")
    inner = {"Host": "127.0.0.1:8501"}
    assert led_to(kept_after("https://balint.example/avhopp?lang=en", inner)) == "/avhopp?lang=en"


def test_no_kept_page_leads_to_the_first() -> None:
    assert led_to("") == "/"
    assert ask(door(), "/oauth2callback").headers["location"] == "/"
