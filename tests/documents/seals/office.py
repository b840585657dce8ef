"""What is done with seals, in the words of the tests; everything through the acts."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from documents import actions as steps
from documents.seals import actions, cards, using
from documents.seals.cards import Card
from documents.seals.models import Impression, Seal, Sealing
from documents.seals.using import Made
from govrules.core import clock
from govrules.core.files.actions import Checked, checked
from govrules.core.matters.models import LIVE, Matter, Step
from govrules.core.office.models import Seat
from tests.documents.papers import Papers

TODAY = date(2026, 6, 1)  # that Monday
FRIDAY = date(2026, 6, 5)


@dataclass
class Office:
    """The clerk keeps the seals: he serves in the document section."""

    papers: Papers
    seals: dict[str, Seal] = field(default_factory=dict)

    def __post_init__(self) -> None:
        Seat.objects.filter(key="clerk").update(title="政府办公室文书科")

    @property
    def cast(self) -> Any:
        return self.papers.cast

    def paper(self, name: str = "合同.txt") -> Checked:
        return checked(SimpleUploadedFile(name, f"{name}的内容".encode()))

    def card(self, kind: str = "county_seal", organ: str = "office", keeper: str = "clerk", **more: Any) -> Card:
        values = {"name": f"{organ}的{kind}", "place": "305室2号保险柜"} | more
        return Card(kind, getattr(self.cast, organ), keeper=getattr(self.cast, keeper), **values)

    def seal(self, kind: str = "county_seal", organ: str = "office", keeper: str = "clerk", **more: Any) -> Seal:
        """A seal of that kind, entered once."""
        key = f"{kind} {organ}"
        if key not in self.seals:
            card = self.card(kind, organ, keeper, **more)
            self.seals[key] = cards.enter(self.cast.government, self.cast.clerk, card)
        return self.seals[key]

    def ask(self, by: str = "education_clerk", seal: Seal | None = None, sort: str = "use", **more: Any) -> Sealing:
        """A request of an organ's clerk that breaks no rule, but for what is given."""
        organ = by.partition("_")[0] if by not in ("clerk", "director") else "office"
        sound: dict[str, Any] = {"content": "与自来水公司的供水合同"}
        if sort == "use":
            known = actions.rules.seals_in(self.cast.book).params.purposes
            sound |= {"copies": 3, "papers": [self.paper()], "purpose": known[0] if known else ""}
        if sort in ("outing", "custody"):
            sound |= {"starts_on": TODAY, "ends_on": FRIDAY}
        if sort == "outing":
            sound |= {"destination": "市商务局", "user": self.cast.education_clerk}
        if sort == "letter":
            sound |= {"bearer": "陈亮，文书", "destination": "市教育局", "papers": [self.paper("证明.txt")]}
        wanted = actions.Wanted(sort, seal or self.seal(), **(sound | more))
        return actions.ask(getattr(self.cast, by), getattr(self.cast, organ), wanted)

    def decide(self, of: Any, who: str, kind: str = "", opinion: str = "") -> None:
        """Somebody decides the step that is live; without a kind, its main choice."""
        by = getattr(self.cast, who)
        live = Step.objects.filter(matter=of.pk, state__in=LIVE).select_related("matter")
        step = live.filter(assignee=by).first() or live.get()
        steps.decide(step.pk, by, kind or steps.choices(step)[0].kind, opinion)

    def approve(self, of: Any, *people: str) -> Any:
        for who in people:
            self.decide(of, who)
        return of

    def made(self, copies: int = 1, **more: Any) -> Made:
        return Made(**({"on": clock.today(), "copies": copies, "used_by": "陈亮", "shelf": "文书科2号柜"} | more))

    def affix(self, of: Any, copies: int = 1, by: str = "clerk", **more: Any) -> Impression:
        return using.affix(of.pk, getattr(self.cast, by), self.made(copies, **more))

    def live(self, of: Any) -> list[tuple[str, str]]:
        """Act and who has it."""
        found = Step.objects.filter(matter=of.pk, state__in=LIVE).select_related("assignee")
        return [(step.act, step.assignee.name if step.assignee else "") for step in found]

    def state(self, of: Any) -> str:
        return Matter.objects.values_list("state", flat=True).get(pk=of.pk)
