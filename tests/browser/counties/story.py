"""The requests that travel through the counties' journeys, as `stories.toml` has them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.browser.walk import Paper
from tests.core.cast import book_in

STORIES = tomllib.loads((Path(__file__).parent / "stories.toml").read_text("utf-8"))


@dataclass(frozen=True)
class Story:
    """A request of the education bureau, and what the government replies; `about` stands in both titles."""

    county: str
    number: str
    about: str
    body: str
    decision: str
    series: str
    touches: tuple[str, ...] = ()
    ticks: tuple[str, ...] = ()
    picks: Mapping[str, str] = field(default_factory=dict)
    necessity: str = ""
    proposal: str = ""
    urgent: str = ""

    @property
    def government(self) -> str:
        return book_in(self.county).government

    @property
    def host(self) -> str:
        return f"{self.government.removesuffix('人民政府')}教育局"

    @property
    def title(self) -> str:
        return f"{self.host}关于{self.about}的请示"

    @property
    def reply(self) -> str:
        return f"{self.government}关于{self.about}的批复"

    @property
    def paper(self) -> Paper:
        """What the clerk types."""
        return Paper(
            self.title, self.number, self.body, self.necessity, touches=self.touches, ticks=self.ticks, picks=self.picks
        )


def told(key: str) -> Story:
    """The story of a county."""
    row = STORIES[key]
    return Story(**row | {name: tuple(row.get(name, ())) for name in ("touches", "ticks")})
