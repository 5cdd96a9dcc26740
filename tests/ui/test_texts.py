"""Is what people wrote shown as they wrote it?"""

from __future__ import annotations

import pytest

from balint.ui.texts import as_text


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Bo i Umeå", "Bo i Umeå"),
        ("anna@balint.example", r"anna\@balint\.example"),
        ("**b** [a](b)", r"\*\*b\*\* \[a\]\(b\)"),
        (":red[x] $y$ <i>", r"\:red\[x\] \$y\$ \<i\>"),
        ("a\n# b", r"a \# b"),
        ("> 120", r"\> 120"),
        ("n = 5, 1–4", "n\u00a0\\=\u00a05\\, 1\u2060–\u20604"),
        ("19\u00a0%", "19\u00a0\\%"),
        ("http://evil.example", "http\u2060\\:\\/\\/evil\\.example"),
        ("WWW.evil.example", "WWW\u2060\\.evil\\.example"),
    ],
)
def test_marks_lose_their_meaning(written: str, shown: str) -> None:
    assert as_text(written) == shown
