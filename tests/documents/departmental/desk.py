"""What a department does with a document of its own, in the words of the tests; everything through the acts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from documents import actions as steps
from documents.departmental import actions
from documents.departmental.actions import Recorded, Text
from documents.departmental.facts import questions
from documents.departmental.models import Basis, DepartmentDocument
from govrules.core import clock
from govrules.core.files.actions import checked
from govrules.core.matters.models import LIVE, Matter, Step
from govrules.core.office.models import Organ
from tests.documents.papers import Papers

TITLE = "县教育局关于做好秋季招生工作的通知"
BODY = "现就秋季招生工作通知如下。\n一、摸清学位。"
TODAY = date(2026, 6, 1)  # that Monday
BY_ORGAN = {Basis.LEGALITY, Basis.COMPETITION, Basis.OPINION}


@dataclass
class Desk:
    """The education bureau's desk."""

    papers: Papers

    @property
    def cast(self) -> Any:
        return self.papers.cast

    def organ(self, key: str) -> Organ:
        made = {"justice": self.papers.justice, "market": self.papers.market}
        return made[key]() if key in made else getattr(self.cast, key)

    def text(self, *, yes: Any = (), to: Any = ("level",), organs: Any = None, **values: Any) -> Text:
        """A notice that breaks no rule, but for what is given; `organs`: sent_to, touched, joint by their keys."""
        sound = {
            "title": self.cast.local(TITLE), "body": BODY, "recipients": ("各有关部门",), "addressees": tuple(to),
            "answers": {key: key in yes for key in questions(self.cast.book)},
            "checked_basis": "局办公室逐条核对", "checked_on": clock.today(),
        }  # fmt: skip
        named = {kind: tuple(self.organ(key) for key in keys) for kind, keys in (organs or {}).items()}
        return Text(**(sound | named | values))

    def draft(self, **values: Any) -> DepartmentDocument:
        return actions.create(self.cast.education_clerk, self.cast.education, self.text(**values))

    def record(self, of: Any, *bases: str) -> None:
        """`legality_review by education`, `opinion by finance agree`, `county_requested`."""
        for words in bases:
            kind, *rest = words.split()
            issuer = self.organ(rest[1]) if rest else None
            paper = SimpleUploadedFile("纪要.txt", "会议纪要".encode()) if kind == Basis.COLLECTIVE else None
            position = rest[2] if len(rest) > 2 else ""
            said = Recorded(kind, issuer, clock.today(), "2026年第3号", position, checked(paper) if paper else None)
            actions.record_basis(of.pk, self.cast.education_clerk, said)

    def send(self, of: Any, **reasons: str) -> None:
        actions.send(of.pk, self.cast.education_clerk, reasons)

    def sent(self, *bases: str, **values: Any) -> DepartmentDocument:
        made = self.draft(**values)
        self.record(made, *bases)
        self.send(made)
        return made

    def decide(self, of: Any, who: str, kind: str, opinion: str = "") -> None:
        by = getattr(self.cast, who)
        live = Step.objects.filter(matter=of.pk, state__in=LIVE)
        step = live.filter(assignee=by).first() or live.get()
        steps.decide(step.pk, by, kind, opinion)

    def signed(self, *bases: str, **values: Any) -> DepartmentDocument:
        made = self.sent(*bases, **values)
        self.decide(made, "education_head", "sign", "同意。")
        return made

    def issue(self, of: Any, number: str = "阳教发〔2026〕7号", on: date | None = None) -> None:
        actions.issue(of.pk, self.cast.education_clerk, number, on or clock.today())

    def issued(self, *bases: str, number: str = "阳教发〔2026〕7号", **values: Any) -> DepartmentDocument:
        made = self.signed(*bases, **values)
        self.issue(made, number)
        return made

    def matter(self, of: Any) -> Matter:
        return Matter.objects.get(pk=of.pk)

    def live(self, of: Any) -> list[tuple[str, str]]:
        """Act and who has it."""
        found = Step.objects.filter(matter=of.pk, state__in=LIVE).select_related("assignee")
        return [(step.act, step.assignee.name if step.assignee else "") for step in found]
