"""The server: opens the store, answers /healthz, /f, /s and /present, and runs Streamlit."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.routing import Route

from balint.bundle import load_bundle
from balint.store import close_process_store, process_store
from balint.ui.incidents import on_script_error
from balint.web.door import DOOR
from balint.web.health import health, unknown_api
from balint.web.light import LightPages
from balint.web.robots import robots
from balint.web.shared import SharedPages
from balint.web.stage import Stage


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[None]:
    """Hold the database as long as the server runs, and leave a snapshot for other readers."""
    store = process_store()
    load_bundle(store)
    store.snapshot()
    yield
    close_process_store()


light = LightPages()
app = st.App(
    Path(__file__).parent / "balint" / "ui" / "main.py",
    lifespan=lifespan,
    routes=[
        Route("/healthz", health),
        Route("/robots.txt", robots),
        Route("/api/{rest:path}", unknown_api),
        Route("/api", unknown_api),
        *light.routes,
        *SharedPages(light).routes,
        *Stage().routes,
    ],
    middleware=DOOR,
    on_script_error=on_script_error,
)
