"""Is the app up, and can it reach its database?"""

from __future__ import annotations

import logging

import duckdb
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse

from balint import __version__
from balint.errors import BalintError
from balint.store import process_store

log = logging.getLogger(__name__)


async def health(_: Request) -> JSONResponse:
    """Answer 200 and ok, or 503 when the database does not answer."""
    reachable = await run_in_threadpool(_database_answers)
    return JSONResponse(
        {
            "status": "ok" if reachable else "degraded",
            "database": "reachable" if reachable else "unreachable",
            "version": __version__,
        },
        status_code=200 if reachable else 503,
        headers={"Cache-Control": "no-store"},
    )


def _database_answers() -> bool:
    try:
        process_store().cursor().execute("select version from data_version").fetchone()
    except (BalintError, duckdb.Error):
        log.exception("The database did not answer /healthz")
        return False
    return True


async def unknown_api(request: Request) -> JSONResponse:
    """Answer 404 to an address below /api/ that nothing serves."""
    return JSONResponse({"error": "not found", "path": request.url.path}, status_code=404)
