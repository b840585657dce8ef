"""What has been settled of a disagreement between organs: by the leader in charge, or countersigned by the heads.

The results are put on record with the paper by whoever carries the coordination out.
"""

from __future__ import annotations

from collections.abc import Iterable

from govrules.core.matters.models import Evidence

COORDINATED, NOTE, AGREED = "coordination", "disagreement_note", "agreed"
NAMES = {COORDINATED: "分歧协调", NOTE: "分歧说明会签"}
KINDS = tuple(NAMES)


def settled(recorded: Iterable[Evidence], kind: str, organs: Iterable[int]) -> Evidence | None:
    """The last result of this kind, if these organs all took part in it: of a later objection it says nothing."""
    last = next((one for one in reversed([*recorded]) if one.kind == kind), None)
    return last if last and set(organs) <= set(last.facts.get("organs", ())) else None


def agreed(recorded: Iterable[Evidence], organs: Iterable[int]) -> bool:
    """Whether coordination has brought these organs to agree."""
    found = settled(recorded, COORDINATED, organs)
    return bool(found and found.facts.get("result") == AGREED)
