"""What the tests of documents do again and again, in the words of the office; everything through the acts."""

from __future__ import annotations

import contextvars
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client

from documents import actions as steps
from documents.consultation import actions as consultation
from documents.consultation.models import Consultation
from documents.dispatch import actions as dispatches
from documents.dispatch.models import Dispatch, Review, Series
from documents.submission import actions as submissions
from documents.submission.models import Submission
from govrules.core import clock
from govrules.core.deadlines.sweep import sweep
from govrules.core.errors import Refused
from govrules.core.journal.models import JournalEntry
from govrules.core.matters.models import LIVE, Matter, Step, StepState
from govrules.core.office.models import ABPair, Absence, Appointment, Official, Organ
from tests.core.calendars import office
from tests.core.cast import Cast

MONDAY = office("2026-06-01 09:00").astimezone(UTC)
LAST_DAY = date(2026, 6, 8)  # of five working days from that Monday: 2, 3, 4, 5 and 8 June
DUE = office("2026-06-09 00:00")  # the midnight that ends it
MOMENT, HOUR, DAY = timedelta(microseconds=1), timedelta(hours=1), timedelta(days=1)
TITLE = "县教育局关于新建城东小学的请示"
BODY = "县人民政府：\n　　城东片区学位不足，拟新建小学一所。\n　　妥否，请批示。"


@dataclass
class Papers:
    """The documents of a test, and the people who write and decide them."""

    cast: Cast
    series: dict[str, Series] = field(default_factory=dict)

    # --- drafting -------------------------------------------------------------------------------------

    def text(self, **values: Any) -> submissions.Draft:
        """A request that breaks no rule, but for what is given."""
        local = self.cast.local
        sound = {
            "title": local(TITLE), "doc_kind": "request", "body": local(BODY),
            "recipients": (self.cast.government.name,),
            "organ_number": "阳教字〔2026〕31号", "necessity": "城东片区秋季缺学位八百个",
            "contact_name": "陈亮", "contact_phone": "0352-6620000", "disclosure": "on_request",
        }  # fmt: skip
        return submissions.Draft(**(sound | values))

    def draft(self, organ: str = "education", **values: Any) -> Submission:
        """A draft of an organ's clerk; `touched` names organs."""
        touched = tuple(getattr(self.cast, key) for key in values.pop("touched", ()))
        by = getattr(self.cast, f"{organ}_clerk")
        return submissions.create(by, getattr(self.cast, organ), self.text(touched=touched, **values))

    def report(self, **values: Any) -> Submission:
        title = self.cast.local("县教育局关于秋季招生情况的报告")
        return self.draft(**({"doc_kind": "report", "title": title} | values))

    def ask(self, of: Any, *organs: str, limit: int | None = None) -> list[Consultation]:
        """The host's clerk asks organs for their countersign."""
        asked = [getattr(self.cast, key) for key in organs]
        return consultation.send(of.pk, self.clerk_of(of), consultation.Asking(asked, limit))

    def asked(self, of: Any, organ: str) -> Consultation:
        found = Consultation.objects.filter(submission=of.pk, organ=getattr(self.cast, organ))
        return found.select_related("step__organ", "step__assignee").latest("pk")

    def reply(self, of: Any, organ: str, kind: str = "agree", opinion: str = "", by: str = "") -> None:
        """The organ's main head answers, or whoever is named."""
        who = getattr(self.cast, by or f"{organ}_head")
        steps.decide(self.asked(of, organ).step_id, who, kind, opinion)

    def clerk_of(self, of: Any) -> Official:
        organ = Matter.objects.select_related("organ").get(pk=of.pk).organ
        return next(getattr(self.cast, f"{key}_clerk") for key in ORGANS if getattr(self.cast, key) == organ)

    # --- on its way -----------------------------------------------------------------------------------

    def submit(self, of: Any, **reasons: str) -> None:
        submissions.submit(of.pk, self.clerk_of(of), reasons)

    def step(self, of: Any, act: str = "") -> Step:
        """The one step that is now before somebody or held."""
        live = Step.objects.filter(matter=of.pk, state__in=LIVE).exclude(act="countersign")
        return (live.filter(act=act) if act else live).select_related("seat", "assignee", "custodian").get()

    def decide(self, of: Any, who: str, kind: str, opinion: str = "", **extra: Any) -> None:
        """Somebody decides the step that is live; with several, the one before him."""
        by = getattr(self.cast, who)
        live = Step.objects.filter(matter=of.pk, state__in=LIVE).exclude(act="countersign")
        mine = live.filter(assignee=by).first() or live.first()
        assert mine is not None, f"nothing is live for {who}"
        steps.decide(mine.pk, by, kind, opinion, extra)

    def signed(self, of: Any, **reasons: str) -> Any:
        """Submitted, and signed by the main head of the education bureau: it is at the office."""
        self.submit(of, **reasons)
        self.decide(of, "education_head", "sign")
        return of

    def reviewed(self, of: Any, *leaders: str, major: bool = False) -> Any:
        """Signed and reviewed: it is with the leaders."""
        self.signed(of)
        self.review(of, *leaders, major=major)
        return of

    def review(self, of: Any, *leaders: str, major: bool = False) -> None:
        seats = [self.cast.seats[key].pk for key in leaders]
        self.decide(of, "director", "review", "材料齐全，拟同意。", seats=seats, major=major)

    def approved(self, of: Any = None) -> Dispatch:
        """Approved by the leader in charge; returns the reply that it opened."""
        request = self.reviewed(of or self.draft())
        self.decide(request, "schools_deputy", "approve", "同意。")
        return Dispatch.objects.select_related("matter").get(answers=request.pk)

    # --- dispatches -----------------------------------------------------------------------------------

    def words(self, **values: Any) -> dispatches.Text:
        """A notice that can be sent to be signed as it stands."""
        sound = {
            "title": f"{self.cast.government.name}关于做好防汛工作的通知",
            "body": "现就防汛工作通知如下。\n一、压实责任。",
            "dispatch_kind": "ordinary", "recipients": ("各乡（镇）人民政府",), "disclosure": "public",
        }  # fmt: skip
        return dispatches.Text(**(sound | values))

    def dispatch(self, *, sent: bool = False, **values: Any) -> Dispatch:
        """A dispatch drafted by the office's clerk, sent to be signed if wished."""
        made = dispatches.create(self.cast.clerk, self.words(**values))
        if sent:
            dispatches.send(made.pk, self.cast.clerk)
        return made

    def justice(self) -> Organ:
        """The bureau whose review of legality counts."""
        return Organ.objects.get_or_create(
            government=self.cast.government,
            key="justice",
            defaults=self.bureau("司法局") | {"fields": ["合法性审核"]},
        )[0]

    def market(self) -> Organ:
        """The bureau whose review of fair competition counts."""
        return Organ.objects.get_or_create(
            government=self.cast.government,
            key="market",
            defaults=self.bureau("市场监督管理局", "市场监管局") | {"fields": ["公平竞争审查"]},
        )[0]

    def bureau(self, name: str, short: str = "") -> dict[str, str]:
        """A further department of this government, by its names."""
        place = self.cast.government.place
        return {"name": place + name, "short_name": place[-1] + (short or name), "kind": "department"}

    def competent(self, kind: str) -> Organ | None:
        """Whose review of this kind counts; a meeting's decision is nobody's."""
        if kind == Review.LEGALITY:
            return self.justice()
        return self.market() if kind == Review.COMPETITION else None

    def on_record(self, of: Any, *kinds: str, issuer: Organ | None = None) -> None:
        """Reviews and decisions are recorded: those named, or all that there are."""
        for kind in kinds or Review.values:
            by = issuer or self.competent(kind)
            review = dispatches.Recorded(kind, by, clock.today(), "2026年第3号")
            dispatches.record_review(of.pk, self.cast.clerk, review)

    def ready(self, **values: Any) -> Dispatch:
        """A dispatch in the office's name, signed by its director: it waits for its number."""
        made = self.dispatch(sent=True, **({"in_name_of": "office"} | values))
        self.decide(made, "director", "sign")
        return made

    def numbers(self, key: str = "zhengfa", code: str = "阳政发", name: str = "office") -> Series:
        """A series of numbers of this government, for documents in one name."""
        if key not in self.series:
            self.series[key] = Series.objects.create(
                government=self.cast.government, key=key, code=code, name=code, in_name_of=name
            )
        return self.series[key]

    # --- looking --------------------------------------------------------------------------------------

    def state(self, of: Any) -> str:
        return Matter.objects.values_list("state", flat=True).get(pk=of.pk)

    def steps(self, of: Any, *states: str) -> list[tuple[str, str]]:
        """Act and seat of the steps in their order; the host's signature and countersigns left out."""
        found = Step.objects.filter(matter=of.pk).exclude(act="countersign").select_related("seat")
        wanted = found.filter(state__in=states) if states else found.exclude(state=StepState.CANCELLED)
        return [(s.act, s.seat.key if s.seat else "") for s in wanted]

    def journal(self, of: Any, act: str = "") -> list[JournalEntry]:
        lines = JournalEntry.objects.filter(matter=of.pk).order_by("seq")
        return list(lines.filter(act=act) if act else lines)

    def told(self, who: str) -> list[str]:
        """Subjects of what he was told in the portal, oldest first."""
        mine = getattr(self.cast, who).notices.filter(channel="portal").order_by("pk")
        return list(mine.values_list("subject", flat=True))

    # --- people ---------------------------------------------------------------------------------------

    def away(self, *who: str, until: datetime | None = None) -> None:
        """Away since an hour ago; the acts on absences have tests of their own."""
        at = clock.now()
        for key in who:
            Absence.objects.create(
                official=getattr(self.cast, key), starts_at=at - HOUR, ends_at=until or at + 30 * DAY, reason="出差",
                entered_at=at,
            )  # fmt: skip

    def vacate(self, seat: str) -> None:
        Appointment.objects.filter(seat=self.cast.seats[seat]).update(until=clock.today())

    def also(self, who: str, seat: str) -> None:
        """He holds a second seat, in the place of whoever held it."""
        self.vacate(seat)
        Appointment.objects.create(seat=self.cast.seats[seat], official=getattr(self.cast, who), since=clock.today())

    def unpaired(self, seat: str) -> None:
        ABPair.objects.filter(seat=self.cast.seats[seat]).delete()


ORGANS = ("education", "finance", "resources", "agriculture", "township")


def sweep_at(moment: datetime, stopped: clock.StoppedClock) -> Any:
    """Let the clock stand there and the sweep look in."""
    stopped.move_to(moment)
    return sweep(moment)


def browser(official: Official) -> Client:
    """Somebody logged in at the portal."""
    client = Client()
    account = get_user_model().objects.get(official=official)
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return client


def side_by_side(*doings: Callable[[], Any]) -> list[Any]:
    """Every doing in its own thread, all set off together; results or refusals in their order."""
    results: list[Any] = [None] * len(doings)
    barrier = threading.Barrier(len(doings))

    def run(number: int) -> None:
        barrier.wait()
        try:
            results[number] = doings[number]()
        except Refused as refused:
            results[number] = refused
        finally:
            connection.close()

    threads = [
        threading.Thread(target=contextvars.copy_context().run, args=(run, number)) for number in range(len(doings))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not any(thread.is_alive() for thread in threads), "nobody waits for ever"
    return results
