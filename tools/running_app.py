"""How does a tool or a test get the real app, running and ready to be asked?"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SERVE = (sys.executable, "-m", "balint", "serve", "--board-without-sign-in")
START_SECONDS = 300.0
"""Far more than a start takes, so that a busy machine fails no test."""
END_SECONDS = 10.0


class AppDidNotStart(Exception):
    """The app ended, or did not answer /healthz in time; the text ends with its log."""


@dataclass(frozen=True)
class RunningApp:
    """The app as a process of its own, answering at `address` (no slash at the end)."""

    address: str
    database: Path
    log_file: Path
    process: subprocess.Popen[bytes]

    def log(self, last_lines: int = 80) -> str:
        """Read the end of what the app has printed."""
        lines = self.log_file.read_text("utf-8", errors="replace").splitlines()
        return "\n".join(lines[-last_lines:])

    def answers(self, path: str) -> bool:
        """Say whether something answers there and says that all is well."""
        try:
            with urllib.request.urlopen(f"{self.address}{path}", timeout=5) as answer:  # noqa: S310 - our own http address
                return bool(answer.status == 200)
        except OSError:
            return False

    def health(self) -> dict[str, Any] | None:
        """Ask /healthz; None while nothing sensible answers there."""
        try:
            with urllib.request.urlopen(f"{self.address}/healthz", timeout=5) as answer:  # noqa: S310 - our own http address
                found: dict[str, Any] = json.load(answer)
        except (OSError, ValueError, urllib.error.URLError):
            return None
        return found


@contextmanager
def running_app(
    database: Path,
    *,
    log_file: Path,
    command: Sequence[str] = SERVE,
    folder: Path = ROOT,
    port: int | None = None,
    health: str = "/healthz",
    **environment: str,
) -> Iterator[RunningApp]:
    """Run the app with one database, on a free port if none is named, until the block ends.

    Takes: `command`, another app of Streamlit's to run in its place; `health`, the path at which
    it tells that it is ready.
    Raises: AppDidNotStart.
    """
    port = port or free_port()
    with log_file.open("wb") as log:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=os.environ
            | {
                "PORT": str(port),
                "STREAMLIT_SERVER_PORT": str(port),
                "BALINT_DATABASE": str(database),
                "PYTHONUNBUFFERED": "1",
            }
            | environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    app = RunningApp(f"http://127.0.0.1:{port}", database, log_file, process)
    try:
        _wait_until_ready(app, health)
        yield app
    finally:
        _end(process)


def free_port() -> int:
    """Find a port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _wait_until_ready(app: RunningApp, health: str) -> None:
    """Return once the app says that it is ready."""
    deadline = time.monotonic() + START_SECONDS
    while not app.answers(health):
        code = app.process.poll()
        if code is not None:
            raise AppDidNotStart(f"The app ended with exit code {code}. Its log:\n{app.log()}")
        if time.monotonic() > deadline:
            raise AppDidNotStart(
                f"Nothing answered {app.address}{health} in {START_SECONDS:.0f} s. "
                f"The app's log:\n{app.log()}"
            )
        time.sleep(0.1)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ask the process and its children to end, and kill what stays."""
    for sent in (signal.SIGTERM, signal.SIGKILL):
        if process.poll() is not None:
            return
        os.killpg(process.pid, sent)
        try:
            process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            continue
