"""托克逊 and 云阳: the two books, and how their scenario files are read."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from govrules import rulebook
from govrules.rulebook.checks import check_all
from tests.proves import proves
from tests.rulebook import meeting_gates

TOKSUN = rulebook.load("toksun-2021")
YUNYANG = rulebook.load("yunyang-2025")
BOOKS = {"toksun": TOKSUN, "yunyang": YUNYANG}

# A request of a department that touches nobody and lacks nothing.
SOUND = {
    "doc_kind": "request", "sender": "department", "scope": "other", "length": 1200, "matters": 1,
    "recipients": 1, "number_given": True, "contact_given": True, "signatory_given": True,
    "necessity_stated": True, "signed_by_main_head": True, "disclosure_given": True,
}  # fmt: skip
# A document whose drafters have settled whether it is public.
READY = {"disclosure_given": True}
# An item and an agenda that lack nothing but what those tables are about.
MEETINGS = {act: meeting_gates.SOUND[act] for act in ("propose_item", "fix_agenda")}


def cases(file: Path) -> list[Any]:
    """The cases of a scenario file, each with the county's book and the provisions that it proves."""
    county, found = file.name.partition("_")[0], tomllib.loads(file.read_text(encoding="utf-8"))["case"]
    return [
        pytest.param(
            BOOKS[county],
            case,
            id=f"{county}: {case['name']}",
            marks=proves(*case["proves"]) if "proves" in case else (),
        )
        for case in found
    ]


def beside(file: str, name: str) -> list[Any]:
    """The cases of both counties' files of this name, beside a test."""
    return [case for county in BOOKS for case in cases(Path(file).with_name(f"{county}_{name}.toml"))]


def findings(book: rulebook.Rulebook, case: dict[str, Any]) -> list[str]:
    """The gates that object, in their order."""
    act = case.get("act", "submit")
    facts = {"submit": SOUND, "sign_dispatch": READY, **MEETINGS}.get(act, {}) | case.get("facts", {})
    return [finding.gate for finding in check_all(book.gates_for(act, facts), facts)]


def way(book: rulebook.Rulebook, kind: str, facts: dict[str, Any]) -> list[str]:
    """The steps as short words: group, act, post, and whose."""
    return [
        " ".join(filter(None, (str(step.group), step.act, step.post, step.whose, "?" if step.optional else "")))
        for step in book.route(kind, facts).steps_for(facts)
    ]
