"""Which provisions the program carries out, and which a test has proven. Derived, never written down.

A provision is carried when every element that lists it needs only what the floors have built; it is
proven when besides a complete green run of the suite passed a test that names it.
"""

import json
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from govrules.rulebook.book import Rulebook
from govrules.rulebook.errors import RulebookError
from govrules.rulebook.schema import Element, Provision

PROVEN_FILE = Path(__file__).parents[2] / "tests" / "proven.json"
STATES = {"proven": "已证实", "carried": "已落实", "not_yet": "未落实"}


@dataclass(frozen=True)
class Proof:
    """The result of one complete run."""

    ids: frozenset[str] = field(default_factory=frozenset)
    commit: str = ""
    date: str = ""


def read_proof(path: Path = PROVEN_FILE) -> Proof:
    """The kept result; an empty one where no run has been kept."""
    if not path.exists():
        return Proof()
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        return Proof(frozenset(kept["ids"]), kept["commit"], kept["date"])
    except (ValueError, KeyError, TypeError):
        raise RulebookError(str(path), "", "不是完整运行测试后留下的结果文件") from None


def carriers(book: Rulebook) -> dict[str, list[Element]]:
    """Provision -> the elements that list it."""
    found: dict[str, list[Element]] = {provision.id: [] for provision in book.provisions}
    for element in book.elements:
        for provision_id in element.carries:
            found[provision_id].append(element)
    return found


def unbuilt(element: Element, built: Collection[str]) -> list[str]:
    """What the element still waits for."""
    return sorted(element.needs.difference(built))


def state_of(provision: Provision, elements: list[Element], built: Collection[str], proof: Proof) -> str:
    if not elements or any(unbuilt(element, built) for element in elements):
        return "not_yet"
    return "proven" if provision.id in proof.ids else "carried"


def coverage(book: Rulebook, built: Collection[str], proof: Proof) -> dict[str, Any]:
    """Counts by kind, and every provision to be enforced or recorded with its state."""
    listed = carriers(book)
    rows = [
        row_of(provision, listed[provision.id], built, proof)
        for provision in book.provisions
        if provision.kind != "declare"
    ]
    return {
        "id": book.id,
        "title": book.title,
        "run": {"commit": proof.commit, "date": proof.date},
        "enforce": counts(rows, "enforce"),
        "record": counts(rows, "record"),
        "declare": sum(provision.kind == "declare" for provision in book.provisions),
        "provisions": rows,
    }


def row_of(provision: Provision, elements: list[Element], built: Collection[str], proof: Proof) -> dict[str, Any]:
    waits = sorted({key for element in elements for key in unbuilt(element, built)})
    return {
        **provision.model_dump(),
        "state": state_of(provision, elements, built, proof),
        "elements": [element.key for element in elements],
        "waits_for": waits,
    }


def counts(rows: list[dict[str, Any]], kind: str) -> dict[str, int]:
    """Carried counts the proven ones too."""
    states = Counter(row["state"] for row in rows if row["kind"] == kind)
    return {
        "total": states.total(),
        "carried": states["carried"] + states["proven"],
        "proven": states["proven"],
        "not_yet": states["not_yet"],
    }
