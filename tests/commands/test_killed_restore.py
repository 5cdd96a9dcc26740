"""Is there the old database or the new one, whole, wherever a restore is cut off?"""

from __future__ import annotations

import multiprocessing
import shutil
from pathlib import Path

from tests.commands.contents import contents, make_database
from tests.commands.dying import restore_and_die


def test_killed_restore_leaves_the_old_or_the_new(tmp_path: Path) -> None:
    processes = multiprocessing.get_context("forkserver")
    processes.set_forkserver_preload(["pandas", "tests.commands.dying"])
    before = make_database(tmp_path / "before.duckdb", "old")
    copy = make_database(tmp_path / "copy.duckdb", "new")
    old, new = contents(before), contents(copy)
    found, codes = [], []
    while 0 not in codes:
        step = len(codes)
        path = tmp_path / str(step) / "b.duckdb"
        path.parent.mkdir()
        shutil.copy(before, path)
        process = processes.Process(target=restore_and_die, args=(step, copy, path))
        process.start()
        process.join()
        codes.append(process.exitcode)
        process.close()
        assert codes[-1] in (0, 9)
        found.append({str(old): "old", str(new): "new"}[str(contents(path))])
    n_old = found.count("old")
    assert n_old >= 4  # copying the backup and what it replaces, each into place
    assert len(found) - n_old >= 3  # the replacing itself, the snapshot, and the end
    assert found == ["old"] * n_old + ["new"] * (len(found) - n_old)
    assert codes[0] == 9
