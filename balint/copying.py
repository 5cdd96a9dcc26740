"""How does a file get to another place, whole or not at all?"""

from __future__ import annotations

import errno
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from balint import errors


def log_of(path: Path) -> Path:
    """Name the file in which DuckDB keeps what it has not yet written into a database."""
    return path.with_name(f"{path.name}.wal")


def copy_file(source: Path, target: Path) -> None:
    """Copy a file through another process: one that this opens and closes loses its lock.

    Raises: OSError.
    """
    done = subprocess.run(  # noqa: S603
        ["cp", "--", source, target],  # noqa: S607
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        reason = done.stderr.strip().rpartition(": ")[2] or os.strerror(errno.EIO)
        raise OSError(errno.EIO, reason, str(target))


@contextmanager
def put_in_place(target: Path) -> Iterator[Path]:
    """Give a name to write to, which becomes `target` at the end of the block.

    Whoever is interrupted has what was at `target` before, or the whole of the new.
    Raises: NotWritten.
    """
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        yield part
        _settle(part)
        log_of(target).unlink(missing_ok=True)  # it would be applied to what it does not belong to
        part.replace(target)
        _settle(target.parent)
    except OSError as error:
        raise errors.NotWritten(path=target, reason=error.strerror or error) from None
    finally:
        for left in (part, log_of(part)):
            with suppress(OSError):
                left.unlink()


def _settle(path: Path) -> None:
    """Wait until a file or folder is on the disk, whatever happens to the machine then."""
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
