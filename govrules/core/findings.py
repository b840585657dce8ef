"""What the rules say to a matter, as whoever decides on it reads it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from govrules.core.judging import Judged

FIRST = {"stop": 0, "warn": 1}


@dataclass(frozen=True)
class Shown:
    """A line about what the rules say to a matter, for the findings' list."""

    tone: str
    text: str
    strong: str = ""
    article: int | None = None
    detail: str = ""
    link: str = ""
    link_text: str = ""
    note: str = ""

    @property
    def tone_words(self) -> str:
        return {"ok": "符合", "todo": "待办理", "warn": "请注意", "stop": "不符合"}[self.tone]


def of_gate(judged: Judged) -> Shown:
    """A gate as a finding."""
    if judged.passed:
        return Shown("ok", judged.name, article=judged.article)
    if judged.waiver:
        return Shown("warn", judged.message, "已说明理由", judged.article, judged.waiver.reason)
    tone = "stop" if judged.strength == "must" else "warn"
    return Shown(tone, judged.message, article=judged.article, detail=judged.remedy)


def summed_up(findings: Iterable[Shown]) -> list[Shown]:
    """Nothing is left out: passed checks of an article share a line, the others keep their own and stand first."""
    everything = list(findings)
    plain = [f for f in everything if f.tone == "ok" and not (f.strong or f.detail or f.link)]
    telling = [f for f in everything if f not in plain]
    by_article: dict[int | None, list[str]] = {}
    for finding in plain:
        by_article.setdefault(finding.article, []).append(finding.text)
    in_order = [Shown("ok", "、".join(dict.fromkeys(texts)), article=article) for article, texts in by_article.items()]
    return [*sorted(telling, key=lambda f: FIRST.get(f.tone, 2)), *in_order]
