"""What is done with requests to publish, speak, write or attend, in the words of the tests; all through the acts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from documents.publicity import actions, gates, steps
from documents.publicity.actions import Done, Draft
from documents.publicity.models import Publicity
from govrules.core import clock
from govrules.core.errors import BrokenRule
from govrules.core.files.actions import checked
from govrules.core.judging import Judged
from govrules.core.matters.models import LIVE, Matter, Step
from tests.core.calendars import office
from tests.documents.papers import Papers

TITLE = "县教育局关于发布秋季招生政策的信息"
BODY = "秋季招生的片区和办法。"
WHEN = office("2026-06-30 10:00")  # a Tuesday four weeks later
# A request that breaks no rule of any county's, by its sort; `person` and `leaders` are keys of the cast.
SOUND: dict[str, dict[str, Any]] = {
    "release": {},
    "press": {
        "basis": "新闻报道管理办法",
        "grounds": {"press_need": "需要", "press_value": "有", "press_effect": "好"},
    },
    "speech": {"person": "education_head", "basis": "文稿报批办法"},
    "inscription": {"person": "schools_deputy", "why": "上级安排", "basis": "县委会议安排"},
    "invitation": {"leaders": ["schools_deputy"], "why": "确需领导出席"},
    "foreign": {"leaders": ["schools_deputy"], "why": "确需领导出席", "basis": "外事管理办法"},
}


@dataclass
class Desk:
    """The education bureau's, the office's and the leaders' desks."""

    papers: Papers

    @property
    def cast(self) -> Any:
        return self.papers.cast

    # --- drafting -------------------------------------------------------------------------------------

    def text(self, sort: str, yes: Any = (), **values: Any) -> Draft:
        """What is typed; `yes` are declared facts, further facts go by their names in `says`."""
        sound = {"title": self.cast.local(TITLE), "starts_at": WHEN, "place": "政府网站", "body": BODY}
        given = sound | SOUND[sort] | values
        declared = dict.fromkeys(yes, True) | given.pop("says", {})
        person = given.pop("person", None)
        return Draft(
            **given | {"leaders": tuple(self.cast.seats[key] for key in given.get("leaders", ()))},
            declared=declared, person=getattr(self.cast, person) if person else None,
        )  # fmt: skip

    def draft(self, sort: str, *yes: str, by: str = "education_clerk", organ: str = "education", **values: Any) -> Any:
        """A draft; an invitation comes with its papers unless `papers` says which."""
        papers = values.pop("papers", ("invitation", "plan") if sort == "invitation" else ())
        who = getattr(self.cast, by)
        made = actions.create(who, getattr(self.cast, organ), sort, self.text(sort, yes, **values))
        actions.keep(made, who, {role: [self.paper(f"{role}.txt")] for role in papers})
        return made

    def paper(self, name: str = "邀请函.txt") -> Any:
        return checked(SimpleUploadedFile(name, f"{name}的内容".encode()))

    # --- on its way -----------------------------------------------------------------------------------

    def ask(self, of: Any, by: str = "education_clerk", **reasons: str) -> Any:
        actions.ask(of.pk, getattr(self.cast, by), reasons)
        return of

    def refused(self, of: Any, by: str = "education_clerk") -> list[tuple[str, int | None]]:
        """Which gates refuse to send it off, under which articles."""
        with pytest.raises(BrokenRule) as found:
            self.ask(of, by)
        return [(why.rule, why.article) for why in found.value.reasons]

    def judged(self, of: Any) -> list[Judged]:
        """What the rules say to sending it off now."""
        return gates.before_asking(actions.of(self.matter(of)), clock.now())

    def step(self, of: Any) -> Step:
        return Step.objects.select_related("seat", "assignee").get(matter=of.pk, state__in=LIVE)

    def decide(self, of: Any, who: str, kind: str, opinion: str = "同意。", leaders: Any = ()) -> Any:
        seats = [self.cast.seats[key].pk for key in leaders]
        steps.decide(self.step(of).pk, getattr(self.cast, who), kind, opinion, {"seats": seats})
        return of

    def reviewed(self, of: Any, *leaders: str, by: str = "education_clerk", **reasons: str) -> Any:
        """Asked for, and sent on by the office director."""
        self.ask(of, by, **reasons)
        return self.decide(of, "director", "review", leaders=leaders)

    def agreed(self, of: Any, by: str = "education_clerk", **reasons: str) -> Any:
        """Settled by the head, whom the director picked."""
        self.reviewed(of, "head", by=by, **reasons)
        return self.decide(of, "head", "approve")

    # --- on record ------------------------------------------------------------------------------------

    def do(self, of: Any, *, by: str = "education_clerk", public: bool = False, **reasons: str) -> Publicity:
        """What was done, an hour ago; the day of the thing is not waited for."""
        said = Done(clock.now(), "政府网站首页", public)
        actions.do(of.pk, getattr(self.cast, by), said, reasons)
        return Publicity.objects.get(pk=of.pk)

    def not_done(self, of: Any, **said: Any) -> list[tuple[str, int | None]]:
        """Which gates refuse that it was done, under which articles."""
        with pytest.raises(BrokenRule) as found:
            self.do(of, **said)
        return [(why.rule, why.article) for why in found.value.reasons]

    def upper(self, of: Any, on: date | None = None, note: str = "市政府〔2026〕8号", by: str = "clerk") -> Any:
        return actions.record_upper(of.pk, getattr(self.cast, by), on or clock.today(), note, self.paper("批件.txt"))

    def matter(self, of: Any) -> Matter:
        return Matter.objects.get(pk=of.pk)

    def state(self, of: Any) -> str:
        return self.matter(of).state


def at_ten(day: str) -> datetime:
    return office(f"{day} 10:00")
