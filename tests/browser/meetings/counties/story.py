"""The standing meetings of the counties' journeys, as `stories.toml` has them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.core.cast import book_in

STORIES = tomllib.loads((Path(__file__).parent / "stories.toml").read_text("utf-8"))
Way = tuple[tuple[str, str, str], ...]  # who, which button he presses, whom he picks


@dataclass(frozen=True)
class Item:
    """What is brought before the meeting: what its proposer types, and through whose hands it goes, by which button."""

    title: str
    by: str
    business: int
    brief: str
    proposal: str = ""
    organ: str = ""
    sponsor: str = ""
    ticks: tuple[str, ...] = ()
    touches: tuple[str, ...] = ()
    picks: Mapping[str, str] = field(default_factory=dict)
    study: bool = False
    way: Way = ()


@dataclass(frozen=True)
class Story:
    """One standing meeting: its items, who decides on a leader's and on a bureau head's leave, the minutes' way."""

    county: str
    items: Mapping[str, Item]
    leader_leave: Way
    organ_leave: Way
    minutes: Way

    @property
    def government(self) -> str:
        return book_in(self.county).government

    @property
    def body(self) -> str:
        """县政府常务会议."""
        return book_in(self.county).body("standing").title


def told(key: str) -> Story:
    """The story of a county."""
    row = dict(STORIES[key])
    items = {name: item_of(values) for name, values in row.pop("items").items()}
    ways = {name: way_of(row.pop(name)) for name in ("leader_leave", "organ_leave", "minutes")}
    return Story(items=items, **ways, **row)


def item_of(values: Mapping[str, Any]) -> Item:
    lists = {name: tuple(values[name]) for name in ("ticks", "touches") if name in values}
    return Item(**{**values, **lists, "way": way_of(values.get("way", ()))})


def way_of(lines: Any) -> Way:
    """ "周正：呈送选定的领导：赵立民", or without whom he picks."""
    parts = [[*line.split("："), ""] for line in lines]
    return tuple((who, choice, picked) for who, choice, picked, *_ in parts)
