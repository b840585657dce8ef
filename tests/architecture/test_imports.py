"""Imports point down, and never in a circle."""

import subprocess
import sys
from pathlib import Path

import grimp
import pytest

from tests.architecture import source


def test_the_floors_hold() -> None:
    """The contracts are in pyproject.toml."""
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    done = subprocess.run(command, cwd=source.ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[done.stdout.find("Contracts:") :] + done.stderr


@pytest.fixture(scope="module")
def graph() -> dict[str, set[str]]:
    built = grimp.build_graph(*source.FLOORS, cache_dir=None)
    return {name: built.find_modules_directly_imported_by(name) for name in built.modules}


def circle(graph: dict[str, set[str]]) -> list[str]:
    """Some modules that import each other in a circle, as a path; [] where there is none.

    What imports nothing that is left is taken away, until nothing is left or only what leads into a circle.
    """
    left = {name: below & graph.keys() for name, below in graph.items()}
    while free := [name for name, below in left.items() if not below & left.keys()]:
        for name in free:
            del left[name]
    path = [min(left)] if left else []
    while path and path.count(path[-1]) == 1:
        path.append(min(left[path[-1]] & left.keys()))
    return path[path.index(path[-1]) :] if path else []


@pytest.mark.parametrize(
    ("graph_of", "found"),
    [
        ({}, []),
        ({"a": {"b"}, "b": {"c"}, "c": set()}, []),
        ({"a": {"b", "c"}, "b": {"d"}, "c": {"d"}, "d": set()}, []),
        ({"a": {"b"}, "b": {"a"}}, ["a", "b", "a"]),
        ({"a": {"b"}, "b": {"c"}, "c": {"b"}}, ["b", "c", "b"]),
        ({"a": {"x"}, "x": set(), "m": {"x", "n"}, "n": {"m"}}, ["m", "n", "m"]),
    ],
)
def test_a_circle_is_found(graph_of: dict[str, set[str]], found: list[str]) -> None:
    assert circle(graph_of) == found


def test_no_modules_import_each_other_in_a_circle(graph: dict[str, set[str]]) -> None:
    assert circle(graph) == []


def test_the_program_does_not_know_its_tests(graph: dict[str, set[str]]) -> None:
    for path in source.files():
        text = path.read_text()
        assert "import tests" not in text, source.short(path)
        assert "from tests" not in text, source.short(path)
