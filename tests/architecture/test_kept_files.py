"""What the repository keeps: nothing of the machine it was written on, nothing that is made at run time."""

import re

import pytest

from tests.architecture import source

BINARY = {".png", ".ico", ".docx", ".pdf", ".ttf", ".woff2", ".zip"}
TEXTS = tuple(path for path in source.tracked() if path.suffix not in BINARY)
# Written so that this file does not find itself.
FORBIDDEN = {
    "a folder of the writer's machine": re.compile("/w[o]rk/|/r[o]ot/|/h[o]me/[a-z]"),
    "a package registry": re.compile(
        r"registry[.]npm|files[.]pythonhosted|pypi[.]org|npmjs[.]org|npmmirror[.]com|deb[.]debian"
    ),
    "a file beside the repository": re.compile("[.][.]/shared"),
    "a secret": re.compile("BEGIN [A-Z ]*PRIVATE [K]EY"),
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_kept_file_names(what: str) -> None:
    pattern = FORBIDDEN[what]
    found = [source.short(path) for path in TEXTS if pattern.search(path.read_text(errors="replace"))]
    assert found == []


@pytest.mark.parametrize("folder", ["var", ".venv", "static/vendor", "node_modules"])
def test_what_is_made_at_run_time_is_not_kept(folder: str) -> None:
    kept = [source.short(path) for path in source.tracked()]
    assert [name for name in kept if name.startswith(f"{folder}/")] == []


def test_no_kept_file_is_large() -> None:
    sizes = {source.short(path): path.stat().st_size for path in source.tracked()}
    assert {name: size for name, size in sizes.items() if size > 1_000_000} == {}


def test_it_looks_at_something() -> None:
    kept = {source.short(path) for path in source.tracked()}
    assert {"Makefile", "manage.py", "README.md", ".ci/run"} <= kept
