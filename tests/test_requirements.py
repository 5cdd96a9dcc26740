"""Do the pins, pyproject's ranges and the imports of the app agree?"""

from __future__ import annotations

import ast
import sys
import tomllib
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
OWN = {"balint", "benchmarks", "data", "pages", "tests", "tools"}


def pins(file_name: str) -> dict[str, str]:
    """Read a file of pins: canonical name, version."""
    lines = (ROOT / file_name).read_text("utf-8").splitlines()
    pairs = [line.split("==") for line in lines if "==" in line]
    return {canonicalize_name(name): version for name, version in pairs}


def test_pins_lie_within_the_ranges_of_pyproject() -> None:
    run, test = pins("requirements.txt"), pins("requirements-test.txt")
    every = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["test"]]
    outside = [
        text
        for text in every
        if (wanted := Requirement(text)).specifier.contains(
            (run | test).get(canonicalize_name(wanted.name), "0")
        )
        is False
    ]
    assert outside == []


def test_benchmark_pins_lie_within_their_ranges_and_beside_ours() -> None:
    ours, pinned = pins("requirements.txt"), pins("requirements-benchmark.txt")
    wanted = list(map(Requirement, PROJECT["optional-dependencies"]["benchmark"]))
    assert all(each.specifier.contains(pinned[canonicalize_name(each.name)]) for each in wanted)
    assert ours.keys().isdisjoint(pinned)


def test_audit_pins_lie_within_their_range_and_beside_ours() -> None:
    ours, pinned = pins("requirements.txt"), pins("requirements-audit.txt")
    (wanted,) = map(Requirement, PROJECT["optional-dependencies"]["audit"])
    assert wanted.specifier.contains(pinned[canonicalize_name(wanted.name)])
    assert ours.keys().isdisjoint(pinned)
    tests = pins("requirements-test.txt")
    assert {name: version for name, version in pinned.items() if name in tests} == {
        name: version for name, version in tests.items() if name in pinned
    }


def test_runtime_pins_are_all_that_the_app_needs() -> None:
    assert pins("requirements.txt").keys() == closure(PROJECT["dependencies"])


def test_test_pins_are_all_that_the_tests_add() -> None:
    needed = closure(PROJECT["optional-dependencies"]["test"])
    assert pins("requirements-test.txt").keys() == needed - closure(PROJECT["dependencies"])


def test_installed_versions_are_the_pinned_ones() -> None:
    pinned = pins("requirements.txt") | pins("requirements-test.txt")
    assert {name: metadata.version(name) for name in pinned} == pinned


def test_app_imports_only_declared_packages() -> None:
    declared = {canonicalize_name(Requirement(text).name) for text in PROJECT["dependencies"]}
    # Streamlit's own server: the app's routes and middleware are made of its parts.
    declared |= {"starlette"}
    assert imported_packages("app.py", "balint", "pages") - declared == set()


def test_tools_and_tests_import_only_declared_packages() -> None:
    every = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["test"]]
    declared = {canonicalize_name(Requirement(text).name) for text in every}
    declared |= {"starlette", "packaging"}  # packaging comes with pytest
    assert imported_packages("tools", "tests", "benchmarks") - declared == set()


def closure(texts: list[str]) -> set[str]:
    """Collect the packages that some requirements bring here, themselves included."""
    waiting, met = [Requirement(text) for text in texts], set()
    while waiting:
        wanted = waiting.pop()
        key = (canonicalize_name(wanted.name), frozenset(wanted.extras))
        if key in met:
            continue
        met.add(key)
        for text in metadata.requires(wanted.name) or []:
            brought = Requirement(text)
            extras = wanted.extras or {""}
            if brought.marker is None or any(
                brought.marker.evaluate({"extra": extra}) for extra in extras
            ):
                waiting.append(brought)
    return {name for name, _ in met}


def imported_packages(*places: str) -> set[str]:
    """Collect the packages whose modules some of our files import."""
    files = [
        file
        for place in places
        for file in ([ROOT / place] if place.endswith(".py") else (ROOT / place).rglob("*.py"))
        if file.exists()
    ]
    modules = {
        name.partition(".")[0]
        for file in files
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        for name in names_imported_by(node)
    }
    package_of = metadata.packages_distributions()
    foreign = modules - set(sys.stdlib_module_names) - OWN
    return {canonicalize_name(package_of.get(module, [module])[0]) for module in foreign}


def names_imported_by(node: ast.AST) -> list[str]:
    """List the modules that one statement imports."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.module:
        return [node.module]
    return []
