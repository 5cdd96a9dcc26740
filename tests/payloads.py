"""What somebody sends who means harm: one or two of each kind."""

from __future__ import annotations

PAYLOADS: dict[str, str] = {
    "script": "<script>alert(1)</script>",
    "script in an attribute": "\"'><img src=x onerror=alert(1)>",
    "script as an address": "javascript:alert(1)",
    "template": "{{31337*3}}${31337*3}#{31337*3}<%= 31337*3 %>",
    "markdown": "![x](https://evil.example/x.png) [y](https://evil.example) :red[z] $w$",
    "formula": '=HYPERLINK("https://evil.example";"x")',
    "formula of a program": "@SUM(1+1)*cmd|' /C calc'!A0",
    "path": "../../../../etc/passwd",
    "path in disguise": "..%2f..%2f%2e%2e/etc/passwd\\..\\..\x00.csv",
    "path elsewhere": "//evil.example/%5Cevil.example/",
    "header": "x\r\nSet-Cookie: evil=1\r\nLocation: https://evil.example\r\n\r\n<script>alert(1)",
    "sql": "x' or 1=1; drop table round; --",
    "oversize": "a" * 70_000,
}

MARKUP = ("<script>alert", "<img src=x")
HARM = (
    *MARKUP,
    "94011",  # 31337 * 3: somebody reckoned it
    "root:x:",
    "Traceback",
)
"""What no answer may hold: markup that was sent, what it was reckoned to, files, tracebacks."""
