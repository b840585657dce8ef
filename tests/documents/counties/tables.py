"""Tables of cases by county, one line a case: read, checked for stray words, and handed to a parametrised test."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from govrules.rulebook import available
from tests.proves import proves

TABLES = Path(__file__).parents[1] / "scenarios"


def cases(name: str, words: set[str]) -> Any:
    """Parametrises `county` (which the cast follows) and `case`: each names its article and, if it proves one, ids."""
    return pytest.mark.parametrize(("county", "case"), list(rows(name, words)))


def rows(name: str, words: set[str]) -> Any:
    """Every case of a table, county by county, as parameters named by county and case."""
    table = tomllib.loads((TABLES / name).read_text(encoding="utf-8"))
    assert set(table) == set(available()), "every county, and no other"
    for county, section in table.items():
        names = [case["name"] for case in section["cases"]]
        assert len(names) == len(set(names)), f"{name}: a case of {county} is named twice"
        for case in section["cases"]:
            stray = case.keys() - words - {"name", "article", "proves"}
            assert not stray and "article" in case, f"{name}, {county}, {case['name']}: {stray or 'no article'}"
            marks = [proves(*case["proves"])] if "proves" in case else []
            yield pytest.param(county, case, id=f"{county.partition('-')[0]}: {case['name']}", marks=marks)
