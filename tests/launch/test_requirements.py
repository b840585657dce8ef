"""Every package is pinned exactly, with all that it brings along, so that every machine has the same."""

import ast
import re
import sys
from collections.abc import Iterator
from functools import cache
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]
RUN, EMBEDDED, DEV = "requirements.txt", "requirements-embedded.txt", "requirements-dev.txt"
OWN = {"govrules", "meetings", "documents", "supervision", "leave", "tests"}
INSTALLERS = {"pip", "setuptools", "wheel"}  # they come with the environment


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@cache
def pinned(name: str) -> dict[str, Requirement]:
    lines = (ROOT / name).read_text().splitlines()
    wanted = [Requirement(line) for line in lines if line.strip() and not line.startswith("#")]
    return {plain(requirement.name): requirement for requirement in wanted}


@cache
def direct(name: str) -> set[str]:
    """The first part of a list: what we asked for ourselves."""
    first = (ROOT / name).read_text().partition("\n\n")[0]
    return {plain(line.partition("==")[0]) for line in first.splitlines() if not line.startswith("#")}


@pytest.mark.parametrize("name", [RUN, EMBEDDED, DEV])
def test_every_line_has_one_exact_version(name: str) -> None:
    assert pinned(name)
    for package, requirement in pinned(name).items():
        operators = [specifier.operator for specifier in requirement.specifier]
        assert operators == ["=="], package
        assert "*" not in str(requirement.specifier), package


@pytest.mark.parametrize("name", [RUN, EMBEDDED, DEV])
def test_no_list_names_where_to_fetch_from(name: str) -> None:
    text = (ROOT / name).read_text()
    assert "://" not in text
    assert not re.search(r"^-", text, re.MULTILINE)


def test_no_package_is_in_two_lists() -> None:
    names = [package for name in (RUN, EMBEDDED, DEV) for package in pinned(name)]
    assert len(names) == len(set(names))


def brought(requirement: Requirement) -> Iterator[Requirement]:
    """What an installed package needs here."""
    for line in metadata.requires(requirement.name) or []:
        needed = Requirement(line)
        extras = requirement.extras or {""}
        if needed.marker is None or any(needed.marker.evaluate({"extra": extra}) for extra in extras):
            yield needed


@pytest.mark.parametrize(("name", "beside"), [(RUN, ()), (EMBEDDED, ()), (DEV, (RUN,))])
def test_what_a_package_brings_along_is_pinned_too(name: str, beside: tuple[str, ...]) -> None:
    there = {package for listed in (name, *beside) for package in pinned(listed)}
    for package, requirement in pinned(name).items():
        if requirement.marker is None or requirement.marker.evaluate():
            missing = {plain(needed.name) for needed in brought(requirement)} - there - INSTALLERS
            assert not missing, f"{package} needs {missing}"


def test_this_machine_has_the_pinned_versions() -> None:
    for package, requirement in {**pinned(RUN), **pinned(DEV)}.items():
        assert metadata.version(requirement.name) in requirement.specifier, package


def imported(folder: Path) -> set[str]:
    """The top-level modules that the files of a folder import."""
    names: set[str] = set()
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Import):
                names |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.level == 0:
                names.add(str(node.module).partition(".")[0])
    return names - OWN - set(sys.stdlib_module_names)


def asked_for(modules: set[str]) -> set[str]:
    distributions = metadata.packages_distributions()
    return {plain(distributions.get(module, [module])[0]) for module in modules}


@pytest.mark.parametrize("folder", sorted(OWN - {"tests"}))
def test_what_the_program_imports_is_asked_for_by_name(folder: str) -> None:
    assert asked_for(imported(ROOT / folder)) <= direct(RUN)


def test_what_the_tests_import_is_pinned() -> None:
    assert asked_for(imported(ROOT / "tests")) <= {*pinned(RUN), *pinned(DEV)}
