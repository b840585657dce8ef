"""`@proves("YG-31-4")`: this test proves that provision of the rules. An unknown id stops the suite.

Proven means passed in one complete, green run. Such a run leaves `var/proven.json` with the ids, the
commit and the day; with `--keep-proven PATH` it also writes PATH, which is then committed.
"""

import csv
import json
import subprocess
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
RULEBOOKS = ROOT / "govrules" / "rulebook" / "data"
PROPERTY = "proves"


class UnknownProvision(ValueError):
    """A test claims to prove what no rulebook has."""


@cache
def known_ids() -> frozenset[str]:
    """Every provision of every shipped rulebook."""
    return frozenset(row["id"] for file in RULEBOOKS.glob("*/provisions.csv") for row in rows(file))


def rows(file: Path) -> Iterator[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        yield from csv.DictReader(lines)


def proves(*ids: str) -> pytest.MarkDecorator:
    """Marks a test; put it only where the test would fail if the provision were not obeyed."""
    return pytest.mark.proves(*checked(ids))


def checked(ids: tuple[str, ...]) -> tuple[str, ...]:
    if not ids:
        raise UnknownProvision("proves() needs at least one provision's id")
    unknown = [str(key) for key in ids if key not in known_ids()]
    if unknown:
        raise UnknownProvision(f"no rulebook has the provision {', '.join(unknown)}")
    return ids


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--keep-proven", metavar="PATH", type=Path, help="write what a complete run has proven")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "proves(*ids): the provisions that this test proves")
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(Keeper(config), "proven-keeper")


def pytest_itemcollected(item: pytest.Item) -> None:
    """The ids travel with the test's reports, from an xdist worker too."""
    try:
        ids = [key for mark in item.iter_markers(PROPERTY) for key in checked(mark.args)]
    except UnknownProvision as error:
        raise UnknownProvision(f"{item.nodeid}: {error}") from None
    if ids:
        item.user_properties.append((PROPERTY, ids))


class Keeper:
    """Gathers what passed; keeps it when the run was whole and green. Lives where reports come together."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.passed: set[str] = set()
        self.said = ""

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call" and report.passed and not hasattr(report, "wasxfail"):
            self.passed.update(key for name, ids in report.user_properties if name == PROPERTY for key in ids)

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        if self.config.option.collectonly:
            return
        missing = "it failed" if exitstatus else partial(self.config)
        wanted = self.config.getoption("--keep-proven")
        if missing:
            self.said = f"proven provisions not kept: {missing}" if wanted else ""
            return
        for path in filter(None, (self.config.rootpath / "var" / "proven.json", wanted)):
            self.keep(path)

    def keep(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(self.result(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        self.said = f"{len(self.passed)} provisions proven, kept in {path}"

    def result(self) -> dict[str, object]:
        return {
            "commit": git(self.config.rootpath, "rev-parse", "HEAD"),
            "clean": git(self.config.rootpath, "status", "--porcelain") == "",
            "date": date.today().isoformat(),
            "ids": sorted(self.passed, key=by_number),
        }

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if self.said:
            terminalreporter.write_line(self.said)


def partial(config: pytest.Config) -> str:
    """What makes a run less than whole, "" if nothing."""
    options = ("keyword", "markexpr", "deselect", "ignore", "ignore_glob", "lf", "stepwise")
    given = [name for name in options if getattr(config.option, name, None)]
    if given:
        return f"it was narrowed by {', '.join(given)}"
    return "" if covers_all(config) else "it ran only some paths"


def covers_all(config: pytest.Config) -> bool:
    """The paths asked for hold every test path of the project."""
    everything = [config.rootpath / path for path in config.getini("testpaths")] or [config.rootpath]
    asked = [(config.invocation_params.dir / arg).resolve() for arg in config.args]
    return all(any(path.resolve().is_relative_to(a) for a in asked) for path in everything)


def git(folder: Path, *words: str) -> str:
    done = subprocess.run(["git", "-C", str(folder), *words], capture_output=True, text=True, check=False)
    return done.stdout.strip() if done.returncode == 0 else "unknown"


def by_number(key: str) -> tuple[str | int, ...]:
    """YG-5-10 after YG-5-9."""
    return tuple(int(part) if part.isdecimal() else part for part in key.split("-"))
