"""Short functions, little branching, short files; and as much test as source."""

import ast
import statistics
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture import source

FORBIDDEN_ROOMS = {"utils", "util", "helpers", "helper", "misc", "common", "tools", "stuff"}
LONGEST_FILE = 400
SCENARIOS = {".py", ".toml", ".yaml", ".yml"}
SIGNALS = {
    "pre_save", "post_save", "pre_delete", "post_delete", "m2m_changed", "pre_migrate", "post_migrate",
    "request_started", "request_finished", "receiver",
}  # fmt: skip


def percentile(values: list[int], share: float) -> int:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def test_functions_are_short() -> None:
    lines = [function.lines for function in source.functions()]
    assert statistics.median(lines) <= 8
    assert percentile(lines, 0.9) <= 25


def test_no_function_is_long() -> None:
    assert [f"{f.where}: {f.lines} lines" for f in source.functions() if f.lines > 60] == []


def test_no_file_is_long() -> None:
    paths = [*source.files(), *source.served(".html", ".css", ".js")]
    sizes = {source.short(path): len(path.read_text().splitlines()) for path in paths}
    assert {name: size for name, size in sizes.items() if size > LONGEST_FILE} == {}


def test_functions_branch_little() -> None:
    """The number is in pyproject.toml."""
    ruff = str(Path(sys.executable).with_name("ruff"))
    command = [ruff, "check", "--select", "C901", "--output-format", "concise", *source.FLOORS]
    done = subprocess.run(command, cwd=source.ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_every_function_says_what_it_returns() -> None:
    assert [f.where for f in source.functions() if f.node.returns is None] == []


@pytest.mark.parametrize("path", source.files(), ids=source.short)
def test_no_room_where_everything_is_kept(path: Path) -> None:
    assert not FORBIDDEN_ROOMS & {part.removesuffix(".py") for part in path.relative_to(source.ROOT).parts}


def own_imports_inside(function: source.Function) -> list[str]:
    found = []
    for node in ast.walk(function.node):
        if isinstance(node, ast.ImportFrom):
            names = [node.module or ""] if not node.level else [source.FLOORS[0]]
        else:
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        found += [name for name in names if name.split(".")[0] in source.FLOORS]
    return found


def test_no_own_import_hides_in_a_function() -> None:
    assert [f.where for f in source.functions() if own_imports_inside(f)] == []


def names_used(path: Path) -> set[str]:
    nodes = list(ast.walk(source.tree(path)))
    return {node.id for node in nodes if isinstance(node, ast.Name)} | {
        alias.name for node in nodes if isinstance(node, ast.ImportFrom) for alias in node.names
    }


def test_nothing_happens_by_signal() -> None:
    """What follows an act is a line of that act."""
    assert [source.short(path) for path in source.files() if names_used(path) & SIGNALS] == []


def test_there_is_more_test_than_source() -> None:
    program = sum(source.lines(path) for path in source.files())
    kept = (source.ROOT / "tests").rglob("*")
    tests = sum(source.lines(path) for path in kept if path.suffix in SCENARIOS)
    assert tests >= 1.2 * program, f"{tests} lines of tests for {program} of source: {tests / program:.2f}"
