"""The documents of the demo's 阳高 and what became of each. Days count back from the day it is loaded as of."""

from __future__ import annotations

from govrules.demo.story import Story
from govrules.demo.yanggao.texts import TEXTS


def tell(story: Story) -> None:
    """Every document in the state that a newcomer should find it in."""
    for part in (school,):
        part(story)


def school(s: Story) -> None:
    """A request that touches two departments: one agreed, one stayed silent; now at the office's review."""
    s.on(8, "09:10", lambda: s.draft("school", "jiaoyu", touched=["ziran", "caizheng"], **TEXTS["school"]))
    s.on(8, "10:05", lambda: s.consult("school", "jiaoyu", ["ziran", "caizheng"]))
    s.on(6, "15:20", lambda: s.decide("school", "ziran-head", "agree_with_opinion", "选址符合国土空间规划，用地手续请尽早组卷。"))
    s.on(1, "16:40", lambda: s.submit("school", "jiaoyu"))
