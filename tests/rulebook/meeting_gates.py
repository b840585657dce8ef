"""The gates of meetings: the tables of the five counties, and what is sound before an act."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from govrules.rulebook import Rulebook, load
from govrules.rulebook.checks import check_all

BOOKS = {
    "yanggao": "yanggao-2024", "yangcheng": "yangcheng-2021", "toksun": "toksun-2021", "yunyang": "yunyang-2025",
    "taobei": "taobei-2020",
}  # fmt: skip

# What lacks nothing, by act: each case spoils it in one respect.
SOUND: dict[str, dict[str, Any]] = {
    "propose_item": {
        "legality_reviewer": "none", "competition_reviewer": "none", "research_done": True, "expert_reviewed": True,
        "risk_assessed": True, "public_participation": True, "overall_interest": True, "substance_confirmed": True,
        "clear_opinion": True, "filed_in_time": True, "procedures_done": True, "policy_basis_given": True,
        "meeting_papers_given": True, "legality_paper_given": True, "attendee_list_given": True,
        "proposed_opinion_given": True, "public_consultation_days": 30,
    },
    "fix_agenda": {"talked_with_head": True, "study_first": True, "legality_reviewer": "justice"},
    "call_meeting": {"guests_missing": 0, "chair_post": "head", "chair_in_charge": True},
    "discuss_item": {"sponsor_present": True},
    "add_item_late": {"urgent_item": True},
    "hold_event": {"event_approved": True, "meeting_approved": True, "budget_line": True},
}  # fmt: skip


def book(county: str) -> Rulebook:
    return load(BOOKS[county])


def cases(county: str) -> list[dict[str, Any]]:
    """The cases of a county's table."""
    file = Path(__file__).with_name("meeting_tables") / f"{county}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))["case"]


def objecting(county: str) -> set[str]:
    """The gates that object in some case of the table."""
    return {gate for case in cases(county) for gate in case["finds"]}


def findings(county: str, case: dict[str, Any]) -> list[str]:
    """The gates that object in a case, in their order."""
    facts = {**SOUND.get(case["act"], {}), **case["facts"]}
    return [found.gate for found in check_all(book(county).gates_for(case["act"], facts), facts)]
