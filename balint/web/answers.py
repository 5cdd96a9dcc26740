"""With which headers is a light page or one of its files sent?"""

from __future__ import annotations

import functools
import gzip
import hashlib

from starlette.requests import Request
from starlette.responses import Response

from balint.figures import Figure
from balint.figures.faces import SERVED, file_name
from balint.forgetting import forget_when_erased
from balint.web.addresses import Address
from balint.web.render import hash_of

COMMON = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
PAGE_POLICY = f"{COMMON}; img-src 'self'; style-src {hash_of('style.css')}"
# The one page with a script: what a presenter's keys do.
STAGE_POLICY = (
    f"{COMMON}; img-src 'self'; style-src {hash_of('present.css')}; "
    f"script-src {hash_of('present.js')}"
)
# A picture that is opened by itself has styles of its own, and runs nothing.
FILE_POLICY = f"{COMMON}; style-src 'unsafe-inline'; sandbox"

HTML = "text/html; charset=utf-8"
PACKED_ALREADY = "image/png"
MOST_PACKED = 300
"""How many bodies are kept packed."""

FRESH = "public, max-age=60, must-revalidate"
"""A figure that is taken back is gone from every phone after a minute."""


def page(
    request: Request, body: bytes, language: str, version: int, policy: str = PAGE_POLICY
) -> Response:
    """Send a page, or only that the reader has it already."""
    headers = {"Content-Security-Policy": policy}
    return _fresh(request, body, HTML, language, version, headers)


def file(request: Request, body: bytes, address: Address, figure: Figure) -> Response:
    """Send a face of a figure: a table to be saved, a picture to be shown."""
    face = SERVED[address.ending]
    media_type = face.media_type
    kind = "inline" if media_type.startswith("image/") else "attachment"
    name = file_name(figure, face)
    headers = {
        "Content-Security-Policy": FILE_POLICY,
        "Content-Disposition": f'{kind}; filename="{name}"',
    }
    text = "; charset=utf-8" if media_type == "text/csv" else ""
    version = figure.data_version
    return _fresh(request, body, media_type + text, address.language, version, headers)


def refusal(status: int, body: bytes, language: str) -> Response:
    """Send a page that says that there is nothing; it may be otherwise in a moment."""
    headers = {
        "Cache-Control": "no-store",
        "Content-Language": language,
        "Content-Security-Policy": PAGE_POLICY,
        "Content-Type": HTML,
        "X-Robots-Tag": "noindex",
    }
    return Response(body, status, headers)


def unlisted(answer: Response) -> Response:
    """Keep an answer out of search engines."""
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


def shared(answer: Response) -> Response:
    """Keep what a link opens, and that it opens nothing, with who holds the link.

    Neither browser nor proxy keeps it, and no other page is told the address.
    """
    answer.headers["Cache-Control"] = "private, no-store"
    answer.headers["Referrer-Policy"] = "no-referrer"
    del answer.headers["ETag"]
    return unlisted(answer)


def _fresh(
    request: Request,
    body: bytes,
    media_type: str,
    language: str,
    version: int,
    headers: dict[str, str],
) -> Response:
    digest, small = _packed(body) if media_type != PACKED_ALREADY else (_digest(body), body)
    # Weak: one reader gets it packed and another does not.
    tag = f'W/"{version}-{digest}"'
    headers |= {
        "Cache-Control": FRESH,
        "Content-Language": language,
        "ETag": tag,
        "Vary": "Accept-Encoding, Accept-Language",
    }
    known = request.headers.get("if-none-match", "")
    if known.strip() == "*" or tag in (each.strip() for each in known.split(",")):
        return Response(status_code=304, headers=headers)
    headers["Content-Type"] = media_type
    accepted = (each.strip() for each in request.headers.get("accept-encoding", "").split(","))
    if len(small) < len(body) and "gzip" in accepted:
        return Response(small, headers=headers | {"Content-Encoding": "gzip"})
    return Response(body, headers=headers)


@functools.lru_cache(maxsize=MOST_PACKED)
def _packed(body: bytes) -> tuple[str, bytes]:
    """Give the digest of a body and its smaller form, made once for all phones of a hall."""
    return _digest(body), gzip.compress(body, mtime=0)


forget_when_erased(_packed, lambda packed: packed.cache_clear())


def _digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()[:20]
